"""Datasets of emission factors and heating values: read, checked, sealed, laid on a shelf."""
