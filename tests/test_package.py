"""The package as others install and import it."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import carbon
from carbon import library

ROOT = Path(__file__).parents[1]


def test_every_module_imports_and_public_functions_work_twice() -> None:
    """Importing every module spoils nothing: each public function is called twice and agrees with itself."""
    for module in pkgutil.walk_packages(carbon.__path__, "carbon."):
        if module.name != "carbon.__main__":
            importlib.import_module(module.name)
    folder = library.examples() / "trade_van"
    first, second = (carbon.inventory(folder, year=2019) for _ in range(2))
    assert first.totals == second.totals
    assert [r.totals for r in carbon.inventories(folder)] == [r.totals for r in carbon.inventories(folder)]
    assert carbon.frames(first).keys() == carbon.frames(second).keys()


def test_data_of_a_checkout() -> None:
    """In a checkout the folders beside the package are used."""
    assert library.emission_factors() == ROOT / "emission_factors"
    assert library.examples() == ROOT / "docs" / "examples"
    assert library.templates() == ROOT / "templates"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without reaching for anything that is not installed."""
    pytest.importorskip("hatchling", reason="the build backend comes with the development extra")
    target = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(target)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    return next(target.glob("*.whl"))


def test_data_of_a_wheel(wheel: Path, tmp_path: Path) -> None:
    """A wheel carries the data inside the package, finds it there, and computes from it."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"carbon"}
    code = (
        "import carbon; from carbon import library\n"
        "folder = library.examples() / 'kgi'\n"
        "print(library.emission_factors()); print(carbon.inventory(folder, year=2022).total(1) is not None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == [str(tmp_path / "carbon/_library/emission_factors"), "True"]


def test_unknown_names() -> None:
    """A name that is not there is an AttributeError, as for any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        carbon.nothing  # noqa: B018
