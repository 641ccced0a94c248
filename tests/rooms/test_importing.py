"""Importing: what is written is what was read, whole or not at all, and never changes afterwards."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import carbon
from carbon import library, units
from carbon.cli import main
from carbon.factors.catalogue import read_catalogue, read_gases
from carbon.factors.datasets.checks import Reference, check_form, check_meaning
from carbon.factors.datasets.importing import UNCHANGED, WRITTEN, Asked, Import, differing_rows, prepare
from carbon.factors.datasets.tables import (
    FACTORS,
    FORMS,
    HEATING_VALUES,
    Cells,
    Form,
    read_table,
    released_columns,
    released_rows,
    released_table,
    row_key,
)
from carbon.factors.datasets.versions import (
    MANIFEST,
    SOURCE,
    changed_files,
    manifest_rows,
    manifest_text,
    missing_keys,
    read_source,
)
from carbon.files.writing import write_folder
from tests.examples import examples

SOURCE_TEXT = """publisher = "Example Power Ltd"
title = "Declaration of 2024"
geography = "TW"
licence = "given to us"
read_in = "letter of 3 February 2025"
"""
SETTINGS = """organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"

[years.2024]
"""
HEADER = ",".join(column for column in FACTORS.columns if column not in FACTORS.special)
HEAT = "heat,,TW,2024-01-01,2024-12-31,2024,,GJ,CO2,60,mass,,,,page 1"
STEAM = "steam,,TW,2024-01-01,2024-12-31,2024,,GJ,CO2,55.50,mass,,,,page 2"
LETTER = f"{HEADER}\n{STEAM}\n{HEAT}\n"
BILL = ",".join(HEATING_VALUES.columns) + "\nnatural_gas,TW,2024-01-01,2024-12-31,,m3,9000,kcal,net,bill of March\n"
VOCABULARY = units.read()
KNOWN = Reference(read_catalogue(), read_gases(), VOCABULARY)
RELEASED = sorted(path.parent for path in library.emission_factors().glob("*/*/source.toml"))

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip).filter(bool)
decimals = st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,8})?", fullmatch=True)
gas_rows = st.fixed_dictionaries(
    {
        "gas": st.sampled_from(["CO2", "CH4_fossil", "N2O"]),
        "value": decimals,
        "cell": texts,
        "supplier": st.sampled_from(["", "", "Steam Works, Ltd", "蒸汽公司"]),
        "variant": st.sampled_from(["", "old", "new"]),
        "activity": st.sampled_from(["heat", "steam", "cooling"]),
    }
)
tables = st.lists(
    gas_rows, min_size=1, unique_by=lambda row: tuple(row[column] for column in FACTORS.key if column in row)
)


@pytest.fixture(name="letter")
def letter_with_source(tmp_path: Path) -> Path:
    """Write a table of two factors and its source."""
    (tmp_path / "source.toml").write_text(SOURCE_TEXT, encoding="utf-8")
    (tmp_path / "letter.csv").write_text(LETTER, encoding="utf-8")
    return tmp_path / "letter.csv"


def asked(letter: Path, version: str = "2024", *more: Path) -> Asked:
    """Ask for an import beside the letter."""
    return Asked((letter, *more), None, "own", version, letter.parent / "emission_factors")


def imported(letter: Path, version: str = "2024", *more: Path) -> Import:
    """Import, as the command does."""
    made = prepare(asked(letter, version, *more))
    path = letter.parent / "emission_factors" / MANIFEST
    write_folder(made.folder, made.files, (path, made.manifest) if made.manifest else None)
    return made


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def full(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Fill the rows of a drawn table in."""
    same = {"geography": "TW", "valid_from": "2024-01-01", "unit": "GJ", "value_is": "mass"}
    return [{**dict.fromkeys(FACTORS.columns, ""), **same, **row} for row in rows]


def written(path: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str], encoding: str = "utf-8") -> Path:
    """Write a table as someone else would."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, form: Form) -> list[Cells]:
    """Read a table as it is released."""
    table = read_table(path, path.name, form)
    assert not table.problems
    return released_rows(table, form, VOCABULARY)


@given(tables, st.permutations(FACTORS.columns), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_reading_what_was_written_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], columns: list[str], encoding: str
) -> None:
    """read(write(x)) = x: whatever the order of rows and columns, the quotes, the line ends and the encoding."""
    folder = tmp_path_factory.mktemp("table")
    first = read(written(folder / "given.csv", full(rows), columns, encoding), FACTORS)
    content = released_table(first, FACTORS)
    (folder / "written.csv").write_bytes(content)
    assert read(folder / "written.csv", FACTORS) == first
    assert released_table(read(folder / "written.csv", FACTORS), FACTORS) == content
    assert [dict(cells) for cells in first] == sorted(full(rows), key=lambda cells: row_key(cells, FACTORS))
    assert b"\r" not in content
    assert differing_rows(first, full(rows), FACTORS, "own@2024") == []


@examples(20)
@given(tables)
def test_importing_what_was_imported_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    """The import of an import is unchanged, byte for byte."""
    folder = tmp_path_factory.mktemp("inventory")
    (folder / "source.toml").write_text(SOURCE_TEXT, encoding="utf-8")
    together = {tuple(row[key] for key in ("activity", "variant", "supplier")): row for row in rows}
    imported(written(folder / "letter.csv", full([*together.values()]), FACTORS.columns))
    before = tree(folder)
    again = Asked((folder / "emission_factors/own/2024/factors.csv",), None, "own", "2024", folder / "emission_factors")
    made = prepare(again)
    assert not made.files
    assert made.manifest is None
    assert {file.status for file in made.listing} == {UNCHANGED}
    assert tree(folder) == before


@pytest.mark.parametrize("folder", RELEASED, ids=lambda path: f"{path.parent.name}@{path.name}")
def test_every_dataset_of_the_library_imports_to_itself(folder: Path) -> None:
    """No fault, no difference, and no figure written otherwise."""
    dataset_id = f"{folder.parent.name}@{folder.name}"
    document, _ = read_source(folder / SOURCE, SOURCE)
    known = replace(KNOWN, statistical=document is not None and "statistical" in document.tree)
    for form in FORMS:
        if not (folder / form.file).exists():
            continue
        table = read_table(folder / form.file, form.file, form)
        faults = check_form(table, form, dataset_id)
        faults += check_meaning(table, form, dataset_id, known)
        assert not [*table.problems, *faults]
        with (folder / form.file).open(encoding="utf-8", newline="") as file:
            rows = [{**dict.fromkeys(form.columns, ""), **row} for row in csv.DictReader(file)]
        now = released_rows(table, form, VOCABULARY)
        assert sorted(map(tuple, map(dict.items, rows))) == sorted(tuple(cells.items()) for cells in now)
        assert differing_rows(rows, now, form, dataset_id) == []
        assert released_columns(now, form) == list(rows[0])[: len(released_columns(now, form))]
    made = prepare(Asked(tables_of(folder), None, folder.parent.name, folder.name, library.emission_factors()))
    assert not made.files
    assert made.manifest is None


def tables_of(folder: Path) -> tuple[Path, ...]:
    """Return the tables of a version."""
    return tuple(folder / form.file for form in FORMS if (folder / form.file).exists())


def test_first_import(letter: Path) -> None:
    """Rows are sorted, figures as they were written, and the manifest has every file."""
    made = imported(letter)
    folder = letter.parent / "emission_factors"
    assert (folder / "own/2024/factors.csv").read_text(encoding="utf-8") == f"{HEADER}\n{HEAT}\n{STEAM}\n"
    assert (folder / "own/2024/source.toml").read_text(encoding="utf-8") == SOURCE_TEXT
    assert (folder / MANIFEST).read_text(encoding="utf-8") == manifest_text(manifest_rows(folder))
    assert [(Path(file.file).name, file.status, file.rows, file.factors) for file in made.listing] == [
        ("factors.csv", WRITTEN, 2, 2),
        ("source.toml", WRITTEN, None, None),
        ("manifest.csv", WRITTEN, 2, None),
    ]
    assert changed_files(folder, "emission_factors") == []


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LETTER.replace("\n", "\r\n"), "utf-8-sig"),
        (LETTER.replace("page 1", " page 1 ").replace("GJ", "gigajoule"), "utf-8"),
        (LETTER.replace("page 1", '"page 1\r\n"'), "utf-8"),
    ],
)
def test_guises_of_one_table(letter: Path, content: str, encoding: str) -> None:
    """Line ends, a byte order mark, spaces around cells and other names of a unit make no difference."""
    expected = imported(letter).files
    letter.write_text(content, encoding=encoding, newline="")
    assert prepare(asked(letter, "2025")).files == expected


def test_big5(letter: Path) -> None:
    """A table in Big5, which no word in it says, is read if somebody says so, and written in UTF-8."""
    letter.write_text(LETTER.replace("page 1", "第一頁"), encoding="cp950")
    with pytest.raises(carbon.ProblemsError, match='"第一頁" as big5'):
        imported(letter)
    said = replace(asked(letter), encoding="big5")
    assert "第一頁" in prepare(said).files["factors.csv"].decode()


def test_columns_for_few_are_kept_where_they_are_used(letter: Path) -> None:
    """A supplier stays, an empty column of facilities goes."""
    letter.write_text(f"{HEADER},supplier,facility\n{HEAT},Heat Ltd,\n{STEAM},,\n", encoding="utf-8")
    lines = imported(letter).files["factors.csv"].decode().splitlines()
    assert lines == [f"{HEADER},supplier", f"{HEAT},Heat Ltd", f"{STEAM},"]


def test_two_tables_of_one_version(letter: Path) -> None:
    """Factors and heating values are released together; two tables of factors are not."""
    bill = letter.with_name("bill.csv")
    bill.write_text(BILL, encoding="utf-8")
    made = imported(letter, "2024", bill)
    assert sorted(made.files) == ["factors.csv", "heating_values.csv", "source.toml"]
    assert {file.status for file in imported(bill).listing} == {UNCHANGED}
    with pytest.raises(carbon.ProblemsError, match="Put their rows together"):
        prepare(asked(letter, "2025", letter))


def test_a_table_cannot_be_added_to_a_released_version(letter: Path) -> None:
    """Not by an import, which lists what would be added, nor by hand."""
    imported(letter)
    bill = letter.with_name("bill.csv")
    bill.write_text(BILL, encoding="utf-8")
    with pytest.raises(carbon.ProblemsError, match="added: own@2024:natural_gas:TW:m3:2024-01-01, 9000"):
        prepare(asked(bill))
    folder = letter.parent / "emission_factors"
    (folder / "own/2024/heating_values.csv").write_text(BILL, encoding="utf-8")
    (problem,) = changed_files(folder, "emission_factors")
    assert (problem.code, problem.place.file) == ("changed-dataset", "emission_factors/own/2024/heating_values.csv")


def test_another_way_of_writing_a_figure_is_no_change(letter: Path) -> None:
    """55.50 is 55.5: nothing changes, and nothing is written."""
    imported(letter)
    before = tree(letter.parent / "emission_factors")
    letter.write_text(LETTER.replace("55.50", "55.5"), encoding="utf-8")
    assert {file.status for file in imported(letter).listing} == {UNCHANGED}
    assert tree(letter.parent / "emission_factors") == before


def test_a_lost_version_comes_back_as_it_was_or_not_at_all(letter: Path) -> None:
    """The manifest remembers what was released."""
    made = imported(letter)
    folder = made.folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert [problem.code for problem in changed_files(folder.parents[1], "own")] == ["changed-dataset"] * 2
    letter.write_text(LETTER.replace("60", "61"), encoding="utf-8")
    with pytest.raises(carbon.ProblemsError, match="it is not there"):
        prepare(asked(letter))
    letter.write_text(LETTER, encoding="utf-8")
    assert imported(letter).files == made.files
    assert changed_files(folder.parents[1], "own") == []


def test_a_draft_is_sealed_by_importing_it_where_it_lies(letter: Path) -> None:
    """What was written by hand gets its rows in the manifest, and stays as it is."""
    draft = letter.parent / "emission_factors" / "own" / "2024"
    draft.mkdir(parents=True)
    (draft / "factors.csv").write_text(LETTER, encoding="utf-8")
    (draft / "source.toml").write_text(SOURCE_TEXT, encoding="utf-8")
    made = prepare(Asked((draft / "factors.csv",), None, "own", "2024", draft.parents[1]))
    assert (made.files, made.manifest) == ({}, manifest_text(manifest_rows(draft.parents[1])).encode())


def test_nothing_is_left_where_the_manifest_cannot_be_written(letter: Path) -> None:
    """A version is written whole or not at all."""
    made = prepare(asked(letter))
    before = tree(letter.parent)
    with pytest.raises(carbon.ProblemsError, match="cannot be written"):
        write_folder(made.folder, made.files, (letter.parent / "gone" / MANIFEST, b""))
    assert tree(letter.parent) == before
    made.folder.mkdir(parents=True)
    (made.folder / "notes.txt").touch()
    before = tree(letter.parent)
    with pytest.raises(carbon.ProblemsError, match="not empty"):
        write_folder(made.folder, made.files, (made.folder.parents[1] / MANIFEST, b""))
    assert tree(letter.parent) == before


def test_an_inventory_uses_it_and_does_not_depend_on_the_manifest(letter: Path) -> None:
    """The files of the version are inputs of the result; the manifest decides nothing."""
    imported(letter)
    (letter.parent / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    (letter.parent / "activity").mkdir()
    (letter.parent / "activity" / "2024.csv").write_text(
        "activity,quantity,unit,period\nheat,10,GJ,2024-03\n", encoding="utf-8"
    )
    result = carbon.inventory(letter.parent, year=2024)
    assert result.total(2, result.totals[1].method) == 600
    names = [each.file for each in result.inputs]
    assert "emission_factors/own/2024/factors.csv" in names
    assert not [name for name in names if MANIFEST in name]


def command(letter: Path, *words: str) -> Result:
    """Run the command."""
    into = ["--into", str(letter.parent / "emission_factors")]
    return CliRunner().invoke(main, ["factors", "import", str(letter), "--dataset", "own", *into, *words])


def test_command(letter: Path) -> None:
    """What was written is listed; a second time, that nothing was."""
    first, again = (command(letter, "--version", "2024", "--format", "json") for _ in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    written_files, unchanged = (json.loads(result.stdout) for result in (first, again))
    assert [file["status"] for file in written_files] == [WRITTEN] * 3
    assert [file["status"] for file in unchanged] == [UNCHANGED] * 3
    assert [file["sha256"] for file in unchanged] == [file["sha256"] for file in written_files]
    assert again.stderr == "own@2024 is unchanged; nothing was written.\n"


@pytest.mark.parametrize("version", ["../2024", "2024/1", "a@b", "a:b", "", ".", "-1"])
def test_a_name_is_no_path(letter: Path, version: str) -> None:
    """Nor anything that an id is taken apart by."""
    before = tree(letter.parent)
    assert command(letter, f"--version={version}").exit_code == 2
    assert tree(letter.parent) == before


def test_every_key_of_the_library_is_declared() -> None:
    """Sources that the library has pass the checks that others pass."""
    for folder in RELEASED:
        document, problems = read_source(folder / SOURCE, SOURCE)
        assert document is not None
        assert not [*problems, *missing_keys(document)], folder
