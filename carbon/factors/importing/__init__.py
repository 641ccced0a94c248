"""Importing: from a table and its source to a version of a dataset that is checked, sealed, and never changes."""
