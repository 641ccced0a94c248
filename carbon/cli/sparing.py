"""What `--output` may never destroy: files that are read, and files that belong to an inventory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

_SETTINGS = "carbon.toml"
_FILES = (_SETTINGS, "carbon.lock", "metrics.csv", "instruments.csv")
_READ_WHOLE = ("activity", "emission_factors")
_READ_BY_NAME = "scenarios"
_BESIDE = (".toml", ".csv")
"""What a scenario or a rule may name beside itself."""


def stop_if_read(options: Mapping[str, Any]) -> None:
    """Refuse an output that is read by the command, or belongs to an inventory, under whatever name.

    Parameters
    ----------
    options
        What the command was given.

    Raises
    ------
    click.UsageError
        That names the file.
    """
    target = options.get("output")
    if target is None:
        return
    folder = _inventory_of(target.resolve())
    if folder is not None:
        why = f"{target} belongs to the inventory in {folder}, or would be read as a part of it"
        raise click.UsageError(f"{why}; name another file to write to.")
    if target.exists() and _identity(target) in {_identity(path) for path in _read(options)}:
        raise click.UsageError(f"{target} is one of the files that are read; name another to write to.")


def _inventory_of(target: Path) -> Path | None:
    """Return the inventory folder that a file belongs to, or would by its place and name."""
    for folder in target.parents:
        if (folder / _SETTINGS).is_file():
            parts = target.relative_to(folder).parts
            if parts[0] in _READ_WHOLE or parts in {(name,) for name in _FILES}:
                return folder
            if parts[0] == _READ_BY_NAME and target.exists():
                return folder
    return None


def _read(options: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the files that a command may read."""
    from carbon import library

    for path in filter(_is_there, _named(options)):
        if path.is_dir():
            yield from (path / name for name in _FILES if (path / name).is_file())
            for name in (*_READ_WHOLE, _READ_BY_NAME):
                yield from (each for each in (path / name).rglob("*") if each.is_file())
        elif path.is_file():
            yield path
            if path.suffix == ".toml":
                yield from (each for each in path.parent.iterdir() if each.suffix in _BESIDE and each.is_file())
    for root in (library.emission_factors(), library.scenarios()):
        yield from (each for each in root.rglob("*") if each.is_file())


def _named(options: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the paths among the options: files, folders, folders with a year behind them."""
    for name, value in options.items():
        if name != "output":
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Path):
                    yield each
                    yield Path(f"{each}.toml")
                elif isinstance(each, str) and each:
                    yield Path(each)
                    yield Path(re.sub(r"@[0-9]+$", "", each))


def _is_there(path: Path) -> bool:
    """Say whether there is such a file or folder; texts that no file can be called are among the options."""
    try:
        return path.exists()
    except OSError:
        return False


def _identity(path: Path) -> tuple[int, int]:
    """Return what a file is by, whatever its name: device and inode."""
    known = path.stat()
    return known.st_dev, known.st_ino
