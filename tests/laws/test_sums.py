"""What may be done to activity data without changing a digit, and what must change every digit alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import formats
from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.activity_data.session import Session
from carbon.activity_data.source import describe_file
from carbon.activity_data.sums import Sums, ask
from tests.examples import examples
from tests.laws.strategies import EQUAL_UNITS, Row, computed, figures, files, of_figures, plain, rows, text

Figures = dict[tuple[object, ...], Fraction]


def _lines(results: Iterable[InventoryResult]) -> list[str]:
    """Write results as JSON without the files."""
    bare = (replace(one, warnings=of_figures(one)) for one in results)
    return [formats.text("json", result, with_inputs=False) for result in bare]


def _flat(results: Iterable[InventoryResult]) -> Figures:
    """Return everything that adds: scopes, accounts, gases, cells, energy; what is zero left out."""
    found: Figures = {}
    for result in results:
        for total in result.totals:
            found[result.year, "scope", total.scope, total.method] = total.kg_co2e or Fraction(0)
        for account in (*result.accounts, *result.outside_scopes):
            found |= _of_account(result.year, account)
        for cell in result.breakdown:
            found[result.year, "cell", cell.account, cell.method, cell.facility, cell.month] = cell.kg_co2e
        for use in result.energy:
            found[result.year, "energy", use.carrier, use.renewable] = use.mwh or Fraction(0)
        if result.electricity is not None:
            found[result.year, "electricity"] = result.electricity.mwh
        for figure in result.not_rebased:
            found[result.year, "not rebased", figure.activity, figure.factor] = figure.kg_co2e
    return {key: number for key, number in found.items() if number}


def _of_account(year: int, account: AccountTotal) -> Figures:
    """Return the figures of an account."""
    found: Figures = {(year, "account", account.account.id, account.method): account.kg_co2e}
    for gas in account.gases:
        found[year, "kg", account.account.id, account.method, gas.gas] = gas.kg or Fraction(0)
        found[year, "kg CO2e", account.account.id, account.method, gas.gas] = gas.kg_co2e
    return found


@examples(10)
@given(st.data(), files(least=2))
def test_shuffling_rows_changes_nothing(data: st.DataObject, part: list[Row]) -> None:
    """The order of the rows, and which file a row stands in, change no digit."""
    shuffled = data.draw(st.permutations(part))
    cut = data.draw(st.integers(0, len(part)))
    texts = [text(some) for some in (shuffled[:cut], shuffled[cut:]) if some]
    before, after = computed([text(part)]), computed(texts)
    assert list(map(figures, before)) == list(map(figures, after))
    assert _lines(before) == _lines(after)


@examples(8)
@given(files(most=5), files(most=5))
def test_totals_add(first: list[Row], second: list[Row]) -> None:
    """total(A ++ B) = total(A) + total(B), in every scope, account, gas and cell."""
    sums = _flat(computed([text(first)]))
    for key, number in _flat(computed([text(second)])).items():
        sums[key] = sums.get(key, Fraction(0)) + number
    assert _flat(computed([text(first), text(second)])) == sums


@examples(10)
@given(st.data(), files(rows(places=3, restatable=True)))
def test_restating_in_an_equal_unit_changes_nothing(data: st.DataObject, part: list[Row]) -> None:
    """A quantity may be written in any equal unit, by any of its spellings."""
    restated = []
    for row in part:
        names, size = data.draw(st.sampled_from(EQUAL_UNITS[row.activity]))
        restated.append(replace(row.times(size), unit=data.draw(st.sampled_from(names))))
    before, after = computed([text(part)]), computed([text(restated)])
    assert list(map(figures, before)) == list(map(figures, after))
    assert _lines(before) == _lines(after)


@examples(10)
@given(files(rows(corrections=True)), st.integers(2, 7))
def test_doubling_doubles(part: list[Row], times: int) -> None:
    """Twice the activity data gives twice of everything, and so does any whole number of times."""
    before = _flat(computed([text(part)]))
    after = _flat(computed([text([row.times(times) for row in part])]))
    assert after == {key: times * number for key, number in before.items()}


@examples(8)
@given(files())
def test_repeating_doubles(part: list[Row]) -> None:
    """A file read twice counts twice."""
    before = _flat(computed([text(part)]))
    after = _flat(computed([text(part), text(part)]))
    assert after == {key: 2 * number for key, number in before.items()}


@given(st.lists(files(), min_size=1, max_size=3))
def test_rows_in_are_rows_counted(parts: list[list[Row]]) -> None:
    """Each file's rows are counted in `inputs`, all of them, whatever their year."""
    for result in computed([text(part) for part in parts]):
        counted = {file.file: file.rows for file in result.inputs if file.file.startswith("activity/")}
        assert counted == {f"activity/{number:02}.csv": len(part) for number, part in enumerate(parts)}


def _answer(paths: list[Path], threads: int) -> list[object]:
    """Return what the engine sums with some number of threads, in an order of its own."""
    folder = paths[0].parent
    sources = [describe_file(path, path.name, lambda: folder)[0] for path in paths]
    sums: Sums = ask(Session(threads=threads), [source for source in sources if source is not None])
    added = sums.added_up(dict.fromkeys(sums.pairs(), 0))
    return [
        sums.signatures,
        sums.facilities,
        sums.file_rows(len(paths)),
        sums.faults,
        sorted(added),
        sorted(sums.groups(range(2000 * 12, 2100 * 12))),
    ]


@given(st.lists(files(rows(corrections=True)), min_size=1, max_size=2))
def test_threads_agree(tmp_path_factory: pytest.TempPathFactory, parts: list[list[Row]]) -> None:
    """One thread and two give the same sums."""
    folder = tmp_path_factory.mktemp("threads")
    paths = [folder / f"{number}.csv" for number in range(len(parts))]
    for path, part in zip(paths, parts, strict=True):
        path.write_text(text(part), encoding="utf-8")
    assert _answer(paths, 1) == _answer(paths, 2)


def test_threads_agree_on_a_large_file(tmp_path: Path) -> None:
    """Four threads sum a file that they share between them as one does, and as Python's integers do."""
    path = tmp_path / "large.csv"
    numbers = [(7919 * place * place) % 10**13 + 1 for place in range(400_000)]
    lines = (f"electricity,{plain(Fraction(number, 10**9))},kWh,2024-{number % 12 + 1:02},f{number % 7}\n"
             for number in numbers)  # fmt: skip
    path.write_text("activity,quantity,unit,period,facility\n" + "".join(lines), encoding="utf-8")
    one, four = _answer([path], 1), _answer([path], 4)
    assert one == four
    sums = one[4]
    assert isinstance(sums, list)
    assert sum(weighted for _, _, _, _, weighted, _ in sums) == sum(numbers)
    assert sum(counted for *_, counted in sums) == len(numbers)


@pytest.mark.parametrize("change", [lambda row: replace(row, unit="MWh"), lambda row: row.times(2)])
def test_figures_can_differ(change: Callable[[Row], Row]) -> None:
    """The comparison of these tests tells different activity data apart."""
    row = Row("electricity", "12", "kWh", "2024-03")
    before, after = computed([text([row])]), computed([text([change(row)])])
    assert list(map(figures, before)) != list(map(figures, after))
    assert _lines(before) != _lines(after)
    assert _flat(before) != _flat(after)
