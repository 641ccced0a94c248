"""Documents read into records: fields say how they are written; every fault stands at its key, all at once.

A record is a frozen dataclass. What a field is annotated with reads it: `Annotated[int, Whole(1, 100)]`; a field
without such a reading is read as its type says: a text, a day, a record of its own, tables by name, an array of tables.
A value that cannot be read is a problem of its document, and the field has its default, so that the rest is still
looked at. A record whose fields contradict each other says so in `faults`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import filterfalse
from types import UnionType
from typing import (
    Annotated,
    Any,
    Protocol,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    runtime_checkable,
)  # fmt: skip

import cattrs

from carbon.files.toml import Document
from carbon.files.toml_rows import Path_
from carbon.files.written import ABSENT, FaultError, Written, is_year, not_a_year, unknown

Record = TypeVar("Record")
Fault = tuple[str | Path_, str] | tuple[str | Path_, str, str]
"""A key of a record or a path below it (empty for its table), what is wrong, and a code if not the document's."""


class Reading:
    """How a field of a record is read from its table."""

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return the keys that it may read."""
        del table
        return (name,)

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return the field, ABSENT if there is nothing; add a problem for what cannot be read."""
        raise NotImplementedError


@dataclass(frozen=True)
class Under(Reading):
    """What stands under another key than the field's name, and is read as its type says."""

    key: str = ""
    kind: Any = None
    otherwise: Any = ABSENT

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return the key."""
        del table
        return (self.key or name,)

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return the value."""
        written = table.at(self.key or name)
        value = ABSENT if written.value is None else attempt(written, self.kind)
        return self.otherwise if value is ABSENT else value


class Beside(Reading):
    """What does not stand in the document."""

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return no key."""
        del table, name
        return ()

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return nothing."""
        del table, name
        return ABSENT


class ReadBy(Reading):
    """What a function makes of a record's table, of one key of it or of several together.

    Parameters
    ----------
    make
        Returns the field; adds a problem for what it cannot read.
    named
        The keys that it reads.
    """

    def __init__(self, make: Callable[[Written], Any], *named: str) -> None:
        self._make, self._named = make, named

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return the keys."""
        del table, name
        return self._named

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return what the function makes."""
        del name
        try:
            return self._make(table)
        except FaultError as error:
            table.below(*self._named[:1]).fault(str(error))
            return ABSENT


Id = Annotated[str, ReadBy(lambda table: table.path[-1])]
"""The key of a record's own table."""


class InOrder(Reading):
    """Records from a table of tables, or from several of them, one after the other."""

    def __init__(self, kind: type, *named: str) -> None:
        self._kind, self._named = kind, named

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return the keys of the tables."""
        del table
        return self._named or (name,)

    def take(self, table: Written, name: str) -> tuple[Any, ...]:
        """Return the records."""
        written = [table.at(key) for key in self.keys(table, name) if key in table.value]
        by_id = [attempt(each, Mapping[str, self._kind]) for each in written]  # type: ignore[name-defined]
        return tuple(record for records in by_id if records is not ABSENT for record in records.values())


@runtime_checkable
class Checked(Protocol):
    """A record whose fields may contradict each other."""

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Yield what is wrong between the fields; `table` has what is written."""


def read(kind: type[Record], document: Document) -> Record:
    """Read a whole document; what is wrong with it is among its problems."""
    return converter.structure(Written(document, (), document.tree), kind)


def attempt(written: Written, kind: Any) -> Any:  # noqa: ANN401 - whatever the kind is
    """Read a value as a type says; add a problem and return ABSENT if it is none."""
    try:
        return converter.structure(written, kind)
    except FaultError as error:
        written.fault(str(error))
        return ABSENT


def keys_of(kind: type, table: Written) -> list[str]:
    """Return the keys that a record's table may have."""
    return [key for name, reading in _readings(kind).items() for key in reading.keys(table, name)]


def _readings(kind: type) -> dict[str, Reading]:
    """Return how each field of a record is read."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: _reading(hints[field.name]) for field in fields(kind)}


def _reading(hint: Any) -> Reading:  # noqa: ANN401 - a type
    """Return how a field of a type is read."""
    kind, *said = get_args(hint) if get_origin(hint) is Annotated else [hint]
    if get_origin(kind) in {Union, UnionType}:
        kind = next(each for each in get_args(kind) if each is not type(None))
        return _reading(Annotated[kind, *said] if said else kind)
    reading = next((each for each in said if isinstance(each, Reading)), Under())
    return replace(reading, kind=kind) if isinstance(reading, Under) else reading


def _record(kind: type) -> Any:  # noqa: ANN401 - what cattrs calls a hook
    """Make what reads a record."""
    readings = _readings(kind)

    def structure(table: Written, _: Any) -> Any:  # noqa: ANN401 - a record
        written = table.table()
        declared = [key for name, reading in readings.items() for key in reading.keys(table, name)]
        for key in written:
            if key not in declared:
                table.at(key).fault(unknown(key, declared), "unknown-key")
        values = {name: reading.take(table, name) for name, reading in readings.items()}
        record = kind(**{name: value for name, value in values.items() if value is not ABSENT})
        if isinstance(record, Checked):
            for where, why, *code in record.faults(written):
                path = (where,) if isinstance(where, str) else where
                table.below(*filter(None, path)).fault(why, *code)
        return record

    return structure


def _tables(kind: Any) -> Any:  # noqa: ANN401 - what cattrs calls a hook
    """Make what reads tables by their names."""
    name, inner = get_args(kind)
    reading = _reading(inner)

    def structure(written: Written, _: Any) -> Any:  # noqa: ANN401 - a mapping of records
        keys = list(written.table("NAME" if isinstance(reading, Under) and is_dataclass(reading.kind) else ""))
        if name is int:
            for key in filterfalse(is_year, keys):
                example = f"[{'.'.join(written.path)}.2024]" if isinstance(reading, Under) else "it like 2030 = …"
                written.at(key).fault(f"{not_a_year(key)} Write {example}.")
            keys = sorted(filter(is_year, keys))
        read = {name(key): reading.take(written, key) for key in keys}
        return {key: record for key, record in read.items() if record is not ABSENT}

    return structure


def _array(kind: Any) -> Any:  # noqa: ANN401 - what cattrs calls a hook
    """Make what reads an array of tables."""
    inner = get_args(kind)[0]

    def structure(written: Written, _: Any) -> Any:  # noqa: ANN401 - a tuple of records
        return tuple(record for entry in written.entries() if (record := attempt(entry, inner)) is not ABSENT)

    return structure


def _comes_from(origin: Any) -> Callable[[Any], bool]:  # noqa: ANN401 - a type
    """Return what says whether a type is one of another: a mapping of something, a tuple of something."""
    return lambda kind: get_origin(kind) is origin


converter = cattrs.Converter()
"""Reads values as types say; the plain types are added by `carbon.files.values`."""
converter.register_structure_hook_factory(is_dataclass, _record)
converter.register_structure_hook_factory(_comes_from(Mapping), _tables)
converter.register_structure_hook_factory(_comes_from(tuple), _array)
