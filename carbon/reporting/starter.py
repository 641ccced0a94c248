"""New inventory folders: a template to fill in, or a copy of an example. Written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from carbon import library
from carbon.problems import listed, nearest
from carbon.reporting.files import refusal

_ROC_OFFSET = 1911
_TEXT = (".toml", ".csv", ".md")


def examples() -> list[str]:
    """Return the names of the examples."""
    return sorted(path.name for path in library.examples().iterdir() if (path / "carbon.toml").exists())


def from_example(target: Path, name: str) -> list[Path]:
    """Copy an example into a new folder.

    Returns
    -------
    list
        The files written, relative to the folder.

    Raises
    ------
    ProblemsError
        If there is no such example, or the folder has files in it.
    """
    if name not in examples():
        likely = nearest(name, examples()) or examples()
        raise refusal(target, f'There is no example "{name}". There is: {listed(likely)}.')
    return _written(target, library.examples() / name, {})


def from_template(target: Path, language: str, organisation: str, geography: str, year: int) -> list[Path]:
    """Write a template into a new folder, with what is known filled in.

    Returns
    -------
    list
        The files written, relative to the folder.

    Raises
    ------
    ProblemsError
        If the folder has files in it.
    """
    words = {
        "{organisation}": organisation.replace("\\", "\\\\").replace('"', '\\"'),
        "{geography}": geography,
        "{next_year}": str(year + 1),
        "{roc_year}": str(year - _ROC_OFFSET),
        "{year}": str(year),
    }
    return _written(target, library.templates() / language, words)


def _written(target: Path, source: Path, words: Mapping[str, str]) -> list[Path]:
    """Copy a folder of text beside the target, fill it in, then put it in the target's place."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise refusal(target, "The folder is not empty. Name a new one; nothing is overwritten.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        part.chmod(0o755)
        shutil.copytree(source, part, dirs_exist_ok=True)
        files = sorted(path for path in part.rglob("*") if path.is_file())
        for path in files:
            if words and path.suffix in _TEXT:
                text = path.read_text(encoding="utf-8")
                for word, value in words.items():
                    text = text.replace(word, value)
                path.write_text(text, encoding="utf-8")
        if target.exists():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        raise refusal(target, f"The folder cannot be written: {error.strerror or error}.") from error
    return [path.relative_to(part) for path in files]
