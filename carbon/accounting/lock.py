"""Frozen years: `carbon.lock`, written by `carbon freeze`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from carbon.accounting.frozen_year import Lock, LockedFigure, LockedInput, LockedTerm, LockedYear
from carbon.factors.datasets import library as datasets
from carbon.factors.datasets.by_activity import factors_of, heating_value_of
from carbon.factors.records import Dataset, Factor, HeatingValue
from carbon.files.toml import NotTomlError, parsed
from carbon.model import digests, exact
from carbon.model.problems import Place, Problem, ProblemsError

NAME = "carbon.lock"
FORMAT, UNSEALED = 2, 1
"""What the file's `format` says; that of version 0.1 has no digests of what it holds."""
SEAL = "sha256"
"""The key of the digest: of a year over all else that it holds, of the lock over the digests of its years."""
_FAULTS = (OSError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError, ProblemsError)
"""What reading something else than a lock may raise: what it holds is checked by `carbon verify`, not here."""
_Rows = Iterable[Mapping[str, Any]]


class _FormatError(ValueError):
    """Raised for a lock that another version wrote."""


def read_lock(folder: Path, name: str = NAME) -> tuple[Lock, list[Problem]]:
    """Read the frozen years of a folder, or of a lock that has another name.

    Returns
    -------
    tuple
        The lock, empty if there is none, and the problems.
    """
    path = folder / name
    if not path.exists():
        return Lock(), []
    try:
        found = parse_lock(path.read_text(encoding="utf-8"))
        return found, list(_edited(found, name))
    except _FAULTS as error:
        why = f"The file is not what `carbon freeze` wrote: {_said(error)}.\nRestore it, or compute with --thaw."
        return Lock(), [Problem("broken-lock", why, Place(name))]


def _edited(lock: Lock, name: str) -> Iterator[Problem]:
    """Refuse a lock that is no longer what was written."""
    for year in lock.edited:
        why = f"What {year} holds is no longer what `carbon freeze` wrote: its sha256 is another.\n{_RESTORE}"
        yield Problem("edited-lock", why, Place(name, 0, f"years.{year}"))
    if not lock.complete and not lock.edited:
        years = ", ".join(map(str, lock.years)) or "none"
        why = f"It holds the years {years}, and these are not those that were written: its sha256 is another.\n"
        why += f"{_RESTORE} If two locks were put together, `carbon freeze --accept-inputs` keeps all years."
        yield Problem("edited-lock", why, Place(name))


_RESTORE = "Restore the file. `carbon verify` says what else has moved; --thaw computes from the library as it is now."


def seal(table: Mapping[str, Any]) -> str:
    """Return the digest of what a year holds, as TOML has it."""
    return digests.of({key: value for key, value in table.items() if key != SEAL})


def seal_of_all(seals: Mapping[str, str]) -> str:
    """Return the digest of a lock from those of its years."""
    return digests.of({"format": FORMAT, "years": dict(seals)})


def parse_lock(text: str) -> Lock:
    """Read the text of a lock.

    Raises
    ------
    ValueError, KeyError, TypeError
        If it is not one.
    """
    document = parsed(text)
    if document.get("format") not in {FORMAT, UNSEALED}:
        raise _FormatError(f"its format is {document.get('format', 'not said')}, and {UNSEALED} and {FORMAT} are read")
    tables = dict(sorted(document["years"].items()))
    years = {int(year): _year(int(year), table) for year, table in tables.items()}
    if document["format"] == UNSEALED:
        return Lock(years, sealed=False)
    seals = {year: str(table.get(SEAL)) for year, table in tables.items()}
    actual = {year: seal(table) for year, table in tables.items()}
    edited = tuple(int(year) for year in tables if seals[year] != actual[year])
    complete = document.get(SEAL) == seal_of_all(seals)
    return Lock(years, edited=edited, complete=complete, sha256=seal_of_all(actual))


def _said(error: Exception) -> str:
    """Say what is wrong in words."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, ProblemsError):
        return error.problems[0].why.rstrip(".")
    if isinstance(error, OSError):
        return error.strerror or "it cannot be read"
    told = (NotTomlError, UnicodeDecodeError, _FormatError)
    return str(error).rstrip(".") if isinstance(error, told) else "it has another form"


def _year(year: int, table: Mapping[str, Any]) -> LockedYear:
    """Read a frozen year."""
    known = {f"{row['dataset']}@{row['version']}": _dataset(row) for row in table["datasets"]}
    gwp: dict[str, dict[str, Fraction]] = {}
    for row in table["gwp"]:
        gwp.setdefault(row["gwp_set"], {})[row["gas"]] = exact.ratio(row["value"])
    return LockedYear(
        year=year,
        start=_day(table["start"]),
        end=_day(table["end"]),
        carbon=str(table["carbon"]),
        gwp_set=str(table["gwp_set"]),
        factors_as_of=_day(table["factors_as_of"]) if "factors_as_of" in table else None,
        figures=tuple(
            LockedFigure(row["figure"], row.get("scope2_method", ""), row["unit"], exact.ratio(row["value"]))
            for row in table["figures"]
        ),
        inputs=tuple(_input(row) for row in table["inputs"]),
        factors=tuple(_factors(known, table["factors"])),
        heating_values=tuple(_heating_values(known, table["heating_values"])),
        gwp=gwp,
        terms=tuple(_term(row) for row in table["terms"]),
        order={geography: tuple(names) for geography, names in table["order"].items()},
        rules=dict(table["rules"]),
    )


def _day(value: object) -> date:
    """Return a day."""
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a day")
    return value


def _dataset(row: Mapping[str, Any]) -> Dataset:
    """Read a dataset."""
    return Dataset(
        name=row["dataset"],
        version=row["version"],
        licence=row.get("licence", ""),
        publisher=row.get("publisher", ""),
        title=row.get("title", ""),
        heating_values=row.get("heating_values", ""),
        timeless=row.get("timeless", False),
        statistical=row.get("statistical", False),
        own=row.get("own", False),
        bills=row.get("bills", ""),
        edition=row.get("edition", ""),
    )


def _input(row: Mapping[str, Any]) -> LockedInput:
    """Read an input."""
    kg = exact.ratio(row["kg_co2e"]) if "kg_co2e" in row else None
    return LockedInput(row["file"], row["sha256"], row.get("rows"), row.get("taken", ""), kg)


def _factors(known: Mapping[str, Dataset], rows: _Rows) -> list[Factor]:
    """Read the factors, whose rows have the columns of factors.csv and a dataset."""
    by_dataset: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for row in rows:
        cells = {column: str(row.get(column, "")) for column in datasets.FACTOR_COLUMNS}
        by_dataset.setdefault(row["dataset"], []).append((0, cells))
    return [factor for name, cells in by_dataset.items() for factor in factors_of(known[name], cells)]


def _heating_values(known: Mapping[str, Dataset], rows: _Rows) -> list[HeatingValue]:
    """Read the heating values, whose rows have the columns of heating_values.csv and a dataset."""
    return [
        heating_value_of(
            known[row["dataset"]], {column: str(row.get(column, "")) for column in datasets.HEATING_COLUMNS}
        )
        for row in rows
    ]


def _term(row: Mapping[str, Any]) -> LockedTerm:
    """Read a term."""
    return LockedTerm(
        row["account"],
        row.get("scope2_method", ""),
        row["activity"],
        row["geography"],
        row["unit"],
        row.get("factor", ""),
        row.get("heating_value", ""),
        exact.ratio(row["quantity"]),
        {gas: exact.ratio(kg) for gas, kg in row["kg"].items()},
    )
