"""What stands around the figures of an inventory: the names of things, the first line, and the notes below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.factors.catalogue import Account
from carbon.model.sentences import say
from carbon.model.terms import Scope2Method
from carbon.tables import words
from carbon.tables.messages import in_language
from carbon.tables.terminal import paragraph, printable


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


def _number(account: Account) -> str:
    if account.scope is None:
        return ""
    category, _, _ = account.id.rpartition("/")[2].partition("_")
    return f"{account.scope}.{int(category)}" if category.isdecimal() else str(account.scope)


def first_line(years: Sequence[InventoryResult], language: str) -> str:
    """Return what a page is of: organisation, GWP sets, what is frozen or not whole, consolidation approach."""
    organisations = _distinct(year.organisation for year in years)
    approaches = _distinct(year.consolidation_approach for year in years)
    sets = f"{words.word('gwp_set', language)} {_distinct(year.gwp_set for year in years)}"
    if any(year.assumed_gwp_set for year in years):
        sets += words.bracketed(words.word("assumed", language), language)
    parts = [
        f"{organisations}{words.colon(language) if organisations else ''}{words.word('inventory', language)}",
        sets,
    ]
    if frozen := [str(year.year) for year in years if year.frozen]:
        parts.append(f"{words.word('frozen', language)} {', '.join(frozen)}")
    parts += incomplete_years(years, language)
    parts += [words.known(approaches, language)] if approaches else []
    return printable(" · ".join(parts))


def incomplete_years(years: Iterable[InventoryResult], language: str) -> list[str]:
    """Say of each year that has months without data that it is not whole."""
    said = []
    for year in years:
        coverage = year.coverage
        if coverage.incomplete:
            said.append(
                words.word(coverage.lack, language).format(year.year, len(coverage.months), coverage.months_of_year)
            )
    return said


def _distinct(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, texts)))


def notes(years: Sequence[InventoryResult], language: str) -> list[str]:
    """Return the lines below the figures: warnings, each once, and the datasets of emission factors."""
    lines: list[str] = []
    if warnings := _warnings(years, language):
        lines.append(words.word("warnings", language))
        for warning, told in warnings.items():
            when = "" if len(told) == len(years) else f"{', '.join(told)}  "
            lines += paragraph(f"{when}{warning}", "  ")
        lines.append("")
    if datasets := dict.fromkeys(dataset.id for year in years for dataset in year.datasets):
        lines += paragraph(f"{words.word('datasets', language)}{words.colon(language)}{', '.join(datasets)}")
    return lines + _editions(years, language)


def _warnings(years: Iterable[InventoryResult], language: str) -> dict[str, list[str]]:
    """Return each warning in a language, with the years that have it."""
    told: dict[str, list[str]] = {}
    for year in years:
        for problem in year.warnings:
            code: str = problem.code
            if place := problem.place.sentence():
                code = say("{place}: {code}", place=place, code=code)
            text = in_language(say("{place}: {code}", place=code, code=problem.why), language)
            in_years = told.setdefault(text, [])
            if str(year.year) not in in_years:
                in_years.append(str(year.year))
    return told


def _editions(years: Iterable[InventoryResult], language: str) -> list[str]:
    """Say by which rule the editions were taken in years that are no calendar years."""
    rules: dict[str, dict[str, None]] = {}
    for year in years:
        for dataset, rule in year.editions.items() if year.start.year != year.end.year else ():
            rules.setdefault(rule, {})[dataset] = None
    parts = [f"{words.word(rule, language)}{words.colon(language)}{', '.join(rules[rule])}" for rule in sorted(rules)]
    said = f"{words.word('editions', language)}{words.colon(language)}{words.listed(parts, language)}"
    return paragraph(said) if parts else []
