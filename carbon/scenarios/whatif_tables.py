"""What-if runs as tables and pages: before and after side by side, a sweep as rows, a solved value as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.scenarios import pathway_page, pathway_tables
from carbon.scenarios.pathway_result import PathwayResult, YearOnPath
from carbon.scenarios.settable import Settable
from carbon.scenarios.whatif import Solved, Swept, WhatIf
from carbon.tables import as_frames, words
from carbon.tables.description import Description, of_listing
from carbon.tables.table import Cell, Column, Holds, Record, Table, columns, table
from carbon.tables.terminal import NO_DATA, Block, Row, aligned, grid, page, printable
from carbon.tables.words import word
from carbon.targets import wording

_DIFFERENCE = "year scope1_t_co2e scope2_location_based_t_co2e scope2_market_based_t_co2e"
_SWEPT = f"{_DIFFERENCE} renewable_share target_t_co2e gap_t_co2e overshoot_t_co2e"
_SWEEP_PLACES = 3
_SIDES = ("before", "after")


def describe(result: WhatIf, *, language: str = "en") -> Description:
    """Describe a scenario before and after."""
    return Description(
        "whatif",
        lambda: record(result),
        lambda: text(result, language=language),
        tables=lambda: _tables(record(result)),
        series="result",
        parts=_SIDES,
        currency=result.before.scenario.currency,
    )


def _tables(result: Record) -> dict[str, Table]:
    """Return the tables of both sides, each under the side's name, and the others."""
    tables: dict[str, Table] = {}
    for side in _SIDES:
        part = result[side]
        assert isinstance(part, Mapping)
        tables |= {f"{side}_{name}": flat for name, flat in as_frames.flat_tables(part, "pathway").items()}
    return tables | as_frames.flat_tables({name: part for name, part in result.items() if name not in _SIDES}, "whatif")


def record(result: WhatIf) -> Record:
    """Return a scenario before and after as the object that its JSON is."""
    solved = result.solved
    changes = ((name, was or None, value) for (name, value), was in zip(result.changes, result.was, strict=True))
    differences: Iterable[tuple[Cell, ...]] = (
        (year, *(now - was for was, now in zip(before, after, strict=True))) for year, before, after in _both(result)
    )
    value: dict[str, Cell] = {
        "changes": table("changes", "name was value", changes),
        "before": pathway_tables.record(result.before),
        "after": pathway_tables.record(result.after),
        "difference": table("difference", _DIFFERENCE, differences),
    }
    if solved is not None:
        value["solved"] = {
            "name": solved.name,
            "value": solved.value,
            "year": solved.year,
            "t_co2e": solved.found,
            "target_t_co2e": solved.line,
            "one_step_less": {"value": solved.less, "t_co2e": solved.found_with_less},
        }
    return value


def _both(result: WhatIf) -> Iterable[tuple[int, Sequence[Fraction], Sequence[Fraction]]]:
    """Yield each year with its emissions before and after: scope 1, scope 2 by both methods [kg CO2e]."""
    for before, after in zip(result.before.years, result.after.years, strict=False):
        yield before.year, _kg(before), _kg(after)


def _kg(year: YearOnPath) -> tuple[Fraction, Fraction, Fraction]:
    return year.figures.scope_1, year.figures.location, year.figures.market


def text(result: WhatIf, *, language: str = "en") -> str:
    """Write a scenario before and after as a page to be read in a terminal."""
    before, after = result.before, result.after
    years = pathway_page.thinned(
        [year.year for year in before.years], pathway_page.MOST_YEARS, (aim.year for aim in before.on_track)
    )
    years = [year for year in years if year <= after.years[-1].year]
    heads = [str(year) for year in years]
    lines = [pathway_page.heading(word("pathway/pathway", language), before, language), ""]
    if result.solved is not None:
        lines += [*_solved(result.solved, language), ""]
    if result.changes:
        lines += [word("pathway/changes", language), *_changes(result), ""]
    sides = {word("pathway/before", language): before, word("pathway/after", language): after}
    blocks = [Block(heading, _side(side, years, language)) for heading, side in sides.items()]
    blocks.append(Block(word("pathway/difference", language), _differences(result, years, language)))
    lines += grid(heads, blocks)
    for heading, side in sides.items():
        if targets := pathway_page.targets(side, language):
            lines += ["", f"{word('pathway/targets', language)}{words.colon(language)}{heading}", *targets]
    assumed = pathway_page.assumed(after, years, language)
    lines += ["", *grid(heads, [assumed]), *pathway_page.beyond(after.beyond, language)]
    return page([*lines, *pathway_page.rerun(after.provenance, language)])


def _changes(result: WhatIf) -> list[str]:
    """Return a line for each change, with what the scenario has."""
    return [
        printable(f"  {name}: {was or NO_DATA} → {value}")
        for (name, value), was in zip(result.changes, result.was, strict=True)
    ]


def _side(result: PathwayResult, years: Sequence[int], language: str) -> list[Row]:
    """Return the rows that are compared."""
    shown = [year for year in result.years if year.year in years]
    rows = pathway_page.scopes(result, shown, language) + pathway_page.renewable_share(shown, language)
    if result.target is not None:
        about = pathway_page.held_against(result, language)
        label = f"{word('pathway/gap', language)}{words.colon(language)}{about}"
        rows += pathway_page.gaps(label, shown)
    return rows


def _differences(result: WhatIf, years: Sequence[int], language: str) -> list[Row]:
    """Return after less before."""
    labels = [word("scope_1", language), *(words.with_method("scope_2", of, language) for of in Scope2Method)]
    pairs = [(before, after) for year, before, after in _both(result) if year in years]
    return [
        Row(label, [pathway_page.signed(after[at] - before[at]) for before, after in pairs])
        for at, label in enumerate(labels)
    ]


def _solved(solved: Solved, language: str) -> list[str]:
    """Say which value just meets the target, and that a step less does not."""
    first = word("pathway/just_met", language).format(
        name=solved.name,
        value=solved.value,
        target=_aim(solved, language),
        year=solved.year,
        found=_tonnes(solved.found, language),
        line=_tonnes(solved.line, language),
    )
    less = _tonnes(solved.found_with_less, language)
    hair = word("pathway/hair", language).format(value=solved.less, found=less)
    return [first, hair, wording.join_claims(wording.checks_and_rule(solved.target, language), language)]


def _aim(solved: Solved, language: str) -> str:
    """Return what was aimed at: a rule, or another reduction than its own."""
    if solved.reduction is None:
        return word("pathway/line_of", language).format(solved.target.id)
    reduction = exact.text(solved.reduction * 100).removesuffix(".0")
    return word("pathway/reduction", language).format(reduction, solved.target.base_year)


def _tonnes(kg: Fraction, language: str) -> str:
    return f"{exact.grouped(kg / KG_PER_T, exact.MOST_DECIMALS)} {word('t_co2e', language)}"


def describe_sweep(result: Swept, *, language: str = "en") -> Description:
    """Describe a sweep."""
    page = partial(swept, result, language=language)
    return Description("sweep", lambda: sweep(result), page, series=f"sweep/{result.name}")


def sweep(result: Swept) -> Table:
    """Return a sweep: each value, and what the scenario comes to in its target year."""
    rows = tuple((value, *_swept(each)) for value, each in zip(result.values, result.results, strict=True))
    return Table("sweep", (Column(result.name, Holds.TEXT), *columns(_SWEPT)), rows)


def _swept(result: PathwayResult) -> Sequence[Cell]:
    """Return what a scenario comes to in its target year; no data where it is not projected."""
    target, last = result.target, result.years[-1].year
    wanted = last if target is None else target.target_year
    line = None if target is None else target.line(wanted)
    year = next((year for year in result.years if year.year == wanted), None)
    if year is None:
        return wanted, None, None, None, None, line, None, None
    overshoot = None if result.budget is None else result.budget.overshoot
    return wanted, *_kg(year), year.figures.renewable_share, line, year.gap, overshoot


def swept(result: Swept, *, language: str = "en") -> str:
    """Write a sweep as a page, with the headings of the other pages."""
    tonnes = f" [{word('t_co2e', language)}]"
    location, market = (words.with_method("scope_2", of, language) + tonnes for of in Scope2Method)
    heads = [
        result.name,
        word("pathway/year", language),
        word("scope_1", language) + tonnes,
        location,
        market,
        word("pathway/renewable_ratio", language),
        *(word(f"pathway/{key}", language) + tonnes for key in ("target", "gap", "overshoot")),
    ]
    flat = sweep(result)
    return "\n".join(aligned([heads, *([*map(_cell, flat.columns, row)] for row in flat.rows)]))


def _cell(column: Column, cell: Cell) -> str:
    """Write a cell of a sweep, empty for no data."""
    if isinstance(cell, Fraction):
        return exact.text(cell / KG_PER_T if column.holds is Holds.MASS else cell, _SWEEP_PLACES)
    return "" if cell is None else str(cell)


def describe_settable(names: Sequence[Settable], *, language: str = "en") -> Description:
    """Describe what can be set: what it is now, and how it is written."""
    return of_listing(table("settable", "name value like=example").filled(names), language)
