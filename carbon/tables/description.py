"""A result described once: a page for a terminal, CSV, JSON and data frames are all written from its description."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon.tables import as_csv, as_frames, as_json
from carbon.tables.table import TONNE, MassUnit, Record, Table
from carbon.tables.terminal import listing

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Description:
    """What every format of a result is written from; each part is made when a format asks for it.

    Parameters
    ----------
    name
        What figures outside tables are called among data frames.
    value
        One result is an object of JSON, or a table, which is a list of objects; several stand one after the other.
    page
        Writes it for a terminal.
    flat
        The table that its CSV is. Without one, CSV has one figure per row, and so have those that CSV can be summed by.
    tables
        The tables that its data frames are, if they are others than those of the value.
    series
        Where the figures of the object itself stand in CSV, `name` by default; of several, those of each stand in
        `series/1`, ….
    parts
        Results inside it, which stand in CSV as they would alone.
    currency
        Of costs that have none beside them.
    unit
        The unit of mass of emissions.
    on_one_line
        Whether an object of JSON stands on one line, else each key on one of its own.
    """

    name: str
    value: Callable[[], Record | Table | Sequence[Record] | Sequence[Table]]
    page: Callable[[], str]
    flat: Callable[[], Table] | None = None
    tables: Callable[[], Mapping[str, Table]] | None = None
    series: str = ""
    parts: tuple[str, ...] = ()
    currency: str = ""
    unit: MassUnit = TONNE
    on_one_line: bool = True

    def text(self, form: str) -> str:
        """Write it as `table`, `csv` or `json`."""
        return {"table": self.page, "csv": self._csv, "json": self._json}[form]()

    def _csv(self) -> str:
        if self.flat is not None:
            return as_csv.text(self.flat(), self.unit)
        value, series = self.value(), self.series or self.name
        record = value if isinstance(value, Mapping) else {series: value}
        return as_csv.tidy(record, series, currency=self.currency, parts=self.parts)

    def _json(self) -> str:
        value = self.value()
        several = [value] if isinstance(value, Mapping | Table) else value
        texts = [as_json.text(part, self.unit, on_one_line=self.on_one_line) for part in several]
        return ("\n" if self.on_one_line else "\n\n").join(texts)

    def frames(self) -> dict[str, DataFrame]:
        """Make a data frame of every table, and of the figures outside tables one of a single row."""
        tables = self.tables() if self.tables is not None else as_frames.flat_tables(self.value(), self.name)
        return {name: as_frames.frame(table) for name, table in tables.items()}


def of_table(table: Table, page: Callable[[], str]) -> Description:
    """Describe a result that is one flat table: rows of CSV as they are, objects of JSON with a key on each line."""
    return Description(table.name, lambda: table, page, flat=lambda: table, on_one_line=False)


def of_listing(
    table: Table, language: str, names: Sequence[str] = (), said: Mapping[str, str] | None = None
) -> Description:
    """Describe a flat table that stands on its page as it is, or some of its columns; see `terminal.listing`."""
    return of_table(table, lambda: "\n".join(listing(table, names, language=language, said=said)))
