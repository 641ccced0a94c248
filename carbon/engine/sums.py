"""The answer to the one question, in columns of whole numbers: exact, compact, and free of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from carbon.engine.rows import SIGNATURE
from carbon.records import Signature

SCALE = 10**9
"""Quantities are counted in billionths, since they have at most 9 decimals."""
_KEYS = tuple(name for name in SIGNATURE if name != "facility")
_TYPES = {
    "file": pa.int32(),
    "month": pa.int32(),
    "days": pa.int32(),
    "weighted": pa.decimal128(38, 9),
    "rows": pa.int64(),
}
_LOW = (1 << 64) - 1


class Sums:
    """Groups of rows, column by column.

    Parameters
    ----------
    table
        A row per group that counts: `signature`, `facility` and `file` (positions), `month` (twelve times the year
        plus the month counted from 0), `days` (the length of the period that `weighted` is to be divided by, 1 within
        one month), `weighted` (exact sum of quantity times days of the month), `rows` (rows that begin in the month).
    signatures
        Every distinct signature.
    facilities
        Every distinct facility as it is written, None for an empty cell.
    faults
        Rows that do not count, by file and faults (bits).
    """

    def __init__(
        self,
        table: pa.Table,
        signatures: list[Signature],
        facilities: list[str | None],
        faults: dict[tuple[int, int], int],
    ) -> None:
        self._table = table
        self.signatures = signatures
        self.facilities = facilities
        self.faults = faults

    def __len__(self) -> int:
        """Return the number of groups."""
        return int(self._table.num_rows)

    def file_rows(self, files: int) -> list[int]:
        """Return the rows of each file, those with faults included."""
        counts = [0] * files
        for file, rows in self._counted("file"):
            counts[file] += rows
        for (file, _), rows in self.faults.items():
            counts[file] += rows
        return counts

    def rows_of(self, column: str, position: int, files: int) -> list[int]:
        """Return the rows of each file that have a signature or facility, by its position."""
        counts = [0] * files
        for place, file, rows in self._counted(column, "file"):
            if place == position:
                counts[file] += rows
        return counts

    def pairs(self) -> list[tuple[int, int]]:
        """Return every pair of a signature and a facility that occurs."""
        return [(signature, facility) for signature, facility, _ in self._counted("signature", "facility")]

    def days(self) -> list[int]:
        """Return every length of period that occurs."""
        return [int(days) for days, _ in self._counted("days")]

    def _counted(self, *columns: str) -> list[tuple[int, ...]]:
        """Return the distinct combinations of some columns with their rows."""
        counted = self._table.group_by(list(columns)).aggregate([("rows", "sum")])
        return sorted(zip(*(_numbers(counted[name]) for name in (*columns, "rows_sum")), strict=True))

    def added_up(self, stands: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int, int, int, int, int]]:
        """Yield signature, stand, month, days, weighted [billionths] and rows, facilities of a stand added up.

        Parameters
        ----------
        stands
            The position of the stand of every pair of a signature and a facility.
        """
        width = max(1, len(self.facilities))
        by_pair = [0] * (max(1, len(self.signatures)) * width)
        for (signature, facility), stand in stands.items():
            by_pair[signature * width + facility] = stand
        pair = pc.add(pc.multiply(self._table["signature"].cast(pa.int64()), width), self._table["facility"])
        table = self._table.append_column("stand", pa.array(by_pair, pa.int64()).take(_one(pair)))
        keys = ["signature", "stand", "month", "days"]
        totals = table.group_by(keys).aggregate([("weighted", "sum"), ("rows", "sum")])
        columns = [_numbers(totals[name]) for name in keys]
        return zip(*columns, _whole(totals["weighted_sum"]), _numbers(totals["rows_sum"]), strict=True)

    def groups(self, months: range | None = None) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield signature, facility, month, days and weighted [billionths] of each group, of some months if given."""
        table = self._table
        if months is not None:
            month = table["month"]
            within = pc.and_(pc.greater_equal(month, months.start), pc.less(month, months.stop))
            table = table.filter(within)
        columns = [_numbers(table[name]) for name in ("signature", "facility", "month", "days")]
        return zip(*columns, _whole(table["weighted"]), strict=True)


def collected(table: pa.Table) -> Sums:
    """Turn the engine's answer into columns of whole numbers."""
    for name in SIGNATURE:
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(len(table), pa.string()))
    if "file" not in table.column_names:
        table = table.append_column("file", _zeros(len(table)))
    table = table.set_column(table.column_names.index("rows"), "rows", table["rows"].cast(pa.int64()))
    faults: dict[tuple[int, int], int] = {}
    faulty = pc.not_equal(table["faults"], 0)
    if pc.any(faulty).as_py():
        for group in table.filter(faulty).select(["file", "faults", "rows"]).to_pylist():
            key = (group["file"], group["faults"])
            faults[key] = faults.get(key, 0) + group["rows"]
        table = table.filter(pc.invert(faulty))
    signature, signatures = _combined(table, _KEYS)
    facility, facilities = _combined(table, ("facility",))
    columns = {"signature": signature, "facility": facility}
    columns |= {name: table[name].cast(kind) for name, kind in _TYPES.items()}
    known = [Signature(**dict(zip(_KEYS, values, strict=True))) for values in signatures]
    return Sums(pa.table(columns), known, [values[0] for values in facilities], faults)


def _zeros(length: int) -> pa.Array:
    """Return a column of zeros."""
    return pa.nulls(length, pa.int32()).fill_null(0)


def _combined(table: pa.Table, names: tuple[str, ...]) -> tuple[pa.Array, list[tuple[Any, ...]]]:
    """Return the position of each row among the distinct combinations of some text columns, and these."""
    code: Any = pa.nulls(table.num_rows, pa.int64()).fill_null(0)
    dictionaries = []
    for name in names:
        encoded = _one(table[name]).dictionary_encode(null_encoding="encode")
        dictionaries.append(encoded.dictionary.to_pylist())
        if len(encoded.dictionary) > 1:
            code = pc.add(pc.multiply(code, len(encoded.dictionary)), encoded.indices.cast(pa.int64()))
    encoded = _one(code).dictionary_encode()
    combinations = []
    for number in encoded.dictionary.to_pylist():
        values = []
        rest = number
        for dictionary in reversed(dictionaries):
            rest, place = divmod(rest, max(1, len(dictionary)))
            values.append(dictionary[place] if dictionary else None)
        combinations.append(tuple(reversed(values)))
    return encoded.indices, combinations


def _one(column: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a column as one array."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _numbers(column: Any) -> list[int]:  # noqa: ANN401 - pyarrow has no types
    """Return a column of whole numbers without nulls, straight from its buffer."""
    array = _one(column)
    if not len(array):
        return []
    form = "i" if array.type == pa.int32() else "q"
    words = memoryview(array.buffers()[1]).cast(form)
    return words[array.offset : array.offset + len(array)].tolist()


def _whole(column: Any) -> list[int]:  # noqa: ANN401 - pyarrow has no types
    """Return a DECIMAL(38, 9) column as whole numbers of billionths, straight from its buffer."""
    array = _one(column)
    if not len(array):
        return []
    words = memoryview(array.buffers()[1]).cast("q")[2 * array.offset : 2 * (array.offset + len(array))].tolist()
    return [
        low if high == 0 <= low or high == -1 and low < 0 else (high << 64) | (low & _LOW)
        for low, high in zip(words[::2], words[1::2], strict=True)
    ]
