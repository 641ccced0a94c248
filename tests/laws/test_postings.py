"""Every table of a result is a sum over one flat table, the postings: added up here once more, in another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import library
from carbon.accounting import folder, inventory
from carbon.accounting.inventory import PARTS, Books
from carbon.accounting.lineage import explain
from carbon.accounting.postings import Posting, YearBook
from carbon.accounting.result import InventoryResult
from carbon.model.periods import month_name
from carbon.model.terms import Rung, Scope2Method
from tests.examples import examples
from tests.laws import strategies
from tests.laws.strategies import Row, files, text

MORE = """
[upstream]
electricity = "compute"
[[exclude]]
facility = "kaohsiung"
reason = "not ours"
"""
UPSTREAM = "upstream/electricity,,TW,,,2024,,kWh,CO2e,0.1,co2e:AR6_GWP100,,,,made up"
CERTIFICATE = ("c", "certificate", "TW", "", "2024-01-01", "2024-12-31", "20", "kWh", "0", "solar")
Sums = dict[Hashable, Fraction]


def years(path: Path) -> Iterator[tuple[Books, YearBook, InventoryResult]]:
    """Yield each year of a folder with its postings and its result."""
    books = inventory.open_books(folder.read_folder([path]))
    return ((books, book, inventory.result_of(books, book, PARTS)) for book in books.years)


def added(postings: Iterable[Posting], key: Callable[[Posting], Hashable]) -> Sums:
    """Add postings up by a key, what comes to nothing left out."""
    sums = defaultdict[Hashable, Fraction](Fraction)
    for posting in postings:
        sums[key(posting)] += posting.co2e
    return known(sums.items())


def known(figures: Iterable[tuple[Hashable, Fraction | None]]) -> Sums:
    """Return figures that are not nothing."""
    return {key: figure for key, figure in figures if figure}


def hold(books: Books, book: YearBook, result: InventoryResult) -> None:
    """Hold every table of a year to its postings."""
    accounts = books.folder.books.catalogue.accounts
    totals = [posting for posting in book.postings if posting.is_counted]
    inside = [posting for posting in totals if accounts[posting.account].scope is not None]
    here = [posting for posting in inside if posting.method is not Scope2Method.MARKET]
    apart = [posting for posting in book.postings if posting.method is not Scope2Method.MARKET]

    scopes = added(inside, lambda posting: (accounts[posting.account].scope, posting.method))
    assert known(((total.scope, total.method), total.kg_co2e) for total in result.totals) == scopes
    by_account = [*result.accounts, *result.outside_scopes]
    assert known(((total.account.id, total.method), total.kg_co2e) for total in by_account) == added(
        totals, lambda posting: (posting.account, posting.method)
    )
    gases = [(total, gas) for total in by_account for gas in total.gases]
    assert known(((total.account.id, total.method, gas.gas), gas.kg_co2e) for total, gas in gases) == added(
        totals, lambda posting: (posting.account, posting.method, posting.gas)
    )

    months = defaultdict[Hashable, Fraction](Fraction)
    for cell in result.breakdown:
        months[cell.account, cell.method, cell.month] += cell.kg_co2e
    assert known(months.items()) == added(
        inside, lambda posting: (posting.account, posting.method, month_name(posting.entry.month))
    )
    of_gas = defaultdict[Hashable, Fraction](Fraction)
    for cell in result.breakdown_gases:
        of_gas[cell.account, cell.method, cell.month, cell.gas] += cell.kg_co2e
    assert known(of_gas.items()) == added(
        inside, lambda posting: (posting.account, posting.method, month_name(posting.entry.month), posting.gas)
    )

    rungs = added(here, lambda posting: posting.match.rung if posting.match else Rung.REPORTED)
    assert known((share.rung, share.kg_co2e) for share in result.rungs) == rungs
    assert sum(rungs.values()) == sum(added(here, lambda _: "all").values())
    excluded = [posting for posting in apart if posting.exclusion]
    assert known((item.activity, item.kg_co2e) for item in result.excluded) == added(
        excluded, lambda posting: posting.name
    )
    avoided = [posting for posting in apart if posting.entry.line.avoided]
    assert known((item.activity, item.kg_co2e) for item in result.avoided) == added(
        avoided, lambda posting: posting.name
    )

    for account in sorted({posting.account for posting in inside})[:2]:
        figures = explain(books, [book], account).years[result.year]
        assert known(((figure.account, figure.method), figure.kg_co2e) for figure in figures) == added(
            (posting for posting in inside if posting.account == account),
            lambda posting: (posting.account, posting.method),
        )


@pytest.mark.parametrize("name", ["kgi", "trade_van"])
def test_an_example_is_its_postings(name: str) -> None:
    """Totals, accounts, gases, cells, rungs, what is left out and avoided, and lineage."""
    for books, book, result in years(library.examples() / name):
        hold(books, book, result)


@examples(6)
@given(files(), st.booleans())
def test_any_inventory_is_its_postings(part: list[Row], has_certificate: bool) -> None:
    """The same of any rows, with a facility left out, upstream emissions computed, and a certificate or none."""
    toml = strategies.settings(more=MORE)
    with strategies.folder(
        [text(part)], toml, instruments=[CERTIFICATE] if has_certificate else (), own=[UPSTREAM]
    ) as path:
        for books, book, result in years(path):
            hold(books, book, result)
