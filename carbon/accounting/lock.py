"""Frozen years: `carbon.lock`, written by `carbon freeze`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from carbon.accounting.frozen_year import Lock, LockedFigure, LockedInput, LockedTerm, LockedYear
from carbon.factors.datasets.by_activity import factors_of, heating_value_of
from carbon.factors.datasets.factor_library import FACTOR_COLUMNS, HEATING_COLUMNS
from carbon.factors.factor import Dataset
from carbon.files.toml import NotTomlError, parsed
from carbon.files.whole import with_an_end
from carbon.model import digests, exact
from carbon.model.problems import Place, Problem, ProblemsError
from carbon.model.sentences import Sentence, joined, say

if TYPE_CHECKING:
    from tomlkit.items import Array
    from tomlkit.items import Table as TomlTable

NAME = "carbon.lock"
_COMMENT = (
    "Written by `carbon freeze`: commit it, and leave it as it is. `carbon verify` computes "
    "every year again and says what has moved."
)
FORMAT = 2
"""What the file's `format` says."""
SEAL = "sha256"
"""The key of the digest: of a year over all else that it holds, of the lock over the digests of its years."""
_FAULTS = (OSError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError, ProblemsError)
"""What reading something else than a lock may raise: what it holds is checked by `carbon verify`, not here."""
_Rows = Iterable[Mapping[str, Any]]


class _FormatError(ValueError):
    """Raised for a lock that another version wrote."""

    def __init__(self, why: Sentence) -> None:
        self.why = why
        super().__init__(why)


def read_lock(folder: Path, name: str = NAME) -> tuple[Lock, list[Problem]]:
    """Read the frozen years of a folder, or of a lock that has another name.

    Return the lock, empty if there is none, and the problems.
    """
    path = folder / name
    if not path.exists():
        return Lock(), []
    try:
        lock = parse_lock(with_an_end(path).read_text(encoding="utf-8"))
        return lock, list(_edited(lock, name))
    except _FAULTS as error:
        why = say(
            "The file is not what `carbon freeze` wrote: {what}\nRestore it, or compute with --thaw.",
            what=_said(error),
        )
        return Lock(), [Problem("broken-lock", why, Place(name))]


def _edited(lock: Lock, name: str) -> Iterator[Problem]:
    """Refuse a lock that is no longer what was written."""
    for year in lock.edited:
        why = say("What {year} holds is no longer what `carbon freeze` wrote: its sha256 is another.", year=year)
        yield Problem("edited-lock", joined([why, _RESTORE], "\n"), Place(name, 0, f"years.{year}"))
    if not lock.complete and not lock.edited:
        years = joined(map(str, lock.years), ", ") or say("none")
        why = say(
            "It holds the years {years}, and these are not those that were written: its sha256 is another.", years=years
        )
        both = say("If two locks were put together, `carbon freeze --accept-inputs` keeps all years.")
        yield Problem("edited-lock", joined([why, joined([_RESTORE, both])], "\n"), Place(name))


_RESTORE = say(
    "Restore the file. `carbon verify` says what else has moved; --thaw computes from the library as it is now."
)


def seal(table: Mapping[str, Any]) -> str:
    """Return the digest of what a year holds, as TOML has it."""
    return digests.of({key: value for key, value in table.items() if key != SEAL})


def seal_of_all(seals: Mapping[str, str]) -> str:
    """Return the digest of a lock from those of its years."""
    return digests.of({"format": FORMAT, "years": dict(seals)})


def parse_lock(text: str) -> Lock:
    """Read the text of a lock; raise ValueError, KeyError or TypeError if it is not one."""
    document = parsed(text)
    if document.get("format") != FORMAT:
        said = document.get("format", say("not said"))
        raise _FormatError(say("its format is {format}, and {read} is read", format=said, read=FORMAT))
    tables = dict(sorted(document["years"].items()))
    years = {int(year): _read_year(int(year), table) for year, table in tables.items()}
    seals = {year: str(table.get(SEAL)) for year, table in tables.items()}
    actual = {year: seal(table) for year, table in tables.items()}
    edited = tuple(int(year) for year in tables if seals[year] != actual[year])
    complete = document.get(SEAL) == seal_of_all(seals)
    return Lock(years, edited=edited, complete=complete, sha256=seal_of_all(actual))


def _said(error: Exception) -> str:
    """Say what is wrong in words."""
    if isinstance(error, KeyError):
        return say("{key} is missing.", key=error.args[0])
    if isinstance(error, ProblemsError):
        return error.problems[0].why
    if isinstance(error, (NotTomlError, _FormatError)):
        return say("{what}.", what=error.why)
    if isinstance(error, (OSError, UnicodeDecodeError)):
        return say("{what}.", what=say("{reason}", reason=getattr(error, "strerror", "") or error))
    return say("it has another form.")


class _Fields:
    """The fields of a kind of record as a row of a lock has them: the one description by which it is written and read.

    Parameters
    ----------
    kind
        The record.
    described
        The keys of the row in their order, `key:field` where the field has another name; with `?` it may be left out,
        and is where it is empty.
    """

    def __init__(self, kind: type, described: str) -> None:
        hints = get_type_hints(kind)
        keys = [key.removesuffix("?").partition(":") for key in described.split()]
        self._kind = kind
        self._fields = [(key, field or key, hints[field or key]) for key, _, field in keys]
        self._optional = {key.removesuffix("?").partition(":")[0] for key in described.split() if key.endswith("?")}

    def write(self, record: object) -> dict[str, Any]:
        """Return a record as a row."""
        return {key: _cell(getattr(record, field)) for key, field, _ in self._fields}

    def values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a row says, by field.

        Raise KeyError, TypeError or ValueError if it lacks a key, or holds something else.
        """
        return {
            field: _empty(hint) if key in self._optional and key not in row else _value(hint, row[key])
            for key, field, hint in self._fields
        }

    def read(self, rows: _Rows) -> tuple[Any, ...]:
        """Return the records of rows."""
        return tuple(self._kind(**self.values(row)) for row in rows)


_HEAD = _Fields(LockedYear, "start end carbon gwp_set factors_as_of?")
_FIGURES = _Fields(LockedFigure, "figure:name scope2_method:method? value unit")
_INPUTS = _Fields(LockedInput, "file sha256 rows? taken? kg_co2e?")
_DATASETS = _Fields(
    Dataset,
    "dataset:name version publisher? title? licence? heating_values? bills? edition? timeless? statistical? own?",
)
_TERMS = _Fields(LockedTerm, "account scope2_method:method? activity geography quantity unit factor? heating_value? kg")


def _cell(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return what a field is written as: numbers exactly, and nothing for what is not so."""
    if isinstance(value, Mapping):
        return {key: _cell(inner) for key, inner in value.items()}
    return None if value is False else exact.plain(value) if isinstance(value, Fraction) else value


def _value(hint: Any, cell: Any) -> Any:  # noqa: ANN401 - a type, and what a field of it holds
    """Return what is written for a field of a type."""
    kinds = {hint, *get_args(hint)}
    if isinstance(cell, Mapping):
        return {key: exact.ratio(number) for key, number in cell.items()}
    if date in kinds and not isinstance(cell, date):
        raise TypeError(f"{cell!r} is not a day")
    return exact.ratio(cell) if Fraction in kinds else cell


def _empty(hint: Any) -> Any:  # noqa: ANN401 - a type, and what a field of it holds
    """Return what a field of a type has that is left out."""
    return hint() if hint in {str, bool} else None


def _read_year(year: int, table: Mapping[str, Any]) -> LockedYear:
    """Read a frozen year."""
    datasets = {dataset.id: dataset for dataset in _DATASETS.read(table["datasets"])}
    gwp: dict[str, dict[str, Fraction]] = {}
    for row in table["gwp"]:
        gwp.setdefault(row["gwp_set"], {})[row["gas"]] = exact.ratio(row["value"])
    by_dataset: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for row in table["factors"]:
        by_dataset.setdefault(row["dataset"], []).append((0, _texts(FACTOR_COLUMNS, row)))
    return LockedYear(
        year=year,
        **_HEAD.values(table),
        figures=_FIGURES.read(table["figures"]),
        inputs=_INPUTS.read(table["inputs"]),
        factors=tuple(factor for name, rows in by_dataset.items() for factor in factors_of(datasets[name], rows)),
        heating_values=tuple(
            heating_value_of(datasets[row["dataset"]], _texts(HEATING_COLUMNS, row)) for row in table["heating_values"]
        ),
        gwp=gwp,
        terms=_TERMS.read(table["terms"]),
        order={geography: tuple(names) for geography, names in table["order"].items()},
        rules=dict(table["rules"]),
    )


def _texts(columns: Iterable[str], row: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a row as those of a table of the library."""
    return {column: str(row.get(column, "")) for column in columns}


def lock_text(lock: Lock) -> str:
    """Write a lock: sorted, a line for each thing, made to be committed and read in a diff."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment(_COMMENT))
    document["format"] = FORMAT
    years = tomlkit.table(is_super_table=True)
    for year, locked in sorted(lock.years.items()):
        years[str(year)] = _year_table(locked)
    document[SEAL] = seal_of_all({year: table[SEAL] for year, table in years.items()})
    document["years"] = years
    return tomlkit.dumps(document)


def _year_table(locked: LockedYear) -> TomlTable:
    """Write a year."""
    import tomlkit

    table = tomlkit.table()
    table.update({key: cell for key, cell in _HEAD.write(locked).items() if cell})
    table["figures"] = _array(map(_FIGURES.write, locked.figures))
    table["inputs"] = _array(map(_INPUTS.write, locked.inputs))
    table["datasets"] = _array(map(_DATASETS.write, locked.datasets))
    table["factors"] = _array(
        _library_row(FACTOR_COLUMNS, row, factor, value_is=factor.value_is(row))
        for factor in locked.factors
        for row in factor.every_row
    )
    table["heating_values"] = _array(_library_row(HEATING_COLUMNS, value) for value in locked.heating_values)
    table["gwp"] = _array(
        {"gwp_set": name, "gas": gas, "value": exact.plain(value)}
        for name, values in sorted(locked.gwp.items())
        for gas, value in sorted(values.items())
    )
    table["terms"] = _array(map(_TERMS.write, locked.terms))
    table["order"] = {geography: list(names) for geography, names in sorted(locked.order.items())}
    table["rules"] = dict(sorted(locked.rules.items()))
    table[SEAL] = seal(table.unwrap())
    return table


def _array(rows: _Rows) -> Array:
    """Write rows, each on a line of its own; empty cells are left out."""
    import tomlkit

    array = tomlkit.array().multiline(multiline=True)
    for row in rows:
        table = tomlkit.inline_table()
        table.update({key: value for key, value in row.items() if value is not None and value != ""})
        array.append(table)
    return array


def _library_row(columns: Iterable[str], *records: Any, **cells: str) -> dict[str, str]:  # noqa: ANN401 - records
    """Write records under the columns of a table of the library, with their dataset before them."""
    for column in columns:
        value = cells.get(column) or next(getattr(record, column) for record in records if hasattr(record, column))
        cells[column] = "" if value is None else str(_cell(value))
    return {"dataset": records[-1].dataset.id, **{column: cells[column] for column in columns}}
