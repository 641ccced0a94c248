"""A result is tables: described once, written as JSON, CSV, data frames and pages for a terminal, in two languages."""
