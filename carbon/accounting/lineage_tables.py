"""A lineage, as tables and as a tree: a figure explained down to its rows, every step with its source.

Numbers are exact texts, since a factor may have many digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from carbon.accounting.lineage import Covered, Explained, GasTerm, Lineage, Term
from carbon.activity_data.finding import Rows
from carbon.factors.factor import ROUNDING, Stair
from carbon.model import exact
from carbon.model.terms import Rung
from carbon.tables import words
from carbon.tables.description import Description
from carbon.tables.table import Cell, Table, table
from carbon.tables.terminal import Node, tree

_MOST_DECIMALS = 15
_INSTRUMENTS = table("instruments", "id mwh kg_co2e")
_FILES = table("files", "file rows first_row last_row")
_STEPS = table("steps", "what source")
_GASES = table("gases", "gas value value_is cell kg_per_unit kg gwp kg_co2e")
_TERMS = table(
    "terms",
    "activity geography months quantity unit files steps factor rung wanted used gases t_co2e",
    keys=2,
    inside={"files": _FILES, "steps": _STEPS, "gases": _GASES},
)


def describe(lineage: Lineage, *, language: str = "en") -> Description:
    """Describe what figures consist of: instruments and terms, each term with its rows, steps, factor and gases."""
    return Description(
        "figures",
        lambda: [_figures(year, explained) for year, explained in lineage.years.items()],
        lambda: text(lineage, language),
        on_one_line=False,
    )


def _figures(year: int, explained: Iterable[Explained]) -> Table:
    """Return the figures of a year."""
    rows = (
        (
            year,
            figure.account,
            figure.method,
            exact.text(figure.kg_co2e / 1000),
            _INSTRUMENTS.of((use.instrument.id, _number(use.mwh), _number(use.kg_co2e)) for use in figure.covered),
            _TERMS.of(map(_term_row, figure.terms)),
        )
        for figure in explained
    )
    inside = {"instruments": _INSTRUMENTS, "terms": _TERMS}
    return table("figures", "-year account scope2_method t_co2e instruments terms", rows, keys=3, inside=inside)


def _term_row(term: Term) -> tuple[Cell, ...]:
    """Return a term as a row."""
    match = term.coefficient.match
    chosen = (match.factor.id, match.rung, match.wanted, match.used) if match else (None,) * 4
    files = _FILES.of((rows.source.name, rows.count, rows.numbers[0], rows.last) for rows in term.files)
    steps = _STEPS.filled(term.coefficient.steps)
    gases = _GASES.of(
        (gas.gas, _known(gas.value), gas.value_is, gas.cell, _number(gas.kg_per_unit), _number(gas.kg),
         _known(gas.gwp), _known(gas.kg_co2e))
        for gas in term.gases
    )  # fmt: skip
    return (
        term.activity, term.geography, term.months, _number(term.quantity), term.unit, files, steps, *chosen, gases,
        exact.text(term.kg_co2e / 1000),
    )  # fmt: skip


def _number(number: Fraction) -> str:
    """Write a number exactly where it ends within 15 decimals, else to 15."""
    whole = exact.plain(number)
    is_short = "/" not in whole and len(whole.partition(".")[2]) <= _MOST_DECIMALS
    return whole if is_short else exact.text(number, _MOST_DECIMALS) + "…"


def _known(number: Fraction | None) -> str | None:
    return None if number is None else _number(number)


def text(lineage: Lineage, language: str = "en") -> str:
    """Draw the lineage of figures as trees, year by year."""
    blocks = []
    for year, explained in lineage.years.items():
        blocks.append(f"{lineage.organisation} · {year} · {lineage.gwp_set}")
        for figure in explained:
            name = figure.account if figure.method is None else f"{figure.account}, {figure.method}"
            children = [
                *(_covered(use, language) for use in figure.covered),
                *(_term(term, language) for term in figure.terms),
            ]
            blocks.append("\n".join(tree(Node(f"{name}: {_tonnes(figure.kg_co2e)}", children))))
    return "\n\n".join(blocks)


def _word(key: str, language: str, **parts: object) -> str:
    """Return words of lineages, filled in."""
    return words.word("explicit" if key == "explicit" else f"lineage/{key}", language).format(**parts)


def _tonnes(kg: Fraction) -> str:
    return f"{exact.grouped(kg / 1000, exact.MOST_DECIMALS)} t CO2e"


def _covered(use: Covered, language: str) -> Node:
    """Say what an instrument covers."""
    of = use.instrument
    figures = {"mwh": _number(use.mwh), "factor": _number(of.kg_co2e_per_kwh), "kg": _number(use.kg_co2e)}
    return Node(_word("instrument", language, id=of.id, kind=of.kind, **figures))


def _term(term: Term, language: str) -> Node:
    """Say what a term consists of."""
    first, last = term.months
    months = first if first == last else _word("months", language, first=first, last=last)
    quantity = f"{_word('quantity', language)}: {_number(term.quantity)} {term.unit}"
    return Node(
        f"{term.activity}, {term.geography}, {months}: {_tonnes(term.kg_co2e)}",
        [
            Node(quantity, [_file(rows, language) for rows in term.files]),
            *(Node(f"{_word('step', language)}: {step.what} ({step.source})") for step in term.coefficient.steps),
            _factor(term.coefficient.match, language),
            *(_gas(gas, term, language) for gas in term.gases),
        ],
    )


def _file(rows: Rows, language: str) -> Node:
    """Say which rows of a file a quantity comes from."""
    first = rows.numbers[0]
    span = _word("row_one" if first == rows.last else "row_many", language, first=first, last=rows.last)
    plural = "s" * (rows.count != 1)
    node = Node(_word("rows", language, rows=rows.count, s=plural, file=rows.source.name, span=span))
    for row in rows.first:
        period = row["period"] or _word("months", language, first=row["start"], last=row["end"])
        node.children.append(Node(f"{_word('row_one', language, first=row['row'])}: {row['quantity']} ({period})"))
    if rows.count > len(rows.first):
        node.children.append(Node(_word("more", language, n=rows.count - len(rows.first))))
    return node


def _factor(match: Stair | None, language: str) -> Node:
    """Say which factor was used, and why."""
    name = _word("factor", language)
    if match is None:
        return Node(f"{name}: {_word('reported', language)}")
    dataset, children = match.factor.dataset, []
    if match.rung is not Rung.DATASET:
        key = "apart" if match.rung is Rung.EXPLICIT and match.wanted else match.rung
        children.append(Node(_word(key, language, wanted=match.wanted, used=match.used)))
    if dataset.title:
        children.append(Node(f"{dataset.publisher}: {dataset.title}"))
    children.append(Node(f"{_word('licence', language)}: {dataset.licence}"))
    return Node(f"{name}: {match.factor.id}", children)


def _gas(gas: GasTerm, term: Term, language: str) -> Node:
    """Multiply: quantity, coefficient, GWP."""
    product = f"{_number(term.quantity)} {term.unit} × {_number(gas.kg_per_unit)} kg/{term.unit} = {_number(gas.kg)} kg"
    children = []
    if gas.gas == ROUNDING:
        text = f"{_word('rounding', language)}: {product} CO2e"
    elif gas.gas == "CO2e":
        text, given = f"CO2e: {product} CO2e", term.coefficient.co2e_set
        given = _word("unstated", language) if given == "unstated" else given
        children.append(Node(_word("already", language, given=given)))
    elif gas.gwp is None or gas.kg_co2e is None:
        text = f"{gas.gas}: {product} ({_word('no_gwp', language)})"
    else:
        text = f"{gas.gas}: {product} × GWP {_number(gas.gwp)} = {_number(gas.kg_co2e)} kg CO2e"
    if gas.value is not None:
        unit = term.coefficient.match.factor.unit if term.coefficient.match else ""
        is_co2e = gas.gas in {"CO2e", ROUNDING} or gas.value_is.startswith("co2e")
        figure = f"{_number(gas.value)} kg {'CO2e' if is_co2e else gas.gas}/{unit}"
        children.append(Node(f"{_word('cell', language)}: {figure}, {gas.cell}"))
    return Node(text, children)
