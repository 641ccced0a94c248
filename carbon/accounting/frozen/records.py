"""What a frozen inventory year holds, as frozen records: its inputs, the values that it rests on, and every total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from carbon.factors.records import Dataset, Factor, HeatingValue


@dataclass(frozen=True, slots=True)
class LockedInput:
    """A file that a year depends on.

    Parameters
    ----------
    rows
        Of activity data the rows that touch the year, of other tables all; None for a file that is no table.
    taken
        Digest of what the year takes from the file; empty where that is the whole file.
    kg_co2e
        What the rows of activity data came to [kg CO2e], scope 2 location-based; None for other files.
    """

    file: str
    sha256: str
    rows: int | None = None
    taken: str = ""
    kg_co2e: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LockedFigure:
    """A figure of the result: what it is, by which scope 2 method if that matters, its unit and its exact value."""

    name: str
    method: str
    unit: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class LockedTerm:
    """A quantity [unit] of an activity that was posted to an account with one factor, or covered by an instrument.

    Parameters
    ----------
    factor
        The factor's id; `instrument ID` where one covers it; empty for reported emissions.
    heating_value
        The id of the heating value that joined quantity and factor, or empty.
    kg
        The mass of each gas [kg], CO2e where the source gives nothing finer.
    """

    account: str
    method: str
    activity: str
    geography: str
    unit: str
    factor: str
    heating_value: str
    quantity: Fraction
    kg: Mapping[str, Fraction]

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return what the terms of two years are compared by."""
        return self.account, self.method, self.activity, self.geography, self.unit


@dataclass(frozen=True, slots=True)
class LockedYear:
    """A frozen inventory year.

    Parameters
    ----------
    carbon
        The version of the code that computed it.
    gwp
        The GWPs that it rests on, by set and gas.
    order
        The default order of datasets by geography, as it was.
    rules
        Digest of each table of the library that says how to reckon: units, activities, accounts, gases.
    """

    year: int
    start: date
    end: date
    carbon: str
    gwp_set: str
    factors_as_of: date | None
    figures: tuple[LockedFigure, ...]
    inputs: tuple[LockedInput, ...]
    factors: tuple[Factor, ...]
    heating_values: tuple[HeatingValue, ...]
    gwp: Mapping[str, Mapping[str, Fraction]]
    terms: tuple[LockedTerm, ...]
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """Return the datasets that the year rests on, in the order of their ids."""
        every = {one.dataset.id: one.dataset for one in self.factors}
        every.update({one.dataset.id: one.dataset for one in self.heating_values})
        return tuple(every[name] for name in sorted(every))

    def figure(self, name: str, method: str = "") -> Fraction | None:
        """Return a figure's value, None where there is none."""
        return next((one.value for one in self.figures if (one.name, one.method) == (name, method)), None)


@dataclass(frozen=True, slots=True)
class Lock:
    """The frozen years of an inventory folder.

    Parameters
    ----------
    sealed
        Whether the lock has digests of itself; those that version 0.1 wrote have none.
    edited
        Years that are no longer what was written.
    complete
        Whether the years are those that were written, none taken out and none put in.
    sha256
        The digest of all that it holds, empty for one that version 0.1 wrote: what to keep elsewhere.
    """

    years: Mapping[int, LockedYear] = field(default_factory=dict)
    sealed: bool = True
    edited: tuple[int, ...] = ()
    complete: bool = True
    sha256: str = ""
