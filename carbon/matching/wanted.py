"""What a factor is wanted for, and what is said when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from carbon.records import Factor


class NoMatchError(Exception):
    """Raised when no factor may be used; `code` and `why` make the problem, `factors` are those that it lies with."""

    def __init__(self, code: str, why: str, factors: Sequence[Factor] = ()) -> None:
        self.code, self.why, self.factors = code, why, factors
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a factor is wanted for.

    Parameters
    ----------
    activity, geography
        Ids.
    day
        The first day of the activity's month.
    dimension
        What the quantity measures, to prefer a factor per litre for litres.
    factor_id
        An explicit factor, or empty.
    calorific_basis
        `net` or `gross` if the unit says so, else empty.
    supplier, facility
        Who supplied it and where it was used, as far as the row says so.
    """

    activity: str
    geography: str
    day: date
    dimension: str = ""
    factor_id: str = ""
    calorific_basis: str = ""
    supplier: str = ""
    facility: str = ""


def years_before(day: date, years: int) -> date:
    """Return the first of the same month some years before."""
    return date(day.year - years, day.month, 1)


def chain(path: str) -> list[str]:
    """Return a path and those around it: US/CAMX, then US."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
