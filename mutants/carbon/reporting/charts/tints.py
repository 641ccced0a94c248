"""Tints: a colour of the house made lighter, for areas that lines are read on."""

from __future__ import annotations


def tint(colour: str, share: float) -> str:
    """Mix a colour with white.

    Parameters
    ----------
    colour
        `#rrggbb`.
    share
        How much of it is left, from 0 to 1.

    >>> tint("#000000", 0.2), tint("#1b3a5c", 1)
    ('#cccccc', '#1b3a5c')
    """
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - one) * share):02x}" for one in channels)
