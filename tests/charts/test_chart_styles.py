"""A company's own colours and fonts: read from a file, used everywhere, and refused where they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from matplotlib.text import Text

from carbon import charts
from carbon.accounting.result import InventoryResult
from carbon.charts import style_file, typography
from carbon.charts.style import STYLE as OWN
from carbon.cli import main
from carbon.model.problems import ProblemsError

STYLE = """\
palette = ["#112233", "#778899", "#BBCCDD"]
ink = "#010203"
grey = "#040506"
line = "#070809"

[fonts]
latin = "DejaVu Serif"

[sizes]
title = 12
body = 7.25
"""
ROWS = "activity,quantity,unit,period,facility\nelectricity,1200,kWh,2024-03,Taipei\n"


def refused(tmp_path: Path, text: str) -> str:
    """Return the words with which a style is refused."""
    file = tmp_path / "house.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        style_file.read(file)
    assert {problem.code for problem in caught.value.problems} == {"bad-style"}
    return str(caught.value)


def test_what_a_file_gives_is_used(years: list[InventoryResult], tmp_path: Path) -> None:
    """Colours, fonts and sizes reach the sheet; what is left out is the project's own."""
    file = tmp_path / "house.toml"
    file.write_text(STYLE, encoding="utf-8")
    style = style_file.read(file)
    assert style.palette == ("#112233", "#778899", "#bbccdd")
    assert (style.title, style.subtitle, style.body, style.latin) == (12.0, OWN.subtitle, 7.25, ("DejaVu Serif",))
    for kind in [kind for kind, what in charts.KINDS.items() if what.needs == "inventory"]:
        if "style" not in charts.options_of(kind):
            continue
        svg = charts.save(charts.draw(kind, years, style=style), tmp_path / f"{kind}.svg").read_text("utf-8")
        assert "DejaVu Serif" in svg
        assert not [colour for colour in (*OWN.palette, OWN.ink, OWN.grey, OWN.line) if colour in svg], kind


def test_the_font_of_a_style_is_embedded(years: list[InventoryResult], tmp_path: Path) -> None:
    """The PDF holds the company's font, in TrueType."""
    file = tmp_path / "house.toml"
    file.write_text(STYLE, encoding="utf-8")
    figure = charts.draw("emissions", years, style=style_file.read(file))
    content = charts.save(figure, tmp_path / "a.pdf").read_bytes()
    assert b"DejaVuSerif" in content
    assert b"/FontFile2" in content
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]
    assert {text.get_fontsize() for text in texts} == {12, OWN.subtitle, 7.25, OWN.note}


def test_an_empty_file_is_the_projects_own_style(tmp_path: Path) -> None:
    """Every key may be left out."""
    file = tmp_path / "house.toml"
    file.write_text("", encoding="utf-8")
    assert style_file.read(file) == OWN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('pallete = ["#112233"]', '"pallete" is not a declared key. Nearest: "palette"'),
        ('palette = ["#112233", "#445566"]', "at least 3 colours"),
        ('palette = "#112233"', "at least 3 colours"),
        ('palette = ["#112233", "#445566", "#12345"]', '"#12345" is not a colour'),
        ("ink = 0x112233", "1122867 is not a colour"),
        ('ink = "red"', 'Write red, green and blue in hexadecimal: "#1b3a5c"'),
        ('fonts = "DejaVu Sans"', "Write [fonts] and its keys under it"),
        ("[fonts]\nlatin = 3", 'Write latin = "DejaVu Sans"'),
        ('[fonts]\nlatin = "DejaVu Sanz"', 'The font "DejaVu Sanz" is not installed. Nearest: "DejaVu Sans"'),
        ("[fonts]\ngreek = 3", '"greek" is not a declared key'),
        ("[sizes]\nbody = 3.9", "4 to 24 points: body = 7.5"),
        ("[sizes]\nbody = nan", "4 to 24 points"),
        ("[sizes]\nbody = true", "4 to 24 points"),
        ("[sizes]\nnotes = 6", 'Nearest: "note"'),
        ("ink = #112233", "at line 1"),
    ],
)
def test_refusals(tmp_path: Path, text: str, words: str) -> None:
    """Every fault has its words, and the file's name before them."""
    message = refused(tmp_path, text)
    assert words in message
    assert "house.toml" in message


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Not one after the other."""
    assert "3 problems in 1 file" in refused(tmp_path, 'ink = "red"\nblue = 1\n[sizes]\nnote = 99\n')


def test_without_the_file(tmp_path: Path) -> None:
    """A file that is not there is refused in words."""
    with pytest.raises(ProblemsError, match="There is no such file"):
        style_file.read(tmp_path / "none.toml")


def test_fonts_of_a_style_come_first() -> None:
    """In Chinese the Latin font first too, as it lacks what the Chinese one is for."""
    assert typography.families("en", ("A",), ("B",))[:3] == ["A", "carbon-latin", "B"]
    assert typography.families("zh", ("A",), ("B",))[:2] == ["A", "B"]
    assert typography.families("zh", ("A",), ("B",))[-1] == "carbon-latin"
    assert typography.for_readers(typography.families("zh", ("A",), ("B",)))[:4] == [
        "A",
        "B",
        typography.CHINESE,
        typography.LATIN,
    ]


def test_a_style_may_name_the_fonts_that_come_along(tmp_path: Path) -> None:
    """Whether this machine has them or not, and in whichever order."""
    file = tmp_path / "house.toml"
    file.write_text(f'[fonts]\nlatin = "{typography.CHINESE}"\nchinese = "{typography.LATIN}"\n', encoding="utf-8")
    style = style_file.read(file)
    own = {face.name for face in typography.own()}
    assert set(typography.families("en", style.latin, style.chinese)) == own
    assert typography.families("en", style.latin, style.chinese)[0] == "carbon-chinese"


def test_on_the_command_line(tmp_path: Path) -> None:
    """`--style` reaches the chart; every kind is in the help; an option that a kind does not take is refused."""
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "house.toml").write_text(STYLE, encoding="utf-8")
    run = ["--geography", "TW", "--year", "2024", str(tmp_path / "rows.csv"), "--output", str(tmp_path / "a.svg")]
    done = CliRunner().invoke(main, ["chart", "scope2", *run, "--style", str(tmp_path / "house.toml")])
    assert done.exit_code == 0, done.output
    assert "#778899" in (tmp_path / "a.svg").read_text("utf-8")
    shown = CliRunner().invoke(main, ["chart", "--help"]).output
    assert all(f"  {kind} " in shown and what.help in shown for kind, what in charts.KINDS.items())
    refused_option = CliRunner().invoke(main, ["chart", "scope2", *run, "--scope2-method", "market_based"])
    assert refused_option.exit_code == 2
    assert "The chart 'scope2' does not take --scope2-method." in refused_option.output
