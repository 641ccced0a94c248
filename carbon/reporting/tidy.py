"""Tidy CSV of what JSON is written from: one figure per row, so that neither has what the other lacks.

`series` is where a figure stands, `figure` its key, and each entry of a list is named by what it is about, or by its
place. A year stands in its column, a unit beside its figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from carbon.reporting import listing
from carbon.reporting.json_text import Value, Written
from carbon.reporting.listing import Cell

UNITS = {
    "t_co2e": "t CO2e",
    "intensity": "t CO2e per unit",
    "mwh": "MWh",
    "mwh_per_year": "MWh/yr",
    "percent": "%",
    "percent_per_year": "%/yr",
    "kg_co2e_per_kwh": "kg CO2e/kWh",
    "seconds": "s",
    "renewable_share": "ratio",
    "probability": "ratio",
    "gap": "ratio",
}
"""Units by the ends of keys."""
IN_UNIT = {
    "quantity",
    "line",
    "room",
    "required",
    "projected",
    "gap",
    "value",
    "path_value",
    "base_value",
    "target_value",
}
"""Keys of figures whose unit stands beside them, as `unit`."""
IN_CURRENCY = {"capex", "budget", "cost", "capital", "operation", "energy", "premium", "carbon", "total", "bound"}
"""Keys of figures in the currency."""
_YEARS = "years"


def text(value: Mapping[str, Value], name: str, *, currency: str = "") -> str:
    """Write what JSON is written from as CSV.

    Parameters
    ----------
    value
        The object.
    name
        The series of what stands in the object itself.
    currency
        Of the costs that have none beside them.
    """
    return listing.as_csv(list(records(value, name, "", {"currency": currency})))


def records(value: Mapping[str, Value], name: str, below: str, units: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    """Yield the figures of a whole result.

    Parameters
    ----------
    name
        The series of what stands in the object itself.
    below
        What the series of its parts begin with, like `before/`.
    units
        The currency, and the unit where one stands beside.
    """
    units = _units(value, units)
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _record(item, f"{below}{key}", None, units)
        elif _is_list(item):
            yield from _list(item, f"{below}{key}", None, units)
        elif key != "year":
            yield _row(name, _year(value, None), key, item, units)


def _record(
    value: Mapping[str, Value], series: str, year: Cell, units: Mapping[str, str], start: str = "", name: str = ""
) -> Iterator[dict[str, Cell]]:
    """Yield the figures of an object; those of an object inside it have its key before theirs."""
    units, year = _units(value, units), _year(value, year)
    for key, item in value.items():
        if key in {name, "year"}:
            continue
        if isinstance(item, Mapping):
            yield from _record(item, series, year, {**units, "above": start + key}, f"{start}{key}/")
        elif _is_list(item):
            yield from _list(item, series if key == _YEARS else f"{series}/{start}{key}", year, units)
        else:
            yield _row(series, year, start + key, item, units)


def _list(
    items: Sequence[Mapping[str, Value]], series: str, year: Cell, units: Mapping[str, str]
) -> Iterator[dict[str, Cell]]:
    """Yield the figures of a list of objects, each told from the others by a name in front, its year, or its place."""
    key = next(iter(items[0]))
    if _tells_apart(key, items) and isinstance(items[0][key], str) and not isinstance(items[0][key], Written):
        for item in items:
            yield from _record(item, f"{series}/{item[key]}", year, units, name=key)
    elif _tells_apart("year", items):
        for item in items:
            yield from _record(item, series, year, units)
    else:
        for place, item in enumerate(items, start=1):
            yield from _record(item, f"{series}/{place}", year, units)


def _tells_apart(key: str, items: Sequence[Mapping[str, Value]]) -> bool:
    """Say whether all objects have a key, and no two of them the same there."""
    return len({str(item[key]) for item in items if key in item}) == len(items)


def _is_list(item: Value) -> TypeGuard[Sequence[Mapping[str, Value]]]:
    """Say whether something is a list of objects."""
    return isinstance(item, Sequence) and not isinstance(item, str) and any(isinstance(one, Mapping) for one in item)


def _year(value: Mapping[str, Value], year: Cell) -> Cell:
    """Return the year of an object, or that of what it stands in."""
    own = value.get("year")
    return own if isinstance(own, int) else year


def _units(value: Mapping[str, Value], units: Mapping[str, str]) -> Mapping[str, str]:
    """Return the unit and the currency that stand in an object, or in what it stands in."""
    return {**units, **{key: str(value[key]) for key in ("unit", "currency") if isinstance(value.get(key), str)}}


def _row(series: str, year: Cell, name: str, item: Value, units: Mapping[str, str]) -> dict[str, Cell]:
    """Return one row."""
    number = isinstance(item, Written) or (isinstance(item, int) and not isinstance(item, bool))
    unit = _unit(name, units) if number else ""
    return {"series": series, "year": year, "figure": name, "value": _cell(item), "unit": unit}


def _unit(name: str, units: Mapping[str, str]) -> str:
    """Return the unit of a figure."""
    key = name.rpartition("/")[2]
    if key in IN_UNIT and "unit" in units:
        return units["unit"]
    if key in IN_CURRENCY:
        return units.get("currency", "")
    above = units.get("above", "")
    return next((unit for end, unit in UNITS.items() for each in (key, above) if _ends(each, end)), "")


def _ends(key: str, end: str) -> bool:
    return key == end or key.endswith(f"_{end}")


def _cell(item: Value) -> Cell:
    """Write a cell: nothing for no data, several words in a row."""
    if isinstance(item, bool):
        return str(item).lower()
    if isinstance(item, int | str):
        return item
    assert item is None or isinstance(item, Sequence)
    return "; ".join(str(_cell(one)) for one in item or ())
