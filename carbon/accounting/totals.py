"""Totals of a year's postings: by scope, by account and gas."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from carbon.accounting.result import AccountTotal, GasTotal, ScopeTotal, Sum12
from carbon.accounting.yearbook import YearBook
from carbon.factors.records import CO2E, ROUNDING
from carbon.model.terms import Scope2Method

Slot = tuple[str, Scope2Method | None]
_SCOPES = ((1, None), (2, Scope2Method.LOCATION), (2, Scope2Method.MARKET), (3, None))


def by_account(book: YearBook) -> tuple[tuple[AccountTotal, ...], tuple[AccountTotal, ...]]:
    """Return the totals by account and gas: those within the scopes, and those outside them."""
    accounts = book.folder.books.catalogue.accounts
    gases: dict[Slot, dict[str, tuple[Fraction, Fraction]]] = {}
    for posting in book.in_totals():
        if posting.kg_co2e is not None:
            of_slot = gases.setdefault((posting.account, posting.method), {})
            kg, kg_co2e = of_slot.get(posting.gas, (Fraction(0), Fraction(0)))
            of_slot[posting.gas] = (kg + posting.kg, kg_co2e + posting.kg_co2e)
    order = list(book.folder.books.gases.gases)
    totals = [
        AccountTotal(
            accounts[account],
            method,
            sum((kg_co2e for _, kg_co2e in masses.values()), Fraction(0)),
            tuple(
                GasTotal(gas, None if gas in {CO2E, ROUNDING} else masses[gas][0], masses[gas][1])
                for gas in sorted(masses, key=order.index)
            ),
        )
        for (account, method), masses in gases.items()
    ]
    places = list(accounts)
    totals.sort(key=lambda total: (places.index(total.account.id), total.method or ""))
    inside = tuple(total for total in totals if total.account.scope is not None)
    return inside, tuple(total for total in totals if total.account.scope is None)


def by_scope(accounts: Iterable[AccountTotal]) -> tuple[tuple[ScopeTotal, ...], tuple[Sum12, ...]]:
    """Return the totals by scope, None where no account has data, and scope 1 and 2 together."""
    sums: dict[tuple[int, Scope2Method | None], Fraction] = {}
    for total in accounts:
        assert total.account.scope is not None
        key = (total.account.scope, total.method)
        sums[key] = sums.get(key, Fraction(0)) + total.kg_co2e
    scopes = tuple(ScopeTotal(scope, method, sums.get((scope, method))) for scope, method in _SCOPES)
    together = []
    for method in Scope2Method:
        one, two = sums.get((1, None)), sums.get((2, method))
        together.append(Sum12(method, None if one is None or two is None else one + two))
    return scopes, tuple(together)
