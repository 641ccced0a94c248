"""The floors of the house: imports go down, never up, never sideways between rooms, and third parties keep to theirs.

Only the standard library is used here, so that the test holds whatever is installed.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "carbon"

FLOORS = {
    "cli": 8,
    "__main__": 9,
    "charts": 7,
    "reporting": 6,
    "pathways": 5,
    "accounting": 4,
    "compiling": 3,
    "importing": 3,
    "matching": 3,
    "engine": 2,
    "reading": 2,
    "declarations": 1,
    "files": 1,
    "locks": 1,
    "measures": 1,
    "records": 1,
    "scenarios": 1,
    "targets": 1,
    "tables": 1,
    "units": 1,
    "codes": 0,
    "decimal_marks": 0,
    "digests": 0,
    "exact": 0,
    "library": 0,
    "periods": 0,
    "problems": 0,
    "scratch": 0,
    "terms": 0,
}
"""The floor of every room."""

GROUND = {
    "decimal_marks": {"terms"},
    "declarations": {"files"},
    "files": {"records", "units"},
    "locks": {"records"},
    "measures": {"files"},
    "problems": {"codes", "terms"},
    "scenarios": {"files", "measures"},
    "scratch": {"problems"},
    "targets": {"files"},
    "units": {"records"},
}
"""Rooms of one floor that may look at each other: records say how they are written, problems and numbers have words."""

THIRD_PARTIES = {
    "cattrs": {"files"},
    "click": {"cli"},
    "duckdb": {"engine"},
    "matplotlib": {"charts"},
    "numpy": {"charts", "pathways"},
    "pandas": {"reporting", "tables"},
    "pint": {"units"},
    "pyarrow": {"reading"},
    "scipy": {"pathways"},
    "tomlkit": {"reporting"},
}
"""Where a third-party package may be imported."""

MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 320


def room(path: Path) -> str:
    """Return the room of a module: its folder, or its own name on the ground floors."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a file imports, wherever in the file, with the line."""
    package = ".".join(("carbon", *path.relative_to(PACKAGE).parent.parts))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module or ""
            for alias in node.names:
                inner = PACKAGE.joinpath(*base.split(".")[1:], alias.name)
                is_module = base.split(".")[0] == "carbon" and (inner.with_suffix(".py").exists() or inner.is_dir())
                yield (f"{base}.{alias.name}" if is_module else base), node.lineno


def name_of(path: Path) -> str:
    """Return a module's file relative to the project."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [path for path in MODULES if path != PACKAGE / "__init__.py"], ids=name_of)
def test_imports_go_down(path: Path) -> None:
    """A module imports only its own room and rooms on lower floors; the front door re-exports from all, lazily."""
    here = room(path)
    faults = []
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] != "carbon" or len(parts) == 1:
            continue
        there = parts[1]
        if there == here or there in GROUND.get(here, set()):
            continue
        if FLOORS[there] >= FLOORS[here]:
            faults.append(f"{name_of(path)}:{line} imports {name}, which is not below")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_third_parties_keep_to_their_rooms(path: Path) -> None:
    """A third-party package is imported only where it belongs, and only if it is declared here."""
    faults = []
    for name, line in imported(path):
        top = name.split(".")[0]
        if top == "carbon" or top in sys.stdlib_module_names:
            continue
        if room(path) not in THIRD_PARTIES.get(top, set()):
            faults.append(f"{name_of(path)}:{line} imports {top}")
    assert not faults, "\n".join(faults)


def graph() -> dict[str, set[str]]:
    """Return which module imports which, within the package."""
    names = {".".join(("carbon", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    return {
        name: {other for other, _ in imported(path) if other in names and other != name}
        for name, path in names.items()
        if name != "carbon"
    }


def test_no_import_cycles() -> None:
    """No module imports itself by way of others."""
    edges = graph()
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail[trail.index(name) :], name))
        if name in done:
            return
        for other in sorted(edges.get(name, ())):
            if not other.startswith(f"{name}."):
                walk(other, (*trail, name))
        done.add(name)

    for name in sorted(edges):
        walk(name, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    """A module that grows past its room is split by noun."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name_of(path)} has {lines} lines"


@pytest.mark.parametrize(
    "room_name", ["accounting", "files", "reading", "engine", "matching", "compiling", "importing", "units", "exact"]
)
def test_no_binary_floats_below_the_pathways(room_name: str) -> None:
    """Nothing below the pathways makes a binary float of a quantity."""
    place = PACKAGE / room_name
    for path in [place.with_suffix(".py")] if not place.is_dir() else sorted(place.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "float", f"{name_of(path)}:{node.lineno} calls float"
            if isinstance(node, ast.Constant):
                assert not isinstance(node.value, float), f"{name_of(path)}:{node.lineno} has a float constant"


def test_every_room_has_a_floor() -> None:
    """A new room is put on a floor before it is built."""
    rooms = {room(path) for path in MODULES} - {"__init__"}
    assert rooms <= set(FLOORS), rooms - set(FLOORS)
