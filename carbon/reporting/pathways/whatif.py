"""What-if runs for reading: before and after side by side, a sweep as rows, a solved value as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from carbon import exact
from carbon.pathways.pathway_result import PathwayResult, YearOnPath
from carbon.pathways.settable import Settable
from carbon.pathways.whatif import Solved, Swept, WhatIf
from carbon.reporting import listing, tidy, widths, words
from carbon.reporting.grid import Block, laid_out
from carbon.reporting.json_text import Value, figure
from carbon.reporting.json_text import text as json_text
from carbon.reporting.listing import Cell
from carbon.reporting.pathways import as_json, as_table, assumptions
from carbon.reporting.pathways.wording import word
from carbon.reporting.targets import claims
from carbon.terms import KG_PER_T, Scope2Method

COLUMNS = (
    "scope1_t_co2e", "scope2_location_based_t_co2e", "scope2_market_based_t_co2e", "renewable_share", "target_t_co2e",
    "gap_t_co2e", "overshoot_t_co2e",
)  # fmt: skip
"""The columns of a sweep after the value and the year."""
TABLE_PLACES = 3


def table(result: WhatIf, *, language: str = "en", solved: Solved | None = None) -> str:
    """Write a scenario before and after as a table to be read in a terminal."""
    years = as_table.shown(result.before)
    both = [year for year in years if year <= result.after.years[-1].year]
    lines = [as_table.first_line(result.before, language), ""]
    if solved is not None:
        lines += [*_solved(solved, language), ""]
    if result.changes:
        lines += [word("changes", language), *_changes(result), ""]
    blocks = [
        Block(word(heading, language), _block(each, both, language))
        for heading, each in (("before", result.before), ("after", result.after))
    ]
    blocks.append(Block(word("difference", language), _differences(result, both, language)))
    lines.append(laid_out([str(year) for year in both], blocks))
    for heading, each in (("before", result.before), ("after", result.after)):
        if found := as_table.targets(each, language)[2:]:
            lines += ["", f"{word('targets', language)}{words.colon(language)}{word(heading, language)}", *found]
    after = result.after
    assumed = assumptions.block(after.assumed, after.scenario, after.actuals[-1], both, language)
    lines += ["", laid_out([str(year) for year in both], [assumed])]
    lines += as_table.beyond(result.after.beyond, language)
    lines += as_table.rerun(result.after, language)
    return "\n".join(lines).rstrip("\n") + "\n"


def _changes(result: WhatIf) -> list[str]:
    """Return a line for each change, with what the scenario has."""
    return [
        widths.printable(f"  {name}: {was or '–'} → {value}")
        for (name, value), was in zip(result.changes, result.was, strict=True)
    ]


def _block(result: PathwayResult, years: Sequence[int], language: str) -> list[tuple[str, list[str]]]:
    """Return the rows that are compared."""
    figures = [each for each in result.years if each.year in years]
    rows = [
        (words.word("scope_1", language), [as_table.tonnes(result.known(1, each.figures.scope_1)) for each in figures]),
        *(
            (
                words.with_method("scope_2", method, language),
                [as_table.tonnes(result.known(2, _scope_2(each.figures, method))) for each in figures],
            )
            for method in Scope2Method
        ),
        (word("renewable_share", language), [as_table.percent(each.figures.renewable_share) for each in figures]),
    ]
    if result.target is not None:
        label = f"{word('gap', language)}{words.colon(language)}{as_table.held_against(result, language)}"
        rows.append((label, [as_table.signed(each.gap) for each in figures]))
    return rows


def _scope_2(figures: object, method: Scope2Method) -> Fraction:
    found: Fraction = getattr(figures, "location" if method is Scope2Method.LOCATION else "market")
    return found


def _differences(result: WhatIf, years: Sequence[int], language: str) -> list[tuple[str, list[str]]]:
    """Return after less before."""
    pairs = [
        (before.figures, after.figures)
        for before, after in zip(result.before.years, result.after.years, strict=False)
        if before.year in years
    ]
    rows = [(words.word("scope_1", language), [_signed(b.scope_1, a.scope_1) for b, a in pairs])]
    for method in Scope2Method:
        cells = [_signed(_scope_2(b, method), _scope_2(a, method)) for b, a in pairs]
        rows.append((words.with_method("scope_2", method, language), cells))
    return rows


def _signed(before: Fraction, after: Fraction) -> str:
    """Write a difference with its sign."""
    return ("+" if after > before else "") + as_table.tonnes(after - before)


def _solved(solved: Solved, language: str) -> list[str]:
    """Say which value just meets the target, and that a step less does not."""
    first = word("just_met", language).format(
        name=solved.name,
        value=solved.value,
        target=_aim(solved, language),
        year=solved.year,
        found=_tonnes(solved.found, language),
        line=_tonnes(solved.line, language),
    )
    hair = word("hair", language).format(value=solved.less, found=_tonnes(solved.found_with_less, language))
    return [first, hair, claims.joined(claims.beside(solved.target, language), language)]


def _aim(solved: Solved, language: str) -> str:
    """Return what was aimed at: a rule, or another reduction than its own."""
    if solved.reduction is None:
        return word("line_of", language).format(solved.target.id)
    reduction = exact.text(solved.reduction * 100).removesuffix(".0")
    return word("reduction", language).format(reduction, solved.target.base_year)


def _tonnes(kg: Fraction, language: str) -> str:
    return f"{exact.grouped(kg / KG_PER_T, exact.MOST_DECIMALS)} {words.word('t_co2e', language)}"


def json(result: WhatIf, solved: Solved | None = None) -> str:
    """Write a scenario before and after as one JSON object on one line."""
    return json_text(_value(result, solved))


def csv(result: WhatIf, solved: Solved | None = None) -> str:
    """Write a scenario before and after as tidy CSV: one figure per row."""
    units = {"currency": result.before.scenario.currency}
    rest = {key: part for key, part in _value(result, solved).items() if key not in {"before", "after"}}
    rows = [
        *tidy.records(as_json.value(result.before), "before", "before/", units),
        *tidy.records(as_json.value(result.after), "after", "after/", units),
        *tidy.records(rest, "result", "", units),
    ]
    return listing.as_csv(rows)


def _value(result: WhatIf, solved: Solved | None) -> dict[str, Value]:
    """Return a scenario before and after as the value that JSON is written from."""
    value: dict[str, Value] = {
        "changes": [
            {"name": name, "was": was or None, "value": new}
            for (name, new), was in zip(result.changes, result.was, strict=True)
        ],
        "before": as_json.value(result.before),
        "after": as_json.value(result.after),
        "difference": [
            {
                "year": before.year,
                "scope1_t_co2e": _difference(before.figures.scope_1, after.figures.scope_1),
                "scope2_location_based_t_co2e": _difference(before.figures.location, after.figures.location),
                "scope2_market_based_t_co2e": _difference(before.figures.market, after.figures.market),
            }
            for before, after in zip(result.before.years, result.after.years, strict=False)
        ],
    }
    if solved is not None:
        value["solved"] = {
            "name": solved.name,
            "value": solved.value,
            "year": solved.year,
            "t_co2e": figure(solved.found / KG_PER_T),
            "target_t_co2e": figure(solved.line / KG_PER_T),
            "one_step_less": {"value": solved.less, "t_co2e": figure(solved.found_with_less / KG_PER_T)},
        }
    return value


def _difference(before: Fraction, after: Fraction) -> Value:
    return figure((after - before) / KG_PER_T)


def sweep(result: Swept, form: str, *, language: str = "en") -> str:
    """Write a sweep: the value, and what the scenario comes to in its target year.

    Parameters
    ----------
    form
        `table`, with the headings of the other tables; `csv`, one figure per row; or `json`, a list of objects.
    """
    rows = [_row(result.name, value, each) for value, each in zip(result.values, result.results, strict=True)]
    values: list[Value] = [{key: _number(cell) for key, cell in row.items()} for row in rows]
    if form == "json":
        return json_text(values)
    if form == "csv":
        return tidy.text({f"sweep/{result.name}": values}, "sweep")
    cells = [{key: _cell(cell) for key, cell in row.items()} for row in rows]
    headings = [*(_heading(result, key, language) for key in cells[0])]
    return listing.columns([headings, *([str(cell) for cell in row.values()] for row in cells)])


def _row(name: str, value: str, result: PathwayResult) -> dict[str, str | int | Fraction | None]:
    """Return one value of a sweep."""
    target, last = result.target, result.years[-1].year
    wanted = last if target is None else target.target_year
    row: dict[str, str | int | Fraction | None] = {name: value, "year": wanted, **dict.fromkeys(COLUMNS)}
    line = None if target is None else target.line(wanted)
    row["target_t_co2e"] = None if line is None else line / KG_PER_T
    for year in result.years:
        if year.year == wanted:
            row |= _projected(result, year)
    return row


def _projected(result: PathwayResult, year: YearOnPath) -> dict[str, str | int | Fraction | None]:
    """Return what a sweep has of a year that is projected."""
    figures, budget = year.figures, result.budget
    kg = {
        "scope1_t_co2e": figures.scope_1,
        "scope2_location_based_t_co2e": figures.location,
        "scope2_market_based_t_co2e": figures.market,
        "gap_t_co2e": year.gap,
        "overshoot_t_co2e": None if budget is None else budget.overshoot,
    }
    tonnes = {key: None if mass is None else mass / KG_PER_T for key, mass in kg.items()}
    return {**tonnes, "renewable_share": figures.renewable_share}


def _number(cell: str | int | Fraction | None) -> Value:
    """Write a cell for JSON: a figure as a number."""
    return figure(cell) if isinstance(cell, Fraction) else cell


def _cell(cell: str | int | Fraction | None) -> Cell:
    """Write a cell for a reader, empty for no data."""
    return exact.text(cell, TABLE_PLACES) if isinstance(cell, Fraction) else "" if cell is None else cell


def _heading(result: Swept, key: str, language: str) -> str:
    """Return the heading of a column, as the other tables have it."""
    tonnes = f" [{words.word('t_co2e', language)}]"
    known = {
        result.name: result.name,
        "year": word("year", language),
        "scope1_t_co2e": words.word("scope_1", language) + tonnes,
        "scope2_location_based_t_co2e": words.with_method("scope_2", Scope2Method.LOCATION, language) + tonnes,
        "scope2_market_based_t_co2e": words.with_method("scope_2", Scope2Method.MARKET, language) + tonnes,
        "renewable_share": word("renewable_ratio", language),
        "target_t_co2e": word("target", language) + tonnes,
        "gap_t_co2e": word("gap", language) + tonnes,
        "overshoot_t_co2e": word("overshoot", language) + tonnes,
    }
    return known[key]


def settable(names: Sequence[Settable], form: str, *, language: str = "en") -> str:
    """Write what can be set."""
    records: list[dict[str, Cell]] = [{"name": each.name, "value": each.value, "like": each.example} for each in names]
    if form != "table":
        return listing.text(records, form)
    headings = [word(key, language) for key in ("settable", "value", "like")]
    return listing.columns([headings, *([str(cell) for cell in row.values()] for row in records)])
