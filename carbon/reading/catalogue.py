"""The activity catalogue and the chart of accounts: `activities.csv` and `accounts.csv` of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from carbon import library
from carbon.reading.gases import lines
from carbon.records import Account, Activity


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


def read(folder: Path | None = None) -> Catalogue:
    """Read the catalogue and the accounts of the library."""
    folder = folder or library.emission_factors()
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
    accounts = {row["account"]: _account(row) for row in lines(folder / "accounts.csv")}
    return Catalogue(activities, names, accounts)


def _account(row: Mapping[str, str]) -> Account:
    """Read an account."""
    scope, category = row["scope"], row["iso_category"]
    return Account(
        row["account"], int(scope) if scope else None, row["en"], row["zh"], int(category) if category else None
    )
