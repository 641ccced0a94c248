"""The projection: year by year the balance as it would be, and after each lever.

Business as usual is what drivers, growth and the grid bring about, with the renewable electricity that the last
inventory has. Every lever then acts in turn, and what the emissions fall by is its part of the bridge: the parts add
up to the whole, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from carbon.model.terms import ELECTRICITY, KG_PER_T
from carbon.scenarios.balance import Arithmetic, Balance, Compound, Line, Value
from carbon.scenarios.levers import ONE, Lever, make_levers, merge_savings
from carbon.scenarios.scenario import Driver, Scenario
from carbon.scenarios.start import Start

Parts = dict[str, dict[int, tuple[Value, Value]]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a year comes to: emissions [kg CO2e], electricity [MWh] and metrics.

    Parameters
    ----------
    scope_1, scope_3
        Without electricity; scope 3 is zero where nothing was assessed.
    location, market
        Scope 2 by method.
    kg
        Emissions of each activity other than electricity.
    grown
        By how much the scenario has each activity grow, without levers.
    drivers
        By how much each driver has moved, as an index that is 1 at the start.
    location_factor, market_factor
        Emissions of the load, and of what no renewable electricity covers [kg CO2e per MWh].
    parts
        What of an activity is in the parts that levers name [MWh of electricity, else kg CO2e].
    beyond
        What is saved or contracted beyond what there is, by lever, with its unit; `renewable` for all contracts.
    """

    year: int
    scope_1: Value
    location: Value
    market: Value
    scope_3: Value
    load: Value
    renewable: Value
    kg: Mapping[str, Value]
    metrics: Mapping[str, Value]
    grown: Mapping[str, Value]
    drivers: Mapping[str, Value] = field(default_factory=dict)
    location_factor: Value = None
    market_factor: Value = None
    beyond: Mapping[str, tuple[Fraction, str]] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    @property
    def indices(self) -> dict[str, Value]:
        """Return the drivers that are no metrics."""
        return {name: index for name, index in self.drivers.items() if name not in self.metrics}

    @property
    def renewable_share(self) -> Value | None:
        """Return the share of renewable electricity, None without a load."""
        if isinstance(self.load, Fraction) and not self.load:
            return None
        return self.renewable / self.load


@dataclass(frozen=True, slots=True)
class Projection:
    """A scenario worked out.

    Parameters
    ----------
    years
        What each year comes to, the start among them.
    usual
        The same for business as usual.
    parts
        By lever, in their order: what it takes off in each year [kg CO2e], location- and market-based.
    """

    years: tuple[Figures, ...]
    usual: tuple[Figures, ...]
    parts: Mapping[str, Mapping[int, tuple[Value, Value]]]
    levers: tuple[Lever, ...] = ()

    def year(self, year: int) -> Figures:
        """Return what a year comes to."""
        return self.years[year - self.years[0].year]


@dataclass(slots=True)
class Projector:
    """Works a scenario out in one arithmetic.

    Parameters
    ----------
    bridged
        Whether to keep the part of each lever, which draws do not need.
    """

    scenario: Scenario
    start: Start
    arithmetic: Arithmetic
    gwps: Mapping[str, Value] = field(default_factory=dict)
    bridged: bool = True
    _first: Balance | None = None

    def run(self, last: int | None = None) -> Projection:
        """Return the projection from the start to the scenario's end, or to an earlier year."""
        levers = make_levers(self.scenario, self.start, self.arithmetic, self.gwps)
        parts: Parts = {lever.id: {} for lever in levers}
        usual: list[Figures] = []
        years = tuple(self._years(last, levers, parts, usual))
        return Projection(years, tuple(usual), parts, tuple(levers))

    def years(self) -> Iterator[Figures]:
        """Yield what each year comes to; draws are gone with their year, or memory would be what takes the time."""
        levers = merge_savings(make_levers(self.scenario, self.start, self.arithmetic, self.gwps))
        yield from self._years(None, levers, {lever.id: {} for lever in levers}, [])

    def _years(self, last: int | None, levers: list[Lever], parts: Parts, usual: list[Figures]) -> Iterator[Figures]:
        """Yield what each year comes to, and keep business as usual and the parts of the levers."""
        indices, grid = self._indices(), self._grid()
        for year in range(self.start.year, (last or self.scenario.end) + 1):
            metrics = {name: self._metric(name, year, indices) for name in self.start.metrics}
            grown = {activity: indices[activity].at(year) for activity in self.scenario.loads}
            drivers = {name: indices[f"drivers.{name}"].at(year) for name in self.scenario.drivers}
            moved = _Moved(metrics, grown, drivers)
            balance = self._balance(year, indices, grid)
            if self.bridged:
                usual.append(_figures(balance, moved))
            self._act(balance, levers, parts)
            yield _figures(balance, moved)

    def _act(self, balance: Balance, levers: list[Lever], parts: Parts) -> None:
        """Let every lever act, and keep what the emissions fall by."""
        before = _emissions(balance) if self.bridged else None
        for place, lever in enumerate(levers):
            if lever.id.startswith("measures.") and (not place or not levers[place - 1].id.startswith("measures.")):
                balance.before_measures()
            state = balance.load, balance.renewable, balance.rest
            lever.apply(balance)
            if before is not None:
                now = balance.load, balance.renewable, balance.rest
                idle = all(one is other for one, other in zip(state, now, strict=True))
                after = before if idle else _emissions(balance)
                parts[lever.id][balance.year] = (
                    (ONE * 0, ONE * 0) if idle else (before[0] - after[0], before[1] - after[1])
                )
                before = after

    def _balance(self, year: int, indices: Mapping[str, _Index], grid: Line | Compound) -> Balance:
        """Return a year as it would be without levers."""
        first, ratio = self._first or self._beginning(), grid.at(year)
        self._first = first
        load = self._grown(ELECTRICITY, first.load, year, indices)
        kg = {activity: self._grown(activity, mass, year, indices) for activity, mass in first.kg.items()}
        whole = {**kg, ELECTRICITY: load}
        return Balance(
            year=year,
            arithmetic=self.arithmetic,
            load=load,
            renewable=first.renewable,
            location_factor=first.location_factor * ratio,
            market_factor=first.market_factor * ratio,
            kg=kg,
            scopes=first.scopes,
            parts={key: whole[key[0]] * self.arithmetic.constant(share) for key, share in self.start.parts.items()},
        )

    def _beginning(self) -> Balance:
        """Return the start in the arithmetic of the projection, activities that only a shift brings at zero."""
        constant, start = self.arithmetic.constant, self.start
        kg = {stream.activity: constant(stream.kg) for stream in start.streams}
        for shift in self.scenario.shifts:
            if shift.target and shift.target != ELECTRICITY:
                kg.setdefault(shift.target, constant(ONE * 0))
        return Balance(
            year=start.year,
            arithmetic=self.arithmetic,
            load=constant(start.load),
            renewable=constant(start.renewable),
            location_factor=constant(start.location_factor),
            market_factor=constant(start.market_factor),
            kg=kg,
            scopes=self._scopes(),
        )

    def _scopes(self) -> dict[str, int]:
        """Return the scope of each activity; what a shift brings stays in the scope of what it takes over."""
        scopes = {stream.activity: stream.scope for stream in self.start.streams}
        for shift in self.scenario.shifts:
            scopes.setdefault(shift.target, scopes.get(shift.origin, 1))
        return scopes

    def _indices(self) -> dict[str, _Index]:
        """Return how each activity and each driver moves, as indices that are 1 at the start."""
        drivers = {name: self._driver(driver) for name, driver in self.scenario.drivers.items()}
        indices: dict[str, _Index] = {f"drivers.{name}": index for name, index in drivers.items()}
        for load in self.scenario.loads.values():
            growth = 0 if load.growth is None else self.arithmetic.of(load.growth)
            own = Compound(self.start.year, growth, self.arithmetic.constant(ONE))
            indices[load.activity] = _Product(own, drivers.get(load.driver))
        return indices

    def _driver(self, driver: Driver) -> _Index:
        """Return a driver as an index."""
        constant, of = self.arithmetic.constant, self.arithmetic.of
        if driver.growth is not None:
            return Compound(self.start.year, of(driver.growth), constant(ONE))
        first = self.start.metrics.get(driver.id)
        points = {year: of(number) for year, number in driver.points.items() if first is None or year > self.start.year}
        line = Line(points if first is None else {self.start.year: constant(first)} | points)
        base = line.at(self.start.year)
        return Line({year: line.at(year) / base for year in range(self.start.year, self.scenario.end + 1)})

    def _metric(self, name: str, year: int, indices: Mapping[str, _Index]) -> Value:
        """Return a metric of the organisation; one that no driver moves stays as it is."""
        value = self.arithmetic.constant(self.start.metrics[name])
        driver = indices.get(f"drivers.{name}")
        return value if driver is None else value * driver.at(year)

    def _grown(self, activity: str, first: Value, year: int, indices: Mapping[str, _Index]) -> Value:
        """Return what an activity has grown to; one that the scenario does not name stays as it is."""
        return first * indices[activity].at(year) if activity in indices else first

    def _grid(self) -> Line | Compound:
        """Return the grid's factor as an index that is 1 at the start."""
        grid, unity = self.scenario.grid, self.arithmetic.constant(ONE)
        if grid.change is not None:
            return Compound(self.start.year, self.arithmetic.of(grid.change), unity)
        first = self.arithmetic.constant(self.start.location_factor)
        points = {
            year: self.arithmetic.of(number) * KG_PER_T / first
            for year, number in grid.points.items()
            if year > self.start.year
        }
        return Line({self.start.year: unity} | (points if self.start.location_factor else {}))


_Index: TypeAlias = "Line | Compound | _Product"


@dataclass(frozen=True, slots=True)
class _Product:
    """An activity's own growth times that of its driver, kept as the years go by."""

    own: Compound
    driver: Line | Compound | _Product | None
    known: dict[int, Value] = field(default_factory=dict)

    def at(self, year: int) -> Value:
        """Return the index in a year."""
        if self.driver is None:
            return self.own.at(year)
        if year not in self.known:
            self.known[year] = self.own.at(year) * self.driver.at(year)
        return self.known[year]


def _emissions(balance: Balance) -> tuple[Value, Value]:
    """Return scope 1 and 2 [kg CO2e], location- and market-based."""
    return balance.rest + balance.location, balance.rest + balance.market


@dataclass(frozen=True, slots=True)
class _Moved:
    """What moves without levers in a year: metrics, activities and drivers."""

    metrics: Mapping[str, Value]
    grown: Mapping[str, Value]
    drivers: Mapping[str, Value]


def _figures(balance: Balance, moved: _Moved) -> Figures:
    """Return what the balance comes to."""
    heat = balance.of_scope(2)
    beyond = dict(balance.beyond)
    if isinstance(balance.load, Fraction) and balance.renewable > balance.load:
        beyond["renewable"] = Fraction(balance.renewable - balance.load), "MWh"
    return Figures(
        year=balance.year,
        scope_1=balance.of_scope(1),
        location=balance.location + heat,
        market=balance.market + heat,
        scope_3=balance.of_scope(3),
        load=balance.load,
        renewable=balance.renewable_used,
        kg=dict(balance.kg),
        metrics=moved.metrics,
        grown=moved.grown,
        drivers=moved.drivers,
        location_factor=balance.location_factor,
        market_factor=balance.market_factor,
        beyond=beyond,
        parts=dict(balance.parts),
    )
