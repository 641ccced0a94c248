"""Text to exact number and back: the only doors through which figures come in and go out.

Inside, a quantity is a `fractions.Fraction`. It is rounded once, here, half away from zero
(Taiwan's inventory regulation rounds half up; for the positive figures of an inventory the two agree).
"""

from __future__ import annotations

import re
from fractions import Fraction

NUMBER = re.compile(r"-?[0-9]{1,29}(\.[0-9]{1,30})?")
RATIO = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?")
MOST_DECIMALS = 6


from mutmut.mutation.trampoline import wrap_in_trampoline as _mutmut_mutated, MutantDict
mutants_x_parse__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_parse__mutmut)
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


def x_parse__mutmut_orig(text: str) -> Fraction:
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


def x_parse__mutmut_1(text: str) -> Fraction:
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
    if NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain decimal")
    return Fraction(text)


def x_parse__mutmut_2(text: str) -> Fraction:
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
    if not NUMBER.fullmatch(None):
        raise ValueError(f"{text!r} is not a plain decimal")
    return Fraction(text)


def x_parse__mutmut_3(text: str) -> Fraction:
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
        raise ValueError(None)
    return Fraction(text)


def x_parse__mutmut_4(text: str) -> Fraction:
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
    return Fraction(None)

mutants_x_parse__mutmut['_mutmut_orig'] = x_parse__mutmut_orig # type: ignore # mutmut generated
mutants_x_parse__mutmut['x_parse__mutmut_1'] = x_parse__mutmut_1 # type: ignore # mutmut generated
mutants_x_parse__mutmut['x_parse__mutmut_2'] = x_parse__mutmut_2 # type: ignore # mutmut generated
mutants_x_parse__mutmut['x_parse__mutmut_3'] = x_parse__mutmut_3 # type: ignore # mutmut generated
mutants_x_parse__mutmut['x_parse__mutmut_4'] = x_parse__mutmut_4 # type: ignore # mutmut generated
mutants_x_ratio__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_ratio__mutmut)
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


def x_ratio__mutmut_orig(text: str) -> Fraction:
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


def x_ratio__mutmut_1(text: str) -> Fraction:
    """Read what `plain` writes: a plain decimal, or a ratio of whole numbers. An exponent is neither.

    >>> ratio("0.125"), ratio("-1/3")
    (Fraction(1, 8), Fraction(-1, 3))

    Raises
    ------
    ValueError
        If the text is anything else, or longer than Python reads numbers.
    """
    if RATIO.fullmatch(text):
        raise ValueError(f"{text!r} is neither a plain decimal nor a ratio")
    return Fraction(text)


def x_ratio__mutmut_2(text: str) -> Fraction:
    """Read what `plain` writes: a plain decimal, or a ratio of whole numbers. An exponent is neither.

    >>> ratio("0.125"), ratio("-1/3")
    (Fraction(1, 8), Fraction(-1, 3))

    Raises
    ------
    ValueError
        If the text is anything else, or longer than Python reads numbers.
    """
    if not RATIO.fullmatch(None):
        raise ValueError(f"{text!r} is neither a plain decimal nor a ratio")
    return Fraction(text)


def x_ratio__mutmut_3(text: str) -> Fraction:
    """Read what `plain` writes: a plain decimal, or a ratio of whole numbers. An exponent is neither.

    >>> ratio("0.125"), ratio("-1/3")
    (Fraction(1, 8), Fraction(-1, 3))

    Raises
    ------
    ValueError
        If the text is anything else, or longer than Python reads numbers.
    """
    if not RATIO.fullmatch(text):
        raise ValueError(None)
    return Fraction(text)


def x_ratio__mutmut_4(text: str) -> Fraction:
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
    return Fraction(None)

mutants_x_ratio__mutmut['_mutmut_orig'] = x_ratio__mutmut_orig # type: ignore # mutmut generated
mutants_x_ratio__mutmut['x_ratio__mutmut_1'] = x_ratio__mutmut_1 # type: ignore # mutmut generated
mutants_x_ratio__mutmut['x_ratio__mutmut_2'] = x_ratio__mutmut_2 # type: ignore # mutmut generated
mutants_x_ratio__mutmut['x_ratio__mutmut_3'] = x_ratio__mutmut_3 # type: ignore # mutmut generated
mutants_x_ratio__mutmut['x_ratio__mutmut_4'] = x_ratio__mutmut_4 # type: ignore # mutmut generated
mutants_x_rounded__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_rounded__mutmut)
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


def x_rounded__mutmut_orig(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_1(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = None
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_2(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) / 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_3(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(None) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_4(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10 * places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_5(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 11**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_6(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = None
    return -whole if number < 0 else whole


def x_rounded__mutmut_7(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) / (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_8(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled - number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_9(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 / scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_10(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (3 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_11(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 / number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_12(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (3 * number.denominator)
    return -whole if number < 0 else whole


def x_rounded__mutmut_13(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if (number < 0) and False else whole


def x_rounded__mutmut_14(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if (number < 0) or True else whole


def x_rounded__mutmut_15(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return +whole if number < 0 else whole


def x_rounded__mutmut_16(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number <= 0 else whole


def x_rounded__mutmut_17(number: Fraction, places: int) -> int:
    """Round half away from zero to `places` decimals.

    Returns
    -------
    int
        The rounded number times ``10**places``.
    """
    scaled: int = abs(number.numerator) * 10**places
    whole = (2 * scaled + number.denominator) // (2 * number.denominator)
    return -whole if number < 1 else whole

mutants_x_rounded__mutmut['_mutmut_orig'] = x_rounded__mutmut_orig # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_1'] = x_rounded__mutmut_1 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_2'] = x_rounded__mutmut_2 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_3'] = x_rounded__mutmut_3 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_4'] = x_rounded__mutmut_4 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_5'] = x_rounded__mutmut_5 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_6'] = x_rounded__mutmut_6 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_7'] = x_rounded__mutmut_7 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_8'] = x_rounded__mutmut_8 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_9'] = x_rounded__mutmut_9 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_10'] = x_rounded__mutmut_10 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_11'] = x_rounded__mutmut_11 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_12'] = x_rounded__mutmut_12 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_13'] = x_rounded__mutmut_13 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_14'] = x_rounded__mutmut_14 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_15'] = x_rounded__mutmut_15 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_16'] = x_rounded__mutmut_16 # type: ignore # mutmut generated
mutants_x_rounded__mutmut['x_rounded__mutmut_17'] = x_rounded__mutmut_17 # type: ignore # mutmut generated
mutants_x_text__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_text__mutmut)
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


def x_text__mutmut_orig(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_1(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = None
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_2(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(None, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_3(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, None)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_4(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_5(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, )
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_6(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places != 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_7(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 1:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_8(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = None
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_9(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip(None)
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_10(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.lstrip("0")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_11(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("XX0XX")
    return stripped + "0" if stripped.endswith(".") else stripped


def x_text__mutmut_12(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if (stripped.endswith(".")) and False else stripped


def x_text__mutmut_13(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if (stripped.endswith(".")) or True else stripped


def x_text__mutmut_14(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped - "0" if stripped.endswith(".") else stripped


def x_text__mutmut_15(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "XX0XX" if stripped.endswith(".") else stripped


def x_text__mutmut_16(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith(None) else stripped


def x_text__mutmut_17(number: Fraction, places: int = MOST_DECIMALS) -> str:
    """Write a number in plain notation with at most `places` decimals, and at least one.

    >>> text(Fraction(1, 3)), text(Fraction(0)), text(Fraction(-5, 2), 0)
    ('0.333333', '0.0', '-3')
    """
    whole = fixed(number, places)
    if places == 0:
        return whole
    stripped = whole.rstrip("0")
    return stripped + "0" if stripped.endswith("XX.XX") else stripped

mutants_x_text__mutmut['_mutmut_orig'] = x_text__mutmut_orig # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_1'] = x_text__mutmut_1 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_2'] = x_text__mutmut_2 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_3'] = x_text__mutmut_3 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_4'] = x_text__mutmut_4 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_5'] = x_text__mutmut_5 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_6'] = x_text__mutmut_6 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_7'] = x_text__mutmut_7 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_8'] = x_text__mutmut_8 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_9'] = x_text__mutmut_9 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_10'] = x_text__mutmut_10 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_11'] = x_text__mutmut_11 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_12'] = x_text__mutmut_12 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_13'] = x_text__mutmut_13 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_14'] = x_text__mutmut_14 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_15'] = x_text__mutmut_15 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_16'] = x_text__mutmut_16 # type: ignore # mutmut generated
mutants_x_text__mutmut['x_text__mutmut_17'] = x_text__mutmut_17 # type: ignore # mutmut generated
mutants_x_fixed__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_fixed__mutmut)
def fixed(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_orig(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_1(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = None
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_2(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(None, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_3(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, None)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_4(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_5(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, )
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_6(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = None
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_7(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if (scaled < 0) and False else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_8(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if (scaled < 0) or True else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_9(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "XX-XX" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_10(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled <= 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_11(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 1 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_12(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else "XXXX"
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_13(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = None
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_14(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(None, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_15(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, None)
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_16(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust("0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_17(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, )
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_18(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).ljust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_19(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(None).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_20(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(None)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_21(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places - 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_22(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 2, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_23(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "XX0XX")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_24(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if (places) and False else f"{sign}{digits}"


def x_fixed__mutmut_25(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if (places) or True else f"{sign}{digits}"


def x_fixed__mutmut_26(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:+places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def x_fixed__mutmut_27(number: Fraction, places: int) -> str:
    """Write a number with exactly `places` decimals.

    >>> fixed(Fraction(2, 3), 2)
    '0.67'
    """
    scaled = rounded(number, places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[+places:]}" if places else f"{sign}{digits}"

mutants_x_fixed__mutmut['_mutmut_orig'] = x_fixed__mutmut_orig # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_1'] = x_fixed__mutmut_1 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_2'] = x_fixed__mutmut_2 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_3'] = x_fixed__mutmut_3 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_4'] = x_fixed__mutmut_4 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_5'] = x_fixed__mutmut_5 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_6'] = x_fixed__mutmut_6 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_7'] = x_fixed__mutmut_7 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_8'] = x_fixed__mutmut_8 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_9'] = x_fixed__mutmut_9 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_10'] = x_fixed__mutmut_10 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_11'] = x_fixed__mutmut_11 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_12'] = x_fixed__mutmut_12 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_13'] = x_fixed__mutmut_13 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_14'] = x_fixed__mutmut_14 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_15'] = x_fixed__mutmut_15 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_16'] = x_fixed__mutmut_16 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_17'] = x_fixed__mutmut_17 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_18'] = x_fixed__mutmut_18 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_19'] = x_fixed__mutmut_19 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_20'] = x_fixed__mutmut_20 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_21'] = x_fixed__mutmut_21 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_22'] = x_fixed__mutmut_22 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_23'] = x_fixed__mutmut_23 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_24'] = x_fixed__mutmut_24 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_25'] = x_fixed__mutmut_25 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_26'] = x_fixed__mutmut_26 # type: ignore # mutmut generated
mutants_x_fixed__mutmut['x_fixed__mutmut_27'] = x_fixed__mutmut_27 # type: ignore # mutmut generated
mutants_x_grouped__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_grouped__mutmut)
def grouped(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_orig(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_1(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = None
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_2(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(None)
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_3(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).rpartition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_4(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(None, places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_5(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), None).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_6(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_7(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), ).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_8(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(None), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_9(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition("XX.XX")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_10(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = None
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_11(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if (rounded(number, places) < 0) and False else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_12(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if (rounded(number, places) < 0) or True else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_13(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "XX-XX" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_14(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(None, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_15(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, None) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_16(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_17(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, ) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_18(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) <= 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_19(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 1 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_20(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else "XXXX"
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_21(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" - (f".{decimals}" if decimals else "")


def x_grouped__mutmut_22(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(None):,}" + (f".{decimals}" if decimals else "")


def x_grouped__mutmut_23(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if (decimals) and False else "")


def x_grouped__mutmut_24(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if (decimals) or True else "")


def x_grouped__mutmut_25(number: Fraction, places: int) -> str:
    """Write a number for a reader: fixed decimals, thousands separated by commas.

    >>> grouped(Fraction(123456789, 10), 1)
    '12,345,678.9'
    """
    whole, _, decimals = fixed(abs(number), places).partition(".")
    sign = "-" if rounded(number, places) < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "XXXX")

mutants_x_grouped__mutmut['_mutmut_orig'] = x_grouped__mutmut_orig # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_1'] = x_grouped__mutmut_1 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_2'] = x_grouped__mutmut_2 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_3'] = x_grouped__mutmut_3 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_4'] = x_grouped__mutmut_4 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_5'] = x_grouped__mutmut_5 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_6'] = x_grouped__mutmut_6 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_7'] = x_grouped__mutmut_7 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_8'] = x_grouped__mutmut_8 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_9'] = x_grouped__mutmut_9 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_10'] = x_grouped__mutmut_10 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_11'] = x_grouped__mutmut_11 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_12'] = x_grouped__mutmut_12 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_13'] = x_grouped__mutmut_13 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_14'] = x_grouped__mutmut_14 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_15'] = x_grouped__mutmut_15 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_16'] = x_grouped__mutmut_16 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_17'] = x_grouped__mutmut_17 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_18'] = x_grouped__mutmut_18 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_19'] = x_grouped__mutmut_19 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_20'] = x_grouped__mutmut_20 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_21'] = x_grouped__mutmut_21 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_22'] = x_grouped__mutmut_22 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_23'] = x_grouped__mutmut_23 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_24'] = x_grouped__mutmut_24 # type: ignore # mutmut generated
mutants_x_grouped__mutmut['x_grouped__mutmut_25'] = x_grouped__mutmut_25 # type: ignore # mutmut generated
mutants_x_plain__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_plain__mutmut)
def plain(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, places)


def x_plain__mutmut_orig(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, places)


def x_plain__mutmut_1(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = None
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, places)


def x_plain__mutmut_2(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(None)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, places)


def x_plain__mutmut_3(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is not None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, places)


def x_plain__mutmut_4(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(None, places)


def x_plain__mutmut_5(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, None)


def x_plain__mutmut_6(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(places)


def x_plain__mutmut_7(number: Fraction) -> str:
    """Write a number exactly: as a plain decimal if it has one, else as a ratio.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3))
    ('0.125', '1/3')
    """
    places = _decimals(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return fixed(number, )

mutants_x_plain__mutmut['_mutmut_orig'] = x_plain__mutmut_orig # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_1'] = x_plain__mutmut_1 # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_2'] = x_plain__mutmut_2 # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_3'] = x_plain__mutmut_3 # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_4'] = x_plain__mutmut_4 # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_5'] = x_plain__mutmut_5 # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_6'] = x_plain__mutmut_6 # type: ignore # mutmut generated
mutants_x_plain__mutmut['x_plain__mutmut_7'] = x_plain__mutmut_7 # type: ignore # mutmut generated
mutants_x_shown__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x_shown__mutmut)
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


def x_shown__mutmut_orig(number: Fraction, digits: int = 15) -> str:
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


def x_shown__mutmut_1(number: Fraction, digits: int = 16) -> str:
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


def x_shown__mutmut_2(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = None
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_3(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(None)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_4(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None or len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_5(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_6(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) < digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_7(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(None, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_8(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, None)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_9(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_10(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, )
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_11(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = None
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_12(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) / number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_13(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(None) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_14(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = None
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_15(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) + len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_16(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = None
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_17(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if (whole) and False else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_18(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if (whole) or True else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_19(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(None, 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_20(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), None) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_21(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_22(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), ) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_23(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits + len(str(whole)), 0) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_24(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 1) if whole else digits + zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_25(number: Fraction, digits: int = 15) -> str:
    """Write a number for a reader: exactly if that takes no more significant digits, else cut off and marked so.

    >>> shown(Fraction(41868, 10**13)), shown(Fraction(1, 3))
    ('0.0000000041868', '0.333333333333333…')
    """
    places = _decimals(number.denominator)
    if places is not None and len(str(abs(number.numerator) * 10**places // number.denominator)) <= digits:
        return fixed(number, places)
    whole = abs(number.numerator) // number.denominator
    zeros = len(str(number.denominator)) - len(str(abs(number.numerator)))
    places = max(digits - len(str(whole)), 0) if whole else digits - zeros
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_26(number: Fraction, digits: int = 15) -> str:
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
    cut = None
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_27(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(None, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_28(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, None)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_29(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_30(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, )
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_31(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 10**places / number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_32(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) / 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_33(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(None) * 10**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_34(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 10 * places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_35(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 11**places // number.denominator, 10**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_36(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 10 * places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_37(number: Fraction, digits: int = 15) -> str:
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
    cut = Fraction(abs(number.numerator) * 10**places // number.denominator, 11**places)
    return f"{'-' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_38(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if (number < 0) and False else ''}{fixed(cut, places)}…"


def x_shown__mutmut_39(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if (number < 0) or True else ''}{fixed(cut, places)}…"


def x_shown__mutmut_40(number: Fraction, digits: int = 15) -> str:
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
    return f"{'XX-XX' if number < 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_41(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number <= 0 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_42(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number < 1 else ''}{fixed(cut, places)}…"


def x_shown__mutmut_43(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number < 0 else 'XXXX'}{fixed(cut, places)}…"


def x_shown__mutmut_44(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number < 0 else ''}{fixed(None, places)}…"


def x_shown__mutmut_45(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number < 0 else ''}{fixed(cut, None)}…"


def x_shown__mutmut_46(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number < 0 else ''}{fixed(places)}…"


def x_shown__mutmut_47(number: Fraction, digits: int = 15) -> str:
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
    return f"{'-' if number < 0 else ''}{fixed(cut, )}…"

mutants_x_shown__mutmut['_mutmut_orig'] = x_shown__mutmut_orig # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_1'] = x_shown__mutmut_1 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_2'] = x_shown__mutmut_2 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_3'] = x_shown__mutmut_3 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_4'] = x_shown__mutmut_4 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_5'] = x_shown__mutmut_5 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_6'] = x_shown__mutmut_6 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_7'] = x_shown__mutmut_7 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_8'] = x_shown__mutmut_8 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_9'] = x_shown__mutmut_9 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_10'] = x_shown__mutmut_10 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_11'] = x_shown__mutmut_11 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_12'] = x_shown__mutmut_12 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_13'] = x_shown__mutmut_13 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_14'] = x_shown__mutmut_14 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_15'] = x_shown__mutmut_15 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_16'] = x_shown__mutmut_16 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_17'] = x_shown__mutmut_17 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_18'] = x_shown__mutmut_18 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_19'] = x_shown__mutmut_19 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_20'] = x_shown__mutmut_20 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_21'] = x_shown__mutmut_21 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_22'] = x_shown__mutmut_22 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_23'] = x_shown__mutmut_23 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_24'] = x_shown__mutmut_24 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_25'] = x_shown__mutmut_25 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_26'] = x_shown__mutmut_26 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_27'] = x_shown__mutmut_27 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_28'] = x_shown__mutmut_28 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_29'] = x_shown__mutmut_29 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_30'] = x_shown__mutmut_30 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_31'] = x_shown__mutmut_31 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_32'] = x_shown__mutmut_32 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_33'] = x_shown__mutmut_33 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_34'] = x_shown__mutmut_34 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_35'] = x_shown__mutmut_35 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_36'] = x_shown__mutmut_36 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_37'] = x_shown__mutmut_37 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_38'] = x_shown__mutmut_38 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_39'] = x_shown__mutmut_39 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_40'] = x_shown__mutmut_40 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_41'] = x_shown__mutmut_41 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_42'] = x_shown__mutmut_42 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_43'] = x_shown__mutmut_43 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_44'] = x_shown__mutmut_44 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_45'] = x_shown__mutmut_45 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_46'] = x_shown__mutmut_46 # type: ignore # mutmut generated
mutants_x_shown__mutmut['x_shown__mutmut_47'] = x_shown__mutmut_47 # type: ignore # mutmut generated
mutants_x__decimals__mutmut: MutantDict = {}  # type: ignore


@_mutmut_mutated(mutants_x__decimals__mutmut)
def _decimals(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_orig(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_1(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = None
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_2(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (3, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_3(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 6):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_4(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = None
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_5(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 1
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_6(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator / prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_7(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime != 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_8(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 1:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_9(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator = prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_10(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator /= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_11(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] = 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_12(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] -= 1
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_13(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 2
    return max(counts.values()) if denominator == 1 else None


def x__decimals__mutmut_14(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if (denominator == 1) and False else None


def x__decimals__mutmut_15(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if (denominator == 1) or True else None


def x__decimals__mutmut_16(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(None) if denominator == 1 else None


def x__decimals__mutmut_17(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator != 1 else None


def x__decimals__mutmut_18(denominator: int) -> int | None:
    """Count the decimals that a fraction with this denominator needs, or None if they never end."""
    counts = {}
    for prime in (2, 5):
        counts[prime] = 0
        while denominator % prime == 0:
            denominator //= prime
            counts[prime] += 1
    return max(counts.values()) if denominator == 2 else None

mutants_x__decimals__mutmut['_mutmut_orig'] = x__decimals__mutmut_orig # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_1'] = x__decimals__mutmut_1 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_2'] = x__decimals__mutmut_2 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_3'] = x__decimals__mutmut_3 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_4'] = x__decimals__mutmut_4 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_5'] = x__decimals__mutmut_5 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_6'] = x__decimals__mutmut_6 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_7'] = x__decimals__mutmut_7 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_8'] = x__decimals__mutmut_8 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_9'] = x__decimals__mutmut_9 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_10'] = x__decimals__mutmut_10 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_11'] = x__decimals__mutmut_11 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_12'] = x__decimals__mutmut_12 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_13'] = x__decimals__mutmut_13 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_14'] = x__decimals__mutmut_14 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_15'] = x__decimals__mutmut_15 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_16'] = x__decimals__mutmut_16 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_17'] = x__decimals__mutmut_17 # type: ignore # mutmut generated
mutants_x__decimals__mutmut['x__decimals__mutmut_18'] = x__decimals__mutmut_18 # type: ignore # mutmut generated
