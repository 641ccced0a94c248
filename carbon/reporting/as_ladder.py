"""The ladder of an activity, rung by rung, for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from carbon.accounting.choices.walked import Walked
from carbon.matching.ladder import Stair
from carbon.reporting import listing, widths, words

MOST_FACTORS = 4
"""The most factors that are shown of one dataset; the rest are counted."""


def text(walked: Walked, *, language: str = "en") -> str:
    """Write the ladder for a terminal: a line per rung and dataset, its factors and what speaks against them below."""
    wanted = walked.wanted
    head = [
        (words.word("ladder/activity", language), f"{wanted.activity} ({_name(walked, language)})"),
        (words.word("ladder/where", language), wanted.geography),
        (words.word("ladder/when", language), f"{wanted.day:%Y-%m}"),
        ("supplier", wanted.supplier),
        ("facility", wanted.facility),
        ("factors_as_of", str(walked.factors_as_of or "")),
    ]
    lines = [f"{widths.left(key, 15)}{widths.printable(value)}" for key, value in head if value]
    groups = _together(walked.stairs)
    rows = [
        [str(number), _rung(group[0], language), _datasets(group, language), *_said(group, language)]
        for number, group in enumerate(groups, start=1)
    ]
    lines.append("")
    for line, group in zip(listing.columns(rows).splitlines(), groups, strict=True):
        why = group[0].why
        below = why.splitlines() if "\n" in why else []
        lines += [line, *(f"     {part}" for part in (*below, *_factors(group[0], language)))]
    return "\n".join(lines)


def as_json(walked: Walked) -> str:
    """Write the ladder as JSON."""
    wanted = walked.wanted
    return json.dumps(
        {
            "activity": wanted.activity,
            "geography": wanted.geography,
            "month": f"{wanted.day:%Y-%m}",
            "factors_as_of": str(walked.factors_as_of) if walked.factors_as_of else None,
            "taken": next((stair.taken.id for stair in walked.stairs if stair.taken), None),
            "rungs": [
                {
                    "rung": stair.rung,
                    "geography": stair.geography,
                    "year": stair.year,
                    "dataset": stair.dataset or None,
                    "verdict": stair.verdict,
                    "why": stair.why or None,
                    "factors": [{"factor": one.id, "objection": why or None} for one, why in stair.factors],
                }
                for stair in walked.stairs
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _name(walked: Walked, language: str) -> str:
    return walked.activity.zh if language == "zh" else walked.activity.en


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


def _datasets(group: Sequence[Stair], language: str) -> str:
    """Name the dataset of a group, or count its datasets."""
    return group[0].dataset if len(group) == 1 else words.word("ladder/datasets", language).format(len(group))


def _said(group: Sequence[Stair], language: str) -> list[str]:
    """Return the verdict of a group, and the reason if it fits the line."""
    why = group[0].why if len(group) == 1 else words.word("ladder/none", language)
    return [words.word(f"ladder/{group[0].verdict}", language), "" if "\n" in why else why]


def _rung(stair: Stair, language: str) -> str:
    """Name a rung, with where or when it looks if that is a step down."""
    name = words.word(f"rung/{stair.rung}", language)
    if stair.rung == "earlier_year":
        return name + words.bracketed(str(stair.year), language)
    return name + words.bracketed(stair.geography, language) if stair.rung == "wider_geography" else name


def _factors(stair: Stair, language: str) -> list[str]:
    """Write the factors of a rung, the one that is taken first, those that may be used next."""
    ordered = sorted(stair.factors, key=lambda pair: (pair[0] is not stair.taken, bool(pair[1])))
    lines = []
    for factor, objection in ordered[:MOST_FACTORS]:
        why = words.word("ladder/taken", language) if factor is stair.taken else objection
        lines.append(f"{factor.id}: {why or words.word('ladder/may_be_used', language)}")
    more = len(ordered) - MOST_FACTORS
    return [*lines, words.word("ladder/and_more", language).format(more)] if more > 0 else lines
