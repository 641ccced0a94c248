"""A version of a dataset made of tables and their source: checked, normalised, hashed, ready to be written at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from carbon import library, units
from carbon.factors.catalogue import read_catalogue, read_gases
from carbon.factors.datasets.cells import read_number
from carbon.factors.datasets.checks import Reference, check_form, check_meaning
from carbon.factors.datasets.tables import (
    FORMS,
    Cells,
    Form,
    form_of,
    id_of,
    read_table,
    released_rows,
    released_table,
    released_text,
    row_key,
)
from carbon.factors.datasets.versions import (
    MANIFEST,
    NEEDED,
    NEVER,
    SOURCE,
    changed_files,
    manifest_text,
    missing_keys,
    read_manifest,
    read_source,
    unknown_heating_values,
)
from carbon.files import forms, toml
from carbon.files.forms import FileForm
from carbon.files.toml import Document
from carbon.model import digests
from carbon.model.problems import Place, Problem, merged, stop_if_any
from carbon.model.sentences import Sentence, joined, say, several

WRITTEN, UNCHANGED = "written", "unchanged"
Tables = Mapping[Form, Sequence[Cells]]
_MOST = 10
_NUMBERS = ("value", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be imported.

    Parameters
    ----------
    tables
        A table of factors, one of heating values, or both.
    source
        The source.toml; None for the one beside the first table.
    dataset, version
        The names of the folders that are written.
    into
        The folder of datasets.
    encoding
        The encoding of the tables, where they do not say it themselves.
    """

    tables: tuple[Path, ...]
    source: Path | None
    dataset: str
    version: str
    into: Path
    encoding: str = ""

    @property
    def id(self) -> str:
        """Return `dataset@version`."""
        return f"{self.dataset}@{self.version}"

    @property
    def folder(self) -> Path:
        """Return the folder of the version."""
        return self.into / self.dataset / self.version

    @property
    def name(self) -> str:
        """Return how messages call the folder of the version."""
        return f"{self.into}/{self.dataset}/{self.version}"

    @property
    def source_file(self) -> Path:
        """Return where the source.toml is read."""
        return self.source or self.tables[0].with_name(SOURCE)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of a version: whether it was `written` or is `unchanged`, its rows, the factors or values in it."""

    file: str
    status: str
    rows: int | None
    factors: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Import:
    """A version that is ready to be written.

    Parameters
    ----------
    folder
        Where it goes.
    files
        What is written into the folder; nothing if the version is there already.
    manifest
        The new manifest beside the datasets, None if it stays as it is.
    listing
        Every file of the version, and the manifest.
    """

    folder: Path
    files: Mapping[str, bytes]
    manifest: bytes | None
    listing: tuple[ImportedFile, ...]


def prepare(asked: Asked) -> Import:
    """Check a dataset and make everything that is written of it; nothing is written here.

    Raise ProblemsError with every fault of the tables and of the source; or if the version is there already and
    says something else.
    """
    wrong = forms.faults_of(asked.encoding, "")
    stop_if_any([Problem("bad-setting", why, Place("", 0, f"--{key}")) for key, why in wrong.items()])
    problems: list[Problem] = _taken(asked)
    document = _source(asked, problems)
    statistical = document is not None and document.tree.get("statistical") is True
    reference = Reference(read_catalogue(), read_gases(), units.read(), statistical)
    tables = _tables(asked, reference, problems)
    recorded, others = read_manifest(asked.into, str(asked.into))
    stop_if_any([*problems, *others])
    assert document is not None
    files = {form.file: released_table(rows, form) for form, rows in tables.items()}
    files[SOURCE] = released_text(asked.source_file.read_text(encoding="utf-8-sig"))
    mine = {path: digest for path, digest in recorded.items() if path.startswith(f"{asked.dataset}/{asked.version}/")}
    lost = mine == _digests(asked, files) and not asked.folder.exists()
    if not lost and (mine or any((asked.folder / form.file).exists() for form in FORMS)):
        _compare(asked, tables, document, reference)
        files = {}
    return _made(asked, tables, files, recorded)


def _taken(asked: Asked) -> list[Problem]:
    """Refuse a name that the library has, in any folder but the library's own."""
    root = library.emission_factors()
    if asked.into.resolve() == root.resolve() or not (root / asked.dataset / asked.version).is_dir():
        return []
    why = say(
        "The library has a dataset {dataset}; an id would mean two things. Give yours another name or version.",
        dataset=asked.id,
    )
    return [Problem("bad-dataset", why, Place("", 0, "--dataset"))]


def _source(asked: Asked, problems: list[Problem]) -> Document | None:
    """Read the source.toml, and add what is wrong with it."""
    path, keys = asked.source_file, joined(NEEDED, ", ")
    if not path.exists():
        why = say(
            "There is no {file} beside the table. Write one with {keys}; or name another: --source FILE.",
            file=SOURCE,
            keys=keys,
        )
        problems.append(Problem("bad-dataset", why, Place(str(path))))
        return None
    document, others = read_source(path, str(path))
    if document is not None:
        files = [file for root in (library.emission_factors(), asked.into) for file in root.glob("*/*/source.toml")]
        ids = dict.fromkeys([asked.id, *(f"{file.parts[-3]}@{file.parts[-2]}" for file in files)])
        others = [*others, *missing_keys(document), *unknown_heating_values(document, ids)]
    problems += dict.fromkeys(others)
    return document


def _tables(asked: Asked, reference: Reference, problems: list[Problem]) -> Tables:
    """Read the tables as they are released, and add what is wrong with them."""
    tables: dict[Form, Sequence[Cells]] = {}
    encoding = FileForm(encoding=asked.encoding, remedy=forms.BY_OPTION)
    for path in asked.tables:
        form = form_of(path, str(path), encoding)
        table = read_table(path, str(path), form, encoding)
        faults = [*check_form(table, form, asked.id), *check_meaning(table, form, asked.id, reference)]
        problems += [*table.problems, *merged(faults)]
        if form in tables:
            why = say("A version has one {file}, and another table is one. Put their rows together.", file=form.file)
            problems.append(Problem("bad-dataset", why, Place(str(path))))
        tables[form] = released_rows(table, form, reference.vocabulary)
    return tables


def _compare(asked: Asked, tables: Tables, document: Document, reference: Reference) -> None:
    """Compare with the version that is there already.

    Raise ProblemsError if its files are not as they were when it was released, or it says something else.
    """
    inside = f"{asked.name}/"
    stop_if_any([fault for fault in changed_files(asked.into, str(asked.into)) if fault.place.file.startswith(inside)])
    problems: list[Problem] = []
    for form, rows in tables.items():
        before: Sequence[Cells] = ()
        if (asked.folder / form.file).exists():
            table = read_table(asked.folder / form.file, f"{inside}{form.file}", form)
            problems += table.problems
            before = released_rows(table, form, reference.vocabulary)
        problems += _refused(asked, form.file, differing_rows(before, rows, form, asked.id))
    there, others = read_source(asked.folder / SOURCE, f"{inside}{SOURCE}")
    tree = there.tree if there is not None else {}
    stop_if_any([*problems, *others, *_refused(asked, SOURCE, differing_keys(tree, document.tree))])


def _refused(asked: Asked, file: str, lines: Sequence[str]) -> list[Problem]:
    """Refuse to change a version that is there already."""
    if not lines:
        return []
    why = say(
        "{dataset} is there already, and says something else; {differences}, then → now:",
        dataset=asked.id,
        differences=several(len(lines), "1 difference", "{count} differences"),
    )
    anew = say("Import it as a version of its own: --version VERSION.")
    why = joined([why, shown_differences(lines), NEVER, anew], "\n")
    return [Problem("changed-dataset", why, Place(f"{asked.name}/{file}"))]


def _made(asked: Asked, tables: Tables, files: Mapping[str, bytes], recorded: Mapping[str, str]) -> Import:
    """Put together what is written, and the list of it."""
    there = files or {path.name: path.read_bytes() for path in asked.folder.glob("[!.]*") if path.is_file()}
    entries = {**recorded, **_digests(asked, there)}
    text = manifest_text(entries.items()).encode()
    changes = entries != dict(recorded)
    listing = [
        _listed(asked, name, content, WRITTEN if files else UNCHANGED, tables)
        for name, content in sorted(there.items())
    ]
    path, status = f"{asked.into}/{MANIFEST}", WRITTEN if changes else UNCHANGED
    content = text if changes else (asked.into / MANIFEST).read_bytes()
    listing.append(ImportedFile(path, status, len(entries), None, digests.of_bytes(content)))
    return Import(asked.folder, files, text if changes else None, tuple(listing))


def _digests(asked: Asked, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the rows of the manifest for files of the version."""
    return {f"{asked.dataset}/{asked.version}/{name}": digests.of_bytes(content) for name, content in files.items()}


def _listed(asked: Asked, name: str, content: bytes, status: str, tables: Tables) -> ImportedFile:
    """Describe a file of the version; of a table that was not named, only its digest."""
    rows, factors = None, None
    for form in [form for form in tables if form.file == name]:
        rows, factors = len(tables[form]), len({id_of(form, asked.id, cells) for cells in tables[form]})
    return ImportedFile(f"{asked.name}/{name}", status, rows, factors, digests.of_bytes(content))


def differing_rows(before: Sequence[Cells], after: Sequence[Cells], form: Form, dataset_id: str) -> list[str]:
    """Return a line on each row that differs, those that changed first; a figure is the same however it is written."""
    old, new = ({row_key(cells, form): cells for cells in rows} for rows in (before, after))
    changed = [(name, list(_differing_cells(old[name], new[name], form))) for name in new if name in old]
    return [
        *(f"{_named(new[name], form, dataset_id)}: {', '.join(cells)}" for name, cells in changed if cells),
        *(f"added: {_said(new[name], form, dataset_id)}" for name in new if name not in old),
        *(f"removed: {_said(old[name], form, dataset_id)}" for name in old if name not in new),
    ]


def differing_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return a line on each key of a source.toml that differs."""
    return [
        f"{name}: {_shown_value(before.get(name))} → {_shown_value(after.get(name))}"
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def shown_differences(lines: Sequence[str]) -> Sentence:
    """Write the first of many lines, and how many more there are."""
    more = [say("  and {more:,} more", more=len(lines) - _MOST)] if len(lines) > _MOST else []
    return joined([*(f"  {line}" for line in lines[:_MOST]), *more], "\n")


def _differing_cells(old: Cells, new: Cells, form: Form) -> Iterator[str]:
    """Yield the cells in which two rows differ."""
    for column in form.columns:
        if _figure(column, old[column]) != _figure(column, new[column]):
            yield f"{column} {_shown_value(old[column])} → {_shown_value(new[column])}"


def _figure(column: str, text: str) -> str | Fraction | None:
    """Return a cell as it is compared."""
    return read_number(text) if column in _NUMBERS and text else text


def _named(cells: Cells, form: Form, dataset_id: str) -> str:
    """Name a row: the factor and its gas, or the heating value."""
    gas = cells.get("gas", "")
    return id_of(form, dataset_id, cells) + (f" {gas}" if gas else "")


def _said(cells: Cells, form: Form, dataset_id: str) -> str:
    """Name a row with its figure."""
    return f"{_named(cells, form, dataset_id)}, {cells['value']}"


def _shown_value(value: Any) -> str:  # noqa: ANN401 - whatever TOML has there
    """Write what stands in a cell or under a key, or that nothing does."""
    return "nothing" if value is None or value == "" else toml.shown(value)
