"""Declarations of carbon.toml that nothing uses: a slip in an id or a code, or one that has had its day."""

from __future__ import annotations

from collections.abc import Iterable

from carbon.accounting.ledger import Ledger
from carbon.factors.catalogue import Catalogue
from carbon.model.problems import Place, Problem
from carbon.model.terms import Severity
from carbon.settings import SETTINGS, Exclusion, Settings


def of_rows(settings: Settings, ledger: Ledger, catalogue: Catalogue) -> list[Problem]:
    """Warn of exclusions and earlier years that are about no row of the activity data.

    Parameters
    ----------
    settings
        What carbon.toml declares.
    ledger
        What every row means, whatever its year.
    catalogue
        The activities.
    """
    rows = {line.activity.id: line.activity for line in ledger.lines}
    of_vehicles = {catalogue.electricity_of(activity) for activity in rows.values()} - {""}
    activities = rows.keys() | of_vehicles
    accounts = {catalogue.activities[name].account for name in of_vehicles}
    accounts |= {activity.account for activity in rows.values()}
    facilities = {facility.id for facility in ledger.facilities if facility is not None}
    warnings = [
        _unused("exclude", f"Nothing is excluded by {_what(exclusion)}: no row is about it.")
        for exclusion in settings.exclusions
        if not (exclusion.activity in activities or exclusion.account in accounts or exclusion.facility in facilities)
    ]
    activities |= {catalogue.upstream_of(activity) for activity in rows.values()} - {""}
    warnings += [
        _unused(f"factors.earlier_years.{activity}", f"No row is about {activity}.")
        for activity in settings.factors.earlier_years
        if not any(known == activity or known.startswith(f"{activity}/") for known in activities)
    ]
    return warnings


def of_silences(settings: Settings, raised: Iterable[str]) -> list[Problem]:
    """Warn of codes that are silenced and that no declared year has.

    Parameters
    ----------
    settings
        What carbon.toml declares.
    raised
        The codes of every warning of every declared year.
    """
    codes = set(raised)
    return [
        _unused("silence", f'No warning has the code "{code}": there is nothing to silence.')
        for code in (silence.code for silence in settings.silenced)
        if code not in codes
    ]


def _what(exclusion: Exclusion) -> str:
    """Return what an exclusion is about as it is written."""
    for key in ("activity", "account", "facility"):
        if getattr(exclusion, key):
            return f'{key} = "{getattr(exclusion, key)}"'
    raise AssertionError(exclusion)


def _unused(key: str, why: str) -> Problem:
    """Warn of a key that nothing uses."""
    return Problem(
        "unused-declaration", f"{why}\nCorrect it, or take it out.", Place(SETTINGS, 0, key), severity=Severity.WARNING
    )
