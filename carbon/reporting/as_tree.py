"""A lineage as a tree, for the terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from carbon import exact
from carbon.accounting.lineage import Covered, Explained, GasTerm, Term
from carbon.compiling.printed import ROUNDING
from carbon.engine.finding import Rows
from carbon.tables.words import WORDS, chosen
from carbon.terms import Rung


@dataclass(slots=True)
class Node:
    """A line of the tree and what hangs below it."""

    text: str
    children: list[Node] = field(default_factory=list)


def text(explained: Iterable[Explained], *, head: str, language: str = "en") -> str:
    """Draw the lineage of figures."""
    words = _words(language)
    blocks = [head]
    for each in explained:
        name = each.account if each.method is None else f"{each.account}, {each.method}"
        root = Node(f"{name}: {_t(each.kg_co2e)} t CO2e")
        root.children = [_covered(item, words) for item in each.covered]
        root.children += [_term(term, words) for term in each.terms]
        blocks.append("\n".join(_drawn(root)))
    return "\n\n".join(blocks)


def _words(language: str) -> dict[str, str]:
    """Return the words of lineages."""
    start = "lineage/"
    own = {key.removeprefix(start): pair for key, pair in WORDS.items() if key.startswith(start)}
    return {key: chosen(pair, language) for key, pair in {**own, "explicit": WORDS["explicit"]}.items()}


def _t(kg: Fraction) -> str:
    """Write kilograms as tonnes."""
    return exact.grouped(kg / 1000, exact.MOST_DECIMALS)


def _number(number: Fraction) -> str:
    """Write a number exactly where it ends within 15 decimals, else to 15."""
    whole = exact.plain(number)
    return whole if "/" not in whole and len(whole.partition(".")[2]) <= 15 else exact.text(number, 15) + "…"  # noqa: PLR2004


def _covered(item: Covered, words: dict[str, str]) -> Node:
    """Say what an instrument covers."""
    i = item.instrument
    return Node(
        words["instrument"].format(
            id=i.id, kind=i.kind, mwh=_number(item.mwh), factor=_number(i.kg_co2e_per_kwh), kg=_number(item.kg_co2e)
        )
    )


def _term(term: Term, words: dict[str, str]) -> Node:
    """Say what a term consists of."""
    months = term.months[0] if term.months[0] == term.months[1] else words["months"].format(
        first=term.months[0], last=term.months[1]
    )  # fmt: skip
    node = Node(f"{term.activity}, {term.geography}, {months}: {_t(term.kg_co2e)} t CO2e")
    quantity = Node(f"{words['quantity']}: {_number(term.quantity)} {term.unit}")
    quantity.children = [_file(rows, words) for rows in term.files]
    node.children = [quantity, *(_steps(term, words)), _factor(term, words)]
    node.children += [_gas(gas, term, words) for gas in term.gases]
    return node


def _file(rows: Rows, words: dict[str, str]) -> Node:
    """Say which rows of a file a quantity comes from."""
    first = rows.numbers[0]
    span = words["row_one" if first == rows.last else "row_many"].format(first=first, last=rows.last)
    node = Node(words["rows"].format(rows=rows.count, s="s" * (rows.count != 1), file=rows.source.name, span=span))
    for row in rows.first:
        period = row["period"] or words["months"].format(first=row["start"], last=row["end"])
        node.children.append(Node(f"{words['row_one'].format(first=row['row'])}: {row['quantity']} ({period})"))
    if rows.count > len(rows.first):
        node.children.append(Node(words["more"].format(n=rows.count - len(rows.first))))
    return node


def _steps(term: Term, words: dict[str, str]) -> Iterable[Node]:
    """Say by which steps a quantity came to the unit of its factor."""
    for step in term.coefficient.steps:
        yield Node(f"{words['step']}: {step.what} ({step.source})")


def _factor(term: Term, words: dict[str, str]) -> Node:
    """Say which factor was used, and why."""
    match = term.coefficient.match
    if match is None:
        return Node(f"{words['factor']}: {words['reported']}")
    node = Node(f"{words['factor']}: {match.factor.id}")
    if match.rung is not Rung.DATASET:
        said = "apart" if match.rung is Rung.EXPLICIT and match.wanted else match.rung
        node.children.append(Node(words[said].format(wanted=match.wanted, used=match.used)))
    if match.factor.dataset.title:
        publisher = f"{match.factor.dataset.publisher}: {match.factor.dataset.title}"
        node.children.append(Node(publisher))
    node.children.append(Node(f"{words['licence']}: {match.factor.dataset.licence}"))
    return node


def _gas(gas: GasTerm, term: Term, words: dict[str, str]) -> Node:
    """Multiply: quantity, coefficient, GWP."""
    if gas.gas == ROUNDING:
        return _rounding(gas, term, words)
    product = f"{_number(term.quantity)} {term.unit} × {_number(gas.kg_per_unit)} kg/{term.unit} = {_number(gas.kg)} kg"
    if gas.gas == "CO2e":
        node = Node(f"CO2e: {product} CO2e")
        given = term.coefficient.co2e_set
        words_given = words["unstated"] if given == "unstated" else given
        node.children.append(Node(words["already"].format(given=words_given)))
    elif gas.gwp is None or gas.kg_co2e is None:
        node = Node(f"{gas.gas}: {product} ({words['no_gwp']})")
    else:
        node = Node(f"{gas.gas}: {product} × GWP {_number(gas.gwp)} = {_number(gas.kg_co2e)} kg CO2e")
    if gas.value is not None:
        unit = term.coefficient.match.factor.unit if term.coefficient.match else ""
        kind = "kg CO2e" if gas.value_is.startswith("co2e") and gas.gas != "CO2e" else f"kg {gas.gas}"
        node.children.append(Node(f"{words['cell']}: {_number(gas.value)} {kind}/{unit}, {gas.cell}"))
    return node


def _rounding(gas: GasTerm, term: Term, words: dict[str, str]) -> Node:
    """Say what the CO2e printed is more, or less, than that of its gases."""
    assert gas.value is not None
    factor = term.coefficient.match.factor if term.coefficient.match else None
    unit, printed = factor.unit if factor else "", _number(gas.value)
    product = f"{_number(term.quantity)} {term.unit} × {_number(gas.kg_per_unit)} kg/{term.unit} = {_number(gas.kg)} kg"
    node = Node(f"{words['rounding']}: {product} CO2e")
    node.children.append(Node(f"{words['cell']}: {printed} kg CO2e/{unit}, {gas.cell}"))
    return node


def _drawn(node: Node, prefix: str = "") -> Sequence[str]:
    """Draw a node and what hangs below it."""
    lines = [node.text]
    for place, child in enumerate(node.children):
        last = place == len(node.children) - 1
        below = _drawn(child)
        lines.append(f"{'└─' if last else '├─'} {below[0]}")
        lines += [f"{'  ' if last else '│ '} {line}" for line in below[1:]]
    return [prefix + line for line in lines]


def as_json(explained: Iterable[Explained]) -> str:
    """Write the lineage of figures as JSON; numbers are exact texts, since a factor may have many digits."""
    return json.dumps([_figure(each) for each in explained], ensure_ascii=False, indent=1)


def _figure(each: Explained) -> dict[str, object]:
    """Return a figure as plain data."""
    return {
        "account": each.account,
        "scope2_method": each.method,
        "t_co2e": exact.text(each.kg_co2e / 1000),
        "instruments": [
            {"id": item.instrument.id, "mwh": _number(item.mwh), "kg_co2e": _number(item.kg_co2e)}
            for item in each.covered
        ],
        "terms": [_plain(term) for term in each.terms],
    }


def _plain(term: Term) -> dict[str, object]:
    """Return a term as plain data."""
    match = term.coefficient.match
    return {
        "activity": term.activity,
        "geography": term.geography,
        "months": list(term.months),
        "quantity": _number(term.quantity),
        "unit": term.unit,
        "files": [
            {"file": rows.source.name, "rows": rows.count, "first_row": rows.numbers[0], "last_row": rows.last}
            for rows in term.files
        ],
        "steps": [{"what": step.what, "source": step.source} for step in term.coefficient.steps],
        "factor": match.factor.id if match else None,
        "rung": match.rung if match else None,
        "wanted": match.wanted if match else None,
        "used": match.used if match else None,
        "gases": [
            {
                "gas": gas.gas,
                "value": None if gas.value is None else _number(gas.value),
                "value_is": gas.value_is,
                "cell": gas.cell,
                "kg_per_unit": _number(gas.kg_per_unit),
                "kg": _number(gas.kg),
                "gwp": None if gas.gwp is None else _number(gas.gwp),
                "kg_co2e": None if gas.kg_co2e is None else _number(gas.kg_co2e),
            }
            for gas in term.gases
        ],
        "t_co2e": exact.text(term.kg_co2e / 1000),
    }
