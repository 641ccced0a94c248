"""Refrigerants without a GWP: they stop nothing, and are named with their mass."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import carbon
from tests.data import folders


def test_ammonia_and_water_stop_no_file(tmp_path: Path) -> None:
    """R-717 and R-718 are known and have no GWP: a warning has the kilograms, and the other rows are computed."""
    lines = [("R-717", "12", "kg"), ("R718", "3", "kg"), ("R-1224yd", "1", "kg"), ("R-1233zd", "2", "kg")]
    folder = folders.write(tmp_path / "a", "TW", 2024, lines)
    text = (folder / "carbon.toml").read_text(encoding="utf-8").replace("AR5_GWP100_CH4_28", "AR6_GWP100")
    (folder / "carbon.toml").write_text(text, encoding="utf-8")
    result = carbon.inventory(folder, year=2024)
    assert result.total(1) == 2 * Fraction("3.88")
    named = {problem.why for problem in result.warnings if problem.code == "no-gwp"}
    assert named == {
        f"The library has no GWP for {gas} in AR6_GWP100: {kilograms}.0 kg were not counted."
        for gas, kilograms in (("NH3", 12), ("H2O", 3), ("HCFO-1224yd(Z)", 1))
    }
