"""What the things of an inventory are called in a report, by language."""

from __future__ import annotations

from collections.abc import Iterable

from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.records import Account
from carbon.reporting import words
from carbon.terms import Scope2Method


def name(thing: str, results: Iterable[InventoryResult], language: str) -> str:
    """Return what a result calls a facility, an activity or a carrier, else the word of reports, else its id."""
    for result in results:
        named = result.names.get(thing, {}).get(language)
        if named:
            return named
    carrier = f"carrier/{thing}"
    return words.word(carrier, language) if carrier in words.WORDS else thing


def account(total: AccountTotal, language: str) -> str:
    """Return an account's number and name, and the method in scope 2.

    `1`, `2` and `3.6` are the scope and the category of scope 3; outside the scopes there is no number.
    """
    number = _number(total.account)
    named = total.account.zh if language == "zh" else total.account.en
    method = "" if total.method is None else words.bracketed(words.word(total.method, language), language)
    return f"{number:<5}{named or total.account.id}{method}" if number else f"{named or total.account.id}{method}"


def scope_2(method: Scope2Method, language: str) -> str:
    """Return scope 2 with its method."""
    return words.with_method("scope_2", method, language)


def _number(one: Account) -> str:
    if one.scope is None:
        return ""
    category, _, _ = one.id.rpartition("/")[2].partition("_")
    return f"{one.scope}.{int(category)}" if category.isdecimal() else str(one.scope)
