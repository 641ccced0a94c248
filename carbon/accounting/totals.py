"""Totals of a year's postings: by scope, by account and gas, by facility and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from carbon.accounting.ledger import Entry
from carbon.accounting.postings import Posting, YearBook
from carbon.accounting.result import AccountTotal, Cell, GasTotal, ScopeTotal, Sum12
from carbon.factors.factor import CO2E, ROUNDING, Coefficient
from carbon.model.exact import sum_by
from carbon.model.periods import month_name
from carbon.model.terms import BIOGENIC_ACCOUNT, ELECTRICITY_ACCOUNT, MONTREAL_ACCOUNT, UPSTREAM_ACCOUNT, Scope2Method

_Slot = tuple[str, Scope2Method | None]
_SCOPES = ((1, None), (2, Scope2Method.LOCATION), (2, Scope2Method.MARKET), (3, None))


def by_account(book: YearBook) -> tuple[tuple[AccountTotal, ...], tuple[AccountTotal, ...]]:
    """Return the totals by account and gas: those within the scopes, and those outside them."""
    accounts = book.folder.books.catalogue.accounts
    postings = [
        ((posting.account, posting.method, posting.gas), posting)
        for posting in book.in_totals()
        if posting.kg_co2e is not None
    ]
    masses = sum_by((key, posting.kg) for key, posting in postings)
    order, places = list(book.folder.books.gases.gases), list(accounts)
    gases: dict[_Slot, list[GasTotal]] = {}
    for (account, method, gas), kg_co2e in sum_by((key, posting.co2e) for key, posting in postings).items():
        kg = None if gas in {CO2E, ROUNDING} else masses[account, method, gas]
        gases.setdefault((account, method), []).append(GasTotal(gas, kg, kg_co2e))
    totals = [
        AccountTotal(
            accounts[account],
            method,
            sum((gas.kg_co2e for gas in of_account), Fraction(0)),
            tuple(sorted(of_account, key=lambda gas: order.index(gas.gas))),
        )
        for (account, method), of_account in gases.items()
    ]
    totals.sort(key=lambda total: (places.index(total.account.id), total.method or ""))
    inside = tuple(total for total in totals if total.account.scope is not None)
    return inside, tuple(total for total in totals if total.account.scope is None)


def by_scope(accounts: Iterable[AccountTotal]) -> tuple[tuple[ScopeTotal, ...], tuple[Sum12, ...]]:
    """Return the totals by scope, None where no account has data, and scope 1 and 2 together."""
    sums = sum_by(((total.account.scope, total.method), total.kg_co2e) for total in accounts)
    scopes = tuple(ScopeTotal(scope, method, sums.get((scope, method))) for scope, method in _SCOPES)
    together = []
    for method in Scope2Method:
        scope_1, scope_2 = sums.get((1, None)), sums.get((2, method))
        together.append(Sum12(method, None if scope_1 is None or scope_2 is None else scope_1 + scope_2))
    return scopes, tuple(together)


_GasSlot = tuple[str, Scope2Method | None, str]
_Cells = dict[tuple[_GasSlot, int, int], Fraction]


def by_cell(book: YearBook) -> tuple[Cell, ...]:
    """Return the totals within the scopes by account, method, facility and month."""
    cells = _named_cells(book, _cells(book, lambda gas: ("", book.lens.gwp(gas))))
    return tuple(Cell(account, method, facility, month, kg) for account, method, facility, month, _, kg in cells)


def gases_by_cell(book: YearBook) -> tuple[Cell, ...]:
    """Return the gases within the scopes by account, method, facility and month: their masses, and their CO2e."""
    cells = _named_cells(book, _cells(book, lambda gas: (gas, None if book.lens.gwp(gas) is None else Fraction(1))))
    return tuple(
        Cell(
            account,
            method,
            facility,
            month,
            kg * (book.lens.gwp(gas) or 0),
            gas,
            None if gas in {CO2E, ROUNDING} else kg,
        )
        for account, method, facility, month, gas, kg in cells
    )


_Weigh = Callable[[str], tuple[str, Fraction | None]]
"""Says of a gas under which name it is added up, and what a kilogram of it counts; None if it counts nowhere."""


def _cells(book: YearBook, weigh: _Weigh) -> _Cells:
    """Add the postings within the scopes up by account, method and name of the gas, facility and month."""
    accounts = book.folder.books.catalogue.accounts
    slots: dict[_GasSlot, int] = {}
    weights: dict[Entry, dict[int, Fraction]] = {}
    for posting in book.in_totals():
        if _is_by_cell(book, posting) or posting.coefficient is None or accounts[posting.account].scope is None:
            continue
        name, weight = weigh(posting.gas)
        if per_unit := posting.coefficient.kg[posting.gas] * (weight or 0):
            slot = slots.setdefault((posting.account, posting.method, name), len(slots))
            of_entry = weights.setdefault(posting.entry, {})
            of_entry[slot] = of_entry.get(slot, Fraction(0)) + per_unit
    shares = book.ledger.shares({entry: list(pairs.items()) for entry, pairs in weights.items()}, book.months)
    ordered = list(slots)
    cells: _Cells = {(ordered[slot], facility, month): total for (slot, facility, month), total in shares.items()}
    for cell, total in _covered_cells(book, weigh).items():
        cells[cell] = cells.get(cell, Fraction(0)) + total
    return cells


def _is_by_cell(book: YearBook, posting: Posting) -> bool:
    """Say whether a posting differs between the facilities of an entry: electricity that instruments cover."""
    covered = posting.method is Scope2Method.MARKET or posting.account == UPSTREAM_ACCOUNT
    return bool(book.loads) and posting.entry.line.is_electricity and covered


def _covered_cells(book: YearBook, weigh: _Weigh) -> _Cells:
    """Return the emissions of electricity that depend on what covers it, by facility and month."""
    cells: _Cells = {}
    market: _Slot = (ELECTRICITY_ACCOUNT, Scope2Method.MARKET)
    for load in book.loads:
        mwh = book.coefficients[load.entry].mwh
        assert mwh
        covered = book.allocation.of(load)
        used = book.residual[load.entry] or book.coefficients[load.entry]
        parts = [(market, CO2E, sum((part * 1000 * i.kg_co2e_per_kwh for i, part in covered), Fraction(0)))]
        parts += [(market, gas, book.allocation.uncovered(load) / mwh * kg) for gas, kg in _within(book, used)]
        if load.entry in book.upstream:
            rest = load.mwh - sum((part for i, part in covered if not i.kg_co2e_per_kwh), Fraction(0))
            upstream = _within(book, book.upstream[load.entry])
            parts += [((UPSTREAM_ACCOUNT, None), gas, rest / mwh * kg) for gas, kg in upstream]
        for slot, gas, kg in parts:
            name, weight = weigh(gas)
            if weight is not None and (kg or not name):
                place = ((*slot, name), load.facility, load.entry.month)
                cells[place] = cells.get(place, Fraction(0)) + kg * weight
    return cells


def _within(book: YearBook, coefficient: Coefficient) -> Iterator[tuple[str, Fraction]]:
    """Yield the gases of a coefficient that are posted to its own account, with their masses [kg per unit written]."""
    outside = {BIOGENIC_ACCOUNT, MONTREAL_ACCOUNT}
    return ((gas, kg) for gas, kg in coefficient.kg.items() if book.lens.account(gas, "") not in outside)


def _named_cells(
    book: YearBook, cells: _Cells
) -> list[tuple[str, Scope2Method | None, str | None, str, str, Fraction]]:
    """Give the cells their names, in order of account, method, facility, month and gas."""
    places = {account: place for place, account in enumerate(book.folder.books.catalogue.accounts)}
    names = [facility.id if facility else None for facility in book.ledger.facilities]
    gases = {gas: place for place, gas in enumerate(("", *book.folder.books.gases.gases))}
    named: dict[tuple[str, str, str | None, int, str], Fraction] = {}
    for ((account, method, gas), facility, month), total in cells.items():
        key = (account, method or "", names[facility], month, gas)
        named[key] = named[key] + total if key in named else total
    ordered = sorted(
        named, key=lambda key: (places[key[0]], key[1], key[2] is not None, key[2] or "", key[3], gases[key[4]])
    )
    months = {month: month_name(month) for month in {key[3] for key in ordered}}
    methods: dict[str, Scope2Method | None] = {"": None, **{str(method): method for method in Scope2Method}}
    return [(key[0], methods[key[1]], key[2], months[key[3]], key[4], named[key]) for key in ordered]
