"""Factors, heating values, places on the ladder and coefficients, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from carbon.model.terms import Rung, Verdict

CO2E, CO2_BIOGENIC, ROUNDING = "CO2e", "CO2_biogenic", "CO2e_rounding"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset of emission factors, one version of it, as its source.toml describes it.

    Parameters
    ----------
    bills
        The calorific basis that energy on the bills of its fuels is known to have, `net` or `gross`, or empty.
    edition
        Which edition its publisher means for a year that is no calendar year, empty where none is said.
    """

    name: str
    version: str
    licence: str
    publisher: str = ""
    title: str = ""
    heating_values: str = ""
    timeless: bool = False
    statistical: bool = False
    own: bool = False
    folder: str = ""
    bills: str = ""
    edition: str = ""

    @property
    def id(self) -> str:
        """Return `dataset@version`."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Publication:
    """When something was published, as far as that is known: a day, a month or a year.

    Parameters
    ----------
    text
        What is known, like 2025-04-14, 2025-04 or 2025.
    last
        Its last day: by then it was there.
    """

    text: str
    last: date

    def __str__(self) -> str:
        """Return what is known, and no more."""
        return self.text


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One gas of a factor [kg of `gas` per unit, or kg CO2e under `gwp_set`]."""

    gas: str
    value: Fraction
    co2e: bool
    gwp_set: str
    lower: Fraction | None
    upper: Fraction | None
    cell: str


@dataclass(frozen=True, slots=True)
class Factor:
    """An emission factor: all gases of one activity, variant, geography, unit and validity, from `row` on.

    `supplier` and `facility` are empty unless it is meant for one alone. `printed` is the CO2e that the publication
    prints beside its gases where these, each rounded by itself, do not add up to it.
    """

    id: str
    dataset: Dataset
    activity: str
    variant: str
    geography: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    data_year: int | None
    published_on: Publication | None
    calorific_basis: str
    rows: tuple[FactorRow, ...]
    row: int = 0
    supplier: str = ""
    facility: str = ""
    printed: FactorRow | None = None

    @property
    def every_row(self) -> tuple[FactorRow, ...]:
        """Return its gases, and the CO2e that is printed beside them."""
        return (*self.rows, *filter(None, [self.printed]))

    def value_is(self, row: FactorRow) -> str:
        """Return what the value of one of its rows is, as factors.csv says it."""
        return f"{'total' if row is self.printed else 'co2e'}:{row.gwp_set}" if row.co2e else "mass"

    def is_valid(self, day: date) -> bool:
        """Say whether the publisher means the factor to be used on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class HeatingValue:
    """A heating value [`energy_unit` per `unit`] of a fuel."""

    id: str
    dataset: Dataset
    fuel: str
    geography: str
    valid_from: date | None
    valid_to: date | None
    published_on: Publication | None
    unit: str
    value: Fraction
    energy_unit: str
    calorific_basis: str
    cell: str
    row: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """Return what no other heating value has: the id, and the basis, since a fuel may have both in one dataset."""
        return self.id, self.calorific_basis

    def is_valid(self, day: date) -> bool:
        """Say whether the publisher means the value to be used on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of compiling a coefficient: what was done, by which ratio, and on whose word."""

    what: str
    ratio: Fraction
    source: str
    heating_value: HeatingValue | None = None


@dataclass(frozen=True, slots=True)
class Stair:
    """A place on the ladder to stand on: a rung, the geography and year looked in, and a dataset.

    Parameters
    ----------
    why
        The reason for the verdict, unless it lies with the factors.
    factors
        Every factor of the activity that stands here, with what speaks against it (nothing if it may be used).
    taken
        The factor that is taken, if any.
    wanted, used
        What was wanted and what is used in its place, where these are apart.
    code
        Of a refusal, the code of its problem.
    """

    rung: Rung
    geography: str
    year: int
    dataset: str
    verdict: Verdict
    why: str = ""
    factors: tuple[tuple[Factor, str], ...] = ()
    taken: Factor | None = None
    wanted: str = ""
    used: str = ""
    code: str = ""

    @property
    def factor(self) -> Factor:
        """Return the factor that is taken here, where one is."""
        assert self.taken is not None
        return self.taken


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What one unit of a signature emits.

    Parameters
    ----------
    match
        Where its factor was taken; None for emissions that someone else measured.
    kg
        Mass of each gas [kg per unit written], exact; CO2e where the source gives nothing finer.
    co2e_set
        For CO2e: the GWP set it was made with.
    mwh
        Energy content [MWh per unit written], None if the activity carries no energy or it is not known.
    """

    match: Stair | None
    kg: Mapping[str, Fraction]
    steps: tuple[Step, ...]
    co2e_set: str = ""
    mwh: Fraction | None = None
    energy_steps: tuple[Step, ...] = ()

    @property
    def heating_values(self) -> list[HeatingValue]:
        """Return the heating values that it, and its energy content, were compiled with."""
        values = (step.heating_value for step in (*self.steps, *self.energy_steps))
        return [value for value in values if value is not None]


def rounding(
    factor: Factor,
    kg: Mapping[str, Fraction],
    ratio: Fraction,
    gwp: Mapping[str, Mapping[str, Fraction]],
    gwp_set: str,
) -> Fraction:
    """Return what the CO2e printed is more than that of the gases [kg CO2e per unit]; 0 in another GWP set.

    Parameters
    ----------
    match
        Where its factor was taken; None for emissions that someone else measured.
    kg
        Mass of each gas [kg per unit]; biogenic CO2 is in no printed total.
    ratio
        Units of the factor per unit.
    """
    if factor.printed is None or factor.printed.gwp_set != gwp_set:
        return Fraction(0)
    potentials = {CO2E: Fraction(1), **gwp.get(gwp_set, {})}
    of_gases = (mass * potentials.get(gas, 0) for gas, mass in kg.items() if gas not in {CO2_BIOGENIC, ROUNDING})
    return factor.printed.value * ratio - sum(of_gases, Fraction(0))
