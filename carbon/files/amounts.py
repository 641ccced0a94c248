"""Numbers with their unit as people write them: `40 %`, `-2 %/yr`, `484.914 MWh/yr`, and how sure they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from carbon.files.records import ABSENT, FaultError, Reading, Written
from carbon.files.toml import in_toml
from carbon.files.values import LONGEST
from carbon.model import exact
from carbon.model.periods import FIRST_YEAR, LAST_YEAR, is_year, not_a_year
from carbon.model.problems import listed, nearest
from carbon.model.sentences import Sentence, say
from carbon.units import RefusedUnit, Vocabulary

MOST_KG_PER_KWH = 3
"""Peat, 106 kg of CO2 per GJ (IPCC 2006), is 0.38 kg per kWh of heat: at 3 kg an eighth of it would become power."""
DISTRIBUTIONS = ("triangular", "uniform", "normal", "lognormal")
_PERCENT = re.compile(r"([+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*%(\s*/\s*(?:yr|year|a))?")
_AMOUNT = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?)\s*(.*)")
_PER_YEAR = re.compile(r"\s*/\s*(?:yr|year|a)$")
ZERO, ONE = Fraction(0), Fraction(1)
PERCENTAGES = ("share", "rate", "efficiency")
YEARS = tuple(map(str, range(FIRST_YEAR, LAST_YEAR + 1)))


class AmountError(FaultError):
    """Raised when a value is not a number of its kind; the text says why, and how to write it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of number: how it is written, and between what it must lie (bounds may be taken)."""

    example: str
    unit: str
    least: Fraction | None = None
    most: Fraction | None = None
    outside: Sentence | None = None


KINDS = {
    "share": Kind('"40 %"', "%", ZERO, ONE, say("A share must be between 0 % and 100 %.")),
    "rate": Kind(
        '"-2 %/yr"', "%/yr", Fraction(-1), Fraction(10), say("A rate must be between -100 %/yr and 1000 %/yr.")
    ),
    "efficiency": Kind(
        '"1 %/yr"',
        "%/yr",
        ZERO,
        ONE,
        say("Efficiency must be between 0 %/yr and 100 %/yr. For an increase use growth."),
    ),
    "energy": Kind('"480 MWh/yr"', "MWh", ZERO, None, say("Energy must not be negative.")),
    "factor": Kind(
        '"0.35 kg/kWh"',
        "kg/kWh",
        ZERO,
        Fraction(MOST_KG_PER_KWH),
        say(
            "A factor must be between 0 and 3 kg CO2e per kWh; power from any fuel comes to less. "
            "If yours is in g per kWh or kg per MWh, divide it by 1000."
        ),
    ),
    "money": Kind("1200000", "", None, None),
    "price": Kind("3200", "", ZERO, None, say("A price must not be negative.")),
    "ratio": Kind('"0.3"', "", ZERO, None, say("A ratio must not be negative.")),
    "number": Kind("3500", "", ZERO, None, say("The number must not be negative.")),
}
"""Every kind of number in a scenario. Shares and rates are held as ratios, energy in MWh."""


def read(value: Any, kind: str, vocabulary: Vocabulary) -> Fraction:  # noqa: ANN401 - whatever TOML has there
    """Read a certain number of a kind; raise AmountError if it is none."""
    form = KINDS[kind]
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise AmountError("The value is {value}. Write it like {example}.", value=in_toml(value), example=form.example)
    number = _number(value, kind, vocabulary)
    if is_outside(number, kind):
        raise AmountError("The value is {value}. {outside}", value=value, outside=form.outside)
    return number


def is_outside(number: Fraction, kind: str) -> bool:
    """Say whether a number lies where none of its kind can."""
    form = KINDS[kind]
    return (form.least is not None and number < form.least) or (form.most is not None and number > form.most)


def _number(value: str | int | Decimal, kind: str, vocabulary: Vocabulary) -> Fraction:
    """Read a number of a kind wherever it lies."""
    text, form = str(value).strip(), KINDS[kind]
    if len(text) > LONGEST:
        raise AmountError(
            "The value has {length:,} characters. Write it like {example}.", length=len(text), example=form.example
        )
    if kind in PERCENTAGES:
        return percent(text, form.example, yearly=kind != "share")
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise AmountError("The value is {value}. Write it like {example}.", value=text, example=form.example)
    number, unit = exact.parse(match[1].removeprefix("+")), match[2]
    if kind == "energy":
        return number * _energy(_PER_YEAR.sub("", unit), text, vocabulary)
    if kind == "factor" and _PER_YEAR.sub("", unit) in {"", "kg/kWh", "kg CO2e/kWh", "t/MWh", "t CO2e/MWh"}:
        return number
    if kind == "factor":
        raise AmountError(
            "The value is {value}. Factors are in kg CO2e per kWh: write it like {example}.",
            value=text,
            example=form.example,
        )
    if unit:
        raise AmountError(
            "The value is {value}. Write it without a unit, like {example}.", value=text, example=form.example
        )
    return number


def percent(text: str, example: str, *, yearly: bool = True) -> Fraction:
    """Read a percentage as a ratio; a bare number would leave open which is meant.

    Raise AmountError if it has no sign, or is no number.

    Parameters
    ----------
    example
        How it is written, for the message.
    yearly
        Whether `/yr` may follow.

    Examples
    --------
    >>> percent("4.2 %", "4.2%")
    Fraction(21, 500)

    >>> percent("4.2 %", "4.2%")
    Fraction(21, 500)
    """
    match = _PERCENT.fullmatch(text.strip())
    if text == "0":
        return ZERO
    if not match or (match[2] and not yearly):
        raise AmountError("The value is {value}. Write it with its sign, like {example}.", value=text, example=example)
    return exact.parse(match[1].removeprefix("+")) / 100


def _energy(unit: str, text: str, vocabulary: Vocabulary) -> Fraction:
    """Return how many MWh a unit of energy is."""
    energy = vocabulary.find(unit) if unit else None
    if isinstance(energy, RefusedUnit):
        raise AmountError(
            '"{unit}" is refused: {reason} It could mean {meanings}.',
            unit=unit,
            reason=energy.reason,
            meanings=listed(energy.meanings),
        )
    if energy is None or energy.dimension != "energy":
        likely = nearest(unit, [declared.symbol for declared in vocabulary.units() if declared.dimension == "energy"])
        raise AmountError(
            "The value is {value}. It needs a unit of energy: {likely}.",
            value=text,
            likely=listed(likely or ["MWh", "kWh", "GJ"]),
        )
    return vocabulary.ratio(energy, vocabulary.unit("MWh"))


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number of a scenario, certain or not.

    Parameters
    ----------
    name
        Its path in the scenario file, by which it can be set.
    value
        What it is in the projection.
    low, high
        Its bounds where it is uncertain: the least and the most of a triangular or uniform distribution, the 2.5 %
        and 97.5 % quantiles of a normal or lognormal one.
    distribution
        `triangular`, `uniform`, `normal` or `lognormal`; empty where it is certain.
    kind
        What it is a number of, as `KINDS` names it.
    """

    name: str
    value: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    distribution: str = ""
    kind: str = "number"


Points = Mapping[int, Number]
"""Numbers by year, in the order of the years; straight lines join them."""


@dataclass(frozen=True)
class Amount(Reading):
    """A number of a kind, certain or not; a fraction that stands in for it becomes a number of its name."""

    kind: str = "number"
    must: bool = False
    key: str = ""
    otherwise: Any = ABSENT

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - a number, or nothing
        """Return the number; every one that is written is kept for the document's reader."""
        written = table.at(self.key or name)
        if written.value is None and self.must:
            written.document.miss(written.path, KINDS[self.kind].example)
        elif written.value is not None and (number := attempt_number(written, self.kind)):
            return number
        if not isinstance(self.otherwise, Fraction):
            return self.otherwise
        return Number(".".join(written.path), self.otherwise, kind=self.kind)


@dataclass(frozen=True)
class ByYear(Reading):
    """Numbers of a kind by year: a table of them, or the years among the other keys of a record's table."""

    kind: str = "number"
    among: bool = False
    key: str = ""

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return the key of the table; of years among others, every year."""
        return YEARS if self.among else super().keys(table, name)

    def take(self, table: Written, name: str) -> dict[int, Number]:
        """Return the numbers in the order of the years."""
        if self.among:
            return points(table, self.kind, [key for key in table.value if is_year(key)])
        years = table.at(self.key or name)
        try:
            return {} if years.value is None else points(years, self.kind, list(years.table()))
        except FaultError as error:
            years.fault(error.why)
            return {}


def points(table: Written, kind: str, keys: Sequence[str]) -> dict[int, Number]:
    """Return the numbers of a table by year, in the order of the years."""
    numbers: dict[int, Number] = {}
    for key in sorted(keys):
        if not is_year(key):
            table.at(key).fault(not_a_year(key), "unknown-key")
        elif number := attempt_number(table.at(key), kind):
            numbers[int(key)] = number
    return numbers


def attempt_number(written: Written, kind: str) -> Number | None:
    """Read a number, keep it among those of its document, and return it; None, with a problem, if it is none."""
    try:
        number = number_of(written, kind)
    except FaultError as error:
        written.fault(error.why)
        return None
    written.document.beside.setdefault("numbers", []).append(number)
    return number


def number_of(written: Written, kind: str) -> Number:
    """Read a number; raise AmountError if it is none of its kind."""
    name, vocabulary = ".".join(written.path), written.document.beside["vocabulary"]
    if isinstance(written.value, Mapping):
        return replace(uncertain(written.value, kind, vocabulary), name=name)
    return Number(name, read(written.value, kind, vocabulary), kind=kind)


def uncertain(value: Mapping[str, Any], kind: str, vocabulary: Vocabulary) -> Number:
    """Read a number that is written as a table: `{ value, low, high, distribution }`.

    Raise AmountError if it is not well formed.
    """
    unknown = [key for key in value if key not in {"value", "low", "high", "distribution"}]
    if unknown or not {"value", "low", "high"} <= set(value):
        example = KINDS[kind].example
        raise AmountError(
            "Write an uncertain number as {{ value = {example}, low = …, high = …, distribution = … }}.",
            example=example,
        )
    distribution = value.get("distribution", DISTRIBUTIONS[0])
    if distribution not in DISTRIBUTIONS:
        likely = nearest(str(distribution), DISTRIBUTIONS) or DISTRIBUTIONS
        raise AmountError(
            "{distribution} is not a distribution. Nearest: {likely}.",
            distribution=in_toml(distribution),
            likely=listed(list(likely)),
        )
    middle, low, high = (read(value[key], kind, vocabulary) for key in ("value", "low", "high"))
    if not low < high or not low <= middle <= high:
        raise AmountError("The value must lie between its bounds: low ≤ value ≤ high, and low below high.")
    if distribution == "lognormal" and low <= 0:
        raise AmountError("The lower bound of a lognormal number must be above 0.")
    return Number("", middle, low, high, distribution, kind)
