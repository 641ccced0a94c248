"""Numbers go out as they came in."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from carbon import formats
from carbon.accounting.result import InventoryResult
from carbon.model import exact
from carbon.tables.table import unit_of
from tests.examples import examples
from tests.laws.strategies import Row, computed, files, rows, text

FRACTIONS = st.fractions(min_value=-(10**15), max_value=10**15)


def _decimal(number: Fraction, places: int) -> Decimal:
    """Round half away from zero, as `decimal` does it from 60 digits; a tie is exact in them."""
    with localcontext() as context:
        context.prec = 60
        whole = Decimal(number.numerator) / Decimal(number.denominator)
        return whole.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@examples(300)
@given(st.integers(-(10**25), 10**25), st.integers(0, 6))
def test_written_and_read_again(digits: int, places: int) -> None:
    """A number of at most six decimals is written so that it is read as itself."""
    number = Fraction(digits, 10**places)
    assert exact.parse(exact.text(number)) == number
    assert exact.parse(exact.fixed(number, places)) == number
    assert exact.parse(exact.plain(number)) == number
    assert Fraction(exact.grouped(number, places).replace(",", "")) == number


@examples(300)
@given(st.from_regex(exact.NUMBER, fullmatch=True))
def test_read_and_written_again(written: str) -> None:
    """A plain decimal is read as the number it is, and written plainly without losing a digit."""
    number = exact.parse(written)
    assert number == Fraction(Decimal(written))
    assert Fraction(exact.plain(number)) == number


@examples(300)
@given(FRACTIONS, st.integers(0, 6))
def test_rounded_once_half_away_from_zero(number: Fraction, places: int) -> None:
    """Any fraction is rounded half away from zero, at most half a unit of the last digit off."""
    written = exact.fixed(number, places)
    assert Decimal(written) == _decimal(number, places)
    assert abs(Fraction(written) - number) * 2 * 10**places <= 1
    assert not written.startswith("-") or Fraction(written)


@examples(300)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_ties_go_away_from_zero(whole: int, places: int) -> None:
    """A number half way between two goes to the one further from zero."""
    tie = Fraction(2 * whole + 1, 2 * 10**places)
    further = whole + 1 if whole >= 0 else whole
    assert Fraction(exact.fixed(tie, places)) == Fraction(further, 10**places)


@examples(300)
@given(FRACTIONS)
def test_mass_is_written_as_text_writes(number: Fraction) -> None:
    """The short way of writing kilograms and tonnes gives the digits of `exact.text`."""
    assert unit_of("t").text(number) == exact.text(number / 1000)
    assert unit_of("kg").text(number) == exact.text(number)


@examples(20)
@given(files(rows(corrections=True)))
def test_json_holds_the_figures(part: list[Row]) -> None:
    """What JSON says, read again, is the exact figure rounded once to six decimals of a tonne."""
    for result in computed([text(part)]):
        read = json.loads(formats.text("json", result), parse_float=Decimal)
        assert [_rounded(total.kg_co2e) for total in result.totals] == [each["t_co2e"] for each in read["totals"]]
        assert [_rounded(cell.kg_co2e) for cell in result.breakdown] == [each["t_co2e"] for each in read["breakdown"]]
        assert _accounts(result) == [
            (each["account"], each["t_co2e"], [(gas["gas"], gas["t_co2e"]) for gas in each["gases"]])
            for each in read["accounts"]
        ]
        assert len(read["inputs"]) == len(result.inputs)


def _rounded(kg: Fraction | None) -> Decimal | None:
    """Return tonnes as JSON has them."""
    return None if kg is None else _decimal(kg / 1000, 6)


def _accounts(result: InventoryResult) -> list[tuple[str, Decimal | None, list[tuple[str, Decimal | None]]]]:
    """Return the accounts as JSON has them."""
    return [
        (total.account.id, _rounded(total.kg_co2e), [(gas.gas, _rounded(gas.kg_co2e)) for gas in total.gases])
        for total in result.accounts
    ]
