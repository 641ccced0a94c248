"""`carbon selftest`: what others published is recomputed, and the test of it can fail."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import carbon
from carbon import library
from carbon.cli import main
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.datasets.versions import MANIFEST, manifest_rows, manifest_text
from carbon.model.terms import ANYWHERE
from carbon.selftest import published
from carbon.selftest.published import PublishedValue
from carbon.selftest.selftest import Agreement, Finding, Selftest

TABLE = library.emission_factors() / published.NAME
LEAST_VALUES, LEAST_PUBLISHERS = 25, 6
Row = dict[str, str]
Change = Callable[[Row], None]


@pytest.fixture(name="found", scope="module")
def all_findings() -> list[Finding]:
    """Recompute every published value once."""
    return Selftest().findings(published.read_published_values())


@pytest.fixture(name="copy")
def copy_of_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a copy of the library of emission factors in its place."""
    folder = tmp_path / "emission_factors"
    shutil.copytree(library.emission_factors(), folder)
    monkeypatch.setattr(library, "emission_factors", lambda: folder)
    return folder


def run(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["selftest", *words], prog_name="carbon")


def changed(path: Path, change: Change, keep: Callable[[Row], bool] = lambda _: True) -> None:
    """Change the rows of a table, and leave those out that are not to be kept; a library gets its manifest anew."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if keep(row)]
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    for root in [folder for folder in path.parents if (folder / MANIFEST).exists()]:
        (root / MANIFEST).write_text(manifest_text(manifest_rows(root)), encoding="utf-8")


def differing(values: list[PublishedValue] | None = None) -> list[Finding]:
    """Recompute published values and return those that differ without having to."""
    findings = Selftest().findings(published.read_published_values() if values is None else values)
    return [finding for finding in findings if finding.agreement is Agreement.DIFFERS]


def of(publisher: str, activity: str) -> list[PublishedValue]:
    """Return the published values of an activity by a publisher, those that are known to differ left out."""
    values = published.read_published_values()
    return [v for v in values if publisher in v.publisher and v.question.activity == activity and not v.reason]


# ------------------------------------------------------------------ the table


def test_columns_are_the_agreed_ones() -> None:
    """The header is the contract with the reader, and no row says a thing twice."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == published.COLUMNS
    assert len({tuple(row) for row in rows}) == len(rows)
    assert {len(row) for row in rows} == {len(header)}


def test_enough_values_of_enough_publishers() -> None:
    """Those that are known to differ are no part of the count."""
    held = [value for value in published.read_published_values() if not value.reason]
    assert len(held) >= LEAST_VALUES
    assert len({value.publisher for value in held}) >= LEAST_PUBLISHERS


def test_every_value_says_where_it_stands() -> None:
    """Publisher, document, place and what it is of; digits without marks for thousands."""
    for value in published.read_published_values():
        assert all((value.publisher, value.document, value.page_or_cell, value.what, value.printed_unit)), value
        assert len(value.recomputed.partition(".")[2]) == value.places, value
        assert value.reason.endswith(".") == (value.recomputed != value.printed), value


def test_no_value_is_a_stored_factor() -> None:
    """What is printed is no figure of the factors that it could be computed from: it takes a step to get there."""
    factors = FactorBooks(None).factors.factors
    for value in published.read_published_values():
        question = value.question
        if question.example or question.quantity != 1:
            continue
        stored = {
            row.value
            for factor in factors[question.activity]
            if factor.geography in {question.geography, ANYWHERE}
            for row in factor.rows
        }
        assert Fraction(value.printed) not in stored, value


def test_rows_that_contradict_themselves_are_refused(tmp_path: Path) -> None:
    """A figure that differs has a reason and another figure; one that agrees has neither."""
    for wrong in ({"agrees": "no"}, {"reason": "A reason."}, {"recomputed": "1"}, {"value": "1,234"}):
        shutil.copy(TABLE, tmp_path / "table.csv")
        changed(tmp_path / "table.csv", partial(dict.update, **wrong))
        with pytest.raises(ValueError, match=r"row 2|plain decimal"):
            published.read_published_values(tmp_path / "table.csv")


# ------------------------------------------------------------------ the findings


def test_all_agree(found: list[Finding]) -> None:
    """Every value agrees to its last digit, or differs as it is known to."""
    assert [
        f"{each.published.what}: {each.recomputed} {each.why}" for each in found if each.agreement == "differs"
    ] == []
    known = [each for each in found if each.agreement is Agreement.KNOWN]
    assert known
    assert all(each.why for each in known)


def test_every_kind_of_step_is_taken(found: list[Finding]) -> None:
    """Units, heating values, potentials, blends, the ladder by date, upstream, whole inventories."""
    questions = [each.published.question for each in found if each.agreement is Agreement.AGREES]
    measures = {question.measure.partition("/")[0] for question in questions}
    assert {"co2e", "co2e_with_montreal_gases", "co2e_with_upstream", "CO2", "N2O", "CO2_biogenic"} <= measures
    assert {"scope", "gas_kg", "gas_co2e", "intensity", "renewable_share", "excluded", "avoided"} <= measures
    assert {"kgi", "trade_van"} < {question.example for question in questions}
    assert {"AR4_GWP100", "AR5_GWP100", "AR5_GWP100_CH4_28", "AR6_GWP100"} <= {q.gwp_set for q in questions}
    assert {question.earlier_years for question in questions if question.factors_as_of} == {0, 1}


def test_the_command_agrees() -> None:
    """The closing line counts, and the first line names the version."""
    done = run()
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    held = [value for value in published.read_published_values() if not value.reason]
    publishers = len({value.publisher for value in held})
    assert lines[-1] == f"{len(held)} of {len(held)} published values from {publishers} publishers agree."
    assert lines[0].startswith(f"carbon {carbon.__version__}:")


def test_formats_say_the_same(tmp_path: Path) -> None:
    """JSON and CSV have the same values in the same order; a file is written whole."""
    as_json = json.loads(run("--format", "json", "--publisher", "kgi").stdout)
    target = tmp_path / "kgi.csv"
    done = run("--format", "csv", "--publisher", "kgi", "--output", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["published"] for row in rows] == [value["published"] for value in as_json["values"]]
    assert [row["what"] for row in rows] == [value["what"] for value in as_json["values"]]
    assert {row["carbon"] for row in rows} == {as_json["carbon"]} == {carbon.__version__}
    assert as_json["closing"] in done.stderr
    assert {row["publisher"] for row in rows} == {"KGI Securities (凱基證券)"}


def test_a_publisher_that_is_not_there_is_refused() -> None:
    """With those that are."""
    done = run("--publisher", "nobody")
    assert done.exit_code == 2
    assert "Environmental Protection Agency" in done.stderr


# ------------------------------------------------------------------ it can fail


def test_a_planted_wrong_value_is_reported(copy: Path) -> None:
    """One digit of one value changed: it is named, and the exit status is 1."""
    before = next(value for value in published.read_published_values() if value.printed == "1.87903584")

    def plant(row: Row) -> None:
        if row["value"] == before.printed:
            row["value"] = "1.87903585"

    changed(copy / published.NAME, plant)
    done = run()
    assert done.exit_code == 1
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("  differs  "))
    assert "1.87903585" in line
    assert "1.87903584" in line
    total = sum(not value.reason for value in published.read_published_values())
    assert done.stdout.splitlines()[-1].startswith(f"{total - 1} of {total} published values")


def test_a_known_error_that_is_none_is_reported(copy: Path) -> None:
    """What is known to differ must come to the figure that is said to be right."""

    def plant(row: Row) -> None:
        if row["recomputed"] == "2212":
            row["recomputed"] = "2213"

    changed(copy / published.NAME, plant)
    done = run("--publisher", "Environmental")
    assert done.exit_code == 1
    assert "It is known to come to 2213" in done.stdout


def test_an_altered_factor_is_seen(copy: Path) -> None:
    """Another factor of natural gas, and what rests on it differs."""

    def alter(row: Row) -> None:
        if (row["activity"], row["gas"]) == ("natural_gas/stationary", "CO2"):
            row["value"] = "56101"

    assert differing(of("Taiwan", "natural_gas/stationary")) == []
    changed(copy / "tw-moenv-604" / "6.0.4" / "factors.csv", alter)
    seen = {(each.published.question.measure, each.published.printed) for each in differing()}
    assert seen == {("CO2", "1.87903584")}


def test_an_altered_heating_value_is_seen(copy: Path) -> None:
    """8,401 kcal/L of diesel: combustion alone moves in its last digits, with upstream it need not."""

    def alter(row: Row) -> None:
        if row["fuel"] == "diesel":
            row["value"] = "8401"

    changed(copy / "tw-moenv-604" / "6.0.4" / "heating_values.csv", alter)
    seen = {each.published.question.activity for each in differing(of("Taiwan", "diesel/mobile"))}
    assert seen == {"diesel/mobile"}


def test_an_altered_unit_is_seen(copy: Path) -> None:
    """A pound of 0.4536 kg."""

    def alter(row: Row) -> None:
        if row["unit"] == "lb":
            row["definition"] = "0.4536 * kg"

    changed(copy / "units.csv", alter)
    seen = differing(of("Environmental", "electricity"))
    assert {"lb CO2/MWh"} <= {each.published.printed_unit for each in seen}


def test_an_altered_potential_is_seen(copy: Path) -> None:
    """Another GWP of HFC-125 moves every blend that holds it, under that set alone."""

    def alter(row: Row) -> None:
        if (row["gwp_set"], row["gas"]) == ("AR5_GWP100_CH4_28", "HFC-125"):
            row["value"] = "3270"

    changed(copy / "gwp.csv", alter)
    seen = differing()
    assert {each.published.question.gwp_set for each in seen} == {"AR5_GWP100_CH4_28"}
    assert "refrigerant/R-410A" in {each.published.question.activity for each in seen}


def test_an_altered_composition_is_seen(copy: Path) -> None:
    """A blend with another share."""

    def alter(row: Row) -> None:
        if row["activity"] == "refrigerant/R-410A":
            row["value"] = {"HFC-32": "0.6", "HFC-125": "0.4"}[row["gas"]]

    changed(copy / "refrigerants" / "ashrae-34.2" / "factors.csv", alter)
    assert {each.published.question.activity for each in differing()} == {"refrigerant/R-410A"}


def test_a_missing_factor_is_seen(copy: Path) -> None:
    """What cannot be computed differs, and says why: it is not passed over."""
    path = copy / "tw-moea-electricity" / "2026-06" / "factors.csv"
    changed(path, lambda _: None, keep=lambda row: row["data_year"] != "2021")
    seen = differing(of("KGI", "electricity"))
    assert len(seen) == 3
    assert all(each.recomputed is None and "There is no emission factor" in each.why for each in seen)


def test_a_changed_date_of_publication_is_seen(copy: Path) -> None:
    """The ladder goes by the days of publication: a factor published later is not used."""

    def later(row: Row) -> None:
        if row["data_year"] == "2022":
            row["published_on"] = "2024-06-21"

    changed(copy / "tw-moea-electricity" / "2026-06" / "factors.csv", later)
    seen = differing(of("KGI", "electricity"))
    assert {each.published.question.factors_as_of for each in seen} == {date(2024, 3, 31)}


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the folder that one stands in nor in the library."""
    before = {path: path.stat().st_mtime_ns for path in library.emission_factors().rglob("*")}
    monkeypatch.chdir(tmp_path)
    assert run("--publisher", "Trade-Van").exit_code == 0
    assert list(tmp_path.iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in library.emission_factors().rglob("*")} == before
