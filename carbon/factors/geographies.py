"""Geographies: codes of ISO 3166-1 and the everyday words for them, so that a slip is known from a far country.

`geographies.csv` of the library has the codes as the tz database lists them, and words for those that are often meant.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache

from carbon import library
from carbon.factors.gases import lines
from carbon.model.problems import A_SLIP, listed, nearest, short
from carbon.model.terms import ANYWHERE

NAME = "geographies.csv"
_LONGEST_CODE = 3
"""So short a text is like many codes, and none of them need be meant."""


@cache
def _table() -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """Return the codes of countries, and the codes that each word can mean."""
    meanings: dict[str, tuple[str, ...]] = {}
    rows = list(lines(library.emission_factors() / NAME))
    for row in rows:
        country = row["code"].partition("/")[0]
        meanings[row["code"].casefold()] = (row["code"],)
        for word in (row["name"], *filter(None, row["words"].split("|"))):
            meanings.setdefault(word.casefold(), tuple(dict.fromkeys((row["code"], country))))
    return frozenset(row["code"] for row in rows if "/" not in row["code"]), meanings


def why_unknown(text: str, own: Container[str] = ()) -> str:
    """Say why a text is no geography and what may be meant; empty if it is one.

    Parameters
    ----------
    own
        Geographies that the organisation's own factors are of.

    >>> why_unknown("TW"), why_unknown("US/CAMX"), why_unknown("BO")
    ('', '', '')
    >>> print(why_unknown("UK"))
    "UK" is no known geography. Write "GB".
    """
    countries, meanings = _table()
    if text == ANYWHERE or text in own or text.partition("/")[0] in countries:
        return ""
    likely = meanings.get(text.casefold())
    country, _, region = text.partition("/")
    if likely is None and region and country.casefold() in meanings:
        likely = (f"{meanings[country.casefold()][-1]}/{region.upper()}",)
    if likely is None:
        words = nearest(text, meanings, cutoff=A_SLIP) if len(text) > _LONGEST_CODE else []
        likely = tuple(dict.fromkeys(code for word in words for code in meanings[word]))
    advice = "Write " + " or ".join(f'"{code}"' for code in likely)
    if not likely:
        advice = f"Write the country's code of ISO 3166-1, like {listed(('TW', 'GB'))}, or a region of it: US/CAMX"
    return f'"{short(text)}" is no known geography. {advice}.'
