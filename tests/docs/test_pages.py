"""Every page says what is so: its commands are run, and print what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import gallery, pages, reference, running, write

PAGES = [pages.name(page) for page in pages.run() if page not in {pages.REFERENCE, gallery.PAGE}]
"""The gallery is run where its pictures are compared."""
HOW_TO = [page for page in PAGES if page.startswith(("README", "docs/tutorial", "docs/how-to", "docs/zh"))]


def _read(page: str) -> str:
    """Return the text of a page."""
    return (pages.ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_page_prints_what_it_shows(page: str, tmp_path: Path) -> None:
    """Each block in its order; a line that is `…` stands for any number of lines."""
    with running.shell(tmp_path) as shell:
        for command, printed in running.page(_read(page), shell):
            if not write.is_current(command, printed):
                shown, printed_now = "\n".join(command.expected), "\n".join(printed)
                pytest.fail(
                    f"{page} line {command.line + 1}: {command.text}\n--- shown\n{shown}\n--- printed\n{printed_now}\n"
                    "If what is printed is right: python tests/docs/write.py --write"
                )


def test_every_command_is_run_on_a_page() -> None:
    """A command that no page shows is one that nobody finds; groups are shown by what they hold."""
    run = {
        command.text
        for page in HOW_TO
        for block in pages.blocks(_read(page))
        if block.language == "console"
        for command in running.commands(block)
    }
    groups = {name.rpartition(" ")[0] for name, _ in reference.commands()}
    for name, _ in reference.commands():
        if name not in groups:
            assert any(text.startswith(f"{name} ") for text in run), f"no page runs {name}"


def test_every_option_is_mentioned() -> None:
    """On a page that a person reads, the reference apart."""
    together = "\n".join(map(_read, HOW_TO))
    for name, options in reference.options().items():
        for option in options - {"--version"}:
            assert option in together, f"no page mentions {option} of {name}"


@pytest.mark.parametrize(
    ("expected", "printed", "fits"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "…"], ["a", "b", "c"], True),
        (["a", "…", "c"], ["a", "c"], True),
        (["a", "…", "c"], ["a", "c", "b"], False),
        (["…", "c"], ["a", "b"], False),
        (["a", "…", "b", "…", "d"], ["a", "x", "b", "c", "d"], True),
        (["a", "…", "d", "…", "b"], ["a", "b", "c", "d"], False),
        (["a", "…", "b", "c"], ["a", "b", "x", "b", "c"], True),
        (["a", "…", "a"], ["a"], False),
        ([], [], True),
        ([], ["a"], False),
        (["a", "…"], [], False),
    ],
)
def test_ellipsis_stands_for_any_lines(expected: list[str], printed: list[str], fits: bool) -> None:
    """And for nothing else: a page cannot hide a line without saying so."""
    assert running.alike(expected, printed) is fits


def test_rewriting_keeps_what_was_left_out() -> None:
    """Figures change, the shape stays, and `…` with it; a new shape is written out in full."""
    assert running.rewritten(["a 1", "…", "z 9"], ["a 2", "b", "c", "z 10"]) == ["a 2", "…", "z 10"]
    assert running.rewritten(["a 1", "…", "z 9"], ["other"]) == ["other"]


def test_a_wrong_page_is_noticed(tmp_path: Path) -> None:
    """The harness itself: a page that shows another figure is not current."""
    page = (
        "```csv title=a.csv\nactivity,quantity,unit,period\nelectricity,1,kWh,2024\n```\n"
        "```console\n$ carbon inventory a.csv --geography TW --year 2024 --format csv\nwrong\n```\n"
    )
    with running.shell(tmp_path) as shell:
        ((command, printed),) = running.page(page, shell)
    assert not write.is_current(command, printed)
    assert "wrong" not in write.current(page)
