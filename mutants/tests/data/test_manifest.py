"""The manifest names every other file of the library with its digest."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2] / "emission_factors"


def _manifest_module() -> ModuleType:
    """Load ``manifest.py`` from beside this file, whatever pytest's import mode."""
    spec = importlib.util.spec_from_file_location("manifest", Path(__file__).with_name("manifest.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_manifest_lists_every_file_with_its_digest() -> None:
    """Same paths, same order, same digests as the files on disk."""
    with (ROOT / "manifest.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["path", "sha256"]
    written = {row[0]: row[1] for row in rows}
    on_disk = dict(_manifest_module().manifest_rows(ROOT))
    remedy = "run `python tests/data/manifest.py --write`"
    assert sorted(written) == sorted(on_disk), remedy
    assert [path for path in on_disk if written[path] != on_disk[path]] == [], remedy
    assert [path for path, _ in rows] == sorted(written), "paths are sorted and listed once"


def test_a_changed_byte_and_a_new_file_are_seen(tmp_path: Path) -> None:
    """The rows follow the bytes on disk, leave out the manifest and are sorted."""
    rows_of = _manifest_module().manifest_rows
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.csv").write_bytes(b"1\n")
    (tmp_path / "manifest.csv").write_bytes(b"path,sha256\n")
    before = rows_of(tmp_path)
    assert before == [("b/one.csv", hashlib.sha256(b"1\n").hexdigest())]
    (tmp_path / "b" / "one.csv").write_bytes(b"2\n")
    (tmp_path / "a.csv").write_bytes(b"")
    after = rows_of(tmp_path)
    assert [path for path, _ in after] == ["a.csv", "b/one.csv"]
    assert after[1] != before[0]
