"""What stands beside the totals: avoided and excluded emissions, substitutions, figures not rebased, warnings.

All but the last are sums over the postings, scope 2 by the location-based method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from carbon.accounting.coefficients import wanted
from carbon.accounting.postings import Posting, YearBook
from carbon.accounting.result import Avoided, Excluded, NotRebased, Rounding, RungShare, Substitution
from carbon.factors.catalogue import Gases
from carbon.factors.factor import CO2E, ROUNDING, Coefficient, Dataset, Factor
from carbon.model import exact
from carbon.model.exact import Key, sum_by
from carbon.model.problems import Place, Problem
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import KG_PER_T, Edition, Family, Rung, Scope2Method, Severity, UpstreamDecision


def by_location(postings: Iterable[Posting]) -> Iterator[Posting]:
    """Yield postings without those of the market-based method."""
    return (posting for posting in postings if posting.method is not Scope2Method.MARKET)


def avoided(book: YearBook) -> tuple[Avoided, ...]:
    """Return avoided emissions by activity."""
    postings = by_location(posting for posting in book.postings if posting.entry.line.avoided)
    totals = sum_by((posting.name, posting.co2e) for posting in postings)
    return tuple(Avoided(*total) for total in sorted(totals.items()))


def excluded(book: YearBook) -> tuple[Excluded, ...]:
    """Return what was left out, with the reason, and its emissions where they could be computed."""
    postings = [
        ((posting.name, posting.exclusion.reason), posting)
        for posting in by_location(book.postings)
        if posting.exclusion is not None
    ]
    totals = sum_by((key, posting.co2e) for key, posting in postings)
    unknown = {(name, exclusion.reason) for name, exclusion in book.not_computed}
    unknown |= {key for key, posting in postings if posting.kg_co2e is None}
    left_out = [Excluded(*key, None if key in unknown else totals[key]) for key in sorted({*totals, *unknown})]
    for carrier, upstream in sorted(book.folder.settings.upstream.items()):
        if upstream.decision is UpstreamDecision.EXCLUDE:
            left_out.append(Excluded(f"upstream/{carrier}", upstream.reason, None))
    return tuple(left_out)


def in_scopes(book: YearBook) -> Iterator[Posting]:
    """Yield the postings that totals are made of, scope 2 by the location-based method."""
    accounts = book.folder.books.catalogue.accounts
    return (posting for posting in by_location(book.in_totals()) if accounts[posting.account].scope is not None)


def negative_totals(book: YearBook) -> list[Problem]:
    """Warn of an activity whose credits come to more than its bills: nothing emits less than nothing."""
    totals = sum_by(((posting.name, posting.account), posting.co2e) for posting in in_scopes(book))
    return [
        Problem(
            "negative-total",
            say(
                "The rows of {activity} in {year} come to {tonnes} t CO2e: more is taken back than was used.\n"
                "A credit belongs beside the bill that it corrects. Add the rows of that bill, or give the credit "
                "its days.",
                activity=activity,
                year=book.year.year,
                tonnes=exact.grouped(kg / KG_PER_T, 3),
            ),
            Place("", 0, activity),
            severity=Severity.WARNING,
        )
        for (activity, _), kg in sorted(totals.items())
        if kg < 0
    ]


def _shares(book: YearBook, key_of: Callable[[Posting], Key | None]) -> dict[Key, tuple[Fraction, Fraction]]:
    """Return what rests on each of some keys [kg CO2e], and its share of all [percent].

    Shares are of everything in the totals, each posting without its sign: a credit note would make a share of the sum
    larger than the whole.
    """
    pairs = [(key_of(posting), posting.co2e) for posting in in_scopes(book)]
    sizes = sum_by((key, abs(kg)) for key, kg in pairs)
    whole = sum(sizes.values(), Fraction(0))
    totals = sum_by((key, kg) for key, kg in pairs if key is not None)
    return {key: (kg, share_percent(sizes[key], whole)) for key, kg in totals.items()}


def share_percent(part: Fraction, whole: Fraction) -> Fraction:
    """Return a share in percent."""
    return part / whole * 100 if whole else Fraction(0)


def rungs(book: YearBook) -> tuple[RungShare, ...]:
    """Return the emissions that rest on each rung of the ladder, the first rung first."""
    shares = _shares(book, lambda posting: posting.match.rung if posting.match else Rung.REPORTED)
    return tuple(RungShare(rung, *shares[rung]) for rung in Rung if rung in shares)


def substitutions(book: YearBook) -> tuple[Substitution, ...]:
    """Return every step down the ladder, and every named factor that is of another place, day or publication."""
    return tuple(Substitution(*key, *share) for key, share in sorted(_shares(book, _step_of).items()))


def _step_of(posting: Posting) -> tuple[str, str, str, str, Rung, str] | None:
    """Return the step down the ladder that a posting rests on, if there is one."""
    match = posting.match
    if match is None or not match.wanted:
        return None
    factor = match.factor
    return factor.activity, posting.entry.geography, match.wanted, match.used, match.rung, factor.id


def not_rebased(book: YearBook) -> tuple[NotRebased, ...]:
    """Return the figures given only as CO2e in another GWP set."""
    pairs = [
        ((posting.activity, posting.factor, posting.coefficient.co2e_set), posting.co2e)
        for posting in by_location(book.in_totals())
        if posting.gas == CO2E and posting.coefficient and posting.coefficient.co2e_set != book.lens.gwp_set
    ]
    return tuple(
        NotRebased(name, factor or None, given, total) for (name, factor, given), total in sorted(sum_by(pairs).items())
    )


def rounding(book: YearBook) -> tuple[Rounding, ...]:
    """Return what is computed with a CO2e that its gases do not add up to."""
    printed = [
        ((posting.match.factor.activity, posting.match.factor.id), posting)
        for posting in in_scopes(book)
        if posting.coefficient and posting.match and ROUNDING in posting.coefficient.kg
    ]
    of_gases = sum_by((key, Fraction(0) if posting.gas == ROUNDING else posting.co2e) for key, posting in printed)
    totals = sum_by((key, posting.co2e) for key, posting in printed)
    return tuple(Rounding(*key, book.lens.gwp_set, total, of_gases[key]) for key, total in sorted(totals.items()))


def datasets(book: YearBook) -> tuple[Dataset, ...]:
    """Return the datasets that the figures rest on, those of heating values with them."""
    by_id: dict[str, Dataset] = {}
    for coefficient in used(book):
        of_factor = [coefficient.match.factor.dataset] if coefficient.match else []
        of_values = (value.dataset for value in coefficient.heating_values)
        by_id.update((dataset.id, dataset) for dataset in (*of_factor, *of_values))
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


def year_warnings(book: YearBook) -> list[Problem]:
    """Return what is worth knowing about a year's figures."""
    factors = (coefficient.match.factor for coefficient in used(book) if coefficient.match is not None)
    return [
        *negative_totals(book),
        *_spread(book),
        *_without_gwp(book),
        *_passed_over(book),
        *lost_gases(book, factors),
    ]


def _spread(book: YearBook) -> Iterable[Problem]:
    """Say how much of what is in the totals rests on rows longer than 31 days."""
    sizes = [(posting.entry, abs(posting.co2e)) for posting in in_scopes(book)]
    parts = ((kg, entry.spread / entry.quantity) for entry, kg in sizes if entry.quantity)
    spread = sum((kg * min(max(part, Fraction(0)), Fraction(1)) for kg, part in parts), Fraction(0))
    if spread:
        share = exact.fixed(share_percent(spread, sum((kg for _, kg in sizes), Fraction(0))), 2)
        why = say(
            "{share} % of t CO2e comes from rows longer than 31 days, shared out over months by days.", share=share
        )
        yield Problem("spread", why, severity=Severity.WARNING)


def _without_gwp(book: YearBook) -> Iterable[Problem]:
    """Name the gases outside the Kyoto basket that the chosen set has no GWP for."""
    masses = sum_by((posting.gas, posting.kg) for posting in book.in_totals() if posting.kg_co2e is None)
    for gas, kg in sorted(masses.items()):
        why = say(
            "The library has no GWP for {gas} in {gwp_set}: {kg} kg were not counted.",
            gas=gas,
            gwp_set=book.lens.gwp_set,
            kg=exact.text(kg),
        )
        yield Problem("no-gwp", why, severity=Severity.WARNING)


def _passed_over(book: YearBook) -> Iterable[Problem]:
    """Name the factors passed over because their date of publication is not known."""
    names: set[str] = set()
    seen: set[tuple[str, str, int]] = set()
    for entry, _ in book.counted():
        key = (entry.line.activity.id, entry.geography, entry.month)
        if entry.line.gas is None and key not in seen:
            seen.add(key)
            undated = book.maker.ladder.candidates.undated(wanted(entry, key[0]))
            names |= {factor.id for factor in undated}
    if names:
        why = say(
            "Passed over, since factors_as_of is set and their publication is not dated: {names}.",
            names=joined(sorted(names), ", "),
        )
        yield Problem("factor-without-date", why, severity=Severity.WARNING)


_MOST_NAMED = 5
_APART = frozenset({Family.BIOGENIC_CO2, Family.MONTREAL})
"""What no CO2e of a factor holds: it is posted elsewhere."""


def lost_gases(book: YearBook, used: Iterable[Factor]) -> Iterator[Problem]:
    """Name the gases that the last edition before has of a factor and the one used has not."""
    lost: dict[str, list[Sentence]] = {}
    for factor in {factor.id: factor for factor in used}.values():
        before = edition_before(factor, book.maker.ladder.candidates.of(factor.activity))
        for gas in gone(before, factor, book.folder.books.gases) if before else ():
            lost.setdefault(gas, []).append(
                say("{factor} (there in {dataset})", factor=factor.id, dataset=before.dataset.id if before else "")
            )
    for gas, names in sorted(lost.items()):
        shown: Sentence = joined((say('"{word}"', word=name) for name in sorted(names)[:_MOST_NAMED]), ", ")
        if len(names) > _MOST_NAMED:
            shown = say("{names} and {more} more", names=shown, more=len(names) - _MOST_NAMED)
        why = say(
            "{gas} is in the edition before, and not in the one used: {factors}.\n"
            "What it came to is in no figure of this year. Add a factor of your own with it, or say why it is gone.",
            gas=gas,
            factors=shown,
        )
        yield Problem("lost-gas", why, severity=Severity.WARNING)


def edition_before(factor: Factor, others: Iterable[Factor]) -> Factor | None:
    """Return the same factor in the last edition before, None if there is none."""
    earlier = [
        other
        for other in others
        if other.dataset.name == factor.dataset.name
        and other.dataset.own == factor.dataset.own
        and (other.variant, other.geography, other.unit) == (factor.variant, factor.geography, factor.unit)
        and (other.supplier, other.facility) == (factor.supplier, factor.facility)
        and _edition_order(other) < _edition_order(factor)
    ]
    return max(earlier, key=_edition_order, default=None)


def _edition_order(factor: Factor) -> tuple[date, date]:
    """Return what editions are ordered by: the days that they are for, then their publication."""
    return factor.valid_from or date.min, factor.published_on.last if factor.published_on else date.min


def gone(before: Factor, factor: Factor, gases: Gases) -> set[str]:
    """Return the gases of the factor before that this one lacks; a CO2e holds all but those posted elsewhere."""
    had = {row.gas for row in before.rows if row.value and row.gas != CO2E}
    gone = had - {row.gas for row in factor.rows}
    if any(row.gas == CO2E for row in factor.rows):
        gone = {gas for gas in gone if gases.gases[gas].family in _APART}
    return gone
