"""Charts: the same bytes twice, no text over other text or off the sheet, and refusals that say what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from carbon.accounting.result import InventoryResult, ScopeTotal
from carbon.problems import ProblemsError
from carbon.reporting import charts
from carbon.reporting.charts import emissions, fonts
from carbon.reporting.charts.figure import PALETTE
from carbon.reporting.words import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"
needs_chinese_font = pytest.mark.skipif(fonts.chinese() is None, reason="no Chinese font is installed")


def of_year(result: InventoryResult, year: int, factor: int = 1) -> InventoryResult:
    """Return a result's totals under another year, multiplied."""
    return replace(
        result,
        year=year,
        totals=tuple(ScopeTotal(t.scope, t.method, (t.kg_co2e or Fraction(0)) * factor) for t in result.totals),
    )


def boxes(figure: Figure) -> dict[str, Bbox]:
    """Ask the renderer where each text is, in pixels."""
    FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text().strip()]
    return {f"{at} {text.get_text()}": text.get_window_extent() for at, text in enumerate(texts) if text.get_visible()}


def crowd(years: list[InventoryResult], empty: InventoryResult) -> list[InventoryResult]:
    """Return more years than fit on the sheet, with an empty one and large figures."""
    return [*years, empty, *(of_year(years[0], year, 1000) for year in range(2025, 2041))]


CASES: dict[str, Callable[[list[InventoryResult], InventoryResult], list[InventoryResult]]] = {
    "three": lambda years, _: years,
    "one": lambda years, _: years[:1],
    "nothing": lambda _, empty: [empty],
    "crowd": crowd,
    "negative": lambda years, _: [*years, of_year(years[0], 2025, -1)],
    "zeros": lambda years, _: [of_year(years[0], 2025, 0)],
    "long names": lambda years, _: [replace(years[0], organisation="A Very Long Name of an Organisation " * 5)],
    "chinese": lambda years, _: [replace(years[0], organisation="凱基證券股份有限公司")],
}


@needs_chinese_font
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_leaves_the_sheet(
    years: list[InventoryResult], empty: InventoryResult, language: str, case: str
) -> None:
    """No two boxes of text overlap and each is on the sheet."""
    figure = charts.draw("emissions", CASES[case](years, empty), language=language)
    found, sheet = boxes(figure), figure.bbox
    assert len(found) > 6
    assert [(one, other) for one, other in combinations(found, 2) if found[one].overlaps(found[other])] == []
    assert [
        text for text, box in found.items()
        if box.x0 < sheet.x0 or box.y0 < sheet.y0 or box.x1 > sheet.x1 or box.y1 > sheet.y1
    ] == []  # fmt: skip


def test_no_label_lies_on_a_bar(years: list[InventoryResult]) -> None:
    """The labels stand above the bars and not on them, also where bars are near each other."""
    figure = charts.draw("emissions", years)
    bars = [patch.get_window_extent() for patch in figure.axes[0].patches]
    labels = [text.get_window_extent() for text in figure.axes[0].texts]
    assert not any(label.overlaps(bar) for label in labels for bar in bars)


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
@pytest.mark.parametrize("language", [pytest.param("zh", marks=needs_chinese_font), "en"])
def test_the_same_data_gives_the_same_bytes(
    years: list[InventoryResult], tmp_path: Path, form: str, language: str
) -> None:
    """Two drawings of the same years are the same file, and nothing is left beside it."""
    first, second = (
        charts.save(charts.draw("emissions", several, language=language), tmp_path / f"{name}.{form}").read_bytes()
        for name, several in (("a", years), ("b", years[::-1]))
    )
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{form}", f"b.{form}"]


def test_svg_keeps_its_text_and_says_what_it_shows(years: list[InventoryResult], tmp_path: Path) -> None:
    """Text stays text; title and description are tied to the image; no date is in it."""
    content = charts.save(charts.draw("emissions", years, language="zh"), tmp_path / "a.svg").read_text("utf-8")
    root = ET.fromstring(content)  # noqa: S314 - our own file
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"各範疇溫室氣體排放量", "範疇一", "範疇二（市場基準）", "30,210", "無資料"} <= set(texts)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "2022：範疇一 601.000 公噸CO2e；" in (description.text or "")
    assert "範疇三 無資料" in (description.text or "")
    assert "date" not in content.casefold()


def test_the_note_says_what_the_figures_rest_on(result: InventoryResult) -> None:
    """GWP set, scope 2 method, consolidation approach and dataset versions come from the data."""
    figure = emissions.draw(result, scope2_method="location_based")
    note = next(text.get_text() for text in figure.texts if text.get_text().startswith("Basis"))
    for part in ("AR6_GWP100", "location-based", "operational control", "tw-moea-electricity@2024"):
        assert part in note
    assert "10,322" in {text.get_text() for text in figure.axes[0].texts}


def test_small_figures_are_not_labelled_zero(result: InventoryResult) -> None:
    """What would be rounded to 0 has more decimals; only a computed zero is 0."""
    small = replace(
        result, totals=(ScopeTotal(1, None, Fraction(40)), *result.totals[1:3], ScopeTotal(3, None, Fraction(0)))
    )
    labels = [text.get_text() for text in emissions.draw(small).axes[0].texts]
    assert labels == ["0.04", "8,728", "0"]


def test_without_a_chinese_font(years: list[InventoryResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SVG keeps its text; PNG and PDF refuse, say what to install, and leave the old file alone."""
    monkeypatch.setattr(fonts, "CHINESE", ())
    figure = charts.draw("emissions", years, language="zh")
    assert "範疇一" in charts.save(figure, tmp_path / "a.svg").read_text("utf-8")
    for form in ("png", "pdf"):
        old = tmp_path / f"old.{form}"
        old.write_text("old", "utf-8")
        with pytest.raises(ProblemsError, match="fonts-noto-cjk"):
            charts.save(figure, old)
        assert old.read_text("utf-8") == "old"
    assert charts.save(charts.draw("emissions", years), tmp_path / "en.png").stat().st_size > 0


def test_refusals(years: list[InventoryResult], tmp_path: Path) -> None:
    """An unknown suffix, a folder that is not there, an unknown kind, and no years at all."""
    figure = charts.draw("emissions", years)
    with pytest.raises(ProblemsError, match=r"\.svg, \.png or \.pdf"):
        charts.save(figure, tmp_path / "a.gif")
    with pytest.raises(ProblemsError, match="cannot be written"):
        charts.save(figure, tmp_path / "none" / "a.svg")
    with pytest.raises(ValueError, match="no chart 'pie'"):
        charts.draw("pie", years)
    with pytest.raises(ValueError, match="no inventory year"):
        charts.draw("emissions", [])


def test_colours_differ_without_colour() -> None:
    """The scopes' colours are at least 20 apart in lightness (CIE L*)."""
    lightness = [_lightness(colour) for colour in PALETTE[:3]]
    assert min(abs(one - other) for one, other in combinations(lightness, 2)) > 20


def _lightness(colour: str) -> float:
    linear = [(((int(colour[at : at + 2], 16) / 255) + 0.055) / 1.055) ** 2.4 for at in (1, 3, 5)]
    return float(116 * (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]) ** (1 / 3) - 16)


def test_matplotlib_is_not_loaded_before_a_chart_is_drawn() -> None:
    """Importing the room of charts, and all other reports, costs neither matplotlib nor pandas."""
    code = (
        "import sys, carbon.reporting.charts, carbon.reporting.frames, carbon.reporting.as_table, "
        "carbon.reporting.as_json, carbon.reporting.as_csv; "
        "sys.exit(bool({'matplotlib', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
