"""What stands beside the totals: avoided and excluded emissions, substitutions, figures not rebased, warnings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from carbon.accounting.postings import Posting, YearBook
from carbon.accounting.result import Avoided, Excluded, NotRebased, Rounding, RungShare, Substitution
from carbon.factors.factor import ROUNDING, Coefficient, Dataset
from carbon.model.terms import Edition, Rung, Scope2Method, UpstreamDecision


def avoided(book: YearBook) -> tuple[Avoided, ...]:
    """Return avoided emissions by activity."""
    totals: dict[str, Fraction] = {}
    for posting in book.postings:
        if posting.entry.line.avoided:
            totals[posting.name] = totals.get(posting.name, Fraction(0)) + _by_location(posting)
    return tuple(Avoided(activity, total) for activity, total in sorted(totals.items()))


def excluded(book: YearBook) -> tuple[Excluded, ...]:
    """Return what was left out, with the reason, and its emissions where they could be computed."""
    totals: dict[tuple[str, str], Fraction] = {}
    unknown = {(name, exclusion.reason) for name, exclusion in book.not_computed}
    for posting in book.postings:
        if posting.exclusion is None:
            continue
        key = (posting.name, posting.exclusion.reason)
        totals[key] = totals.get(key, Fraction(0)) + _by_location(posting)
        if posting.kg_co2e is None:
            unknown.add(key)
    left_out = [Excluded(*key, None if key in unknown else totals[key]) for key in sorted({*totals, *unknown})]
    for carrier, upstream in sorted(book.folder.settings.upstream.items()):
        if upstream.decision is UpstreamDecision.EXCLUDE:
            left_out.append(Excluded(f"upstream/{carrier}", upstream.reason, None))
    return tuple(left_out)


def _by_location(posting: Posting) -> Fraction:
    """Return the CO2e of a posting [kg], nothing by the market-based method."""
    return posting.kg_co2e or Fraction(0) if posting.method is not Scope2Method.MARKET else Fraction(0)


def rungs(book: YearBook) -> tuple[RungShare, ...]:
    """Return the emissions that rest on each rung of the ladder, scope 2 location-based, the first rung first."""
    totals: dict[Rung, Fraction] = {}
    sizes: dict[Rung, Fraction] = {}
    for posting in in_scopes(book):
        match = posting.coefficient.match if posting.coefficient else None
        rung = match.rung if match else Rung.REPORTED
        totals[rung] = totals.get(rung, Fraction(0)) + (posting.kg_co2e or 0)
        sizes[rung] = sizes.get(rung, Fraction(0)) + abs(posting.kg_co2e or Fraction(0))
    whole = size_of_totals(book)
    return tuple(RungShare(rung, totals[rung], share_percent(sizes[rung], whole)) for rung in Rung if rung in totals)


def in_scopes(book: YearBook) -> Iterator[Posting]:
    """Yield the postings that totals are made of, scope 2 by the location-based method."""
    accounts = book.folder.books.catalogue.accounts
    for posting in book.in_totals():
        if accounts[posting.account].scope is not None and posting.method is not Scope2Method.MARKET:
            yield posting


def size_of_totals(book: YearBook) -> Fraction:
    """Return what shares are shares of: everything in the totals, each posting without its sign.

    A credit note would make a share of the sum larger than the whole.
    """
    return sum((abs(posting.kg_co2e) for posting in in_scopes(book) if posting.kg_co2e), Fraction(0))


def share_percent(part: Fraction, whole: Fraction) -> Fraction:
    """Return a share in percent."""
    return part / whole * 100 if whole else Fraction(0)


def substitutions(book: YearBook) -> tuple[Substitution, ...]:
    """Return every step down the ladder, and every factor named in a row that is of another place, day or publication.

    Emissions that rest on each are in scope 2 location-based.
    """
    totals: dict[tuple[str, str, str, str, Rung, str], Fraction] = {}
    sizes: dict[tuple[str, str, str, str, Rung, str], Fraction] = {}
    for posting in in_scopes(book):
        match = posting.coefficient.match if posting.coefficient else None
        if match is None or not match.wanted:
            continue
        key = (
            match.factor.activity, posting.entry.geography, match.wanted, match.used, match.rung,
            match.factor.id,
        )  # fmt: skip
        totals[key] = totals.get(key, Fraction(0)) + (posting.kg_co2e or 0)
        sizes[key] = sizes.get(key, Fraction(0)) + abs(posting.kg_co2e or Fraction(0))
    whole = size_of_totals(book)
    return tuple(Substitution(*key, total, share_percent(sizes[key], whole)) for key, total in sorted(totals.items()))


def not_rebased(book: YearBook) -> tuple[NotRebased, ...]:
    """Return the figures given only as CO2e in another GWP set, scope 2 location-based."""
    totals: dict[tuple[str, str, str], Fraction] = {}
    for posting in book.in_totals():
        coefficient = posting.coefficient
        if coefficient is None or posting.gas != "CO2e" or coefficient.co2e_set == book.lens.gwp_set:
            continue
        if posting.method is not Scope2Method.MARKET:
            factor = coefficient.match.factor.id if coefficient.match else ""
            name = coefficient.match.factor.activity if coefficient.match else posting.entry.line.name
            key = (name, factor, coefficient.co2e_set)
            totals[key] = totals.get(key, Fraction(0)) + (posting.kg_co2e or 0)
    return tuple(
        NotRebased(name, factor or None, given, total) for (name, factor, given), total in sorted(totals.items())
    )


def rounding(book: YearBook) -> tuple[Rounding, ...]:
    """Return what is computed with a CO2e that its gases do not add up to, scope 2 location-based."""
    printed: dict[tuple[str, str], list[Fraction]] = {}
    for posting in in_scopes(book):
        coefficient = posting.coefficient
        if coefficient is not None and coefficient.match is not None and ROUNDING in coefficient.kg:
            factor = coefficient.match.factor
            sums = printed.setdefault((factor.activity, factor.id), [Fraction(0), Fraction(0)])
            sums[0] += posting.kg_co2e or 0
            sums[1] += (posting.kg_co2e or 0) if posting.gas != ROUNDING else 0
    return tuple(Rounding(*key, book.lens.gwp_set, *sums) for key, sums in sorted(printed.items()))


def datasets(book: YearBook) -> tuple[Dataset, ...]:
    """Return the datasets that the figures rest on, those of heating values with them."""
    by_id: dict[str, Dataset] = {}
    for coefficient in used(book):
        if coefficient.match is not None:
            by_id[coefficient.match.factor.dataset.id] = coefficient.match.factor.dataset
        for step in (*coefficient.steps, *coefficient.energy_steps):
            if step.heating_value is not None:
                by_id[step.heating_value.dataset.id] = step.heating_value.dataset
    return tuple(by_id[name] for name in sorted(by_id))


def editions(book: YearBook) -> dict[str, Edition]:
    """Return by which rule the edition of each dataset was taken, by its id."""
    rules = book.maker.ladder.candidates.editions
    return {dataset.id: rules.rule(dataset) for dataset in datasets(book)}


def used(book: YearBook) -> Iterator[Coefficient]:
    """Yield every coefficient that something was computed with."""
    yield from book.coefficients.values()
    for posting in book.in_totals():
        if posting.coefficient is not None:
            yield posting.coefficient
