"""A lock that somebody edited: whatever it says otherwise than it was written is caught, one forgery at a time.

Two ways of forging are tried. One edits a value and leaves the digests alone: then the lock no longer agrees with
itself. The other makes new digests too, with this very code: then the lock no longer agrees with the library or with
the inputs. What nothing else knows (by which version of the code it was frozen) is guarded by the digest alone.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from click.testing import CliRunner, Result

import carbon
from carbon.accounting import lock
from carbon.cli import main
from carbon.history.verifying import verify
from carbon.model.problems import ProblemsError

SETTINGS = """\
organisation = "Example Ltd"
geography = "GB"
gwp_set = "AR5_GWP100"

[years.2023]
[years.2024]

[factors]
datasets = ["own", "uk-desnz", "tw-moenv-604"]
heating_values = ["own", "tw-moenv-604"]

[upstream]
electricity = { decision = "exclude", reason = "not asked for" }
petrol = { decision = "exclude", reason = "not asked for" }
natural_gas = { decision = "exclude", reason = "not asked for" }
"""
ROWS = """\
activity,quantity,unit,period
electricity,1000,kWh,2023
electricity,1200,kWh,2024
natural_gas/stationary,500,kWh_gross,2024
petrol/mobile,100,L,2024
"""
FACTORS = """\
activity,variant,geography,valid_from,valid_to,data_year,published_on,unit,gas,value,value_is,lower,upper,calorific_basis,cell
petrol/mobile,,GB,2024-01-01,2024-12-31,2024,2024-01-31,GJ,CO2,69.3,mass,67.5,73,net,B2
petrol/mobile,,GB,2024-01-01,2024-12-31,2024,2024-01-31,GJ,CH4_fossil,0.025,mass,,,net,B3
"""
NEXT_YEAR = "petrol/mobile,,GB,2025-01-01,2025-12-31,2025,2025-01-31,GJ,CO2,69,mass,,,net,B9\n"
HEATING_VALUES = """\
fuel,geography,valid_from,valid_to,published_on,unit,value,energy_unit,calorific_basis,cell
petrol,GB,2024-01-01,2024-12-31,2024-01-31,L,32.6,MJ,net,C2
"""
SOURCE = """\
publisher = "Example Ltd"
title = "Measured by ourselves"
licence = "ours"
geography = "GB"
read_in = "the laboratory's report"
covers = "petrol"
status = "in force"
"""


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def frozen_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freeze a folder with two years, factors of the library and of its own, and a heating value."""
    folder = tmp_path_factory.mktemp("edited") / "folder"
    own = folder / "emission_factors" / "own" / "2024"
    own.mkdir(parents=True)
    (folder / "activity").mkdir()
    files = {
        folder / "carbon.toml": SETTINGS, folder / "activity" / "rows.csv": ROWS, own / "factors.csv": FACTORS,
        own / "heating_values.csv": HEATING_VALUES, own / "source.toml": SOURCE,
    }  # fmt: skip
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    result = run("freeze", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def frozen(frozen_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the frozen folder, to be changed."""
    return Path(shutil.copytree(frozen_once, tmp_path / "folder"))


def values(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - whatever TOML has
    """Yield the path of every value of a document."""
    if isinstance(tree, (Mapping, list)):
        for key, value in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
            yield from values(value, (*path, key))
    else:
        yield path


def other(value: Any) -> Any:  # noqa: ANN401 - whatever TOML has
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}1"
    return value.replace(year=value.year - 1)


def test_no_value_can_be_edited(frozen_once: Path) -> None:
    """Every single value of the lock, taken in turn: another one is not what was written."""
    text = (frozen_once / "carbon.lock").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    paths = [path for path in values(document["years"]["2024"]) if path[-1] != lock.SEAL]
    assert len(paths) > 100
    seal = document["years"]["2024"][lock.SEAL]
    for path in paths:
        year = tomllib.loads(text)["years"]["2024"]
        place = year
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = other(place[path[-1]])
        assert lock.seal(year) != seal, path


Edit = Callable[[dict[str, Any]], None]


def _figure(year: dict[str, Any]) -> None:
    year["figures"][0]["value"] = "1"


def _cell(year: dict[str, Any]) -> None:
    factor = next(one for one in year["factors"] if one["dataset"].startswith("uk-desnz"))
    factor["cell"] = "Z99"


def _bound(year: dict[str, Any]) -> None:
    next(one for one in year["factors"] if "lower" in one)["lower"] = "1"


def _value(year: dict[str, Any]) -> None:
    next(one for one in year["factors"] if one["activity"] == "electricity")["value"] = "0.9"


def _publisher(year: dict[str, Any]) -> None:
    next(one for one in year["datasets"] if one["dataset"] == "uk-desnz")["publisher"] = "Somebody"


def _licence(year: dict[str, Any]) -> None:
    next(one for one in year["datasets"] if one["dataset"] == "uk-desnz")["licence"] = "none"


def _heating_value(year: dict[str, Any]) -> None:
    year["heating_values"][0]["value"] = "30"


def _gwp(year: dict[str, Any]) -> None:
    next(one for one in year["gwp"] if one["gas"] == "CH4_fossil")["value"] = "1"


def _quantity(year: dict[str, Any]) -> None:
    year["terms"][0]["quantity"] = "7"


def _rule(year: dict[str, Any]) -> None:
    year["rules"]["units.csv"] = "0" * 64


def _input(year: dict[str, Any]) -> None:
    year["inputs"][0].update(sha256="0" * 64, taken="0" * 64)


def _version(year: dict[str, Any]) -> None:
    year["carbon"] = "9.9"


FORGERIES: dict[str, Edit] = {
    "figure": _figure, "cell": _cell, "bound": _bound, "value": _value, "publisher": _publisher, "licence": _licence,
    "heating value": _heating_value, "gwp": _gwp, "quantity": _quantity, "rule digest": _rule, "input": _input,
}  # fmt: skip


def forged(folder: Path, edit: Edit, *, sealed: bool) -> None:
    """Edit what the lock says of 2024, with new digests or without."""
    path = folder / "carbon.lock"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    edit(document["years"]["2024"])
    if sealed:
        for table in document["years"].values():
            table[lock.SEAL] = lock.seal(table)
        document[lock.SEAL] = lock.seal_of_all({year: table[lock.SEAL] for year, table in document["years"].items()})
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


@pytest.mark.parametrize("edit", [*FORGERIES.values(), _version], ids=[*FORGERIES, "code version"])
def test_verify_tells_what_was_edited(frozen: Path, edit: Edit) -> None:
    """The year that was edited does not agree, and an inventory of it is refused."""
    forged(frozen, edit, sealed=False)
    found = {one.locked.year: one for one in verify(frozen)}
    assert not found[2024].agrees
    assert "no longer what `carbon freeze` wrote" in found[2024].edited[0].why
    refused = run("inventory", frozen, "--year", "2024")
    assert (refused.exit_code, "years.2024: edited-lock" in refused.stderr) == (1, True)
    assert run("inventory", frozen, "--thaw").exit_code == 0


@pytest.mark.parametrize("edit", FORGERIES.values(), ids=FORGERIES)
def test_verify_tells_what_was_edited_and_sealed_again(frozen: Path, edit: Edit) -> None:
    """New digests do not help: the library, the inputs, or the other half of the lock say otherwise."""
    forged(frozen, edit, sealed=True)
    found = {one.locked.year: one.agrees for one in verify(frozen)}
    assert found == {2023: True, 2024: False}


def test_an_edited_factor_is_named_as_one(frozen: Path) -> None:
    """A factor that was edited in the lock is the cause, and neither units nor rules."""
    forged(frozen, _value, sealed=True)
    (found,) = verify(frozen, [2024])
    assert found.difference is not None
    causes = {(move.cause, move.name.partition(":")[0]) for move in found.difference.moves}
    assert causes == {("factor", "uk-desnz@2024.2")}


def test_an_edited_heating_value_is_named_as_one(frozen: Path) -> None:
    """So is a heating value."""
    forged(frozen, _heating_value, sealed=True)
    (found,) = verify(frozen, [2024])
    assert found.difference is not None
    assert {move.cause for move in found.difference.moves} == {"heating_value"}


def test_a_year_that_was_taken_out(frozen: Path) -> None:
    """A year cannot be thawed by deleting it: the lock is not whole, and `freeze` does not close the gap by itself."""
    path = frozen / "carbon.lock"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    del document["years"]["2023"]
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    (found,) = verify(frozen)
    assert not found.agrees
    assert "It holds the years 2024, and these are not those that were written" in found.edited[0].why
    assert run("inventory", frozen).exit_code == 1
    assert run("freeze", frozen).exit_code == 1
    assert run("freeze", frozen, "--accept-inputs").exit_code == 0
    assert all(one.agrees for one in verify(frozen))


def test_an_edited_year_is_not_sealed_by_freezing_another(frozen: Path) -> None:
    """What is kept must be what was written; what is frozen anew may have been edited."""
    forged(frozen, _cell, sealed=False)
    before = (frozen / "carbon.lock").read_bytes()
    for arguments in ((), ("--accept-inputs",), ("--year", "2023", "--thaw"), ("--year", "2023")):
        assert run("freeze", frozen, *arguments).exit_code == 1
        assert (frozen / "carbon.lock").read_bytes() == before
    assert run("freeze", frozen, "--thaw").exit_code == 0
    assert all(one.agrees for one in verify(frozen))


def test_a_lock_whose_digests_were_taken_out_is_no_lock(frozen: Path) -> None:
    """Nothing is computed from it under the name of an older format, and `freeze` gives it no digests."""
    path = frozen / "carbon.lock"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    document["format"] = 1
    del document[lock.SEAL]
    for table in document["years"].values():
        del table[lock.SEAL]
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    before = path.read_bytes()
    for command in (("inventory",), ("explain", "scope2"), ("freeze",), ("freeze", "--accept-inputs"), ("verify",)):
        refused = run(*command, frozen)
        assert refused.exit_code == 1
        assert "carbon.lock: broken-lock" in refused.stderr
    assert path.read_bytes() == before


def test_inputs_that_net_out_are_not_taken_in(frozen: Path) -> None:
    """More here and less there is the same total, and another input: freezing refuses it unless it is said."""
    rows = frozen / "activity" / "rows.csv"
    rows.write_text(ROWS.replace("1200,kWh,2024", "1100,kWh,2024") + "electricity,100,kWh,2024\n", encoding="utf-8")
    before = (frozen / "carbon.lock").read_bytes()
    refused = run("freeze", frozen)
    assert refused.exit_code == 1
    assert "activity/rows.csv: moved-input" in refused.stderr
    assert "Its totals are what they were" in refused.stderr
    assert (frozen / "carbon.lock").read_bytes() == before
    assert run("freeze", frozen, "--accept-inputs").exit_code == 0
    assert all(one.agrees for one in verify(frozen))


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("activity/rows.csv", "electricity,1000", "electricity,7,kWh,2025-03\nelectricity,1000"),
        ("activity/rows.csv", "activity,quantity", "note,activity,quantity"),
        ("carbon.toml", "organisation", "# written by hand\norganisation"),
        ("carbon.toml", "[years.2024]", '[years.2024]\n[years.2025]\n[facilities.leeds]\ngeography = "GB"'),
        ("emission_factors/own/2024/factors.csv", "petrol/mobile,,GB,2024-01-01,2024-12-31,2024,2024-01-31,GJ,CO2,",
         NEXT_YEAR + "petrol/mobile,,GB,2024-01-01,2024-12-31,2024,2024-01-31,GJ,CO2,"),
        ("emission_factors/own/2024/source.toml", "publisher", "# ours\npublisher"),
    ],
    ids=["row of another year", "column", "comment", "another year", "factor of another year", "source"],
)  # fmt: skip
def test_what_a_year_does_not_take_moves_nothing(frozen: Path, file: str, was: str, now: str) -> None:
    """What is added for another year, or for the reader, refuses no frozen year, and verify agrees."""
    path = frozen / file
    text = path.read_text(encoding="utf-8")
    rows = text.replace(was, now, 1)
    if now.startswith("note,"):
        head, *lines = rows.splitlines()
        rows = "\n".join([head.replace("note,", "remark,"), *(f"none,{line}" for line in lines)]) + "\n"
    path.write_text(rows, encoding="utf-8")
    assert run("inventory", frozen, "--year", "2024").exit_code == 0
    assert {one.locked.year: one.agrees for one in verify(frozen)} == {2023: True, 2024: True}
    assert run("freeze", frozen, "--year", "2023", "--year", "2024").exit_code == 0


def test_one_row_of_the_year_moves_it(frozen: Path) -> None:
    """The year whose row was edited is refused, the other is not."""
    rows = frozen / "activity" / "rows.csv"
    rows.write_text(ROWS.replace("1000", "1001"), encoding="utf-8")
    assert run("inventory", frozen, "--year", "2024").exit_code == 0
    refused = run("inventory", frozen, "--year", "2023")
    assert (refused.exit_code, "moved-input" in refused.stderr) == (1, True)
    assert {one.locked.year: one.agrees for one in verify(frozen)} == {2023: False, 2024: True}


def test_no_lock_is_read_that_says_nothing_of_itself(frozen: Path) -> None:
    """The digest of the whole cannot be left out."""
    path = frozen / "carbon.lock"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    del document[lock.SEAL]
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    with pytest.raises(ProblemsError, match="edited-lock"):
        carbon.inventory(frozen, year=2024)


def test_a_lock_that_was_made_anew_has_another_digest(frozen: Path) -> None:
    """A year taken out, and the digests made anew: all agrees but the digest that `freeze` printed."""
    path = frozen / "carbon.lock"
    before = run("verify", frozen).stdout.splitlines()[-1]
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    assert before == f"carbon.lock: sha256 {document['sha256']}"
    del document["years"]["2023"]
    document["sha256"] = lock.seal_of_all({year: table["sha256"] for year, table in document["years"].items()})
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    again = run("verify", frozen)
    assert again.exit_code == 0
    assert again.stdout.splitlines()[-1] == f"carbon.lock: sha256 {document['sha256']}" != before


def test_freeze_prints_the_digest_of_the_lock(frozen: Path) -> None:
    """In the closing line and in JSON, the same as in the file."""
    sha256 = tomllib.loads((frozen / "carbon.lock").read_text(encoding="utf-8"))["sha256"]
    assert run("freeze", frozen).stderr.endswith(f"carbon.lock was written.\nIts sha256 is {sha256}.\n")
    for command in ("freeze", "verify"):
        lines = run(command, frozen, "--format", "json").stdout.splitlines()
        assert {json.loads(line)["lock_sha256"] for line in lines} == {sha256}
