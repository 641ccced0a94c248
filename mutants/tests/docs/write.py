"""Bring the documentation up to date: what commands print, the reference of the command line, and the gallery.

Run ``python tests/docs/write.py`` to see which pages are not current, ``--write`` to write them, with the names of
pages for these alone. Read the difference before you commit it: a changed figure belongs under "Numbers that change"
in CHANGELOG.md.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.docs import gallery, pages, reference, running, tables


def current(text: str) -> str:
    """Return a page with what its commands print now, and its tables."""
    text = tables.current(text)
    lines = text.split("\n")
    with tempfile.TemporaryDirectory(prefix="carbon-docs-") as folder, running.shell(Path(folder)) as shell:
        for command, printed in reversed(list(running.page(text, shell))):
            if not is_current(command, printed):
                first = command.line + 1
                lines[first : first + len(command.expected)] = running.rewritten(command.expected, printed)
    return "\n".join(lines)


def is_current(command: running.Command, printed: list[str]) -> bool:
    """Say whether a page shows what a command prints; of `make test` only the steps can be known here."""
    if command.text == "make test":
        steps = running.recipe("test")
        return [line for line in command.expected if line.startswith(".venv/bin/")] == steps
    return running.alike(command.expected, printed)


def main() -> int:
    """Write or name the pages and pictures that are not current."""
    write = "--write" in sys.argv[1:]
    named = [Path(name).resolve() for name in sys.argv[1:] if name != "--write"]
    wanted = [page for page in dict.fromkeys([pages.REFERENCE, *pages.run()]) if not named or page.resolve() in named]
    stale = [page for page in wanted if _is_stale(page, write=write)]
    pictures = {} if named else gallery.stale()
    if write:
        gallery.write(pictures)
    for page in [*stale, *pictures]:
        sys.stdout.write(f"{'written' if write else 'not current'}: {pages.name(page)}\n")
    return 0 if write else int(bool(stale or pictures))


def _is_stale(page: Path, *, write: bool) -> bool:
    """Say whether a page is not current, and write it; one that someone edits while its commands run is let be."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    now = reference.text() if page == pages.REFERENCE else current(before)
    if now != before and write and (not page.exists() or page.read_text(encoding="utf-8") == before):
        page.write_text(now, encoding="utf-8")
    return now != before


if __name__ == "__main__":
    raise SystemExit(main())
