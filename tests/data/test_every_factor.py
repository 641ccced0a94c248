"""Every factor of every dataset of the library computes: a row that names it comes to what it says.

One folder holds a row for each factor (its activity, its unit, its geography, a month of its validity), and its
inventories are made from beginning to end. A factor that no row can use would be dead weight that looks alive:
`carbon factors explain` would take it, and the row would be refused.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from carbon.accounting.folder import read_folder
from carbon.accounting.inventory import open_books
from carbon.factors.catalogue import read_catalogue, read_gases
from carbon.factors.datasets.factor_library import read_factors
from carbon.factors.factor import Factor

OF_NO_ROW = {"electricity/residual_mix": "the market-based method takes it by itself; no row may name it"}
TIMELESS = 2020
GWP_SET = "AR6_GWP100"


def factors() -> list[Factor]:
    """Make every factor of the library."""
    shelf = read_factors().factors
    return [factor for activity in shelf for factor in shelf[activity] if activity not in OF_NO_ROW]


@pytest.fixture(scope="module")
def every() -> list[Factor]:
    """Hold every factor that a row may name."""
    return factors()


@pytest.fixture(scope="module")
def folder(every: list[Factor], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder with a row for each factor."""
    path = tmp_path_factory.mktemp("every") / "inventory"
    (path / "activity").mkdir(parents=True)
    years = sorted({factor.valid_from.year if factor.valid_from else TIMELESS for factor in every})
    settings = f'organisation = "Example Ltd"\ngeography = "TW"\ngwp_set = "{GWP_SET}"\n'
    (path / "carbon.toml").write_text(settings + "".join(f"[years.{year}]\n" for year in years), encoding="utf-8")
    with (path / "activity" / "all.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("activity", "quantity", "unit", "period", "geography", "factor"))
        for one in every:
            month = f"{one.valid_from:%Y-%m}" if one.valid_from else f"{TIMELESS}-01"
            geography = "TW" if one.geography == "any" else one.geography
            rows.writerow((one.activity, 1000, one.unit, month, geography, one.id))
    return path


def test_every_factor_computes(folder: Path, every: list[Factor]) -> None:
    """No row is refused, and the mass of each gas of each factor is a thousand times what the table says."""
    gwp = read_gases().gwp
    books = open_books(read_folder([folder]))
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for book in books.years:
        for posting in book.postings:
            match = posting.coefficient.match if posting.coefficient else None
            if match is not None and match.factor.id == posting.entry.line.signature.factor:
                found[match.factor.id][posting.gas] = posting.kg
    wrong = []
    for factor in every:
        printed_by = {row.gas: gwp[row.gwp_set][row.gas] for row in factor.rows if row.co2e and row.gas != "CO2e"}
        expected = {row.gas: 1000 * row.value / printed_by.get(row.gas, 1) for row in factor.rows}
        if found[factor.id] != expected:
            wrong.append(factor.id)
    assert wrong == []
    assert len(every) > 5000


def test_upstream_is_computed_wherever_it_is_printed(tmp_path: Path, every: list[Factor]) -> None:
    """By `[upstream]` in carbon.toml too: of fuels, electricity, own vehicles, journeys and goods transport."""
    known = read_catalogue()
    uk = [factor for factor in every if factor.dataset.id == "uk-desnz@2025.2"]
    uses: dict[tuple[str, str], Factor] = {}
    for factor in uk:
        uses.setdefault((known.upstream_of(known.activities[factor.activity]), factor.unit), factor)
    wanted = {
        uses[factor.activity, factor.unit].activity: (factor, uses[factor.activity, factor.unit])
        for factor in uk
        if not factor.variant and (factor.activity, factor.unit) in uses
    }
    folder = tmp_path / "inventory"
    (folder / "activity").mkdir(parents=True)
    kinds = sorted({factor.activity.split("/")[1] for factor, _ in wanted.values()})
    decisions = "".join(f'"{kind}" = "compute"\n' for kind in kinds)
    settings = f'organisation = "Example Ltd"\ngeography = "GB"\ngwp_set = "{GWP_SET}"\n[years.2025]\n'
    (folder / "carbon.toml").write_text(f"{settings}[upstream]\n{decisions}", encoding="utf-8")
    with (folder / "activity" / "2025.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("activity", "quantity", "unit", "period", "factor"))
        rows.writerows((use.activity, 1000, use.unit, "2025-03", use.id) for _, use in wanted.values())
    (book,) = open_books(read_folder([folder])).years
    found = {
        posting.entry.line.activity.id: posting
        for posting in book.postings
        if posting.coefficient
        and posting.coefficient.match
        and posting.coefficient.match.factor.activity.startswith("upstream/")
    }
    assert found.keys() == wanted.keys()
    for activity, posting in found.items():
        assert posting.coefficient is not None
        assert posting.coefficient.match is not None
        assert posting.coefficient.match.factor.id == wanted[activity][0].id
        assert posting.account == known.activities[wanted[activity][0].activity].account
    assert len(wanted) > 200
