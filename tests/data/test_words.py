"""Everyday words lead to activities: the list, and the one index that refusals and searches look them up in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from carbon.accounting.meanings import REPORTED
from carbon.cli import main
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.factor import Factor
from carbon.factors.index import folded
from carbon.factors.search import Factors, Search

BOOKS = FactorBooks(None)
SENSES = BOOKS.index.senses
ASKED = (
    "gasoline", "natural gas", "electric", "propane", "diesel", "petrol", "fuel", "heating oil", "air conditioning",
    "company car", "forklift", "generator", "refrigerant", "fire extinguisher", "employee commuting", "business travel",
    "copy paper", "garbage", "landfill", "recycling", "incineration", "food waste", "courier", "air freight",
    "wastewater", "green electricity", "cloud services", "影印紙", "汽油", "柴油", "天然氣", "公務車", "冷媒", "滅火器",
    "員工通勤", "瓦斯", "電費", "發電機", "堆高機", "差旅", "廢棄物", "廚餘", "水費", "快遞", "空調", "鍋爐", "乾冰",
    "綠電", "制服", "便當",
)  # fmt: skip
"""Words that people wrote and that led nowhere, or somewhere odd."""


def test_there_are_enough_of_them() -> None:
    """In both languages."""
    assert sum(word.isascii() for word in SENSES) > 120
    assert sum(not word.isascii() for word in SENSES) > 120


@pytest.mark.parametrize("word", ASKED)
def test_what_people_write_leads_somewhere(word: str) -> None:
    """Each is an activity, means one, or is a question with its answers."""
    assert BOOKS.catalogue.find(word) or SENSES[folded(word)]


def test_every_answer_can_be_used() -> None:
    """It has a factor somewhere, or is an account; where there are several, each says when it is meant."""
    for word, senses in SENSES.items():
        for sense in senses:
            account = sense.activity.removeprefix(REPORTED)
            known = BOOKS.catalogue.accounts if sense.activity.startswith(REPORTED) else BOOKS.factors.factors
            assert account in known, word
            assert sense.meaning or len(senses) == 1, word
        assert len({sense.activity for sense in senses}) == len({sense.meaning for sense in senses}) == len(senses), (
            word
        )


def test_a_word_has_one_place() -> None:
    """A name of the catalogue is an activity already, and never asked about."""
    assert not [word for word in SENSES if BOOKS.catalogue.find(word) or not word.strip()]


def test_refusals_and_searches_agree() -> None:
    """What a refusal names as an answer, the search for the same word finds first."""
    for word, senses in SENSES.items():
        advice, first = BOOKS.index.advice(word), {sense.activity for sense in senses}
        assert all(f'"{activity}"' in advice for activity in first), word
        ranks = BOOKS.index.search(word).items()
        assert {activity for activity, rank in ranks if rank == 0} == first & BOOKS.catalogue.activities.keys(), word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Diesel, HQ", "diesel"),
        ("NATURAL  GAS", "natural gas"),
        ("propan", "propane"),
        ("天然氣費", "天然氣"),
        ("中油95無鉛", "無鉛"),
        ("柴油（總公司）", "柴油"),
        ("95 petrol, HQ", "petrol"),
    ],
)
def test_words_are_known_in_other_dress(text: str, word: str) -> None:
    """Capitals, brackets, other words beside them and slips of the pen hide no word."""
    assert BOOKS.index.advice(text) == BOOKS.index.advice(word)


def test_two_words_narrow_each_other() -> None:
    """Petrol of a company car is no question any more."""
    assert BOOKS.index.advice("petrol - company car") == 'Write "petrol/mobile".'
    assert BOOKS.index.advice("Diesel - trucks") == 'Write "diesel/mobile".'


def matches(words: str) -> list[Factor]:
    """Return the factors that a search finds."""
    return [found.factor for found in Factors().search(Search(words)).factors]


def test_a_bus_is_no_combustion() -> None:
    """Whole words come first; parts of words only where there is nothing else."""
    found = {factor.activity for factor in matches("bus")}
    assert {"travel/bus", "commuting/bus"} <= found
    assert all("bus" in BOOKS.catalogue.activities[activity].id or activity == "diesel/mobile" for activity in found)
    assert {factor.activity for factor in matches("combust")} > {"diesel/mobile"}


def test_what_is_meant_comes_first() -> None:
    """Of 724 rows with 柴油 in a name, the first are of diesel."""
    found = [factor.activity for factor in matches("柴油")]
    assert list(dict.fromkeys(found))[:2] == ["diesel/mobile", "diesel/stationary"]


@pytest.mark.parametrize("activity", ["waste/landfill", "waste/recycling", "waste/incineration", "cooling"])
def test_activities_without_any_factor_say_what_has_one(activity: str, tmp_path: Path) -> None:
    """A remedy that nobody can follow is none: the kinds that have a factor are named, or a supplier's statement."""
    unit = "kWh" if activity == "cooling" else "t"
    (tmp_path / "a.csv").write_text(f"activity,quantity,unit,period\n{activity},1,{unit},2024-03\n", encoding="utf-8")
    said = (
        CliRunner().invoke(main, ["inventory", str(tmp_path / "a.csv"), "--geography", "GB", "--year", "2024"]).stderr
    )
    if activity == "cooling":
        assert "write the emissions that your supplier states: activity reported/ACCOUNT" in said
        return
    named = said.partition(f"(`carbon factors find {activity}`): ")[2].partition(" and others")[0].split(", ")
    assert named
    assert all(BOOKS.factors.factors.get(kind) for kind in named)


def test_the_message_asks_what_is_meant(tmp_path: Path) -> None:
    """A row with 柴油 is asked about, as a person would."""
    (tmp_path / "a.csv").write_text("activity,quantity,unit,period\n柴油,1,L,2024-03\n", encoding="utf-8")
    said = (
        CliRunner().invoke(main, ["inventory", str(tmp_path / "a.csv"), "--geography", "TW", "--year", "2024"]).stderr
    )
    assert 'Which is meant?\n    "diesel/mobile": vehicles\n    "diesel/stationary": a generator or a boiler' in said
