"""Everything that an inventory is made from, read once: settings, library, activity data, metrics, instruments.

What lies in the folder and is read by nothing is told: a file that is misnamed would count for nothing, in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from carbon.accounting import consistency, instruments, lock, metrics
from carbon.accounting.frozen_year import FrozenBooks, Lock
from carbon.accounting.instruments import Instrument
from carbon.accounting.metrics import Metric
from carbon.activity_data.activity_files import (
    SUFFIXES,
    activity_files,
    is_utf8,
    link_problem,
    names_not_utf8,
    printable_path,
    repeated_files,
)
from carbon.activity_data.source import SourceFile, describe_file
from carbon.factors.datasets import factor_library
from carbon.factors.datasets.factor_library import FactorBooks, check_own
from carbon.factors.datasets.tables import OWN_FOLDER
from carbon.factors.datasets.versions import MANIFEST, strays
from carbon.files import forms
from carbon.files.forms import FileForm
from carbon.files.writing import scratch_folder
from carbon.model.problems import Place, Problem, nearest, sort, with_nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import Severity
from carbon.settings import SETTINGS, Settings, YearSettings, read_settings

DEFAULT_GWP_SET = "AR6_GWP100"


@dataclass(slots=True, weakref_slot=True)
class Folder:
    """An inventory folder (or bare files), read as far as it can be without looking at a row.

    Parameters
    ----------
    tables
        Small tables that the result depends on: path, name, rows (None for a file that is no table).
    assumed_gwp_set
        Whether the GWP set was taken because none was given.
    lock
        The frozen years; none where they are to be thawed.
    """

    settings: Settings
    books: FactorBooks
    sources: list[SourceFile] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    tables: list[tuple[Path, str, int | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assumed_gwp_set: bool = False
    lock: Lock = field(default_factory=Lock)
    _scratch: Path | None = None
    _frozen: dict[int, FactorBooks] = field(default_factory=dict)

    def books_of(self, year: int) -> FactorBooks:
        """Return the library as an inventory year sees it: as it was frozen, or as it is."""
        if year not in self.lock.years:
            return self.books
        if year not in self._frozen:
            self._frozen[year] = FrozenBooks(self.books, self.lock.years[year])
        return self._frozen[year]

    def form_of(self, name: str) -> FileForm:
        """Return what is said of a file, by its name in the folder."""
        return forms.of(self.settings.files, name, in_folder=self.settings.folder is not None)

    @property
    def scratch(self) -> Path:
        """Return a folder for copies of files in UTF-8; it goes when this does."""
        if self._scratch is None:
            self._scratch = scratch_folder(self)
        return self._scratch

    def replace(self, source: SourceFile, other: SourceFile) -> None:
        """Put another description of a file in the place of the first."""
        self.sources[self.sources.index(source)] = other


def read_folder(
    paths: Sequence[Path],
    options: Mapping[str, str] | None = None,
    years: Sequence[int] = (),
    *,
    thaw: bool = False,
) -> Folder:
    """Read an inventory folder, or bare files with the same settings given as options.

    Parameters
    ----------
    paths
        One folder, or any number of files of activity data.
    options
        `organisation`, `geography`, `gwp_set`, `encoding` and `decimal`; for a folder they may not be given.
    years
        The inventory years asked for; for bare files they are also the years declared.
    thaw
        Compute frozen years as if they were not.
    """
    options = {key: value for key, value in (options or {}).items() if value}
    missing = [path for path in paths if not path.exists()]
    if missing:
        problems = [Problem("missing-folder", _no_such(path), Place(printable_path(path))) for path in missing]
        return Folder(Settings("", "", "", {}), FactorBooks(None), problems=problems)
    if len(paths) == 1 and paths[0].is_dir():
        folder = _of_directory(paths[0], options)
        if not thaw:
            folder.lock, problems = lock.read_lock(paths[0])
            folder.problems += problems
    else:
        folder = _of_files(paths, options, years)
    folder.instruments, others = consistency.name_facilities(folder.settings, folder.instruments)
    folder.problems += others
    if not any(problem.code in {"missing-settings", "broken-settings"} for problem in folder.problems):
        folder.problems += consistency.check_settings(folder.settings, folder.books, years)
    folder.problems = list(sort(folder.problems))
    return folder


def _no_such(path: Path) -> Sentence:
    """Say that a path does not exist, and name its nearest neighbours."""
    parent = path.parent
    neighbours = [printable_path(Path(other.name)) for other in parent.iterdir()] if parent.is_dir() else []
    likely = nearest(printable_path(Path(path.name)), neighbours)
    return with_nearest(say("There is no such folder or file."), likely)


def _of_directory(path: Path, options: Mapping[str, str]) -> Folder:
    """Read an inventory folder."""
    dead = _dead_links(path)
    if (path / SETTINGS).is_symlink() and not (path / SETTINGS).exists():
        dead = [replace(problem, code="missing-settings") for problem in dead if problem.place.file == SETTINGS]
        return Folder(Settings("", "", "", {}, folder=path), FactorBooks(None), problems=dead)
    settings, problems = read_settings(path)
    problems = [*dead, *problems]
    if options:
        named = joined(("--" + key.replace("_", "-") for key in options), ", ")
        why = say("An inventory folder says this in carbon.toml; leave out {options}.", options=named)
        problems.append(Problem("bad-setting", why, Place(SETTINGS)))
    own = path / OWN_FOLDER
    folder = Folder(settings, FactorBooks(own), problems=problems)
    if any(problem.code in {"missing-settings", "broken-settings"} for problem in problems):
        return folder
    folder.tables.append((path / SETTINGS, SETTINGS, None))
    files, others = activity_files(path)
    folder.problems += others
    _describe(folder, files)
    small = [name for name in (metrics.NAME, instruments.NAME) if (path / name).exists()]
    folder.problems += forms.misplaced(
        settings.files if settings.folder else (), [*(name for _, name in files), *small], SETTINGS
    )
    folder.metrics, count, others = metrics.read_metrics(path, settings)
    _add_table(folder, path / metrics.NAME, count, others)
    folder.instruments, count, others = instruments.read_instruments(
        path, folder.books.vocabulary, folder.form_of(instruments.NAME)
    )
    _add_table(folder, path / instruments.NAME, count, others)
    folder.tables += [(file, file.relative_to(path).as_posix(), None) for file in factor_library.own_files(own)]
    books = folder.books
    folder.problems += [*books.factors.problems, *strays(own)]
    folder.problems += check_own(books.factors, books.catalogue, books.gases, books.vocabulary)
    folder.problems += _unread_files(path)
    return folder


def _add_table(folder: Folder, path: Path, rows: int | None, problems: Iterable[Problem]) -> None:
    """Add a small table, if it is there, and its problems."""
    if rows is not None:
        folder.tables.append((path, path.name, rows))
    folder.problems += problems


def _of_files(paths: Sequence[Path], options: Mapping[str, str], years: Sequence[int]) -> Folder:
    """Read bare files of activity data."""
    declared = {year: YearSettings(year, date(year, 1, 1), date(year, 12, 31)) for year in sorted(years)}
    wrong = forms.faults_of(options.get("encoding", ""), options.get("decimal", ""))
    settings = Settings(
        organisation=options.get("organisation", printable_path(Path(paths[0].stem))),
        geography=options.get("geography", ""),
        gwp_set=options.get("gwp_set", DEFAULT_GWP_SET),
        years=declared,
        files=(FileForm(remedy=forms.BY_OPTION) if wrong else forms.of_options(options),),
    )
    folder = Folder(settings, FactorBooks(None), assumed_gwp_set="gwp_set" not in options)
    folder.problems += [Problem("bad-setting", why, Place("", 0, f"--{key}")) for key, why in wrong.items()]
    folder.problems += repeated_files([(path, printable_path(path)) for path in paths])
    directories = [path for path in paths if path.is_dir()]
    folder.problems += [
        Problem("bad-setting", say("Name one inventory folder, or files, not both."), Place(str(path)))
        for path in directories
    ]
    if not declared:
        why = say("For a bare file, say which inventory year is meant: --year 2024.")
        folder.problems.append(Problem("missing-setting", why, Place("", 0, "--year")))
    files = [(path, printable_path(Path(path.name))) for path in paths if not path.is_dir()]
    folder.problems += names_not_utf8(files)
    _describe(folder, [(path, name) for path, name in files if is_utf8(path)])
    folder.problems += folder.books.factors.problems
    return folder


def _describe(folder: Folder, files: Iterable[tuple[Path, str]]) -> None:
    """Open every file at its top."""
    for path, name in files:
        form = folder.form_of(name)
        source, problems = describe_file(path, name, lambda: folder.scratch, form, lambda: _known_words(folder))
        folder.problems += problems
        if source is not None:
            folder.sources.append(source)


def _known_words(folder: Folder) -> frozenset[str]:
    """Return the words that are known beforehand, folded to lower case: activities, units, facilities."""
    names = [
        name for facility in folder.settings.facilities.values() for name in (facility.id, *facility.names.values())
    ]
    words = [*folder.books.catalogue.names, *folder.books.vocabulary.words(), *names]
    return frozenset(word.casefold() for word in words)


_FOLDERS = ("activity", OWN_FOLDER, "scenarios")
_READ = (SETTINGS, lock.NAME, metrics.NAME, instruments.NAME, *_FOLDERS)
_FOR_PEOPLE = frozenset({".md", ".pdf", ".svg", ".png", ".html", ".json"})
"""What is meant for a reader: pages, charts, reports."""
_NOTES = frozenset({"left_out.csv", MANIFEST})


def _unread_files(folder: Path) -> list[Problem]:
    """Warn of everything in an inventory folder that nothing reads, each with what its name is nearest to."""
    return [
        Problem("unread-file", why, Place(name), severity=Severity.WARNING)
        for name, why in (*_unread_beside_settings(folder), *_unread_inside_folders(folder))
    ]


def _dead_links(folder: Path) -> list[Problem]:
    """Refuse links that lead nowhere under the names that are read: what was meant to count would not."""
    inside = (path for name in (OWN_FOLDER, "scenarios") for path in sorted((folder / name).rglob("*")))
    return [
        link_problem(path, printable_path(path.relative_to(folder)))
        for path in (*(folder / name for name in _READ), *inside)
        if path.is_symlink() and not path.exists() and not path.name.startswith(".")
    ]


def _unread_beside_settings(folder: Path) -> Iterator[tuple[str, Sentence]]:
    """Yield what stands beside the settings, and why nothing reads it."""
    for path in sorted(folder.iterdir()):
        if path.name in _READ or path.name.startswith(".") or path.suffix.lower() in _FOR_PEOPLE:
            continue
        likely = nearest(path.name, _READ)
        why = say("Nothing reads the folder.") if path.is_dir() else say("Nothing reads the file.")
        if likely:
            remedy = say("Rename it, or move it out of the inventory.")
        elif path.suffix.lower() in SUFFIXES:
            remedy = say("Activity data goes into activity/; move it there, or out of the inventory.")
        else:
            remedy = say("Move it out of the inventory.")
        yield path.name, joined([with_nearest(why, likely[:1]), remedy], "\n")


def _unread_inside_folders(folder: Path) -> Iterator[tuple[str, Sentence]]:
    """Yield files among own datasets and scenarios that are no tables and no TOML, and why nothing reads them."""
    for name in (OWN_FOLDER, "scenarios"):
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder)
            hidden = any(part.startswith(".") for part in inside.parts)
            read = path.suffix in {".csv", ".toml"} or path.name in _NOTES or path.suffix.lower() in _FOR_PEOPLE
            if path.is_file() and not hidden and not read:
                why = say("Nothing reads the file: it is neither .csv nor .toml. Save it as one of them.")
                yield inside.as_posix(), why
