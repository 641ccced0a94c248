"""Decimal marks of a file that does not say which it uses: the first number that only one form admits, or both sums."""

from __future__ import annotations

from typing import cast

import ibis
from ibis import ir

from carbon.engine.rows import has_form, of_text
from carbon.terms import NumberForm

POINT, COMMA = NumberForm.POINT, NumberForm.COMMA


def deciding(rows: ir.Table) -> ir.Table:
    """Return the numbered rows whose quantity is a number in one of the two forms alone."""
    quantity = cast("ir.StringValue", rows["quantity"])
    return rows.filter(has_form(quantity, POINT) != has_form(quantity, COMMA))


def ambiguous(rows: ir.Table) -> ir.Table:
    """Return the numbered rows whose quantity is two different numbers in the two forms."""
    quantity = cast("ir.StringValue", rows["quantity"])
    return rows.filter((of_text(quantity, POINT) != of_text(quantity, COMMA)).fill_null(False))  # noqa: FBT003


def totals(rows: ir.Table) -> ir.Table:
    """Return `unit`, and the sums of its quantities with a decimal `point` and with a decimal `comma`."""
    quantity = cast("ir.StringValue", rows["quantity"])
    both = rows.select("unit", "row", point=of_text(quantity, POINT), comma=of_text(quantity, COMMA))
    sums = both.group_by("unit").agg(point=both.point.sum(), comma=both.comma.sum(), row=both["row"].min())
    return sums.order_by("row").filter(ibis.or_(sums.point.notnull(), sums.comma.notnull()))
