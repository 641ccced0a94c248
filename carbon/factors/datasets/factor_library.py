"""Datasets of emission factors and heating values, the library's and a folder's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from carbon import library, units
from carbon.factors.catalogue import Catalogue, Gases, lines, read_catalogue, read_gases
from carbon.factors.datasets.by_activity import FactorsByActivity, factors_of, heating_value_of
from carbon.factors.datasets.checks import Reference, check_form, check_meaning
from carbon.factors.datasets.tables import FACTORS, FORMS, HEATING_VALUES, OWN_FOLDER, Form, read_table
from carbon.factors.datasets.versions import SOURCE, changed_files, dataset_of, read_source, unknown_heating_values
from carbon.factors.factor import Dataset, Factor, HeatingValue
from carbon.factors.index import Index, read_index
from carbon.files.small_tables import Table
from carbon.files.toml import Document
from carbon.model.problems import Place, Problem, merged
from carbon.model.sentences import say
from carbon.units import Vocabulary

FACTOR_COLUMNS, HEATING_COLUMNS = FACTORS.columns, HEATING_VALUES.columns


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table of an organisation's own dataset, as it is written."""

    dataset: Dataset
    form: Form
    table: Table


@dataclass(slots=True)
class FactorLibrary:
    """Every factor and heating value that may be used, by activity and by fuel.

    Parameters
    ----------
    factors
        By activity.
    heating_values
        By fuel, the first component of an activity's id.
    datasets
        By `dataset@version`.
    order
        Default order of datasets by geography.
    tables
        The organisation's own tables.
    """

    factors: FactorsByActivity = field(default_factory=FactorsByActivity)
    heating_values: dict[str, list[HeatingValue]] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    order: dict[str, list[str]] = field(default_factory=dict)
    tables: list[OwnTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def copy(self) -> FactorLibrary:
        """Return a library of the same, to which others can be added."""
        values = {fuel: list(values) for fuel, values in self.heating_values.items()}
        factors = FactorsByActivity(self.factors)
        return FactorLibrary(factors, values, dict(self.datasets), dict(self.order), [], list(self.problems))

    def by_id(self, factor_id: str) -> Factor | None:
        """Return the factor with an id, or None; the id names its activity, or a variant of it."""
        parts = factor_id.split(":")[1:2]
        while parts:
            for factor in self.factors.get("/".join(parts), ()):
                if factor.id == factor_id:
                    return factor
            parts = "/".join(parts).split("/")[:-1]
        return None


def read_factors(own: Path | None = None) -> FactorLibrary:
    """Return the library's datasets and, if there is such a folder, the organisation's own."""
    factor_library = _library().copy()
    if own is not None and own.is_dir():
        documents = [_add_own(factor_library, folder) for folder in _folders(own)]
        for document in filter(None, documents):
            factor_library.problems += unknown_heating_values(document, factor_library.datasets)
        factor_library.problems += changed_files(own, OWN_FOLDER)
    return factor_library


@library.once()
def _library(root: Path) -> FactorLibrary:
    """Read the library's datasets."""
    factor_library = FactorLibrary()
    factor_library.problems += changed_files(root, f"library/{OWN_FOLDER}")
    for folder in _folders(root):
        _add(factor_library, folder)
    for row in sorted(lines(root / "datasets.csv"), key=lambda row: int(row["rank"])):
        factor_library.order.setdefault(row["geography"], []).append(row["dataset"])
    return factor_library


def own_files(own: Path) -> list[Path]:
    """Return the files of an organisation's own datasets."""
    return [path for folder in _folders(own) for path in sorted(folder.iterdir()) if path.is_file()]


def _folders(root: Path) -> list[Path]:
    """Return the folders of dataset versions; what an import that was killed left behind is none."""
    return sorted(path.parent for path in root.glob("*/*/source.toml") if not path.parent.name.startswith("."))


def _add(factor_library: FactorLibrary, folder: Path) -> None:
    """Add a dataset of the library: its factors are made when they are asked for."""
    document, problems = read_source(folder / SOURCE, f"{_name(folder)}/{SOURCE}")
    factor_library.problems += problems
    dataset = dataset_of(document, folder.parent.name, folder.name, own=False, folder=folder)
    factor_library.datasets[dataset.id] = dataset
    if (folder / FACTORS.file).exists():
        factor_library.factors.add_table(dataset, folder / FACTORS.file)
    if (folder / HEATING_VALUES.file).exists():
        for row in lines(folder / HEATING_VALUES.file):
            factor_library.heating_values.setdefault(row["fuel"], []).append(heating_value_of(dataset, row))


def _add_own(factor_library: FactorLibrary, folder: Path) -> Document | None:
    """Add a dataset of the organisation with what is wrong with its tables by themselves; return its source.toml."""
    place = f"{_name(folder)}/{SOURCE}"
    document, problems = read_source(folder / SOURCE, place)
    factor_library.problems += problems
    dataset = dataset_of(document, folder.parent.name, folder.name, own=True, folder=folder)
    if dataset.id in factor_library.datasets:
        why = say(
            "The library has a dataset {dataset}; an id would mean two things. Give yours another name or version.",
            dataset=dataset.id,
        )
        factor_library.problems.append(Problem("bad-dataset", why, Place(place)))
        return None
    factor_library.datasets[dataset.id] = dataset
    for form in FORMS:
        if (folder / form.file).exists():
            _add_table(factor_library, dataset, form, folder / form.file)
    return document


def _add_table(factor_library: FactorLibrary, dataset: Dataset, form: Form, path: Path) -> None:
    """Add a table of the organisation: its rows that are well formed, and what is wrong with the others."""
    table = read_table(path, f"{_name(path.parent)}/{form.file}", form)
    faults = check_form(table, form, dataset.id)
    factor_library.problems += [*table.problems, *merged(faults)]
    factor_library.tables.append(OwnTable(dataset, form, table))
    bad = {fault.place.row for fault in faults}
    good = [
        (row.number, {**dict.fromkeys(form.columns, ""), **row.cells}) for row in table.rows if row.number not in bad
    ]
    if form is FACTORS:
        factor_library.factors.add(factors_of(dataset, good))
        return
    for number, row in good:
        factor_library.heating_values.setdefault(row["fuel"], []).append(heating_value_of(dataset, row, number))


def check_own(datasets: FactorLibrary, catalogue: Catalogue, gases: Gases, vocabulary: Vocabulary) -> list[Problem]:
    """Refuse own factors and heating values that could not be used, or would mislead."""
    problems = list[Problem]()
    for own in datasets.tables:
        reference = Reference(catalogue, gases, vocabulary, own.dataset.statistical)
        problems += merged(check_meaning(own.table, own.form, own.dataset.id, reference))
    return problems


def _name(folder: Path) -> str:
    """Return how messages call the folder of a dataset's version."""
    return f"{OWN_FOLDER}/{folder.parent.name}/{folder.name}"


class FactorBooks:
    """The library's tables, each read when it is first needed."""

    def __init__(self, own: Path | None) -> None:
        self._own = own

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the units."""
        return units.read()

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the activities and accounts."""
        return read_catalogue()

    @cached_property
    def index(self) -> Index:
        """Return what words can mean among the activities."""
        return read_index()

    @cached_property
    def gases(self) -> Gases:
        """Return the gases and GWP sets."""
        return read_gases()

    @cached_property
    def own_geographies(self) -> frozenset[str]:
        """Return the geographies of the organisation's own factors and heating values."""
        values = [value for values in self.factors.heating_values.values() for value in values if value.dataset.own]
        return frozenset(
            [*(factor.geography for factor in self.factors.factors.own()), *(value.geography for value in values)]
        )

    @cached_property
    def factors(self) -> FactorLibrary:
        """Return the factors and heating values."""
        return read_factors(self._own)
