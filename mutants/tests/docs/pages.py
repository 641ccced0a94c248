"""Pages of the documentation: where they are, and the fenced blocks and headings in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "cli-reference.md"
_NOT_OURS = ("docs/problems.md", "docs/benchmarks.md")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"|(\w+)=(\S+)')
_HEADING = re.compile(r"^(#{1,6}) (.+)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block.

    Parameters
    ----------
    language
        The first word after the fence.
    attributes
        What follows it, as `name=value`.
    first
        The number of the first line inside the fences, counted from 0.
    lines
        The lines inside the fences.
    """

    language: str
    attributes: dict[str, str]
    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the content, its last line ended."""
        return "".join(f"{line}\n" for line in self.lines)


def files() -> list[Path]:
    """Return every page in Markdown: those at the top, and all under docs/."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def run() -> list[Path]:
    """Return the pages whose blocks are run."""
    return [page for page in files() if name(page) not in _NOT_OURS and "examples" not in page.parts]


def name(page: Path) -> str:
    """Return the path of a page from the root of the project."""
    return page.relative_to(ROOT).as_posix()


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page in their order."""
    opened: tuple[int, str] | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if opened is None:
            opened = (number, line.removeprefix("```"))
            continue
        first, info = opened
        language, _, rest = info.partition(" ")
        attributes = {a or c: b or d for a, b, c, d in _ATTRIBUTE.findall(rest)}
        yield Block(language, attributes, first + 1, tuple(lines[first + 1 : number]))
        opened = None
    assert opened is None, f"the block that opens on line {opened[0] + 1} is never closed"


def prose(text: str) -> str:
    """Return a page without its fenced blocks."""
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            lines.append(line)
    return "\n".join(lines)


def headings(text: str) -> list[str]:
    """Return the headings of a page."""
    return [found[2].strip() for found in map(_HEADING.match, prose(text).split("\n")) if found]


def anchor(heading: str) -> str:
    """Return the anchor that a heading gets where Markdown is shown in a browser."""
    plain = heading.replace("`", "").strip().casefold()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
