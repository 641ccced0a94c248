"""The choice of factors as carbon.toml declares it: its `[factors]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from carbon.declarations import FactorSettings
from carbon.problems import listed
from carbon.reading import boundary
from carbon.terms import Edition

KEYS = ("datasets", "heating_values", "earlier_years", "wider_geography", "variants", "edition")
MOST_STEPS = 50


class Reader(boundary.Reader, Protocol):
    """What reads carbon.toml, value by value."""

    def typed(self, table: Mapping[str, Any], key: str, path: str, kind: type, example: str) -> Any:  # noqa: ANN401
        """Return a value of a type (None if absent), or add a problem."""

    def tables(self, table: Mapping[str, Any], key: str, path: str = "") -> Mapping[str, Any]:
        """Return a table of the document, empty if absent."""


def read(reader: Reader, table: Mapping[str, Any]) -> FactorSettings:
    """Read the choice of factors."""
    reader.keys(table, "factors", "factors.")
    path = "factors."
    earlier = reader.tables(table, "earlier_years", path)
    for activity, steps in earlier.items():
        if type(steps) is not int or not 0 <= steps <= MOST_STEPS:
            why = f"The value is {steps!r}. Write the number of steps allowed, 0 to {MOST_STEPS}: {activity} = 1."
            reader.problem("bad-setting", f"factors.earlier_years.{activity}", why)
    wider = reader.typed(table, "wider_geography", path, int, "1") or 0
    if not 0 <= wider <= MOST_STEPS:
        why = f"The value is {wider}. Write the number of steps allowed, 0 to {MOST_STEPS}."
        reader.problem("bad-setting", "factors.wider_geography", why)
    variants = reader.tables(table, "variants", path)
    for activity, variant in variants.items():
        if not isinstance(variant, str):
            reader.problem("bad-setting", f"factors.variants.{activity}", f"The value is {variant!r}, not a text.")
    return FactorSettings(
        datasets=tuple(map(str, reader.typed(table, "datasets", path, list, '["own"]') or [])),
        heating_values=tuple(map(str, reader.typed(table, "heating_values", path, list, '["own"]') or [])),
        earlier_years={key: value for key, value in earlier.items() if type(value) is int},
        wider_geography=wider,
        variants={key: str(value) for key, value in variants.items()},
        editions=_editions(reader, table),
    )


def _editions(reader: Reader, table: Mapping[str, Any]) -> dict[str, str]:
    """Read which edition a year that is no calendar year takes: for all datasets, or for each."""
    given = table.get("edition", {})
    each = given if isinstance(given, dict) else {"": given}
    for name, rule in each.items():
        if rule not in tuple(Edition):
            why = f'{rule!r} is none of {listed(tuple(Edition))}. Write edition = {{ "uk-desnz" = "by_year_part" }}.'
            reader.problem("bad-setting", f"factors.edition.{name}".rstrip("."), why)
    return {name: rule for name, rule in each.items() if rule in tuple(Edition)}
