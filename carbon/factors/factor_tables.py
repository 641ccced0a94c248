"""Emission factors as tables and pages: those that were found, one with its source, and the ladder of an activity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from carbon.factors.factor import Stair
from carbon.factors.search import Explanation, FoundFactor, FoundFactors
from carbon.model import exact
from carbon.model.sentences import joined
from carbon.tables import words
from carbon.tables.description import Description, of_table
from carbon.tables.messages import in_language
from carbon.tables.table import Record, Table, table
from carbon.tables.terminal import aligned, left, listing, printable
from carbon.tables.words import word

if TYPE_CHECKING:
    from carbon.factors.datasets.importing import Import

MOST_FACTORS = 4
"""The most factors that a page shows of one dataset on a rung; the rest are counted."""

_GASES = (
    "factor dataset version activity en zh variant geography valid_from valid_to data_year published_on unit gas value"
    " value_is lower upper calorific_basis cell licence"
)
_RUNG_FACTORS = table("rung_factors", "factor objection")
_KEY_WIDTH = 14
_DIGITS = 12
"""How many digits of a sha256 a page shows."""


def describe_search(found: FoundFactors, *, language: str = "en") -> Description:
    """Describe what a search found."""
    return of_table(gases(found.factors), lambda: listed(found, language))


def describe_factor(found: FoundFactor, *, language: str = "en") -> Description:
    """Describe one factor."""
    return of_table(gases([found]), lambda: shown(found, language))


def describe_ladder(explanation: Explanation, *, language: str = "en") -> Description:
    """Describe the ladder of an activity."""
    page = partial(ladder_page, explanation, language=language)
    return Description("ladder", lambda: ladder(explanation), page, on_one_line=False)


def describe_import(of: Import, *, language: str = "en") -> Description:
    """Describe what became of each file of an import."""
    said = {"status": "outcome"}
    return of_table(_files(of), lambda: "\n".join(listing(_files(of, _DIGITS), language=language, said=said)))


def _files(of: Import, digits: int | None = None) -> Table:
    """Return what became of each file, with so many digits of its sha256."""
    rows = ((file.file, file.status, file.rows, file.factors, file.sha256[:digits]) for file in of.listing)
    return table("files", "file status rows factors sha256", rows)


def gases(found: Iterable[FoundFactor]) -> Table:
    """Return factors, one gas a row: the columns of factors.csv, and whose they are."""
    rows = (
        (
            factor.id, factor.dataset.name, factor.dataset.version, factor.activity,
            activity.en if activity else "", activity.zh if activity else "", factor.variant, factor.geography,
            str(factor.valid_from or ""), str(factor.valid_to or ""), factor.data_year,
            str(factor.published_on or ""), factor.unit, row.gas, exact.plain(row.value), factor.value_is(row),
            None if row.lower is None else exact.plain(row.lower),
            None if row.upper is None else exact.plain(row.upper),
            factor.calorific_basis, row.cell, factor.dataset.licence,
        )
        for activity, factor in ((match.activity, match.factor) for match in found)
        for row in factor.every_row
    )  # fmt: skip
    return table("factors", _GASES, rows, keys=1)


def listed(found: FoundFactors, language: str) -> str:
    """Write what fits a terminal: a factor's id once, its gases below each other."""
    if not found.factors:
        instead = in_language(found.advice, language)
        if found.elsewhere:
            places = (f"{place} {_span([*map(str, years)], language)}".rstrip() for place, years in found.elsewhere)
            instead = word("factors/elsewhere", language).format(words.enumerated(places, language))
        return in_language(joined([word("factors/nothing", language), instead]), language)
    rows = []
    for factor in (match.factor for match in found.factors):
        licence = factor.dataset.licence.partition(",")[0]
        for at, row in enumerate(factor.every_row):
            kind = factor.value_is(row)
            figure = f"{exact.plain(row.value)} / {factor.unit}"
            first, last = ("", "") if at else (factor.id, licence)
            rows.append((first, row.gas, figure, "" if kind == "mass" else kind, row.cell, last))
    flat = table("factors", "factor gas kg_per_unit given_as cell licence", rows)
    return "\n".join(listing(flat, language=language))


def _span(several: Sequence[str], language: str) -> str:
    """Write years or days from the first to the last."""
    first, last = next(iter(several), ""), next(reversed(several), "")
    return first if first == last else word("lineage/months", language).format(first=first, last=last)


def shown(found: FoundFactor, language: str) -> str:
    """Write one factor: what it is of, its source, and its gases."""
    activity, factor = found.activity, found.factor
    about = {
        "factor": factor.id,
        "activity": f"{factor.activity} ({activity.en}, {activity.zh})" if activity else factor.activity,
        "variant": factor.variant,
        "geography": factor.geography,
        "valid": _span([str(day) for day in (factor.valid_from, factor.valid_to) if day], language),
        "data_year": str(factor.data_year or ""),
        "published_on": str(factor.published_on or word("factors/not_known", language)),
        "unit": word("factors/kg_per", language).format(factor.unit),
        "basis": factor.calorific_basis,
        "publisher": factor.dataset.publisher,
        "title": factor.dataset.title,
        "licence": factor.dataset.licence,
    }
    head = [f"{left(words.column(key, language), _KEY_WIDTH)}{value}" for key, value in about.items() if value]
    columns = ("gas", "value", "value_is", "lower", "upper", "cell")
    return "\n".join([*head, "", *listing(gases([found]), columns, language=language)])


def ladder(explanation: Explanation) -> Record:
    """Return the ladder of an activity, rung by rung, each dataset with its factors and what speaks against them."""
    wanted = explanation.wanted
    rows = (
        (
            stair.rung, stair.geography, stair.year, stair.dataset or None, stair.verdict, stair.why or None,
            _RUNG_FACTORS.of((factor.id, objection or None) for factor, objection in stair.factors),
        )
        for stair in explanation.stairs
    )  # fmt: skip
    names = "rung geography year dataset verdict why factors"
    return {
        "activity": wanted.activity,
        "geography": wanted.geography,
        "month": f"{wanted.day:%Y-%m}",
        "factors_as_of": explanation.factors_as_of,
        "taken": next((stair.taken.id for stair in explanation.stairs if stair.taken), None),
        "rungs": table("rungs", names, rows, keys=4, inside={"factors": _RUNG_FACTORS}),
    }


def ladder_page(explanation: Explanation, *, language: str = "en") -> str:
    """Write the ladder: a line per rung and dataset, its factors and what speaks against them below."""
    wanted = explanation.wanted
    name = explanation.activity.zh if language == "zh" else explanation.activity.en
    head = {
        word("ladder/activity", language): f"{wanted.activity} ({name})",
        word("ladder/where", language): wanted.geography,
        word("ladder/when", language): f"{wanted.day:%Y-%m}",
        words.column("supplier", language): wanted.supplier,
        words.column("facility", language): wanted.facility,
        words.column("factors_as_of", language): str(explanation.factors_as_of or ""),
    }
    lines = [f"{left(key, _KEY_WIDTH + 1)}{printable(value)}" for key, value in head.items() if value]
    groups = _together(explanation.stairs)
    rows = aligned([[str(number), *_cells(group, language)] for number, group in enumerate(groups, start=1)])
    lines.append("")
    for line, group in zip(rows, groups, strict=True):
        why = in_language(group[0].why, language)
        below = why.splitlines() if "\n" in why else []
        lines += [line, *(f"     {part}" for part in (*below, *_factors(group[0], language)))]
    return "\n".join(lines)


def _together(stairs: Sequence[Stair]) -> list[list[Stair]]:
    """Put stairs together that follow each other on a rung and have nothing on them."""
    groups: list[list[Stair]] = []
    for stair in stairs:
        before = groups[-1][-1] if groups else None
        if before and stair.dataset and not (stair.factors or before.factors) and _rung_of(stair) == _rung_of(before):
            groups[-1].append(stair)
        else:
            groups.append([stair])
    return groups


def _rung_of(stair: Stair) -> tuple[str, str, int, str]:
    return stair.rung, stair.geography, stair.year, stair.verdict


def _cells(group: Sequence[Stair], language: str) -> list[str]:
    """Return the rung, the dataset or how many, the verdict, and the reason if it fits the line."""
    stair, is_one = group[0], len(group) == 1
    dataset = stair.dataset if is_one else word("ladder/datasets", language).format(len(group))
    why = in_language(stair.why, language) if is_one else word("ladder/none", language)
    return [_rung(stair, language), dataset, word(f"ladder/{stair.verdict}", language), "" if "\n" in why else why]


def _rung(stair: Stair, language: str) -> str:
    """Name a rung, with where or when it looks if that is a step down."""
    steps = {"earlier_year": str(stair.year), "wider_geography": stair.geography}
    name = word(f"rung/{stair.rung}", language)
    return name + words.bracketed(steps[stair.rung], language) if stair.rung in steps else name


def _factors(stair: Stair, language: str) -> list[str]:
    """Write the factors of a rung, the one that is taken first, those that may be used next."""
    ordered = sorted(stair.factors, key=lambda pair: (pair[0] is not stair.taken, bool(pair[1])))
    lines = []
    for factor, objection in ordered[:MOST_FACTORS]:
        why = word("ladder/taken", language) if factor is stair.taken else in_language(objection, language)
        lines.append(f"{factor.id}: {why or word('ladder/may_be_used', language)}")
    more = len(ordered) - MOST_FACTORS
    return [*lines, word("ladder/and_more", language).format(more)] if more > 0 else lines
