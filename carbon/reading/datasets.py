"""Datasets of emission factors and heating values, the library's and a folder's own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TypeVar

from carbon import exact, library
from carbon.problems import Place, Problem, stop_if_any
from carbon.reading import table
from carbon.reading.gases import lines
from carbon.reading.shelf import Shelf
from carbon.records import Dataset, Factor, FactorRow, HeatingValue
from carbon.terms import ANYWHERE

Made = TypeVar("Made")
FACTOR_COLUMNS = (
    "activity", "variant", "geography", "valid_from", "valid_to", "data_year", "published_on", "unit", "gas", "value",
    "value_is", "lower", "upper", "calorific_basis", "cell",
)  # fmt: skip
HEATING_COLUMNS = (
    "fuel", "geography", "valid_from", "valid_to", "published_on", "unit", "value", "energy_unit", "calorific_basis",
    "cell",
)  # fmt: skip
_NEEDED_FACTOR = ("activity", "geography", "unit", "gas", "value", "value_is", "cell")
_NEEDED_HEATING = ("fuel", "geography", "unit", "value", "energy_unit", "cell")


@dataclass(slots=True)
class FactorLibrary:
    """Every factor and heating value that may be used, by activity and by fuel.

    Parameters
    ----------
    factors
        By activity.
    heating_values
        By fuel, the first component of an activity's id.
    datasets
        By `dataset@version`.
    order
        Default order of datasets by geography.
    """

    factors: Shelf = field(init=False)
    heating_values: dict[str, list[HeatingValue]] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    order: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with an empty shelf."""
        self.factors = Shelf(_of_library)

    def by_id(self, factor_id: str) -> Factor | None:
        """Return the factor with an id, or None."""
        return next((f for factors in self.factors.values() for f in factors if f.id == factor_id), None)


def read(own: Path | None = None) -> FactorLibrary:
    """Read the library's datasets and, if there is such a folder, the organisation's own."""
    found = FactorLibrary()
    root = library.emission_factors()
    for folder in _folders(root):
        _add(found, folder, f"emission_factors/{folder.parent.name}/{folder.name}", own=False)
    for row in sorted(lines(root / "datasets.csv"), key=lambda row: int(row["rank"])):
        found.order.setdefault(row["geography"], []).append(row["dataset"])
    if own is not None and own.is_dir():
        for folder in _folders(own):
            _add(found, folder, f"emission_factors/{folder.parent.name}/{folder.name}", own=True)
    return found


def own_files(own: Path) -> list[Path]:
    """Return the files of an organisation's own datasets."""
    return (
        [path for folder in _folders(own) for path in sorted(folder.iterdir()) if path.is_file()]
        if own.is_dir()
        else []
    )


def _folders(root: Path) -> list[Path]:
    """Return the folders of dataset versions."""
    return sorted(path.parent for path in root.glob("*/*/source.toml"))


def _add(found: FactorLibrary, folder: Path, name: str, *, own: bool) -> None:
    """Add a dataset's tables to the library."""
    dataset = _dataset(found, folder, name, own=own)
    if dataset is None:
        return
    found.datasets[dataset.id] = dataset
    if (folder / "factors.csv").exists():
        if own:
            rows = _rows(found, folder / "factors.csv", f"{name}/factors.csv", _NEEDED_FACTOR, FACTOR_COLUMNS, own=own)
            found.factors.add(_factors(found, dataset, f"{name}/factors.csv", rows))
        else:
            found.factors.put(dataset, folder / "factors.csv")
    if (folder / "heating_values.csv").exists():
        place = f"{name}/heating_values.csv"
        rows = _rows(found, folder / "heating_values.csv", place, _NEEDED_HEATING, HEATING_COLUMNS, own=own)
        for number, row in rows:
            value = _checked(found, place, number, row, lambda row: _heating_value(dataset, row))
            if value is not None:
                found.heating_values.setdefault(value.fuel, []).append(value)


def _dataset(found: FactorLibrary, folder: Path, name: str, *, own: bool) -> Dataset | None:
    """Read a dataset's source.toml."""
    try:
        with (folder / "source.toml").open("rb") as file:
            source = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        found.problems.append(
            Problem("bad-dataset", f"The file is not valid TOML: {error}.", Place(f"{name}/source.toml"))
        )
        return None
    return Dataset(
        name=folder.parent.name,
        version=folder.name,
        licence=str(source.get("licence", "")),
        publisher=str(source.get("publisher", "")),
        title=str(source.get("title", "")),
        heating_values=str(source.get("heating_values", "")),
        timeless=source.get("timeless") is True,
        statistical=source.get("statistical") is True,
        own=own,
        folder=str(folder),
    )


Lines = Iterable[tuple[int, Mapping[str, str]]]


def _rows(
    found: FactorLibrary, path: Path, name: str, needed: tuple[str, ...], columns: tuple[str, ...], *, own: bool
) -> Lines:
    """Read the rows of a table: the library's at once, a folder's own with every check."""
    if not own:
        return list(enumerate(lines(path), start=2))
    optional = [column for column in columns if column not in needed]
    content = table.read(path, name, needed, optional, {})
    found.problems += content.problems
    if any(problem.code == "missing-column" for problem in content.problems):
        return []
    good = []
    for row in content.rows:
        empty = [column for column in needed if not row[column]]
        for column in empty:
            content.problem("bad-dataset", row, column, "The cell is empty; every row needs it.")
        if not empty:
            good.append((row.number, {column: row[column] for column in columns}))
    found.problems += [problem for problem in content.problems if problem not in found.problems]
    return good


def _checked(
    found: FactorLibrary, place: str, number: int, row: Mapping[str, str], make: Callable[[Mapping[str, str]], Made]
) -> Made | None:
    """Make a record of a row, or add a problem."""
    try:
        return make(row)
    except ValueError as error:
        found.problems.append(Problem("bad-dataset", f"{error}.", Place(place, number), ",".join(row.values())))
        return None


def _factors(found: FactorLibrary, dataset: Dataset, place: str, rows: Lines) -> list[Factor]:
    """Put the rows of a table together to factors, one row a gas."""
    heads: dict[str, Mapping[str, str]] = {}
    places: dict[str, int] = {}
    gases: dict[str, list[FactorRow]] = {}
    for number, row in rows:
        gas = _checked(found, place, number, row, _factor_row)
        if gas is None:
            continue
        factor_id = _factor_id(dataset, row)
        head = heads.setdefault(factor_id, row)
        places.setdefault(factor_id, number)
        if any(known.gas == gas.gas for known in gases.get(factor_id, [])):
            why = f"The factor {factor_id} has two rows for {gas.gas}. Keep one, or give it a valid_from or variant."
            found.problems.append(Problem("bad-dataset", why, Place(place, number), ",".join(row.values())))
        elif any(head[name] != row[name] for name in ("valid_to", "data_year", "published_on")):
            why = f"The gases of {factor_id} differ in valid_to, data_year or published_on."
            found.problems.append(Problem("bad-dataset", why, Place(place, number), ",".join(row.values())))
        else:
            gases.setdefault(factor_id, []).append(gas)
    made = []
    for factor_id, head in heads.items():
        rows_of = tuple(gases[factor_id])
        place_of = places[factor_id]
        factor = _checked(found, place, place_of, head, partial(_factor, dataset, rows=rows_of, number=place_of))
        if factor is not None:
            made.append(factor)
    return made


def _of_library(dataset: Dataset, rows: Lines) -> list[Factor]:
    """Make factors of the library's rows.

    Raises
    ------
    ProblemsError
        If a row is not well formed, which the library's tests rule out.
    """
    found = FactorLibrary()
    made = _factors(found, dataset, f"emission_factors/{dataset.name}/{dataset.version}/factors.csv", rows)
    stop_if_any(found.problems)
    return made


def _factor_id(dataset: Dataset, row: Mapping[str, str]) -> str:
    """Return `dataset@version:activity[/variant]:geography:unit:valid_from`."""
    name = f"{row['activity']}/{row['variant']}" if row["variant"] else row["activity"]
    return f"{dataset.id}:{name}:{row['geography']}:{row['unit']}:{row['valid_from']}"


def _factor_row(row: Mapping[str, str]) -> FactorRow:
    """Read one gas of a factor."""
    kind, _, gwp_set = row["value_is"].partition(":")
    if kind not in {"mass", "co2e"}:
        raise ValueError(f'"{row["value_is"]}" is neither "mass" nor "co2e:" with a GWP set')
    return FactorRow(
        row["gas"],
        exact.parse(row["value"]),
        kind == "co2e",
        gwp_set,
        exact.parse(row["lower"]) if row["lower"] else None,
        exact.parse(row["upper"]) if row["upper"] else None,
        row["cell"],
    )


def _factor(dataset: Dataset, row: Mapping[str, str], rows: tuple[FactorRow, ...], number: int) -> Factor:
    """Read what the gases of a factor have in common."""
    return Factor(
        _factor_id(dataset, row),
        dataset,
        row["activity"],
        row["variant"],
        row["geography"] or ANYWHERE,
        row["unit"],
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        _year(row["data_year"]),
        _day(row["published_on"]),
        row["calorific_basis"],
        rows,
        number,
    )


def _heating_value(dataset: Dataset, row: Mapping[str, str]) -> HeatingValue:
    """Read a heating value."""
    value: Fraction = exact.parse(row["value"])
    return HeatingValue(
        f"{dataset.id}:{row['fuel']}:{row['geography']}:{row['unit']}:{row['valid_from']}",
        dataset,
        row["fuel"],
        row["geography"],
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        _day(row["published_on"]),
        row["unit"],
        value,
        row["energy_unit"],
        row["calorific_basis"],
        row["cell"],
    )


def _day(text: str) -> date | None:
    """Read a day in ISO form; empty is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f'"{text}" is not a day of the calendar. Write it like 2024-03-15') from None


def _year(text: str) -> int | None:
    """Read a year; empty is none."""
    if text and not text.isdecimal():
        raise ValueError(f'The data_year "{text}" is not a year. Write it like 2022')
    return int(text) if text else None
