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

HOUSE = (
    "model",
    "library",
    "units",
    "files",
    "tables",
    "settings",
    "activity_data",
    "factors",
    "accounting",
    "history",
    "selftest",
    "targets",
    "scenarios",
    "optimisation",
    "charts",
    "formats",
    "cli",
    "__main__",
)
"""The folders, and modules that stand alone: each imports only from those above it in this list."""

THIRD_PARTIES = {
    "cattrs": {"files"},
    "click": {"cli"},
    "duckdb": {"activity_data"},
    "matplotlib": {"charts"},
    "numpy": {"charts", "optimisation", "scenarios"},
    "pandas": {"formats", "tables"},
    "pint": {"units"},
    "pyarrow": {"activity_data", "files"},
    "scipy": {"optimisation"},
    "tomlkit": {"accounting", "history"},
}
"""Where a third-party package may be imported."""

MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 350


def folder_of(path: Path) -> str:
    """Return the folder of a module, or its own name where it stands alone."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


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
def test_imports_go_one_way(path: Path) -> None:
    """A module imports only from its own folder and those above; the package itself hands on from all, lazily."""
    here = HOUSE.index(folder_of(path))
    faults = []
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] == "carbon" and len(parts) > 1 and HOUSE.index(parts[1]) > here:
            faults.append(f"{name_of(path)}:{line} imports {name}, which is not above")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_third_parties_keep_to_their_rooms(path: Path) -> None:
    """A third-party package is imported only where it belongs, and only if it is declared here."""
    faults = []
    for name, line in imported(path):
        top = name.split(".")[0]
        if top == "carbon" or top in sys.stdlib_module_names:
            continue
        if folder_of(path) not in THIRD_PARTIES.get(top, set()):
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


@pytest.mark.parametrize("folder", HOUSE[: HOUSE.index("targets")])
def test_no_binary_floats_before_the_scenarios(folder: str) -> None:
    """No figure of an inventory is a binary float before the door; how alike words are is none of them."""
    place = PACKAGE / folder
    paths = [place.with_suffix(".py")] if not place.is_dir() else sorted(place.rglob("*.py"))
    for path in [path for path in paths if path.name != "problems.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "float" or folder == "tables", f"{name_of(path)}:{node.lineno} calls float"
            if isinstance(node, ast.Constant):
                assert not isinstance(node.value, float), f"{name_of(path)}:{node.lineno} has a float constant"


def test_the_house_is_listed() -> None:
    """A new folder has a place in the list before it is built."""
    assert {folder_of(path) for path in MODULES} - {"__init__"} == set(HOUSE)


def test_no_cycles_of_folders_inside_folders() -> None:
    """At every depth: folders beside each other import each other one way."""
    edges: dict[str, set[str]] = {}
    for name, others in graph().items():
        for other in others:
            mine, theirs = name.split(".")[:-1], other.split(".")[:-1]
            shared = 0
            while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
                shared += 1
            if shared < len(mine) and shared < len(theirs):
                here, there = ".".join(mine[: shared + 1]), ".".join(theirs[: shared + 1])
                edges.setdefault(here, set()).add(there)
    for here, others in edges.items():
        for other in others:
            assert here not in edges.get(other, set()), f"{here} and {other} import each other"
