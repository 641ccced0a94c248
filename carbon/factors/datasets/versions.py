"""A version of a dataset: what it says of itself in `source.toml`, and the manifest that shows whether it has changed.

A version that the manifest names is released: it never changes, or results made with it could not be made again. What
the manifest does not name is a draft, and nobody minds what becomes of it. The manifest has each file with its sha256.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import Annotated

from carbon.factors.datasets.tables import FORMS
from carbon.factors.factor import Dataset
from carbon.files import records, small_tables, toml
from carbon.files.toml import BrokenTomlError, Document, NotTomlError
from carbon.files.values import Choice
from carbon.model import digests
from carbon.model.problems import Place, Problem, listed, nearest, with_nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import Edition

SOURCE = "source.toml"
NEEDED: Mapping[str, str] = {
    "publisher": say("who published it"),
    "title": say("the publication, with its edition"),
    "geography": say("where it holds"),
    "licence": say("on which terms it may be used"),
    "read_in": say("the document that was read, and where in it"),
}
"""What a released version says, and in which words that is asked for."""
_BAD = "bad-dataset"
MANIFEST = "manifest.csv"
HEADER = ("path", "sha256")
NEVER = say("A released version never changes, or results made with it could not be made again.")
_CHANGED = "changed-dataset"
_IMPORT = say("Import what is new as a version of its own: carbon factors import … --version VERSION.")
_SHOWN = 12
_OF_A_VERSION = (*(form.file for form in FORMS), SOURCE)
_TABLES = tuple(form.file for form in FORMS)


@dataclass(frozen=True, slots=True)
class Source:
    """The keys of a source.toml."""

    publisher: str = ""
    title: str = ""
    geography: str = ""
    licence: str = ""
    read_in: str = ""
    covers: str = ""
    status: str = ""
    heating_values: str = ""
    edition_source: str = ""
    bills: Annotated[str, Choice(words=("net", "gross"))] = ""
    edition: Annotated[str, Choice(words=tuple(Edition))] = ""
    timeless: bool = False
    statistical: bool = False


def read_source(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Read a source.toml, None if it is no TOML; keys that are not declared are refused, and values of another type."""
    try:
        document = toml.opened(path, name, code=_BAD)
    except BrokenTomlError as error:
        why, cause = error.problem.why, error.__cause__
        if isinstance(cause, NotTomlError):
            quotes = say('Write text in quotes, as in publisher = "Example Ltd".')
            why = joined([say("{what}.", what=cause.why), quotes], "\n")
        return None, [replace(error.problem, code=_BAD, why=why)]
    document.beside["source"] = records.read(Source, document)
    return document, document.problems


def missing_keys(document: Document) -> list[Problem]:
    """Return what a version that is released has to say of itself, and does not."""
    tree = document.tree
    return [
        Problem(
            _BAD,
            say("There is no {key}: {about}. Add {key} = {example}.", key=key, about=asked, example='"…"'),
            Place(document.name, 0, key),
        )
        for key, asked in NEEDED.items()
        if key not in tree or (isinstance(tree[key], str) and not tree[key].strip())
    ]


def unknown_heating_values(document: Document, datasets: Iterable[str]) -> list[Problem]:
    """Refuse heating values of a dataset that there is not; `datasets` has the ids of those that there are."""
    name, ids = document.tree.get("heating_values"), list(datasets)
    if not isinstance(name, str) or not name or name in ids:
        return []
    likely = nearest(name, ids) or sorted(ids)[:3]
    document.problem(_BAD, ("heating_values",), with_nearest(say('There is no dataset "{name}".', name=name), likely))
    return document.problems[-1:]


def dataset_of(document: Document | None, name: str, version: str, *, own: bool, folder: Path) -> Dataset:
    """Return a dataset as its source.toml describes it."""
    source = document.beside["source"] if document is not None else Source()
    shared = {key.name for key in fields(Source)} & {key.name for key in fields(Dataset)}
    said = {key: getattr(source, key) for key in shared}
    return Dataset(name=name, version=version, own=own, folder=str(folder), **said)


def manifest_rows(root: Path) -> list[tuple[str, str]]:
    """List every file under a folder with its digest.

    Return path relative to `root` with forward slashes, and digest; sorted by path. The manifest itself is not in
    the list.
    """
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return [(path, digests.of_file(root / path)) for path in paths if path != MANIFEST]


def manifest_text(listed: Iterable[tuple[str, str]]) -> str:
    """Write rows as CSV text, sorted by path."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(sorted(listed))
    return written.getvalue()


def read_manifest(root: Path, name: str) -> tuple[dict[str, str], list[Problem]]:
    """Read the manifest of a folder: digests by path, none if there is no manifest."""
    path = root / MANIFEST
    if not path.exists():
        return {}, []
    content = small_tables.read(path, f"{name}/{MANIFEST}", HEADER, (), {})
    listed = {row["path"]: row["sha256"] for row in content.rows if _is_inside(row["path"])}
    for row in content.rows:
        if row["path"] not in listed:
            why = say(
                "The path leads out of the folder. Name its own files, like own/2024/{file}; take the row out.",
                file=SOURCE,
            )
            content.problem(_CHANGED, row, "path", why)
    return listed, content.problems


def _is_inside(path: str) -> bool:
    """Say whether a path stays in the folder that it begins in."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute()


def changed_files(root: Path, name: str) -> list[Problem]:
    """Refuse released versions whose files are not as they were."""
    listed, problems = read_manifest(root, name)
    for path, sha256 in listed.items():
        why = _why(root / path, sha256)
        if why:
            problems.append(Problem(_CHANGED, why, Place(f"{name}/{path}"), f"{path},{sha256}"))
    for path in _added(root, listed):
        why = say("The file was put into a version that was released without it.")
        why = joined([why, NEVER, joined([say("Move it away."), _IMPORT])], "\n")
        problems.append(Problem(_CHANGED, why, Place(f"{name}/{path}")))
    return problems


def _why(file: Path, released: str) -> Sentence | None:
    """Say how a file is not as it was and what to do about it; None if it is."""
    if not file.is_file():
        why = say("{manifest} names the file, and it is not there.", manifest=MANIFEST)
        back = say("Put it back; or take the version out of {manifest}, if no result rests on it.", manifest=MANIFEST)
        return joined([why, NEVER, back], "\n")
    now = digests.of_file(file)
    if now == released:
        return None
    why = say(
        "The file has changed since it was released: its sha256 begins with {now}, in {manifest} with {then}.",
        now=now[:_SHOWN],
        manifest=MANIFEST,
        then=released[:_SHOWN],
    )
    return joined([why, NEVER, joined([say("Put it back as it was."), _IMPORT])], "\n")


def _added(root: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """Yield files of released versions that the manifest does not name."""
    versions = dict.fromkeys(PurePosixPath(path).parent for path in listed if path.endswith(SOURCE))
    for version in versions:
        for file in _OF_A_VERSION:
            path = (version / file).as_posix()
            if path not in listed and (root / path).exists():
                yield path


def strays(own: Path) -> list[Problem]:
    """Refuse tables that would not be read because they lie in the wrong place or have the wrong name."""
    problems = []
    for path in sorted(own.rglob("*.csv")) if own.is_dir() else []:
        name = f"{own.name}/{path.relative_to(own).as_posix()}"
        if path == own / MANIFEST or path.parent.name.startswith("."):
            continue
        if path.name not in _TABLES:
            why = say(
                "The table is not read. A dataset has {tables}; rename it or move it away.", tables=listed(_TABLES)
            )
            problems.append(Problem("bad-dataset", why, Place(name)))
        elif len(path.relative_to(own).parts) != len(("own", "2024", "factors.csv")):
            why = say(
                "The table is not read here. Put it into a folder of dataset and version: emission_factors/own/2024"
            )
            problems.append(Problem("bad-dataset", why, Place(name)))
        elif not (path.parent / SOURCE).exists():
            why = say("The table has no source.toml beside it. Write one with publisher, title and licence.")
            problems.append(Problem("bad-dataset", why, Place(name)))
    return problems
