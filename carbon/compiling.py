"""Compiling a signature: unit, heating value and factor become one exact coefficient per gas.

Where a factor is per energy and the quantity a volume or a mass, a heating value joins them: the organisation's own,
else one named in the settings, else the one that the factor's publication prescribes, else none. A mass of CO2e of a
single gas is divided by the GWP that it was published with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from carbon import exact
from carbon.records import Activity, Coefficient, Factor, HeatingValue, Match, Step, Unit
from carbon.terms import ANYWHERE
from carbon.units import Vocabulary

CO2E = "CO2e"
ENERGY = "energy"


class CompileError(Exception):
    """Raised when a coefficient cannot be made; `code` and `why` make the problem."""

    def __init__(self, code: str, why: str) -> None:
        self.code, self.why = code, why
        super().__init__(why)


class Compiler:
    """Makes coefficients for one inventory year.

    Parameters
    ----------
    vocabulary
        The units.
    gwp
        GWP by set and gas.
    heating_values
        By fuel.
    named
        Datasets of heating values that carbon.toml names.
    factors_as_of
        Publications after this date are not used.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        gwp: Mapping[str, Mapping[str, Fraction]],
        heating_values: Mapping[str, Sequence[HeatingValue]],
        named: Sequence[str],
        factors_as_of: date | None,
    ) -> None:
        self._vocabulary = vocabulary
        self._gwp = gwp
        self._heating_values = heating_values
        self._named = named
        self._as_of = factors_as_of

    def coefficient(self, activity: Activity, unit: Unit, match: Match, day: date, geography: str) -> Coefficient:
        """Compile the coefficient of a quantity of an activity.

        Parameters
        ----------
        activity, unit
            What was written.
        match
            The factor that was chosen.
        day
            The first day of the activity's month.
        geography
            Where.

        Returns
        -------
        Coefficient
            Mass of each gas [kg per unit written], and the energy content [MWh per unit written].

        Raises
        ------
        CompileError
            If a heating value is missing or the units do not join.
        """
        factor = match.factor
        if unit.calorific_basis and {unit.calorific_basis, factor.calorific_basis} == {"net", "gross"}:
            why = (
                f"{unit.symbol} is reckoned by the {unit.calorific_basis} calorific value, "
                f"the factor by the {factor.calorific_basis} one: {factor.id}.\n"
                f"Give the {factor.calorific_basis} figure of the bill, or the volume or mass."
            )
            raise CompileError("wrong-dimension", why)
        steps = self._joined(activity, unit, self._unit(factor), day, geography, factor)
        ratio = _product(steps)
        kg: dict[str, Fraction] = {}
        co2e_set = ""
        for row in factor.rows:
            value = row.value * ratio
            if row.gas == CO2E:
                co2e_set = row.gwp_set or "unstated"
            elif row.co2e:
                gwp = self._gwp.get(row.gwp_set, {}).get(row.gas)
                if gwp is None:
                    raise CompileError("missing-gwp", f"{row.gwp_set} has no GWP for {row.gas} ({factor.id}).")
                value /= gwp
            kg[row.gas] = kg.get(row.gas, Fraction(0)) + value
        mwh, energy_steps = self.energy(activity, unit, day, geography, factor)
        return Coefficient(match, kg, steps, co2e_set, mwh, energy_steps)

    def energy(
        self, activity: Activity, unit: Unit, day: date, geography: str, factor: Factor | None
    ) -> tuple[Fraction | None, tuple[Step, ...]]:
        """Return the energy content [MWh per unit written] of a carrier, None if it is no carrier or not known."""
        if not activity.carrier:
            return None, ()
        try:
            steps = self._joined(activity, unit, self._vocabulary.unit("MWh"), day, geography, factor)
        except CompileError:
            return None, ()
        return _product(steps), steps

    def kilograms(self, unit: Unit) -> tuple[Step, ...]:
        """Return the step from a unit of mass to kilograms, none if it is the kilogram."""
        return self._unit_step(unit, self._vocabulary.unit("kg"))

    def _unit(self, factor: Factor) -> Unit:
        """Return the unit that a factor is per."""
        found = self._vocabulary.find(factor.unit)
        if isinstance(found, Unit):
            return found
        raise CompileError("bad-dataset", f'The factor {factor.id} is per "{factor.unit}", which is no declared unit.')

    def _joined(
        self, activity: Activity, unit: Unit, target: Unit, day: date, geography: str, factor: Factor | None
    ) -> tuple[Step, ...]:
        """Return the steps from one unit to another, over a heating value if energy is on one side only."""
        if unit.dimension == target.dimension:
            return self._unit_step(unit, target)
        if ENERGY not in {unit.dimension, target.dimension}:
            why = f"{unit.symbol} measures {unit.dimension}, the factor is per {target.symbol} ({target.dimension})."
            raise CompileError("wrong-dimension", why)
        energy, physical = (unit, target) if unit.dimension == ENERGY else (target, unit)
        basis = energy.calorific_basis or (factor.calorific_basis if factor is not None else "")
        value = self._heating_value(activity, physical, basis, day, geography, factor)
        content = self._vocabulary.unit(value.energy_unit)
        per = self._vocabulary.unit(value.unit)
        what = f"heating value {exact.plain(value.value)} {value.energy_unit}/{value.unit}"
        source = f"{value.id} ({value.cell})"
        if unit.dimension == ENERGY:
            step = Step(what, 1 / value.value, source, value)
            return (*self._unit_step(unit, content), step, *self._unit_step(per, target))
        step = Step(what, value.value, source, value)
        return (*self._unit_step(unit, per), step, *self._unit_step(content, target))

    def _unit_step(self, unit: Unit, target: Unit) -> tuple[Step, ...]:
        """Return the step between two units of a dimension, none if they are the same."""
        if unit.symbol == target.symbol:
            return ()
        ratio = self._vocabulary.ratio(unit, target)
        return (Step(f"1 {unit.symbol} = {exact.shown(ratio)} {target.symbol}", ratio, "units.csv"),)

    def _heating_value(
        self, activity: Activity, unit: Unit, basis: str, day: date, geography: str, factor: Factor | None
    ) -> HeatingValue:
        """Choose a heating value: own, named, prescribed by the factor's publication, or none.

        Raises
        ------
        CompileError
            If there is none, or two of equal rank.
        """
        fuel = activity.id.split("/", maxsplit=1)[0]
        fitting = [
            value for value in self._heating_values.get(fuel, ()) if self._fits(value, unit, day, geography, basis)
        ]
        prescribed = factor.dataset.heating_values if factor is not None else ""
        here = factor.dataset.id if factor is not None else ""
        for chosen in (
            [value for value in fitting if value.dataset.own],
            *([value for value in fitting if name in {value.dataset.name, value.dataset.id}] for name in self._named),
            [value for value in fitting if value.dataset.id in {prescribed, here}],
        ):
            if len(chosen) > 1:
                why = "Two heating values of equal rank: " + " and ".join(value.id for value in chosen[:2]) + "."
                raise CompileError("missing-heating-value", why)
            if chosen:
                return chosen[0]
        why = (
            f"A heating value of {fuel} per {unit.dimension} is needed" + (f" for {factor.id}" if factor else "") + "."
        )
        known = [value.id for value in self._heating_values.get(fuel, ()) if _is_of_place(value, geography)]
        why += f"\nKnown: {', '.join(known)}." if known else ""
        why += "\nAdd your own to emission_factors/own/…/heating_values.csv, or name a dataset: "
        raise CompileError("missing-heating-value", why + "[factors] heating_values = […] in carbon.toml.")

    def _fits(self, value: HeatingValue, unit: Unit, day: date, geography: str, basis: str) -> bool:
        """Say whether a heating value may be used."""
        per = self._vocabulary.find(value.unit)
        published = self._as_of is None or value.published_on is None or value.published_on <= self._as_of
        return (
            isinstance(per, Unit)
            and per.dimension == unit.dimension
            and value.is_valid(day)
            and published
            and _is_of_place(value, geography)
            and (not basis or value.calorific_basis == basis)
        )


def _is_of_place(value: HeatingValue, geography: str) -> bool:
    """Say whether a heating value is of a geography, its country, or anywhere."""
    return value.geography in {geography, geography.split("/", maxsplit=1)[0], ANYWHERE}


def _product(steps: Sequence[Step]) -> Fraction:
    """Multiply the ratios of steps."""
    product = Fraction(1)
    for step in steps:
        product *= step.ratio
    return product
