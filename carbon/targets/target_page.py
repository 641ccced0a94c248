"""A target as a page for a terminal: what it is, the path with the inventories beside it, and the checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from carbon.model import exact
from carbon.model.terms import KG_PER_T, RuleStatus, TargetQuantity
from carbon.tables import words
from carbon.tables.description import Description, of_listing
from carbon.tables.terminal import INDENT, NO_DATA, aligned, page, paragraph, printable
from carbon.tables.words import word
from carbon.targets import target_tables, wording
from carbon.targets.rules import TargetRule
from carbon.targets.target_result import Progress, TargetResult
from carbon.targets.wording import percent

PLACES, FINE_PLACES = 3, 6
_GAP = 3
_Column = tuple[str, Callable[[int], str]]


def describe(result: TargetResult, *, language: str = "en") -> Description:
    """Describe a target; its texts are in the language in every format."""
    return Description(
        "target",
        lambda: target_tables.record(result, language=language),
        lambda: text(result, language=language),
    )


def describe_rules(rules: Sequence[TargetRule], *, language: str = "en") -> Description:
    """Describe a list of rules."""
    names = ("rule", "status", "valid_from", "valid_to", "title")
    return of_listing(target_tables.rules(rules, language), language, names, {"status": "target"})


def text(result: TargetResult, *, language: str = "en") -> str:
    """Write a target as a page; a year without an inventory has empty cells, `–` is no data."""
    source = word("target/source", language) + words.colon(language) + result.rule.source
    return page(
        [
            *_heading(result, language),
            "",
            *_years(result, language),
            "",
            *(line for sentence in _sentences(result, language) for line in paragraph(sentence)),
            "",
            *_checks(result, language),
            *paragraph(source),
        ]
    )


def _heading(result: TargetResult, language: str) -> list[str]:
    rule, colon = result.rule, words.colon(language)
    about = wording.subject(result, language) + (f" / {words.known(result.metric, language)}" if result.metric else "")
    if result.boundary:
        boundary = word("target/boundary", language).format(words.named(result.boundary, language))
        about += f" · {boundary}"
    last = _with_unit(result, result.path[-1].quantity, language)
    goal = word("target/at_least" if rule.least else "target/at_most", language).format(last)
    if result.minimum_reduction is not None:
        goal += word("mark/clause", language) + wording.write_change(result.minimum_reduction, language)
    base = word("target/base", language).format(result.base_year) + colon + _with_unit(result, result.base, language)
    lines = [
        (f"{result.organisation}{colon}" if result.organisation else "") + words.named(rule.titles, language),
        f"{word('target/rule', language)} {rule.id} · {wording.status(rule, language)}",
        about,
        f"{base} · {word('target/goal', language).format(result.target_year)}{colon}{goal}",
    ]
    return [printable(line) for line in lines]


def _with_unit(result: TargetResult, quantity: Fraction, language: str) -> str:
    return f"{_figure(result, quantity)} {wording.shown_unit(result, language)}"


def _figure(result: TargetResult, quantity: Fraction) -> str:
    """Write a quantity, with six decimals where the base year's would lose its digits at three."""
    small = result.unit.startswith("kg CO2e/") and abs(wording.in_shown_unit(result, result.base)) < 1
    return exact.grouped(wording.in_shown_unit(result, quantity), FINE_PLACES if small else PLACES)


def _years(result: TargetResult, language: str) -> list[str]:
    """Write the table of years, figures to the right."""
    columns = _columns(result, language)
    years = sorted({point.year for point in result.path} | {year.year for year in result.progress})
    rows = [[heading for heading, _ in columns], *([cell(year) for _, cell in columns] for year in years)]
    return aligned(rows, figures=range(1, len(columns)), gap=_GAP)


def _columns(result: TargetResult, language: str) -> list[_Column]:
    """Return the columns that have anything to say about this target."""
    path, progress = {point.year: point for point in result.path}, {year.year: year for year in result.progress}
    others = {other.year: other.reduction for other in result.other_method}
    least = result.rule.least

    def head(key: str) -> str:
        return word(f"target/{key}", language)

    def actual(pick: Callable[[Progress], str]) -> Callable[[int], str]:
        return lambda year: pick(progress[year]) if year in progress else ""

    columns: list[_Column] = [(wording.shown_unit(result, language), str)]
    if not least:
        columns.append((head("path_reduction"), lambda year: _ratio(path[year].reduction) if year in path else ""))
    columns += [
        (head("path"), lambda year: _figure(result, path[year].quantity) if year in path else ""),
        (head("actual"), actual(lambda year: _figure(result, year.quantity))),
    ]
    if not least:
        columns.append((head("actual_reduction"), actual(lambda year: _ratio(year.reduction))))
        columns.append((head("above"), actual(lambda year: _above(result, year))))
    needed = "needed_points" if least else "needed"
    columns.append((head(needed), actual(lambda year: _ratio(year.needed_per_year))))
    if result.quantity is TargetQuantity.INTENSITY:
        columns.append((head("emissions"), actual(lambda year: _tonnes(year.kg_co2e))))
        columns.append((head("actual_reduction"), actual(lambda year: _ratio(year.kg_reduction))))
    if others:
        method = word(result.other_method[0].method, language)
        columns.append((f"{method} −%", lambda year: _ratio(others[year]) if year in others else ""))
    return columns


def _ratio(ratio: Fraction | None) -> str:
    return NO_DATA if ratio is None else percent(ratio)


def _tonnes(kg: Fraction | None) -> str:
    return NO_DATA if kg is None else exact.grouped(kg / KG_PER_T, PLACES)


def _above(result: TargetResult, year: Progress) -> str:
    return NO_DATA if year.path is None else _figure(result, year.quantity - year.path)


def _sentences(result: TargetResult, language: str) -> list[str]:
    """Return what belongs to the figures: what columns mean, the other method, emissions of an intensity, notes."""
    needed = "target/needed_points_note" if result.rule.least else "target/needed_note"
    sentences = [wording.latest_claim(result, language), word(needed, language).format(result.target_year)]
    sentences += [*_methods(result, language), *_absolute(result, language), *_electricity(result, language)]
    sentences += [words.named(result.rule.notes, language)] if result.rule.notes else []
    sentences += [wording.write_note(note, language) for note in result.notes]
    if result.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}:
        sentences.append(word("target/never_counted", language))
    return sentences


def _methods(result: TargetResult, language: str) -> list[str]:
    """Say what the last inventory's change is by either scope 2 method: one without the other says little."""
    last = next((year for year in reversed(result.progress) if year.kg_reduction is not None), None)
    other = next((year for year in result.other_method if last is not None and year.year == last.year), None)
    if last is None or other is None or other.reduction is None or last.year == result.base_year:
        return []
    assert result.method is not None
    assert last.kg_reduction is not None
    chosen, method = word(result.method, language), word(other.method, language)
    changes = [wording.write_change(ratio, language) for ratio in (last.kg_reduction, other.reduction)]
    sentence = word("target/methods", language)
    return [sentence.format(result.base_year, last.year, chosen, changes[0], method, changes[1])]


def _absolute(result: TargetResult, language: str) -> list[str]:
    """Say what an intensity target does to emissions."""
    effect = result.absolute
    if effect is None or effect.reduction is None:
        return []
    if effect.from_year == result.target_year or not effect.growth:
        assumed = word("pathway/as_in", language).format(effect.from_year)
    else:
        assumed = word("target/grown", language).format(percent(effect.growth), effect.from_year)
    return [
        word("target/absolute", language).format(
            t=_tonnes(effect.kg_co2e),
            year=result.target_year,
            quantity=_plain(effect.denominator),
            unit=effect.unit,
            assumed=assumed,
            change=wording.write_change(effect.reduction, language),
        )
    ]


def _electricity(result: TargetResult, language: str) -> list[str]:
    """Say what a share comes to in MWh."""
    needed = result.electricity
    if needed is None:
        return []
    figures = {"mwh": _plain(needed.mwh), "load": _plain(needed.load_mwh)}
    years = {"year": result.target_year, "from_year": needed.from_year}
    return [word("target/electricity", language).format(**figures, **years)]


def _plain(number: Fraction) -> str:
    """Write a number in a sentence: thousands separated, no more decimals than it needs."""
    return exact.grouped(number, PLACES).rstrip("0").rstrip(".")


def _checks(result: TargetResult, language: str) -> list[str]:
    """Write the checks, each with what was found and what is required."""
    if not result.checks:
        return []
    rule, colon = result.rule, words.colon(language)
    heading = word("target/checks", language)
    if rule.status is RuleStatus.EXPERIMENTAL:
        heading += words.bracketed(wording.reading(rule, language), language)
    rows = []
    for check in result.checks:
        found, required = (
            printable(f"{word(f'target/{key}', language)}{colon}{wording.write_note(note, language)}")
            for key, note in (("found", check.found), ("required", check.required))
        )
        verdict = wording.verdict_word(check, rule, language)
        rows += [[word(f"target/check/{check.name}", language), verdict, found], ["", "", required]]
    return [heading, *aligned(rows, gap=_GAP, indent=INDENT), ""]
