"""Readers: one per table, each returning records and problems. Nothing here computes."""
