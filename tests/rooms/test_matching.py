"""The ladder: what it takes, what it refuses, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from carbon.factors.candidates import Candidates, NoMatchError, Wanted
from carbon.factors.choosing import Ladder
from carbon.factors.datasets.cells import read_publication
from carbon.factors.factor import Dataset, Factor, FactorRow, Publication
from carbon.model.terms import Rung, Verdict
from carbon.settings import FactorSettings

OWN = Dataset("mine", "1", "ours", own=True)
GRID = Dataset("grid", "2024", "open")
OTHER = Dataset("other", "2024", "open")
FACTS = Dataset("facts", "1", "open", timeless=True)
ROW = FactorRow("CO2e", Fraction(1, 2), co2e=True, gwp_set="unstated", lower=None, upper=None, cell="A1")


def factor(
    dataset: Dataset,
    year: int | None,
    *,
    published: date | None = None,
    variant: str = "",
    geography: str = "TW",
    unit: str = "kWh",
    basis: str = "",
    activity: str = "electricity",
) -> Factor:
    """Make a factor for a year (None: for ever)."""
    start = date(year, 1, 1) if year else None
    end = date(year, 12, 31) if year else None
    name = f"{activity}/{variant}" if variant else activity
    factor_id = f"{dataset.id}:{name}:{geography}:{unit}:{start or ''}:{published or ''}"
    known = Publication(str(published), published) if published else None
    return Factor(factor_id, dataset, activity, variant, geography, unit, start, end, year, known, basis, (ROW,))


def ladder(*factors: Factor, as_of: date | None = None, **settings: object) -> Ladder:
    """Make a ladder over some factors."""
    order = {"TW": ["grid", "other"], "US": ["grid"], "any": ["facts"]}
    allowed = FactorSettings(**settings)  # type: ignore[arg-type]
    candidates = Candidates({"electricity": list(factors)}, order, allowed, as_of)
    return Ladder(candidates, {"kWh": "energy", "kg": "mass"})


WANTED = Wanted("electricity", "TW", date(2024, 3, 1), "energy")


def test_own_comes_first() -> None:
    """The organisation's own factor goes before any dataset, though published later."""
    own, grid = factor(OWN, 2024), factor(GRID, 2024, published=date(2024, 1, 1))
    found = ladder(grid, own).match(WANTED)
    assert (found.factor, found.rung) == (own, Rung.OWN)


def test_order_given_goes_before_default() -> None:
    """The order in carbon.toml decides."""
    grid, other = factor(GRID, 2024), factor(OTHER, 2024)
    assert ladder(grid, other).match(WANTED).factor == grid
    assert ladder(grid, other, datasets=("other", "grid")).match(WANTED).factor == other


def test_last_publication_by_the_date() -> None:
    """Of several publications the last one on or before factors_as_of is used."""
    early = factor(GRID, 2024, published=date(2025, 1, 1))
    late = factor(GRID, 2024, published=date(2025, 6, 1))
    assert ladder(early, late).match(WANTED).factor == late
    assert ladder(early, late, as_of=date(2025, 3, 31)).match(WANTED).factor == early


def test_earlier_year_only_where_allowed() -> None:
    """Last year's factor is a step that must be allowed, and is named."""
    last_year = factor(GRID, 2023)
    with pytest.raises(NoMatchError) as refusal:
        ladder(last_year).match(WANTED)
    assert 'earlier_years = { "electricity" = 1 }' in refusal.value.why
    found = ladder(last_year, earlier_years={"electricity": 1}).match(WANTED)
    assert (found.rung, found.wanted, found.used) == (Rung.EARLIER_YEAR, "2024", "2023")


def test_this_year_goes_before_an_earlier_one_of_a_preferred_dataset() -> None:
    """A step down is taken only when no dataset has the year."""
    older, this = factor(GRID, 2023), factor(OTHER, 2024)
    assert ladder(older, this, earlier_years={"electricity": 1}).match(WANTED).factor == this


def test_wider_geography_only_where_allowed() -> None:
    """A country's factor for a region is a step that must be allowed."""
    country = factor(GRID, 2024, geography="US")
    wanted = Wanted("electricity", "US/CAMX", date(2024, 3, 1), "energy")
    with pytest.raises(NoMatchError):
        ladder(country).match(wanted)
    found = ladder(country, wider_geography=1).match(wanted)
    assert (found.rung, found.wanted, found.used) == (Rung.WIDER_GEOGRAPHY, "US/CAMX", "US")


def test_another_country_is_never_taken() -> None:
    """A factor of another country is no candidate, however wide the steps."""
    with pytest.raises(NoMatchError, match="it is for US"):
        ladder(factor(GRID, 2024, geography="US"), wider_geography=9, earlier_years={"electricity": 9}).match(WANTED)


def test_two_of_equal_rank_are_refused() -> None:
    """Two factors that fit as well as each other are both named."""
    first, second = factor(GRID, 2024, published=None), factor(GRID, None, published=None)
    with pytest.raises(NoMatchError) as refusal:
        ladder(first, second).match(WANTED)
    assert refusal.value.code == "ambiguous-factor"
    assert first.id in refusal.value.why
    assert second.id in refusal.value.why


def test_undated_is_passed_over_when_the_date_matters() -> None:
    """Without a date of publication a dataset's factor is not used, an own or a timeless one is."""
    as_of = date(2025, 3, 31)
    with pytest.raises(NoMatchError, match="no date of publication"):
        ladder(factor(GRID, 2024), as_of=as_of).match(WANTED)
    assert ladder(factor(OWN, 2024), as_of=as_of).match(WANTED).factor.dataset == OWN
    assert ladder(factor(FACTS, None, geography="any"), as_of=as_of).match(WANTED).factor.dataset == FACTS


def test_variants_are_chosen_never_guessed() -> None:
    """Where there are only variants, one must be named; where there is none, the bare factor serves."""
    one, two = factor(GRID, 2024, variant="old"), factor(GRID, 2024, variant="new")
    with pytest.raises(NoMatchError, match='"new", "old"'):
        ladder(one, two).match(WANTED)
    assert ladder(one, two, variants={"electricity": "new"}).match(WANTED).factor == two
    bare = factor(OTHER, 2024)
    assert ladder(bare, variants={"electricity": "new"}).match(WANTED).factor == bare


def test_a_variant_does_not_fall_through_to_another_dataset() -> None:
    """An unnamed variant in the preferred dataset is refused although the next has a bare factor."""
    with pytest.raises(NoMatchError, match="only variants"):
        ladder(factor(GRID, 2024, variant="old"), factor(OTHER, 2024)).match(WANTED)


def test_explicit_factor() -> None:
    """A factor named in the row is used whatever its year; a wrong id gets its nearest."""
    old = factor(GRID, 2019)
    found = ladder(old).match(Wanted("electricity", "TW", date(2024, 3, 1), "energy", old.id))
    assert found.rung is Rung.EXPLICIT
    with pytest.raises(NoMatchError) as refusal:
        ladder(old).match(Wanted("electricity", "TW", date(2024, 3, 1), "energy", old.id.replace("2019", "2018")))
    assert old.id in refusal.value.why


def test_the_unit_of_the_quantity_is_preferred() -> None:
    """Of two factors in different dimensions the one that needs no heating value is used."""
    per_kwh, per_kg = factor(GRID, 2024), factor(GRID, 2024, unit="kg")
    assert ladder(per_kwh, per_kg).match(WANTED).factor == per_kwh
    assert ladder(per_kwh, per_kg).match(Wanted("electricity", "TW", date(2024, 3, 1), "mass")).factor == per_kg


def test_a_unit_that_says_its_calorific_basis_takes_that_factor() -> None:
    """Net and gross energy are two factors; a unit that says neither cannot choose."""
    net, gross = factor(GRID, 2024, unit="kWh", basis="net"), factor(GRID, 2024, unit="MWh", basis="gross")
    candidates = Candidates({"electricity": [net, gross]}, {"TW": ["grid"]}, FactorSettings(), None)
    known = Ladder(candidates, {"kWh": "energy", "MWh": "energy"})
    day = date(2024, 3, 1)
    assert known.match(Wanted("electricity", "TW", day, "energy", "", "net")).factor == net
    assert known.match(Wanted("electricity", "TW", day, "energy", "", "gross")).factor == gross
    with pytest.raises(NoMatchError, match="Gross CV") as refused:
        known.match(Wanted("electricity", "TW", day, "energy"))
    assert refused.value.code == "ambiguous-factor"


def test_a_variant_named_for_an_activity_holds_for_its_kinds() -> None:
    """`travel/air` is named once; a kind without the variant is not touched, and one named itself goes its own way."""
    forced = factor(GRID, 2024, variant="forced", activity="travel/air/long")
    plain = factor(GRID, 2024, variant="plain", activity="travel/air/long")
    other = factor(GRID, 2024, activity="travel/air/short")
    factors = {"travel/air/long": [forced, plain], "travel/air/short": [other]}

    def chosen(activity: str, variants: dict[str, str]) -> Factor:
        """Match an activity under some variants."""
        candidates = Candidates(factors, {"TW": ["grid"]}, FactorSettings(variants=variants), None)
        known = Ladder(candidates, {"kWh": "energy"})
        return known.match(Wanted(activity, "TW", date(2024, 3, 1), "energy")).factor

    assert chosen("travel/air/long", {"travel/air": "forced"}) == forced
    assert chosen("travel/air/long", {"travel/air": "forced", "travel/air/long": "plain"}) == plain
    assert chosen("travel/air/short", {"travel/air": "forced"}) == other
    with pytest.raises(NoMatchError, match="only variants"):
        chosen("travel/air/long", {"travel": "absent"})


def test_the_wider_geography_is_offered() -> None:
    """A refusal names the region around, if it has a factor for the day."""
    wanted = Wanted("electricity", "US/CAMX", date(2024, 3, 1), "energy")
    with pytest.raises(NoMatchError, match=r"allow the factor of US in carbon\.toml: \[factors\] wider_geography = 1"):
        ladder(factor(GRID, 2024, geography="US")).match(wanted)
    with pytest.raises(NoMatchError) as refusal:
        ladder(factor(GRID, 2023, geography="US")).match(wanted)
    assert "wider_geography" not in refusal.value.why


def test_regions_within_are_offered() -> None:
    """Where only parts of a country have factors, the parts are named and none is taken."""
    parts = [factor(GRID, 2024, geography=f"TW/{name}") for name in ("PENGHU", "KINMEN")]
    with pytest.raises(NoMatchError) as refusal:
        ladder(*parts).match(WANTED)
    assert "give the region as geography: TW/KINMEN, TW/PENGHU." in refusal.value.why


def test_a_dataset_outside_the_order_is_offered_by_name() -> None:
    """What would fit but has to be named is offered; as an earlier year it is no step, since it would not be taken."""
    unnamed = Dataset("unnamed", "1", "open")
    with pytest.raises(NoMatchError) as refusal:
        ladder(factor(unnamed, 2024)).match(WANTED)
    assert "name the dataset unnamed in carbon.toml: [factors] datasets" in refusal.value.why
    with pytest.raises(NoMatchError) as refusal:
        ladder(factor(unnamed, 2023), factor(GRID, 2022)).match(WANTED)
    assert 'earlier_years = { "electricity" = 2 }' in refusal.value.why


def test_candidates_of_the_same_place_come_first() -> None:
    """The place itself, then those around it, then those within, then others; each the nearest in time first."""
    own, around = factor(GRID, 2017, geography="US/CAMX"), factor(GRID, 2020, geography="US")
    within, other = factor(GRID, 2023, geography="US/CAMX/LA"), factor(GRID, 2024, geography="TW")
    with pytest.raises(NoMatchError) as refusal:
        ladder(other, within, around, own).match(Wanted("electricity", "US/CAMX", date(2024, 3, 1), "energy"))
    lines = refusal.value.why.splitlines()[1:5]
    assert [line.split(": ")[0].strip() for line in lines] == [own.id, around.id, within.id, other.id]


def for_whom(supplier: str = "", facility: str = "", year: int = 2024) -> Factor:
    """Make an own factor for one supplier or facility."""
    one = factor(OWN, year)
    return replace(one, id=f"{one.id}:{supplier}:{facility}", supplier=supplier, facility=facility)


def test_a_facility_goes_before_a_supplier_and_both_before_all() -> None:
    """What is meant for fewer goes first; names are compared without regard to capitals."""
    every, power, hall = factor(OWN, 2024), for_whom(supplier="Power Ltd"), for_whom(facility="hall-2")
    known = ladder(every, power, hall)
    assert known.match(WANTED).factor == every
    by_supplier = known.match(replace(WANTED, supplier="power ltd"))
    assert (by_supplier.factor, by_supplier.rung) == (power, Rung.SUPPLIER)
    by_facility = known.match(replace(WANTED, supplier="Power Ltd", facility="Hall-2"))
    assert (by_facility.factor, by_facility.rung) == (hall, Rung.FACILITY)


def test_a_factor_for_someone_else_is_no_factor() -> None:
    """A supplier's factor is never lent to a row that names another, or none."""
    with pytest.raises(NoMatchError) as refusal:
        ladder(for_whom(supplier="Power Ltd")).match(replace(WANTED, supplier="Other Ltd"))
    assert "it is for the supplier Power Ltd" in refusal.value.why


def test_a_supplier_of_an_earlier_year_does_not_go_before_this_year() -> None:
    """A step down is the last resort, for a supplier's factor too."""
    grid = factor(GRID, 2024)
    known = ladder(grid, for_whom(supplier="Power Ltd", year=2023), earlier_years={"electricity": 1})
    assert known.match(replace(WANTED, supplier="Power Ltd")).factor == grid


def verdicts(known: Ladder, wanted: Wanted = WANTED) -> list[tuple[Rung, str, Verdict]]:
    """Walk a ladder."""
    return [(stair.rung, stair.dataset, stair.verdict) for stair in known.walk(wanted, in_full=True)]


def test_the_walk_says_what_became_of_every_rung() -> None:
    """Passed, taken, not reached, not allowed: in the order of the ladder."""
    known = ladder(factor(GRID, 2024), factor(OTHER, 2024))
    assert verdicts(known) == [
        (Rung.EXPLICIT, "", Verdict.PASSED),
        (Rung.OWN, "own", Verdict.PASSED),
        (Rung.DATASET, "grid", Verdict.TAKEN),
        (Rung.DATASET, "other", Verdict.NOT_REACHED),
        (Rung.DATASET, "facts", Verdict.NOT_REACHED),
        (Rung.EARLIER_YEAR, "", Verdict.NOT_ALLOWED),
    ]


def test_the_walk_ends_with_the_steps_that_the_settings_do_not_allow() -> None:
    """The next earlier year and the next wider geography are named, each with what the settings allow."""
    denied = list(ladder().walk(replace(WANTED, geography="US/CAMX"), in_full=True))[-2:]
    assert [(stair.rung, stair.geography, stair.year, stair.dataset) for stair in denied] == [
        (Rung.EARLIER_YEAR, "US/CAMX", 2023, ""),
        (Rung.WIDER_GEOGRAPHY, "US", 2024, ""),
    ]
    assert [stair.verdict for stair in denied] == [Verdict.NOT_ALLOWED] * 2
    assert [stair.why for stair in denied] == [
        '[factors] earlier_years allows none for "electricity"',
        "[factors] wider_geography allows none",
    ]
    two_years = ladder(earlier_years={"electricity": 2}).walk(WANTED, in_full=True)
    further = next(stair for stair in two_years if stair.verdict is Verdict.NOT_ALLOWED)
    assert (further.year, further.why) == (2021, '[factors] earlier_years allows 2 for "electricity"')


def test_the_walk_takes_what_the_ladder_takes() -> None:
    """Whatever is on the rungs, the walk ends where the match does, or refuses where it refuses."""
    for factors in (
        (factor(GRID, 2023), factor(OTHER, 2024)),
        (factor(GRID, 2023),),
        (factor(GRID, 2024), factor(GRID, 2024, published=date(2025, 1, 1))),
        (factor(GRID, 2024, variant="a"),),
        (for_whom(supplier="Power Ltd"), factor(OWN, 2024)),
    ):
        known = ladder(*factors, earlier_years={"electricity": 1})
        stairs = list(known.walk(WANTED, in_full=True))
        taken = [stair.taken for stair in stairs if stair.taken]
        if taken:
            assert taken == [known.match(WANTED).factor]
        else:
            with pytest.raises(NoMatchError) as refusal:
                known.match(WANTED)
            assert [stair.why for stair in stairs if stair.verdict is Verdict.REFUSED] == [refusal.value.why]


def test_the_walk_refuses_where_two_are_of_equal_rank() -> None:
    """Both are named on the rung where they stand."""
    (refused,) = [s for s in ladder(*_twins()).walk(WANTED, in_full=True) if s.verdict is Verdict.REFUSED]
    assert refused.dataset == "grid"
    assert all(one.id in refused.why for one in _twins())


def _twins() -> tuple[Factor, Factor]:
    """Make two factors of equal rank."""
    one = factor(GRID, 2024)
    return one, replace(one, id=f"{one.id}:again")


def test_a_refusal_stands_on_the_rung_that_it_lies_with() -> None:
    """Names that begin alike, or that a sentence happens to hold, put nothing on the wrong rung."""
    short, long = Dataset("grid", "1", "open"), Dataset("grid", "10", "open")
    old = factor(short, 2020)
    alike = [factor(long, 2024), replace(factor(long, 2024), id="grid@10:another")]
    known = ladder(old, *alike, datasets=("grid@1", "grid@10"))
    verdicts = {stair.dataset: stair.verdict for stair in known.walk(WANTED, in_full=True) if stair.dataset}
    assert verdicts["grid@1"] is Verdict.PASSED
    assert verdicts["grid@10"] is Verdict.REFUSED


def test_only_a_date_that_is_missing_is_worth_a_word() -> None:
    """A geography called "no date" is no lack of a date; a factor that would fit but for its date is one."""
    odd = factor(GRID, 2024, geography="no date", published=date(2023, 1, 1))
    undated, dated = factor(GRID, 2024), factor(OTHER, 2024, published=date(2024, 1, 1))
    candidates = ladder(odd, undated, dated, as_of=date(2025, 1, 1)).candidates
    assert candidates.undated(WANTED) == [undated]


def test_a_month_or_a_year_counts_as_its_last_day() -> None:
    """What is known of a publication is kept as it is; it was there by the last day of it, and not before."""
    for text, last in (("2024-03", date(2024, 3, 31)), ("2024-02", date(2024, 2, 29)), ("2024", date(2024, 12, 31))):
        dated = replace(factor(GRID, 2023), published_on=read_publication(text))
        assert str(dated.published_on) == text
        wanted = replace(WANTED, day=date(2023, 3, 1))
        assert ladder(dated, as_of=last).match(wanted).factor is dated
        with pytest.raises(NoMatchError, match=f"in {text} \\(known no closer"):
            ladder(dated, as_of=last - timedelta(days=1)).match(wanted)


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "24", "2024-3", "2024-06 (table)", "see source"])
def test_what_is_no_date_of_publication(text: str) -> None:
    """No day is made of what is none."""
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        read_publication(text)
