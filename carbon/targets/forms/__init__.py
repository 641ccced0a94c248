"""Forms of targets: how a rule's numbers become a path. One file per form."""

from __future__ import annotations

from collections.abc import Callable

from carbon.model.terms import TargetForm
from carbon.targets.actuals import Actuals
from carbon.targets.forms import absolute, convergence, cycle, intensity, points, recent, yearly
from carbon.targets.forms.course import Course
from carbon.targets.rule import TargetChoice

FORMS: dict[TargetForm, Callable[[TargetChoice, Actuals], Course]] = {
    TargetForm.ABSOLUTE_CONTRACTION: absolute.course,
    TargetForm.RECENT_YEAR_CONTRACTION: recent.course,
    TargetForm.INTENSITY_CONTRACTION: intensity.course,
    TargetForm.SECTORAL_CONVERGENCE: convergence.course,
    TargetForm.FIVE_YEAR_CYCLE: cycle.course,
    TargetForm.REDUCTION_POINTS: points.of_reductions,
    TargetForm.SHARE_POINTS: points.of_shares,
    TargetForm.YEARLY_RATE: yearly.course,
}
"""The function of every form."""
