"""Datasets of emission factors and heating values: read, checked, imported, never changed once released."""
