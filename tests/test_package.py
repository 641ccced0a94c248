"""The package as others install and import it."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

import carbon
from carbon import library
from carbon.cli import main

ROOT = Path(__file__).parents[1]

LIBRARY = {
    "emission_factors": "emission_factors",
    "scenarios": "scenarios",
    "examples": "docs/examples",
    "fonts": "fonts",
}
"""Where the library's folders are in a wheel, and in a checkout."""

COMMANDS = (
    "init mine --language zh",
    "init kgi --example kgi",
    "inventory kgi --format json --output kgi.json",
    "target kgi --rule sbti-aca-2020 --target-year 2030",
    "chart target kgi --rule sbti-aca-2020 --target-year 2030 --language zh --output chart.png",
)


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
    assert library.templates() == ROOT / "carbon" / "templates"
    assert library.fonts() == ROOT / "fonts"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without reaching for anything that is not installed."""
    target = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(target)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment that sees what the project depends on, and no checkout.

    The dependencies are those of this environment, by a path file; such a file does not bring the editable
    installation of this project with it, which is a path file itself.
    """
    target = tmp_path_factory.mktemp("environment")
    venv.create(target, with_pip=False)
    python = target / "bin" / "python"
    (packages,) = target.glob("lib/python*/site-packages")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    (packages / "scenarios").mkdir()  # as another package may leave one beside it
    return target / "bin"


def ran(program: Path, *words: str, folder: Path) -> bytes:
    """Run a program in a folder that is no checkout, and return what it prints."""
    env = {"HOME": str(folder), "PATH": os.defpath}
    done = subprocess.run([program, *words], cwd=folder, env=env, check=False, capture_output=True)
    assert done.returncode == 0, (words, done.stderr.decode())
    return done.stdout


def test_a_wheel_carries_one_package(wheel: Path) -> None:
    """Nothing beside it, and every file of the library, with the licences of the fonts."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {top for top in {name.split("/")[0] for name in names} if not top.endswith(".dist-info")} == {"carbon"}
    for inside, folder in LIBRARY.items():
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert {f"carbon/_library/{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in files} <= names
    assert {path.relative_to(ROOT).as_posix() for path in library.templates().rglob("*.*")} <= names
    assert {name.rpartition(".dist-info/licenses/")[2] for name in names if ".dist-info/licenses/" in name} == {
        "LICENSE",
        "fonts/OFL.txt",
    }


def test_a_wheel_needs_no_checkout(installed: Path, tmp_path: Path) -> None:
    """Its data are its own, whatever stands beside it; no module of the checkout is imported."""
    code = (
        "import carbon; from carbon import library as of\n"
        "print(carbon.__file__, of.emission_factors(), of.scenarios(), of.examples(), of.templates(), of.fonts())"
    )
    places = ran(installed / "python", "-c", code, folder=tmp_path).decode().split()
    assert len(places) == 6
    assert [place for place in places if not place.startswith(str(installed.parent))] == []


def test_a_wheel_does_what_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    """A new folder, an example, its inventory, a target and a Chinese chart: the same to the last byte."""
    here, there = tmp_path / "checkout", tmp_path / "wheel"
    here.mkdir()
    there.mkdir()
    for words in COMMANDS:
        with chdir(here):
            expected = CliRunner().invoke(main, words.split())
        assert expected.exit_code == 0, expected.output
        assert ran(installed / "carbon", *words.split(), folder=there) == expected.stdout_bytes, words
    kept = sorted(path.relative_to(here) for path in here.rglob("*") if path.is_file())
    assert len(kept) > 25
    assert [path for path in kept if (here / path).read_bytes() != (there / path).read_bytes()] == []
    assert (there / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_unknown_names() -> None:
    """A name that is not there is an AttributeError, as for any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        carbon.nothing  # noqa: B018
