"""Pathways, and what follows from changing them, as tables, CSV and JSON."""
