"""Levies on carbon: TOML files of a folder's `scenarios/carbon_prices/`, or of the library's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from carbon import exact
from carbon.problems import Problem, listed, nearest, short
from carbon.reading.numbers import Reader
from carbon.reading.outlooks import found
from carbon.reading.toml import BrokenTomlError, Document, Path_, opened, shown
from carbon.scenarios import Fee

CODE = "bad-outlook"
_FOLDER = "carbon_prices"
_KEYS = ("title", "source", "version", "currency", "threshold_t_co2e", "coefficient", "rates")


def fee(reader: Reader, path: Path_, folders: Sequence[Path]) -> Fee | None:
    """Read the levy that a carbon price names, with the rate it chooses."""
    rule = reader.text((*path, "rule"))
    if not rule:
        return None
    name, _, rate = rule.partition(":")
    file = found(f"{_FOLDER}/{name}.toml", folders)
    if file is None:
        known = [each.stem for folder in folders for each in sorted(folder.glob(f"{_FOLDER}/*.toml"))]
        why = f'"{short(name)}" is no levy. Nearest: {listed(nearest(name, known) or known)}.'
        reader.problem("bad-scenario", (*path, "rule"), why)
        return None
    levy, problems = _read(file)
    reader.add(problems)
    coefficient = reader.number((*path, "coefficient"), "ratio")
    threshold = reader.number((*path, "threshold"), "number")
    if problems:
        return None
    rate = rate or next(iter(levy.rates))
    if rate not in levy.rates:
        why = f'"{short(rate)}" is no rate of {name}. Nearest: {listed(nearest(rate, levy.rates) or list(levy.rates))}.'
        reader.problem("bad-scenario", (*path, "rule"), why)
        return None
    return Fee(
        levy.rates[rate],
        threshold.value if threshold else levy.threshold_t,
        coefficient.value if coefficient else levy.coefficient,
        levy.source,
    )


@dataclass(frozen=True, slots=True)
class _Levy:
    """What a levy's file says: its rates by name, and whom it meets."""

    rates: Mapping[str, Fraction]
    threshold_t: Fraction
    coefficient: Fraction
    source: str


def _read(file: Path) -> tuple[_Levy, list[Problem]]:
    """Read a levy's file, as far as it can be read, and say what is wrong with it."""
    nothing = _Levy({}, Fraction(0), Fraction(0), "")
    name = f"{_FOLDER}/{file.name}"
    try:
        document = opened(file, name, example="rates")
    except BrokenTomlError as error:
        return nothing, [error.problem]
    document.declared(document.tree, (), _KEYS)
    source = document.tree.get("source")
    if not isinstance(source, str) or not source.strip():
        document.problem(CODE, ("source",), 'A levy names where it is written: source = "…".')
    levy = _Levy(
        _rates(document),
        _number(document, ("threshold_t_co2e",), document.tree.get("threshold_t_co2e"), '"25000"'),
        _number(document, ("coefficient",), document.tree.get("coefficient"), '"1"'),
        str(source),
    )
    return levy, document.problems


def _rates(document: Document) -> dict[str, Fraction]:
    """Return the rates by their names."""
    rates = document.tree.get("rates")
    if isinstance(rates, Mapping) and rates:
        return {name: _number(document, ("rates", name), rate, '"300"') for name, rate in rates.items()}
    document.problem(CODE, ("rates",), 'A levy has one rate or more: write [rates], and under it general = "300".')
    return {}


def _number(document: Document, path: Path_, value: object, example: str) -> Fraction:
    """Return a number that is not negative, or add a problem."""
    written = f"{value:f}" if isinstance(value, Decimal) else shown(value)
    if exact.NUMBER.fullmatch(written) and not written.startswith("-"):
        return exact.parse(written)
    said = f"The key {path[-1]} is not set" if value is None else f"The value is {short(written)}"
    document.problem(CODE, path, f"{said}. Write a number that is not negative: {path[-1]} = {example}.")
    return Fraction(0)
