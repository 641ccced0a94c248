"""A result is data: it can be compared, copied and stored, and nothing of the run hangs on it."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace
from pathlib import Path

import carbon

KGI = Path(__file__).parents[2] / "docs" / "examples" / "kgi"


def test_the_same_folder_gives_equal_results() -> None:
    """inventory(x) = inventory(x), the breakdown and the files with it; another quantity is another result."""
    one, other = carbon.inventory(KGI, year=2024), carbon.inventory(KGI, year=2024)
    assert one == other
    assert one.breakdown
    assert one.inputs
    assert one.activities
    assert replace(one, breakdown=one.breakdown[1:]) != other
    assert one != carbon.inventory(KGI, year=2023)


def test_a_result_can_be_stored() -> None:
    """What comes out of a pickle, or of a deep copy, is the same result."""
    result = carbon.inventory(KGI, year=2024)
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - just written
    assert copy.deepcopy(result) == result


def test_a_result_holds_no_function() -> None:
    """No field can be called: figures are there, or they are not."""
    result = carbon.inventory(KGI, year=2024)
    assert not [field.name for field in fields(result) if callable(getattr(result, field.name))]


def test_parts_that_cost_time_can_be_left_out() -> None:
    """Without the breakdown and the files all else is the same."""
    (whole,) = carbon.inventories(KGI, years=[2024])
    (bare,) = carbon.inventories(KGI, years=[2024], parts=())
    assert (bare.breakdown, bare.breakdown_gases, bare.inputs) == ((), (), ())
    assert replace(whole, breakdown=(), breakdown_gases=(), inputs=()) == bare
