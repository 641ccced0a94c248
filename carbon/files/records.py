"""Documents read into records: fields say how they are written; every fault stands at its key, all at once.

A record is a frozen dataclass. What a field is annotated with reads it: `Annotated[int, Whole(1, 100)]`; a field
without such a reading is read as its type says: a text, a day, a record of its own, tables by name, an array of tables.
A value that cannot be read is a problem of its document, and the field has its default, so that the rest is still
looked at. A record whose fields contradict each other says so in `faults`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import filterfalse
from types import UnionType
from typing import Annotated, Any, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints, runtime_checkable

import cattrs

from carbon.files.toml import Document
from carbon.files.toml_rows import Path_
from carbon.model.periods import is_year, not_a_year
from carbon.model.problems import Problem, nearest, with_nearest
from carbon.model.sentences import Sentence, joined, say

ABSENT: Any = object()
"""Stands for a value that is not written, or cannot be read."""
Record = TypeVar("Record")
Fault = tuple[str | Path_, Sentence] | tuple[str | Path_, Sentence, str]
"""A key of a record or a path below it (empty for its table), what is wrong, and a code if not the document's."""
converter = cattrs.Converter()
"""Reads values as types say; the plain types are added by `carbon.files.values`."""


class FaultError(ValueError):
    """Raised for a value that is none of its kind, with a sentence, or with the template of one and its parts."""

    def __init__(self, why: str, **parts: object) -> None:
        self.why = why if isinstance(why, Sentence) else Sentence(why, parts)
        super().__init__(self.why)


class Source(Protocol):
    """What values stand in: a document of TOML, or a row of a table."""

    code: str
    lenient: bool
    name: str
    beside: dict[str, Any]

    @property
    def problems(self) -> list[Problem]:
        """Return what is wrong."""

    def problem(self, code: str, path: Path_, why: Sentence) -> None:
        """Add a problem at a path."""

    def miss(self, path: Path_, example: str, about: Sentence | None = None) -> None:
        """Say that nothing stands at a path, how it is written and what it says."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it is written in a document, None if it is not, and the path of its key."""

    document: Source
    path: Path_
    value: Any

    @property
    def key(self) -> str:
        """Return the key itself."""
        return self.path[-1]

    def at(self, key: str) -> Written:
        """Return what a table has under a key."""
        return Written(self.document, (*self.path, key), self.value.get(key))

    def entries(self) -> Iterator[Written]:
        """Yield the entries of an array of tables, none if nothing is written; raise FaultError if it is none."""
        if self.value is None:
            return
        if not isinstance(self.value, list) or not all(isinstance(entry, Mapping) for entry in self.value):
            raise FaultError(
                "Tables are needed here: write [[{path}]] and its keys under it.", path=".".join(self.path)
            )
        *above, key = self.path
        for number, value in enumerate(self.value, start=1):
            yield Written(self.document, (*above, f"{key}[{number}]"), value)

    def fault(self, why: Sentence, code: str = "") -> None:
        """Add a problem with the key."""
        self.document.problem(code or self.document.code, self.path, why)

    def below(self, *keys: str) -> Written:
        """Return what stands under keys below, as a place for problems."""
        return Written(self.document, (*self.path, *keys), None)

    def has(self, key: str) -> bool:
        """Say whether a table has a key."""
        return key in self.value

    def table(self, example: str = "") -> Mapping[str, Any]:
        """Return the keys of a table; raise FaultError if it is none."""
        if isinstance(self.value, Mapping):
            return self.value
        name = ".".join(filter(None, (*self.path, example)))
        raise FaultError("A table is needed here: write [{name}] and its keys under it.", name=name)


def unknown(key: str, declared: Sequence[str]) -> Sentence:
    """Say what a key may be meant to be."""
    others = [other for other in declared if not is_year(other)]
    if len(others) < len(declared):
        return not_a_year(key, others)
    likely = nearest(key, declared) or declared
    return with_nearest(say('"{key}" is not a declared key.', key=key), likely)


class Reading(ABC):
    """How a field of a record is read from its table: under a key, if that is not the field's name."""

    key: str = ""

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return the keys that it may read."""
        del table
        return (self.key or name,)

    @abstractmethod
    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return the field, ABSENT if there is nothing; add a problem for what cannot be read."""


@dataclass(frozen=True)
class Under(Reading):
    """What stands under another key than the field's name, and is read as its type says."""

    key: str = ""
    kind: Any = None
    otherwise: Any = ABSENT

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
            table.below(*self._named[:1]).fault(error.why)
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
        by_id = [attempt(table, Mapping[str, self._kind]) for table in written]  # type: ignore[name-defined]
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
        written.fault(error.why)
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
        kind = next(kind for kind in get_args(kind) if kind is not type(None))
        return _reading(Annotated[kind, *said] if said else kind)
    reading = next((reading for reading in said if isinstance(reading, Reading)), Under())
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
                if isinstance(reading, Under):
                    like = say("Write [{table}].", table=".".join((*written.path, "2024")))
                else:
                    like = say("Write it like 2030 = ….")
                written.at(key).fault(joined([not_a_year(key), like]))
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


converter.register_structure_hook_factory(is_dataclass, _record)
converter.register_structure_hook_factory(lambda kind: get_origin(kind) is Mapping, _tables)  # type: ignore[comparison-overlap]
converter.register_structure_hook_factory(lambda kind: get_origin(kind) is tuple, _array)  # type: ignore[comparison-overlap]
