"""What a run must be: a status, a message, no traceback, inputs untouched, and JSON whose figures agree.

`contradicted` reads the activity data apart from the package, strictly, and says what every accepted file comes to.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.fuzz.bases import Case, Files
from tests.fuzz.commands import INVENTORY
from tests.fuzz.rewritings import CHINESE
from tests.laws import oracle
from tests.laws.strategies import FACILITIES, VARIANTS, YEARS, settings

KEYS = (
    "organisation", "inventory_year", "period", "gwp_set", "factors_as_of", "totals", "scope_1_and_2", "accounts",
    "breakdown", "electricity", "energy", "intensity", "outside_scopes", "avoided", "excluded", "rungs",
    "substitutions", "not_rebased", "publication_rounding", "iso_categories", "coverage", "warnings", "datasets",
    "frozen", "inputs",
)  # fmt: skip
"""Keys of an inventory in their order."""
OF_PYTHON = ("Traceback", "Fraction(", "Decimal(", "PosixPath", "<class", "object at 0x", "_duckdb", "duckdb.")
STATUSES = {0, 1, 2}
HALF = Fraction(1, 10**6)
MOST_DECIMALS = 6
ALIASES = {"units": "unit", "date": "period", **{name: key for key, names in CHINESE.items() for name in names}}
FOLDED = {name.casefold(): key for name, key in FACILITIES.items()}
SILENT = {"check", "verify", "diff", "selftest"}
"""Commands whose answer may be no, which is no failure."""
PERIOD = re.compile(
    r"(?:[0-9]{4}|1[0-9]{2})"
    r"(?:(?P<mark>[-/ ])[0-9]{1,2}(?:(?P=mark)[0-9]{1,2}(?: 00:00:00)?)?"
    r"|-?Q[1-4]"
    r"|年(?:度|第[1-4]季|[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)?"
)
"""The forms of a period that the documentation names."""


def faults(arguments: list[str], status: int | None, stdout: bytes, stderr: bytes) -> Iterator[str]:
    """Yield what is wrong with a run, whatever the folder said."""
    if status is None:
        yield "it hangs"
        return
    if status not in STATUSES:
        yield f"exit status {status}"
    words = stdout.decode("utf-8", "replace") + stderr.decode("utf-8", "replace")
    yield from (f"it speaks Python: {word}" for word in OF_PYTHON if word in words)
    if status and not (stderr.strip() or arguments[0] in SILENT):
        yield "it fails without a word"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", words.replace("\r\n", "\n")):
        yield "control characters reach the terminal"
    if status == 0 and "--format" in arguments and "--output" not in arguments:
        form = arguments[-1 - arguments[::-1].index("--format") + 1]
        if form == "json":
            yield from _of_json(arguments, stdout)


def touched(arguments: list[str], before: Files, after: Files) -> Iterator[str]:
    """Yield the files that a command changed, added or took away without being asked to."""
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name) and not _may_write(arguments, name, is_new=name not in before):
            yield f"it changes {name}"


def _may_write(arguments: list[str], name: str, *, is_new: bool) -> bool:
    """Say whether a command may write a file: the lock, the settings, or new ones."""
    given = {value for option, value in pairwise(arguments) if option == "--output"}
    changing = {"freeze": {"carbon.lock"}, "upgrade": {"carbon.toml"} if "--apply" in arguments else set[str]()}
    allowed = set[str]().union(*(changing.get(word, set[str]()) for word in arguments[:2]))
    if arguments[0] == "init" or arguments[:2] == ["factors", "import"]:
        return is_new or name.endswith("manifest.csv")
    return name in allowed or (is_new and name in given)


def of_figures(arguments: list[str], case: Case, status: int | None, stdout: bytes) -> Iterator[str]:
    """Yield where the figures of a folder that the oracle knows are others, or are refused though nothing moved."""
    if tuple(arguments) != INVENTORY or not case.is_known:
        return
    if status == 0:
        if case.meant or _says_as_before(case.files):
            yield from contradicted(case.meant or case.files, stdout)
    elif case.meant:
        yield "it refuses what is only written otherwise"


def _says_as_before(files: Files) -> bool:
    """Say whether the settings still say what the oracle assumes, names aside."""
    now, before = ({**document, "organisation": ""} for document in (_settings(files), tomllib.loads(settings())))
    return now == before


def _settings(files: Files) -> dict[str, Any]:
    """Read the settings; line ends of any kind end a line."""
    text = files.get("carbon.toml", b"").decode("utf-8-sig")
    return tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))


def _of_json(arguments: list[str], stdout: bytes) -> Iterator[str]:
    """Yield what is wrong with JSON that was accepted."""
    try:
        text = stdout.decode()
        lines = text.splitlines() if arguments[0] in {"inventory", "freeze"} else [text]
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
    if list(document) != list(KEYS):
        yield f"the keys are {list(document)}"
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
    """Yield the figures of an accepted folder that a computation row by row contradicts."""
    try:
        expected = said(files)
    except (ValueError, KeyError, IndexError, AssertionError, AttributeError, csv.Error) as error:
        yield f"accepted, and not readable by the oracle: {error!r}"
        return
    for line in stdout.decode().splitlines():
        document = json.loads(line, parse_float=Decimal)
        year = expected.get(document["inventory_year"], oracle.Year())
        for name, printed, exact in _beside(document, year):
            if (exact is None) != (printed is None) or (
                exact is not None and printed is not None and abs(exact - Fraction(str(printed))) > HALF / 2
            ):
                yield f"{document['inventory_year']} {name}: {printed}, by the oracle {exact and float(exact)}"


def said(files: Files) -> dict[int, oracle.Year]:
    """Return what the oracle reads from a folder."""
    entries = _settings(files).get("files", [])
    encodings = {entry["file"]: entry["encoding"] for entry in entries if "encoding" in entry}
    texts = [
        _canonical(content, encodings.get(name, "")) for name, content in sorted(files.items()) if _is_activity(name)
    ]
    return oracle.inventories(texts, YEARS, "AR6_GWP100", variants=VARIANTS, facilities=FACILITIES)


def _beside(document: Mapping[str, Any], year: oracle.Year) -> Iterator[tuple[str, Any, Fraction | None]]:
    """Yield every figure that the oracle knows: its name, as it is printed, and exactly."""
    for total in document["totals"]:
        method = total["scope2_method"] or ""
        exact = year.scope(f"scope{total['scope']}", method)
        yield f"scope {total['scope']} {method}", total["t_co2e"], None if exact is None else exact / 1000
    printed = {(each["account"], each["scope2_method"] or ""): each for each in document["accounts"]}
    printed |= {(each["account"], ""): each for each in document["outside_scopes"] if "account" in each}
    for key, kg in year.accounts().items():
        if key[0].startswith("scope"):
            yield " ".join(key), printed[key]["t_co2e"] if key in printed else None, kg / 1000
    for (account, method, gas), (kg, kg_co2e) in year.gases.items():
        gases = {each["gas"]: each for each in printed.get((account, method), {}).get("gases", ())}
        if gas in gases:
            yield f"{account} {gas} [kg]", gases[gas]["kg"], None if gas == "CO2e" else kg
            yield f"{account} {gas}", gases[gas]["t_co2e"], kg_co2e / 1000
        elif account.startswith("scope"):
            yield f"{account} {gas}", None, kg_co2e / 1000
    cells = {(each["account"], each["scope2_method"] or "", each["facility"] or "", each["month"]): each["t_co2e"]
             for each in document["breakdown"]}  # fmt: skip
    for cell in sorted(cells.keys() | year.cells.keys()):
        yield " ".join(cell), cells.get(cell), year.cells[cell] / 1000 if cell in year.cells else None
    if document["electricity"]:
        yield "electricity [MWh]", document["electricity"]["mwh"], year.mwh


def _is_activity(name: str) -> bool:
    """Say whether a file is counted."""
    parts = name.split("/")
    hidden = any(part.startswith((".", "~")) for part in parts)
    return parts[0] == "activity" and name.lower().endswith((".csv", ".tsv", ".txt")) and not hidden


BILL_DATES = ("date", "日期")


def _canonical(content: bytes, encoding: str) -> str:
    """Read a file and write it with English headers, decimal points and commas."""
    text = content.decode(encoding) if encoding else _decoded(content)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = [
        row
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        if any(cell.strip() for cell in row)
    ]
    columns = [ALIASES.get(name.strip().casefold(), name.strip().casefold()) for name in rows[0]]
    if {"start", "end"} <= set(columns):  # a date beside them is the bill's
        headers = [name.strip().casefold() for name in rows[0]]
        columns = [header if header in BILL_DATES else name for header, name in zip(headers, columns, strict=True)]
    comma = delimiter != "," and any(re.fullmatch(r"-?[0-9]+,[0-9]+", cell.strip()) for row in rows for cell in row)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys([*columns, "facility"])), restval="")
    writer.writeheader()
    for cells in rows[1:]:
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        if comma:
            row["quantity"] = row["quantity"].replace(".", "").replace(",", ".")
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", row["quantity"]):
            raise ValueError(row["quantity"])
        for column in ("period", "start", "end"):
            if row.get(column) and not PERIOD.fullmatch(row[column]):
                raise ValueError(row[column])
        row["facility"] = FOLDED.get(row.get("facility", "").casefold(), row.get("facility", ""))
        row["activity"] = row["activity"].casefold() if row["activity"].casefold() == "electricity" else row["activity"]
        writer.writerow(row)
    return out.getvalue()


def _decoded(content: bytes) -> str:
    """Decode a file as the documentation says that it may be written."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    wide = ("utf-16",) if marked else ("utf-16-le", "utf-16-be") if b"\0" in content else ()
    for encoding in wide or ("utf-8-sig", "cp950"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not wide or "," in text.split("\n", 1)[0]:
            return text
    raise ValueError("no encoding")
