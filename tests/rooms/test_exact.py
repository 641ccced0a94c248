"""Numbers go in and out exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.model import exact

NUMBERS = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**9)
DECIMALS = st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False, allow_infinity=False, places=9)


@given(DECIMALS)
def test_what_is_written_is_read(number: Decimal) -> None:
    """read(write(x)) = x."""
    written = format(number, "f")
    assert exact.parse(written) == Fraction(number)
    assert exact.parse(exact.plain(Fraction(number))) == Fraction(number)


@given(NUMBERS, st.integers(0, 9))
def test_rounding_is_half_away_from_zero(number: Fraction, places: int) -> None:
    """The standard library's decimal arithmetic, with enough digits, rounds to the same."""
    with localcontext() as context:
        context.prec = 80
        quotient = Decimal(number.numerator) / Decimal(number.denominator)
        expected = quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert Decimal(exact.fixed(number, places)) == expected


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1234567, 10**6), "1.234567"),
        (Fraction(12345675, 10**7), "1.234568"),
        (Fraction(-12345675, 10**7), "-1.234568"),
        (Fraction(1, 10**7), "0.0"),
        (Fraction(10**20), "100000000000000000000.0"),
    ],
)
def test_text(number: Fraction, written: str) -> None:
    """Plain notation, at most 6 decimals, at least one."""
    assert exact.text(number) == written


@pytest.mark.parametrize(
    "text", ["", "1,23", "1_000", "1e3", "NaN", "inf", " 1", "1 ", "+1", ".5", "5.", "１", "0x1", "--1"]
)
def test_not_a_plain_decimal(text: str) -> None:
    """Anything but digits with one point is refused."""
    with pytest.raises(ValueError, match="not a plain decimal"):
        exact.parse(text)


def test_ratios_without_end_are_written_as_ratios() -> None:
    """A number whose decimals never end is not cut off silently."""
    assert exact.plain(Fraction(400, 121)) == "400/121"
    assert exact.grouped(Fraction(-12345678, 10), 2) == "-1,234,567.80"
