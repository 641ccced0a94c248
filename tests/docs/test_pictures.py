"""Every kind of chart is in the gallery, with a picture that says what its command draws now."""

from __future__ import annotations

import pytest

from carbon.charts import KINDS
from tests.docs import gallery

MOST_BYTES = 300_000


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown(kind: str) -> None:
    """A new kind needs an entry in `tests/docs/gallery.py`."""
    assert kind in gallery.SHOWN, f"the gallery has no entry for {kind}"


def test_no_kind_is_shown_that_there_is_not() -> None:
    """Nor one that was renamed."""
    assert set(gallery.SHOWN) <= set(KINDS)


def test_several_are_shown_in_chinese() -> None:
    """Three at least."""
    assert sum(entry.chinese for entry in gallery.SHOWN.values()) >= 3


def test_pictures_are_current() -> None:
    """`python tests/docs/write.py --write` draws them; what they say is compared, since fonts differ."""
    assert sorted(path.name for path in gallery.stale()) == []


def test_pictures_are_small() -> None:
    """They are loaded all at once, on one page."""
    sizes = {path.name: path.stat().st_size for path in gallery.PICTURES.glob("*.svg")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
