"""What an organisation declares of itself, as frozen records: carbon.toml, metrics and contractual instruments.

Every key of carbon.toml is declared; an unknown one is a problem with its nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from carbon.files import records
from carbon.files.forms import FileForm
from carbon.files.records import ABSENT, Beside, Fault, FaultError, Id, ReadBy, Under, Written, attempt
from carbon.files.toml import BrokenTomlError, opened, shown
from carbon.files.values import ByLanguage, Choice, Day, Names, Scopes, Text, Texts, Value, Whole
from carbon.model import exact
from carbon.model.codes import CODES
from carbon.model.periods import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, month_number
from carbon.model.problems import Place, Problem, in_shell, nearest, short, with_nearest
from carbon.model.sentences import say
from carbon.model.terms import GWP_SETS, KG_PER_T, Edition, UpstreamDecision

MONTHS_OF_YEAR, MOST_STEPS = 12, 50
EQUITY_SHARE, APPROACHES = "equity_share", ("operational_control", "financial_control")
DECISIONS = tuple(UpstreamDecision)
Reason = Annotated[str, Text(needed='"…"', otherwise="")]
Steps = Annotated[int, Whole(0, MOST_STEPS, like="1")]
SETTINGS = "carbon.toml"


@dataclass(frozen=True)
class Approach(Choice):
    """A consolidation approach; one by which facilities would not count in full is refused."""

    def read(self, written: Written) -> str:
        """Read it."""
        if written.value != EQUITY_SHARE:
            return super().read(written)
        raise FaultError(
            say(
                "By equity share a facility counts by the share owned, and shares cannot be declared: "
                "every facility would count in full, as under control.\n"
                'Write "operational_control" or "financial_control", with the facilities that you '
                "control in full."
            )
        )


@dataclass(frozen=True)
class Threshold(Value):
    """The change from which the base year is recalculated [%]."""

    def read(self, written: Written) -> Fraction:
        """Read it."""
        number = str(written.value).removesuffix("%").strip()
        if str(written.value).endswith("%") and exact.NUMBER.fullmatch(number) and exact.parse(number) > 0:
            return exact.parse(number)
        raise FaultError('The value is "{value}". Write a percentage: "5%".', value=shown(written.value))


@dataclass(frozen=True)
class Tonnes(Value):
    """Tonnes, read as kilograms; as text or a whole number, which are exact."""

    def read(self, written: Written) -> Fraction:
        """Read them."""
        if type(written.value) in {int, str} and exact.NUMBER.fullmatch(str(written.value)):
            tonnes = exact.parse(str(written.value))
            if tonnes >= 0:
                return tonnes * KG_PER_T
        raise FaultError("Write tonnes as text, which is exact: {key} = {like}.", key=written.key, like=self.needed)


@dataclass(frozen=True)
class Code(Value):
    """The code of a problem."""

    def read(self, written: Written) -> str:
        """Read it."""
        code = shown(written.value)
        likely = nearest(code, CODES) or ["spread"]
        if not isinstance(written.value, str):
            raise FaultError(
                'The value is {value}. Write one code in each entry, in quotes: {key} = "{code}".',
                value=short(code),
                key=written.key,
                code=likely[0],
            )
        if code not in CODES:
            raise FaultError(with_nearest(say('"{code}" is not a code.', code=short(code)), likely))
        return code


def _start(table: Written) -> date:
    """Read the first day of an inventory year: that of the calendar year by default."""
    return Day(like="2024-01-01", otherwise=date(int(table.path[-1]), 1, 1)).take(table, "start")  # type: ignore[no-any-return]


def _end(table: Written) -> date:
    """Read the last day of an inventory year: that of the calendar year by default."""
    return Day(like="2024-12-31", otherwise=date(int(table.path[-1]), 12, 31)).take(table, "end")  # type: ignore[no-any-return]


def _editions(table: Written) -> dict[str, str]:
    """Read which edition a year that is no calendar year takes: of all datasets, or of each."""
    given = table.at("edition")
    by_dataset = {"": given} if not isinstance(given.value, Mapping) else {name: given.at(name) for name in given.value}
    read = {name: attempt(written, Edition) for name, written in by_dataset.items() if written.value is not None}
    return {name: rule for name, rule in read.items() if rule is not ABSENT}


def _upstream(table: Written) -> dict[str, Upstream]:
    """Read the decisions about upstream emissions by carrier: a word, or a table of it and a reason."""
    given = table.at("upstream")
    decisions = {}
    for carrier, value in ({} if given.value is None else given.table()).items():
        whole = value if isinstance(value, Mapping) else {"decision": value}
        is_decided = isinstance(value, Mapping) or attempt(given.at(carrier), UpstreamDecision) is not ABSENT
        if is_decided:
            decisions[carrier] = attempt(Written(given.document, (*given.path, carrier), whole), Upstream)
    return decisions


@dataclass(frozen=True, slots=True)
class YearSettings:
    """An inventory year: its first and last day, and the date after which publications are not used."""

    year: Annotated[int, ReadBy(lambda table: int(table.path[-1]))]
    start: Annotated[date, ReadBy(_start, "start")]
    end: Annotated[date, ReadBy(_end, "end")]
    factors_as_of: date | None = None

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Refuse a year that is no whole months, no year long, or not the year that its name says."""
        del table
        start, end = self.start, self.end
        if end < start:
            why = say("The year ends on {end}, before it starts on {start}.", end=end, start=start)
            yield "end", why, "end-before-start"
        elif start < FIRST_DAY or end > LAST_DAY:
            yield "start", say("The year is not between {first} and {last}.", first=FIRST_DAY, last=LAST_DAY)
        elif start.day != 1 or (end + timedelta(days=1)).day != 1:
            why = say(
                "{start} to {end} are not whole months. An inventory year begins and ends with a month.",
                start=start,
                end=end,
            )
            yield "start", why, "not-monthly"
        elif (months := month_number(end) - month_number(start) + 1) > MONTHS_OF_YEAR:
            why = say(
                "{start} to {end} are {months} months. An inventory year has at most {most}: declare each year.",
                start=start,
                end=end,
                months=months,
                most=MONTHS_OF_YEAR,
            )
            yield "end", why
        elif self.year not in {start.year, end.year}:
            why = say(
                "{start} to {end} is no part of {year}. Name the year for one that it begins or ends in: "
                "[years.{other}].",
                start=start,
                end=end,
                year=self.year,
                other=end.year,
            )
            yield "start", why


@dataclass(frozen=True, slots=True)
class FactorSettings:
    """The `[factors]` table of carbon.toml.

    Parameters
    ----------
    editions
        The rule of each dataset by which a year that is no calendar year takes its edition; under no name, of all.
    """

    datasets: Annotated[tuple[str, ...], Texts(like='["own"]')] = ()
    heating_values: Annotated[tuple[str, ...], Texts(like='["own"]')] = ()
    earlier_years: Mapping[str, Steps] = field(default_factory=dict)
    wider_geography: Steps = 0
    variants: Mapping[str, str] = field(default_factory=dict)
    editions: Annotated[Mapping[str, str], ReadBy(_editions, "edition")] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility: its names by language and its geography (empty: the organisation's)."""

    id: Id
    names: Annotated[Names, ByLanguage(key="name", like="Taipei HQ")] = field(default_factory=dict)
    geography: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An activity, account or facility left out of the totals, with the reason."""

    reason: Reason
    activity: str = ""
    account: str = ""
    facility: str = ""

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask for the one thing that is left out."""
        if sum(key in table for key in ("activity", "account", "facility")) != 1:
            why = say('Say the one thing that is left out: activity = "…", account = "…" or facility = "…".')
            yield "", why, "missing-setting"


@dataclass(frozen=True, slots=True)
class Silence:
    """A code whose warnings are not shown, with the reason."""

    code: Annotated[str, Code(needed='"spread"', otherwise="")]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Upstream:
    """What is done about one carrier's upstream emissions, with the reason when they are excluded."""

    decision: Annotated[UpstreamDecision, Choice(words=DECISIONS, needed='"reported"', otherwise=DECISIONS[0])]
    reason: str = ""

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask why emissions are left out."""
        del table
        if self.decision is UpstreamDecision.EXCLUDE and not self.reason:
            why = say('Leaving upstream emissions out needs a reason: {{ decision = "exclude", reason = "…" }}.')
            yield "", why, "missing-setting"


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

    what: Annotated[Names, ByLanguage(needed='"overseas offices"', like="overseas offices", otherwise={})]
    year: Annotated[int, Whole(FIRST_YEAR, LAST_YEAR, needed="2023", otherwise=FIRST_YEAR)]
    kg_co2e: Annotated[Fraction, Tonnes(key="t_co2e", needed='"829.48"', otherwise=Fraction(0))]
    scopes: Annotated[tuple[int, ...], Scopes(needed="[1, 2]", otherwise=())]
    in_target: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """An inventory folder's carbon.toml, or the same keys given as options."""

    organisation: Annotated[str, Text(needed='"Example Ltd"', empty=True, otherwise="")]
    geography: Annotated[str, Text(needed='"TW"', empty=True, otherwise="")]
    gwp_set: Annotated[str, Choice(words=GWP_SETS, needed='"AR6_GWP100"', otherwise="")]
    years: Annotated[Mapping[int, YearSettings], Under(otherwise={})]
    consolidation_approach: Annotated[str, Approach(words=APPROACHES)] = ""
    base_year: Annotated[int | None, Whole(FIRST_YEAR, LAST_YEAR, like="2022")] = None
    factors: FactorSettings = field(default_factory=FactorSettings)
    facilities: Mapping[str, Facility] = field(default_factory=dict)
    exclusions: Annotated[tuple[Exclusion, ...], Under("exclude")] = ()
    upstream: Annotated[Mapping[str, Upstream], ReadBy(_upstream, "upstream")] = field(default_factory=dict)
    silenced: Annotated[tuple[Silence, ...], Under("silence")] = ()
    folder: Annotated[Path | None, Beside()] = None
    boundary: Annotated[Names, ByLanguage(like="Taiwan")] = field(default_factory=dict)
    outside_boundary: tuple[OutsideBoundary, ...] = ()
    significance_threshold: Annotated[Fraction | None, Threshold()] = None
    files: tuple[FileForm, ...] = ()

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask for an inventory year, and refuse two that share days, which would be counted in both."""
        if not table.get("years"):
            why = say("No inventory year is declared. Write [years.2024] with start = 2024-01-01 and end = 2024-12-31.")
            yield "years", why, "missing-setting"
        whole = [year for year in self.years.values() if year.start <= year.end]
        for earlier, later in pairwise(sorted(whole, key=lambda year: (year.start, year.end))):
            if later.start <= earlier.end:
                last = min(earlier.end, later.end)
                why = say(
                    "{start} to {last} is in [years.{earlier}] and in [years.{later}]; what was used "
                    "then would be counted twice. Let one end before the other starts.",
                    start=later.start,
                    last=last,
                    earlier=earlier.year,
                    later=later.year,
                )
                yield ("years", str(later.year)), why


def read_settings(folder: Path) -> tuple[Settings, list[Problem]]:
    """Read an inventory folder's settings.

    Returns
    -------
    tuple
        The settings as far as they can be read, and the problems.
    """
    path, nothing = folder / SETTINGS, Settings("", "", "", {}, folder=folder)
    if not path.exists():
        why = say(
            "The folder has no {settings}. `carbon init {folder}` writes one to fill in.",
            settings=SETTINGS,
            folder=in_shell(folder),
        )
        return nothing, [Problem("missing-settings", why, Place(str(folder)))]
    try:
        document = opened(path, SETTINGS, example="years.2024", code="bad-setting", missing="missing-setting")
    except BrokenTomlError as error:
        return nothing, [error.problem]
    return replace(records.read(Settings, document), folder=folder), document.problems
