"""Links lead somewhere, names are those of the nomenclature, and the plan is that of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import carbon.settings
from carbon.activity_data.columns import ACTIVITY_HEADERS
from carbon.factors.catalogue import read_catalogue
from carbon.files import records
from carbon.files.records import Written
from carbon.files.toml import Document
from carbon.model.terms import ACTIVITY_COLUMNS, GWP_SETS
from carbon.tables.words import WORDS
from tests.docs import pages, tables
from tests.test_floors import HOUSE

PAGES = [pages.name(page) for page in pages.files()]
OURS = [pages.name(page) for page in pages.run() if page != pages.REFERENCE]
NOMENCLATURE = "docs/nomenclature.md"
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_AMERICAN = re.compile(
    r"\b(\w+(?:organiz|summariz|recogniz|normaliz)\w*|organiz\w+|summariz\w+|colou?r(?<!colour)\w*|labeled|fueled|liters?|"
    r"meters? per|catalog|gray|behavior|center|modeled)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"carbon footprint|footprints? of|net (?:calorific|revenue)|net[- ]zero|calorific basis, `net`|net or gross",
    re.IGNORECASE,
)


def _read(page: str) -> str:
    """Return the text of a page."""
    return (pages.ROOT / page).read_text(encoding="utf-8")


def _rows(heading: str) -> Iterator[list[str]]:
    """Yield the rows of the tables of the nomenclature, those below one heading or all before it."""
    text = _read(NOMENCLATURE)
    before, _, below = text.partition("## Words never used")
    for line in (below if heading else before).split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in {"term", "never"} and not cells[0].startswith("--"):
            yield cells


TERMS = list(_rows(""))
NEVER = list(_rows("## Words never used"))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """To a file that there is, and to a heading that it has."""
    for target in _LINK.findall(pages.prose(_read(page))):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (pages.ROOT / page).parent / path if path else pages.ROOT / page
        assert file.exists(), f"{page}: {target}"
        if anchor:
            known = [pages.anchor(heading) for heading in pages.headings(file.read_text(encoding="utf-8"))]
            assert anchor in known, f"{page}: {target} has no such heading"


def test_every_page_is_reached_from_the_readme() -> None:
    """Directly or over other pages."""
    reached, open_pages = set[Path](), [pages.ROOT / "README.md"]
    while open_pages:
        page = open_pages.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        targets = _LINK.findall(pages.prose(page.read_text(encoding="utf-8")))
        open_pages += [(page.parent / target.partition("#")[0]).resolve() for target in targets if "://" not in target]
    assert {pages.ROOT / page for page in PAGES} <= reached


@pytest.mark.parametrize("page", OURS)
def test_headings_step_down_one_at_a_time(page: str) -> None:
    """One title first, no level skipped, no heading twice on a page, but for what every release begins with."""
    levels = [len(line.split(" ")[0]) for line in pages.prose(_read(page)).split("\n") if re.match(r"#{1,6} ", line)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    if page != "CHANGELOG.md":
        assert len(set(pages.headings(_read(page)))) == len(levels)


def test_terms_are_unique() -> None:
    """A term has one entry, with a meaning, a source, Chinese, and its name in the code."""
    names = [row[0] for row in TERMS]
    assert len(names) > 50
    assert len(set(names)) == len(names)
    for row in TERMS:
        assert len(row) == 5, row
        assert all(row), row


def test_chinese_is_that_of_the_output() -> None:
    """Where reports have a word for a term, the nomenclature has the same."""
    accounts = read_catalogue().accounts
    checked = 0
    for _, _, _, chinese, code in TERMS:
        key = code.strip("`")
        expected = WORDS[key][1] if key in WORDS else accounts[key].zh if key in accounts else None
        if expected is not None and key not in {"avoided", "excluded"}:
            assert chinese == expected, key
            checked += 1
    assert checked > 15


@pytest.mark.parametrize("page", [page for page in OURS if page != NOMENCLATURE])
def test_words_never_used_are_not_used(page: str) -> None:
    """In prose; what stands in `code` is a name, and some names are other people's."""
    text = _ALLOWED.sub("", re.sub(r"`[^`]*`", "", pages.prose(_read(page))))
    for row in NEVER:
        if row[0] != "value":
            assert not re.search(rf"\b{row[0]}s?\b", text, re.IGNORECASE), f"{page}: {row[0]}"


@pytest.mark.parametrize("page", OURS)
def test_spelling_is_british(page: str) -> None:
    """As far as a list of words can tell."""
    found = _AMERICAN.search(re.sub(r"`[^`]*`", "", pages.prose(_read(page))))
    assert found is None, found


def test_the_design_names_every_folder_in_order() -> None:
    """The list of the house is the one that the imports are held against; what else is named is there."""
    text = _read("docs/design.md")
    house = text.partition("## The house")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `carbon/([\w]+)(?:/|\.py)`", house, re.MULTILINE)
    assert named == [name for name in HOUSE if name != "__main__"]
    for path in re.findall(r"`(carbon/[\w/.]+)`", text):
        assert (pages.ROOT / path).exists(), path


@pytest.mark.parametrize("page", OURS)
def test_tables_are_current(page: str) -> None:
    """Tables made from the project itself; `python tests/docs/write.py --write` writes them."""
    assert tables.current(_read(page)) == _read(page)


def test_every_table_is_on_a_page() -> None:
    """A table that is made and stands nowhere is not needed."""
    together = "\n".join(map(_read, OURS))
    assert all(f"<!-- begin {name} -->" in together for name in tables.TABLES)


def test_settings_are_all_in_the_design_page() -> None:
    """Every key that carbon.toml may have, and no other GWP set than there is."""
    text = _read("docs/design.md").partition("### The folder")[2].partition("### Columns")[0]
    nothing = Written(Document("", "nothing"), ("2024",), {})
    kinds = ("YearSettings", "FactorSettings", "Facility", "Exclusion", "Silence", "Upstream", "OutsideBoundary")
    for kind in (*kinds, "FileForm", "Settings"):
        for key in records.keys_of(getattr(carbon.settings, kind), nothing):
            written = {"exclude": "[[exclude]]", "silence": "[[silence]]"}.get(key, key)
            assert re.search(rf"\b{key}\b" if written == key else re.escape(written), text), f"{kind}.{key}"
    assert set(re.findall(r"\bAR\d_\w+", text)) <= set(GWP_SETS)


def test_columns_are_all_in_the_design_page() -> None:
    """Every column that has a meaning."""
    text = _read("docs/design.md").partition("### Columns")[2].partition("### Activities")[0]
    for column in ACTIVITY_COLUMNS:
        assert f"`{column}`" in text, column


def test_chinese_headers_are_all_on_their_page() -> None:
    """Every Chinese header in the row of the column that it means, and none beside."""
    found: dict[str, set[str]] = {}
    for line in _read("docs/how-to/chinese.md").split("\n"):
        row = re.fullmatch(r"\| `(\w+)` \| (.+) \|", line)
        if row and row[1] in ACTIVITY_COLUMNS:
            found[row[1]] = set(row[2].split("、"))
    expected: dict[str, set[str]] = {}
    for header, column in ACTIVITY_HEADERS.items():
        if not header.isascii():
            expected.setdefault(column, set()).add(header)
    assert found == expected


def test_changelog_begins_with_numbers_that_change() -> None:
    """In every release."""
    text = _read("CHANGELOG.md")
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert releases
    for release in releases:
        assert re.findall(r"^### (.+)$", release, re.MULTILINE)[0] == "Numbers that change"
