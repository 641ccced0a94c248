"""Compiling a signature: unit, heating value and factor become one exact coefficient per gas.

Where a factor is per energy and the quantity a volume or a mass, a heating value joins them: the organisation's own,
else one named in the settings, else the one that the factor's publication prescribes, else none. A mass of CO2e of a
single gas is divided by the GWP that it was published with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from carbon.factors.catalogue import Activity
from carbon.factors.factor import CO2E, ROUNDING, Coefficient, Dataset, Factor, HeatingValue, Stair, Step, rounding
from carbon.model import exact
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import ANYWHERE, Rung
from carbon.units import CALORIFIC, Unit, Vocabulary, measured

ENERGY = "energy"
NO_FUELS = frozenset({"", "electricity", "heat", "steam", "cooling"})
"""Carriers whose energy is not reckoned by a calorific value."""
_WAYS = {
    ("distance", "passenger_distance"): say("Write passenger_km: the kilometres times the people on board"),
    ("passenger_distance", "distance"): say("Write km: how far the vehicle went, whoever was on board"),
    ("distance", "freight"): say("Write tonne_km: the kilometres times the tonnes on board"),
    ("freight", "distance"): say("Write km: how far the vehicle went, whatever was on board"),
}
"""What to write instead of a quantity of one dimension where the factor is per another that nothing joins to it."""


class CompileError(Exception):
    """Raised when a coefficient cannot be made; `code` and `why` make the problem."""

    def __init__(self, code: str, why: Sentence) -> None:
        self.code, self.why = code, why
        super().__init__(code, why)

    def __str__(self) -> str:
        """Return what is said of it."""
        return self.why


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
    gwp_set
        The set chosen; where a publication prints CO2e in it beside its gases, that governs.
    edition_day
        Returns the day that decides on the edition of a dataset for a day.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        gwp: Mapping[str, Mapping[str, Fraction]],
        heating_values: Mapping[str, Sequence[HeatingValue]],
        named: Sequence[str],
        factors_as_of: date | None,
        gwp_set: str = "",
        edition_day: Callable[[Dataset, date], date] = lambda _, day: day,
    ) -> None:
        self._vocabulary = vocabulary
        self._gwp = gwp
        self._heating_values = heating_values
        self._named = named
        self._as_of = factors_as_of
        self._gwp_set = gwp_set
        self._edition_day = edition_day

    def coefficient(self, activity: Activity, unit: Unit, match: Stair, day: date, geography: str) -> Coefficient:
        """Compile the coefficient of a quantity of an activity.

        Return mass of each gas [kg per unit written], and the energy content [MWh per unit written]. Raise
        CompileError if a heating value is missing or the units do not join.

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
        """
        factor = match.factor
        steps = self._steps(activity, unit, day, geography, match)
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
                    why = say("{set} has no GWP for {gas} ({factor}).", set=row.gwp_set, gas=row.gas, factor=factor.id)
                    raise CompileError("missing-gwp", why)
                value /= gwp
            kg[row.gas] = kg.get(row.gas, Fraction(0)) + value
        rest = rounding(factor, kg, ratio, self._gwp, self._gwp_set)
        if rest:
            kg[ROUNDING] = rest
        mwh, energy_steps = self.energy(activity, unit, day, geography, factor)
        return Coefficient(match, kg, steps, co2e_set, mwh, energy_steps)

    def _steps(self, activity: Activity, unit: Unit, day: date, geography: str, match: Stair) -> tuple[Step, ...]:
        """Return the steps from a quantity to the unit of its factor; the energy of a fuel keeps its calorific basis.

        A unit that does not say its basis has that of the factor where the row names the factor, or where bills are
        known to share the basis of the dataset.

        Raise CompileError if the energy and the factor are by different calorific values and no heating values
        join them, or one of the two does not say by which it is.
        """
        factor = match.factor
        target = self._unit(factor)
        if unit.dimension != ENERGY or not (factor.calorific_basis or activity.carrier not in NO_FUELS):
            return self._joined(activity, unit, target, day, geography, factor)
        of_factor = factor.calorific_basis or target.calorific_basis
        is_shared = match.rung is Rung.EXPLICIT or factor.dataset.bills == of_factor
        of_row = unit.calorific_basis or (of_factor if is_shared else "")
        if target.dimension != ENERGY and not of_row:
            raise CompileError("calorific-basis", joined([_unsaid(unit), _how_to_say(unit, self._vocabulary)], "\n"))
        if target.dimension != ENERGY or of_row == of_factor:
            return self._joined(activity, unit, target, day, geography, factor)
        if of_row and of_factor:
            return self._rebased(activity, unit, target, of_factor, day, geography, factor)
        if of_row:
            why = say(
                "{unit} is by the {basis} calorific value, and the factor does not say by which: {factor}.\n"
                "Write calorific_basis into its rows if it is yours, or give the quantity in its unit: {other}.",
                unit=unit.symbol,
                basis=CALORIFIC.get(of_row, of_row),
                factor=factor.id,
                other=target.symbol,
            )
            raise CompileError("calorific-basis", why)
        basis = CALORIFIC.get(of_factor, of_factor)
        by = say("The factor is by the {basis} one: {factor}.", basis=basis, factor=factor.id)
        why = joined([joined([_unsaid(unit), by]), _how_to_say(unit, self._vocabulary)], "\n")
        raise CompileError("calorific-basis", why)

    def _rebased(
        self, activity: Activity, unit: Unit, target: Unit, basis: str, day: date, geography: str, factor: Factor
    ) -> tuple[Step, ...]:
        """Return the steps from energy by one calorific value to the other, over two heating values of one dataset.

        Raise CompileError if no dataset has both.
        """
        bases = (unit.calorific_basis, basis)
        for physical in ("kg", "L"):
            per = self._vocabulary.unit(physical)
            try:
                values = [self._heating_value(activity, per, name, day, geography, factor) for name in bases]
            except CompileError:
                continue
            if values[0].dataset.id == values[1].dataset.id:
                return (
                    *self._over(unit, values[0], per, unit.calorific_basis),
                    *self._over(target, values[1], per, basis, into=True),
                )
        why = say(
            "{unit} is reckoned by the {basis} calorific value, the factor by the {other} one: {factor}.\n"
            "Give the {other} figure of the bill, or the volume or mass; or both heating values of {fuel}, net and "
            "gross, in your own heating_values.csv, or in a dataset that [factors] heating_values names.",
            unit=unit.symbol,
            basis=CALORIFIC.get(unit.calorific_basis, unit.calorific_basis),
            other=CALORIFIC.get(basis, basis),
            factor=factor.id,
            fuel=activity.fuel,
        )
        raise CompileError("calorific-basis", why)

    def _over(
        self, energy: Unit, value: HeatingValue, physical: Unit, basis: str = "", *, into: bool = False
    ) -> tuple[Step, ...]:
        """Return the steps from energy to a mass or volume over a heating value, or the other way."""
        content, per = self._vocabulary.unit(value.energy_unit), self._vocabulary.unit(value.unit)
        what = f"{basis} heating value {exact.plain(value.value)} {value.energy_unit}/{value.unit}".strip()
        step = Step(what, value.value if into else 1 / value.value, f"{value.id} ({value.cell})", value)
        if into:
            return (*self._unit_step(physical, per), step, *self._unit_step(content, energy))
        return (*self._unit_step(energy, content), step, *self._unit_step(per, physical))

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
        unit = self._vocabulary.find(factor.unit)
        if isinstance(unit, Unit):
            return unit
        why = say(
            'The factor {factor} is per "{unit}", which is not a declared unit.', factor=factor.id, unit=factor.unit
        )
        raise CompileError("bad-dataset", why)

    def _joined(
        self, activity: Activity, unit: Unit, target: Unit, day: date, geography: str, factor: Factor | None
    ) -> tuple[Step, ...]:
        """Return the steps from one unit to another, over a heating value if energy is on one side only."""
        if unit.dimension == target.dimension:
            return self._unit_step(unit, target)
        if ENERGY not in {unit.dimension, target.dimension}:
            raise CompileError("wrong-dimension", _not_joined(unit, target))
        energy, physical = (unit, target) if unit.dimension == ENERGY else (target, unit)
        basis = energy.calorific_basis or (factor.calorific_basis if factor is not None else "")
        value = self._heating_value(activity, physical, basis, day, geography, factor)
        return self._over(energy, value, physical, into=unit.dimension != ENERGY)

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

        Raise CompileError if there is none, or two of equal rank.
        """
        fuel = activity.fuel
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
                names = joined((value.id for value in chosen[:2]), " and ")
                why = say("Two heating values of equal rank: {names}.", names=names)
                raise CompileError("missing-heating-value", why)
            if chosen:
                return chosen[0]
        per = measured(unit.dimension)
        why = say("A heating value of {fuel} per {per} is needed.", fuel=fuel, per=per)
        if factor:
            why = say(
                "A heating value of {fuel} per {per} is needed for {factor}.", fuel=fuel, per=per, factor=factor.id
            )
        lines = [why]
        ids = [value.id for value in self._heating_values.get(fuel, ()) if is_of_place(value, geography)]
        if ids:
            lines.append(say("Known: {names}.", names=joined(ids, ", ")))
        remedy = say(
            "Add your own to emission_factors/own/…/heating_values.csv, or name a dataset: "
            "[factors] heating_values = […] in carbon.toml."
        )
        raise CompileError("missing-heating-value", joined([*lines, remedy], "\n"))

    def _fits(self, value: HeatingValue, unit: Unit, day: date, geography: str, basis: str) -> bool:
        """Say whether a heating value may be used."""
        per = self._vocabulary.find(value.unit)
        published = self._as_of is None or value.published_on is None or value.published_on.last <= self._as_of
        return (
            isinstance(per, Unit)
            and per.dimension == unit.dimension
            and value.is_valid(self._edition_day(value.dataset, day))
            and published
            and is_of_place(value, geography)
            and (not basis or value.calorific_basis == basis)
        )


def is_of_place(value: HeatingValue, geography: str) -> bool:
    """Say whether a heating value is of a geography, its country, or anywhere."""
    return value.geography in {geography, geography.split("/", maxsplit=1)[0], ANYWHERE}


def _unsaid(unit: Unit) -> Sentence:
    """Say that the energy of a fuel is without its calorific basis."""
    return say(
        "{unit} does not say by which calorific value the energy of the fuel is reckoned, net or gross.",
        unit=unit.symbol,
    )


def _how_to_say(unit: Unit, vocabulary: Vocabulary) -> Sentence:
    """Say how the basis is written."""
    declared = {declared.symbol for declared in vocabulary.units()}
    form = unit.symbol if {f"{unit.symbol}_net", f"{unit.symbol}_gross"} <= declared else "GJ"
    return say(
        'Write "{form}_net" or "{form}_gross", as the bill or supplier says: of natural gas they differ by a tenth.',
        form=form,
    )


def _not_joined(unit: Unit, target: Unit) -> Sentence:
    """Say that nothing joins two units, and what to write instead."""
    why = say(
        '"{unit}" measures {measured}; the factor is per {other} ({wanted}).',
        unit=unit.symbol,
        measured=measured(unit.dimension),
        other=target.symbol,
        wanted=measured(target.dimension),
    )
    way = _WAYS.get((unit.dimension, target.dimension), say("Write the quantity in {unit}", unit=target.symbol))
    remedy = say("{way}, or add a factor per {unit} to emission_factors/own/.", way=way, unit=unit.symbol)
    return joined([why, remedy], "\n")


def _product(steps: Sequence[Step]) -> Fraction:
    """Multiply the ratios of steps."""
    product = Fraction(1)
    for step in steps:
        product *= step.ratio
    return product
