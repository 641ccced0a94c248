"""Charts of targets and pathways: legible whatever is drawn, the same bytes twice, every figure where it belongs."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from carbon import charts
from carbon.charts import target_kind
from carbon.charts.figures import finer_decimals, write_figure, write_out
from carbon.charts.point_labels import Board, Label, spread
from carbon.charts.sheet import Sheet
from carbon.charts.style import DIAGONALS, STYLE, Options
from carbon.charts.wedges import MOST_WEDGES, wedges
from carbon.cli import main
from carbon.model.problems import ProblemsError
from carbon.model.terms import Scope2Method
from carbon.scenarios.whatif import what_if
from carbon.tables.words import LANGUAGES
from carbon.targets import wording
from tests.charts.pathway_cases import (
    ALL,
    MADE,
    SCENARIOS,
    Made,
    case,
    change_of,
    curve_of,
    made,
    pathway_of,
    target_of,
)
from tests.charts.test_charts import SVG, assert_legible, in_both_languages, texts_of

MARKET, LOCATION = Scope2Method.MARKET, Scope2Method.LOCATION
FIRST = {kind: names[0] for kind, (names, _) in MADE.items()}
of_every_case = pytest.mark.parametrize(("kind", "name"), ALL, ids=lambda part: part.replace(" ", "-"))
of_every_kind = pytest.mark.parametrize("kind", MADE)


@cache
def drawn(kind: str, name: str = "", **options: Any) -> Sheet:  # noqa: ANN401 - what a chart takes
    """Draw a case of a kind, its first one by default."""
    one = made(kind, name or FIRST[kind])
    figure = charts.draw(kind, one.data, **one.more, **options)
    assert isinstance(figure, Sheet)
    return figure


def written(figure: Figure) -> str:
    """Return all that is written on a chart, in one line."""
    return " ".join(" ".join(texts_of(figure)).split())


def line_of(figure: Sheet, start: str) -> str:
    """Return the line of the description that begins with something."""
    return next(line for line in figure.description.split("\n") if line.startswith(start))


def polygons(figure: Figure) -> list[Polygon]:
    """Return the bands of a chart, each once."""
    found = [patch for axes in figure.axes for patch in axes.patches if isinstance(patch, Polygon)]
    return [patch for patch in found if patch.get_linewidth()]


def height_at(band: Polygon, year: int) -> tuple[float, float]:
    """Return the lower and the upper edge of a band in a year."""
    found = [float(y) for x, y in band.get_xy() if x == year]
    return min(found), max(found)


def test_every_kind_has_its_cases() -> None:
    """A kind that is added is drawn here or with the inventories."""
    assert set(MADE) == {kind for kind, what in charts.KINDS.items() if what.needs != "inventory"}


@in_both_languages
@of_every_case
def test_no_text_overlaps_or_leaves_the_sheet(kind: str, name: str, language: str) -> None:
    """Every kind, for what is hard to draw."""
    assert_legible(drawn(kind, name, language=language))


@in_both_languages
@of_every_case
def test_legible_in_a_column_of_a_page(kind: str, name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of 84 by 60 mm grows where it must, no figure is lost, and none is nearer to another point."""
    put, labelled = Board.put, list[tuple[Board, Label, Text | None]]()

    def recorded(board: Board, label: Label, size: float = 0.0) -> Text | None:
        text = put(board, label, size)
        labelled.append((board, label, text))
        return text

    monkeypatch.setattr(Board, "put", recorded)
    figure = drawn(kind, name, language=language, width_mm=84, height_mm=60)
    assert figure.width_mm >= 84
    assert_legible(figure)
    for board, label, text in labelled:
        if text is not None and board is labelled[-1][0] and kind != "abatement":
            assert_at_its_point(board, label, text)
    if kind == "target":
        shown = written(figure).replace(" ", "")
        assert [figure for figure in figures_of(name) if figure not in shown] == []


def assert_at_its_point(board: Board, label: Label, text: Text) -> None:
    """Of all points that are seen, the text's own is the nearest."""
    box = text.get_window_extent()
    middle = board.axes.transData.transform((label.year, float(label.height)))

    def away(x: float, y: float) -> float:
        return hypot(max(box.x0 - x, 0, x - box.x1), max(box.y0 - y, 0, y - box.y1))

    lines = [line for line in board.axes.lines if line.get_marker() == "o"]
    others = [board.axes.transData.transform(point) for line in lines for point in line.get_xydata()]  # type: ignore[union-attr]
    apart = [point for point in others if hypot(*(point - middle)) > board.sheet.dpi / 25.4]
    assert [point for point in apart if away(*point) <= away(*middle)] == [], text.get_text()


def figures_of(name: str) -> list[str]:
    """Return the figures that a chart of a target has to show: of each inventory year, and of each milestone."""
    one = target_of(name)
    heights = [wording.in_shown_unit(one, year.quantity) for year in one.progress]
    heights += [wording.in_shown_unit(one, point.quantity) for point in target_kind.milestones(one)]
    every = [*heights, *(wording.in_shown_unit(one, point.quantity) for point in one.path)]
    if one.unit == "ratio":
        return [write_figure(height, 1).removesuffix(".0") for height in heights]
    return [write_figure(height, finer_decimals(every)) for height in heights]


@pytest.mark.parametrize(
    ("kind", "form"), [*((kind, "svg") for kind in MADE), ("pathway", "pdf"), ("fan", "png"), ("abatement", "pdf")]
)
@in_both_languages
def test_the_same_data_gives_the_same_bytes(tmp_path: Path, kind: str, form: str, language: str) -> None:
    """Two drawings are the same file."""
    first, second = (
        charts.save(drawn.__wrapped__(kind, language=language), tmp_path / f"{name}.{form}").read_bytes()
        for name in "ab"
    )
    assert first == second
    assert len(first) > 5000


@pytest.mark.parametrize("language", LANGUAGES)
@of_every_kind
def test_svg_keeps_its_text_and_says_what_it_shows(tmp_path: Path, kind: str, language: str) -> None:
    """Text stays text; title and description are in the picture."""
    content = charts.save(drawn(kind, language=language), tmp_path / "a.svg").read_text("utf-8")
    root = ET.fromstring(content)  # noqa: S314 - our own file
    texts = "\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (title.text or "").split("：" if language == "zh" else ":")[0] in texts
    assert (description.text or "").count("\n") >= 4


def test_pdf_embeds_truetype(tmp_path: Path) -> None:
    """English text is in TrueType outlines (type 42)."""
    content = charts.save(drawn("pathway"), tmp_path / "a.pdf").read_bytes()
    assert b"/FontFile2" in content
    assert b"/Type3" not in content


@pytest.mark.parametrize("language", LANGUAGES)
@of_every_kind
def test_the_note_says_what_the_figures_rest_on(kind: str, language: str) -> None:
    """GWP set, boundary, publishers; the scenario, or the rule with its status; identifiers are in the metadata."""
    figure = drawn(kind, language=language)
    note = next(text for text in texts_of(figure) if text.startswith(("Basis", "計算依據"))).replace("\n", "")
    approach = {"en": "operational control", "zh": "營運控制權法"}[language]
    publisher = {
        "en": "Energy Administration, Ministry of Economic Affairs, Taiwan (2026-06)",
        "zh": "經濟部能源署（2026-06）",
    }
    own = {"en": "own factors (2024)", "zh": "自訂係數（2024）"}
    for part in ("AR6_GWP100", approach, publisher[language], own[language]):
        assert part.replace(" ", "") in note.replace(" ", "")
    rule = {
        "en": "contraction (rule until April 2026) (superseded)",
        "zh": "絕對減量法（2026年4月前適用）（已被取代）",
    }[language]
    assert (rule.replace(" ", "") in note.replace(" ", "")) is (kind in {"pathway", "fan", "whatif"})
    assert "@" not in note
    assert ".toml" not in note
    assert "tw-moea-electricity@2026-06" in figure.sources
    assert (f"forty-percent.toml sha256={pathway_of('forty').scenario.sha256}" in figure.sources) is (kind != "target")
    assert ("rule sbti-aca-2020" in figure.sources) is (kind != "abatement")


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_a_file_keeps_where_its_figures_come_from(tmp_path: Path, form: str) -> None:
    """Datasets, rules and the scenario's digest, for whoever wants to make the picture again."""
    content = charts.save(drawn("pathway"), tmp_path / f"a.{form}").read_bytes()
    assert f"sha256={pathway_of('forty').scenario.sha256}".encode() in content


def test_an_experimental_rule_is_called_so() -> None:
    """Beside its figures, in both languages."""
    for language in LANGUAGES:
        said = wording.rule_claim(target_of("experimental"), language)
        assert said.replace(" ", "") in written(drawn("target", "experimental", language=language)).replace(" ", "")


def test_a_target_is_labelled_at_its_milestones() -> None:
    """The reduction and the figure; the years on the path with theirs, and how the last one stands."""
    figure = drawn("target", "points")
    texts = texts_of(figure)
    assert {"−15.7 %\n7,850", "−26.2 %\n6,872", "−42 %\n5,401", "0", "−100\u00a0% target\u00a0path"} <= set(texts)
    assert {"9,312", "7,183", "6,168\n(−33.8 %)"} <= set(texts)
    assert "2024: 6,168 t CO₂e, 2,169 below the path; 2 of 2 checks not met; own rule" in written(figure)
    assert line_of(figure, "2024") == "2024: Inventory 6,167.983 t CO₂e; Target path (at most) 8,337.330 t CO₂e"
    assert line_of(figure, "2040") == "2040: Target path (at most) 0 t CO₂e"


@pytest.mark.parametrize(
    ("name", "unit", "figure"),
    [
        ("share", "%", "40.000 %"),
        ("electricity", "MWh", "14,852.660 MWh"),
        ("activity", "m3", "93,788.640 m3"),
        ("intensity", "t CO₂e/employee", "1.703 t CO₂e/employee"),
    ],
)
def test_a_target_of_every_quantity(name: str, unit: str, figure: str) -> None:
    """In its own unit, to the last year."""
    drawing = drawn("target", name)
    assert unit in written(drawing)
    assert drawing.description.split("\n")[-1].endswith(figure)


def test_a_share_is_to_be_reached() -> None:
    """It says so, in points of percent."""
    texts = texts_of(drawn("target", "share"))
    assert "Target path (at least)" in texts
    assert "2024: 23.8\u00a0%, 10.1 points above the path; own rule" in texts
    assert texts.count("20 %") == 2
    assert "40 %" in texts


@pytest.mark.parametrize("method", list(Scope2Method))
@pytest.mark.parametrize("name", SCENARIOS)
def test_wedges_add_up(name: str, method: Scope2Method) -> None:
    """From business as usual to the scenario, year by year, exactly, however many are gathered."""
    result = pathway_of(name)
    found = wedges(result, Options(scope2_method=method, mass_unit="kg"))
    assert len(found) <= MOST_WEDGES
    usual = {year.year: year.scope_1 + (year.market if method is MARKET else year.location) for year in result.usual}
    for year in result.years:
        figures = year.figures
        scenario = figures.scope_1 + (figures.market if method is MARKET else figures.location)
        assert usual[year.year] + sum(wedge.net(year.year) for wedge in found) == scenario


@pytest.mark.parametrize("name", ["forty", "net zero", "crowd"])
def test_wedges_are_drawn_as_high_as_they_are(name: str) -> None:
    """Each band in the last year; none lies upon another, and what adds emissions is above business as usual."""
    result, figure = pathway_of(name), drawn("pathway", name)
    last = result.years[-1].year
    usual = float(result.usual[-1].scope_1 + result.usual[-1].market) / 1000
    edges = sorted(height_at(band, last) for band in polygons(figure))
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(edges))
    parts = [part.kg[last][1] for part in result.parts]
    below = sum(high - low for low, high in edges if high <= usual + 1e-6)
    above = sum(high - low for low, high in edges if low >= usual - 1e-6)
    assert below == pytest.approx(float(sum(part for part in parts if part > 0)) / 1000)
    assert above == pytest.approx(-float(sum(part for part in parts if part < 0)) / 1000)
    assert (above > 0) is (name == "crowd")


def test_a_lever_that_adds_is_said_to() -> None:
    """In the note, and by its sign in the key; where none does, nothing is said."""
    figure = drawn("pathway", "crowd")
    added = wedges(pathway_of("crowd"), Options())[0]
    assert added.name == "Electric cars that need far more"
    assert added.net(2050) > 100
    assert f"{added.name} +{write_figure(added.net(2050), 0)}" in written(figure)
    assert "above business as usual adds emissions" in written(figure)
    assert "adds emissions" not in written(drawn("pathway", "forty"))
    assert f"{added.name} {write_out(added.net(2050))} t CO2e" in line_of(figure, "2050")


def test_small_levers_are_gathered() -> None:
    """The largest keep their names, in the order of the bridge, and the rest is counted."""
    found = wedges(pathway_of("crowd"), Options())
    levers = [part for part in pathway_of("crowd").parts if any(part.of(MARKET).values())]
    rest = len(levers) - MOST_WEDGES + 1
    assert found[-1].name == f"other levers ({rest})"
    assert f"other levers ({rest}) " in written(drawn("pathway", "crowd"))
    assert f"其他減碳手段（{rest}項）" in written(drawn("pathway", "crowd", language="zh")).replace(" ", "")
    order = [part.names["en"] for part in levers]
    places = [order.index(wedge.name) for wedge in found[:-1]]
    assert places == sorted(places)


def test_what_is_renewable_has_diagonals() -> None:
    """On this chart as on the others."""
    bands = [patch for axes in drawn("pathway", "net zero").axes for patch in axes.patches if patch.get_hatch()]
    assert [band.get_hatch() for band in bands].count(DIAGONALS) == 2


@pytest.mark.parametrize("kind", ["pathway", "fan", "whatif"])
def test_a_target_is_drawn_by_its_method_alone(kind: str) -> None:
    """The line of another method, or of another quantity, is not drawn; the note says which, and why."""
    by_market, by_location = drawn(kind), drawn(kind, scope2_method="location_based")
    assert "Target: science-based 5,400.951 t CO2e" in line_of(by_market, "2030")
    why = "not drawn: by the other scope 2 method: {}; of another quantity: renewable"
    assert why.format("location-based") in written(by_market)
    assert "Target: location-based 5,462.820 t CO2e" in line_of(by_location, "2030")
    assert why.format("science-based") in written(by_location)


@in_both_languages
@pytest.mark.parametrize("kind", ["pathway", "fan", "whatif"])
def test_every_target_is_in_the_headline(kind: str, language: str) -> None:
    """The miss by one method too, where the line of the other is drawn."""
    said = written(drawn(kind, language=language)).replace(" ", "")
    result = change_of("less").after if kind == "whatif" else pathway_of("forty")
    assert [each.id for each in result.on_track] == ["science-based", "location-based", "renewable"]
    for each in result.on_track:
        assert target_kind.verdict(each, Options(language)).replace(" ", "") in said
    above = {"en": "5,462.82tCO₂e:abovetheline", "zh": "5,462.82公噸CO₂e：高於目標路徑"}
    assert above[language] in said


def test_every_target_of_the_quantity_is_drawn() -> None:
    """Each with a stroke of its own, up to three; what is over is named with that reason."""
    figure = drawn("pathway", "many targets")
    assert [name for name in ("one", "two", "three") if f"Target: {name} " in line_of(figure, "2030")] == [
        "one",
        "two",
        "three",
    ]
    assert "not drawn: beside three others: four" in written(figure)
    strokes = [line.get_linestyle() for line in figure.axes[0].lines]
    assert strokes
    ends = [text for text in texts_of(figure) if text.replace("\n", " ").startswith("Target: ")]
    assert {end.replace("\n", " ") for end in ends} == {"Target: one", "Target: two", "Target: three"}


@pytest.mark.parametrize(("kind", "names"), [
    ("pathway", {"Business as usual", "Target: science-based", "Scenario"}),
    ("fan", {"Target: science-based", "Scenario as written"}),
    ("whatif", {"Target: science-based", "Scenario", "With the changes"}),
    ("renewable", {"Target: renewable", "Scenario"}),
])  # fmt: skip
def test_lines_have_their_names_at_their_ends(kind: str, names: set[str]) -> None:
    """Beside the key: once there and once at the end, where the figure is."""
    texts = [text.replace("\n", " ") for text in texts_of(drawn(kind))]
    assert {name for name in names if texts.count(name) == 2} == names


@pytest.mark.parametrize(("kind", "name"), [("pathway", "no target"), ("pathway", "per head"), ("fan", "per head")])
def test_without_a_target_there_is_no_line(kind: str, name: str) -> None:
    """And the key has none."""
    figure = drawn(kind, name)
    assert "Target:" not in written(figure) + figure.description
    assert target_kind.beside(pathway_of(name), Options()) == {}


def test_a_scope_without_data_is_not_named() -> None:
    """It counts as nothing in the projection, and the chart says that it has no data."""
    figure = drawn("pathway", "per head")
    assert "Trade-Van · Scope 2 (market-based) · t\u00a0CO₂e" in texts_of(figure)
    assert "no data: Scope 1" in written(figure)
    assert line_of(figure, "2019").startswith("2019: Inventory 1,225.887 t CO2e")
    assert "no data" not in written(drawn("pathway", "forty"))


def test_the_pathway_has_every_figure() -> None:
    """Inventory years, business as usual, the scenario, the target, and each lever with its sign."""
    figure = drawn("pathway")
    assert line_of(figure, "2022") == "2022: Inventory 9,311.984 t CO2e; Target: science-based 9,311.984 t CO2e"
    last = line_of(figure, "2030")
    for part in ("Business as usual 6,097.", "Scenario 4,186.0", "Renewable electricity −914.", "LED lighting −144."):
        assert part in last
    assert {"9,312", "7,183", "6,168", "6,097", "5,401", "4,186"} <= set(texts_of(figure))
    assert "below the line, on or below it in 100.0 % of draws; 2 of 6 checks not met" in written(figure)


def test_the_fan_has_its_quantiles_seed_and_draws() -> None:
    """As the result has them, in each year; the probability is written."""
    figure, fan = drawn("fan"), pathway_of("forty").fan
    assert fan is not None
    for share, values in zip(fan.quantiles, fan.values[MARKET], strict=True):
        said = f"{share * 100:g} % of draws are below {write_out(Fraction(values[-1]) / 1000)} t CO2e"
        assert said in line_of(figure, "2030")
    ends = [height_at(patch, 2030) for axes in figure.axes for patch in axes.patches if isinstance(patch, Polygon)]
    assert ends == [
        pytest.approx((fan.values[MARKET][at][-1] / 1000, fan.values[MARKET][-1 - at][-1] / 1000)) for at in (0, 1)
    ]
    assert "10,000 draws, seed 2024" in written(figure)
    assert "on or below it in 0.1 % of draws" in written(figure)
    assert "模擬 10,000 次，亂數種子 2024".replace(" ", "") in written(drawn("fan", language="zh")).replace(" ", "")


def test_without_an_uncertain_number_there_is_no_fan() -> None:
    """The refusal says how a number is given its bounds."""
    with pytest.raises(ProblemsError, match="No number of the scenario is uncertain") as caught:
        charts.draw("fan", pathway_of("no target"))
    assert [problem.code for problem in caught.value.problems] == ["no-fan"]


def test_the_renewable_share_stands_over_its_electricity() -> None:
    """Share, target and scenario in percent; the bars as high as the electricity, from the inventories on."""
    figure, result = drawn("renewable"), pathway_of("forty")
    assert line_of(figure, "2024").startswith("2024: Inventory 23.793 %; Target: renewable 13.736 %")
    assert line_of(figure, "2030").endswith("Scenario 40.000 %")
    load = result.years[-1].figures.load
    bars = [bar for bar in figure.axes[1].patches if isinstance(bar, Rectangle) and bar.get_linewidth()]
    at_end = [bar for bar in bars if bar.get_x() < 2030 < bar.get_x() + bar.get_width()]
    assert sum(bar.get_height() for bar in at_end) == pytest.approx(float(load))
    assert at_end[0].get_height() == pytest.approx(float(load) * 0.4)
    assert len(bars) == 2 * 9
    assert "renewable (kgi-renewable) 2030: 40.00 % against at least 40.00 %: on the line" in written(figure)


def test_what_changes_is_written() -> None:
    """Names with what was and what is, the gap in the last year, and on which side of the scenario it lies."""
    figure = drawn("whatif", "less")
    assert "changes: renewable_share.2030 40 % → 60 %, measures.led.start 2025 → 2027" in written(figure)
    before, after = (each.years[-1].figures for each in (change_of("less").before, change_of("less").after))
    gap = (after.scope_1 + after.market - before.scope_1 - before.market) / 1000
    assert f"2030: 4,186 → 2,915 t CO₂e ({write_figure(gap, 0)}, −30.4 %)" in written(figure)
    assert "less with the changes" in written(figure)
    assert "more with the changes" in written(drawn("whatif", "more"))
    both = written(drawn("whatif", "both ways"))
    assert "less with the changes" in both
    assert "more with the changes" in both


def test_without_a_change_there_is_no_gap() -> None:
    """And that is said."""
    figure = drawn("whatif", "nothing")
    assert "2030: 4,186 t CO₂e, as before" in texts_of(figure)
    assert "with the changes" not in "".join(texts_of(figure)).replace("With the changes", "")
    assert "changes: none" in written(figure)


@pytest.mark.parametrize("name", ["forty", "net zero", "crowd"])
def test_blocks_are_as_wide_as_they_abate_and_as_high_as_they_cost(name: str) -> None:
    """In the order of the curve; what abates nothing has no block and is named."""
    curve, figure = curve_of(name), drawn("abatement", name)
    bars = [bar for bar in figure.axes[0].patches if isinstance(bar, Rectangle) and bar.get_linewidth()]
    known = [each for each in curve.abatements if each.cost_per_t is not None]
    assert [bar.get_width() for bar in bars] == [pytest.approx(float(each.t_co2e)) for each in known]
    assert [bar.get_height() for bar in bars] == [pytest.approx(float(each.cost_per_t or 0)) for each in known]
    assert len(figure.description.split("\n")) == len(curve.abatements) + bool(curve.negative)
    idle = [each for each in curve.abatements if each.cost_per_t is None]
    assert ("abates nothing alone, not drawn: Measure 7" in written(figure)) is bool(idle)
    assert bool(idle) is (name == "crowd")


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_order_of_negative_costs_is_no_ranking(name: str) -> None:
    """The warning is printed wherever a cost is below zero, and nowhere else, in both languages."""
    negative = bool(curve_of(name).negative)
    assert ("the order is no ranking" in written(drawn("abatement", name))) is negative
    chinese = written(drawn("abatement", name, language="zh")).replace(" ", "")
    assert ("排序不代表優先順序" in chinese) is negative


def test_figures_at_ends_are_moved_apart() -> None:
    """By as little as is needed, in their order, and never out of the room."""
    assert spread([-1, -1, -1], [4, 4, 4], (0, 40)) == [0, 4, 8]
    assert spread([37, 37.5], [4, 4], (0, 40)) == [32, 36]
    assert spread([3, 18, 33], [4, 4, 4], (0, 40)) == [3, 18, 33]
    assert spread([10, 10, 10], [3, 6, 3], (0, 40)) == [6, 9, 15]


def test_a_house_style_is_used() -> None:
    """Its colours are those of the wedges."""
    from dataclasses import replace

    bands = polygons(drawn("pathway", style=replace(STYLE, palette=("#102030", "#405060", "#708090"))))
    assert {band.get_facecolor()[:3] for band in bands} >= {(16 / 255, 32 / 255, 48 / 255)}


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["pathway"], "The chart 'pathway' needs --scenario, like --scenario forty-percent."),
        (["target"], "The chart 'target' needs --rule, like --rule sbti-aca-2020."),
        (["whatif", "--scenario", "forty-percent"], "needs --set, like --set renewable_share.2030=60%."),
        (["emissions", "--scenario", "forty-percent"], "The chart 'emissions' does not take --scenario."),
        (["emissions", "--set", "a=1"], "The chart 'emissions' does not take --set."),
        (["target", "--rule", "kgi-net-zero", "--year", "2024"], "The chart 'target' does not take --year."),
        (["fan", "--scenario", "forty-percent", "--rule", "x"], "The chart 'fan' does not take --rule."),
        (
            ["renewable", "--scenario", "forty-percent", "--scope2-method", "market_based"],
            "The chart 'renewable' does not take --scope2-method.",
        ),
    ],
)
def test_options_are_refused_or_asked_for(tmp_path: Path, words: list[str], refusal: str) -> None:
    """One that a kind does not take, and the lack of one that it needs."""
    kind, *more = words
    result = CliRunner().invoke(
        main, ["chart", kind, "docs/examples/kgi", *more, "--output", str(tmp_path / "a.svg")], terminal_width=200
    )
    assert result.exit_code == 2
    assert refusal in " ".join(result.output.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("target", ["--rule", "sbti-aca-2020", "--base-year", "2022", "--target-year", "2030", "--scopes", "1,2"]),
        ("pathway", ["--scenario", "forty-percent"]),
        ("fan", ["--scenario", "forty-percent", "--scope2-method", "location_based"]),
        ("renewable", ["--scenario", "forty-percent", "--year", "2023", "--year", "2024", "--year", "2022"]),
        ("whatif", ["--scenario", "forty-percent", "--set", "renewable_share.2030=60 %"]),
        ("abatement", ["--scenario", "forty-percent"]),
    ],
)
def test_the_command_draws_what_the_library_draws(tmp_path: Path, kind: str, options: list[str]) -> None:
    """The same bytes, for each kind of data."""
    file = tmp_path / "a.svg"
    result = CliRunner().invoke(main, ["chart", kind, "docs/examples/kgi", *options, "--output", str(file)])
    assert result.exit_code == 0, result.output
    look = {"scope2_method": "location_based"} if "--scope2-method" in options else {}
    one = made(kind, FIRST[kind])
    if kind == "whatif":
        one = Made(what_if(case("forty"), [("renewable_share.2030", "60 %")]), {})
    expected = charts.save(charts.draw(kind, one.data, **one.more, **look), tmp_path / "b.svg").read_bytes()
    assert file.read_bytes() == expected


def test_changes_and_a_target_of_one_folder() -> None:
    """`--set` moves what is drawn; a target of two folders is refused."""
    two = ["chart", "target", "docs/examples/kgi", "docs/examples/trade_van", "--rule", "kgi-net-zero", "-o", "a.svg"]
    result = CliRunner().invoke(main, two)
    assert result.exit_code == 2
    assert "one inventory folder" in result.output
