"""The activity catalogue and the chart of accounts: `activities.csv` and `accounts.csv` of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from carbon import library
from carbon.factors.gases import lines
from carbon.factors.records import Account, Activity
from carbon.model.terms import UPSTREAM, UPSTREAM_ACCOUNT, VEHICLE_ELECTRICITY

_USES = ("/mobile", "/stationary")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every activity, its names, and every account.

    Parameters
    ----------
    activities
        By id.
    names
        Every name and alias, folded to lower case, with the activity's id.
    accounts
        By id.
    """

    activities: Mapping[str, Activity]
    names: Mapping[str, str]
    accounts: Mapping[str, Account]

    def find(self, text: str) -> Activity | None:
        """Return the activity with an id, name or alias, or None."""
        text = text.strip()
        return self.activities.get(text) or self.activities.get(self.names.get(text.casefold(), ""))

    def upstream_of(self, activity: Activity) -> str:
        """Return the activity that a quantity has upstream: its carrier's, else its own; empty if it has none."""
        if activity.carrier:
            return UPSTREAM + activity.carrier
        return self._beside(UPSTREAM, activity)

    def electricity_of(self, activity: Activity) -> str:
        """Return the activity of the electricity that a vehicle is charged with by distance, empty if it has none."""
        return self._beside(VEHICLE_ELECTRICITY, activity)

    def upstream_names(self) -> set[str]:
        """Return what `[upstream]` may decide about: carriers, activities with an upstream of their own, and kinds."""
        names = {UPSTREAM + activity.carrier for activity in self.activities.values() if activity.carrier}
        names |= {name for name in self.activities if name.startswith(UPSTREAM)}
        parts = [name.removeprefix(UPSTREAM).split("/") for name in names]
        return {"/".join(part[:length]) for part in parts for length in range(1, len(part) + 1)}

    def _beside(self, prefix: str, activity: Activity) -> str:
        """Return the activity of the same name behind a prefix, with or without its use; empty if there is none."""
        names = (activity.id, *(activity.id.removesuffix(use) for use in _USES))
        return next((prefix + name for name in names if prefix + name in self.activities), "")


@library.once("activities.csv", "accounts.csv")
def read(folder: Path) -> Catalogue:
    """Read the catalogue and the accounts of the library."""
    activities: dict[str, Activity] = {}
    names: dict[str, str] = {}
    for row in lines(folder / "activities.csv"):
        activity = Activity(
            row["id"],
            row["en"],
            row["zh"],
            tuple(row["dimension"].split("|")),
            row["account"],
            row["upstream_account"],
            row["carrier"],
            row["renewable"] == "true",
            row["degree_unit"],
        )
        activities[activity.id] = activity
        for name in filter(None, [row["id"], row["en"], row["zh"], *row["aliases"].split("|")]):
            names.setdefault(name.casefold(), activity.id)
    for activity in _upstream_of_carriers(activities):
        activities[activity.id] = activity
        names.setdefault(activity.id, activity.id)
    accounts = {row["account"]: _account(row) for row in lines(folder / "accounts.csv")}
    return Catalogue(activities, names, accounts)


def _upstream_of_carriers(activities: Mapping[str, Activity]) -> list[Activity]:
    """Return the upstream of carriers that the table has not: no publication prints it, an organisation may."""
    found: dict[str, Activity] = {}
    for use in activities.values():
        name = UPSTREAM + use.carrier
        if use.carrier and name not in activities:
            before = found.get(name)
            dimensions = dict.fromkeys([*(before.dimensions if before else ()), *use.dimensions])
            en, zh = (
                (before.en, before.zh)
                if before
                else (f"Upstream of {use.carrier.replace('_', ' ')}", _bare(use.zh) + "上游")
            )
            found[name] = Activity(name, en, zh, tuple(dimensions), UPSTREAM_ACCOUNT)
    return list(found.values())


def _bare(name: str) -> str:
    """Return a Chinese name without what stands in brackets."""
    return name.partition("(")[0].partition("（")[0]


def _account(row: Mapping[str, str]) -> Account:
    """Read an account."""
    scope, category = row["scope"], row["iso_category"]
    return Account(
        row["account"], int(scope) if scope else None, row["en"], row["zh"], int(category) if category else None
    )
