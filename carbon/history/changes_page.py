"""Changes as pages for a terminal: what agrees in a line, what does not with its figures, causes and files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial

from carbon.accounting.frozen_year import KG
from carbon.accounting.lock import NAME
from carbon.history import change_tables
from carbon.history.change_tables import PLACES, counts, in_unit, rounded
from carbon.history.difference import Compared, Difference, FigureMove, InputMove
from carbon.history.freeze import Frozen
from carbon.history.moves import ORDER, Move
from carbon.history.upgrade import BaseYearEffect, Setting, Upgrade
from carbon.history.verifying import Verified
from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.tables import words
from carbon.tables.description import Description
from carbon.tables.messages import in_language
from carbon.tables.table import Cell, table
from carbon.tables.terminal import INDENT, aligned, listing, number, paragraph, printable, signed

_PERCENT_PLACES = 3


def word(key: str, language: str) -> str:
    """Return a word of changes."""
    return words.word(f"change/{key}", language)


def describe_frozen(years: Sequence[Frozen], *, language: str = "en") -> Description:
    """Describe what became of years that were frozen."""
    page = partial(frozen, years, language=language)
    return Description("frozen", lambda: [*map(change_tables.frozen, years)], page)


def describe_verified(years: Sequence[Verified], *, language: str = "en") -> Description:
    """Describe what became of frozen years."""
    page = partial(verified, years, language=language)
    return Description("verified", lambda: [*map(change_tables.verified, years)], page)


def describe_differences(years: Sequence[Compared], *, language: str = "en") -> Description:
    """Describe how years of two sides differ."""
    page = partial(differences, years, language=language)
    return Description("difference", lambda: [*map(change_tables.compared, years)], page)


def describe_upgrade(of: Upgrade, *, language: str = "en") -> Description:
    """Describe what a newer dataset changes."""
    return Description("upgrade", lambda: change_tables.upgrade(of), lambda: upgrade(of, language=language))


def frozen(years: Iterable[Frozen], *, language: str = "en") -> str:
    """Write what became of each year that was frozen."""
    rows: list[tuple[Cell, ...]] = [(of.year.year, of.outcome, *counts(of.year).values()) for of in years]
    flat = table("frozen", "year outcome inputs factors figures", rows)
    return "\n".join(listing(flat, language=language, said={"outcome": "outcome"}))


def verified(years: Sequence[Verified], *, language: str = "en") -> str:
    """Write what became of each frozen year, and the digest of the lock."""
    blocks = ["\n".join(_verified(of, language)) for of in years]
    locks = dict.fromkeys(f"\n{NAME}: sha256 {of.lock_sha256}" for of in years if of.lock_sha256)
    return "\n\n".join(blocks) + "".join(locks)


def _verified(of: Verified, language: str) -> list[str]:
    """Write one frozen year."""
    lines = [f"{of.locked.year}  {word('agrees' if of.agrees else 'differs', language)}"]
    if of.agrees:
        lines[0] += words.colon(language) + word("identical", language).format(**counts(of.locked))
    if of.difference is not None:
        lines += _difference(of.difference, language)
    lines += _causes(word("altered", language), of.altered, language)
    if of.library is not None:
        lines += _causes(word("library", language), rounded(of.library.moves), language)
    for problem in (*of.edited, *of.problems):
        place = in_language(problem.place.sentence(), language)
        why = in_language(problem.why, language)
        lines += [f"{INDENT}{place}: {problem.code}", *paragraph(why, INDENT * 2)]
    return lines


def differences(years: Iterable[Compared], *, language: str = "en") -> str:
    """Write differences of years, each under the names of its two sides."""
    blocks = []
    for sides in years:
        of = sides.difference
        head = printable(f"{sides.a} {of.a.year} → {sides.b} {of.b.year}")
        blocks.append("\n".join([head, *(_difference(of, language) or [INDENT + word("nothing", language)])]))
    return "\n\n".join(blocks)


def _difference(of: Difference, language: str) -> list[str]:
    """Write what differs between two years: figures, causes, inputs, each the largest first."""
    lines: list[str] = []
    if of.figures:
        heads = [word(key, language) for key in ("figure", "was", "now", "change")]
        ordered = sorted(of.figures, key=lambda figure: (figure.unit != KG, -abs(figure.change)))
        lines += _under(heads, [_figure(figure, language) for figure in ordered])
    lines += _causes(word("causes", language), rounded(of.moves), language, together=of)
    lines += _split(of, language)
    if of.inputs:
        heads = [word("inputs", language), "", *(words.word(method, language) for method in Scope2Method)]
        lines += _under(heads, [_input(file, of.b.year, language) for file in of.inputs])
    return lines


def _under(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write rows under their heading: the first column and words to the left, figures to the right."""
    further_in = [[INDENT + row[0], *row[1:]] for row in rows]
    return aligned([heads, *further_in], figures=range(1, len(heads)), indent=INDENT)


def _figure(of: FigureMove, language: str) -> list[str]:
    """Write a figure before and after."""
    unit, was, now, change = in_unit(of)
    name = printable(of.name.replace("scope1_and_2", "scope1+scope2"))
    name += words.bracketed(words.word(of.method, language), language) if of.method else ""
    return [f"{name} [{printable(unit)}]", number(was, PLACES), number(now, PLACES), signed(change, PLACES)]


def _causes(heading: str, moves: Sequence[Move], language: str, together: Difference | None = None) -> list[str]:
    """Write what moved figures, each with what it was and is on a line of its own, and what that comes to together."""
    if not moves:
        return []
    beside = any(move.kg_beside for move in moves)
    heads = [heading, *(words.word(method, language) for method in Scope2Method), word("beside", language)]
    rows = [
        [
            f"{word(move.cause, language)}: {printable(move.name)}",
            *(_tonnes(kg, language) for kg in (move.kg_location, move.kg_market, move.kg_beside)),
        ]
        for move in moves
    ]
    if together is not None:
        sums = [*map(together.kg, Scope2Method), sum((move.kg_beside for move in moves), Fraction(0))]
        rows.append([word("together", language), *(_tonnes(kg, language) for kg in sums)])
    head, *lines = _under(heads, rows) if beside else _under(heads[:-1], [row[:-1] for row in rows])
    total = [lines.pop()] if together is not None else []
    below = [f"{INDENT * 3}{printable(f'{move.was} → {move.now}')}" for move in moves]
    return [head, *(line for pair in zip(lines, below, strict=True) for line in pair), *total]


def _tonnes(kg: Fraction | None, language: str) -> str:
    """Write a change [kg] in tonnes with its sign."""
    return word("not_told", language) if kg is None else signed(kg / KG_PER_T, PLACES)


def _split(of: Difference, language: str) -> list[str]:
    """Say in which order causes were moved, where several could share out what they do together otherwise."""
    if len({move.cause for move in of.moves if move.cause in ORDER}) < 2:  # noqa: PLR2004 - one cause has no order
        return []
    causes = words.enumerated([word(cause, language) for cause in ORDER], language)
    return paragraph(word("split", language).format(causes), INDENT * 2)


def _input(of: InputMove, year: int, language: str) -> list[str]:
    """Write a file that differs."""
    if of.was is None or of.now is None:
        what = word("new" if of.was is None else "gone", language)
    else:
        what = word("same_for_year" if of.same_for_year else "changed", language).format(year)
    return [printable(of.file), what, _tonnes(of.kg_location, language), _tonnes(of.kg_market, language)]


def upgrade(of: Upgrade, *, language: str = "en") -> str:
    """Write a preview: the settings, each year before and after, the base year, and whether anything was written."""
    nothing = [INDENT + word("nothing", language)]
    lines = [of.dataset.id, "", word("settings", language)]
    lines += [line for setting in of.settings for line in _setting(setting, language)] or nothing
    for year in of.years:
        lines += ["", str(year.a.year), *(_difference(year, language) or nothing)]
    if of.frozen:
        lines += ["", word("frozen", language).format(", ".join(map(str, of.frozen)))]
    lines += ["", *_base_year(of.base_year, language)]
    return "\n".join([*lines, "", word("written" if of.applied else "nothing_written", language)])


def _setting(of: Setting, language: str) -> list[str]:
    """Write a setting before and after."""
    lines = [f"{INDENT}{'.'.join(of.key)}"]
    for key, value in (("was", of.was), ("now", of.now)):
        said = word("not_set", language) if value is None else ", ".join(value) if isinstance(value, tuple) else value
        lines += paragraph(f"{word(key, language)}: {said}", INDENT * 2)
    return lines


def _base_year(effect: BaseYearEffect, language: str) -> list[str]:
    """Write what becomes of the base year."""
    if effect.year is None:
        return [word("no_base_year", language)]
    head = f"{word('base_year', language)} {effect.year}"
    if effect.kg is None or effect.percent is None:
        return [f"{head}: {word('base_not_computed', language)}"]
    lines = [head]
    for method, kg in effect.kg.items():
        label = word("effect", language) + f" ({words.word(method, language)})"
        percent = signed(effect.percent[method], _PERCENT_PLACES)
        lines.append(f"{INDENT}{label}: {_tonnes(kg, language)} t, {percent} %")
    if effect.threshold_percent is None:
        return [*lines, f"{INDENT}{word('threshold', language)}: {word('no_threshold', language)}"]
    verdict = word("recalculate" if effect.recalculate else "no_recalculation", language)
    return [*lines, f"{INDENT}{word('threshold', language)} {exact.text(effect.threshold_percent)} %: {verdict}"]
