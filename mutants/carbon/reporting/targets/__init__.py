"""Targets for readers: as a table, as JSON, as CSV, in English and in Traditional Chinese."""
