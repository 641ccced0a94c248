"""The formats that every result has: a page for a terminal, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from carbon.tables import as_csv, as_json
from carbon.tables.table import Record, Table


def written(
    form: str,
    value: Record | Table | Sequence[Record],
    page: Callable[[], str],
    *,
    series: str = "",
    currency: str = "",
    on_one_line: bool = True,
) -> str:
    """Write a result as `table`, `csv` or `json`.

    Parameters
    ----------
    value
        One result, which is an object of JSON on one line; several, each on its line; or a flat table, which is a list
        of objects, a key on each line.
    page
        Writes it for a terminal.
    series
        Where the figures of the object itself stand in CSV; of several, those of each stand in `series/1`, ….
    currency
        Of costs that have none beside them.
    on_one_line
        Whether an object of JSON stands on one line, else each key on one of its own.
    """
    if form == "table":
        return page()
    if isinstance(value, Table):
        return as_csv.text(value) if form == "csv" else as_json.text(value, on_one_line=False)
    if isinstance(value, Sequence):
        return as_csv.tidy({series: value}, series) if form == "csv" else as_json.lines(value)
    if form == "csv":
        return as_csv.tidy(value, series, currency=currency)
    return as_json.text(value, on_one_line=on_one_line)
