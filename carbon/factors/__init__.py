"""Emission factors: the library and its datasets, choosing one, and making a coefficient of it."""
