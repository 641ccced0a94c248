"""Coefficients of a ledger's entries in one inventory year: matched, compiled, and kept."""

from __future__ import annotations

from copy import copy
from fractions import Fraction

from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Entry
from carbon.factors.candidates import Candidates, NoMatchError, Wanted
from carbon.factors.choosing import Ladder
from carbon.factors.compiling import CompileError, Compiler
from carbon.factors.datasets.tables import RESIDUAL_MIX
from carbon.factors.factor import CO2E, Coefficient
from carbon.model.periods import first_day
from carbon.settings import YearSettings


def wanted(entry: Entry, activity: str, factor_id: str = "") -> Wanted:
    """Return what an entry wants a factor of an activity for."""
    line = entry.line
    return Wanted(
        activity,
        entry.geography,
        first_day(entry.month),
        line.unit.dimension,
        factor_id,
        line.unit.calorific_basis,
        line.signature.text("supplier"),
        entry.facility,
    )


class Coefficients:
    """Makes each coefficient once.

    Parameters
    ----------
    folder
        What the inventory is made from.
    year
        The inventory year, whose `factors_as_of` decides which publications count.
    """

    def __init__(self, folder: Folder, year: YearSettings) -> None:
        books, settings = folder.books_of(year.year), folder.settings
        dimensions = {unit.symbol: unit.dimension for unit in books.vocabulary.units()}
        self._factors = books.factors.factors
        candidates = Candidates(books.factors.factors, books.factors.order, settings.factors, year.factors_as_of, year)
        self.ladder = Ladder(candidates, dimensions)
        self._compiler = Compiler(
            books.vocabulary,
            books.gases.gwp,
            books.factors.heating_values,
            settings.factors.heating_values,
            year.factors_as_of,
            settings.gwp_set,
            candidates.editions.day,
        )
        self._kept: dict[tuple[str, Entry], Coefficient | NoMatchError | CompileError] = {}

    def of(self, entry: Entry) -> Coefficient:
        """Return the coefficient of an entry; raise NoMatchError or CompileError if there is none."""
        if entry.line.gas is not None:
            return self._reported(entry)
        return self._keep(entry, entry.line.activity.id, entry.line.signature.text("factor"))

    def beside(self, entry: Entry, activity: str) -> Coefficient:
        """Return the coefficient of another activity for an entry's quantity: its upstream, or its electricity.

        Raise NoMatchError or CompileError if there is none.
        """
        return self._keep(entry, activity, "")

    def residual_mix(self, entry: Entry) -> Coefficient | None:
        """Return the coefficient of the residual mix, None where none is published.

        Raise NoMatchError or CompileError if there are two of equal rank, or it is not per energy.
        """
        if RESIDUAL_MIX not in self._factors:
            return None
        try:
            return self._keep(entry, RESIDUAL_MIX, "")
        except NoMatchError as error:
            if error.code != "missing-factor":
                raise
            return None

    def _keep(self, entry: Entry, activity: str, factor_id: str) -> Coefficient:
        """Make a coefficient, or return the one that was made, or raise what was raised."""
        key = (activity, entry)
        coefficient = self._kept.get(key)
        if coefficient is None:
            coefficient = self._kept[key] = self._made(entry, activity, factor_id)
        if isinstance(coefficient, Coefficient):
            return coefficient
        raise copy(coefficient)  # one that is raised holds on to all that was there when it was

    def _made(self, entry: Entry, activity: str, factor_id: str) -> Coefficient | NoMatchError | CompileError:
        """Match and compile."""
        line, day = entry.line, first_day(entry.month)
        try:
            match = self.ladder.match(wanted(entry, activity, factor_id))
            return self._compiler.coefficient(line.activity, line.unit, match, day, entry.geography)
        except (NoMatchError, CompileError) as error:
            return error.with_traceback(None)

    def _reported(self, entry: Entry) -> Coefficient:
        """Return the coefficient of emissions that someone else measured: a unit of mass of the gas."""
        gas = entry.line.gas
        assert gas is not None
        kilograms = self._compiler.kilograms(entry.line.unit)
        ratio = kilograms[0].ratio if kilograms else Fraction(1)
        return Coefficient(None, {gas.id: ratio}, kilograms, "unstated" if gas.id == CO2E else "")
