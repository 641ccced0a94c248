"""Outlooks: tables of numbers by year with their source, from the folder or the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carbon.reading import amounts, table
from carbon.reading.amounts import Amount
from carbon.reading.numbers import Reader, is_year
from carbon.scenarios import Number


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a table of numbers by year holds: the column of the numbers, their kind, and the keys beside the years."""

    column: str
    kind: str
    besides: tuple[str, ...]


GRID_FACTOR = Outlook("kg_co2e_per_kwh", "factor", ("file", "change", "source"))
CARBON_PRICE = Outlook("price_per_t_co2e", "price", ("file", "source", "rule", "coefficient", "threshold"))


def joined(
    reader: Reader, path: tuple[str, ...], folders: Sequence[Path], outlook: Outlook
) -> tuple[dict[int, Number], str]:
    """Read an outlook: the file that it names, with the years written beside it put over those of the file.

    Returns
    -------
    tuple
        Numbers by year, and the source.
    """
    written = reader.points(path, outlook.kind, besides=outlook.besides)
    source, name = reader.text((*path, "source")), reader.text((*path, "file"))
    if not name:
        return written, source
    file = found(name, folders)
    if file is None:
        why = f"There is no file \"{name}\" beside the scenario, in the folder's scenarios or in the library's."
        reader.problem("bad-scenario", (*path, "file"), why)
        return written, source
    content = table.read(file, name, ("year", outlook.column), ("source",), {})
    points, sources = dict[int, Number](), []
    for row in content.rows:
        number = content.number(row, outlook.column, "bad-outlook")
        if not is_year(row["year"]):
            content.problem("bad-outlook", row, "year", f'"{row["year"]}" is not a year. Write it like 2030.')
        elif int(row["year"]) in points:
            content.problem("bad-outlook", row, "year", f"The year {row['year']} stands twice.")
        elif number is not None and amounts.is_outside(number, outlook.kind):
            why = f"The number is {row[outlook.column]}. {amounts.KINDS[outlook.kind].outside}"
            content.problem("bad-outlook", row, outlook.column, why)
        elif number is not None and int(row["year"]) not in written:
            points[int(row["year"])] = reader.remember((*path, row["year"]), outlook.kind, Amount(number))
            sources.append(row["source"])
    reader.add(content.problems)
    every = dict(sorted((points | written).items()))
    return every, source or "; ".join(dict.fromkeys(filter(None, sources)))


def found(name: str, folders: Sequence[Path]) -> Path | None:
    """Return a file that a scenario names, without leaving the folders it may be in."""
    for folder in folders:
        path = folder / name
        try:
            if path.is_file() and folder.resolve() in path.resolve().parents:
                return path
        except OSError:  # a name longer than a file may have
            return None
    return None
