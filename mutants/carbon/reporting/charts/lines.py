"""Lines of text on a chart: where a line may end, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Callable

CHINESE = "\u2e80"
"""The first character of the scripts that are written without spaces."""

_CLOSING = "，。、；：）」』》！？％…"
_OPENING = "（「『《"
_ELLIPSIS = "…"

Fits = Callable[[str], bool]
"""Says whether a line is narrow enough."""


def broken(text: str, fits: Fits, most: int = 0) -> list[str]:
    """Break a text into lines that fit.

    Parameters
    ----------
    text
        The text; what it has of line ends stays.
    fits
        Says whether a line is narrow enough.
    most
        The most lines, 0 for any number; the last one ends with … where something is left out.
    """
    found = [line for part in text.split("\n") for line in ([part] if fits(part) else _lines(part, fits))]
    if most and len(found) > most:
        return [*found[: most - 1], _cut(found[most - 1], fits)]
    return found


def _lines(text: str, fits: Fits) -> list[str]:
    lines = [""]
    for piece in pieces(text):
        if fits((lines[-1] + piece).rstrip()):
            lines[-1] += piece
        elif fits(piece.rstrip()):
            lines.append(piece)
        else:
            _by_letters(lines, piece, fits)
    return [line.strip() for line in lines if line.strip()] or [""]


def _by_letters(lines: list[str], piece: str, fits: Fits) -> None:
    """Break a word that is wider than a whole line."""
    for letter in piece:
        if lines[-1] and not fits(lines[-1] + letter):
            lines.append("")
        lines[-1] += letter


def _cut(line: str, fits: Fits) -> str:
    while line and not fits(line + _ELLIPSIS):
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def pieces(text: str) -> list[str]:
    """Cut text where a line may end: after a space, and between Chinese characters, never before a closing mark.

    >>> pieces("t CO2e 公噸（年）")
    ['t ', 'CO2e ', '公', '噸', '（年）']
    """
    found = [""]
    for letter, after in zip(text, [*text[1:], ""], strict=True):
        found[-1] += letter
        may_end = letter == " " or letter >= CHINESE or after >= CHINESE
        if may_end and letter not in _OPENING and after not in _CLOSING:
            found.append("")
    return [piece for piece in found if piece]
