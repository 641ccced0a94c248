"""The result of an inventory year: exact figures in kilograms, as frozen records that every report is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from carbon.factors.catalogue import Account
from carbon.factors.factor import Dataset
from carbon.model.exact import sum_by
from carbon.model.problems import Problem
from carbon.model.terms import Edition, Rung, Scope2Method
from carbon.settings import OutsideBoundary


@dataclass(frozen=True, slots=True)
class ScopeTotal:
    """Emissions of a scope [kg CO2e], None where there is no data; scope 2 has one total per method."""

    scope: int
    method: Scope2Method | None
    kg_co2e: Fraction | None


@dataclass(frozen=True, slots=True)
class Sum12:
    """Scope 1 and 2 together [kg CO2e] by scope 2 method, None unless both have data."""

    method: Scope2Method
    kg_co2e: Fraction | None


@dataclass(frozen=True, slots=True)
class GasTotal:
    """A gas in an account: its mass [kg], None where it is given only as CO2e, and its CO2e [kg]."""

    gas: str
    kg: Fraction | None
    kg_co2e: Fraction


@dataclass(frozen=True, slots=True)
class AccountTotal:
    """An account's emissions [kg CO2e], by gas; of biogenic CO2 it is the mass."""

    account: Account
    method: Scope2Method | None
    kg_co2e: Fraction
    gases: tuple[GasTotal, ...]


@dataclass(frozen=True, slots=True)
class IsoTotal:
    """Emissions of a category of ISO 14064-1:2018 [kg CO2e]; that of purchased energy has one total per method."""

    category: int
    method: Scope2Method | None
    kg_co2e: Fraction


@dataclass(frozen=True, slots=True)
class Cell:
    """An account's emissions [kg CO2e] of a facility (None: none is named) in a month, of all gases or of one [kg]."""

    account: str
    method: Scope2Method | None
    facility: str | None
    month: str
    kg_co2e: Fraction
    gas: str = ""
    kg: Fraction | None = None


@dataclass(frozen=True, slots=True)
class InstrumentUse:
    """What of a contractual instrument was allocated, and what was left over [MWh]."""

    id: str
    mwh_allocated: Fraction
    mwh_left: Fraction


@dataclass(frozen=True, slots=True)
class ElectricityBalance:
    """Electricity used and how much of it renewable instruments cover [MWh]; the share is in percent."""

    mwh: Fraction
    renewable_mwh: Fraction
    renewable_share_percent: Fraction | None
    instruments: tuple[InstrumentUse, ...]
    uncovered_factor: str | None


@dataclass(frozen=True, slots=True)
class EnergyUse:
    """Energy of a carrier [MWh], None where its energy content is not known."""

    carrier: str
    mwh: Fraction | None
    renewable: bool


@dataclass(frozen=True, slots=True)
class Intensity:
    """Emissions per unit of a metric [kg CO2e per unit]."""

    metric: str
    unit: str
    numerator: str
    method: Scope2Method | None
    kg_co2e_per_unit: Fraction


@dataclass(frozen=True, slots=True)
class ActivityTotal:
    """What an activity came to: its quantity [unit], energy [MWh] and emissions [kg CO2e] in its own account.

    Emissions of scope 2 are location-based; `mwh` is None where there is no energy content or it is not known;
    `counted` is false where the activity is left out of the totals, and then its emissions are zero.
    """

    activity: str
    account: str
    unit: str
    quantity: Fraction
    mwh: Fraction | None
    kg_co2e: Fraction
    counted: bool


@dataclass(frozen=True, slots=True)
class MetricTotal:
    """A metric of the organisation in the year."""

    metric: str
    unit: str
    quantity: Fraction


@dataclass(frozen=True, slots=True)
class Avoided:
    """Emissions that an activity avoided [kg CO2e]; never in a total."""

    activity: str
    kg_co2e: Fraction


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something left out of the totals, with the reason and its emissions [kg CO2e] where they can be computed."""

    activity: str
    reason: str
    kg_co2e: Fraction | None


@dataclass(frozen=True, slots=True)
class Substitution:
    """A step down the ladder: what was wanted, what was used, and the emissions [kg CO2e] that rest on it."""

    activity: str
    geography: str
    wanted: str
    used: str
    rung: Rung
    factor: str
    kg_co2e: Fraction
    share_percent: Fraction


@dataclass(frozen=True, slots=True)
class RungShare:
    """The emissions [kg CO2e] that rest on a rung of the ladder, and their share of all."""

    rung: Rung
    kg_co2e: Fraction
    share_percent: Fraction


@dataclass(frozen=True, slots=True)
class NotRebased:
    """Emissions [kg CO2e] from a figure given only as CO2e, which cannot follow the chosen GWP set."""

    activity: str
    factor: str | None
    given_in: str
    kg_co2e: Fraction


@dataclass(frozen=True, slots=True)
class Rounding:
    """Emissions [kg CO2e] of a factor by the CO2e that is printed, and what its gases, each rounded, add up to."""

    activity: str
    factor: str
    gwp_set: str
    kg_co2e: Fraction
    kg_co2e_of_gases: Fraction


@dataclass(frozen=True, slots=True)
class Gap:
    """The months (`2024-03`) in which an activity of a facility (None where rows name none) has no data."""

    activity: str
    facility: str | None
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which months of a year have data: those in which anything has, and how many there are.

    Parameters
    ----------
    incomplete
        How many activities of facilities have months without data; `gaps` names the first of them.
    """

    months: tuple[str, ...] = ()
    months_of_year: int = 12
    incomplete: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def lack(self) -> str:
        """Return the word for what an incomplete year lacks: whole months, or months of some activities."""
        return "has_gaps" if len(self.months) == self.months_of_year else "not_whole"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that the result depends on: name, digest, rows (None for a file that is no table), repaired quantities."""

    file: str
    sha256: str
    rows: int | None
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class InventoryResult:
    """An organisation's inventory of one year, exact: data alone, which can be compared, copied and stored.

    Parameters
    ----------
    frozen
        Whether it was computed from the factors of carbon.lock.
    editions
        By which rule the edition of each dataset was taken, by `dataset@version`.
    remarks
        What is worth knowing about the run rather than about the figures; not in the JSON.
    activities
        What each activity came to.
    breakdown
        Emissions by account, method, facility and month; empty where it was not asked for.
    breakdown_gases
        The gases of these, in tables and not in the JSON; empty where they were not asked for.
    inputs
        The files that the result depends on; empty where they were not asked for.
    """

    organisation: str
    year: int
    start: date
    end: date
    gwp_set: str
    factors_as_of: date | None
    totals: tuple[ScopeTotal, ...]
    scope_1_and_2: tuple[Sum12, ...]
    accounts: tuple[AccountTotal, ...]
    electricity: ElectricityBalance | None
    energy: tuple[EnergyUse, ...]
    intensity: tuple[Intensity, ...]
    outside_scopes: tuple[AccountTotal, ...]
    avoided: tuple[Avoided, ...]
    excluded: tuple[Excluded, ...]
    rungs: tuple[RungShare, ...]
    substitutions: tuple[Substitution, ...]
    not_rebased: tuple[NotRebased, ...]
    warnings: tuple[Problem, ...]
    datasets: tuple[Dataset, ...]
    rounding: tuple[Rounding, ...] = ()
    editions: Mapping[str, Edition] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    consolidation_approach: str = ""
    assumed_gwp_set: bool = False
    frozen: bool = False
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    metrics: tuple[MetricTotal, ...] = ()
    activities: tuple[ActivityTotal, ...] = ()
    breakdown: tuple[Cell, ...] = ()
    breakdown_gases: tuple[Cell, ...] = ()
    inputs: tuple[Input, ...] = ()
    boundary: Mapping[str, str] = field(default_factory=dict)
    outside_boundary: tuple[OutsideBoundary, ...] = ()
    coverage: Coverage = Coverage()

    @property
    def iso_categories(self) -> tuple[IsoTotal, ...]:
        """Return the sum of the accounts of each category of ISO 14064-1:2018 that has data."""
        sums = sum_by(
            ((category, total.method), total.kg_co2e)
            for total in self.accounts
            if (category := total.account.iso_category) is not None
        )
        return tuple(IsoTotal(*slot, sums[slot]) for slot in sorted(sums, key=lambda slot: (slot[0], slot[1] or "")))

    def total(self, scope: int, method: Scope2Method | None = None) -> Fraction | None:
        """Return a scope's total [kg CO2e], None where there is no data."""
        return next(total.kg_co2e for total in self.totals if (total.scope, total.method) == (scope, method))


Results = InventoryResult | Iterable[InventoryResult]

GJ_PER_MWH = Fraction(18, 5)
"""1 MWh = 3.6 GJ, by the definition of the watt."""


def oldest_first(results: Results) -> tuple[InventoryResult, ...]:
    """Return one result or several as a tuple, the oldest year first."""
    several = (results,) if isinstance(results, InventoryResult) else tuple(results)
    return tuple(sorted(several, key=lambda result: result.year))
