"""Sectoral convergence: a company's intensity meets its sector's in the year of convergence."""

from __future__ import annotations

from fractions import Fraction

from carbon.targets.actuals import Actuals
from carbon.targets.forms.course import ONE, Course, joined
from carbon.targets.refusing import refuse
from carbon.targets.rule import SectorCurve, TargetChoice
from carbon.targets.target_result import Note


def intensity(
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


def course(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path from the sector's curve."""
    sector, end = choice.sector, choice.rule.parameters.convergence_year
    assert sector is not None
    assert end is not None
    known = sector.intensity
    if not known or min(known) > choice.base_year or max(known) < end:
        why = f"The sector's curve goes from {min(known, default='–')} to {max(known, default='–')}. "
        why += f"It is needed from the base year {choice.base_year} to {end}."
        refuse("bad-target", "--sector", why)
    if choice.target_year > end:
        refuse("bad-target", "--target-year", f"The rule ends in {end}; choose a target year up to then.")
    curve = joined(known, [*choice.years, end])
    first, last = curve[choice.base_year], curve[end]
    if first == last:
        refuse("bad-target", "--sector", f"The sector's intensity is the same in {choice.base_year} and {end}.")
    own = actuals.quantity[choice.base_year]
    shares = _shares(choice, actuals, sector)
    values = {year: intensity(own, curve[year], first, last, shares.get(year, ONE)) for year in choice.years}
    values[choice.base_year] = own
    notes = [Note("sector_from", {"file": sector.file})]
    notes.append(Note("already_converged" if own <= last else "market_share" if shares else "share_constant"))
    return Course(values, tuple(notes))


def _shares(choice: TargetChoice, actuals: Actuals, sector: SectorCurve) -> dict[int, Fraction]:
    """Return the base year's share of the sector's activity over each year's; nothing where it is not known."""
    if not sector.activity or min(sector.activity) > choice.base_year or max(sector.activity) < choice.target_year:
        return {}
    activity = joined(sector.activity, choice.years)
    own = {year: actuals.denominator_in(year, choice.growth) for year in choice.years}
    base = own[choice.base_year] / activity[choice.base_year]
    return {year: base / (own[year] / activity[year]) for year in choice.years}
