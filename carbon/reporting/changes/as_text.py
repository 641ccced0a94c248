"""Changes for a terminal: what agrees in a line, what does not with its figures, causes and files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from carbon import exact
from carbon.accounting.choices.upgrade import BaseYearEffect, Setting, Upgrade
from carbon.accounting.freezing.comparing import Difference, FigureMove, InputMove
from carbon.accounting.freezing.figures import KG
from carbon.accounting.freezing.freeze import Frozen
from carbon.accounting.freezing.moves import ORDER, Move
from carbon.accounting.freezing.verifying import Verified
from carbon.reading.lock import NAME
from carbon.reporting import listing, widths
from carbon.reporting.changes import rounding
from carbon.reporting.changes.wording import PLACES, figure, signed, tonnes, word
from carbon.terms import KG_PER_T, Scope2Method

_INDENT = "  "


def frozen(years: Sequence[Frozen]) -> str:
    """Write what became of each year that was frozen."""
    rows = [["year", "outcome", "inputs", "factors", "figures"]]
    rows += [
        [
            str(one.year.year),
            one.outcome,
            *(str(len(part)) for part in (one.year.inputs, one.year.factors, one.year.figures)),
        ]
        for one in years
    ]
    return listing.columns(rows)


def verified(years: Sequence[Verified], *, language: str = "en") -> str:
    """Write what became of each frozen year."""
    blocks = ["\n".join(_verified(one, language)) for one in years]
    return "\n\n".join(blocks) + "".join(f"\n{line}" for line in dict.fromkeys(map(_lock, years)) if line)


def _lock(one: Verified) -> str:
    """Write the digest of the lock, empty where it has none."""
    return f"{NAME}: sha256 {one.lock_sha256}" if one.lock_sha256 else ""


def _verified(one: Verified, language: str) -> list[str]:
    """Write one frozen year."""
    year = one.locked.year
    lines = [f"{year}  {word('agrees' if one.agrees else 'differs', language)}"]
    if one.agrees:
        counts = {"inputs": len(one.locked.inputs), "factors": len(one.locked.factors)}
        lines[0] += ": " + word("identical", language).format(**counts, figures=len(one.locked.figures))
    if one.difference is not None:
        lines += difference(one.difference, language)
    lines += _causes(word("altered", language), one.altered, language)
    if one.library is not None:
        lines += _causes(word("library", language), rounding.moves(one.library.moves), language)
    for problem in (*one.edited, *one.problems):
        lines += [f"{_INDENT}{problem.place}: {problem.code}", *widths.paragraph(problem.why, _INDENT * 2)]
    return lines


def differences(found: Iterable[tuple[str, str, Difference]], *, language: str = "en") -> str:
    """Write differences of years, each under the names of its two sides."""
    blocks = []
    for a, b, one in found:
        lines = [widths.printable(f"{a} {one.a.year} → {b} {one.b.year}"), *difference(one, language)]
        blocks.append("\n".join(lines if len(lines) > 1 else [*lines, _INDENT + word("nothing", language)]))
    return "\n\n".join(blocks)


def difference(found: Difference, language: str) -> list[str]:
    """Write what differs between two years: figures, causes, inputs, each the largest first."""
    lines: list[str] = []
    if found.figures:
        heads = [word(key, language) for key in ("figure", "was", "now", "change")]
        ordered = sorted(found.figures, key=lambda one: (one.unit != KG, -abs(one.change)))
        lines += _table([heads, *(_figure(one, language) for one in ordered)])
    lines += _causes(word("causes", language), rounding.moves(found.moves), language, together=found)
    lines += _split(found, language)
    if found.inputs:
        methods = [word(method, language) for method in Scope2Method]
        rows = [
            [word("inputs", language), "", *methods],
            *(_input(one, found.b.year, language) for one in found.inputs),
        ]
        lines += _table(rows)
    return lines


def _figure(one: FigureMove, language: str) -> list[str]:
    """Write a figure before and after."""
    divisor = KG_PER_T if one.unit.startswith(KG) else 1
    unit = one.unit.replace(KG, "t CO2e") if divisor == KG_PER_T else one.unit
    values = ["–" if value is None else exact.grouped(value / divisor, PLACES) for value in (one.was, one.now)]
    return [f"{figure(one.name, one.method, language)} [{widths.printable(unit)}]", *values,
            signed(one.change / divisor)]  # fmt: skip


def _causes(heading: str, moves: Sequence[Move], language: str, together: Difference | None = None) -> list[str]:
    """Write what moved figures, each with what it was and is on a line of its own, and what that comes to together."""
    if not moves:
        return []
    with_beside = any(move.kg_beside for move in moves)
    rows = [[heading, *(word(method, language) for method in Scope2Method)]]
    rows[0] += [word("beside", language)] * with_beside
    for one in moves:
        figures = [one.kg_location, one.kg_market, *[one.kg_beside] * with_beside]
        rows.append([f"{word(one.cause, language)}: {widths.printable(one.name)}", *map(tonnes, figures)])
    if together is not None:
        sums = [*(together.kg(method) for method in Scope2Method), sum((one.kg_beside for one in moves), Fraction(0))]
        rows.append([word("together", language), *map(tonnes, sums[: len(rows[0]) - 1])])
    head, *lines = _table(rows)
    total = [lines.pop()] if together is not None else []
    below = [f"{_INDENT * 3}{widths.printable(f'{one.was} → {one.now}')}" for one in moves]
    return [head, *(line for pair in zip(lines, below, strict=True) for line in pair), *total]


def _split(found: Difference, language: str) -> list[str]:
    """Say in which order causes were moved, where several could share out what they do together otherwise."""
    if len({move.cause for move in found.moves if move.cause in ORDER}) < 2:  # noqa: PLR2004 - one cause has no order
        return []
    causes = word("comma", language).join(word(cause, language) for cause in ORDER)
    return widths.paragraph(word("split", language).format(causes), _INDENT * 2)


def _input(one: InputMove, year: int, language: str) -> list[str]:
    """Write a file that differs."""
    if one.was is None or one.now is None:
        what = word("new" if one.was is None else "gone", language)
    else:
        what = word("same_for_year" if one.same_for_year else "changed", language).format(year)
    return [widths.printable(one.file), what, tonnes(one.kg_location, language), tonnes(one.kg_market, language)]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Write rows under their heading: the first column and words to the left, figures to the right."""
    sizes = [max(widths.width(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        indent = _INDENT if number == 0 else _INDENT * 2
        cells = [widths.left(row[0], sizes[0] + len(_INDENT) * 2 - len(indent))]
        cells += [widths.right(cell, size) for cell, size in zip(row[1:], sizes[1:], strict=True)]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def upgrade(found: Upgrade, *, applied: bool, language: str = "en") -> str:
    """Write a preview: the settings, each year before and after, the base year, and whether anything was written."""
    lines = [found.dataset.id, "", word("settings", language)]
    lines += [part for one in found.settings for part in _setting(one, language)] or [
        _INDENT + word("nothing", language)
    ]
    for one in found.years:
        lines += ["", str(one.a.year), *(difference(one, language) or [_INDENT + word("nothing", language)])]
    if found.frozen:
        lines += ["", word("frozen", language).format(", ".join(map(str, found.frozen)))]
    lines += ["", *_base_year(found.base_year, language)]
    lines += ["", word("written" if applied else "nothing_written", language)]
    return "\n".join(lines)


def _setting(one: Setting, language: str) -> list[str]:
    """Write a setting before and after."""
    return [
        f"{_INDENT}{'.'.join(one.key)}",
        *(
            part
            for key, value in (("was", one.was), ("now", one.now))
            for part in widths.paragraph(f"{word(key, language)}: {_said(value, language)}", _INDENT * 2)
        ),
    ]


def _said(value: object, language: str) -> str:
    """Write what a setting says."""
    if value is None:
        return word("not_set", language)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _base_year(effect: BaseYearEffect, language: str) -> list[str]:
    """Write what becomes of the base year."""
    if effect.year is None:
        return [word("no_base_year", language)]
    head = f"{word('base_year', language)} {effect.year}"
    if effect.kg is None or effect.percent is None:
        return [f"{head}: {word('base_not_computed', language)}"]
    lines = [head]
    for method, kg in effect.kg.items():
        percent = signed(effect.percent[method], 3)
        lines.append(f"{_INDENT}{word('effect', language)} ({word(method, language)}): {tonnes(kg)} t, {percent} %")
    if effect.threshold_percent is None:
        return [*lines, f"{_INDENT}{word('threshold', language)}: {word('no_threshold', language)}"]
    verdict = word("recalculate" if effect.recalculate else "no_recalculation", language)
    threshold = exact.text(effect.threshold_percent)
    return [*lines, f"{_INDENT}{word('threshold', language)} {threshold} %: {verdict}"]
