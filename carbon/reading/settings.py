"""An inventory folder's `carbon.toml`: every key is declared, an unknown one is a problem with its nearest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from carbon import exact
from carbon.declarations import Facility, Settings, Upstream, YearSettings
from carbon.exact import NUMBER
from carbon.files.toml import BrokenTomlError, Document, opened
from carbon.periods import FIRST_DAY, LAST_DAY, month_number
from carbon.problems import Place, Problem, in_shell, listed, nearest, short
from carbon.reading import boundary, entries, factor_choice, forms
from carbon.terms import GWP_SETS, UpstreamDecision

NAME = "carbon.toml"
MONTHS_OF_YEAR = 12
_YEAR = re.compile("[0-9]{4}")
EQUITY_SHARE = "equity_share"
APPROACHES = ("operational_control", "financial_control")
_KEYS = {
    "": (
        "organisation", "geography", "gwp_set", "consolidation_approach", "base_year", "significance_threshold",
        "years", "factors", "upstream", "facilities", "exclude", "silence", "boundary", "outside_boundary",
        "files",
    ),
    "years": ("start", "end", "factors_as_of"),
    "factors": factor_choice.KEYS,
    "facilities": ("name", "geography"),
    "exclude": ("activity", "account", "facility", "reason"),
    "silence": ("code", "reason"),
    "upstream": ("decision", "reason"),
    "outside_boundary": boundary.KEYS,
    "files": forms.KEYS,
}  # fmt: skip


class _Reader:
    """Reads carbon.toml key by key, each by its path with dots, and collects what is wrong with it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def problems(self) -> list[Problem]:
        """Return what is wrong."""
        return self._document.problems

    def problem(self, code: str, key: str, why: str) -> None:
        """Add a problem with a key, at the line where the key is written."""
        self._document.problem(code, tuple(key.split(".")), why)

    def keys(self, table: Mapping[str, Any], kind: str, path: str) -> None:
        """Refuse the keys that are not declared."""
        self._document.declared(table, tuple(filter(None, path.split("."))), _KEYS[kind])

    def typed(self, table: Mapping[str, Any], key: str, path: str, kind: type, example: str) -> Any:  # noqa: ANN401
        """Return a value of a type (None if absent), or add a problem."""
        value = table.get(key)
        if value is None or type(value) is kind:
            return value
        said = str(value) if isinstance(value, Decimal) else repr(value)
        self.problem("bad-setting", path + key, f"The value is {said}. Write it like {key} = {example}.")
        return None

    def tables(self, table: Mapping[str, Any], key: str, path: str = "") -> Mapping[str, Any]:
        """Return a table of the document, empty if absent."""
        return self.typed(table, key, path, dict, "{ … }") or {}

    def choice(self, table: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
        """Return one of some words, empty if absent, or add a problem."""
        value = self.typed(table, key, "", str, f'"{choices[0]}"')
        if value is None:
            return ""
        if value not in choices:
            why = f'"{value}" is none of {listed(choices)}. Nearest: {listed(nearest(value, choices) or [choices[0]])}.'
            self.problem("bad-setting", key, why)
        return str(value)


def read(folder: Path) -> tuple[Settings, list[Problem]]:
    """Read an inventory folder's settings.

    Returns
    -------
    tuple
        The settings as far as they can be read, and the problems.
    """
    path = folder / NAME
    if not path.exists():
        why = f"The folder has no {NAME}. `carbon init {in_shell(folder)}` writes one to fill in."
        return _empty(folder), [Problem("missing-settings", why, Place(str(folder)))]
    try:
        document = opened(path, NAME, example="years.2024")
    except BrokenTomlError as error:
        return _empty(folder), [error.problem]
    reader = _Reader(document)
    return _settings(reader, document.tree, folder), reader.problems


def _empty(folder: Path) -> Settings:
    """Return settings that say nothing."""
    return Settings("", "", "", {}, folder=folder)


def _settings(reader: _Reader, document: Mapping[str, Any], folder: Path) -> Settings:
    """Read the whole document."""
    reader.keys(document, "", "")
    settings = Settings(
        organisation=reader.typed(document, "organisation", "", str, '"Example Ltd"') or "",
        geography=reader.typed(document, "geography", "", str, '"TW"') or "",
        gwp_set=reader.choice(document, "gwp_set", GWP_SETS),
        years=_years(reader, reader.tables(document, "years")),
        consolidation_approach=_approach(reader, document),
        base_year=reader.typed(document, "base_year", "", int, "2022"),
        factors=factor_choice.read(reader, reader.tables(document, "factors")),
        facilities=_facilities(reader, reader.tables(document, "facilities")),
        exclusions=entries.exclusions(reader, reader.typed(document, "exclude", "", list, "[[exclude]]") or []),
        upstream=_upstream(reader, reader.tables(document, "upstream")),
        silenced=entries.silenced(reader, reader.typed(document, "silence", "", list, "[[silence]]") or []),
        folder=folder,
        boundary=boundary.in_words(reader, document),
        outside_boundary=boundary.outside(reader, document),
        significance_threshold=_threshold(reader, document),
        files=forms.declared(reader, reader.typed(document, "files", "", list, "[[files]]") or []),
    )
    for key, example in (("organisation", '"Example Ltd"'), ("geography", '"TW"'), ("gwp_set", '"AR6_GWP100"')):
        if key not in document:
            reader.problem("missing-setting", key, f"The key {key} is not set. Write {key} = {example} at the top.")
    if not document.get("years"):
        why = "No inventory year is declared. Write [years.2024] with start = 2024-01-01 and end = 2024-12-31."
        reader.problem("missing-setting", "years", why)
    return settings


def _approach(reader: _Reader, document: Mapping[str, Any]) -> str:
    """Read the consolidation approach; one by which facilities would not count in full is refused."""
    if document.get("consolidation_approach") != EQUITY_SHARE:
        return reader.choice(document, "consolidation_approach", APPROACHES)
    why = (
        "By equity share a facility counts by the share owned, and shares cannot be declared: every facility would "
        "count in full, as under control.\n"
        'Write "operational_control" or "financial_control", with the facilities that you control in full.'
    )
    reader.problem("bad-setting", "consolidation_approach", why)
    return ""


def _threshold(reader: _Reader, document: Mapping[str, Any]) -> Fraction | None:
    """Read the change from which the base year is recalculated [%]; None if the organisation declares none."""
    text = reader.typed(document, "significance_threshold", "", str, '"5%"')
    if text is None:
        return None
    number = text.removesuffix("%").strip()
    if text.endswith("%") and NUMBER.fullmatch(number) and exact.parse(number) > 0:
        return exact.parse(number)
    reader.problem("bad-setting", "significance_threshold", f'The value is "{text}". Write a percentage: "5%".')
    return None


def _years(reader: _Reader, table: Mapping[str, Any]) -> dict[int, YearSettings]:
    """Read the inventory years; each covers whole months."""
    years = {}
    for name, entry in table.items():
        path = f"years.{name}."
        if not is_inventory_year(name) or not isinstance(entry, dict):
            why = f'"{short(name)}" is not a year from {FIRST_DAY.year} to {LAST_DAY.year}. Write [years.2024].'
            reader.problem("bad-setting", f"years.{name}", why)
            continue
        reader.keys(entry, "years", path)
        year = int(name)
        start = reader.typed(entry, "start", path, date, "2024-01-01") or date(year, 1, 1)
        end = reader.typed(entry, "end", path, date, "2024-12-31") or date(year, 12, 31)
        as_of = reader.typed(entry, "factors_as_of", path, date, "2025-03-31")
        years[year] = YearSettings(year, start, end, as_of)
        _check_year(reader, years[year], path)
    _refuse_overlaps(reader, list(years.values()))
    return dict(sorted(years.items()))


def is_inventory_year(text: str) -> bool:
    """Say whether a text is a year that an inventory may have, in four plain digits."""
    return bool(_YEAR.fullmatch(text)) and FIRST_DAY.year <= int(text) <= LAST_DAY.year


def _check_year(reader: _Reader, year: YearSettings, path: str) -> None:
    """Refuse an inventory year that is no whole months, no year long, or not the year that its name says."""
    start, end = year.start, year.end
    if end < start:
        reader.problem("end-before-start", f"{path}end", f"The year ends on {end}, before it starts on {start}.")
    elif start < FIRST_DAY or end > LAST_DAY:
        reader.problem("bad-setting", f"{path}start", f"The year is not between {FIRST_DAY} and {LAST_DAY}.")
    elif start.day != 1 or date.fromordinal(end.toordinal() + 1).day != 1:
        why = f"{start} to {end} are not whole months. An inventory year begins and ends with a month."
        reader.problem("not-monthly", f"{path}start", why)
    elif (months := month_number(end) - month_number(start) + 1) > MONTHS_OF_YEAR:
        why = (
            f"{start} to {end} are {months} months. An inventory year has at most {MONTHS_OF_YEAR}: declare each year."
        )
        reader.problem("bad-setting", f"{path}end", why)
    elif year.year not in {start.year, end.year}:
        why = f"{start} to {end} is no part of {year.year}. Name the year for one that it begins or ends in: "
        reader.problem("bad-setting", f"{path}start", f"{why}[years.{end.year}].")


def _refuse_overlaps(reader: _Reader, years: list[YearSettings]) -> None:
    """Refuse two inventory years that share days, which would be counted in both."""
    by_start = sorted(years, key=lambda year: (year.start, year.end))
    for earlier, later in pairwise(by_start):
        if later.start <= earlier.end and earlier.start <= earlier.end and later.start <= later.end:
            last = min(earlier.end, later.end)
            why = (
                f"{later.start} to {last} is in [years.{earlier.year}] and in [years.{later.year}]; what was used then "
            )
            why += "would be counted twice. Let one end before the other starts."
            reader.problem("bad-setting", f"years.{later.year}", why)


def _facilities(reader: _Reader, table: Mapping[str, Any]) -> dict[str, Facility]:
    """Read the facilities."""
    facilities = {}
    for name, entry in table.items():
        path = f"facilities.{name}."
        if not isinstance(entry, dict):
            reader.problem("bad-setting", f"facilities.{name}", f"Write [facilities.{name}] and its keys under it.")
            continue
        reader.keys(entry, "facilities", path)
        names = entry.get("name", {})
        names = {"en": names} if isinstance(names, str) else names
        if not isinstance(names, dict):
            reader.problem("bad-setting", f"{path}name", 'Write name = "Taipei HQ" or name = { en = "…", zh = "…" }.')
            names = {}
        geography = reader.typed(entry, "geography", path, str, '"TW"') or ""
        facilities[name] = Facility(name, {key: str(value) for key, value in names.items()}, geography)
    return facilities


def _upstream(reader: _Reader, table: Mapping[str, Any]) -> dict[str, Upstream]:
    """Read the decisions about upstream emissions, by carrier."""
    decisions = {}
    for carrier, entry in table.items():
        given = entry if isinstance(entry, dict) else {"decision": entry}
        reader.keys(given, "upstream", f"upstream.{carrier}.")
        word = given.get("decision")
        if word not in tuple(UpstreamDecision):
            why = f'{word!r} is none of {listed(tuple(UpstreamDecision))}.\nWrite {carrier} = "reported".'
            reader.problem("bad-setting", f"upstream.{carrier}", why)
            continue
        reason = str(given.get("reason", ""))
        if word == UpstreamDecision.EXCLUDE and not reason:
            why = (
                f'Leaving upstream emissions out needs a reason: {carrier} = {{ decision = "exclude", reason = "…" }}.'
            )
            reader.problem("missing-setting", f"upstream.{carrier}", why)
        decisions[carrier] = Upstream(UpstreamDecision(word), reason)
    return decisions
