"""Rows counted twice by what they say themselves: a record_id that repeats, rows alike, totals beside facilities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from carbon.accounting.disclosures import in_scopes
from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Entry
from carbon.accounting.meanings import Line
from carbon.accounting.postings import YearBook
from carbon.activity_data import finding
from carbon.activity_data.session import Session
from carbon.activity_data.source import SourceFile, spreadsheet_rows
from carbon.activity_data.sums import SCALE, Sums
from carbon.files.small_tables import written
from carbon.model import exact
from carbon.model.exact import sum_by
from carbon.model.problems import Place, Problem
from carbon.model.sentences import say, several
from carbon.model.terms import ACTIVITY_COLUMNS, KG_PER_T, Severity

MOST = 20
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Characters that nobody sees: of no width, hyphens that a line may have, marks of direction and of variants."""


def in_one_spelling(name: str) -> str:
    """Return a name as names are compared: in any case, width and form, without what nobody sees.

    >>> in_one_spelling(" ＨＱ\u200b"), in_one_spelling("臺北 A館"), in_one_spelling("M-1")
    ('hq', '台北 a館', 'm-1')
    """
    if name.isascii():
        return name.strip().lower()
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name)).replace("臺", "台").strip().casefold()


def refuse_repeated_ids(folder: Folder, session: Session) -> list[Problem]:
    """Refuse every record_id that occurs more than once, blanks around it aside; files without it cost nothing."""
    sources = [source for source in folder.sources if "record_id" in source.columns]
    if not sources:
        return []
    problems = []
    number, first = finding.repeated_ids(session, sources, MOST)
    for double in first:
        source, other = sources[double["file"]], sources[double["last_file"]]
        row, last = _row(source, double["row"]), _row(other, double["last_row"])
        why = say(
            'The record_id "{record_id}" occurs {times} times, last in {file} row {last}. The row '
            "would be counted twice; remove one, or give it an id of its own.",
            record_id=double["record_id"],
            times=double["count"],
            file=other.name,
            last=last,
        )
        place = Place(source.name, row, source.headers[source.columns.index("record_id")].strip())
        problems.append(Problem("repeated-record-id", why, place))
    return [*problems, *_others(number - MOST, "repeated-record-id", Severity.REFUSAL)]


def warn_of_equal_rows(folder: Folder) -> list[Problem]:
    """Warn of rows that are the same in every column that has a meaning."""
    columns = [name for name in ACTIVITY_COLUMNS if any(name in source.columns for source in folder.sources)]
    problems = []
    number, first = finding.repeated(Session(), folder.sources, columns, MOST)
    for double in first:
        source, other = folder.sources[double["file"]], folder.sources[double["last_file"]]
        row, last = _row(source, double["row"]), _row(other, double["last_row"])
        why = say(
            "{rows} rows are the same in every column, the last in {file} row {last}.\n"
            "If they are two bills, tell them apart by a record_id or note; if one, remove it.",
            rows=double["count"],
            file=other.name,
            last=last,
        )
        excerpt = written(double[name] or "" for name in columns)
        place = Place(source.name, row)
        problems.append(Problem("duplicate-rows", why, place, excerpt, severity=Severity.WARNING))
    return [*problems, *_others(number - MOST, "duplicate-rows", Severity.WARNING)]


def _others(number: int, code: str, severity: Severity) -> list[Problem]:
    """Say how many more there are than are named."""
    if number <= 0:
        return []
    why = several(
        number,
        "1 more row stands twice or more often in the same way.",
        "{count:,} more rows stand twice or more often in the same way.",
    )
    return [Problem(code, why, severity=severity)]


def _row(source: SourceFile, row: int) -> int:
    """Return the number of a row as a spreadsheet counts, blank lines with it."""
    return spreadsheet_rows(source, [row])[row]


def things_of(folder: Folder, lines: Mapping[int, Line]) -> dict[int, tuple[int, Fraction]]:
    """Say of each signature what it is added up with, and what its unit is in the unit of the first of these."""
    first: dict[tuple[str, str, str, str], tuple[int, Line]] = {}
    things: dict[int, tuple[int, Fraction]] = {}
    for signature, line in lines.items():
        of = (line.name, line.unit.dimension, line.gas.id if line.gas else "", str(line.avoided))
        thing, other = first.setdefault(of, (len(first), line))
        same = line.unit == other.unit
        things[signature] = thing, Fraction(1) if same else folder.books.vocabulary.ratio(line.unit, other.unit)
    return things


def kg_per_unit(book: YearBook) -> dict[Entry, Fraction]:
    """Return what a unit of each entry emits within the scopes [kg CO2e]."""
    postings = (posting for posting in in_scopes(book) if posting.kg_co2e and posting.entry.quantity)
    return sum_by((posting.entry, posting.co2e / posting.entry.quantity) for posting in postings)


def warn_of_rows_without_facility(folder: Folder, sums: Sums, book: YearBook) -> Iterator[Problem]:
    """Warn of rows without a facility beside rows of facilities, of the same activity in the same month."""
    pairs = sums.pairs()
    named = {book.ledger.lines[signature].name for signature, place in pairs if book.ledger.facilities[place]}
    bare = {book.ledger.lines[signature].name for signature, place in pairs if not book.ledger.facilities[place]}
    if not named & bare:
        return
    is_named_of = {pair: int(book.ledger.facilities[pair[1]] is not None) for pair in pairs}
    vocabulary = folder.books.vocabulary
    units: dict[tuple[str, str], Line] = {}
    totals: dict[tuple[str, str, int], list[Fraction]] = {}
    kg: dict[tuple[str, str, int], Fraction] = {}
    weights = kg_per_unit(book)
    place_of = {(signature, is_named): place for (signature, place), is_named in is_named_of.items()}
    for signature, is_named, month, days, weighted, _ in sums.added_up(is_named_of):
        line = book.ledger.lines[signature]
        if month not in book.months or line.avoided or line.name not in named & bare:
            continue
        thing = (line.name, line.unit.dimension)
        first = units.setdefault(thing, line)
        quantity = Fraction(weighted, SCALE * days)
        ratio = vocabulary.ratio(line.unit, first.unit) if line.unit != first.unit else Fraction(1)
        both = totals.setdefault((*thing, month), [Fraction(0), Fraction(0)])
        both[is_named] += quantity * ratio
        if not is_named:
            entry = book.ledger.entry_of(signature, place_of[signature, is_named], month)
            if entry in weights:
                kg[*thing, month] = kg.get((*thing, month), Fraction(0)) + quantity * weights[entry]
    yield from _beside(totals, kg)


def _beside(
    totals: Mapping[tuple[str, str, int], Sequence[Fraction]], kg: Mapping[tuple[str, str, int], Fraction]
) -> Iterator[Problem]:
    """Warn of each activity with rows that name no facility in months in which others name one."""
    for name in dict.fromkeys(key[0] for key in totals):
        months = [key for key, (bare, named) in totals.items() if key[0] == name and bare and named]
        if not months:
            continue
        equal = all(totals[key][0] == totals[key][1] for key in months)
        tonnes = exact.grouped(sum((kg.get(key, Fraction(0)) for key in months), Fraction(0)) / KG_PER_T, 3)
        total = say("They come to exactly as much as the others: a total.")
        why = say(
            "{name}: rows without a facility stand beside rows of facilities in {months}: {tonnes} t CO2e may be "
            "counted twice. {total}\n"
            "If they are the total, remove them; if they are a place of its own, name it in the column facility.",
            name=name,
            months=several(len({key[2] for key in months}), "1 month", "{count} months"),
            tonnes=tonnes,
            total=total if equal else say("They may be a total of the others."),
        )
        yield Problem("total-beside-parts", why, Place("", 0, "facility"), severity=Severity.WARNING)
