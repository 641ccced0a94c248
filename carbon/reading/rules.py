"""Target rules: `scenarios/targets/*.toml` of the library, and of a folder beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carbon import library
from carbon.files.toml import BrokenTomlError, opened
from carbon.problems import Place, Problem, listed
from carbon.reading.rule_table import CODE, LAST_YEAR, RuleTable
from carbon.targets import Ambition, Criteria, Defaults, Exemption, NetZero, Parameters, TargetRule
from carbon.terms import RuleStatus, Scope2Method, TargetForm, TargetQuantity

TARGETS = "targets"
OWN_FOLDER = "scenarios/targets"
MOST_YEARS = 50

_TOP = (
    "title", "form", "status", "quantity", "source", "valid_from", "valid_to", "note", "conformity", "parameters",
    "checks", "defaults",
)  # fmt: skip
_PARAMETERS = (
    "ambition", "reference_year", "net_zero", "percent_per_year", "against", "points_percent", "convergence_year",
    "cycle_years",
)  # fmt: skip
_CHECKS = (
    "window_years", "window_year_before_until", "earliest_base_year", "base_year_months", "most_excluded_percent",
    "scope_3_from_percent",
    "scope_3_covered_percent", "same_boundary", "in_force", "denominators", "exempt",
)  # fmt: skip
_CHECKED = ("in_force", "window", "base_year", "boundary", "denominator", "coverage", "scope_3")
"""The names of the checks, as results have them."""
_DEFAULTS = ("base_year", "target_year", "scopes", "scope2_method", "metric", "activity")
_AGAINST = ("base_year", "previous_year")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a form needs, and what it can be about."""

    needs: tuple[str, ...]
    quantities: tuple[TargetQuantity, ...]


_EMISSIONS, _SHARE = (TargetQuantity.EMISSIONS,), (TargetQuantity.RENEWABLE_SHARE,)
_INTENSITY = (TargetQuantity.INTENSITY,)
_BUT_SHARES = tuple(quantity for quantity in TargetQuantity if quantity not in _SHARE)
_SHAPES = {
    TargetForm.ABSOLUTE_CONTRACTION: _Shape(("ambition",), _EMISSIONS),
    TargetForm.RECENT_YEAR_CONTRACTION: _Shape(("ambition", "net_zero"), _EMISSIONS),
    TargetForm.INTENSITY_CONTRACTION: _Shape(("percent_per_year",), _INTENSITY),
    TargetForm.SECTORAL_CONVERGENCE: _Shape(("convergence_year",), _INTENSITY),
    TargetForm.FIVE_YEAR_CYCLE: _Shape(("cycle_years",), _EMISSIONS),
    TargetForm.REDUCTION_POINTS: _Shape(("points_percent",), _BUT_SHARES),
    TargetForm.SHARE_POINTS: _Shape(("points_percent",), _SHARE),
    TargetForm.YEARLY_RATE: _Shape((), _BUT_SHARES),
}
"""The parameters and quantities of every form."""


def read(folder: Path | None = None, only: str = "") -> tuple[dict[str, TargetRule], list[Problem]]:
    """Read the library's rules and a folder's own.

    Parameters
    ----------
    only
        The one of the library's that is wanted; all of them by default.

    Returns
    -------
    tuple
        The rules by id, the library's first, and what is wrong with them.
    """
    rules: dict[str, TargetRule] = {}
    problems: list[Problem] = []
    for path, own in _files(folder):
        name = f"{OWN_FOLDER}/{path.name}"
        if own and (library.scenarios() / TARGETS / path.name).is_file():
            why = f"The library has a rule {path.stem}. Give the file another name."
            problems.append(Problem(CODE, why, Place(name)))
        elif own or only in {"", path.stem}:
            rule, others = _read(path, name, own)
            problems += others
            rules |= {} if rule is None else {rule.id: rule}
    return rules, problems


def ids(folder: Path | None = None) -> list[str]:
    """Return the ids of the library's rules and of a folder's own, without reading them."""
    return list(dict.fromkeys(path.stem for path, _ in _files(folder)))


def _files(folder: Path | None) -> list[tuple[Path, bool]]:
    """Return the files of rules, the library's first, and whether they are a folder's own."""
    places = [(library.scenarios() / TARGETS, False), *([(folder / OWN_FOLDER, True)] if folder is not None else [])]
    return [(path, own) for place, own in places for path in sorted(place.glob("*.toml"))]


def _read(path: Path, name: str, own: bool) -> tuple[TargetRule | None, list[Problem]]:
    """Read a rule file; None if it cannot be used."""
    try:
        document = opened(path, name)
    except BrokenTomlError as error:
        return None, [error.problem]
    rule = _rule(RuleTable(document, document.tree), path.stem, own)
    return (None if document.problems else rule), document.problems


def _rule(top: RuleTable, rule_id: str, own: bool) -> TargetRule | None:
    """Read the whole document."""
    top.declared(_TOP)
    form, quantity = top.word("form", TargetForm), top.word("quantity", TargetQuantity)
    status = top.word("status", RuleStatus)
    for key in ("title", "form", "quantity", "status", "source"):
        if not top.table.get(key):
            top.problem(key, f"The key {key} is not set, or empty. Write the {key} of the rule.")
    if form is None or quantity is None or status is None:
        return None
    _check_shape(top, form, quantity)
    return TargetRule(
        id=rule_id,
        titles=top.names("title"),
        form=form,
        status=status,
        quantity=quantity,
        source=top.text("source"),
        valid_from=top.day("valid_from"),
        valid_to=top.day("valid_to"),
        parameters=_parameters(top.inner("parameters")),
        criteria=_criteria(top.inner("checks")),
        defaults=_defaults(top.inner("defaults")),
        notes=top.names("note"),
        conformity=top.flag("conformity", default=True),
        own=own,
    )


def _check_shape(top: RuleTable, form: TargetForm, quantity: TargetQuantity) -> None:
    """Say what a form needs and has not, and which quantities it can be about."""
    shape, parameters = _SHAPES[form], top.inner("parameters")
    for key in shape.needs:
        if not parameters.table.get(key):
            parameters.problem(key, f"The form {form} needs the key {key} under [parameters].")
    if quantity not in shape.quantities:
        top.problem("quantity", f"A rule of the form {form} is about {' or '.join(shape.quantities)}.")


def _parameters(table: RuleTable) -> Parameters:
    """Read the numbers of a rule."""
    table.declared(_PARAMETERS)
    against = table.text("against") or _AGAINST[0]
    if against not in _AGAINST:
        table.problem("against", f'"{against}" is neither "base_year" nor "previous_year".')
    return Parameters(
        ambitions=_ambitions(table),
        reference_year=table.year("reference_year"),
        net_zero=_net_zero(table),
        rate=table.percent("percent_per_year"),
        against=against,
        points=table.by_year("points_percent"),
        convergence_year=table.year("convergence_year"),
        cycle_years=table.whole("cycle_years", 1, MOST_YEARS),
    )


def _ambitions(table: RuleTable) -> tuple[Ambition, ...]:
    """Read the rates by scopes."""
    found = []
    for number, each in enumerate(table.several("ambition"), start=1):
        each.declared(("scopes", "percent_per_year"))
        scopes, rate = each.scopes("scopes"), each.percent("percent_per_year")
        if not scopes or rate is None:
            table.problem(f"ambition[{number}]", "Write an ambition with scopes = [1, 2] and percent_per_year = 4.2.")
        else:
            found.append(Ambition(scopes, rate))
    return tuple(found)


def _net_zero(table: RuleTable) -> Mapping[int, NetZero]:
    """Read net zero by scope."""
    found = {}
    for number, each in enumerate(table.several("net_zero"), start=1):
        each.declared(("scope", "reduction_percent", "year"))
        scope = each.whole("scope", 1, 3)
        reduction, year = each.percent("reduction_percent"), each.year("year")
        if scope is None or reduction is None or year is None:
            table.problem(
                f"net_zero[{number}]", "Write net zero with scope = 1, reduction_percent = 90 and year = 2050."
            )
        else:
            found[scope] = NetZero(reduction, year)
    return found


def _criteria(table: RuleTable) -> Criteria:
    """Read what is checked."""
    table.declared(_CHECKS)
    return Criteria(
        window_years=_window(table),
        year_before_until=_month_and_day(table, "window_year_before_until"),
        earliest_base_year=table.year("earliest_base_year"),
        base_year_months=table.whole("base_year_months", 1, 12),
        most_excluded=table.percent("most_excluded_percent"),
        scope_3_from=table.percent("scope_3_from_percent"),
        scope_3_covered=table.percent("scope_3_covered_percent"),
        same_boundary=table.flag("same_boundary", default=False),
        in_force=table.flag("in_force", default=False),
        denominators=table.texts("denominators"),
        exemptions=_exemptions(table),
    )


def _exemptions(table: RuleTable) -> tuple[Exemption, ...]:
    """Read what is not asked of some targets."""
    exemptions = []
    for each in table.several("exempt"):
        each.declared(("check", "target_years", "scopes", "reason"))
        check, reasons = each.text("check"), each.names("reason")
        if check not in _CHECKED or not reasons:
            why = f'Write an exemption with a check ({listed(_CHECKED)}) and why: check = "window", reason = "…".'
            table.problem("exempt", why)
        else:
            exemptions.append(Exemption(check, each.years("target_years"), each.scopes("scopes"), reasons))
    return tuple(exemptions)


def _month_and_day(table: RuleTable, key: str) -> tuple[int, int] | None:
    """Read a month and a day of any year."""
    text = table.text(key)
    if not text:
        return None
    try:
        day = date.fromisoformat(f"2023-{text}")
    except ValueError:
        table.problem(key, f'"{text}" is not a month and a day. Write the last day that counts: {key} = "06-30".')
        return None
    return day.month, day.day


def _window(table: RuleTable) -> tuple[int, int] | None:
    """Read the least and the most years from submission to target year."""
    found = table.table.get("window_years")
    if found is None:
        return None
    if isinstance(found, list) and len(found) == len(_AGAINST) and all(type(each) is int for each in found):
        least, most = found
        if 0 <= least <= most <= LAST_YEAR:
            return least, most
    table.problem("window_years", f"The value is {found}. Write the least and the most years: [5, 10].")
    return None


def _defaults(table: RuleTable) -> Defaults:
    """Read what is taken where nothing is chosen."""
    table.declared(_DEFAULTS)
    return Defaults(
        base_year=table.year("base_year"),
        target_year=table.year("target_year"),
        scopes=table.scopes("scopes"),
        method=table.word("scope2_method", Scope2Method),
        metric=table.text("metric"),
        activity=table.text("activity"),
    )
