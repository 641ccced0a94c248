"""Where the library of emission factors, scenarios, examples and fonts is on this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import TypeVar

_PACKAGE = Path(__file__).resolve().parent
_T = TypeVar("_T")


@cache
def _found(beside: str, inside: str) -> Path:
    """Return the folder inside the package (a wheel) if there is one, else the one beside it (a checkout).

    Beside an installed package stand other packages, and one of them may be called `scenarios`.
    """
    installed = _PACKAGE / "_library"
    return installed / inside if installed.is_dir() else _PACKAGE.parent / beside


def version() -> str:
    """Return the version of the code."""
    from importlib.metadata import version

    return version("carbon-inventory")


def emission_factors() -> Path:
    """Return the folder of units, gases, GWP sets, activities and factor datasets."""
    return _found("emission_factors", "emission_factors")


def once(*names: str) -> Callable[[Callable[[Path], _T]], Callable[[], _T]]:
    """Have tables of emission factors read once per process, and again only where their files have changed.

    Parameters
    ----------
    names
        The files that are read; all of the folder if none is named.
    """

    def decorated(read: Callable[[Path], _T]) -> Callable[[], _T]:
        last: list[tuple[object, _T]] = []

        @wraps(read)
        def reading() -> _T:
            root = emission_factors()
            files = [root / name for name in names] or sorted(root.glob("*/*/*")) + sorted(root.glob("*.csv"))
            states = root, [(file, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
            if not last or last[0][0] != states:
                last[:] = [(states, read(root))]
            return last[0][1]

        return reading

    return decorated


def scenarios() -> Path:
    """Return the folder of target rules, grid outlooks and example scenarios."""
    return _found("scenarios", "scenarios")


def examples() -> Path:
    """Return the folder of example inventories."""
    return _found("docs/examples", "examples")


def templates() -> Path:
    """Return the folder of templates for new inventory folders, one per language."""
    return _PACKAGE / "templates"


def fonts() -> Path:
    """Return the folder of the fonts that charts are drawn with."""
    return _found("fonts", "fonts")
