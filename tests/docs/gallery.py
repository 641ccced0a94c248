"""The gallery of charts: an entry for each kind, of which the page is made, and the pictures that its commands draw.

A new kind needs an entry in `SHOWN`; `python tests/docs/write.py --write` then writes the page and the picture. Fonts
differ between machines, so pictures are compared by what they say, figure by figure, and not byte for byte. Run this
file to draw all of them again after the look of the charts has changed.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from carbon.charts import KINDS
from tests.docs import pages, running

PAGE = pages.ROOT / "docs" / "charts.md"
PICTURES = pages.ROOT / "docs" / "charts"
KGI, BILLS = "docs/examples/kgi", "bills.csv --geography TW --year 2023 --year 2024"
FORTY = f"{KGI} --scenario forty-percent"
AIM = f"{KGI} --rule sbti-aca-2020 --target-year 2030"
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind in the gallery.

    Parameters
    ----------
    arguments
        What stands between the kind and `--output`.
    look
        What to look for, in a sentence or two.
    chinese
        Whether it is shown in Chinese too.
    """

    arguments: str
    look: str
    chinese: bool = False


SHOWN = {
    "emissions": Entry(
        KGI,
        "The scopes stand side by side and are not stacked: a year in which a scope was not assessed would look low.",
        chinese=True,
    ),
    "accounts": Entry(BILLS, "The largest account is at the bottom; the smallest are gathered when there are many."),
    "gases": Entry(KGI, "What was given only as CO2e names no gas and stands apart."),
    "facilities": Entry(BILLS, "One scale for all years, so that bars compare across columns."),
    "months": Entry(BILLS, "Monthly bills show the season. Rows of a year are shared out by days and show none."),
    "intensity": Entry(KGI, "A panel for each metric. A year without the metric has no bar."),
    "energy": Entry(KGI, "Renewable electricity is hatched, and its share stands below each year."),
    "scope2": Entry(KGI, "The difference of the two is what contracts do. They are never added.", chinese=True),
    "target": Entry(
        AIM, "What the rule allows, and the inventory years on it. The other method is another chart.", chinese=True
    ),
    "pathway": Entry(
        FORTY,
        "From business as usual down to the scenario, a wedge for each lever, in the order in which they act.",
        chinese=True,
    ),
    "fan": Entry(FORTY, "The median of the draws is near the scenario as written and not the same."),
    "renewable": Entry(FORTY, "The share above, the MWh that it takes below."),
    "whatif": Entry(f"{FORTY} --set renewable_share.2030=60%", "What lies between is what the changes are worth."),
    "abatement": Entry(
        FORTY, "A block is as wide as what a measure takes off. The picture is no ranking, as it says itself."
    ),
}
"""The entry of each kind."""


def section() -> list[str]:
    """Return the gallery as lines of the page, in the order of the kinds; one without an entry is left out."""
    lines = []
    for kind in KINDS:
        entry = SHOWN.get(kind)
        if entry is not None:
            lines += _one(kind, entry)
    return lines[:-1]


def _one(kind: str, entry: Entry) -> list[str]:
    """Return the lines of one kind: what it shows, its commands, its pictures."""
    said = KINDS[kind].help
    names = [(kind, "", "")]
    if entry.chinese:
        names.append((f"{kind}-zh", " --language zh", ", in Chinese"))
    commands = [f"$ carbon chart {kind} {entry.arguments}{more} --output {name}.svg" for name, more, _ in names]
    shown = [line for name, _, suffix in names for line in (f"![{said}{suffix}](charts/{name}.svg)", "")]
    sentence = f"{said[0].upper()}{said[1:]}. {entry.look}"
    return [f"## {kind}", "", sentence, "", "```console", *commands, "```", "", *shown]


def drawn() -> dict[str, bytes]:
    """Run the page, which prints nothing and shows nothing, and return the pictures that it draws by their names."""
    with tempfile.TemporaryDirectory(prefix="carbon-gallery-") as folder, running.shell(Path(folder)) as shell:
        for command, printed in running.page(PAGE.read_text(encoding="utf-8"), shell):
            assert not printed, f"{command.text}: {printed}"
            assert not command.expected, f"{command.text} is said to print {command.expected}"
        return {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.svg"))}


def says(picture: bytes) -> tuple[str, str]:
    """Return the title and the description of a picture, which hold all of its figures."""
    root = ET.fromstring(picture)  # noqa: S314 - a picture that we have drawn ourselves
    title, description = (root.find(f"{_SVG}{name}") for name in ("title", "desc"))
    assert title is not None
    assert description is not None
    return title.text or "", description.text or ""


def stale() -> dict[Path, bytes | None]:
    """Return the pictures that are missing or say something else than they should, and those that are too many."""
    now = drawn()
    found: dict[Path, bytes | None] = {path: None for path in sorted(PICTURES.glob("*")) if path.name not in now}
    for name, picture in now.items():
        path = PICTURES / name
        if not path.exists() or says(path.read_bytes()) != says(picture):
            found[path] = picture
    return found


def write(pictures: dict[Path, bytes | None]) -> None:
    """Write pictures, and take those away that are too many."""
    PICTURES.mkdir(exist_ok=True)
    for path, picture in pictures.items():
        if picture is None:
            path.unlink()
        else:
            path.write_bytes(picture)


if __name__ == "__main__":
    write({PICTURES / name: picture for name, picture in drawn().items()})
