"""What a newer dataset would change: the settings that take it, and every total before and after."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from carbon.accounting import folder, inventory
from carbon.accounting.folder import Folder
from carbon.accounting.inventory import Books
from carbon.activity_data.session import Report
from carbon.factors.candidates import OWN, chain
from carbon.factors.factor import Dataset, Factor
from carbon.history import difference, snapshot
from carbon.history.difference import Difference
from carbon.history.verifying import scopes_of
from carbon.model.problems import Place, Problem, ProblemsError, listed, nearest, stop_if_any
from carbon.model.sentences import say
from carbon.model.terms import ANYWHERE, Scope2Method
from carbon.settings import Settings

if TYPE_CHECKING:
    from tomlkit.items import Array


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of carbon.toml, and what it says before and after (None: nothing)."""

    key: tuple[str, ...]
    was: tuple[str, ...] | date | None
    now: tuple[str, ...] | date


@dataclass(frozen=True, slots=True)
class BaseYearEffect:
    """What the upgrade does to the base year.

    Parameters
    ----------
    kg
        What all scopes together move by [kg CO2e], by scope 2 method; None if the base year is not computed here.
    percent
        The same as a share of the base year's emissions.
    threshold_percent
        The organisation's significance threshold, None if it declares none.
    """

    year: int | None
    kg: Mapping[Scope2Method, Fraction] | None
    percent: Mapping[Scope2Method, Fraction] | None
    threshold_percent: Fraction | None

    @property
    def recalculate(self) -> bool | None:
        """Say whether the base year must be recalculated; None is not assessed."""
        if self.percent is None or self.threshold_percent is None:
            return None
        return any(abs(percent) >= self.threshold_percent for percent in self.percent.values())


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A preview: the settings that would be written, and each year before and after.

    Parameters
    ----------
    frozen
        Years that are left as they are because they are frozen.
    applied
        Whether the settings were written.
    """

    dataset: Dataset
    settings: tuple[Setting, ...]
    years: tuple[Difference, ...]
    base_year: BaseYearEffect
    frozen: tuple[int, ...] = ()
    applied: bool = False


def preview(path: Path, to: str, *, thaw: bool = False, report: Report | None = None) -> Upgrade:
    """Compute a folder's years with its datasets as they are, and with another one before them.

    Raise ProblemsError if there is no such dataset, or a year cannot be computed with it.

    Parameters
    ----------
    path
        The inventory folder.
    to
        `dataset@version`.
    thaw
        Include the years that are frozen.
    report
        Called now and then with the percentage of the rows read.
    """
    source = folder.read_folder([path], thaw=thaw)
    dataset = _dataset(source, to)
    books = inventory.open_books(source, report=report)
    open_years = [book.year.year for book in books.years if book.year.year not in source.lock.years]
    changed = _settings(books, dataset, open_years)
    differences = tuple(_differences(books, replace(source, settings=_with(source.settings, changed)), open_years))
    base = _base_year(source.settings, differences)
    return Upgrade(dataset, tuple(changed), differences, base, tuple(sorted(source.lock.years)))


def _differences(books: Books, changed: Folder, years: Sequence[int]) -> Iterator[Difference]:
    """Compare each year as it is with what it is under other settings."""
    if not years:
        return
    scopes = scopes_of(changed)
    before = {book.year.year: snapshot.take_down(books, book) for book in books.years}
    new = inventory.reopen_books(books, changed, years)
    for book in new.years:
        yield difference.compare_years(before[book.year.year], snapshot.take_down(new, book), scopes, every=True)


def _dataset(source: Folder, to: str) -> Dataset:
    """Return the dataset to upgrade to; raise ProblemsError if there is none of that name and version."""
    stop_if_any([problem for problem in source.problems if problem.code in {"missing-folder", "missing-settings"}])
    datasets = source.books.factors.datasets
    if to in datasets:
        return datasets[to]
    likely = nearest(to, datasets) or sorted(datasets)[:3]
    why = say(
        'There is no dataset "{name}". Nearest: {likely}.\nName it with its version, like {like}.',
        name=to,
        likely=listed(likely),
        like=likely[0],
    )
    raise ProblemsError([Problem("bad-setting", why, Place("", 0, "--to"))])


def _settings(books: Books, dataset: Dataset, years: Sequence[int]) -> list[Setting]:
    """Return the settings that put a dataset before its other versions, and let the years see it."""
    settings = books.folder.settings
    order = _order(books, dataset)
    changes: list[Setting] = []
    if order != settings.factors.datasets:
        changes.append(Setting(("factors", "datasets"), settings.factors.datasets or None, order))
    activities = {entry.line.activity.id for entry in books.ledger.entries}
    catalogue = books.folder.books.catalogue
    for beside in (catalogue.upstream_of, catalogue.electricity_of):
        activities |= {beside(entry.line.activity) for entry in books.ledger.entries}
    shelf = books.folder.books.factors.factors
    factors = [
        factor for name in sorted(activities) for factor in shelf.get(name, ()) if factor.dataset.id == dataset.id
    ]
    places = {place for entry in books.ledger.entries for place in (*chain(entry.geography), ANYWHERE)}
    if not any(factor.geography in places for factor in factors):
        why = say(
            "{dataset} has no factor for any activity and place of the folder: it would change nothing.",
            dataset=dataset.id,
        )
        raise ProblemsError([Problem("bad-setting", why, Place("", 0, "--to"))])
    for year in years:
        seen = settings.years[year].factors_as_of
        needed = _seen_from(factors, settings, year)
        if seen is not None and needed is not None and needed > seen:
            changes.append(Setting(("years", str(year), "factors_as_of"), seen, needed))
    return changes


def _order(books: Books, dataset: Dataset) -> tuple[str, ...]:
    """Return the order of datasets with one before its other versions, or before the library's if it is in none."""
    settings, library = books.folder.settings, books.folder.books.factors
    countries = dict.fromkeys(
        place.split("/", maxsplit=1)[0]
        for place in [settings.geography, *(entry.geography for entry in books.ledger.entries)]
    )
    default = [OWN, *(name for country in countries for name in library.order.get(country, ()))]
    order = list(dict.fromkeys(settings.factors.datasets or default))
    if dataset.id in order:
        order.remove(dataset.id)
    at = next((place for place, name in enumerate(order) if name.partition("@")[0] == dataset.name), None)
    order.insert(order.index(OWN) + 1 if at is None and OWN in order else at or 0, dataset.id)
    return tuple(order)


def _seen_from(factors: Sequence[Factor], settings: Settings, year: int) -> date | None:
    """Return the day from which a year may use the factors that are meant for it, None if there are none."""
    start, end = settings.years[year].start, settings.years[year].end
    meant = [factor for factor in factors if factor.is_valid(start) or factor.is_valid(end)]
    return max((factor.published_on.last for factor in meant if factor.published_on), default=None)


def _with(settings: Settings, changed: Sequence[Setting]) -> Settings:
    """Return settings with some changed."""
    years, factors = dict(settings.years), settings.factors
    for change in changed:
        if isinstance(change.now, tuple):
            factors = replace(factors, datasets=change.now)
        else:
            years[int(change.key[1])] = replace(years[int(change.key[1])], factors_as_of=change.now)
    return replace(settings, years=years, factors=factors)


def _base_year(settings: Settings, differences: Sequence[Difference]) -> BaseYearEffect:
    """Hold the change of the base year against the significance threshold."""
    changes = next((change for change in differences if change.a.year == settings.base_year), None)
    if changes is None:
        return BaseYearEffect(settings.base_year, None, None, settings.significance_threshold)
    kg = {method: changes.kg(method) for method in Scope2Method}
    percent = {}
    for method in Scope2Method:
        names = (("scope1", ""), ("scope2", str(method)), ("scope3", ""))
        total = sum((changes.a.figure(*name) or Fraction(0) for name in names), Fraction(0))
        percent[method] = kg[method] / total * 100 if total else Fraction(0)
    return BaseYearEffect(settings.base_year, kg, percent, settings.significance_threshold)


def change_settings(content: bytes, settings: Sequence[Setting]) -> bytes:
    """Return the bytes of a carbon.toml with some settings changed."""
    import tomlkit

    text = content.decode("utf-8-sig")
    is_dos = text.count("\r\n") == text.count("\n") > 0
    document = tomlkit.parse(text.replace("\r\n", "\n") if is_dos else text)
    for setting in settings:
        table = document
        for key in setting.key[:-1]:
            if key not in table:
                table[key] = tomlkit.table()
            table = table[key]
        if isinstance(setting.now, tuple) and setting.key[-1] in table:
            _rearrange(table[setting.key[-1]], setting.now)
        else:
            table[setting.key[-1]] = list(setting.now) if isinstance(setting.now, tuple) else setting.now
    written = tomlkit.dumps(document)
    if is_dos:
        written = written.replace("\n", "\r\n")
    return codecs.BOM_UTF8 * content.startswith(codecs.BOM_UTF8) + written.encode()


def _rearrange(array: Array, names: Sequence[str]) -> None:
    """Bring an array to other entries, and leave alone those that stay where they are, their comments with them."""
    for place, name in reversed(list(enumerate(array))):
        if name not in names:
            del array[place]
    for place, name in enumerate(names):
        if place < len(array) and array[place] == name:
            continue
        if name in array:
            array.remove(name)
        array.insert(place, name)
