"""An inventory as a page for a terminal: the years side by side, the oldest first, and notes below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import Any

from carbon.accounting import inventory_tables, labels
from carbon.accounting.result import AccountTotal, InventoryResult, Results, oldest_first
from carbon.model.periods import month_spans
from carbon.model.terms import BIOGENIC_ACCOUNT, Rung
from carbon.tables import words
from carbon.tables.description import Description
from carbon.tables.table import MASS, MassUnit, Table, unit_of
from carbon.tables.terminal import Block, Row, grid, number, page, printable, side_by_side

PLACES, FINE_PLACES, SHARE_PLACES = 3, 6, 2
WIDEST_LABEL = 56
"""A longer label has a line of its own."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The years, the table of each by its name, and how they are written."""

    years: tuple[InventoryResult, ...]
    tables: Mapping[str, Sequence[Table]]
    language: str
    unit: MassUnit

    def word(self, key: str) -> str:
        return words.word(key, self.language)

    def name(self, thing: str) -> str:
        return labels.name(thing, self.years, self.language)

    def mass(self, kg: Any) -> str:  # noqa: ANN401 - a cell of a table
        return number(None if kg is None else self.unit.of(kg), PLACES)

    def rows(
        self,
        part: str,
        label: Callable[..., str],
        *,
        column: str = MASS,
        write: Callable[[Any], str] | None = None,
        key: Callable[[tuple[Any, ...]], tuple[Any, ...]] | None = None,
        under: Callable[..., str] = lambda *_: "",
        absent: str = "",
    ) -> list[Row]:
        """Return a row for each key of a table, with the figure of each year.

        Parameters
        ----------
        label, under
            Make the label of a key, and what stands under its row.
        column
            The figure.
        write
            Writes it; as a mass by default.
        key
            What tells rows apart, of a row; its keys by default.
        absent
            What a year has that has no such row.
        """
        figures = []
        for table in self.tables[part]:
            at, pick = table.place(column), key or itemgetter(slice(table.keys))
            figures.append({pick(row): (write or self.mass)(row[at]) for row in table.rows})
        return [
            Row(label(*of), [absent if cell is None else cell for cell in cells], under(*of))
            for of, cells in side_by_side(figures).items()
        ]


def describe(results: Results, *, language: str = "en", mass_unit: str = "t", with_inputs: bool = True) -> Description:
    """Describe the inventories of some years.

    Parameters
    ----------
    mass_unit
        `t`, or `kg`: every key `t_co2e…` is then `kg_co2e…`.
    with_inputs
        Whether JSON has what depends on the files.
    """
    years = oldest_first(results)
    return Description(
        "inventories",
        lambda: [inventory_tables.record(year, with_inputs=with_inputs) for year in years],
        lambda: text(years, language=language, mass_unit=mass_unit),
        flat=lambda: inventory_tables.figures(years),
        tables=lambda: inventory_tables.tables(years),
        unit=unit_of(mass_unit),
    )


def text(results: Results, *, language: str = "en", mass_unit: str = "t") -> str:
    """Write results as a page: three decimals, thousands separated by commas, `–` for no data."""
    years, unit = oldest_first(results), unit_of(mass_unit)
    if not years:
        return ""
    records = [inventory_tables.record(year) for year in years]
    tables = {
        name: [table for record in records if isinstance(table := record[name], Table)]
        for name, part in records[0].items()
        if isinstance(part, Table)
    }
    sheet = _Sheet(years, tables, language, unit)
    lines = [
        labels.first_line(years, language),
        "",
        *grid([str(year.year) for year in years], _blocks(sheet), gap=3, widest=WIDEST_LABEL),
    ]
    return page([*lines, "", *labels.notes(years, language)])


def _blocks(sheet: _Sheet) -> list[Block]:
    """Return the parts of the page that hold figures, in their order."""
    mass = f" [{sheet.word(sheet.unit.key)}]"
    makers: list[tuple[str, str, Callable[[_Sheet], list[Row]]]] = [
        (sheet.unit.key, "", _totals),
        ("accounts", mass, _accounts),
        ("iso_categories", mass, _iso_categories),
        ("outside_scopes", "", _outside),
        ("avoided", mass, lambda sheet: sheet.rows("avoided", sheet.name, absent="–")),
        ("excluded", mass, _excluded),
        ("electricity", "", _electricity),
        ("energy", "", _energy),
        ("intensity", "", _intensity),
        ("rungs", "", _rungs),
        ("substitutions", mass, _substitutions),
        ("not_rebased", mass, _not_rebased),
        ("uncovered_months", "", _coverage),
        ("publication_rounding", mass, _rounding),
    ]
    return [Block(sheet.word(heading) + unit, make(sheet)) for heading, unit, make in makers]


def _totals(sheet: _Sheet) -> list[Row]:
    def label(scope: object, method: str | None) -> str:
        return words.with_method(f"scope_{scope}", method, sheet.language)

    both = sheet.rows("scope_1_and_2", lambda method: label("1_and_2", method), absent="–")
    return [*sheet.rows("totals", label, absent="–"), *both]


def _accounts(sheet: _Sheet) -> list[Row]:
    named = {(total.account.id, total.method): total for year in sheet.years for total in year.accounts}
    return sheet.rows("accounts", lambda _, *key: labels.account(named[key], sheet.language), absent="–")


def _iso_categories(sheet: _Sheet) -> list[Row]:
    """Write the sums of accounts by category of ISO 14064-1:2018."""

    def label(category: int, method: str | None) -> str:
        plain = sheet.word("iso_category_named").format(category)
        return plain + (words.bracketed(sheet.word(method), sheet.language) if method else "")

    return sheet.rows("iso_categories", label, absent="–")


def _outside(sheet: _Sheet) -> list[Row]:
    """Write what is outside the scopes: biogenic CO2 by its mass, the rest in CO2e."""
    named = {(total.account.id, total.method): total for year in sheet.years for total in year.outside_scopes}
    figures = side_by_side(
        {(total.account.id, total.method): _outside_kg(total) for total in year.outside_scopes} for year in sheet.years
    )
    rows = []
    for key, cells in figures.items():
        unit = sheet.word(f"{sheet.unit.symbol}_co2" if key[0] == BIOGENIC_ACCOUNT else sheet.unit.key)
        rows.append(Row(f"{labels.account(named[key], sheet.language)} [{unit}]", [sheet.mass(kg) for kg in cells]))
    return rows


def _outside_kg(total: AccountTotal) -> Fraction | None:
    if total.account.id != BIOGENIC_ACCOUNT:
        return total.kg_co2e
    masses = [gas.kg for gas in total.gases if gas.kg is not None]
    return sum(masses, Fraction(0)) if len(masses) == len(total.gases) else None


def _excluded(sheet: _Sheet) -> list[Row]:
    return sheet.rows("excluded", lambda activity, _: sheet.name(activity), under=lambda _, reason: str(reason))


def _electricity(sheet: _Sheet) -> list[Row]:
    balances = [year.electricity for year in sheet.years]
    if not any(balances):
        return []
    figures = {
        "electricity_use": [balance.mwh if balance else None for balance in balances],
        "renewable_electricity": [balance.renewable_mwh if balance else None for balance in balances],
        "renewable_share": [balance.renewable_share_percent if balance else None for balance in balances],
    }
    rows = [Row(sheet.word(key), [number(cell, PLACES) for cell in cells]) for key, cells in figures.items()]
    uses = side_by_side(
        {
            (use.id, key): number(mwh, PLACES)
            for use in (balance.instruments if balance else ())
            for key, mwh in (("instrument_allocated", use.mwh_allocated), ("instrument_left", use.mwh_left))
        }
        for balance in balances
    )
    rows += [
        Row("  " + sheet.word(key).format(printable(instrument)), [cell or "" for cell in cells])
        for (instrument, key), cells in uses.items()
    ]
    factors = [balance.uncovered_factor if balance else None for balance in balances]
    named = [words.known(factor, sheet.language) if factor else number(None, PLACES) for factor in factors]
    return [*rows, Row(sheet.word("uncovered_factor"), named)]


def _energy(sheet: _Sheet) -> list[Row]:
    mark = words.bracketed(sheet.word("renewable"), sheet.language)
    rows = sheet.rows(
        "energy",
        lambda carrier, renewable: sheet.name(carrier) + (mark if renewable else ""),
        column="gj",
        write=lambda gj: number(gj, PLACES),
        key=lambda row: (row[0], row[3]),
        absent="–",
    )
    if len(rows) > 1:
        rows.append(
            Row(sheet.word("energy_total"), [number(_together(table), PLACES) for table in sheet.tables["energy"]])
        )
    return rows


def _together(energy: Table) -> Fraction | None:
    """Return the energy of all carriers [GJ], None where one is not known."""
    at = energy.place("gj")
    energies = [gj for row in energy.rows if isinstance(gj := row[at], Fraction)]
    return sum(energies, Fraction(0)) if energies and len(energies) == len(energy.rows) else None


def _intensity(sheet: _Sheet) -> list[Row]:
    figures = side_by_side({row[:4]: row[4] for row in table.rows} for table in sheet.tables["intensity"])
    rows = []
    for key, cells in figures.items():
        metric, of, numerator, method = map(str, key)
        about = words.with_method(numerator, None if key[3] is None else method, sheet.language)
        label = f"{words.known(metric, sheet.language)}{words.colon(sheet.language)}{about}"
        ratios = [sheet.unit.of(kg) if isinstance(kg, Fraction) else None for kg in cells]
        places = FINE_PLACES if any(ratio and abs(ratio) < 1 for ratio in ratios) else PLACES
        unit = f"[{sheet.word(sheet.unit.key)}/{of}]"
        rows.append(Row(f"{label} {unit}", [number(ratio, places) for ratio in ratios]))
    return rows


def _rungs(sheet: _Sheet) -> list[Row]:
    rows = sheet.rows(
        "rungs",
        lambda rung: sheet.word(f"rung/{rung}"),
        column="share_percent",
        write=lambda share: number(share, SHARE_PLACES),
        absent="–",
    )
    order = [sheet.word(f"rung/{rung}") for rung in Rung]
    return sorted(rows, key=lambda row: order.index(row.label))


def _substitutions(sheet: _Sheet) -> list[Row]:
    def label(activity: str, geography: str, wanted: str, used: str, rung: str, *_: object) -> str:
        thing = sheet.name(activity) + words.bracketed(geography, sheet.language)
        return f"{thing} {wanted} → {used}, {words.known(rung, sheet.language)}"

    def under(*key: Any) -> str:  # noqa: ANN401 - the cells of a row
        return words.listed([key[5], sheet.word("share").format(number(key[6], SHARE_PLACES))], sheet.language)

    return sheet.rows("substitutions", label, key=lambda row: (*row[:6], row[7]), under=under)


def _not_rebased(sheet: _Sheet) -> list[Row]:
    def under(_: str, factor: str | None, given_in: str) -> str:
        given = sheet.word("given_unstated" if given_in == "unstated" else "given_in").format(given_in)
        return words.listed(filter(None, [factor, given]), sheet.language)

    return sheet.rows("not_rebased", lambda activity, *_: sheet.name(activity), under=under)


def _rounding(sheet: _Sheet) -> list[Row]:
    """Write by how much the CO2e printed is more, or less, than its gases."""
    return sheet.rows(
        "publication_rounding",
        lambda activity, _: sheet.name(activity),
        column="t_co2e_difference",
        write=lambda kg: number(sheet.unit.of(kg), FINE_PLACES),
        under=lambda _, factor: str(factor),
    )


def _coverage(sheet: _Sheet) -> list[Row]:
    """Write how many months have no data, and which, by activity and facility."""
    years = sheet.years
    gaps = side_by_side({(gap.activity, gap.facility): gap.months for gap in year.coverage.gaps} for year in years)
    rows = [
        Row(
            words.listed([sheet.name(part) for part in key if part], sheet.language),
            [str(len(months)) if months else "" for months in several],
            words.listed([month_spans(months) for months in several if months], sheet.language),
        )
        for key, several in gaps.items()
    ]
    more = [year.coverage.incomplete - len(year.coverage.gaps) for year in years]
    if any(more):
        rows.append(Row(sheet.word("more_gaps").format(max(more)), [str(count or "") for count in more]))
    return rows
