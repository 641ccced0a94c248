"""Which years bind: those in which a plan could not do without the least of its parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from carbon.model.terms import ELECTRICITY
from carbon.optimisation.candidates import HALF, delivered, saved
from carbon.optimisation.ground import Floats
from carbon.optimisation.limits import Form, Limit
from carbon.optimisation.model import Model

HAIR = 1e-9
"""What is closer to a line than this [ratio] is on it."""


def years(limit: Limit, model: Model, values: Mapping[str, Floats]) -> set[int]:
    """Return the places of the years that bind.

    Parameters
    ----------
    values
        A plan, by group of variables.
    """
    now = at(limit.form, values)
    found = set()
    for place, parts in enumerate(_parts(limit.form, model, values)):
        counting = parts[parts > HAIR * limit.scale]
        room = limit.most[place] - now[place] + HAIR * limit.scale
        if len(counting) and not np.isnan(room) and counting.min() > room:
            found.add(place)
    return found


def at(form: Form, values: Mapping[str, Floats]) -> Floats:
    """Return what a form comes to by year."""
    fallen = sum((weight * values[f"saved:{name}"] for name, weight in form.weights.items()), np.zeros(1))
    found: Floats = form.constant - fallen - form.renewable * values["renewable"]
    return found


def _parts(form: Form, model: Model, values: Mapping[str, Floats]) -> Floats:
    """Return years by parts of the plan: what a form would rise by without the part."""
    candidates, ground = model.candidates, model.ground
    columns, taken = np.flatnonzero(values["start"] > HALF), np.flatnonzero(values["blocks"] > HALF)
    by_measure = np.zeros((len(ground.years), len(columns)))
    for name, weight in form.weights.items():
        # A share of a load that is higher brings more renewable electricity with it.
        less = form.renewable * ground.share if name == ELECTRICITY else 0.0
        by_measure += saved(candidates, ground, name).toarray()[:, columns] * (weight - less)[:, None]
    by_block = delivered(candidates)[:, taken] * form.renewable[:, None]
    return np.hstack([by_measure, by_block])
