"""What is wrong with a table of a dataset: by itself, and in the light of the library.

The same for a folder's own datasets and for those that are imported. Every fault is a problem with its row and column;
a fault that many rows share is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations

from carbon import library
from carbon.factors.catalogue import Catalogue, Gases, lines
from carbon.factors.datasets.cells import read_day, read_number
from carbon.factors.datasets.tables import FACTORS, Form, factor_id, id_of
from carbon.factors.factor import CO2E
from carbon.files import records
from carbon.files.small_tables import Row, Table
from carbon.model import exact
from carbon.model.exact import Key
from carbon.model.problems import Problem, listed, nearest, with_nearest
from carbon.model.sentences import Sentence, in_both, joined, say
from carbon.model.terms import ANYWHERE, ELECTRICITY, Family
from carbon.units import Unit, Vocabulary, measured

Fault = tuple[str, Sentence]
"""A column, and what is wrong with its cell."""
_SHARED = ("valid_to", "data_year", "published_on", "calorific_basis")
_WHOM = ("supplier", "facility")
_ONE_THING: Mapping[str, tuple[str, ...]] = {
    "factors.csv": ("activity", "variant", "geography", "unit", "calorific_basis", *_WHOM, "published_on"),
    "heating_values.csv": ("fuel", "geography", "unit", "calorific_basis"),
}
"""What two rows have in common that would be of equal rank on one day."""
REFRIGERANT = "refrigerant/"
CODE = "bad-dataset"
_ALONE = say(
    'A total stands beside the gases that it is the total of, and there are none. Write "co2e:" with its GWP set.'
)


def check_form(table: Table, form: Form, dataset_id: str) -> list[Problem]:
    """Return what is wrong with a table by itself: empty cells, numbers, days, and rows against each other."""
    before = len(table.problems)
    for row in table.rows:
        records.attempt(table.cells(row, CODE), form.record)
    problems, table.problems[before:] = table.problems[before:], []
    if form is FACTORS:
        problems += _check_gases(table, dataset_id)
    return [*problems, *_check_days(table, form, dataset_id)]


def _check_gases(table: Table, dataset_id: str) -> Iterator[Problem]:
    """Hold the gases of each factor to each other: each once, and alike in what they share."""
    for name, rows in _group(table.rows, lambda row: factor_id(dataset_id, row.cells)).items():
        head, gases = rows[0], set[tuple[str, bool]]()
        for row in rows:
            gas = (row["gas"], row["value_is"].startswith("total:"))
            if row["gas"] and gas in gases:
                why = say(
                    "The factor {factor} has two rows for {gas}. Keep one, or give it a valid_from or variant.",
                    factor=name,
                    gas=row["gas"],
                )
                yield table.fault(CODE, row, "gas", why)
            gases.add(gas)
            if row["value_is"].startswith("total:") and len(rows) == 1:
                yield table.fault(CODE, row, "value_is", _ALONE)
            other = [column for column in _SHARED if row[column] != head[column]]
            if other:
                why = say("The gases of {factor} differ in {columns}.", factor=name, columns=joined(other, " and "))
                yield table.fault(CODE, row, other[0], why)


def _check_days(table: Table, form: Form, dataset_id: str) -> Iterator[Problem]:
    """Refuse two factors, or two heating values, of one thing on one day: neither comes before the other."""
    columns = _ONE_THING[form.file]
    for rows in _group(table.rows, lambda row: tuple(_fold(row, column) for column in columns)).values():
        factors = _group(rows, lambda row: row["valid_from"] if form is FACTORS else row.number)
        for first, other in combinations([group[0] for group in factors.values()], 2):
            shared = _overlap(_validity(first), _validity(other))
            if shared:
                names = joined((id_of(form, dataset_id, row.cells) for row in (first, other)), " and ")
                why = say(
                    "{names} (row {row}) are both valid {days}, and of equal rank.",
                    names=names,
                    row=first.number,
                    days=shared,
                )
                if form is FACTORS:
                    remedy = say(
                        "End the one where the other begins, or tell them apart: a variant, or another published_on."
                    )
                else:
                    remedy = say("End the one where the other begins.")
                why = joined([why, remedy], "\n")
                yield table.fault(CODE, other, "valid_from", why)


def check_blends(table: Table, dataset_id: str, kilograms: Callable[[str], Fraction | None]) -> Iterator[Problem]:
    """Refuse a composition of a refrigerant whose parts do not add up to the whole.

    Parameters
    ----------
    kilograms
        Returns how many kilograms a unit is, None if it is none of mass.
    """
    own = [row for row in table.rows if row["activity"].startswith(REFRIGERANT)]
    for name, rows in _group(own, lambda row: factor_id(dataset_id, row.cells)).items():
        whole, parts = kilograms(rows[0]["unit"]), [read_number(row["value"]) for row in rows]
        if whole is None or any(row["value_is"] != "mass" for row in rows):
            continue
        total = sum((part for part in parts if part is not None), Fraction(0))
        if None not in parts and total != whole:
            why = say(
                "The gases of {factor} add up to {total} kg per {unit}, {share} % of what is refilled. The parts of a "
                "blend have to make 100 %.",
                factor=name,
                total=exact.plain(total),
                unit=rows[0]["unit"],
                share=exact.text(100 * total / whole),
            )
            yield table.fault(CODE, rows[0], "value", why)


def _group(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Put rows together that have a key in common, in the order of the table."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _fold(row: Row, column: str) -> str:
    """Return a cell as it is compared: names of suppliers and facilities in any case."""
    return row[column].casefold() if column in _WHOM else row[column]


def _validity(row: Row) -> tuple[date, date]:
    """Return the first and last day of a row's validity; none if a day is no day."""
    try:
        return read_day(row["valid_from"]) or date.min, read_day(row["valid_to"]) or date.max
    except ValueError:
        return date.max, date.min


def _overlap(first: Sequence[date], other: Sequence[date]) -> str:
    """Say on which days both are valid, empty if on none."""
    start, end = max(first[0], other[0]), min(first[1], other[1])
    if end < start:
        return ""
    since = say("from {day}", day=start) if start > date.min else ""
    until = say("to {day}", day=end) if end < date.max else ""
    if since and until:
        return say("from {first} to {last}", first=start, last=end)
    return since or until or say("at any time")


_SPECIAL: Mapping[str, tuple[str, ...]] = {"electricity/residual_mix": ("energy",)}
"""Activities that no row of activity data names, with what they are measured in."""


_UNSTATED = "unstated"


_SUPPLIER_RATE = say(
    "A supplier's rate of electricity is a contractual instrument, which the location-based "
    "figure must not take. Write it as a row of instruments.csv, with the kind supplier_rate."
)


def _parts() -> Mapping[str, tuple[str, ...]]:
    """Return the gases of every refrigerant of the library by its activity."""
    parts: dict[str, tuple[str, ...]] = {}
    for path in sorted((library.emission_factors() / "refrigerants").glob("*/factors.csv")):
        for row in lines(path):
            gases = parts.get(row["activity"], ())
            parts[row["activity"]] = gases if row["gas"] in gases else (*gases, row["gas"])
    return parts


@dataclass(frozen=True, slots=True)
class Reference:
    """The library's tables that a dataset is held against.

    Parameters
    ----------
    statistical
        Whether the dataset is one of statistics, which may tell fuels apart that the catalogue does not.
    parts
        The gases of each refrigerant.
    """

    catalogue: Catalogue
    gases: Gases
    vocabulary: Vocabulary
    statistical: bool = False
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=_parts)


def check_meaning(table: Table, form: Form, dataset_id: str, reference: Reference) -> list[Problem]:
    """Return what is wrong with a table in the light of the library: names that it has not, units, compositions."""
    if form is not FACTORS:
        fuels = {activity.split("/")[0] for activity in reference.catalogue.activities}
        return [
            table.fault(CODE, row, *fault) for row in table.rows for fault in _of_heating_value(row, fuels, reference)
        ]
    problems = [table.fault(CODE, row, *fault) for row in table.rows for fault in _of_factor(row, reference)]
    return [*problems, *check_blends(table, dataset_id, lambda unit: _kilograms(unit, reference.vocabulary))]


def _of_factor(row: Row, reference: Reference) -> Iterator[Fault]:
    """Yield what the library has to say to one gas of a factor."""
    activity, activities = row["activity"], reference.catalogue.activities
    if activity and activity not in activities and activity not in _SPECIAL:
        meant = reference.catalogue.find(activity)
        likely = [meant.id] if meant else nearest(activity, activities) or [ELECTRICITY]
        yield "activity", with_nearest(say('"{activity}" is not an activity.', activity=activity), likely)
    yield from _of_place(row)
    yield from _of_unit(row, "unit", reference.vocabulary)
    yield from _of_dimension(row, reference)
    yield from _of_gas(row, reference.gases)
    yield from _of_ozone_layer(row, reference)
    if row["supplier"] and activity == ELECTRICITY:
        yield "supplier", _SUPPLIER_RATE


def _of_place(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with a geography."""
    geography = row["geography"]
    country = geography.split("/", maxsplit=1)[0]
    is_code = len(country) == len("TW") and country.isascii() and country.isalpha() and country.isupper()
    if geography and geography != ANYWHERE and not is_code:
        why = say(
            '"{geography}" is not a geography. Write the ISO code in capitals, like TW, or US/CAMX.',
            geography=geography,
        )
        yield "geography", why


def _of_unit(row: Row, column: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield why a unit cannot be read."""
    text = row[column]
    unit = vocabulary.find(text)
    if not text or isinstance(unit, Unit):
        return
    if unit is not None:
        named = ((symbol, vocabulary.unit(symbol)) for symbol in unit.meanings)
        meanings = joined(
            (say('"{unit}" ({name})', unit=symbol, name=in_both(of.en, of.zh)) for symbol, of in named), ", "
        )
        yield (
            column,
            say('"{unit}" is refused: {reason}\nLikely: {meanings}.', unit=text, reason=unit.reason, meanings=meanings),
        )
        return
    likely = nearest(text, vocabulary.texts())
    yield column, with_nearest(say('"{unit}" is not a declared unit.', unit=text), likely)


def _of_dimension(row: Row, reference: Reference) -> Iterator[Fault]:
    """Yield a unit that measures something else than the activity."""
    unit, activity = reference.vocabulary.find(row["unit"]), reference.catalogue.activities.get(row["activity"])
    dimensions = activity.dimensions if activity else _SPECIAL.get(row["activity"], ())
    if isinstance(unit, Unit) and dimensions and unit.dimension not in dimensions:
        why = say(
            '"{unit}" measures {measured}; a quantity of {activity} is one of {wanted}.',
            unit=row["unit"],
            measured=measured(unit.dimension),
            activity=row["activity"],
            wanted=joined(map(measured, dimensions), " or "),
        )
        yield "unit", why


def _words(dimension: str) -> str:
    """Return a dimension as a reader would say it."""
    return dimension.replace("_", " ")


def _of_gas(row: Row, gases: Gases) -> Iterator[Fault]:
    """Yield what is wrong with the gas of a factor, and with what its value is."""
    gas, (kind, _, gwp_set) = row["gas"], row["value_is"].partition(":")
    if gas and (gas not in gases.gases or gases.gases[gas].family is Family.ROUNDING):
        meant, kinds = gases.find(gas), [name for name in gases.gases if name.startswith(f"{gas}_")]
        likely = [meant.id] if meant else kinds or nearest(gas, gases.gases) or ["CO2e", "CO2", "CH4_fossil"]
        yield "gas", with_nearest(say('"{gas}" is not a gas.', gas=gas), likely)
    if gas == CO2E and kind == "mass":
        why = say('CO2e is not a mass of a gas. Write value_is as "co2e:" and the GWP set, or "co2e:unstated".')
        yield "value_is", why
    unstated = gas == CO2E and gwp_set == _UNSTATED and kind == "co2e"
    if kind in {"co2e", "total"} and gwp_set and gwp_set not in gases.gwp and not unstated:
        yield (
            "value_is",
            say(
                '"{value}" names no GWP set. There is: {names}.',
                value=f"{kind}:{gwp_set}",
                names=listed([*gases.gwp, _UNSTATED]),
            ),
        )
    if kind == "total" and gas != CO2E:
        yield "gas", say('A total is of all gases together. Write CO2e as its gas, or "co2e:" for the CO2e of one.')


def _of_ozone_layer(row: Row, reference: Reference) -> Iterator[Fault]:
    """Yield a CO2e of a refrigerant with gases of the Montreal Protocol, which would post them to a scope."""
    gases = reference.parts.get(row["activity"], ())
    ozone = [gas for gas in gases if reference.gases.gases[gas].family is Family.MONTREAL]
    if row["gas"] == CO2E and ozone:
        why = say(
            "{activity} holds {gases}: gases of the Montreal Protocol are in no scope, and one CO2e "
            "cannot be parted.\n"
            "Leave the factor out, since the library has the composition; or give a row per gas, in "
            "kilograms.",
            activity=row["activity"],
            gases=joined(ozone, ", "),
        )
        yield "gas", why


def _of_heating_value(row: Row, fuels: set[str], reference: Reference) -> Iterator[Fault]:
    """Yield what the library has to say to a heating value."""
    fuel = row["fuel"]
    if fuel and fuel not in fuels and not reference.statistical:
        yield "fuel", with_nearest(say('"{fuel}" is not a fuel.', fuel=fuel), nearest(fuel, fuels) or ["diesel"])
    yield from _of_place(row)
    for column, dimensions in (("energy_unit", {"energy"}), ("unit", {"mass", "volume"})):
        text = row[column]
        unit = reference.vocabulary.find(text)
        if not isinstance(unit, Unit) or (unit.symbol == text and unit.dimension in dimensions):
            yield from _of_unit(row, column, reference.vocabulary)
        elif column == "unit":
            yield column, say('"{unit}" is neither a mass nor a volume. Write L, m3 or kg.', unit=text)
        else:
            yield column, say('"{unit}" is not a unit of energy. Write kcal, MJ or kWh.', unit=text)


def _kilograms(text: str, vocabulary: Vocabulary) -> Fraction | None:
    """Return how many kilograms a unit is, None if it is none of mass."""
    unit, kilogram = vocabulary.find(text), vocabulary.unit("kg")
    if not isinstance(unit, Unit) or unit.dimension != kilogram.dimension:
        return None
    return vocabulary.ratio(unit, kilogram)
