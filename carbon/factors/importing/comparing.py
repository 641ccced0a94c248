"""What two contents of one version say differently: rows that changed, were added or removed, keys of the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from carbon.factors.datasets.cells import number
from carbon.factors.datasets.tables import Form, id_of
from carbon.factors.importing.normal import Cells, key
from carbon.files import toml

_MOST = 10
_NUMBERS = ("value", "lower", "upper")


def of_tables(before: Sequence[Cells], after: Sequence[Cells], form: Form, dataset_id: str) -> list[str]:
    """Return a line on each row that differs, those that changed first; a figure is the same however it is written."""
    old, new = ({key(cells, form): cells for cells in rows} for rows in (before, after))
    changed = [(name, list(_cells(old[name], new[name], form))) for name in new if name in old]
    return [
        *(f"{_named(new[name], form, dataset_id)}: {', '.join(cells)}" for name, cells in changed if cells),
        *(f"added: {_said(new[name], form, dataset_id)}" for name in new if name not in old),
        *(f"removed: {_said(old[name], form, dataset_id)}" for name in old if name not in new),
    ]


def of_sources(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return a line on each key of a source.toml that differs."""
    return [
        f"{name}: {_value(before.get(name))} → {_value(after.get(name))}"
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def shown(lines: Sequence[str]) -> str:
    """Write the first of many lines, and how many more there are."""
    more = [f"and {len(lines) - _MOST:,} more"] if len(lines) > _MOST else []
    return "\n".join(f"  {line}" for line in (*lines[:_MOST], *more))


def _cells(old: Cells, new: Cells, form: Form) -> Iterator[str]:
    """Yield the cells in which two rows differ."""
    for column in form.columns:
        if _figure(column, old[column]) != _figure(column, new[column]):
            yield f"{column} {_value(old[column])} → {_value(new[column])}"


def _figure(column: str, text: str) -> str | Fraction | None:
    """Return a cell as it is compared."""
    return number(text) if column in _NUMBERS and text else text


def _named(cells: Cells, form: Form, dataset_id: str) -> str:
    """Name a row: the factor and its gas, or the heating value."""
    gas = cells.get("gas", "")
    return id_of(form, dataset_id, cells) + (f" {gas}" if gas else "")


def _said(cells: Cells, form: Form, dataset_id: str) -> str:
    """Name a row with its figure."""
    return f"{_named(cells, form, dataset_id)}, {cells['value']}"


def _value(value: Any) -> str:  # noqa: ANN401 - whatever TOML has there
    """Write what stands in a cell or under a key, or that nothing does."""
    return "nothing" if value is None or value == "" else toml.shown(value)
