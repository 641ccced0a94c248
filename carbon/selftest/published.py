"""Published values: figures that others printed, to be recomputed, `published_values.csv` of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from carbon import library
from carbon.factors.catalogue import lines
from carbon.model import exact

NAME = "published_values.csv"
COLUMNS = (
    "publisher", "document", "page_or_cell", "what", "example", "activity", "geography", "period", "quantity", "unit",
    "datasets", "heating_values", "variant", "earlier_years", "factors_as_of", "gwp_set", "measure", "value",
    "printed_unit", "agrees", "recomputed", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What a published value is the answer to: a quantity of an activity, or a year of an example inventory.

    Parameters
    ----------
    example
        The name of an example inventory; empty for a quantity, which has all that comes after `measure`.
    period
        The month of the quantity; the year of the example.
    measure
        What is read of the result, see `carbon.accounting.measures`.
    datasets, heating_values, variant, earlier_years, factors_as_of, gwp_set
        What carbon.toml would say.
    """

    example: str
    period: str
    measure: str
    activity: str = ""
    geography: str = ""
    quantity: Fraction = Fraction(1)
    unit: str = ""
    datasets: tuple[str, ...] = ()
    heating_values: tuple[str, ...] = ()
    variant: str = ""
    earlier_years: int = 0
    factors_as_of: date | None = None
    gwp_set: str = ""


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A figure that someone printed.

    Parameters
    ----------
    page_or_cell
        Where in the document it stands.
    printed, printed_unit
        The figure with the digits that are printed, and its unit, whose first word is the unit of the figure.
    recomputed
        What it must be recomputed to, with as many digits: `printed`, unless that is known to differ.
    reason
        Why they differ; empty if they are the same.
    """

    publisher: str
    document: str
    page_or_cell: str
    what: str
    question: Question
    printed: str
    printed_unit: str
    recomputed: str
    reason: str

    @property
    def places(self) -> int:
        """Return the decimals that are printed: the figure recomputed is rounded to as many."""
        return len(self.printed.partition(".")[2])


def read_published_values(path: Path | None = None) -> list[PublishedValue]:
    """Read the published values, those of the library by default."""
    path = path or library.emission_factors() / NAME
    return [_published_value(number, row) for number, row in enumerate(lines(path), start=2)]


def _published_value(number: int, row: Mapping[str, str]) -> PublishedValue:
    """Make a record of a row.

    Raise ValueError if the row contradicts itself or a number is not a plain decimal, which the library's tests
    rule out.
    """
    exact.parse(row["value"])
    if not (row["agrees"] == "no") == bool(row["recomputed"]) == bool(row["reason"]):
        raise ValueError(f"{NAME} row {number}: a figure that differs has a reason and another figure, and no other")
    return PublishedValue(
        row["publisher"],
        row["document"],
        row["page_or_cell"],
        row["what"],
        _question(row),
        row["value"],
        row["printed_unit"],
        row["recomputed"] or row["value"],
        row["reason"],
    )


def _question(row: Mapping[str, str]) -> Question:
    """Read what a published value is the answer to."""
    if row["example"]:
        return Question(row["example"], row["period"], row["measure"])
    return Question(
        "",
        row["period"],
        row["measure"],
        row["activity"],
        row["geography"],
        exact.parse(row["quantity"]),
        row["unit"],
        tuple(filter(None, row["datasets"].split("|"))),
        tuple(filter(None, row["heating_values"].split("|"))),
        row["variant"],
        int(row["earlier_years"] or 0),
        date.fromisoformat(row["factors_as_of"]) if row["factors_as_of"] else None,
        row["gwp_set"],
    )
