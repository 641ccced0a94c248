"""Results as pandas data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon.reporting import inventory
from carbon.reporting.mass import Results
from carbon.tables import as_frames

if TYPE_CHECKING:
    from pandas import DataFrame


def frames(results: Results) -> dict[str, DataFrame]:
    """Return the tables of one year or several, the oldest year first in each.

    Parameters
    ----------
    results
        An inventory of one year, or several.

    Returns
    -------
    dict of str to pandas.DataFrame
        A table for each part of a result, under the names of the JSON; `gases` are those of the accounts and of
        what is outside the scopes. Emissions are in t CO2e, the mass of a gas in kg, energy in MWh and GJ; the short
        tables carry the exact mass beside the rounded one as text, a plain decimal or a ratio. No data is NaN or NA, a
        computed zero is 0.0. What must stay exact is computed from the result itself.
    """
    return {name: as_frames.frame(table) for name, table in inventory.tables(results).items()}
