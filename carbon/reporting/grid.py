"""Blocks of rows under common columns, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carbon.reporting import widths

GAP = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, rows of a label and cells, and a remark under them."""

    heading: str
    rows: Sequence[tuple[str, Sequence[str]]]
    remark: str = ""


def laid_out(columns: Sequence[str], blocks: Sequence[Block]) -> str:
    """Write blocks under their columns; blocks without rows are left out."""
    blocks = [block for block in blocks if block.rows]
    rows = [row for block in blocks for row in block.rows]
    label = max((widths.width(name) for name, _ in rows), default=0) + GAP
    sizes = [
        max([widths.width(column), *(widths.width(cells[place]) for _, cells in rows)]) + GAP
        for place, column in enumerate(columns)
    ]
    lines: list[str] = []
    for number, block in enumerate(blocks):
        if block.heading or number == 0:
            lines.append(_line(block.heading, columns if number == 0 else [], label, sizes))
        lines += [_line(f"  {widths.printable(name)}", cells, label, sizes) for name, cells in block.rows]
        if block.remark:
            lines += widths.paragraph(block.remark, "    ")
        lines.append("")
    return "\n".join(lines).rstrip("\n")


def _line(label: str, cells: Sequence[str], size: int, sizes: Sequence[int]) -> str:
    figures = "".join(widths.right(cell, width) for cell, width in zip(cells, sizes, strict=bool(cells)))
    return (widths.left(label, size) + figures).rstrip()
