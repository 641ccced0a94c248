"""Every result has every format; that what a command prints has them is held by the examples of the help."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import carbon
from carbon import formats
from carbon.scenarios import whatif
from tests.pathways.test_tidy import case

KGI = "docs/examples/kgi"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path("carbon").rglob("*.py")))


def test_every_result_is_described_by_its_own_folder() -> None:
    """The types and the functions are there, and no function that describes a result is left out."""
    described = formats._ALONE | formats._SEVERAL  # noqa: SLF001 - the list itself
    for kind, home in described.items():
        (module, _, name), (place, _, function) = kind.rpartition("."), home.partition(":")
        assert isinstance(getattr(import_module(f"carbon.{module}"), name), type)
        assert callable(getattr(import_module(f"carbon.{place}"), function))
    functions = {home.partition(":")[2] for home in described.values()}
    assert set(re.findall(r"^def (describe\w*)\([^)]*language: str", CODE, re.MULTILINE)) == functions


def test_what_is_no_result_is_refused() -> None:
    """By its type."""
    with pytest.raises(TypeError, match=r"builtins\.int is not a result"):
        formats.text("json", 1)


def test_frames_are_typed_tables_of_any_result() -> None:
    """A target's, a pathway's, a sweep's; tables inside others have their keys."""
    target = carbon.frames(carbon.target(Path(KGI), rule="kgi-renewable"))
    assert {"target", "path", "checks", "progress"} <= set(target)
    projected = case().pathway(case().scenario())
    tables = carbon.frames(projected)
    assert tables["years"]["scope1_t_co2e"].dtype == "float64"
    assert list(tables["bridge_years"].columns[:2]) == ["lever", "year"]
    assert tables["bridge_years"]["year"].dtype == "Int64"
    assert carbon.frames(whatif.names(case()))["settable"]["name"].is_unique


def test_several_years_are_told_apart() -> None:
    """The tables of each have its years in front, and a table inside others all that it stands in."""
    from carbon.accounting import folder, lineage
    from carbon.accounting.inventory import open_books
    from carbon.history.difference import compare_sides

    compared = carbon.frames(compare_sides([f"{KGI}@2023", f"{KGI}@2024"]))
    assert list(compared["totals"].columns[:3]) == ["a_year", "b_year", "figure"]
    changes = compared["difference"].iloc[0]
    assert changes["change_t_co2e_location_based"] == pytest.approx(7949.370113 + 3614.02 - 8515.681253 - 3356.26)
    books = open_books(folder.read_folder([Path(KGI)], None, ()))
    explained = carbon.frames(lineage.explain(books, books.years, "scope2"))
    keys = ["year", "account", "scope2_method", "activity", "geography", "gas"]
    assert list(explained["gases"].columns[: len(keys)]) == keys
    assert sorted(set(explained["gases"]["year"])) == [2022, 2023, 2024]
