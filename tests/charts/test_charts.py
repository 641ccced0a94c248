"""Charts: the same bytes twice, no text over other text or off the sheet, and refusals that say what to do."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from click.testing import CliRunner
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text
from numpy.typing import NDArray

from carbon import charts, library
from carbon.accounting.result import InventoryResult
from carbon.charts import typography
from carbon.charts.sheet import Sheet, ruler, settings
from carbon.charts.style import PALETTE, Fill, Style, lightness
from carbon.cli import main
from carbon.model.problems import ProblemsError
from carbon.tables.words import LANGUAGES
from tests.charts.chart_cases import CASES

SVG = "{http://www.w3.org/2000/svg}"
OF_INVENTORIES = [kind for kind, what in charts.KINDS.items() if what.needs == "inventory"]
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
IN_OTHER_FORMS = [("accounts", "pdf"), ("accounts", "png"), ("intensity", "pdf"), ("intensity", "png")]
"""PNG and PDF take long to write; an SVG has every line and word that they have."""

of_every_kind = pytest.mark.parametrize("kind", OF_INVENTORIES)


def boxes(figure: Figure) -> tuple[list[str], NDArray[np.float64]]:
    """Ask where each text is, in pixels: what is written, and a box of each; nothing is drawn for it."""
    for legend in figure.legends:
        legend.draw(ruler())
    for axes in figure.axes:
        axes.get_tightbbox(ruler())  # which puts the labels of ticks in their places
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text().strip()]
    shown = [text for text in texts if text.get_visible()]
    return [text.get_text() for text in shown], np.array([text.get_window_extent(ruler()).extents for text in shown])


def assert_legible(figure: Figure) -> None:
    """No two boxes of text overlap, and each is on the sheet; for any chart."""
    texts, found = boxes(figure)
    assert len(texts) > 2
    left, bottom, right, top = found.T
    across = (left[:, None] < right) & (left < right[:, None])
    over = np.argwhere(np.triu(across & (bottom[:, None] < top) & (bottom < top[:, None]), 1))
    assert [(texts[one], texts[other]) for one, other in over] == []
    off = (left < 0) | (bottom < 0) | (right > figure.bbox.width) | (top > figure.bbox.height)
    assert [texts[at] for at in np.flatnonzero(off)] == []


def texts_of(figure: Figure) -> list[str]:
    """Return what is written on a chart."""
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]


@in_both_languages
@pytest.mark.parametrize("case", CASES)
@of_every_kind
def test_no_text_overlaps_or_leaves_the_sheet(
    years: list[InventoryResult], empty: InventoryResult, kind: str, case: str, language: str
) -> None:
    """Every kind of chart, for inventories that are hard to draw."""
    assert_legible(charts.draw(kind, CASES[case](years, empty), language=language))


@in_both_languages
@pytest.mark.parametrize("case", ["three", "negative", "accounts", "facilities"])
@of_every_kind
def test_legible_in_a_column_of_a_page(
    years: list[InventoryResult], empty: InventoryResult, kind: str, case: str, language: str
) -> None:
    """A sheet of 85 by 60 mm grows where it must, and nothing lies over anything."""
    figure = charts.draw(kind, CASES[case](years, empty), language=language, width_mm=85, height_mm=60)
    assert isinstance(figure, Sheet)
    assert figure.width_mm >= 85
    assert_legible(figure)


@pytest.mark.parametrize("case", ["three", "negative", "crowd"])
@of_every_kind
def test_no_label_lies_on_a_bar(years: list[InventoryResult], empty: InventoryResult, kind: str, case: str) -> None:
    """What is written on the axes is above the bars, or whole inside one of them."""
    figure = charts.draw(kind, CASES[case](years, empty))
    for axes in figure.axes:
        bars = [patch.get_window_extent() for patch in axes.patches]
        for text in axes.texts:
            label = text.get_window_extent(ruler())
            over = [bar for bar in bars if bar.overlaps(label)]
            inside = [bar for bar in over if bar.y0 <= label.y0 and label.y1 <= bar.y1]
            assert not over or inside, text.get_text()


@pytest.mark.parametrize(("kind", "form"), [*((kind, "svg") for kind in OF_INVENTORIES), *IN_OTHER_FORMS])
@in_both_languages
def test_the_same_data_gives_the_same_bytes(
    years: list[InventoryResult], tmp_path: Path, kind: str, form: str, language: str
) -> None:
    """Two drawings of the same years are the same file, and nothing is left beside it."""
    first, second = (
        charts.save(charts.draw(kind, several, language=language), tmp_path / f"{name}.{form}").read_bytes()
        for name, several in (("a", years), ("b", years[::-1]))
    )
    assert first == second
    assert len(first) > 5000
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{form}", f"b.{form}"]


@pytest.mark.parametrize("language", LANGUAGES)
@of_every_kind
def test_svg_keeps_its_text_and_says_what_it_shows(
    years: list[InventoryResult], tmp_path: Path, kind: str, language: str
) -> None:
    """Text stays text; title and description are tied to the image; no date is in it."""
    figure = charts.draw(kind, years, language=language)
    content = charts.save(figure, tmp_path / "a.svg").read_text("utf-8")
    root = ET.fromstring(content)  # noqa: S314 - our own file
    texts = "\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text or "").split("：" if language == "zh" else ":")[0] in texts
    assert "2024" in (description.text or "")
    assert "date" not in content.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@of_every_kind
def test_the_note_says_what_the_figures_rest_on(years: list[InventoryResult], kind: str, language: str) -> None:
    """GWP set, consolidation approach and factors come from the data; the scope 2 method where it matters."""
    figure = charts.draw(kind, years, language=language)
    note = next(text for text in texts_of(figure) if text.startswith(("Basis", "計算依據"))).replace("\n", " ")
    approach = {"en": "operational control", "zh": "營運控制權法"}[language]
    version = {"en": "tw-moea-electricity (2024)", "zh": "tw-moea-electricity（2024）"}[language]
    for part in ("AR6_GWP100", approach, version):
        assert part in note
    assert isinstance(figure, Sheet)
    assert figure.sources == "tw-moea-electricity@2024; tw-moenv-604@6.0.4"
    method = {"en": "market-based", "zh": "市場基準"}[language]
    assert (method in note) is ("scope2_method" in charts.options_of(kind))


@of_every_kind
def test_no_data_is_said(empty: InventoryResult, kind: str) -> None:
    """A year without data has no bar, and the chart says so."""
    figure = charts.draw(kind, [empty])
    assert "no data" in texts_of(figure)
    assert isinstance(figure, Sheet)
    assert "no data" in figure.description
    assert [patch for axes in figure.axes for patch in axes.patches] == []


def test_no_font_of_the_machine_takes_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with other files under the same names, or with nearly none, draws with those that come along."""
    manager, mono = font_manager.fontManager, f"{mpl.get_data_path()}/fonts/ttf/DejaVuSansMono.ttf"
    others = [
        font_manager.FontEntry(fname=mono, name=name, weight=400) for name in (typography.LATIN, typography.CHINESE)
    ]
    for machine in (others, []):
        monkeypatch.setattr(manager, "ttflist", machine)
        manager.addfont(mono)  # which also forgets what was found before
        for language, own in (("en", typography.LATIN), ("zh", typography.CHINESE)):
            with settings(language):
                found = [FT2Font(typography.file_of(name)).family_name for name in mpl.rcParams["font.family"]]
            assert found[0] == own
            assert set(found) == {typography.LATIN, typography.CHINESE}


def test_a_font_of_the_machine_may_have_any_name(
    years: list[InventoryResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hyphen or a colon in it mean nothing."""
    mono = f"{mpl.get_data_path()}/fonts/ttf/DejaVuSansMono.ttf"
    entry = font_manager.FontEntry(fname=mono, name="A-B:C")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*font_manager.fontManager.ttflist, entry])
    figure = charts.draw("emissions", years, style=Style(latin=("A-B:C",)))
    assert b"DejaVuSansMono" in charts.save(figure, tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_chinese_font_has_what_taiwan_writes(weight: str) -> None:
    """Every character of Big5 as it is used (cp950), in both weights, and the licence lies beside the files."""
    font = FT2Font(str(library.fonts() / f"NotoSansCJKtc-{weight}.otf"))
    characters = [letter for letter in map(chr, range(0x4E00, 0xA000)) if _is_big5(letter)]
    assert len(characters) > 13_000
    assert [letter for letter in characters if not font.get_char_index(ord(letter))] == []
    assert font.family_name == typography.CHINESE
    assert "SIL OPEN FONT LICENSE Version 1.1" in (library.fonts() / "OFL.txt").read_text("utf-8")


def test_names_beyond_big5_are_drawn() -> None:
    """Every sign of Big5, and people and places that it cannot write: in China, in Japan, in Europe."""
    with settings("zh"):
        names = list(mpl.rcParams["font.family"])
    signs = map(chr, [*range(0x21, 0x7F), *range(0xA0, 0x3400), *range(0xFE30, 0xFFE6)])
    assert typography.missing(filter(_is_big5, signs), names) == ""
    assert (
        typography.missing(["宏碁 游錫堃 王喆 上海总部 東京こうじょう Łódź Åbo Größe İzmir CO₂ m³ → ≤ ①"], names) == ""
    )


def test_characters_without_a_font(years: list[InventoryResult], tmp_path: Path) -> None:
    """SVG keeps its text; PNG and PDF refuse, name the characters and the remedy, and leave the old file alone."""
    figure = charts.draw("emissions", [replace(year, organisation="வானம்") for year in years])
    assert "வானம்" in charts.save(figure, tmp_path / "a.svg").read_text("utf-8")
    for form in ("png", "pdf"):
        old = tmp_path / f"old.{form}"
        old.write_text("old", "utf-8")
        with pytest.raises(ProblemsError, match="வ") as caught:
            charts.save(figure, old)
        assert "--style" in str(caught.value)
        assert old.read_text("utf-8") == "old"


def _is_big5(letter: str) -> bool:
    try:
        letter.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True


def test_pdf_embeds_truetype(years: list[InventoryResult], tmp_path: Path) -> None:
    """English text is in TrueType outlines (type 42), which a printer can correct."""
    content = charts.save(charts.draw("gases", years), tmp_path / "a.pdf").read_bytes()
    assert b"/FontFile2" in content
    assert b"/Type3" not in content


@of_every_kind
def test_no_name_breaks_the_picture(years: list[InventoryResult], tmp_path: Path, kind: str) -> None:
    """Characters that XML cannot hold are written as their numbers, before lines are broken; every parser opens it."""
    hostile = "KGI\x07\x1b[31m\x00\udc80 & <b>"
    named = {"en": hostile}
    odd = [
        replace(year, organisation=hostile, names=dict.fromkeys(year.names, named), boundary=named) for year in years
    ]
    figure = charts.draw(kind, odd)
    root = ET.parse(charts.save(figure, tmp_path / "a.svg")).getroot()  # noqa: S314 - our own file
    assert r"KGI\u0007\u001b[31m\u0000\udc80 & <b>" in "".join(root.itertext())
    assert_legible(figure)
    assert charts.save(figure, tmp_path / "a.pdf").stat().st_size > 0


def test_refusals(years: list[InventoryResult], tmp_path: Path) -> None:
    """An unknown suffix, a folder that is not there, an unknown kind."""
    figure = charts.draw("emissions", years)
    with pytest.raises(ProblemsError, match=r"\.svg, \.png or \.pdf"):
        charts.save(figure, tmp_path / "a.gif")
    with pytest.raises(ProblemsError, match="cannot be written"):
        charts.save(figure, tmp_path / "none" / "a.svg")
    with pytest.raises(ValueError, match="no chart 'pie'"):
        charts.draw("pie", years)


@pytest.mark.parametrize("size", ["nan", "inf", "-inf", "-5", "0", "1e+09"])
@pytest.mark.parametrize("side", ["--width", "--height"])
def test_a_side_is_a_length(tmp_path: Path, side: str, size: str) -> None:
    """What is none, and what no sheet has, is refused in words before anything is read."""
    done = CliRunner().invoke(main, ["chart", "emissions", "none", side, size, "-o", str(tmp_path / "a.svg")])
    assert done.exit_code == 2
    assert f"{size} is not a size of a sheet; write 20 to 2000 millimetres" in done.output


def test_a_size_that_is_too_small_is_refused(tmp_path: Path) -> None:
    """With the least that does; on that the chart is drawn, and no other is written."""
    file = tmp_path / "a.svg"
    words = ["chart", "accounts", "docs/examples/kgi", "--width", "84", "-o", str(file)]
    done = CliRunner().invoke(main, [*words, "--height", "60"])
    assert done.exit_code == 2
    assert "does not fit on a sheet of 84 by 60 mm" in done.output
    assert not file.exists()
    least = re.search(r"It fits with --height (\d+);", done.output)
    assert least
    assert CliRunner().invoke(main, [*words, "--height", least[1]]).exit_code == 0
    width, height = (float(ET.parse(file).getroot().get(side, "")[:-2]) for side in ("width", "height"))  # noqa: S314
    assert [round(side / 72 * 25.4, 3) for side in (width, height)] == [84, float(least[1])]


@of_every_kind
def test_no_years_are_refused(kind: str) -> None:
    """There is nothing to draw."""
    with pytest.raises(ValueError, match="no inventory year"):
        charts.draw(kind, [])


def test_colours_differ_without_colour() -> None:
    """The scopes' colours are at least 20 apart in lightness (CIE L*), all of the palette at least 10."""
    light = [lightness(colour) for colour in PALETTE]
    assert min(abs(one - other) for one, other in combinations(light[:3], 2)) > 20
    assert min(abs(one - other) for one, other in combinations(light, 2)) > 10
    assert (lightness("#000000"), round(lightness("#ffffff"), 9)) == (0, 100)
    assert [Fill(colour).is_light for colour in PALETTE] == [False, False, True, False, True]


def test_matplotlib_is_not_loaded_before_a_chart_is_drawn() -> None:
    """Importing the room of charts, and all other reports, costs neither matplotlib nor pandas."""
    code = (
        "import sys, carbon.charts, carbon.formats, carbon.tables.terminal, "
        "carbon.tables.as_json, carbon.tables.as_csv, carbon.cli.chart; "
        "sys.exit(bool({'matplotlib', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
