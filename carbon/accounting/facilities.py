"""Facilities beside each other: one that is written in two ways, and one that may be the total of the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.accounting import total_names
from carbon.accounting.duplicates import in_one_spelling, kg_per_unit, things_of
from carbon.accounting.folder import Folder
from carbon.accounting.postings import YearBook
from carbon.activity_data import finding
from carbon.activity_data.source import spreadsheet_rows
from carbon.activity_data.sums import SCALE, Sums
from carbon.model import exact
from carbon.model.problems import Place, Problem, short
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import KG_PER_T, Severity
from carbon.settings import Facility

MOST_NAMED = 5
"""How many facilities a message names, and how many messages there are; the others are counted."""
_FEWEST = 2
"""The fewest facilities that another may be the total of: that two are equal means little."""
_OTHERS = -1
"""The number of all facilities that are not looked at one by one."""


def warn_of_spellings(folder: Folder, sums: Sums, facilities: Sequence[Facility | None]) -> list[Problem]:
    """Warn of facilities, none of them declared, that are written in several ways: each is a place of its own."""
    if folder.settings.facilities:
        return []
    spellings: dict[str, dict[str, str | None]] = {}
    for facility, text in zip(facilities, sums.facilities, strict=True):
        if facility:
            spellings.setdefault(in_one_spelling(facility.id), {}).setdefault(facility.id, text)
    several = [list(texts.values()) for texts in spellings.values() if len(texts) > 1]
    if not several:
        return []
    shown = several[:MOST_NAMED]
    places = _first_places(folder, sums, [text for alike in shown for text in alike[:MOST_NAMED]])
    in_order = [sorted(alike[:MOST_NAMED], key=list(places).index) for alike in shown]
    named: list[str] = [joined((places[text][1] for text in alike), " and ") for alike in in_order]
    if len(several) > MOST_NAMED:
        named.append(say("and {more:,} more facilities", more=len(several) - MOST_NAMED))
    why = say(
        "Facilities that differ in how they are written alone (case, width, unseen characters, 台 or 臺) are places of "
        "their own in the breakdown: {named}.\nIf they are one, write them in one way.",
        named=joined(named, "; "),
    )
    return [Problem("facility-spellings", why, places[in_order[0][1]][0], severity=Severity.WARNING)]


def _first_places(folder: Folder, sums: Sums, texts: Sequence[str | None]) -> dict[str | None, tuple[Place, Sentence]]:
    """Return where each text stands first as a facility, and words for it."""
    marks = {"facility": texts, "mark": list(range(len(texts)))}
    places: dict[str | None, tuple[Place, Sentence]] = {}
    for rows in finding.marked(sums.session, folder.sources, marks, 1):
        text = texts[rows.kind[0]]
        row = spreadsheet_rows(rows.source, rows.numbers)[rows.numbers[0]]
        header = rows.source.headers[rows.source.columns.index("facility")].strip()
        words = say('"{name}" ({file} row {row})', name=_seen(text or ""), file=rows.source.name, row=row)
        places.setdefault(text, (Place(rows.source.name, row, header), words))
    return places


def _seen(name: str) -> str:
    """Write a name so that what nobody sees is seen.

    >>> _seen("hq" + chr(0x200B))
    'hq<U+200B>'
    """
    letters = (f"<U+{ord(c):04X}>" if unicodedata.category(c) in {"Cf", "Mn", "Zs"} and c != " " else c for c in name)
    return short("".join(letters))


@dataclass(slots=True)
class _Month:
    """What a facility has of an activity in a month, what all others have, and what its rows emit [kg CO2e]."""

    activity: str
    month: int
    quantity: Fraction = Fraction(0)
    others: Fraction = Fraction(0)
    kg: Fraction = Fraction(0)


def warn_of_totals(folder: Folder, sums: Sums, book: YearBook) -> Iterator[Problem]:
    """Warn of facilities that come to exactly the sum of all others, or are called like the organisation."""
    lines, facilities = book.ledger.lines, book.ledger.facilities
    names = [in_one_spelling(facility.id) if facility else "" for facility in facilities]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    pairs = {pair: numbers[names[pair[1]]] for pair in sums.pairs() if not lines[pair[0]].avoided}
    several = len(set(pairs.values()))
    if several <= 1:
        return
    things = things_of(folder, {signature: lines[signature] for signature, _ in pairs})
    equal = set(sums.totals_of_others(pairs, things, book.months)) if several > _FEWEST else set()
    ids = {numbers[name]: facility.id for name, facility in zip(names, facilities, strict=True) if facility}
    whole = {number for number, name in ids.items() if _is_whole(folder, name)}
    chosen = sorted(ids.keys() & {*whole, *(number for number, _ in equal)})
    beside = _beside(sums, book, pairs, things, chosen[:MOST_NAMED]) if chosen else {}
    for number in chosen[:MOST_NAMED]:
        months = {thing: rows for (other, thing), rows in beside.items() if other == number}
        totals = [rows for thing, rows in months.items() if (number, thing) in equal and _is_sum(rows)]
        name = short(ids[number])
        if totals:
            what = say('the rows of "{name}" come to exactly as much as those of all others', name=name)
            remedy = say("If they are the total, remove them; if they are a place of its own, nothing is wrong.")
            yield from _told(book, what, totals, remedy)
        elif number in whole:
            what = say('rows of "{name}", a name of the whole, stand beside those of other facilities', name=name)
            remedy = say(
                "If they are the total, remove them; if a place is called so, declare it in carbon.toml: "
                "[facilities.…]."
            )
            yield from _told(book, what, months.values(), remedy)


def _is_whole(folder: Folder, name: str) -> bool:
    """Say whether a facility that is not declared is called like the organisation."""
    if name in folder.settings.facilities:
        return False
    organisation = folder.settings.organisation
    # Bare files are called by the name of the first where nobody says the organisation's.
    said = folder.settings.folder is not None or organisation not in {source.path.stem for source in folder.sources}
    return total_names.is_whole(name) or (said and in_one_spelling(name) == in_one_spelling(organisation))


def _beside(
    sums: Sums,
    book: YearBook,
    pairs: Mapping[tuple[int, int], int],
    things: Mapping[int, tuple[int, Fraction]],
    chosen: Sequence[int],
) -> dict[tuple[int, int], list[_Month]]:
    """Return of each chosen facility and thing the months that it has, beside what all others have in them."""
    bundles = {pair: number if number in chosen else _OTHERS for pair, number in pairs.items()}
    place_of = {(signature, number): place for (signature, place), number in bundles.items()}
    weights = kg_per_unit(book)
    months: dict[tuple[int, int, int], _Month] = {}
    totals: dict[tuple[int, int], Fraction] = {}
    for signature, number, month, days, weighted, _ in sums.added_up(bundles):
        if month in book.months:
            thing, ratio = things[signature]
            quantity = Fraction(weighted, SCALE * days)
            entry = book.ledger.entry_of(signature, place_of[signature, number], month)
            own = months.setdefault((number, thing, month), _Month(book.ledger.lines[signature].name, month))
            own.quantity += quantity * ratio
            own.kg += quantity * weights[entry] if entry in weights else 0
            totals[thing, month] = totals.get((thing, month), Fraction(0)) + quantity * ratio
    beside: dict[tuple[int, int], list[_Month]] = {}
    for (number, thing, month), own in months.items():
        own.others = totals[thing, month] - own.quantity
        if own.quantity:
            beside.setdefault((number, thing), []).append(own)
    return beside


def _is_sum(months: Sequence[_Month]) -> bool:
    """Say whether quantities are together those of the others in the same months."""
    return sum(own.quantity for own in months) == sum(own.others for own in months)


def _told(book: YearBook, what: Sentence, things: Iterable[Sequence[_Month]], remedy: Sentence) -> Iterator[Problem]:
    """Warn of a facility that may be the total of the others, if it emits anything in months that they have too."""
    months = [own for rows in things for own in rows if own.others and own.kg]
    if not months:
        return
    activities = list(dict.fromkeys(own.activity for own in months))
    more = ["…"] if len(activities) > MOST_NAMED else []
    why = say(
        "{activities}: {what} in {count} of {all} months: {tonnes} t CO2e may be counted twice.\n{remedy}",
        activities=joined([*activities[:MOST_NAMED], *more], ", "),
        what=what,
        count=len({own.month for own in months}),
        all=len(book.months),
        tonnes=exact.grouped(sum((own.kg for own in months), Fraction(0)) / KG_PER_T, 3),
        remedy=remedy,
    )
    yield Problem("total-beside-parts", why, Place("", 0, "facility"), severity=Severity.WARNING)
