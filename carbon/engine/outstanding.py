"""Rows a hundred times their neighbours of the same meter, or of the same facility and activity."""

from __future__ import annotations

import ibis
from ibis import ir

OUTSTANDING = 100
"""A row that is so many times one neighbour, and half as many times the other, stands out."""


def rows_that_stand_out(rows: ir.Table) -> ir.Table:
    """Return the rows a hundred times their neighbours, or a hundredth of them, with `earlier` (the id of one)."""
    rows = rows.filter(rows.exact > 0)
    by = ["thing", "kind", "meter", "size"]
    spans = rows.group_by(*by).agg(least=rows.amount.min(), most=rows.amount.max())
    wide = spans.filter(spans.most >= spans.least * OUTSTANDING).select(**{f"of_{name}": name for name in by})
    rows = rows.semi_join(wide, [rows[name] == wide[f"of_{name}"] for name in by])
    own = {"group_by": by, "order_by": ["first", "last", "id"]}
    near = {
        name: expression.over(ibis.window(**own))
        for name, expression in {
            "before": rows.amount.lag(1), "before_2": rows.amount.lag(2),
            "after": rows.amount.lead(1), "after_2": rows.amount.lead(2),
            "id_before": rows.id.lag(1), "id_after": rows.id.lead(1),
        }.items()
    }  # fmt: skip
    known = rows.mutate(**near)
    one = ibis.coalesce(known.before, known.after_2)
    other = ibis.coalesce(known.after, known.before_2)
    known = known.mutate(
        least=ibis.least(ibis.coalesce(one, other), ibis.coalesce(other, one)),
        most=ibis.greatest(ibis.coalesce(one, other), ibis.coalesce(other, one)),
        both=one.notnull() & other.notnull(),
        earlier=ibis.coalesce(known.id_before, known.id_after),
    )
    high = (known.amount >= known.least * OUTSTANDING) & (known.amount >= known.most * OUTSTANDING / 2)
    low = (known.amount * OUTSTANDING <= known.most) & (known.amount * OUTSTANDING / 2 <= known.least) & known.both
    found = (high | low).fill_null(False)  # noqa: FBT003
    return known.filter(found).order_by("id")
