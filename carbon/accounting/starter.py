"""New inventory folders: a template to fill in, or a copy of an example. Written whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carbon import library
from carbon.factors.catalogue import why_unknown_geography
from carbon.files.writing import clear, part_of, refusal
from carbon.model.problems import in_shell, listed, nearest, visible
from carbon.model.sentences import say
from carbon.tables.description import Description, of_table
from carbon.tables.table import table
from carbon.tables.words import word

NAME = "carbon.toml"
_ROC_OFFSET = 1911
_PLACE = re.compile(r"\{(\w+)\}")
_TEXT = (".toml", ".csv", ".md")


_COMMENT = "# "
_EXAMPLES = {
    "TW": {
        "journey": "travel/bus",
        "waste": "waste/anaerobic_digestion",
        "organic_waste": "waste/composting",
        "earlier_years": _COMMENT,
        "variants": 'variants = { "petrol/mobile" = "oxidation_catalyst", "waste/composting" = "wet_basis", '
        '"waste/anaerobic_digestion" = "wet_basis" }',
    },
    "GB": {
        "journey": "travel/rail",
        "waste": "waste/incineration/household_residual",
        "organic_waste": "waste/composting/food_and_garden",
        "earlier_years": _COMMENT,
        "variants": '# variants = { "petrol/mobile" = "…" }',
    },
    "US": {
        "journey": "travel/rail",
        "waste": "waste/incineration/mixed_msw",
        "organic_waste": "waste/composting/food",
        "earlier_years": "",
        "variants": 'variants = { "petrol/mobile" = "carbon_dioxide_alone" }',
    },
}
"""What the example rows are of, and the settings they need: by country, so that there are factors for all of them."""


@dataclass(frozen=True, slots=True)
class NewFolder:
    """A new inventory folder: the files that were written, relative to it, and whether they are yet to be filled in."""

    folder: Path
    files: tuple[Path, ...]
    to_fill_in: bool


def describe(new: NewFolder, *, language: str = "en") -> Description:
    """Describe what was written."""
    lines = [word("init/written", language).format(new.folder), *(f"  {path.as_posix()}" for path in new.files)]
    if new.to_fill_in:
        lines.append(word("init/next", language).format(in_shell(new.folder)))
    files = table("files", "file", ((path.as_posix(),) for path in new.files))
    return of_table(files, lambda: "\n".join(lines))


def examples() -> list[str]:
    """Return the names of the examples."""
    return sorted(path.name for path in library.examples().iterdir() if (path / "carbon.toml").exists())


def from_example(target: Path, name: str) -> NewFolder:
    """Copy an example into a new folder.

    Raise ProblemsError if there is no such example, or the folder has files in it.
    """
    if name not in examples():
        likely = nearest(name, examples()) or examples()
        why = say('There is no example "{name}". There is: {names}.', name=name, names=listed(likely))
        raise refusal(target, why)
    return NewFolder(target, tuple(_written(target, library.examples() / name, {})), to_fill_in=False)


def from_template(target: Path, language: str, organisation: str, geography: str, year: int) -> NewFolder:
    """Write a template into a new folder, with what is known filled in; into one that has data, its settings only.

    Raise ProblemsError if the folder has settings already, or a name is not one line of text.
    """
    for what, text in ((say("organisation"), organisation), (say("geography"), geography)):
        if not text.strip() or visible(text) != text or text.splitlines() != [text] or "\t" in text:
            why = say("{text!r} is not a name of the {what}: that is one line of text.", text=text, what=what)
            raise refusal(target, why)
    if unknown := why_unknown_geography(geography):
        raise refusal(target, unknown)
    words = {
        "organisation": _quoted(organisation),
        "geography": _quoted(geography),
        "next_year": str(year + 1),
        "roc_year": str(year - _ROC_OFFSET),
        "year": str(year),
        **_EXAMPLES.get(geography.partition("/")[0], _EXAMPLES["TW"]),
    }
    return NewFolder(target, tuple(_written(target, library.templates() / language, words)), to_fill_in=True)


def _quoted(text: str) -> str:
    """Write a text as it stands between the quotes of TOML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _written(target: Path, source: Path, words: Mapping[str, str]) -> list[Path]:
    """Copy a folder of text beside the target, fill it in, then put it in the target's place.

    A folder that is there keeps its place, since somebody may be working in it; one with data gets its settings only.
    """
    beside = target.resolve()
    clear(beside)
    settings_alone = _is_used(target, bool(words))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _gone_after(part_of(beside)) as beside_it:
            part = beside_it / "folder"
            shutil.copytree(source, part)
            files = sorted(path.relative_to(part) for path in part.rglob("*") if path.is_file())
            files = [Path(NAME)] if settings_alone else files
            for path in files:
                if words and path.suffix in _TEXT:
                    text = (part / path).read_text(encoding="utf-8")
                    (part / path).write_text(_filled_in(text, words), encoding="utf-8")
            if target.exists():
                _moved(part, target, {path.parts[0] for path in files})
            else:
                part.rename(target)
    except OSError as error:
        raise refusal(target, say("The folder cannot be written: {reason}.", reason=error.strerror or error)) from error
    return files


@contextmanager
def _gone_after(folder: Path) -> Iterator[Path]:
    """Make a folder that goes when all is done."""
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_used(target: Path, may_have_data: bool) -> bool:
    """Say whether a folder has files in it that lack settings, or refuse what would be written over."""
    if not target.exists() and not target.is_symlink():
        return False
    if not target.is_dir():
        raise refusal(target, say("There is a file of this name. Name a new folder; nothing is overwritten."))
    seen = [path.name for path in target.iterdir() if not path.name.startswith(".")]
    if NAME in seen:
        raise refusal(target, say("The folder has a {name}. Name a new one; nothing is overwritten.", name=NAME))
    if seen and not may_have_data:
        raise refusal(target, say("The folder is not empty. Name a new one; nothing is overwritten."))
    return bool(seen)


def _filled_in(text: str, words: Mapping[str, str]) -> str:
    """Put words into their places; what is put in is not looked at again."""
    return _PLACE.sub(lambda match: words.get(match[1], match[0]), text)


def _moved(part: Path, target: Path, names: Iterable[str]) -> None:
    """Move entries of one folder into another, the settings last; all of them or none."""
    moved: list[Path] = []
    try:
        for name in sorted(names, key=lambda name: (name == NAME, name)):
            (part / name).rename(target / name)
            moved.append(target / name)
    except OSError:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
