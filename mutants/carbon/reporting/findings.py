"""Findings of the selftest: a table that an auditor can keep, CSV or JSON, with the version that found them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from carbon import exact, library
from carbon.accounting.selftesting.selftest import Agreement, Finding
from carbon.reporting import listing, widths

HEADINGS = ("", "published", "recomputed", "unit", "what and where")
_FIGURES = (1, 2)
"""The places of the columns that hold figures."""


def text(findings: Sequence[Finding], form: str) -> str:
    """Write findings as `table`, `csv` or `json`."""
    return {"table": table, "csv": as_csv, "json": as_json}[form](findings)


def closing(findings: Sequence[Finding]) -> str:
    """Say how many published values agree; those that are known to differ are no part of it."""
    held = [finding for finding in findings if finding.agreement is not Agreement.KNOWN]
    agree = sum(finding.agreement is Agreement.AGREES for finding in held)
    publishers = len({finding.published.publisher for finding in held})
    return (
        f"{agree} of {len(held)} published value{'s' * (len(held) != 1)} "
        f"from {publishers} publisher{'s' * (publishers != 1)} agree{'s' * (len(held) == 1)}."
    )


def table(findings: Sequence[Finding]) -> str:
    """Write findings for a terminal, document by document."""
    rows = [HEADINGS, *map(_cells, findings)]
    sizes = [max(widths.width(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = [f"carbon {library.version()}: published values, recomputed", _line(HEADINGS, sizes)]
    for (publisher, document), group in groupby(findings, key=_document):
        lines += ["", f"{publisher}: {document}"]
        for finding in group:
            lines.append(_line(_cells(finding), sizes))
            lines += widths.paragraph(finding.why, "    ") if finding.why else []
    known = sum(finding.agreement is Agreement.KNOWN for finding in findings)
    if known:
        lines += ["", f"Known to differ, for the reasons given: {known}."]
    return "\n".join([*lines, "", closing(findings)])


def _document(finding: Finding) -> tuple[str, str]:
    """Return whose and which document a published value stands in."""
    return finding.published.publisher, finding.published.document


def _cells(finding: Finding) -> tuple[str, ...]:
    """Return a finding as cells of the table."""
    value = finding.published
    recomputed = _figure(finding) or "–"
    return finding.agreement, value.printed, recomputed, value.printed_unit, f"{value.what} ({value.page_or_cell})"


def _line(cells: Sequence[str], sizes: Sequence[int]) -> str:
    """Align cells, figures to the right."""
    pairs = enumerate(zip(cells, sizes, strict=True))
    aligned = (widths.right(cell, size) if at in _FIGURES else widths.left(cell, size) for at, (cell, size) in pairs)
    return ("  " + "  ".join(aligned)).rstrip()


def _figure(finding: Finding) -> str:
    """Write the figure recomputed with the digits that are printed, and at least six decimals if it has them."""
    if finding.recomputed is None:
        return ""
    return exact.text(finding.recomputed, max(exact.MOST_DECIMALS, finding.published.places))


def _records(findings: Sequence[Finding]) -> list[dict[str, listing.Cell]]:
    """Return findings as flat records."""
    return [
        {
            "carbon": library.version(),
            "agreement": finding.agreement.value,
            "publisher": finding.published.publisher,
            "document": finding.published.document,
            "page_or_cell": finding.published.page_or_cell,
            "what": finding.published.what,
            "published": finding.published.printed,
            "recomputed": _figure(finding) or None,
            "unit": finding.published.printed_unit,
            "why": finding.why,
        }
        for finding in findings
    ]


def as_csv(findings: Sequence[Finding]) -> str:
    """Write findings as CSV."""
    return listing.as_csv(_records(findings))


def as_json(findings: Sequence[Finding]) -> str:
    """Write findings as one JSON object."""
    values = _records(findings)
    return json.dumps(
        {"carbon": library.version(), "closing": closing(findings), "values": values}, ensure_ascii=False, indent=1
    )
