"""A version of a dataset made of tables and their source: checked, normalised, hashed, ready to be written at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from carbon import library, units
from carbon.factors import catalogue, gases
from carbon.factors.datasets import checks as dataset_checks
from carbon.factors.datasets import manifest, sources
from carbon.factors.datasets import tables as dataset_tables
from carbon.factors.datasets.checks import Known
from carbon.factors.datasets.tables import FORMS, Form
from carbon.factors.importing import comparing, normal
from carbon.factors.importing.normal import Cells
from carbon.files import forms
from carbon.files.forms import FileForm
from carbon.files.toml import Document
from carbon.model.problems import Place, Problem, listed, merged, stop_if_any

WRITTEN, UNCHANGED = "written", "unchanged"


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
        return self.source or self.tables[0].with_name(sources.NAME)


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


Tables = Mapping[Form, Sequence[Cells]]


def prepare(asked: Asked) -> Import:
    """Check a dataset and make everything that is written of it; nothing is written here.

    Raises
    ------
    ProblemsError
        With every fault of the tables and of the source; or if the version is there already and says something else.
    """
    wrong = forms.faults_of(asked.encoding, "")
    stop_if_any([Problem("bad-setting", why, Place("", 0, f"--{key}")) for key, why in wrong.items()])
    problems: list[Problem] = _taken(asked)
    document = _source(asked, problems)
    statistical = document is not None and document.tree.get("statistical") is True
    known = Known(catalogue.read(), gases.read(), units.read(), statistical)
    tables = _tables(asked, known, problems)
    recorded, others = manifest.read(asked.into, str(asked.into))
    stop_if_any([*problems, *others])
    assert document is not None
    files = {form.file: normal.content(rows, form) for form, rows in tables.items()}
    files[sources.NAME] = normal.text(asked.source_file.read_text(encoding="utf-8-sig"))
    mine = {path: digest for path, digest in recorded.items() if path.startswith(f"{asked.dataset}/{asked.version}/")}
    lost = mine == _digests(asked, files) and not asked.folder.exists()
    if not lost and (mine or any((asked.folder / form.file).exists() for form in FORMS)):
        _compare(asked, tables, document, known)
        files = {}
    return _made(asked, tables, files, recorded)


def _taken(asked: Asked) -> list[Problem]:
    """Refuse a name that the library has, in any folder but the library's own."""
    root = library.emission_factors()
    if asked.into.resolve() == root.resolve() or not (root / asked.dataset / asked.version).is_dir():
        return []
    why = f"The library has a dataset {asked.id}; an id would mean two things. Give yours another name or version."
    return [Problem("bad-dataset", why, Place("", 0, "--dataset"))]


def _source(asked: Asked, problems: list[Problem]) -> Document | None:
    """Read the source.toml, and add what is wrong with it."""
    path, keys = asked.source_file, listed(tuple(sources.NEEDED)).replace('"', "")
    if not path.exists():
        why = f"There is no {sources.NAME} beside the table. Write one with {keys}; or name another: --source FILE."
        problems.append(Problem("bad-dataset", why, Place(str(path))))
        return None
    document, others = sources.read(path, str(path))
    if document is not None:
        folders = [
            each.parent for root in (library.emission_factors(), asked.into) for each in root.glob("*/*/source.toml")
        ]
        ids = dict.fromkeys([asked.id, *(f"{folder.parent.name}@{folder.name}" for folder in folders)])
        others = [*others, *sources.incomplete(document), *sources.prescribed(document, ids)]
    problems += dict.fromkeys(others)
    return document


def _tables(asked: Asked, known: Known, problems: list[Problem]) -> Tables:
    """Read the tables as they are released, and add what is wrong with them."""
    found: dict[Form, Sequence[Cells]] = {}
    encoding = FileForm(encoding=asked.encoding, remedy=forms.BY_OPTION)
    for path in asked.tables:
        form = dataset_tables.form_of(path, str(path), encoding)
        table = dataset_tables.read(path, str(path), form, encoding)
        faults = [
            *dataset_checks.of_form(table, form, asked.id),
            *dataset_checks.of_meaning(table, form, asked.id, known),
        ]
        problems += [*table.problems, *merged(faults)]
        if form in found:
            why = f"A version has one {form.file}, and another table is one. Put their rows together."
            problems.append(Problem("bad-dataset", why, Place(str(path))))
        found[form] = normal.rows(table, form, known.vocabulary)
    return found


def _compare(asked: Asked, tables: Tables, document: Document, known: Known) -> None:
    """Compare with the version that is there already.

    Raises
    ------
    ProblemsError
        If its files are not as they were when it was released, or it says something else.
    """
    inside = f"{asked.name}/"
    stop_if_any([each for each in manifest.changed(asked.into, str(asked.into)) if each.place.file.startswith(inside)])
    problems: list[Problem] = []
    for form, rows in tables.items():
        before: Sequence[Cells] = ()
        if (asked.folder / form.file).exists():
            table = dataset_tables.read(asked.folder / form.file, f"{inside}{form.file}", form)
            problems += table.problems
            before = normal.rows(table, form, known.vocabulary)
        problems += _refused(asked, form.file, comparing.of_tables(before, rows, form, asked.id))
    there, others = sources.read(asked.folder / sources.NAME, f"{inside}{sources.NAME}")
    tree = there.tree if there is not None else {}
    stop_if_any([*problems, *others, *_refused(asked, sources.NAME, comparing.of_sources(tree, document.tree))])


def _refused(asked: Asked, file: str, lines: Sequence[str]) -> list[Problem]:
    """Refuse to change a version that is there already."""
    if not lines:
        return []
    differences = f"{len(lines)} difference{'s' * (len(lines) != 1)}"
    why = f"{asked.id} is there already, and says something else; {differences}, then → now:\n"
    why += f"{comparing.shown(lines)}\n{manifest.NEVER}\nImport it as a version of its own: --version VERSION."
    return [Problem("changed-dataset", why, Place(f"{asked.name}/{file}"))]


def _made(asked: Asked, tables: Tables, files: Mapping[str, bytes], recorded: Mapping[str, str]) -> Import:
    """Put together what is written, and the list of it."""
    there = files or {path.name: path.read_bytes() for path in asked.folder.glob("[!.]*") if path.is_file()}
    entries = {**recorded, **_digests(asked, there)}
    text = manifest.text(entries.items()).encode()
    changes = entries != dict(recorded)
    listing = [
        _listed(asked, name, content, WRITTEN if files else UNCHANGED, tables)
        for name, content in sorted(there.items())
    ]
    path, status = f"{asked.into}/{manifest.NAME}", WRITTEN if changes else UNCHANGED
    content = text if changes else (asked.into / manifest.NAME).read_bytes()
    listing.append(ImportedFile(path, status, len(entries), None, manifest.digest(content)))
    return Import(asked.folder, files, text if changes else None, tuple(listing))


def _digests(asked: Asked, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the rows of the manifest for files of the version."""
    return {f"{asked.dataset}/{asked.version}/{name}": manifest.digest(content) for name, content in files.items()}


def _listed(asked: Asked, name: str, content: bytes, status: str, tables: Tables) -> ImportedFile:
    """Describe a file of the version; of a table that was not named, only its digest."""
    rows = next((rows for form, rows in tables.items() if form.file == name), None)
    factors = next((_count(rows, form, asked.id) for form, rows in tables.items() if form.file == name), None)
    path = f"{asked.name}/{name}"
    return ImportedFile(path, status, None if rows is None else len(rows), factors, manifest.digest(content))


def _count(rows: Iterable[Cells], form: Form, dataset_id: str) -> int:
    """Count the factors, or heating values, of rows."""
    return len({dataset_tables.id_of(form, dataset_id, cells) for cells in rows})
