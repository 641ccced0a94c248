"""Parts of the pages that are made from the project itself: the files of each room, the chart of accounts, charts."""

from __future__ import annotations

import ast
from collections.abc import Callable

from carbon.factors.catalogue import read
from tests.docs import gallery
from tests.docs.pages import ROOT

ROOMS = (
    "accounting", "engine", "importing", "pathways", "pathways/forms", "reading", "reporting", "charts",
    "reporting/targets", "cli",
)  # fmt: skip


def rooms() -> list[str]:
    """Return a table of every file of the rooms, with the first line of what it says of itself."""
    lines = ["| file | what it is for |", "|---|---|"]
    for room in ROOMS:
        for path in sorted((ROOT / "carbon" / room).glob("*.py")):
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            if path.name != "__init__.py":
                sentence = " ".join(said.partition("\n\n")[0].split()).replace("|", "\\|")
                lines.append(f"| `carbon/{room}/{path.name}` | {sentence} |")
    return lines


def accounts() -> list[str]:
    """Return a table of the accounts."""
    lines = ["| account | name | ISO category |", "|---|---|---|"]
    for account in read().accounts.values():
        category = "–" if account.iso_category is None else account.iso_category
        lines.append(f"| `{account.id}` | {account.en} ({account.zh}) | {category} |")
    return lines


TABLES: dict[str, Callable[[], list[str]]] = {"rooms": rooms, "accounts": accounts, "gallery": gallery.section}
"""Each table by the name in its comments, `<!-- begin rooms -->` and `<!-- end rooms -->`."""


def current(text: str) -> str:
    """Return a page with its tables as they are now."""
    for name, make in TABLES.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        if begin in text:
            before, _, rest = text.partition(begin)
            _, _, after = rest.partition(end)
            text = before + "\n".join([begin, "", *make(), "", end]) + after
    return text
