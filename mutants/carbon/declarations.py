"""What an organisation declares of itself: its settings, metrics and contractual instruments, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from carbon.terms import InstrumentKind, UpstreamDecision


@dataclass(frozen=True, slots=True)
class YearSettings:
    """An inventory year: its first and last day, and the date after which publications are not used."""

    year: int
    start: date
    end: date
    factors_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class FactorSettings:
    """The `[factors]` table of carbon.toml."""

    datasets: tuple[str, ...] = ()
    heating_values: tuple[str, ...] = ()
    earlier_years: Mapping[str, int] = field(default_factory=dict)
    wider_geography: int = 0
    variants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility: its names by language and its geography (empty: the organisation's)."""

    id: str
    names: Mapping[str, str] = field(default_factory=dict)
    geography: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An activity, account or facility left out of the totals, with the reason."""

    reason: str
    activity: str = ""
    account: str = ""
    facility: str = ""


@dataclass(frozen=True, slots=True)
class Upstream:
    """What is done about one carrier's upstream emissions, with the reason when they are excluded."""

    decision: UpstreamDecision
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OutsideBoundary:
    """Emissions of a year [kg CO2e] that stand outside the inventory's boundary, as someone else reports them.

    Parameters
    ----------
    what
        By language.
    in_target
        Whether the organisation's target covers them all the same.
    """

    what: Mapping[str, str]
    year: int
    kg_co2e: Fraction
    scopes: tuple[int, ...]
    in_target: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """An inventory folder's carbon.toml, or the same keys given as options."""

    organisation: str
    geography: str
    gwp_set: str
    years: Mapping[int, YearSettings]
    consolidation_approach: str = ""
    base_year: int | None = None
    factors: FactorSettings = field(default_factory=FactorSettings)
    facilities: Mapping[str, Facility] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()
    upstream: Mapping[str, Upstream] = field(default_factory=dict)
    silenced: tuple[tuple[str, str], ...] = ()
    folder: Path | None = None
    boundary: Mapping[str, str] = field(default_factory=dict)
    outside_boundary: tuple[OutsideBoundary, ...] = ()
    significance_threshold: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A contractual instrument [MWh, kg CO2e per kWh] and the market and days it covers."""

    id: str
    kind: InstrumentKind
    market: str
    facility: str
    start: date
    end: date
    mwh: Fraction
    kg_co2e_per_kwh: Fraction
    renewable: bool
    technology: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A denominator of an intensity for one year."""

    metric: str
    year: int
    facility: str
    quantity: Fraction
    unit: str
