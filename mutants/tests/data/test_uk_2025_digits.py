"""The rows of 2025 whose printed gases miss the printed total by one last digit: exactly these, and by no more.

`uk_2025_one_digit_off.csv` names them by the id of the flat file, with the sum of the gases, the CO2e printed and the
difference, and for a row that is not loaded the line of `left_out.csv` that says why. How many they are depends on how
many digits the total is held to, because the flat file drops closing zeros (0.1434 is printed for 0.14340):

======================================  ============  =================
rows of the flat file of 2025           five decimals  digits as printed
======================================  ============  =================
loaded                                  182           160
per mile, restated from kilometres      137           127
leased assets, entered under another    59            51
goods in own electric vans              2             2
litres of compressed natural gas        1             0
together                                381           340
======================================  ============  =================

So 340 is the count of a reader who rounds the sum to the digits printed, over the whole file; 182 is that of five
decimals throughout, over the rows loaded. None is upstream ("well to tank"), which is printed as CO2e alone.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

from tests.data.test_uk_datasets import FACTORS, LAST_DIGIT, PUBLISHED, SUMS_OFF, UK, Row, key, read

LISTED = read(Path(__file__).with_name("uk_2025_one_digit_off.csv"))
LOADED = [row for row in LISTED if not row["left_out"]]
LEFT_OUT = {row["row"].rpartition(" (")[0]: row["reason"] for row in read(UK / "2025.2" / "left_out.csv")}


def sums() -> dict[str, tuple[Fraction, Fraction]]:
    """Add the gases of each factor of 2025 up: the sum and the total printed, by the id of the flat file."""
    found = {}
    for row in PUBLISHED:
        if row["year"] == "2025" and row["gases"] == "3":
            gases = [one["value"] for gas, one in FACTORS["2025"][key(row)].items() if gas != "CO2_biogenic"]
            found[row["row"]] = sum(map(Fraction, gases), Fraction(0)), Fraction(row["co2e"])
    return found


def is_off(row: Row, places: int) -> bool:
    """Say whether a sum misses the total when both are held to so many decimals."""
    return abs(Fraction(row["difference"])) > Fraction(1, 2 * 10**places)


def test_rows_loaded_are_off_exactly_as_listed() -> None:
    """Row by row: no other row of 2025 is off, and each of these by its difference."""
    off = {row: (total, printed) for row, (total, printed) in sums().items() if abs(total - printed) > LAST_DIGIT / 2}
    listed = {row["row"]: (Fraction(row["sum_of_gases"]), Fraction(row["co2e"])) for row in LOADED}
    assert len(LOADED) == len(listed) == SUMS_OFF["2025"]
    assert off == listed


def test_none_is_off_by_more_than_one_digit() -> None:
    """Of all rows loaded, and of those listed that are not; and the differences are what they say."""
    assert all(abs(total - printed) <= LAST_DIGIT for total, printed in sums().values())
    for row in LISTED:
        difference = Fraction(row["difference"])
        assert difference == Fraction(row["sum_of_gases"]) - Fraction(row["co2e"]), row
        assert LAST_DIGIT / 2 < abs(difference) <= LAST_DIGIT, row


def test_rows_not_loaded_say_why() -> None:
    """Each by the line of `left_out.csv` that it stands under, and none of them is loaded after all."""
    loaded = set(sums())
    for row in LISTED:
        if row["left_out"]:
            assert row["left_out"] in LEFT_OUT, row
            assert row["row"] not in loaded, row
    assert not any(row["left_out"].startswith("WTT") for row in LISTED)


def test_counts_of_the_two_ways_to_hold_a_total() -> None:
    """381 rows to five decimals, 340 to the digits printed: the table above."""
    reasons = {
        "": "loaded",
        "The factor per kilometre": "per mile",
        "Leased assets": "leased",
        "Goods carried by the organisation's own van": "own vans",
        "A litre of compressed": "compressed gas",
    }
    five, printed = Counter[str](), Counter[str]()
    for row in LISTED:
        text = LEFT_OUT.get(row["left_out"], "")
        (why,) = [name for begins, name in reasons.items() if (text.startswith(begins) if begins else not text)]
        five[why] += is_off(row, 5)
        printed[why] += is_off(row, len(row["co2e"].partition(".")[2]))
    assert five == {"loaded": 182, "per mile": 137, "leased": 59, "own vans": 2, "compressed gas": 1}
    assert printed == {"loaded": 160, "per mile": 127, "leased": 51, "own vans": 2, "compressed gas": 0}
    assert (five.total(), printed.total()) == (381, 340)
