"""The answer to the one question, in columns of whole numbers: exact, compact, and free of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from carbon.engine.rows import SIGNATURE
from carbon.records import Signature

SCALE = 10**9
"""Quantities are counted in billionths, since they have at most 9 decimals."""
_KEYS = tuple(name for name in SIGNATURE if name != "facility")
_LOW = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Sums:
    """Groups of rows, column by column.

    Parameters
    ----------
    signatures
        Every distinct signature.
    facilities
        Every distinct facility as it is written, None for an empty cell.
    signature, facility, file
        Of each group: the position of its signature, facility and file.
    month
        Of each group: the month, twelve times the year plus the month counted from 0.
    days
        Of each group: the length of the period that `weighted` is to be divided by, 1 within one month.
    weighted
        Of each group: exact sum of quantity times days of the month [billionths of the unit].
    rows
        Of each group: rows that begin in the month.
    faults
        Rows that do not count, by file and faults (bits).
    """

    signatures: list[Signature]
    facilities: list[str | None]
    signature: list[int]
    facility: list[int]
    file: list[int]
    month: list[int]
    days: list[int]
    weighted: list[int]
    rows: list[int]
    faults: dict[tuple[int, int], int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self.signature)

    def groups(self) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield signature, facility, month, days and weighted of each group."""
        return zip(self.signature, self.facility, self.month, self.days, self.weighted, strict=True)

    def file_rows(self, files: int) -> list[int]:
        """Return the rows of each file, those with faults included."""
        counts = [0] * files
        for file, rows in zip(self.file, self.rows, strict=True):
            counts[file] += rows
        for (file, _), rows in self.faults.items():
            counts[file] += rows
        return counts

    def quantity(self, group: int) -> Fraction:
        """Return the exact quantity of a group [unit]."""
        return Fraction(self.weighted[group], SCALE * self.days[group])


def collected(table: pa.Table) -> Sums:
    """Turn the engine's answer into columns of whole numbers."""
    if "file" not in table.column_names:
        table = table.append_column("file", pa.nulls(len(table), pa.int32()).fill_null(0))
    faulty = table.filter(pc.not_equal(table["faults"], 0))
    faults: dict[tuple[int, int], int] = {}
    for group in faulty.select(["file", "faults", "rows"]).to_pylist():
        key = (group["file"], group["faults"])
        faults[key] = faults.get(key, 0) + group["rows"]
    table = table.filter(pc.equal(table["faults"], 0)).combine_chunks()
    for name, absent in ((name, pa.string()) for name in SIGNATURE if name not in table.column_names):
        table = table.append_column(name, pa.nulls(len(table), absent))
    signature, signatures = _combined(table, _KEYS)
    facility, facilities = _combined(table, ("facility",))
    return Sums(
        signatures=[Signature(**dict(zip(_KEYS, values, strict=True))) for values in signatures],
        facilities=[values[0] for values in facilities],
        signature=signature,
        facility=facility,
        file=table["file"].to_pylist(),
        month=table["month"].to_pylist(),
        days=table["days"].to_pylist(),
        weighted=_whole(table["weighted"]),
        rows=table["rows"].to_pylist(),
        faults=faults,
    )


def _combined(table: pa.Table, names: tuple[str, ...]) -> tuple[list[int], list[tuple[Any, ...]]]:
    """Return the position of each row among the distinct combinations of some text columns, and these."""
    code: Any = pa.nulls(table.num_rows, pa.int64()).fill_null(0)
    dictionaries = []
    for name in names:
        encoded = _one(table[name].cast(pa.string())).dictionary_encode(null_encoding="encode")
        dictionaries.append(encoded.dictionary.to_pylist())
        size = max(1, len(encoded.dictionary))
        code = pc.add(pc.multiply(code, size), encoded.indices.cast(pa.int64()))
    encoded = _one(code).dictionary_encode()
    combinations = []
    for number in encoded.dictionary.to_pylist():
        values = []
        rest = number
        for dictionary in reversed(dictionaries):
            rest, place = divmod(rest, max(1, len(dictionary)))
            values.append(dictionary[place] if dictionary else None)
        combinations.append(tuple(reversed(values)))
    return encoded.indices.to_pylist(), combinations


def _one(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a column as one array."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _whole(column: pa.ChunkedArray) -> list[int]:
    """Return a DECIMAL(38, 9) column as whole numbers of billionths, straight from its buffer."""
    array = _one(column)
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks)
    if not len(array):
        return []
    words = memoryview(array.buffers()[1]).cast("q")[2 * array.offset : 2 * (array.offset + len(array))]
    return [(high << 64) | (low & _LOW) for low, high in zip(words[::2], words[1::2], strict=True)]
