"""What refrigerants consist of, as the library has it."""

from __future__ import annotations

from collections.abc import Mapping

from carbon import library
from carbon.reading.gases import lines

DATASET = "refrigerants"


def parts() -> Mapping[str, tuple[str, ...]]:
    """Return the gases of every refrigerant of the library by its activity."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((library.emission_factors() / DATASET).glob("*/factors.csv")):
        for row in lines(path):
            gases = found.get(row["activity"], ())
            found[row["activity"]] = gases if row["gas"] in gases else (*gases, row["gas"])
    return found
