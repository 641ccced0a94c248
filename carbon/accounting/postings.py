"""An inventory year being made: its entries, their coefficients, and the one flat table of postings.

Totals, breakdowns, shares of rungs, lineage and the terms of frozen years are all sums over this table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from carbon.accounting.coefficients import Coefficients
from carbon.accounting.folder import Folder
from carbon.accounting.gwp import Lens
from carbon.accounting.instruments import Instrument
from carbon.accounting.ledger import Entry, Ledger
from carbon.accounting.meanings import Fault
from carbon.factors.factor import Coefficient, Stair
from carbon.model.periods import month_number
from carbon.model.problems import Problem
from carbon.model.terms import Scope2Method
from carbon.settings import Exclusion, YearSettings


@dataclass(frozen=True, slots=True)
class Posting:
    """A mass of a gas [kg] of an entry in an account, and its CO2e [kg] (None without a GWP).

    Parameters
    ----------
    name
        The activity: the row's, or the electricity of a vehicle where that alone is left out.
    quantity
        What of the entry it comes from [unit of the entry's line].
    instrument
        The contractual instrument that covers it, in place of a coefficient.
    exclusion
        Why it is in no total, if it is left out; what is avoided is in none either.
    """

    entry: Entry
    name: str
    account: str
    method: Scope2Method | None
    gas: str
    kg: Fraction
    kg_co2e: Fraction | None
    quantity: Fraction
    coefficient: Coefficient | None = None
    instrument: str = ""
    exclusion: Exclusion | None = None

    @property
    def is_counted(self) -> bool:
        """Say whether it is in the totals."""
        return self.exclusion is None and not self.entry.line.avoided

    @property
    def co2e(self) -> Fraction:
        """Return its CO2e [kg], nothing where the gas has no GWP."""
        return self.kg_co2e or Fraction(0)

    @property
    def match(self) -> Stair | None:
        """Return the factor that it rests on, and why it was chosen; None if it rests on none."""
        return self.coefficient.match if self.coefficient else None

    @property
    def factor(self) -> str:
        """Return the id of the factor that it rests on, empty if it rests on none."""
        return self.match.factor.id if self.match else ""

    @property
    def activity(self) -> str:
        """Return the activity that its factor is of, else that of the row."""
        return self.match.factor.activity if self.match else self.entry.line.name

    @property
    def figure(self) -> str:
        """Return what it is part of: an account, or `avoided/ACTIVITY`, or `excluded/ACTIVITY`."""
        if self.is_counted:
            return self.account
        return f"{'excluded' if self.exclusion else 'avoided'}/{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Electricity of an entry [MWh] that a facility used, by its position and its id."""

    entry: Entry
    facility: int
    facility_id: str
    mwh: Fraction

    @property
    def instrument(self) -> str:
        """Return the instrument that its rows name, empty if they name none."""
        return self.entry.line.signature.text("instrument")


@dataclass(slots=True)
class Allocation:
    """What covers each load, and what is left of each instrument [MWh].

    Parameters
    ----------
    covered
        Of each load: pairs of an instrument and the MWh that it covers.
    """

    covered: dict[Load, list[tuple[Instrument, Fraction]]] = field(default_factory=dict)
    allocated: dict[str, Fraction] = field(default_factory=dict)
    left: dict[str, Fraction] = field(default_factory=dict)

    def of(self, load: Load) -> Sequence[tuple[Instrument, Fraction]]:
        """Return what covers a load."""
        return self.covered.get(load, ())

    def uncovered(self, load: Load) -> Fraction:
        """Return what of a load nothing covers [MWh]."""
        return load.mwh - sum((mwh for _, mwh in self.of(load)), Fraction(0))

    def renewable(self) -> Fraction:
        """Return what renewable instruments cover [MWh]."""
        covers = (cover for of_load in self.covered.values() for cover in of_load)
        return sum((mwh for instrument, mwh in covers if instrument.renewable), Fraction(0))


@dataclass(slots=True)
class YearBook:
    """All that an inventory year consists of.

    Parameters
    ----------
    entries
        Entries of the year's months.
    coefficients
        The coefficient of each entry that has one.
    postings
        All postings, those that are in no total among them.
    not_computed
        What is left out and cannot be computed: activities, each with the reason.
    loads, allocation
        Electricity by facility and month, and what covers it.
    residual, upstream
        Of electricity: the coefficient of the residual mix, and that of its upstream emissions where computed.
    faults
        Entries without a coefficient, and why.
    problems
        What of the year is refused or worth a warning beside these.
    """

    folder: Folder
    ledger: Ledger
    year: YearSettings
    lens: Lens
    maker: Coefficients
    entries: list[Entry] = field(default_factory=list)
    coefficients: dict[Entry, Coefficient] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    not_computed: list[tuple[str, Exclusion]] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    allocation: Allocation = field(default_factory=Allocation)
    residual: dict[Entry, Coefficient | None] = field(default_factory=dict)
    upstream: dict[Entry, Coefficient] = field(default_factory=dict)
    faults: list[tuple[Entry, Fault]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def months(self) -> range:
        """Return the months of the year by their numbers."""
        return range(month_number(self.year.start), month_number(self.year.end) + 1)

    def counted(self) -> Iterator[tuple[Entry, Coefficient]]:
        """Yield the entries that are in the totals, with their coefficients."""
        for entry in self.entries:
            if entry.is_counted and entry in self.coefficients:
                yield entry, self.coefficients[entry]

    def in_totals(self) -> Iterator[Posting]:
        """Yield the postings that are in the totals."""
        return (posting for posting in self.postings if posting.is_counted)


def postings_of(
    book: YearBook,
    entry: Entry,
    coefficient: Coefficient,
    account: str,
    method: Scope2Method | None = None,
    quantity: Fraction | None = None,
    *,
    name: str = "",
    exclusion: Exclusion | None = None,
) -> list[Posting]:
    """Return the postings of a quantity [unit of the entry's line; all of it by default] of the entry's activity.

    A purchased heat, steam or cooling without instruments is the same under both scope 2 methods.
    """
    quantity = entry.quantity if quantity is None else quantity
    methods = [*Scope2Method] if method is None and account.startswith("scope2/") else [method]
    postings = []
    for by, (gas, kg_per_unit) in product(methods, coefficient.kg.items()):
        gwp, where, kg = book.lens.gwp(gas), book.lens.account(gas, account), kg_per_unit * quantity
        # What is posted outside the scopes has one method: it must not be there twice.
        if where == account or by is not Scope2Method.MARKET:
            posting = Posting(
                entry, name or entry.line.name, where, by if where == account else None, gas, kg,
                None if gwp is None else kg * gwp, quantity, coefficient, exclusion=exclusion,
            )  # fmt: skip
            postings.append(posting)
    return postings
