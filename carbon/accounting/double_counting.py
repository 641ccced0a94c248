"""Rows beside each other: what is counted twice, and what stands out, with the tonnes that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from carbon.accounting import duplicates, total_names
from carbon.accounting.duplicates import in_one_spelling, things_of
from carbon.accounting.facilities import warn_of_totals
from carbon.accounting.folder import Folder
from carbon.accounting.meanings import Line
from carbon.accounting.postings import YearBook
from carbon.activity_data.comparison import EPOCH, ROW_BITS, Comparison, Doubles, compare_rows
from carbon.activity_data.session import Session
from carbon.activity_data.source import spreadsheet_rows
from carbon.activity_data.sums import Sums
from carbon.model import exact
from carbon.model.problems import Place, Problem, short, with_more
from carbon.model.sentences import Sentence, joined, say, several
from carbon.model.terms import KG_PER_T, Severity
from carbon.settings import Facility

MOST_ROWS = 500_000
"""With more rows than these, rows are not compared: it takes longer than to add them up."""
MOST_NAMED = 5
"""How many pairs of rows a message names; the others are counted."""
_BILLED = frozenset({"electricity", "heat", "steam", "cooling", "natural_gas"})
"""Carriers that come with a bill of a meter."""
_ROW = (1 << ROW_BITS) - 1
_WATER = "water/supply"
_SAID = {
    "days": (
        "overlapping-rows",
        say("sharing days with an earlier one of the same meter (or facility and activity, where no meter is named)"),
        say("If one bill or export replaces the other, keep the new one; if they are two meters, name both (meter)."),
    ),
    "parts": (
        "total-beside-parts",
        say("within the days of a longer row of the same activity and facility"),
        say("If the longer row is their total, remove it or them; if it is another meter, name both (meter)."),
    ),
    "same": (
        "duplicate-rows",
        say("with the days and the quantity of another row of the same facility and activity"),
        say("If they are two bills, give each a meter or record_id of its own, or a note; if they are one, remove it."),
    ),
}
_SHARED = say(
    "The day is counted with the later bill, and the earlier one is a day shorter: the rule of ENERGY STAR Portfolio "
    "Manager. No quantity changes, only how it falls on months."
)
_ONE_BILL = say("If they are one bill, remove all but one; if they are not, say why in their note.")
_ONE_DAY = say(
    "If they are one bill, remove all but one. If they are readings of a day, give each its "
    "time in a column called time; if they are something else, say why in their note."
)
_SAME_TIME = say("Where summer time ends an hour is there twice. If it is not that, remove the repeated rows.")


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of a run beside each other.

    Parameters
    ----------
    rows
        What the engine found; None where there are too many rows.
    places
        Where rows stand that were looked up, by their ids.
    """

    folder: Folder
    lines: Sequence[Line]
    facilities: Sequence[Facility | None]
    sums: Sums
    rows: Comparison | None
    count: int
    places: dict[int, Place] = field(default_factory=dict)


def compare(
    folder: Folder, session: Session, sums: Sums, lines: Sequence[Line], facilities: Sequence[Facility | None]
) -> Compared:
    """Compare the rows, and give the last day of a bill that the next one begins on to the later."""
    count = sum(sums.file_rows(len(folder.sources)))
    rows = None
    if count <= MOST_ROWS:
        rows = compare_rows(session, folder.sources, sums, _kinds(folder, sums, lines, facilities), in_one_spelling)
    return Compared(folder, lines, facilities, sums, rows, count)


def _kinds(
    folder: Folder, sums: Sums, lines: Sequence[Line], facilities: Sequence[Facility | None]
) -> dict[str, list[Any]]:
    """Say of every pair of signature and facility what its rows are compared with."""
    pairs = sums.pairs()
    things = things_of(folder, {signature: lines[signature] for signature, _ in pairs})
    kinds: dict[tuple[int, str, str], int] = {}
    bills: dict[tuple[int, str, str, str], int] = {}
    names = "signature", "place", "thing", "kind", "bill", "billed", "ratio"
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for signature, place in pairs:
        line, facility = lines[signature], facilities[place]
        thing, ratio = things[signature]
        text = line.signature.text
        kind = kinds.setdefault(
            (thing, in_one_spelling(facility.id) if facility else "", in_one_spelling(text("supplier"))), len(kinds)
        )
        geography = text("geography") or (facility.geography if facility else "") or folder.settings.geography
        bill = bills.setdefault((kind, geography, text("factor"), text("instrument")), len(bills))
        billed = line.activity.carrier in _BILLED or line.name == _WATER
        # Binary, since a hundredfold slip is looked for by it; no figure is made of it.
        size = ratio.numerator / ratio.denominator
        row = (signature, place, thing, kind, bill, billed, size)
        for name, cell in zip(columns, row, strict=True):
            columns[name].append(cell)
    return columns


def refuse_doubled_rows(compared: Compared) -> list[Problem]:
    """Refuse the same meter, days and quantity twice where no note says why."""
    if compared.rows is None:
        return []
    vocabulary = compared.folder.books.vocabulary
    problems = [
        Problem(
            "total-by-name",
            total_names.why_total(row["meter"]),
            replace(_place(compared, row["first"]), column="meter"),
            count=row["count"],
        )
        for row in compared.rows.called(total_names.CORES)
        if total_names.is_total(row["meter"], lambda text: vocabulary.find(text) is not None)
    ]
    return [*problems, *_repeated(compared, compared.rows), *_readings(compared, compared.rows)]


def _repeated(compared: Compared, comparison: Comparison) -> list[Problem]:
    """Refuse bills that stand twice; where they are of several facilities, warn."""
    problems = []
    for severity in (Severity.REFUSAL, Severity.WARNING):
        some = "NOT readings AND kinds " + ("= 1" if severity is Severity.REFUSAL else "> 1")
        count, rows = comparison.repeated(MOST_NAMED, some)
        if not rows:
            continue
        _look_up(compared, [row[name] for row in rows for name in ("earlier", "later")])
        named = joined((_bill(compared, row) for row in rows), "; ")
        within_a_day = all(row["first"] == row["last"] and not row["time"] for row in rows)
        if count == 1:
            why = say("{what}.", what=named)
        else:
            all_named = with_more(named, count - len(rows))
            why = say("{twice:,} bills or readings of a meter are there twice: {named}", twice=count, named=all_named)
        place = _place(compared, rows[0]["earlier"])
        remedy = _ONE_DAY if within_a_day else _ONE_BILL
        problems.append(Problem("repeated-bill", joined([why, remedy], "\n"), place, severity=severity))
    return problems


def _bill(compared: Compared, row: Mapping[str, Any]) -> Sentence:
    """Name a bill that stands twice, and where."""
    earlier, later = _place(compared, row["earlier"]), _place(compared, row["later"])
    beside: str = later.seen_from(earlier)
    if row["count"] > len((earlier, later)):
        beside = say("{row} and {more} more", row=beside, more=row["count"] - len((earlier, later)))
    of = joined([_described(compared, row), short(row["time"] or ""), exact.plain(Fraction(row["exact"]))], ", ")
    return say("{bill}, is in row {row} and {beside}", bill=of, row=earlier.row, beside=beside)


def _readings(compared: Compared, comparison: Comparison) -> list[Problem]:
    """Say which readings of a meter have the day and quantity of another, and are counted all the same."""
    count, rows = comparison.repeated(1, "readings")
    if not rows:
        return []
    (row,) = rows
    earlier, later = _place(compared, row["earlier"]), _place(compared, row["later"])
    tell_apart = _SAME_TIME if row["time"] else say("A column of the times (time) tells readings apart.")
    twice = several(
        count,
        "1 quantity stands more than once on a day of a meter that is read several times a day.",
        "{count:,} quantities stand more than once on a day of a meter that is read several times a day.",
    )
    example = say(
        "{reading}: {quantity} in {rows} rows, {file} row {row} to {beside}.",
        reading=_described(compared, row),
        quantity=exact.plain(Fraction(row["exact"])),
        rows=row["count"],
        file=earlier.file,
        row=earlier.row,
        beside=later.seen_from(earlier),
    )
    counted = say("All are counted, since the rest of the day is not there twice.")
    why = joined([joined([twice, example, counted]), tell_apart], "\n")
    return [Problem("equal-readings", why, earlier, severity=Severity.WARNING)]


def warn_of_doubled_rows(compared: Compared, book: YearBook) -> list[Problem]:
    """Return what is counted twice in a year, and what stands out in it."""
    if compared.rows is None:
        why = say(
            "The data has {count:,} rows. Rows are compared with each other up to {most:,}: "
            "whether one is counted twice, or stands out, was not looked for. Compare parts of the data with "
            "`carbon check`.",
            count=compared.count,
            most=MOST_ROWS,
        )
        return [
            Problem("not-compared", why, severity=Severity.WARNING),
            *duplicates.warn_of_rows_without_facility(compared.folder, compared.sums, book),
            *warn_of_totals(compared.folder, compared.sums, book),
        ]
    if not book.entries:
        return []
    year, rows = book.year, compared.rows
    doubled = {how: rows.overlapping(how, year.start, year.end, MOST_NAMED) for how in (*_SAID, "shared")}
    count, first = rows.outstanding(year.start, year.end, MOST_NAMED)
    _look_up(
        compared,
        [
            row[name]
            for named in (*(doubles.first for doubles in doubled.values()), first)
            for row in named
            for name in ("id", "earlier")
        ],
    )
    problems = [_doubled(compared, book, how, doubled[how]) for how in _SAID if doubled[how].count]
    if doubled["shared"].count:
        problems.append(_shared(compared, doubled["shared"]))
    if count:
        problems.append(_outstanding(compared, count, first))
    problems += duplicates.warn_of_rows_without_facility(compared.folder, compared.sums, book)
    return [*problems, *warn_of_totals(compared.folder, compared.sums, book)]


def days_taken_from_outside(compared: Compared, book: YearBook) -> str:
    """Name the bills after a year that take the last day of one of its bills, empty without any."""
    if compared.rows is None:
        return ""
    count, first = compared.rows.taken_from_outside(book.year.start, book.year.end, MOST_NAMED)
    return _pairs(compared, first, count) if count else ""


def _doubled(compared: Compared, book: YearBook, how: str, doubles: Doubles) -> Problem:
    """Warn of rows that are there twice in one way."""
    code, what, remedy = _SAID[how]
    count = doubles.count
    tonnes = exact.grouped(_emissions(book, doubles.months) / KG_PER_T, 3)
    why = say(
        "{rows} {what}: {tonnes} t CO2e may be counted twice.",
        rows=several(count, "1 row", "{count:,} rows"),
        what=what,
        tonnes=tonnes,
    )
    why = joined([joined([why, _pairs(compared, doubles.first, count)]), remedy], "\n")
    return Problem(code, why, _place(compared, doubles.first[0]["id"]), severity=Severity.WARNING)


def _shared(compared: Compared, doubles: Doubles) -> Problem:
    """State where the last day of a bill was given to the next."""
    begin = several(
        doubles.count,
        "1 bill begins on the last day of the one before.",
        "{count:,} bills begin on the last day of the one before.",
    )
    why = joined([joined([begin, _pairs(compared, doubles.first, doubles.count)]), _SHARED], "\n")
    return Problem("shared-day", why, _place(compared, doubles.first[0]["id"]), severity=Severity.WARNING)


def _outstanding(compared: Compared, count: int, first: Sequence[Mapping[str, Any]]) -> Problem:
    """Warn of rows a hundred times their neighbours, or a hundredth of them."""
    slips = several(
        count,
        "1 row is a hundred times the neighbours of the same meter (or facility and activity), or a hundredth of them.",
        "{count:,} rows are a hundred times the neighbours of the same meter (or facility and activity), or a "
        "hundredth of them.",
    )
    looks = say("A quantity in another unit than it says (MWh for kWh) looks like this.")
    why = joined([joined([slips, _pairs(compared, first, count)]), looks], "\n")
    return Problem("hundredfold-row", why, _place(compared, first[0]["id"]), severity=Severity.WARNING)


def _look_up(compared: Compared, numbers: Iterable[int]) -> None:
    """Find where some rows stand, each file read once for all of them."""
    by_file: dict[int, set[int]] = {}
    for number in numbers:
        by_file.setdefault(number >> ROW_BITS, set()).add(number & _ROW)
    for file, rows in by_file.items():
        source = compared.folder.sources[file]
        for row, place in spreadsheet_rows(source, rows).items():
            compared.places[(file << ROW_BITS) + row] = Place(source.name, place)


def _pairs(compared: Compared, rows: Sequence[Mapping[str, Any]], count: int) -> Sentence:
    """Name the first rows, each with the other one, and say how many more there are."""
    return with_more(joined((_pair(compared, row) for row in rows), "; "), count - len(rows))


def _pair(compared: Compared, row: Mapping[str, Any]) -> Sentence:
    """Name a row and the one that it is held against."""
    place, other = _place(compared, row["id"]), _place(compared, row["earlier"])
    units = [compared.lines[row[name]] for name in ("signature", "other_signature")]
    one, other_one = (f" {line.signature.text('unit')}" * (units[0].unit != units[1].unit) for line in units)
    return say(
        "{what}: {file} row {row} and {beside} ({quantity} beside {other})",
        what=_described(compared, row),
        file=place.file,
        row=place.row,
        beside=other.seen_from(place),
        quantity=f"{exact.plain(Fraction(row['exact']))}{one}",
        other=f"{exact.plain(Fraction(row['other_exact']))}{other_one}",
    )


def _described(compared: Compared, row: Mapping[str, Any]) -> Sentence:
    """Say what a row is of: activity, facility, meter and days."""
    facility = compared.facilities[row["place"]]
    first, last = (EPOCH + timedelta(days=row[name]) for name in ("first", "last"))
    parts: list[str] = [
        short(compared.lines[row["signature"]].name),
        short(facility.id) if facility else "",
        say("meter {meter}", meter=short(row["spelled"] or row["meter"])) if row["meter"] else "",
        str(first) if first == last else say("{first} to {last}", first=first, last=last),
    ]
    return joined(parts, ", ")


def _place(compared: Compared, number: int) -> Place:
    """Return the file and row of an id."""
    if number not in compared.places:
        _look_up(compared, [number])
    return compared.places[number]


def _emissions(book: YearBook, months: Iterable[Mapping[str, Any]]) -> Fraction:
    """Return what the shared days of some rows emit [kg CO2e], scope 2 by the location-based method."""
    weights = duplicates.kg_per_unit(book)
    total = Fraction(0)
    for row in months:
        entry = book.ledger.entry_of(row["signature"], row["place"], row["month"])
        if entry in weights:
            total += Fraction(row["weighted"]) / row["days"] * weights[entry]
    return total
