"""A case: the inventories of a folder, read once, and the scenarios that are tried on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from carbon import library, units
from carbon.accounting import activities
from carbon.accounting.inventory import inventories
from carbon.accounting.result import ActivityTotal, InventoryResult
from carbon.factors.catalogue import read_catalogue
from carbon.model import digests
from carbon.model.problems import Place, Problem, ProblemsError, sort, stop_if_any
from carbon.model.terms import Scope2Method
from carbon.scenarios import costs, feasible, on_track, scenario_file, scenario_result, start, uncertainty
from carbon.scenarios.balance import Exact
from carbon.scenarios.measures import Portion
from carbon.scenarios.pathway_result import PathwayResult, first_about_emissions
from carbon.scenarios.projection import Projection, Projector
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start
from carbon.targets import rules
from carbon.targets.target_result import TargetResult
from carbon.units import Vocabulary

Changes = Sequence[tuple[str, str]]
"""Pairs of a key's path in the scenario and another value."""


@dataclass
class Case:
    """The inventories of an organisation and a scenario file.

    Parameters
    ----------
    results
        Inventories, oldest first.
    folder
        The inventory folder, None for bare files.
    file
        The scenario.
    """

    results: Sequence[InventoryResult]
    folder: Path | None
    file: Path
    _targets: dict[str, Mapping[str, TargetResult]] = field(default_factory=dict)
    _parts: dict[tuple[int, str, str], Sequence[ActivityTotal]] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the units."""
        return units.read()

    @cached_property
    def activities(self) -> list[str]:
        """Return the activities that a scenario may name: the catalogue's, and what the inventory has beside them."""
        own = {stream.activity for result in self.results for stream in start.read_start(result).streams}
        left_out = {total.activity for result in self.results for total in result.activities}
        return list(dict.fromkeys([*read_catalogue().activities, *sorted(own | left_out)]))

    def scenario(self, changes: Changes = ()) -> Scenario:
        """Read the scenario, with some values changed.

        Raise ProblemsError with all that is wrong with it, in itself or beside the inventory.
        """
        stop_if_any(scenario_file.unreadable(self.file))
        folders = [*([self.folder / "scenarios"] if self.folder else []), library.scenarios()]
        scenario, problems = scenario_file.read_scenario(self.file, folders, self.activities, self.vocabulary, changes)
        stop_if_any(sort(problems))
        assert scenario is not None
        actuals = self.actuals(scenario)
        cut_short = any(name == "end" for name, _ in changes)
        unfit = feasible.misfits(scenario, self.start(scenario), actuals[-1].gwp_set, cut_short=cut_short)
        stop_if_any(sort(scenario_file.locate_problems(self.file, unfit)))
        return scenario

    @cached_property
    def with_data(self) -> Sequence[InventoryResult]:
        """Return the inventories that have data; targets know them all, wherever a scenario starts."""
        return [result for result in self.results if any(total.kg_co2e is not None for total in result.totals)]

    def actuals(self, scenario: Scenario) -> tuple[InventoryResult, ...]:
        """Return the inventories with data up to the start of a scenario; raise ProblemsError if there is none."""
        actuals = tuple(result for result in self.with_data if scenario.start is None or result.year <= scenario.start)
        if not actuals or (scenario.start is not None and actuals[-1].year != scenario.start):
            why = feasible.stop_years([result.year for result in self.with_data], scenario.start)
            raise ProblemsError([Problem("bad-scenario", why, Place(scenario.file, 0, "start"))])
        return actuals

    def start(self, scenario: Scenario) -> Start:
        """Return where a scenario starts."""
        actual = self.actuals(scenario)[-1]
        levers = [(shift.origin, shift.part) for shift in scenario.shifts]
        levers += [(measure.saves, measure.part) for measure in scenario.measures]
        parts = {
            (activity, part.key): self._share(actual, activity, part) for activity, part in levers if part is not None
        }
        return replace(start.read_start(actual), parts=parts)

    def _share(self, actual: InventoryResult, activity: str, part: Portion) -> Fraction:
        """Return the share of an activity that a part has in a year [ratio]: of its energy, or of its emissions."""
        if self.folder is None:
            return Fraction(0)
        key = actual.year, part.column, part.name
        if key not in self._parts:
            self._parts[key] = activities.activities_of(self.folder, *key)
        return start.share_of_part(self._parts[key], actual.activities, activity)

    def gwps(self, scenario: Scenario) -> dict[str, Fraction]:
        """Return the emissions of the refrigerants that a scenario names [kg CO2e per kg]."""
        return feasible.gwps(scenario, self.results[-1].gwp_set)

    def projection(self, scenario: Scenario, *, last: int | None = None, bridged: bool = False) -> Projection:
        """Work a scenario out exactly, without its targets."""
        return Projector(scenario, self.start(scenario), Exact(), self.gwps(scenario), bridged=bridged).run(last)

    def targets(self, scenario: Scenario) -> Mapping[str, TargetResult]:
        """Return the targets that a scenario is held against; raise ProblemsError with all that is wrong with them."""
        key = digests.canonical(scenario.targets)
        if key not in self._targets:
            try:
                targets = on_track.work_out_targets(scenario, self.with_data, self.folder, self.file.parent)
            except ProblemsError as error:
                raise ProblemsError(scenario_file.locate_problems(self.file, error.problems)) from None
            self._targets[key] = targets
        return self._targets[key]

    def pathway(
        self, scenario: Scenario, *, method: str = on_track.BUDGET_METHODS[0], fanned: bool = True
    ) -> PathwayResult:
        """Work a scenario out and hold it against its targets.

        Parameters
        ----------
        method
            How the budget is added up.
        fanned
            Whether to run it with draws too, where a number is uncertain.
        """
        actuals = self.actuals(scenario)
        targets = self.targets(scenario)
        projection = self.projection(scenario, bridged=True)
        drawn = (
            uncertainty.run_draws(scenario, self.start(scenario), self.gwps(scenario), targets, actuals[-1])
            if fanned
            else None
        )
        aim = first_about_emissions(targets)
        target = aim[1] if aim else None
        by = (target and target.method) or Scope2Method.MARKET
        return PathwayResult(
            scenario=scenario,
            actuals=actuals,
            projection=projection,
            provenance=scenario_result.record_provenance(scenario, actuals, targets, drawn=drawn is not None),
            years=on_track.years_on_path(projection, target),
            targets=targets,
            on_track=on_track.hold_against_targets(targets, projection, actuals[-1], drawn[1] if drawn else {}),
            budget=on_track.add_up_budget(target, actuals, projection, method) if target else None,
            fan=drawn[0] if drawn else None,
            carbon_cost=costs.carbon_costs(scenario, projection, by),
        )


FOLDER = "scenarios"


def check_folder(folder: Path, *, computed: bool = True) -> list[Problem]:
    """Return what is wrong with the rules and the scenarios of a folder.

    Parameters
    ----------
    computed
        Whether the inventories can be computed, so that scenarios and their targets are tried on them.
    """
    problems = rules.read_rules(folder)[1]
    files = sorted((folder / FOLDER).glob("*.toml"))
    if computed and files and not problems:
        results = inventories(folder)
        for file in files:
            problems += _check_case(Case(results, folder, file))
    else:
        for file in files:
            problems += _check_alone(file, folder)
    return list(sort(problems))


def _check_alone(file: Path, folder: Path) -> list[Problem]:
    """Return what is wrong with a scenario in itself; of activities the catalogue's are known."""
    places = [folder / FOLDER, library.scenarios()]
    activities = list(read_catalogue().activities)
    problems = scenario_file.unreadable(file) or scenario_file.read_scenario(file, places, activities, units.read())[1]
    return [problem for problem in problems if problem.code not in {"unknown-activity", "unknown-key"}]


def _check_case(case: Case) -> list[Problem]:
    """Return what is wrong with a scenario, in itself or beside the inventories."""
    try:
        case.targets(case.scenario())
    except ProblemsError as error:
        return list(error.problems)
    return []
