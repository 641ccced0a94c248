"""The fonts that come with charts, cut from the Noto Sans CJK collections of Debian's package `fonts-noto-cjk`.

Run ``python tests/data/typefaces.py FOLDER`` with the folder in which ``NotoSansCJK-Regular.ttc`` and
``NotoSansCJK-Bold.ttc`` are; it writes the two files in ``fonts/``, the same bytes each time.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parents[2] / "fonts"
FACE = "Noto Sans CJK TC"

LATIN_AND_SIGNS = (
    range(0x20, 0x250), range(0x2000, 0x2070), range(0x2070, 0x20D0), range(0x2100, 0x2400), range(0x2460, 0x2700),
    range(0x3000, 0x3130), range(0x3200, 0x3400), range(0xFE10, 0xFE70), range(0xFF00, 0xFFF0),
)  # fmt: skip
"""Letters, punctuation, indices, arrows, signs, kana, bopomofo, and the wide forms of Latin letters."""

UNIFIED = range(0x4E00, 0xA000)
"""The block of unified ideographs: every character of Big5, and the names of places and people beyond it."""

ENCODINGS = {"Regular": ("cp950", "big5hkscs", "gb2312", "shift_jis"), "Bold": ("cp950",)}
"""What else is kept, by weight. What the bold file lacks is drawn with the regular one."""

KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
"""Copyright, family, style, version, trademark and licence in the name table."""


def encodable(encodings: Iterable[str]) -> Iterator[int]:
    """Yield the code points that one of the encodings has, those for private use apart."""
    for encoding in encodings:
        for point in range(0x20, 0x30000):
            if not 0xD800 <= point < 0xF900:
                try:
                    chr(point).encode(encoding)
                except UnicodeEncodeError:
                    continue
                yield point


def kept(weight: str) -> set[int]:
    """Return the code points of a weight."""
    points = {point for span in LATIN_AND_SIGNS for point in span} | set(encodable(ENCODINGS[weight]))
    return points | set(UNIFIED) if weight == "Regular" else points


def cut(collection: Path, weight: str, target: Path) -> None:
    """Take the Traditional Chinese face out of a collection and keep its code points, without hints and features."""
    faces: list[TTFont] = TTCollection(collection, lazy=True).fonts
    face = next(face for face in faces if face["name"].getDebugName(1) == FACE)
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.name_IDs = KEPT_NAMES
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept(weight))
    subsetter.subset(face)
    face.recalcTimestamp = False
    face.save(target)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc are")
    folder: Path = parser.parse_args().folder
    for weight in ENCODINGS:
        cut(folder / f"NotoSansCJK-{weight}.ttc", weight, ROOT / f"NotoSansCJKtc-{weight}.otf")


if __name__ == "__main__":
    main()
