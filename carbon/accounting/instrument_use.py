"""Instruments of facilities that no row names, where none are declared: free text against free text."""

from __future__ import annotations

from carbon.accounting.folder import Folder
from carbon.accounting.instruments import NAME
from carbon.accounting.ledger import Ledger
from carbon.model.problems import Place, Problem, listed, nearest


def of_no_facility(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Refuse an instrument of a facility that no row is of; declared ones are held to carbon.toml before."""
    if folder.settings.facilities:
        return []
    known = [facility.id for facility in ledger.facilities if facility is not None]
    folded = {name.casefold() for name in known}
    problems = []
    for instrument in folder.instruments:
        if instrument.facility and instrument.facility.casefold() not in folded:
            likely = nearest(instrument.facility, known) or known[:3]
            why = f'No row is of the facility "{instrument.facility}".'
            why += f" Nearest: {listed(likely)}." if likely else " No row names one."
            why += " Leave the cell empty for an instrument that covers any."
            problems.append(Problem("unknown-facility", why, Place(NAME, instrument.row, "facility")))
    return problems
