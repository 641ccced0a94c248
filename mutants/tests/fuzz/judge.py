"""What a run must be: a status, a message, no traceback, inputs untouched, and JSON whose figures agree.

`contradicted` reads the activity data apart from the package, strictly, and says what every accepted file comes to.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.fuzz.folders import Files
from tests.laws import oracle
from tests.laws.strategies import FACILITIES, VARIANTS, YEARS

KEYS = (
    "organisation", "inventory_year", "period", "gwp_set", "factors_as_of", "totals", "scope_1_and_2", "accounts",
    "breakdown", "electricity", "energy", "intensity", "outside_scopes", "avoided", "excluded", "rungs",
    "substitutions", "not_rebased", "warnings", "datasets", "frozen", "inputs",
)  # fmt: skip
"""Keys of an inventory in their order; others may stand between them."""
OF_PYTHON = ("Traceback", "Fraction(", "Decimal(", "PosixPath", "<class", "object at 0x", "_duckdb", "duckdb.", "ibis.")
STATUSES = {0, 1, 2}
HALF = Fraction(1, 10**6)
MOST_DECIMALS = 6
WRITERS = {"freeze": {"carbon.lock"}, "chart": {"chart.svg"}}
"""What a command may write."""


def faults(arguments: list[str], status: int | None, stdout: bytes, stderr: bytes) -> Iterator[str]:
    """Yield what is wrong with a run, whatever the folder said."""
    if status is None:
        yield "it hangs"
        return
    if status not in STATUSES:
        yield f"exit status {status}"
    words = stdout.decode("utf-8", "replace") + stderr.decode("utf-8", "replace")
    yield from (f"it speaks Python: {word}" for word in OF_PYTHON if word in words)
    if status and not (stderr.strip() or arguments[0] in {"check", "verify", "diff"}):
        yield "it fails without a word"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", words.replace("\r\n", "\n")):
        yield "control characters reach the terminal"
    if status == 0 and "json" in arguments:
        yield from _of_json(arguments, stdout)


def touched(arguments: list[str], before: Files, after: Files) -> Iterator[str]:
    """Yield the files that a command changed, added or took away without being asked to."""
    allowed = WRITERS.get(arguments[0], set[str]())
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name) and name not in allowed:
            yield f"it changes {name}"


def _of_json(arguments: list[str], stdout: bytes) -> Iterator[str]:
    """Yield what is wrong with JSON that was accepted."""
    try:
        text = stdout.decode()
        lines = text.splitlines() if arguments[0] == "inventory" else [text]
        documents = [json.loads(line, parse_float=Decimal) for line in lines]
    except (ValueError, UnicodeDecodeError) as error:
        yield f"it writes JSON that is none: {error}"
        return
    for document in documents:
        yield from _of_numbers(document, "")
        if arguments[0] == "inventory" and isinstance(document, dict):
            yield from _of_inventory(document)


def _of_numbers(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - whatever JSON has there
    """Yield numbers of too many decimals, and shares beyond a whole."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _of_numbers(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _of_numbers(inner, path)
    elif isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            yield f"{path} is no number"
        elif exponent < -MOST_DECIMALS:
            yield f"{path} has {-exponent} decimals"
        if path.endswith("share_percent") and not 0 <= value <= 100:
            yield f"{path} is {value} %"


def _of_inventory(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the parts of an inventory do not make the whole."""
    known = [key for key in document if key in KEYS]
    if known != list(KEYS):
        yield f"the keys are {known}"
        return
    for total in document["totals"]:
        method, name = total["scope2_method"], f"scope {total['scope']} {total['scope2_method'] or ''}"
        accounts = [each for each in document["accounts"] if each["scope2_method"] == method]
        parts = [each for each in accounts if each["account"].startswith(f"scope{total['scope']}/")]
        yield from _adds_up(name, total["t_co2e"], parts)
        if method == "market_based" and (total["t_co2e"] or 0) < 0 and not _credits(document):
            yield "market-based is below zero"
    for account in document["accounts"]:
        cells = [
            cell for cell in document["breakdown"]
            if (cell["account"], cell["scope2_method"]) == (account["account"], account["scope2_method"])
        ]  # fmt: skip
        name = f"{account['account']} {account['scope2_method'] or ''}"
        yield from _adds_up(f"{name} by gas", account["t_co2e"], account["gases"])
        yield from _adds_up(f"{name} by facility and month", account["t_co2e"], cells)
    if document["rungs"]:
        shares = [Fraction(str(rung["share_percent"])) for rung in document["rungs"]]
        whole = sum(shares, Fraction(0))
        if abs(whole - 100) > HALF * len(document["rungs"]):
            yield f"the rungs add up to {float(whole)} %"


def _credits(document: Mapping[str, Any]) -> bool:
    """Say whether location-based is below zero too: rows that correct more than there is."""
    return any(total["t_co2e"] is not None and total["t_co2e"] < 0 for total in document["totals"])


def _adds_up(name: str, whole: Decimal | None, parts: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield that rounded parts do not make a rounded whole."""
    if whole is None:
        if parts:
            yield f"{name} has parts and no total"
        return
    total = Fraction(0)
    for part in parts:
        total += Fraction(str(part["t_co2e"] or 0))
    if abs(total - Fraction(str(whole))) > HALF * (len(parts) + 1):
        yield f"{name}: {whole}, its parts {float(total)}"


def contradicted(files: Files, stdout: bytes) -> Iterator[str]:
    """Yield the scopes of an accepted folder that a computation row by row contradicts."""
    try:
        texts = [_canonical(content) for name, content in sorted(files.items()) if _is_activity(name)]
        expected = oracle.inventories(texts, YEARS, "AR6_GWP100", variants=VARIANTS, facilities=FACILITIES)
    except (ValueError, KeyError, IndexError, AssertionError, AttributeError, csv.Error) as error:
        yield f"accepted, and not readable by the oracle: {error!r}"
        return
    for line in stdout.decode().splitlines():
        document = json.loads(line, parse_float=Decimal)
        year = expected.get(document["inventory_year"], oracle.Year())
        for total in document["totals"]:
            exact = year.scope(f"scope{total['scope']}", total["scope2_method"] or "")
            printed = None if total["t_co2e"] is None else Fraction(str(total["t_co2e"]))
            name = f"{document['inventory_year']} scope {total['scope']} {total['scope2_method'] or ''}"
            if (exact is None) != (printed is None) or (
                exact is not None and printed is not None and abs(exact / 1000 - printed) > HALF / 2
            ):
                yield f"{name}: {printed and float(printed)}, by the oracle {exact and float(exact / 1000)}"


def _is_activity(name: str) -> bool:
    """Say whether a file is counted."""
    parts = name.split("/")
    hidden = any(part.startswith((".", "~")) for part in parts)
    return parts[0] == "activity" and name.endswith((".csv", ".tsv", ".txt")) and not hidden


def _canonical(content: bytes) -> str:
    """Read a file and write it with English headers, decimal points and commas."""
    text = _decoded(content)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = [
        row
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        if any(cell.strip() for cell in row)
    ]
    columns = [name.strip().casefold() for name in rows[0]]
    comma = delimiter != "," and any(re.fullmatch(r"-?[0-9]+,[0-9]+", cell.strip()) for row in rows for cell in row)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*columns], restval="")
    writer.writeheader()
    for cells in rows[1:]:
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        if comma:
            row["quantity"] = row["quantity"].replace(".", "").replace(",", ".")
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", row["quantity"]):
            raise ValueError(row["quantity"])
        row.setdefault("facility", "")
        writer.writerow(row)
    return out.getvalue()


def _decoded(content: bytes) -> str:
    """Decode a file as the documentation says that it may be written."""
    for encoding in ("utf-8-sig", "utf-16", "cp950"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("no encoding")
