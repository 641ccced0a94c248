"""Results as tidy CSV: one figure per row. What has no column (energy, intensity, reasons) is in the JSON.

The word before the figure says what it is, so that a reader who sums does not count twice: `total` is the sum of
its `account` rows, `account` of its `breakdown` rows and of its `gas` rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from carbon import exact
from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.reporting.mass import MassUnit, Results, oldest_first, unit_of

COLUMNS = ("inventory_year", "figure", "scope", "account", "scope2_method", "facility", "month", "gas", "kg")
"""The columns before the last, which is `t_co2e` or `kg_co2e`."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, the full-width signs among them."""

_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_Row = tuple[str, ...]


def text(results: Results, *, mass_unit: str = "t") -> str:
    """Write results as CSV.

    Parameters
    ----------
    results
        An inventory of one year, or several.
    mass_unit
        `t`, or `kg`: the last column is then `kg_co2e`.

    Returns
    -------
    str
        A header and rows, the oldest year first; an empty cell is no data. A text cell that a spreadsheet would
        take for a formula begins with an apostrophe.
    """
    unit = unit_of(mass_unit)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow((*COLUMNS, unit.key))
    for result in oldest_first(results):
        writer.writerows(_rows(result, unit))
    return sheet.getvalue()


def safe(words: str | None) -> str:
    """Write text so that no spreadsheet takes it for a formula, on one line.

    A line break becomes a space: `csv` leaves a bare carriage return unquoted, and a reader would begin a row there.

    >>> safe("=1+1"), safe("taipei-hq")
    ("'=1+1", 'taipei-hq')
    """
    if not words:
        return ""
    flat = _LINE_BREAK.sub(" ", words)
    return f"'{flat}" if words.startswith(FORMULA_STARTS) or flat.lstrip().startswith(FORMULA_STARTS) else flat


def _rows(result: InventoryResult, unit: MassUnit) -> Iterator[_Row]:
    year = str(result.year)
    for total in result.totals:
        method = total.method or ""
        yield year, "total", str(total.scope), "", method, "", "", "", "", _cell(unit.text(total.kg_co2e))
    for both in result.scope_1_and_2:
        yield year, "scope_1_and_2", "", "", both.method, "", "", "", "", _cell(unit.text(both.kg_co2e))
    yield from _accounts(year, "account", result.accounts, unit)
    yield from _breakdown(result, unit)
    yield from _accounts(year, "outside_scopes", result.outside_scopes, unit)
    for item in result.avoided:
        yield year, "avoided", "", safe(item.activity), "", "", "", "", "", unit.text(item.kg_co2e)
    for left_out in result.excluded:
        yield year, "excluded", "", safe(left_out.activity), "", "", "", "", "", _cell(unit.text(left_out.kg_co2e))
    for gap in result.coverage.gaps:
        for month in gap.months:
            yield year, "no_data", "", safe(gap.activity), "", safe(gap.facility), month, "", "", ""


def _accounts(year: str, figure: str, totals: Iterable[AccountTotal], unit: MassUnit) -> Iterator[_Row]:
    """Write accounts, each with its gases: `gas` within the scopes, `outside_scopes_gas` outside them."""
    of_gas = "gas" if figure == "account" else f"{figure}_gas"
    for total in totals:
        scope = "" if total.account.scope is None else str(total.account.scope)
        start = (scope, safe(total.account.id), total.method or "", "", "")
        yield year, figure, *start, "", "", _cell(unit.text(total.kg_co2e))
        for gas in total.gases:
            kg = "" if gas.kg is None else exact.text(gas.kg)
            yield year, of_gas, *start, safe(gas.gas), kg, _cell(unit.text(gas.kg_co2e))


def _breakdown(result: InventoryResult, unit: MassUnit) -> Iterator[_Row]:
    year = str(result.year)
    scopes = {total.account.id: str(total.account.scope) for total in result.accounts}
    for cell in result.breakdown:
        scope, method, figure = scopes.get(cell.account, ""), cell.method or "", unit.text(cell.kg_co2e)
        yield year, "breakdown", scope, safe(cell.account), method, safe(cell.facility), cell.month, "", "", figure


def _cell(figure: str) -> str:
    """Leave the cell of no data empty."""
    return "" if figure == "null" else figure
