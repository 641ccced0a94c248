"""What is left out needs no GWP: an exclusion never stops the inventory."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.model.problems import ProblemsError

SETTINGS = """\
organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"

[years.2024]

[upstream]
electricity = { decision = "exclude", reason = "not asked for" }
"""
ROWS = """\
activity,quantity,unit,period
reported/scope1/process,2,kg PFC-c216,2024-03
reported/scope1/process,5,kg CH4_fossil,2024-03
reported/scope1/fugitive,3,kg CO2,2024-03
"""


def folder(tmp_path: Path, more: str) -> Path:
    """Make an inventory folder."""
    (tmp_path / "activity").mkdir()
    (tmp_path / "activity" / "gases.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "carbon.toml").write_text(SETTINGS + more, encoding="utf-8")
    return tmp_path


def test_a_gas_without_a_gwp_stops_the_inventory_that_counts_it(tmp_path: Path) -> None:
    """A gas of the Kyoto basket is never counted as nothing."""
    with pytest.raises(ProblemsError) as refused:
        carbon.inventory(folder(tmp_path, ""), year=2024)
    assert [problem.code for problem in refused.value.problems] == ["missing-gwp"]


@pytest.mark.parametrize("key", ['activity = "reported/scope1/process"', 'account = "scope1/process"'])
def test_a_gas_without_a_gwp_that_is_left_out(tmp_path: Path, key: str) -> None:
    """The others are counted, and of what is left out there is no figure, rather than one of a part of it."""
    result = carbon.inventory(folder(tmp_path, f'\n[[exclude]]\n{key}\nreason = "a trial"\n'), year=2024)
    assert result.total(1) == Fraction(3)
    (left_out,) = [one for one in result.excluded if one.activity == "reported/scope1/process"]
    assert (left_out.reason, left_out.kg_co2e) == ("a trial", None)
