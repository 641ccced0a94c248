"""An inventory folder's `carbon.toml`: every key is declared, an unknown one is a problem with its nearest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from carbon.files import records
from carbon.files.toml import BrokenTomlError, opened
from carbon.model.problems import Place, Problem, in_shell
from carbon.settings.declarations import Settings

NAME = "carbon.toml"


def read(folder: Path) -> tuple[Settings, list[Problem]]:
    """Read an inventory folder's settings.

    Returns
    -------
    tuple
        The settings as far as they can be read, and the problems.
    """
    path, nothing = folder / NAME, Settings("", "", "", {}, folder=folder)
    if not path.exists():
        why = f"The folder has no {NAME}. `carbon init {in_shell(folder)}` writes one to fill in."
        return nothing, [Problem("missing-settings", why, Place(str(folder)))]
    try:
        document = opened(path, NAME, example="years.2024", code="bad-setting", missing="missing-setting")
    except BrokenTomlError as error:
        return nothing, [error.problem]
    return replace(records.read(Settings, document), folder=folder), document.problems
