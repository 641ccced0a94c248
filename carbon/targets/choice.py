"""Choosing under a rule: what was asked, what the rule takes where nothing was, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NoReturn

from carbon.files import amounts
from carbon.files.amounts import AmountError
from carbon.model import exact
from carbon.model.problems import Place, Problem, ProblemsError, nearest, with_nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import RuleStatus, Scope2Method, TargetForm, TargetQuantity
from carbon.targets.rules import TargetRule
from carbon.targets.sector import SectorCurve


def refuse(code: str, option: str, why: Sentence) -> NoReturn:
    """Raise the one problem with an option."""
    raise ProblemsError([Problem(code, why, Place("", 0, option))])


HUNDRED = 100
SCOPES = (1, 2, 3)
LEAST_GROWTH, MOST_GROWTH = -90, 1000
_ABOUT_EMISSIONS = (TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a user asks of a rule; None or empty is the rule's own.

    Parameters
    ----------
    rate, share, growth
        Percentages as they are written, with their sign: `4.2 %`.
    """

    base_year: int | None = None
    target_year: int | None = None
    scopes: Sequence[int] | None = None
    scope2_method: str | None = None
    metric: str = ""
    activity: str = ""
    rate: str | None = None
    share: str | None = None
    growth: str | None = None
    submitted: date | None = None
    sector: SectorCurve | None = None
    most_recent_year: int | None = None
    net_zero_year: int | None = None


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """What was chosen under a rule.

    Parameters
    ----------
    rate
        A yearly rate [ratio] where the rule leaves it open.
    share
        The renewable share [ratio] of the target year where the rule leaves it open.
    growth
        How the denominator or the activity grows each year [ratio] after the last inventory.
    most_recent_year
        The year from which a rule of the most recent year starts.
    net_zero_year
        The organisation's own net-zero year, where it is earlier than the rule's.
    """

    rule: TargetRule
    base_year: int
    target_year: int
    scopes: tuple[int, ...] = (1, 2)
    method: Scope2Method | None = Scope2Method.MARKET
    metric: str = ""
    activity: str = ""
    rate: Fraction | None = None
    share: Fraction | None = None
    growth: Fraction = Fraction(0)
    submitted: date | None = None
    sector: SectorCurve | None = None
    most_recent_year: int | None = None
    net_zero_year: int | None = None

    @property
    def id(self) -> str:
        """Return the id of the rule."""
        return self.rule.id

    @property
    def departs(self) -> bool:
        """Say whether the choice departs from the rule, so that it is a target of one's own in the rule's form."""
        other_share = self.share is not None and self.rule.form is TargetForm.SHARE_POINTS
        other_rate = self.rate is not None and self.rule.parameters.rate is not None
        return other_share or other_rate or not self.denominator_fits

    @property
    def denominator_fits(self) -> bool:
        """Say whether the denominator is one that the rule is about."""
        denominators = self.rule.criteria.denominators
        return not denominators or self.metric in denominators

    @property
    def years(self) -> range:
        """Return the years of the path, base year and target year among them."""
        return range(self.base_year, self.target_year + 1)


def choose(rule: TargetRule, ask: Ask, default_base_year: int | None = None) -> TargetChoice:
    """Choose under a rule.

    Raise ProblemsError if something asked does not fit the rule, or something it needs was not said.
    """
    for option, (given, fits, why) in _APPLICABLE.items():
        if given(ask) and not fits(rule):
            none = say("{what}, and {rule} is none. Leave {option} out.", what=why, rule=rule.id, option=option)
            refuse("bad-target", option, none)
    share = _ratio(ask.share, "--share", 0, HUNDRED)
    if share is not None and rule.form is TargetForm.FIVE_YEAR_CYCLE:
        rule = replace(rule, quantity=TargetQuantity.RENEWABLE_SHARE)
    base_year, target_year = _years(rule, ask, default_base_year)
    scopes = _scopes(rule, ask)
    choice = TargetChoice(
        rule=rule,
        base_year=base_year,
        target_year=target_year,
        scopes=scopes,
        method=_method(rule, ask, scopes),
        metric=ask.metric or rule.defaults.metric,
        activity=ask.activity or rule.defaults.activity,
        rate=_ratio(ask.rate, "--rate", 0, HUNDRED),
        share=share,
        growth=_ratio(ask.growth, "--growth", LEAST_GROWTH, MOST_GROWTH) or Fraction(0),
        submitted=ask.submitted,
        sector=_sector(rule, ask),
        most_recent_year=ask.most_recent_year,
        net_zero_year=ask.net_zero_year,
    )
    return replace(choice, rule=_as_own(choice)) if choice.departs else choice


def _as_own(choice: TargetChoice) -> TargetRule:
    """Return a rule that a choice departs from as a target of one's own: another's title would claim too much."""
    rule, year = choice.rule, choice.target_year
    share, rate = _percent(choice.share), _percent(choice.rate)
    metric = "" if choice.denominator_fits else choice.metric.replace("_", " ")
    parts = [
        (share, f"{share} % in {year}", f"{year}年{share}%"),
        (rate, f"{rate} % a year", f"每年{rate}%"),
        (metric, f"per {metric}", f"以 {metric} 為分母"),
    ]
    en = ", ".join(text for given, text, _ in parts if given)
    zh = "、".join(text for given, _, text in parts if given)
    titles = {
        "en": f"Own target in the form of {rule.id}: {en}",
        "zh": f"組織自訂目標（採 {rule.id} 之形式）：{zh}",
    }
    return replace(rule, titles=titles, status=RuleStatus.OWN)


def _percent(ratio: Fraction | None) -> str:
    """Write a ratio in percent."""
    return "" if ratio is None else exact.text(ratio * HUNDRED).removesuffix(".0")


def _of(*forms: TargetForm) -> Callable[[TargetRule], bool]:
    """Say whether a rule has one of some forms."""
    return lambda rule: rule.form in forms


_APPLICABLE: dict[str, tuple[Callable[[Ask], object], Callable[[TargetRule], bool], Sentence]] = {
    "--rate": (
        lambda ask: ask.rate is not None,
        _of(TargetForm.FIVE_YEAR_CYCLE, TargetForm.YEARLY_RATE),
        say("A yearly rate is for rules that leave it open"),
    ),
    "--share": (
        lambda ask: ask.share is not None,
        _of(TargetForm.FIVE_YEAR_CYCLE, TargetForm.SHARE_POINTS),
        say("A share is for rules about renewable electricity"),
    ),
    "--metric": (
        lambda ask: ask.metric,
        lambda rule: rule.quantity is TargetQuantity.INTENSITY,
        say("A metric is for rules about an intensity"),
    ),
    "--growth": (
        lambda ask: ask.growth is not None,
        lambda rule: rule.quantity is TargetQuantity.INTENSITY,
        say("The growth of a metric is for rules about an intensity"),
    ),
    "--activity": (
        lambda ask: ask.activity,
        lambda rule: rule.quantity is TargetQuantity.ACTIVITY,
        say("An activity is for rules about its quantity"),
    ),
    "--scopes": (
        lambda ask: ask.scopes is not None,
        lambda rule: rule.quantity in _ABOUT_EMISSIONS,
        say("Scopes are for rules about emissions"),
    ),
    "--sector": (
        lambda ask: ask.sector is not None,
        _of(TargetForm.SECTORAL_CONVERGENCE),
        say("A sector's curve is for rules of sectoral convergence"),
    ),
    "--most-recent-year": (
        lambda ask: ask.most_recent_year is not None,
        _of(TargetForm.RECENT_YEAR_CONTRACTION),
        say("The most recent year is for rules that start from it"),
    ),
    "--net-zero-year": (
        lambda ask: ask.net_zero_year is not None,
        _of(TargetForm.RECENT_YEAR_CONTRACTION),
        say("A net-zero year is for rules that start from the most recent year"),
    ),
}
"""Options that some rules have no use for: whether one was given, for which rules it is, and what to say."""


def _years(rule: TargetRule, ask: Ask, default_base_year: int | None) -> tuple[int, int]:
    """Return base year and target year."""
    base_year = ask.base_year or rule.defaults.base_year or default_base_year
    if base_year is None:
        why = say("No base year is named. Give --base-year, or write base_year = 2022 into carbon.toml.")
        refuse("bad-target", "--base-year", why)
    target_year = ask.target_year or rule.defaults.target_year or max(rule.parameters.points, default=None)
    if target_year is None:
        why = say("The rule {rule} names no target year. Give one: --target-year 2030.", rule=rule.id)
        refuse("bad-target", "--target-year", why)
    if target_year <= base_year:
        why = say(
            "The target year {year} is not after the base year {base_year}.\n"
            "Choose a later target year, or an earlier base year.",
            year=target_year,
            base_year=base_year,
        )
        refuse("target-before-base", "--target-year", why)
    if ask.submitted is not None and ask.submitted.year < base_year:
        why = say(
            "The target cannot be submitted on {day}, before its base year {base_year} began.\n"
            "Give the day on which it is, or leave --submitted out.",
            day=ask.submitted,
            base_year=base_year,
        )
        refuse("bad-target", "--submitted", why)
    return base_year, target_year


def _scopes(rule: TargetRule, ask: Ask) -> tuple[int, ...]:
    """Return the scopes of a target about emissions, none of another."""
    if rule.quantity not in _ABOUT_EMISSIONS:
        return ()
    scopes = tuple(sorted(set(ask.scopes if ask.scopes is not None else rule.defaults.scopes or (1, 2))))
    if not scopes or not set(scopes) <= set(SCOPES):
        asked = joined(map(str, scopes), ", ") or say("none")
        why = say("The scopes are {scopes}. Name some of 1, 2 and 3: --scopes 1,2.", scopes=asked)
        refuse("bad-target", "--scopes", why)
    return scopes


def _method(rule: TargetRule, ask: Ask, scopes: tuple[int, ...]) -> Scope2Method | None:
    """Return the scope 2 method, None where scope 2 is not in the target."""
    word = ask.scope2_method or rule.defaults.method or Scope2Method.MARKET
    methods = [str(method) for method in Scope2Method]
    if word not in methods:
        likely = nearest(word, methods) or methods
        refuse(
            "bad-target", "--scope2-method", with_nearest(say('"{word}" is not a scope 2 method.', word=word), likely)
        )
    return Scope2Method(word) if SCOPES[1] in scopes else None


def _sector(rule: TargetRule, ask: Ask) -> SectorCurve | None:
    """Return the sector's curve, which only one form needs."""
    if rule.form is TargetForm.SECTORAL_CONVERGENCE and ask.sector is None:
        why = say(
            "The rule needs your sector's intensities by year, which are not published freely.\n"
            "Give a CSV with the columns year, intensity [t CO2e per unit] and, if you have it, activity: --sector "
            "FILE."
        )
        refuse("bad-target", "--sector", why)
    return ask.sector


def _ratio(text: str | None, option: str, least: int, most: int) -> Fraction | None:
    """Return a percentage as a ratio, exactly; without its sign, 0.4 could be 0.4 % or 40 %."""
    if text is None:
        return None
    try:
        ratio = amounts.percent(str(text), '"40 %"' if option == "--share" else '"4.2 %"', yearly=option != "--share")
    except AmountError as error:
        refuse("bad-target", option, error.why)
    if not least <= ratio * HUNDRED <= most:
        why = say("{text} is not between {least} % and {most} %.", text=text, least=least, most=most)
        refuse("bad-target", option, why)
    return ratio
