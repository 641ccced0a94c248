"""Measure a command from outside: the seconds on the clock and the most memory that it held.

    python benchmarks/measure.py python -c "import click"

Memory is the peak resident set that the kernel reports when the process ends: the highest of the process itself and of
the processes that it waited for. A process inherits the peak of the one that started it, so whoever measures has to
stay small: this file needs the standard library alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BYTES = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`: bytes on macOS, KiB on Linux."""
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a run took.

    Parameters
    ----------
    seconds
        Wall time from start to end [s].
    peak
        Peak resident memory [byte].
    status
        Exit status, negative for a signal.
    output, errors
        The beginning of what it wrote on stdout (if kept), the end of what it wrote on stderr.
    """

    seconds: float
    peak: int
    status: int
    output: str = ""
    errors: str = ""


def measure(command: Sequence[str | Path], *, keep: bool = False) -> Measurement:
    """Run a command to its end.

    Parameters
    ----------
    keep
        Keep what it writes on stdout, which is thrown away otherwise.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors, tempfile.TemporaryFile("w+") as kept:
        out = kept if keep else subprocess.DEVNULL
        started = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        kept.seek(0)
        peak = usage.ru_maxrss * _BYTES
        return Measurement(seconds, peak, process.returncode, kept.read(2000), errors.read()[-1000:].strip())


def main() -> None:
    """Measure the command on the command line, throw its output away, and end as it ended."""
    if len(sys.argv) == 1:
        sys.exit(__doc__)
    run = measure(sys.argv[1:])
    print(f"{run.seconds:.3f} s, {run.peak / MIB:.1f} MiB, exit status {run.status}")
    if run.errors:
        print(run.errors, file=sys.stderr)
    sys.exit(run.status if run.status >= 0 else 1)


if __name__ == "__main__":
    main()
