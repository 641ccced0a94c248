"""Energy by carrier and year, stacked, what is renewable hatched, and the renewable share of the electricity."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.accounting.result import InventoryResult
from carbon.reporting import labels, words
from carbon.reporting.charts import digits, notes, stacked
from carbon.reporting.charts.house import DIAGONALS, HOUSE, Fill, House
from carbon.reporting.charts.plan import HEIGHT_MM, WIDTH_MM, Plan, Sheet, years_of
from carbon.reporting.charts.series import Figures, Row, Series, described, filled, largest, together
from carbon.reporting.mass import GJ_PER_MWH, Results

MOST = 7
"""How many carriers a bar has at most; the smallest are gathered."""

_PER_MWH = {"GJ": GJ_PER_MWH, "MWh": Fraction(1)}
_TITLE = ("Energy by carrier", "各類能源使用量")
_SHARE = ("Renewable share of electricity", "再生能源電力占比")
_UNKNOWN = ("energy content not known", "熱值未知")

_Key = tuple[str, bool]
"""A carrier, and whether it is renewable."""


def draw(
    results: Results,
    *,
    language: str = "en",
    energy_unit: str = "GJ",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw energy by carrier and year.

    Parameters
    ----------
    energy_unit
        `GJ` or `MWh`. The other options are those of `carbon.reporting.charts.emissions.draw`.

    Raises
    ------
    ValueError
        If there are no results, or the unit is another.
    """
    if energy_unit not in _PER_MWH:
        raise ValueError(f"{energy_unit!r} is not a unit of energy of this chart: GJ or MWh")
    years = years_of(results)
    series = _series(years, _PER_MWH[energy_unit], language, house)
    rows = [Row(words.chosen(_SHARE, language), tuple(_share(year) for year in years))]
    plan = Plan(
        words.chosen(_TITLE, language),
        notes.subtitle(years, energy_unit),
        notes.basis(years, language, _unknown(years, language)),
        tuple(year.year for year in years),
        series,
        rows if any(rows[0].cells) else (),
    )
    drawing = stacked.draw(plan, Sheet(language, width_mm, height_mm, house))
    drawing.description = described(plan.years, series, energy_unit, language, total=True, rows=plan.rows)
    return drawing


def _series(years: Sequence[InventoryResult], per_mwh: Fraction, language: str, house: House) -> list[Series]:
    """Return the carriers, the largest first; the renewable part of one lies upon the rest of it, hatched."""
    found = [{(use.carrier, use.renewable): use.mwh for use in year.energy} for year in years]
    keys = sorted({key for of in found for key in of})

    def figures(key: _Key) -> Figures:
        return tuple(None if (mwh := of.get(key)) is None else mwh * per_mwh for of in found)

    carriers = list(dict.fromkeys(carrier for carrier, _ in keys))
    whole = [(one, together(figures(key) for key in keys if key[0] == one)) for one in carriers]
    series = []
    for one in filled(largest(whole, MOST, language), house.fills(MOST)):
        if one.name not in carriers:
            series.append(one)
            continue
        name = labels.name(one.name, years, language)
        parts = {renewable: figures((one.name, renewable)) for renewable in (False, True)}
        series += [
            _part(name, one.fill, part, language, renewable=renewable)
            for renewable, part in parts.items()
            if any(figure is not None for figure in part)
        ]
    return series


def _part(name: str, fill: Fill, figures: Figures, language: str, *, renewable: bool) -> Series:
    if not renewable:
        return Series(name, fill, figures)
    mark = words.bracketed(words.word("renewable", language), language)
    return Series(name + mark, Fill(fill.colour, DIAGONALS), figures)


def _share(year: InventoryResult) -> str:
    """Return the renewable share of a year's electricity, empty where there is none."""
    share = year.electricity.renewable_share_percent if year.electricity else None
    return "" if share is None else f"{digits.figure(share, 1)} %"


def _unknown(years: Sequence[InventoryResult], language: str) -> str:
    """Return which carriers are not drawn, since their energy content is not known, and in which years."""
    lacking: dict[str, list[int]] = {}
    for year in years:
        for use in year.energy:
            if use.mwh is None:
                lacking.setdefault(labels.name(use.carrier, years, language), []).append(year.year)
    named = [name + words.bracketed(notes.span(of), language) for name, of in lacking.items()]
    return f"{words.chosen(_UNKNOWN, language)}{words.colon(language)}{', '.join(named)}" if named else ""
