"""An organisation's own factors, held against the library's tables before anything is computed with them."""

from __future__ import annotations

from pathlib import Path

from carbon.factors.catalogue import Catalogue
from carbon.factors.datasets import checks as dataset_checks
from carbon.factors.datasets import manifest, sources
from carbon.factors.datasets.checks import Known
from carbon.factors.datasets.library import FactorLibrary
from carbon.factors.datasets.tables import FORMS
from carbon.factors.gases import Gases
from carbon.model.problems import Place, Problem, listed, merged
from carbon.units import Vocabulary

_TABLES = tuple(form.file for form in FORMS)


def strays(own: Path) -> list[Problem]:
    """Refuse tables that would not be read because they lie in the wrong place or have the wrong name."""
    problems = []
    for path in sorted(own.rglob("*.csv")) if own.is_dir() else []:
        name = f"{own.name}/{path.relative_to(own).as_posix()}"
        if path == own / manifest.NAME or path.parent.name.startswith("."):
            continue
        if path.name not in _TABLES:
            why = f"The table is not read. A dataset has {listed(_TABLES)}; rename it or move it away."
            problems.append(Problem("bad-dataset", why, Place(name)))
        elif len(path.relative_to(own).parts) != len(("own", "2024", "factors.csv")):
            why = "The table is not read here. Put it into a folder of dataset and version: emission_factors/own/2024"
            problems.append(Problem("bad-dataset", why, Place(name)))
        elif not (path.parent / sources.NAME).exists():
            why = "The table has no source.toml beside it. Write one with publisher, title and licence."
            problems.append(Problem("bad-dataset", why, Place(name)))
    return problems


def check(found: FactorLibrary, catalogue: Catalogue, gases: Gases, vocabulary: Vocabulary) -> list[Problem]:
    """Refuse own factors and heating values that could not be used, or would mislead."""
    problems = []
    for own in found.tables:
        known = Known(catalogue, gases, vocabulary, own.dataset.statistical)
        problems += merged(dataset_checks.of_meaning(own.table, own.form, own.dataset.id, known))
    return problems
