"""Text to exact number and back: the only doors through which figures come in and go out.

Inside, a quantity is a `fractions.Fraction`. It is rounded once, here, half away from zero
(Taiwan's inventory regulation rounds half up; for the positive figures of an inventory the two agree).

People write numbers with a decimal point or a decimal comma, thousands marked or not: `41.230` is 41.23 to some and
41,230 to others. A number that only one form admits (`0,5`, `12.34`, `1.234,5`) says how the others beside it are
meant; nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import TypeVar

from carbon.model.terms import NumberForm

Key = TypeVar("Key", bound=Hashable)
NUMBER = re.compile(r"-?[0-9]{1,29}(\.[0-9]{1,30})?")
RATIO = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?")
MOST_DECIMALS = 6
QUANTITY_PATTERNS = {
    NumberForm.PLAIN: r"-?[0-9]{1,19}(\.[0-9]{1,9})?",
    NumberForm.POINT: r"-?([0-9]{1,19}|[1-9][0-9]{0,2}(,[0-9]{3}){1,5}|[1-9](,[0-9]{3}){6})(\.[0-9]{1,9})?",
    NumberForm.COMMA: r"-?([0-9]{1,19}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,5}|[1-9](\.[0-9]{3}){6})(,[0-9]{1,9})?",
}
"""What a quantity looks like in each form: at most 19 digits before the decimals, and 9 of these."""
GROUP_MARKS = {NumberForm.PLAIN: "", NumberForm.POINT: ",", NumberForm.COMMA: "."}
"""What stands between groups of three digits."""
_EITHER = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = {
    NumberForm.POINT: re.compile(r"-?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?"),
    NumberForm.COMMA: re.compile(r"-?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?"),
}


def parse(text: str) -> Fraction:
    """Read a plain decimal exactly.

    Parameters
    ----------
    text
        A plain decimal: an optional minus, digits, and at most one point. No exponent, no separators.

    Returns
    -------
    Fraction
        The number that was written.

    Raises
    ------
    ValueError
        If the text is anything else.
    """
    if not NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain decimal")
    return Fraction(text)


def ratio(text: str) -> Fraction:
    """Read what `plain` writes: a plain decimal, or a ratio of whole numbers. An exponent is neither.

    >>> ratio("0.125"), ratio("-1/3")
    (Fraction(1, 8), Fraction(-1, 3))

    Raises
    ------
    ValueError
        If the text is anything else, or longer than Python reads numbers.
    """
    if not RATIO.fullmatch(text):
        raise ValueError(f"{text!r} is neither a plain decimal nor a ratio")
    return Fraction(text)


def sum_by(pairs: Iterable[tuple[Key, Fraction]]) -> dict[Key, Fraction]:
    """Add numbers up by what they are of, in the order in which each of these comes first.

    >>> sum_by([("diesel", Fraction(1)), ("petrol", Fraction(2)), ("diesel", Fraction(3))])
    {'diesel': Fraction(4, 1), 'petrol': Fraction(2, 1)}
    """
    sums: dict[Key, Fraction] = {}
    for key, number in pairs:
        sums[key] = sums.get(key, Fraction(0)) + number
    return sums


def rounded(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def text(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def fixed(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def grouped(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def plain(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, places)


def shown(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def _decimals(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def fits_form(text: str, form: NumberForm) -> bool:
    """Say whether a text is a number in one of the two forms.

    >>> fits_form("1.234,5", NumberForm.COMMA), fits_form("1.234,5", NumberForm.POINT)
    (True, False)
    """
    return _GROUPED[form].fullmatch(text.strip()) is not None


def deciding_form(text: str) -> NumberForm | None:
    """Return the only form that admits a number, or None if both do, or neither.

    >>> deciding_form("0,5"), deciding_form("41.230"), deciding_form("1200")
    (<NumberForm.COMMA: 'comma'>, None, None)
    """
    forms = [form for form in _GROUPED if fits_form(text, form)]
    return forms[0] if len(forms) == 1 else None


def has_two_readings(text: str) -> bool:
    """Say whether a text is two different numbers in the two forms, like 41.230."""
    return _EITHER.fullmatch(text.strip()) is not None


def plain_decimal(text: str, form: NumberForm) -> str:
    """Write a number of a form as a plain decimal; another text stays as it is.

    >>> plain_decimal("1.234,5", NumberForm.COMMA)
    '1234.5'
    """
    if form not in _GROUPED or not fits_form(text, form):
        return text
    return text.strip().replace(GROUP_MARKS[form], "").replace(",", ".")
