"""The library's small tables: activities and accounts, gases and GWP sets, geographies."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from carbon import library
from carbon.model.problems import A_SLIP, nearest, short
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import ANYWHERE, UPSTREAM, UPSTREAM_ACCOUNT, VEHICLE_ELECTRICITY, Family

_USES = ("/mobile", "/stationary")
GEOGRAPHIES = "geographies.csv"
_LONGEST_CODE = 3
"""So short a text is like many codes, and none of them need be meant."""


@dataclass(frozen=True, slots=True)
class Gas:
    """A gas, its family (which decides where it is posted) and its names."""

    id: str
    family: Family
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the inventory: its scope (None outside the scopes), ISO 14064-1:2018 category and names."""

    id: str
    scope: int | None
    en: str
    zh: str
    iso_category: int | None


@dataclass(frozen=True, slots=True)
class Activity:
    """An entry of the activity catalogue.

    Parameters
    ----------
    dimensions
        What a quantity of it may be written in, the main one first.
    degree_unit
        The unit that 度 stands for on a bill of this activity, or empty.
    """

    id: str
    en: str
    zh: str
    dimensions: tuple[str, ...]
    account: str
    upstream_account: str = ""
    carrier: str = ""
    renewable: bool = False
    degree_unit: str = ""

    @property
    def fuel(self) -> str:
        """Return the fuel: the first component of the id."""
        return self.id.split("/", maxsplit=1)[0]


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
def read_catalogue(folder: Path) -> Catalogue:
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
    upstream: dict[str, Activity] = {}
    for use in activities.values():
        name = UPSTREAM + use.carrier
        if use.carrier and name not in activities:
            before = upstream.get(name)
            dimensions = dict.fromkeys([*(before.dimensions if before else ()), *use.dimensions])
            en, zh = (
                (before.en, before.zh)
                if before
                else (f"Upstream of {use.carrier.replace('_', ' ')}", _bare(use.zh) + "上游")
            )
            upstream[name] = Activity(name, en, zh, tuple(dimensions), UPSTREAM_ACCOUNT)
    return list(upstream.values())


def _bare(name: str) -> str:
    """Return a Chinese name without what stands in brackets."""
    return name.partition("(")[0].partition("（")[0]


def _account(row: Mapping[str, str]) -> Account:
    """Read an account."""
    scope, category = row["scope"], row["iso_category"]
    return Account(
        row["account"], int(scope) if scope else None, row["en"], row["zh"], int(category) if category else None
    )


@dataclass(frozen=True, slots=True)
class Gases:
    """Every gas, its names, and its GWP in every set.

    Parameters
    ----------
    gases
        By id.
    aliases
        Every other name, folded to lower case, with the gas's id.
    gwp
        By set, then by gas [kg CO2e per kg].
    """

    gases: Mapping[str, Gas]
    aliases: Mapping[str, str]
    gwp: Mapping[str, Mapping[str, Fraction]]

    def find(self, text: str) -> Gas | None:
        """Return the gas with an id or another name, or None; the rounding of a publication is nobody's to report."""
        text = text.strip()
        gas = self.gases.get(text) or self.gases.get(self.aliases.get(text.casefold(), ""))
        return None if gas is None or gas.family is Family.ROUNDING else gas


def lines(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the library."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@library.once("gases.csv", "gwp.csv")
def read_gases(folder: Path) -> Gases:
    """Read the gases and GWP sets of the library."""
    gases: dict[str, Gas] = {}
    aliases: dict[str, str] = {}
    for row in lines(folder / "gases.csv"):
        gases[row["gas"]] = Gas(row["gas"], Family(row["family"]), row["en"], row["zh"])
        for alias in _names_of_gas(row):
            aliases[alias.casefold()] = row["gas"]
    gwp: dict[str, dict[str, Fraction]] = {}
    for row in lines(folder / "gwp.csv"):
        gwp.setdefault(row["gwp_set"], {})[row["gas"]] = Fraction(row["value"])
    return Gases(gases, aliases, gwp)


def _names_of_gas(row: Mapping[str, str]) -> Iterable[str]:
    """Return every name of a gas."""
    return filter(None, [row["gas"], row["en"], row["zh"], *row["aliases"].split("|")])


@cache
def _countries_and_words() -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """Return the codes of countries, and the codes that each word can mean."""
    meanings: dict[str, tuple[str, ...]] = {}
    rows = list(lines(library.emission_factors() / GEOGRAPHIES))
    for row in rows:
        country = row["code"].partition("/")[0]
        meanings[row["code"].casefold()] = (row["code"],)
        for word in (row["name"], *filter(None, row["words"].split("|"))):
            meanings.setdefault(word.casefold(), tuple(dict.fromkeys((row["code"], country))))
    return frozenset(row["code"] for row in rows if "/" not in row["code"]), meanings


def why_unknown_geography(text: str, own: Container[str] = ()) -> Sentence | None:
    """Say why a text is no geography and what may be meant; None if it is one.

    Parameters
    ----------
    own
        Geographies that the organisation's own factors are of.

    >>> why_unknown_geography("TW"), why_unknown_geography("US/CAMX"), why_unknown_geography("BO")
    (None, None, None)
    >>> print(why_unknown_geography("UK"))
    "UK" is not a known geography. Write "GB".
    """
    countries, meanings = _countries_and_words()
    if text == ANYWHERE or text in own or text.partition("/")[0] in countries:
        return None
    likely = meanings.get(text.casefold())
    country, _, region = text.partition("/")
    if likely is None and region and country.casefold() in meanings:
        likely = (f"{meanings[country.casefold()][-1]}/{region.upper()}",)
    if likely is None:
        words = nearest(text, meanings, cutoff=A_SLIP) if len(text) > _LONGEST_CODE else []
        likely = tuple(dict.fromkeys(code for word in words for code in meanings[word]))
    why = say('"{text}" is not a known geography.', text=short(text))
    if likely:
        codes = joined((say('"{word}"', word=code) for code in likely), " or ")
        return joined([why, say("Write {codes}.", codes=codes)])
    form = say('Write the country\'s code of ISO 3166-1, like "TW", "GB", or a region of it: US/CAMX.')
    return joined([why, form])
