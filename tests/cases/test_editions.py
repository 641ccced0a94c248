"""Editions: a year from April to March takes the edition that its publisher means, and the result says so."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import carbon
from carbon.accounting.result import InventoryResult
from carbon.cli import main
from carbon.factors.candidates import Editions
from carbon.factors.factor import Dataset
from carbon.model.problems import ProblemsError
from carbon.model.terms import Scope2Method
from carbon.settings import YearSettings

PRINTED = {2023: Fraction("0.2070742885906"), 2024: Fraction("0.20705"), 2025: Fraction("0.177")}
ROWS = "activity,quantity,unit,period\nelectricity,100,MWh,2024-05\nelectricity,300,MWh,2025-02\n"


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write(folder: Path, factors: str = "", *, start: str = "2024-04-01", end: str = "2025-03-31") -> Path:
    """Write a British folder whose inventory year is no calendar year."""
    (folder / "activity").mkdir(parents=True)
    (folder / "activity" / "bills.csv").write_text(ROWS, encoding="utf-8")
    (folder / "carbon.toml").write_text(
        'organisation = "Example Ltd"\ngeography = "GB"\ngwp_set = "AR5_GWP100_CH4_28"\n'
        f"[years.2024]\nstart = {start}\nend = {end}\n[factors]\n{factors}\n",
        encoding="utf-8",
    )
    return folder


def location(result: InventoryResult) -> Fraction | None:
    """Return scope 2, location-based [kg]."""
    return result.total(2, Scope2Method.LOCATION)


def test_april_to_march_takes_the_edition_of_its_greater_part(tmp_path: Path) -> None:
    """As the publisher says: 400 MWh by the factors of 2024; by the month, 300 of them were by those of 2025."""
    assert location(carbon.inventory(write(tmp_path), year=2024)) == 400_000 * PRINTED[2024]


@pytest.mark.parametrize("choice", ['"by_month"', '{ uk-desnz = "by_month" }', '{ "uk-desnz@2025.2" = "by_month" }'])
def test_the_settings_may_say_by_month(choice: str, tmp_path: Path) -> None:
    """For all datasets, for one, or for one version of it, whose days the publisher counts too."""
    found = location(carbon.inventory(write(tmp_path, f"edition = {choice}"), year=2024))
    assert found == 100_000 * PRINTED[2024] + 300_000 * PRINTED[2025]


def test_january_to_december_is_the_same_by_both(tmp_path: Path) -> None:
    """A calendar year has one edition, whatever the rule."""
    days = {"start": "2024-01-01", "end": "2024-12-31"}
    found = [
        location(carbon.inventory(write(tmp_path / rule, f'edition = "{rule}"', **days), year=2024))
        for rule in ("by_month", "by_year_part")
    ]
    assert found == [100_000 * PRINTED[2024]] * 2


def test_a_dataset_whose_publisher_says_nothing_goes_by_month(tmp_path: Path) -> None:
    """Taiwan's electricity has a factor for each calendar year, and no word about others."""
    folder = write(tmp_path)
    settings = folder / "carbon.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"GB"', '"TW"'), encoding="utf-8")
    result = carbon.inventory(folder, year=2024)
    assert location(result) == 100_000 * Fraction("0.474") + 300_000 * Fraction("0.467")
    assert set(result.editions.values()) == {"by_month"}
    settings.write_text(settings.read_text(encoding="utf-8") + 'edition = "by_year_part"\n', encoding="utf-8")
    assert location(carbon.inventory(folder, year=2024)) == 400_000 * Fraction("0.474")


def test_the_result_says_which(tmp_path: Path) -> None:
    """In the JSON by dataset; in the table, in both languages, where the year is no calendar year."""
    folder = write(tmp_path / "a")
    (found,) = (json.loads(line) for line in run("inventory", folder, "--format", "json").stdout.splitlines())
    assert [(one["dataset"], one["edition"]) for one in found["datasets"]] == [("uk-desnz", "by_year_part")]
    assert "Editions: that of the year's greater part: uk-desnz@2024.2" in run("inventory", folder).stdout
    assert (
        "係數版次：採盤查年度較長部分所屬年版：uk-desnz@2024.2" in run("inventory", folder, "--language", "zh").stdout
    )
    calendar = write(tmp_path / "b", start="2024-01-01", end="2024-12-31")
    assert "Editions" not in run("inventory", calendar).stdout


def test_a_frozen_year_keeps_its_rule(tmp_path: Path) -> None:
    """The lock holds the rule with the dataset: frozen, the year comes to the same."""
    folder = write(tmp_path)
    assert run("freeze", folder).exit_code == 0
    assert run("verify", folder).exit_code == 0, run("verify", folder).output
    assert location(carbon.inventory(folder, year=2024)) == 400_000 * PRINTED[2024]


def test_why_a_month_cannot_take_its_own_edition(tmp_path: Path) -> None:
    """From July 2022 to June 2023: there is no edition of 2022, and that of 2023 is named with the reason."""
    folder = write(tmp_path, start="2022-07-01", end="2023-06-30")
    for path in (folder / "carbon.toml", folder / "activity" / "bills.csv"):
        text = path.read_text(encoding="utf-8").replace("[years.2024]", "[years.2023]")
        path.write_text(text.replace("2024-05", "2023-02").replace("2025-02", "2023-03"), encoding="utf-8")
    with pytest.raises(ProblemsError) as refusal:
        carbon.inventory(folder, year=2023)
    assert "uk-desnz@2023.2" in str(refusal.value)
    assert "and the greater part of the inventory year is not" in str(refusal.value)


def test_a_rule_that_is_none_is_refused(tmp_path: Path) -> None:
    """With the two that there are; and so is a dataset that there is not."""
    for choice, why in (('"yearly"', '"by_month", "by_year_part"'), ('{ uk-defra = "by_month" }', "uk-defra")):
        with pytest.raises(ProblemsError) as refusal:
            carbon.inventory(write(tmp_path / why[:5].strip('"'), f"edition = {choice}"), year=2024)
        assert why in str(refusal.value)


YEARLY = Dataset("yearly", "1", "made up", edition="by_year_part")


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 12), st.integers(0, 3))
def test_the_deciding_day_is_in_the_greater_part(first: date, months: int, earlier: int) -> None:
    """For every month of the year the same day, in the calendar year that most of its days are in."""
    start = first.replace(day=1)
    after = start.year * 12 + start.month - 1 + months
    end = date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)
    rules = Editions({}, YearSettings(start.year, start, end))
    days = [date.fromordinal(day).year for day in range(start.toordinal(), end.toordinal() + 1)]
    greater = max(sorted(set(days)), key=days.count)
    for month in range(after - months, after):
        day = date(month // 12 - earlier, month % 12 + 1, 1)
        assert rules.day(YEARLY, day).year == greater - earlier
