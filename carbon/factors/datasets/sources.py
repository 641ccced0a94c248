"""What a dataset says of itself: `source.toml`. Every key is declared; a released version has most of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from carbon.factors.records import Dataset
from carbon.files import records, toml
from carbon.files.toml import BrokenTomlError, Document
from carbon.files.values import Choice
from carbon.model.problems import Place, Problem, listed, nearest
from carbon.model.terms import Edition

NAME = "source.toml"
NEEDED: Mapping[str, str] = {
    "publisher": "who published it",
    "title": "the publication, with its edition",
    "geography": "where it holds",
    "licence": "on which terms it may be used",
    "read_in": "the document that was read, and where in it",
}
"""What a released version says, and in which words that is asked for."""
_CODE = "bad-dataset"


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


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Read a source.toml, None if it is no TOML; keys that are not declared are refused, and values of another type.

    Parameters
    ----------
    path, name
        Where it is, and how messages call it.
    """
    try:
        document = toml.opened(path, name, code=_CODE)
    except BrokenTomlError as error:
        why = error.problem.why.partition("\n")[0]
        why += '\nText stands in quotes, as in publisher = "Example Ltd".' if error.problem.excerpt else ""
        return None, [replace(error.problem, code=_CODE, why=why)]
    records.read(Source, document)
    return document, document.problems


def incomplete(document: Document) -> list[Problem]:
    """Return what a version that is released has to say of itself, and does not."""
    found = document.tree
    return [
        Problem(_CODE, f'There is no {key}: {asked}. Add {key} = "…".', Place(document.name, 0, key))
        for key, asked in NEEDED.items()
        if key not in found or (isinstance(found[key], str) and not found[key].strip())
    ]


def prescribed(document: Document, datasets: Iterable[str]) -> list[Problem]:
    """Refuse heating values of a dataset that there is not; `datasets` has the ids of those that there are."""
    name, known = document.tree.get("heating_values"), list(datasets)
    if not isinstance(name, str) or not name or name in known:
        return []
    likely = nearest(name, known) or sorted(known)[:3]
    document.problem(_CODE, ("heating_values",), f'There is no dataset "{name}". Nearest: {listed(likely)}.')
    return document.problems[-1:]


def dataset(document: Document | None, name: str, version: str, *, own: bool, folder: Path) -> Dataset:
    """Return a dataset as its source.toml describes it."""
    source = document.tree if document is not None else {}
    return Dataset(
        name,
        version,
        licence=str(source.get("licence", "")),
        publisher=str(source.get("publisher", "")),
        title=str(source.get("title", "")),
        heating_values=str(source.get("heating_values", "")),
        timeless=source.get("timeless") is True,
        statistical=source.get("statistical") is True,
        own=own,
        folder=str(folder),
        bills=str(source.get("bills", "")),
        edition=str(source.get("edition", "")),
    )
