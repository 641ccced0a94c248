"""Where a projection starts: the last inventory year, as loads of energy and streams of emissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.accounting.result import AccountTotal, ActivityTotal, InventoryResult
from carbon.model.terms import ELECTRICITY, ELECTRICITY_ACCOUNT, Scope2Method

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Stream:
    """Emissions of one activity other than electricity.

    Parameters
    ----------
    kg
        Emissions of the year [kg CO2e].
    kg_per_mwh
        Emissions per energy [kg CO2e per MWh], None where the activity has no energy that is known.
    account
        What its emissions are posted to.
    """

    activity: str
    scope: int
    kg: Fraction
    kg_per_mwh: Fraction | None
    account: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """The last inventory year.

    Parameters
    ----------
    load, renewable
        Electricity, and how much of it renewable instruments cover [MWh].
    location, market
        Emissions of the electricity [kg CO2e].
    metrics
        The organisation's metrics by name.
    parts
        By activity and part, as far as levers name them: the part's share of the activity [ratio].
    """

    year: int
    streams: tuple[Stream, ...]
    load: Fraction
    renewable: Fraction
    location: Fraction
    market: Fraction
    metrics: Mapping[str, Fraction]
    parts: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)

    @property
    def location_factor(self) -> Fraction:
        """Return what a MWh of the load emits on average [kg CO2e per MWh], location-based."""
        return self.location / self.load if self.load else ZERO

    @property
    def market_factor(self) -> Fraction:
        """Return what a MWh that no renewable instrument covers emits [kg CO2e per MWh], market-based."""
        rest = self.load - self.renewable
        return self.market / rest if rest else self.location_factor

    def stream(self, activity: str) -> Stream | None:
        """Return the stream of an activity, None if there is none."""
        return next((stream for stream in self.streams if stream.activity == activity), None)


def read_start(result: InventoryResult) -> Start:
    """Return an inventory year as the start of a projection.

    What an account has beyond its activities (upstream emissions, which are computed from other rows) is a stream
    under the account's name, so that the streams of a scope add up to the scope.
    """
    streams = [
        Stream(
            activity.activity,
            _scope(activity.account),
            activity.kg_co2e,
            activity.kg_co2e / activity.mwh if activity.mwh else None,
            activity.account,
        )
        for activity in _merged(result)
    ]
    for total in result.accounts:
        if total.method is not Scope2Method.MARKET and total.account.id != ELECTRICITY_ACCOUNT:
            rest = total.kg_co2e - _known(result, total)
            if rest:
                streams.append(Stream(total.account.id, total.account.scope or 0, rest, None, total.account.id))
    balance = result.electricity
    return Start(
        year=result.year,
        streams=tuple(streams),
        load=balance.mwh if balance else ZERO,
        renewable=balance.renewable_mwh if balance else ZERO,
        location=_electricity(result, Scope2Method.LOCATION),
        market=_electricity(result, Scope2Method.MARKET),
        metrics={metric.metric: metric.quantity for metric in result.metrics},
    )


def share_of_part(part: Sequence[ActivityTotal], whole: Sequence[ActivityTotal], activity: str) -> Fraction:
    """Return the share of an activity that a part of an inventory has [ratio]: of electricity used, or of emissions."""

    def total(totals: Sequence[ActivityTotal]) -> Fraction:
        counted = [
            activity_total
            for activity_total in totals
            if activity_total.activity == activity and activity_total.counted
        ]
        if activity == ELECTRICITY:
            return sum((activity_total.mwh or ZERO for activity_total in counted), ZERO)
        return sum((activity_total.kg_co2e for activity_total in counted), ZERO)

    return total(part) / total(whole) if total(whole) else ZERO


@dataclass(frozen=True, slots=True)
class _Merged:
    """An activity whose rows may be of several dimensions (litres and kilograms)."""

    activity: str
    account: str
    kg_co2e: Fraction
    mwh: Fraction | None


def _merged(result: InventoryResult) -> list[_Merged]:
    """Add up the activities that are in the totals, except electricity."""
    by_activity: dict[str, _Merged] = {}
    for total in result.activities:
        if not total.counted or (total.account == ELECTRICITY_ACCOUNT and total.activity == ELECTRICITY):
            continue
        before = by_activity.get(total.activity, _Merged(total.activity, total.account, ZERO, ZERO))
        mwh = None if before.mwh is None or total.mwh is None else before.mwh + total.mwh
        by_activity[total.activity] = _Merged(total.activity, total.account, before.kg_co2e + total.kg_co2e, mwh)
    return list(by_activity.values())


def _known(result: InventoryResult, total: AccountTotal) -> Fraction:
    """Return what the activities of an account add up to."""
    return sum((activity.kg_co2e for activity in _merged(result) if activity.account == total.account.id), ZERO)


def _electricity(result: InventoryResult, method: Scope2Method) -> Fraction:
    """Return the emissions of electricity that is not reported as a mass."""
    reported = sum(
        (activity.kg_co2e for activity in _merged(result) if activity.account == ELECTRICITY_ACCOUNT), ZERO
    )  # a mass that someone else measured counts under both methods
    return (
        sum((t.kg_co2e for t in result.accounts if t.account.id == ELECTRICITY_ACCOUNT and t.method is method), ZERO)
        - reported
    )


def _scope(account: str) -> int:
    """Return the scope of an account by its first component."""
    return int(account.partition("/")[0].removeprefix("scope"))
