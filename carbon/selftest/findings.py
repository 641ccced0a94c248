"""Findings of the selftest: a table that an auditor can keep, with the version that found them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from carbon import library
from carbon.model import exact
from carbon.model.sentences import Sentence, several
from carbon.selftest.selftest import Agreement, Finding
from carbon.tables.description import Description
from carbon.tables.messages import in_language
from carbon.tables.table import Record, Table, table
from carbon.tables.terminal import NO_DATA, aligned, paragraph
from carbon.tables.words import word

_FIGURES = (1, 2)
"""The places of the columns that hold figures."""


def describe(findings: Sequence[Finding], *, language: str = "en") -> Description:
    """Describe findings: CSV has the values alone."""
    page_ = partial(page, findings, language=language)
    return Description("selftest", lambda: record(findings), page_, flat=lambda: values(findings), on_one_line=False)


def record(findings: Sequence[Finding]) -> Record:
    """Return findings as the object that their JSON is."""
    return {"carbon": library.version(), "closing": closing(findings), "values": values(findings)}


def values(findings: Sequence[Finding]) -> Table:
    """Return every published value beside what it is recomputed as."""
    rows = (
        (
            library.version(), finding.agreement, finding.published.publisher, finding.published.document,
            finding.published.page_or_cell, finding.published.what, finding.published.printed,
            _figure(finding) or None, finding.published.printed_unit, finding.why,
        )
        for finding in findings
    )  # fmt: skip
    names = "carbon agreement publisher document page_or_cell what published recomputed unit why"
    return table("values", names, rows)


def closing(findings: Sequence[Finding]) -> Sentence:
    """Say how many published values agree; those that are known to differ are no part of it."""
    counted = [finding for finding in findings if finding.agreement is not Agreement.KNOWN]
    agree = sum(finding.agreement is Agreement.AGREES for finding in counted)
    return several(
        len(counted),
        "{agree} of {values} from {publishers} agrees.",
        "{agree} of {values} from {publishers} agree.",
        agree=agree,
        values=several(len(counted), "1 published value", "{count} published values"),
        publishers=several(
            len({finding.published.publisher for finding in counted}), "1 publisher", "{count} publishers"
        ),
    )


def page(findings: Sequence[Finding], *, language: str = "en") -> str:
    """Write findings for a terminal, document by document."""
    heads = ["", *(word(f"selftest/{key}", language) for key in ("published", "recomputed", "unit", "what"))]
    head, *rows = aligned([heads, *(_cells(finding, language) for finding in findings)], figures=_FIGURES, indent="  ")
    lines = [word("selftest/title", language).format(library.version()), head]
    pairs = zip(findings, rows, strict=True)
    for (publisher, document), group in groupby(pairs, key=lambda pair: _document(pair[0])):
        lines += ["", f"{publisher}: {document}"]
        for finding, row in group:
            lines += [row, *(paragraph(finding.why, "    ") if finding.why else [])]
    differing = sum(finding.agreement is Agreement.KNOWN for finding in findings)
    if differing:
        lines += ["", word("selftest/known", language).format(differing)]
    return "\n".join([*lines, "", in_language(closing(findings), language)])


def _document(finding: Finding) -> tuple[str, str]:
    """Return whose and which document a published value stands in."""
    return finding.published.publisher, finding.published.document


def _cells(finding: Finding, language: str) -> tuple[str, ...]:
    """Return a finding as cells of the page."""
    value = finding.published
    recomputed = _figure(finding) or NO_DATA
    agreement = word(f"agreement/{finding.agreement.name.lower()}", language)
    return agreement, value.printed, recomputed, value.printed_unit, f"{value.what} ({value.page_or_cell})"


def _figure(finding: Finding) -> str:
    """Write the figure recomputed with the digits that are printed, and at least six decimals if it has them."""
    if finding.recomputed is None:
        return ""
    return exact.text(finding.recomputed, max(exact.MOST_DECIMALS, finding.published.places))
