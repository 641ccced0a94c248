"""Parts of the pages that are made from the project itself: the chart of accounts, and the gallery of charts."""

from __future__ import annotations

from collections.abc import Callable

from carbon.factors.catalogue import read_catalogue
from tests.docs import gallery


def accounts() -> list[str]:
    """Return a table of the accounts."""
    lines = ["| account | name | ISO category |", "|---|---|---|"]
    for account in read_catalogue().accounts.values():
        category = "–" if account.iso_category is None else account.iso_category
        lines.append(f"| `{account.id}` | {account.en} ({account.zh}) | {category} |")
    return lines


TABLES: dict[str, Callable[[], list[str]]] = {"accounts": accounts, "gallery": gallery.section}
"""Each table by the name in its comments, `<!-- begin accounts -->` and `<!-- end accounts -->`."""


def current(text: str) -> str:
    """Return a page with its tables as they are now."""
    for name, make in TABLES.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        if begin in text:
            before, _, rest = text.partition(begin)
            _, _, after = rest.partition(end)
            text = before + "\n".join([begin, "", *make(), "", end]) + after
    return text
