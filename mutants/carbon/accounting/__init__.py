"""Accounting: boundary, totals, scope 2, energy, intensity and lineage, all in exact numbers."""
