"""A target as a table for a terminal: what it is, the path with the inventories beside it, and the checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from carbon import exact
from carbon.pathways.targets.target_result import Progress, TargetResult
from carbon.reporting import widths, words
from carbon.reporting.targets import claims, phrases
from carbon.reporting.targets.phrases import percent
from carbon.reporting.targets.target_words import word
from carbon.terms import KG_PER_T, RuleStatus, TargetQuantity

PLACES, FINE_PLACES = 3, 6
NO_DATA = "–"
_INDENT = "  "
_GAP = "   "

_Column = tuple[str, Callable[[int], str]]


def text(result: TargetResult, *, language: str = "en") -> str:
    """Write a target as a table to be read in a terminal.

    Parameters
    ----------
    result
        A target.
    language
        `en` or `zh`.

    Returns
    -------
    str
        Lines of text. A year without an inventory has empty cells; `–` is no data.
    """
    lines = [*_heading(result, language), "", *_years(result, language), ""]
    lines += [*_under(result, language), "", *_checks(result, language)]
    lines += widths.paragraph(word("source", language) + words.colon(language) + result.rule.source, "")
    return "\n".join(lines) + "\n"


def _heading(result: TargetResult, language: str) -> list[str]:
    rule, colon = result.rule, words.colon(language)
    start = f"{result.organisation}{colon}" if result.organisation else ""
    about = [phrases.about(result, language)]
    if result.metric:
        about[0] += f" / {words.known(result.metric, language)}"
    if result.boundary:
        about.append(word("boundary", language).format(phrases.named(result.boundary, language)))
    goal = word("at_least" if rule.least else "at_most", language).format(
        _with_unit(result, result.path[-1].quantity, language)
    )
    if result.minimum_reduction is not None:
        goal += words.chosen((", ", "，"), language) + phrases.change(result.minimum_reduction, language)
    base = word("base", language).format(result.base_year) + colon + _with_unit(result, result.base, language)
    lines = [
        start + phrases.named(rule.titles, language),
        f"{word('rule', language)} {rule.id} · {phrases.status(rule, language)}",
        " · ".join(about),
        f"{base} · {word('goal', language).format(result.target_year)}{colon}{goal}",
    ]
    return [widths.printable(line) for line in lines]


def _with_unit(result: TargetResult, quantity: Fraction, language: str) -> str:
    return f"{_figure(result, quantity)} {phrases.unit(result, language)}"


def _figure(result: TargetResult, quantity: Fraction) -> str:
    """Write a quantity, with six decimals where the base year's would lose its digits at three."""
    small = result.unit.startswith("kg CO2e/") and abs(phrases.shown(result, result.base)) < 1
    return exact.grouped(phrases.shown(result, quantity), FINE_PLACES if small else PLACES)


def _years(result: TargetResult, language: str) -> list[str]:
    """Write the table of years, figures to the right."""
    columns = _columns(result, language)
    years = sorted({point.year for point in result.path} | {year.year for year in result.progress})
    rows = [[heading for heading, _ in columns], *([cell(year) for _, cell in columns] for year in years)]
    sizes = [max(widths.width(row[at]) for row in rows) for at in range(len(columns))]
    return [_GAP.join([widths.left(row[0], sizes[0]), *map(widths.right, row[1:], sizes[1:])]).rstrip() for row in rows]


def _columns(result: TargetResult, language: str) -> list[_Column]:
    """Return the columns that have anything to say about this target."""
    path, progress = {point.year: point for point in result.path}, {year.year: year for year in result.progress}
    others = {other.year: other.reduction for other in result.other_method}
    least = result.rule.least

    def actual(pick: Callable[[Progress], str]) -> Callable[[int], str]:
        return lambda year: pick(progress[year]) if year in progress else ""

    columns: list[_Column] = [(phrases.unit(result, language), str)]
    if not least:
        reductions = {year: point.reduction for year, point in path.items()}
        columns.append((word("path_reduction", language), lambda year: _ratio(reductions.get(year), year in path)))
    quantities = {year: _figure(result, point.quantity) for year, point in path.items()}
    columns += [
        (word("path", language), lambda year: quantities.get(year, "")),
        (word("actual", language), actual(lambda year: _figure(result, year.quantity))),
    ]
    if not least:
        columns.append((word("actual_reduction", language), actual(lambda year: _ratio(year.reduction))))
        columns.append((word("above", language), actual(lambda year: _above(result, year))))
    needed = "needed_points" if least else "needed"
    columns.append((word(needed, language), actual(lambda year: _ratio(year.needed_per_year))))
    if result.quantity is TargetQuantity.INTENSITY:
        columns.append((word("emissions", language), actual(lambda year: _tonnes(year.kg_co2e))))
        columns.append((word("actual_reduction", language), actual(lambda year: _ratio(year.kg_reduction))))
    if others:
        method = words.word(result.other_method[0].method, language)
        columns.append((f"{method} −%", lambda year: _ratio(others.get(year), year in others)))
    return columns


def _ratio(ratio: Fraction | None, known: bool = True) -> str:
    return (NO_DATA if ratio is None else percent(ratio)) if known else ""


def _tonnes(kg: Fraction | None) -> str:
    return NO_DATA if kg is None else exact.grouped(kg / KG_PER_T, PLACES)


def _above(result: TargetResult, year: Progress) -> str:
    return NO_DATA if year.path is None else _figure(result, year.quantity - year.path)


def _under(result: TargetResult, language: str) -> list[str]:
    """Write what belongs to the figures: what columns mean, the other method, emissions of an intensity, notes."""
    needed = "needed_points_note" if result.rule.least else "needed_note"
    sentences = [claims.standing(result, language), word(needed, language).format(result.target_year)]
    sentences += [*_methods(result, language), *_absolute(result, language), *_electricity(result, language)]
    sentences += [phrases.named(result.rule.notes, language)] if result.rule.notes else []
    sentences += [phrases.note(note, language) for note in result.notes]
    if result.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}:
        sentences.append(word("never_counted", language))
    return [line for sentence in sentences for line in widths.paragraph(sentence, "")]


def _methods(result: TargetResult, language: str) -> list[str]:
    """Say what the last inventory's change is by either scope 2 method: one without the other says little."""
    last = next((year for year in reversed(result.progress) if year.kg_reduction is not None), None)
    other = next((each for each in result.other_method if last is not None and each.year == last.year), None)
    if last is None or other is None or other.reduction is None or last.year == result.base_year:
        return []
    assert result.method is not None
    assert last.kg_reduction is not None
    chosen, method = words.word(result.method, language), words.word(other.method, language)
    changes = [phrases.change(ratio, language) for ratio in (last.kg_reduction, other.reduction)]
    return [word("methods", language).format(result.base_year, last.year, chosen, changes[0], method, changes[1])]


def _absolute(result: TargetResult, language: str) -> list[str]:
    """Say what an intensity target does to emissions."""
    effect = result.absolute
    if effect is None or effect.reduction is None:
        return []
    known = effect.from_year == result.target_year or not effect.growth
    key = "pathway/as_in" if known else "target/grown"
    assumed = words.word(key, language).format(*([] if known else [percent(effect.growth)]), effect.from_year)
    return [
        word("absolute", language).format(
            t=_tonnes(effect.kg_co2e),
            year=result.target_year,
            quantity=_plain(effect.denominator),
            unit=effect.unit,
            assumed=assumed,
            change=phrases.change(effect.reduction, language),
        )
    ]


def _electricity(result: TargetResult, language: str) -> list[str]:
    """Say what a share comes to in MWh."""
    needed = result.electricity
    if needed is None:
        return []
    figures = {"mwh": _plain(needed.mwh), "load": _plain(needed.load_mwh)}
    years = {"year": result.target_year, "from_year": needed.from_year}
    return [word("electricity", language).format(**figures, **years)]


def _plain(number: Fraction) -> str:
    """Write a number in a sentence: thousands separated, no more decimals than it needs."""
    whole = exact.grouped(number, PLACES)
    return whole.rstrip("0").rstrip(".")


def _checks(result: TargetResult, language: str) -> list[str]:
    """Write the checks, each with what was found and what is required."""
    if not result.checks:
        return []
    rule, colon = result.rule, words.colon(language)
    heading = word("checks", language)
    if rule.status is RuleStatus.EXPERIMENTAL:
        heading += words.bracketed(phrases.reading(rule, language), language)
    names = [word(f"check/{check.name}", language) for check in result.checks]
    verdicts = [phrases.verdict_word(check, rule, language) for check in result.checks]
    lines = [heading]
    for check, name, verdict in zip(result.checks, names, verdicts, strict=True):
        start = f"{_INDENT}{widths.left(name, _widest(names))}{_GAP}{widths.left(verdict, _widest(verdicts))}{_GAP}"
        blank = " " * widths.width(start)
        for lead, key, note in ((start, "found", check.found), (blank, "required", check.required)):
            lines.append(widths.printable(f"{lead}{word(key, language)}{colon}{phrases.note(note, language)}"))
    return [*lines, ""]


def _widest(texts: Sequence[str]) -> int:
    return max(map(widths.width, texts), default=0)
