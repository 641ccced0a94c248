"""What a run writes for itself is its user's alone, goes with the run, and a lack of room is called that."""

from __future__ import annotations

import gc
import shutil
import tempfile
from pathlib import Path

import duckdb
import pytest

import carbon
from carbon.activity_data.session import Session, _idle
from carbon.files.writing import too_little_memory
from carbon.model.problems import ProblemsError


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for temporary files that nothing else writes to."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_each_session_spills_into_a_folder_of_its_own(temporary: Path) -> None:
    """Two at once do not meet; nobody else may look in; nothing stays when they are gone."""
    first, second = Session(), Session()
    folders = list(temporary.iterdir())
    assert len(folders) == 2
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    del first, second
    gc.collect()
    assert not list(temporary.iterdir())


def test_a_run_holds_on_to_nothing(temporary: Path) -> None:
    """With the result its session is gone at once: what was refused on the way keeps nothing that was there then."""
    gc.collect()
    gc.disable()
    try:
        carbon.inventories("docs/examples/kgi")
        assert not list(temporary.iterdir())
    finally:
        gc.enable()


def test_an_engine_is_used_again() -> None:
    """With the next session's threads and folder, and nothing of what the last one kept."""
    first = Session(threads=1)
    first.keep("numbers", "SELECT 1 AS one")
    del first
    engine = _idle[-1]
    second = Session(threads=2)
    assert engine not in _idle
    says = "SELECT current_setting('threads') AS threads, current_setting('temp_directory') AS folder"
    assert second.rows(says) == [{"threads": 2, "folder": str(second._spill)}]  # noqa: SLF001
    assert second.number_of("SELECT * FROM duckdb_tables()") == 0


def test_an_engine_that_failed_or_spilled_is_not_used_again(temporary: Path) -> None:
    """It keeps to a folder that is gone, and nobody knows what else it holds."""
    _idle.clear()
    failed = Session()
    with pytest.raises(ProblemsError):
        failed.rows("SELECT no_column")
    del failed
    gc.collect()
    assert not _idle
    spilled = Session()
    _spill(spilled)
    del spilled
    (engine,) = _idle
    after = Session()
    assert not _idle
    assert list(temporary.iterdir()) == [after._spill]  # noqa: SLF001
    with pytest.raises(duckdb.Error):
        engine.execute("SET temp_directory = '/tmp'")
    _spill(after)


def _spill(session: Session) -> None:
    """Ask for more than fits into memory."""
    session._connection.execute("SET memory_limit = '20MiB'; SET threads = 1")  # noqa: SLF001 - a small machine
    session.keep("ordered", "SELECT range AS number FROM range(3_000_000) ORDER BY hash(CAST(number AS VARCHAR))")


def test_no_room_is_called_that(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a full disk nor too little memory is a row that does not fit its header."""
    session = Session()
    session._connection.execute("SET max_temp_directory_size = '1MiB'")  # noqa: SLF001 - a full disk
    free = shutil._ntuple_diskusage(1, 1, 3 << 20)  # noqa: SLF001 - what it returns
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free)
    with pytest.raises(ProblemsError) as refused:
        _spill(session)
    assert str(refused.value.problems[0]) == (
        f"{temporary}: no-room\n"
        f"  What does not fit into memory is written to {temporary}, and there was no room for it: 3 MiB are free.\n"
        "  Free some, or set TMPDIR to a folder with more room."
    )


def test_a_folder_that_is_gone_is_no_fault_of_the_file(temporary: Path) -> None:
    """Whoever clears the temporary files while a run needs them is told so."""
    session = Session()
    for path in temporary.iterdir():
        path.rmdir()
    (temporary / "a file").touch()
    session._connection.execute(f"SET temp_directory = '{temporary}/a file/x'")  # noqa: SLF001 - cannot be made
    session._spill = temporary / "a file"  # noqa: SLF001
    with pytest.raises(ProblemsError) as refused:
        _spill(session)
    assert refused.value.problems[0].code == "no-room"


def test_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder for temporary files at all is said with the remedy, and is no traceback."""
    monkeypatch.setattr(tempfile, "tempdir", "/proc/nowhere")
    with pytest.raises(ProblemsError, match="Set TMPDIR to a folder that you may write to"):
        Session()


def test_sums_beyond_what_is_held_exactly_are_refused() -> None:
    """The engine's own words for an overflow are nobody's message."""
    session = Session()
    session.register("numbers", {"n": ["9" * 38, "1"]})
    with pytest.raises(ProblemsError, match="more than 29 digits before the point") as refused:
        session.rows("SELECT sum(CAST(n AS DECIMAL(38, 0))) AS total FROM numbers")
    assert refused.value.problems[0].code == "quantity-too-large"


def test_too_little_memory_is_said() -> None:
    """What Python says of it has no words at all."""
    assert "too little memory" in too_little_memory().why
