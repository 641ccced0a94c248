"""The forms of targets: how a rule's numbers become a path, year by year. `FORMS` has the function of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from carbon.model.sentences import joined, say
from carbon.model.terms import Scope2Method, TargetForm
from carbon.targets.choice import TargetChoice, refuse
from carbon.targets.progress import Actuals
from carbon.targets.rules import Ambition, NetZero, TargetRule
from carbon.targets.sector import SectorCurve
from carbon.targets.target_result import Note

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Course:
    """The target's quantity by year, from base year to target year, and what is worth saying about it."""

    values: Mapping[int, Fraction]
    notes: tuple[Note, ...] = ()


def contraction(base: Fraction, reduction: Fraction, years: range) -> dict[int, Fraction]:
    """Draw a straight line from the base year's quantity to its reduction in the target year.

    Linear on the base year's quantity, not compounding: ``base * (1 - reduction * (y - BY)/(TY - BY))``.

    >>> contraction(Fraction(100), Fraction(42, 100), range(2022, 2031))[2025]
    Fraction(337, 4)
    """
    span = years[-1] - years[0]
    return {year: base * (1 - reduction * Fraction(year - years[0], span)) for year in years}


def join_points(points: Mapping[int, Fraction], years: Iterable[int]) -> dict[int, Fraction]:
    """Join points by straight lines.

    >>> join_points({2022: Fraction(0), 2024: Fraction(1)}, range(2022, 2025))[2023]
    Fraction(1, 2)
    """
    return {year: _between(points, year) for year in years}


def _between(points: Mapping[int, Fraction], year: int) -> Fraction:
    """Return the figure of a year on the line between its neighbours."""
    if year in points:
        return points[year]
    before = max(point for point in points if point < year)
    after = min(point for point in points if point > year)
    return points[before] + (points[after] - points[before]) * Fraction(year - before, after - before)


def least_reduction(rate: Fraction, base_year: int, target_year: int, reference_year: int | None) -> Fraction:
    """Return the least reduction from base year to target year [ratio].

    ``R = r (TY - BY)``, and ``R = r (TY - reference year)`` for a base year after it, so that a late base year does
    not lower the bar (SBTi Corporate Near-Term Criteria, absolute contraction approach). Never more than everything.

    >>> least_reduction(Fraction(42, 1000), 2018, 2030, 2020)
    Fraction(63, 125)
    """
    return min(ONE, rate * (target_year - min(base_year, reference_year or base_year)))


def contract_absolutely(choice: TargetChoice, actuals: Actuals) -> Course:
    """Contract absolutely: a yearly rate of the base year's emissions, from a reference year at the latest."""
    rate = _ambition(choice.rule, choice.scopes).rate
    reference = choice.rule.parameters.reference_year
    reduction = least_reduction(rate, choice.base_year, choice.target_year, reference)
    return Course(contraction(actuals.quantity[choice.base_year], reduction, choice.years))


def _ambition(rule: TargetRule, scopes: tuple[int, ...]) -> Ambition:
    """Return what a rule asks of some scopes; refuse where it asks nothing of them, or not of all together."""
    ambitions = rule.parameters.ambitions
    ambition = next((ambition for ambition in ambitions if set(scopes) <= set(ambition.scopes)), None)
    if ambition is None:
        options = joined((f"--scopes {','.join(map(str, other.scopes))}" for other in ambitions), " and ")
        why = say(
            "The rule {rule} has no target for the scopes {scopes} together: their rates differ.\n"
            "Set separate targets: {options}.",
            rule=rule.id,
            scopes=joined(map(str, scopes), ", "),
            options=options,
        )
        refuse("bad-target", "--scopes", why)
    return ambition


def needed_rate(
    by_scope: Mapping[int, Fraction],
    base: Fraction,
    net_zero: Mapping[int, NetZero],
    floor: Fraction,
    years: tuple[int, int, int],
) -> Fraction:
    """Return the yearly rate [ratio of the base year per year].

    Parameters
    ----------
    by_scope
        Emissions of the most recent year [kg CO2e] by scope.
    base
        Emissions of the base year [kg CO2e].
    net_zero
        Net zero by scope.
    floor
        The least rate, applied after the scopes are blended.
    years
        Base year, most recent year, target year.

    Notes
    -----
    ``d_s = NZA_s/(NZY_s - MRY)``, ``TE = E_MRY (1 - sum w_s d_s (TY - MRY))`` with each scope's share w of the most
    recent year, ``rate = max(floor, (E_BY - TE)/E_BY/(TY - BY))`` (SBTi Near-Term Criteria V5.3.1 and Net-Zero
    Standard V1.3.1, Method Appendix, as two implementations read it). A scope falls no further than its net zero.
    """
    first, recent, target = years
    remaining = Fraction(0)
    for scope, emissions in by_scope.items():
        goal = net_zero[scope]
        cut = goal.reduction * Fraction(target - recent, goal.year - recent) if goal.year > recent else goal.reduction
        remaining += emissions * (1 - min(cut, goal.reduction))
    return max(floor, (base - remaining) / base / (target - first))


def contract_from_recent_year(choice: TargetChoice, actuals: Actuals) -> Course:
    """Contract from the most recent year, linear on the base year's emissions: past cuts don't lower the bar."""
    recent = choice.most_recent_year or max(year for year in actuals.quantity if year < choice.target_year)
    if not choice.base_year <= recent < choice.target_year:
        why = say("The most recent year {year} is not between the base year and the target year.", year=recent)
        refuse("bad-target", "--most-recent-year", why)
    if recent not in actuals.by_scope:
        others = joined(map(str, actuals.quantity), ", ")
        why = say("There is no inventory with these scopes in {year}, but {others}.", year=recent, others=others)
        refuse("bad-target", "--most-recent-year", why)
    floor = _ambition(choice.rule, choice.scopes).rate
    base = actuals.quantity[choice.base_year]
    years = (choice.base_year, recent, choice.target_year)
    rate = needed_rate(actuals.by_scope[recent], base, _net_zero(choice), floor, years)
    reduction = min(ONE, rate * (choice.target_year - choice.base_year))
    notes = (Note("rate_from_recent_year", {"rate": rate, "year": recent, "floor": floor}),)
    return Course(contraction(base, reduction, choice.years), notes)


def _net_zero(choice: TargetChoice) -> dict[int, NetZero]:
    """Return net zero by scope; an earlier year of the organisation's own replaces the rule's."""
    by_scope = choice.rule.parameters.net_zero
    missing = [scope for scope in choice.scopes if scope not in by_scope]
    if missing:
        why = say("The rule {rule} names no net zero for scope {scope}.", rule=choice.rule.id, scope=missing[0])
        refuse("bad-target", "--scopes", why)
    own = choice.net_zero_year
    return {
        scope: NetZero(by_scope[scope].reduction, min(own or by_scope[scope].year, by_scope[scope].year))
        for scope in choice.scopes
    }


def least_intensity_reduction(rate: Fraction, base_year: int, target_year: int, reference_year: int | None) -> Fraction:
    """Return the least reduction of the intensity [ratio].

    ``R = 1 - (1 - r)^n`` with ``n = TY - BY``, and ``n = TY - reference year`` for a base year after it (SBTi
    Corporate Near-Term Criteria, economic and physical intensity convergence). Exact: the power is of a fraction.
    """
    return 1 - (1 - rate) ** (target_year - min(base_year, reference_year or base_year))


def contract_intensity(choice: TargetChoice, actuals: Actuals) -> Course:
    """Contract an intensity at a rate that compounds. The rule sets only the end; a straight line leads there."""
    parameters = choice.rule.parameters
    assert parameters.rate is not None
    years = (choice.base_year, choice.target_year)
    reduction = least_intensity_reduction(parameters.rate, *years, parameters.reference_year)
    values = contraction(actuals.quantity[choice.base_year], reduction, choice.years)
    return Course(values, (Note("line_is_straight"),))


def converging_intensity(
    own: Fraction, sector: Fraction, sector_base: Fraction, sector_end: Fraction, growth: Fraction = ONE
) -> Fraction:
    """Return a company's intensity of a year [unit of the intensities].

    Parameters
    ----------
    own
        The company's intensity in the base year.
    sector, sector_base, sector_end
        The sector's intensity in the year, in the base year and in the year of convergence.
    growth
        The market share parameter m: the company's share of the sector's activity in the base year over that in the
        year, at most 1.

    Notes
    -----
    ``CI_y = d p_y m_y + SI_2050`` with ``d = CI_b - SI_2050``, ``p_y = (SI_y - SI_2050)/(SI_b - SI_2050)`` (SBTi,
    Sectoral Decarbonization Approach, 2015). A company already below the sector's last intensity would get a rising
    target: its d is 0, and no target rises above the base year's own intensity.
    """
    distance = max(Fraction(0), own - sector_end)
    progress = (sector - sector_end) / (sector_base - sector_end)
    return min(own, distance * progress * min(ONE, growth) + sector_end)


def converge_with_sector(choice: TargetChoice, actuals: Actuals) -> Course:
    """Converge with a sector: the intensity meets that of the sector's curve in the year of convergence."""
    sector, end = choice.sector, choice.rule.parameters.convergence_year
    assert sector is not None
    assert end is not None
    sector_curve = sector.intensity
    if not sector_curve or min(sector_curve) > choice.base_year or max(sector_curve) < end:
        why = say(
            "The sector's curve goes from {first} to {last}. It is needed from the base year {base_year} to {end}.",
            first=min(sector_curve, default="–"),
            last=max(sector_curve, default="–"),
            base_year=choice.base_year,
            end=end,
        )
        refuse("bad-target", "--sector", why)
    if choice.target_year > end:
        why = say("The rule ends in {year}; choose a target year up to then.", year=end)
        refuse("bad-target", "--target-year", why)
    curve = join_points(sector_curve, [*choice.years, end])
    first, last = curve[choice.base_year], curve[end]
    if first == last:
        why = say("The sector's intensity is the same in {first} and {last}.", first=choice.base_year, last=end)
        refuse("bad-target", "--sector", why)
    own = actuals.quantity[choice.base_year]
    shares = _shares(choice, actuals, sector)
    values = {year: converging_intensity(own, curve[year], first, last, shares.get(year, ONE)) for year in choice.years}
    values[choice.base_year] = own
    notes = [Note("sector_from", {"file": sector.file})]
    notes.append(Note("already_converged" if own <= last else "market_share" if shares else "share_constant"))
    return Course(values, tuple(notes))


def _shares(choice: TargetChoice, actuals: Actuals, sector: SectorCurve) -> dict[int, Fraction]:
    """Return the base year's share of the sector's activity over each year's; nothing where it is not known."""
    if not sector.activity or min(sector.activity) > choice.base_year or max(sector.activity) < choice.target_year:
        return {}
    activity = join_points(sector.activity, choice.years)
    own = {year: actuals.denominator_in(year, choice.growth) for year in choice.years}
    base = own[choice.base_year] / activity[choice.base_year]
    return {year: base / (own[year] / activity[year]) for year in choice.years}


def draw_cycle(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw one cycle: a share to be reached, or a yearly rate; the rule leaves both open, so the user gives it."""
    base = actuals.quantity[choice.base_year]
    _refuse_outside_cycle(choice)
    if choice.share is not None:
        points = {choice.base_year: base, choice.target_year: max(base, choice.share)}
        return Course(join_points(points, choice.years), (Note("share_is_yours"), Note("renewable_only")))
    assert choice.rate is not None
    reduction = min(ONE, choice.rate * (choice.target_year - choice.base_year))
    return Course(contraction(base, reduction, choice.years), (Note("rate_is_yours"),))


def _refuse_outside_cycle(choice: TargetChoice) -> None:
    """Refuse scopes together, a cycle that is too long, and scope 2 by the market-based method."""
    rule, longest = choice.rule, choice.rule.parameters.cycle_years
    if choice.share is None and len(choice.scopes) != 1:
        why = say(
            "Under {rule} each scope has its own target. Run once with --scopes 1, once with --scopes 2.", rule=rule.id
        )
        refuse("bad-target", "--scopes", why)
    if longest is not None and choice.target_year - choice.base_year > longest:
        last = choice.base_year + longest
        why = say("A cycle lasts {most} years at most. Choose a target year up to {last}.", most=longest, last=last)
        refuse("bad-target", "--target-year", why)
    if choice.share is None and choice.method is Scope2Method.MARKET:
        why = say(
            "Under {rule} a reduction of scope 2 is measured location-based: --scope2-method location_based.\n"
            "The other way is a share of electricity: --share PERCENT.",
            rule=rule.id,
        )
        refuse("bad-target", "--scope2-method", why)
    if choice.share is None and choice.rate is None:
        why = say(
            "The yearly rate of {rule} comes out of SBTi's own tool and is not published.\n"
            "Give yours: --rate PERCENT; for scope 2 also as a share of electricity: --share PERCENT.",
            rule=rule.id,
        )
        refuse("bad-target", "--rate", why)


def draw_reductions(choice: TargetChoice, actuals: Actuals) -> Course:
    """Join points of reductions by straight lines; the path begins with the base year at 0."""
    base = actuals.quantity[choice.base_year]
    points = {choice.base_year: Fraction(0)} | _within(choice, choice.rule.parameters.points)
    return Course({year: base * (1 - ratio) for year, ratio in join_points(points, choice.years).items()})


def draw_shares(choice: TargetChoice, actuals: Actuals) -> Course:
    """Join points of shares; the path begins with the share of the base year and never falls."""
    own = {} if choice.share is None else {choice.target_year: choice.share}
    points = {choice.base_year: actuals.quantity[choice.base_year]}
    highest = points[choice.base_year]
    for year, share in sorted(_within(choice, own or choice.rule.parameters.points).items()):
        highest = points[year] = max(highest, share)
    notes = () if choice.share is None else (Note("share_instead"),)
    return Course(join_points(points, choice.years), notes)


def _within(choice: TargetChoice, points: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Return the points after the base year; the target year lies among them or between two."""
    later = {year: point for year, point in points.items() if year > choice.base_year}
    if not later or max(later) < choice.target_year:
        why = say(
            "The last point of {rule} is in {year}: choose a base year before it and a target year up to then.",
            rule=choice.rule.id,
            year=max(points, default=None),
        )
        refuse("bad-target", "--target-year", why)
    return later


def reduce_yearly(choice: TargetChoice, actuals: Actuals) -> Course:
    """Take a yearly rate off the year before, as it turned out, or compounding from the base year."""
    parameters = choice.rule.parameters
    rate = choice.rate if choice.rate is not None else parameters.rate
    if rate is None:
        why = say("The rule {rule} names no yearly rate. Give one: --rate PERCENT.", rule=choice.rule.id)
        refuse("bad-target", "--rate", why)
    rolling = parameters.against == "previous_year"
    values = {choice.base_year: actuals.quantity[choice.base_year]}
    for year in choice.years[1:]:
        before = actuals.quantity.get(year - 1) if rolling else None
        values[year] = (values[year - 1] if before is None else before) * (1 - rate)
    return Course(values, (Note("rolling" if rolling else "compounding", {"rate": rate}),))


FORMS: dict[TargetForm, Callable[[TargetChoice, Actuals], Course]] = {
    TargetForm.ABSOLUTE_CONTRACTION: contract_absolutely,
    TargetForm.RECENT_YEAR_CONTRACTION: contract_from_recent_year,
    TargetForm.INTENSITY_CONTRACTION: contract_intensity,
    TargetForm.SECTORAL_CONVERGENCE: converge_with_sector,
    TargetForm.FIVE_YEAR_CYCLE: draw_cycle,
    TargetForm.REDUCTION_POINTS: draw_reductions,
    TargetForm.SHARE_POINTS: draw_shares,
    TargetForm.YEARLY_RATE: reduce_yearly,
}
"""The function of every form."""
