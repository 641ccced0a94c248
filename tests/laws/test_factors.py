"""What a factor or a GWP set changes, and what it must not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carbon
from carbon import formats
from carbon.accounting.result import InventoryResult
from tests.examples import examples
from tests.laws import oracle
from tests.laws.strategies import GWP_SETS, Row, computed, figures, files, settings, text

UNMOVED = ("CO2", "CO2e", "CO2_biogenic")
HEAT = "heat,,TW,{year}-01-01,{year}-12-31,{year},{year}-12-31,GJ,{gas},{value},mass,,,,test"
UNRELATED = (
    "heat,,TW,,,2024,2024-12-31,GJ,CO2,55,mass,,,,another activity",
    "electricity,,JP,,,2024,2024-12-31,kWh,CO2,0.4,mass,,,,another geography",
    "electricity,,TW,2031-01-01,2031-12-31,2031,2024-12-31,kWh,CO2,0.1,mass,,,,another year",
    "petrol/mobile,racing,TW,,,2024,2024-12-31,L,CO2,9,mass,,,,another variant",
    "refrigerant/R-32,,any,,,2024,2024-12-31,kg,CO2e,2,co2e:unstated,,,,another refrigerant",
)


def _masses(result: InventoryResult) -> dict[tuple[str, str, str], tuple[Fraction | None, Fraction]]:
    """Return mass and CO2e [kg] by account, method and gas."""
    return {
        (total.account.id, total.method or "", gas.gas): (gas.kg, gas.kg_co2e)
        for total in (*result.accounts, *result.outside_scopes)
        for gas in total.gases
    }


@examples(10)
@given(files(), st.lists(st.sampled_from(GWP_SETS), min_size=2, max_size=2, unique=True))
def test_another_gwp_set_moves_only_other_gases(part: list[Row], sets: list[str]) -> None:
    """Masses stay, CO2 and CO2e stay, and every other gas is its mass times its GWP in the set."""
    first, second = (computed([text(part)], settings(each)) for each in sets)
    for before, after in zip(first, second, strict=True):
        found, moved = _masses(before), _masses(after)
        assert found.keys() == moved.keys()
        for key, (kg, kg_co2e) in found.items():
            assert moved[key][0] == kg
            if key[2] in UNMOVED:
                assert moved[key][1] == kg_co2e
            else:
                assert kg is not None
                assert (kg_co2e, moved[key][1]) == tuple(kg * oracle.gwp(each)[key[2]] for each in sets)
        assert before.energy == after.energy


@pytest.mark.parametrize("gwp_set", GWP_SETS)
def test_blend_is_the_sum_of_its_components(gwp_set: str) -> None:
    """A kilogram of a blend is the sum of mass fraction times GWP over its gases, those of Montreal apart."""
    parts: dict[str, dict[str, Fraction]] = {}
    for row in oracle.table("refrigerants/ashrae-34.2/factors.csv"):
        parts.setdefault(row["activity"], {})[row["gas"]] = Fraction(row["value"])
    gwp, families = oracle.gwp(gwp_set), oracle.families()
    beside = {"other", "montreal"}
    known = {
        blend: gases for blend, gases in parts.items() if all(gas in gwp or families[gas] in beside for gas in gases)
    }
    expected = {
        blend: sum((part * gwp[gas] for gas, part in gases.items() if gas in gwp and families[gas] != "montreal"),
                   Fraction(0))
        for blend, gases in known.items()
    }  # fmt: skip
    assert sum(len(gases) > 1 for gases in known.values()) > 100
    lines = [f"{blend},1,kg,2024-03,{blend}" for blend in known]
    toml = f'organisation = "X"\ngeography = "TW"\ngwp_set = "{gwp_set}"\n[years.2024]\n'
    (result,) = computed(["activity,quantity,unit,period,facility\n" + "\n".join(lines) + "\n"], toml)
    found = {cell.facility: cell.kg_co2e for cell in result.breakdown}
    assert {blend: found.get(blend, Fraction(0)) for blend in known} == expected


@pytest.mark.parametrize("gwp_set", GWP_SETS)
def test_gas_without_gwp_is_a_problem(gwp_set: str) -> None:
    """A gas of the Kyoto basket without a GWP in the set is refused, not counted as nothing."""
    beside = {"other", "montreal", "biogenic_co2", "co2e"}
    lacking = {
        row["activity"]
        for row in oracle.table("refrigerants/ashrae-34.2/factors.csv")
        if row["gas"] not in oracle.gwp(gwp_set) and oracle.families()[row["gas"]] not in beside
    }
    for activity in sorted(lacking)[:3]:
        with pytest.raises(carbon.ProblemsError) as error:
            computed([text([Row(activity, "1", "kg", "2024-03")])], settings(gwp_set))
        assert [problem.code for problem in error.value.problems] == ["missing-gwp"]


@examples(10)
@given(files(), st.lists(st.sampled_from(UNRELATED), min_size=1, unique=True))
def test_unrelated_factor_changes_no_result(part: list[Row], own: list[str]) -> None:
    """A factor of another activity, geography, year or variant changes no digit and no byte but that it is named."""
    before, after = computed([text(part)]), [_without_named(each) for each in computed([text(part)], own=own)]
    assert list(map(figures, before)) == list(map(figures, after))
    lines = [[formats.text("json", result, with_inputs=False) for result in results] for results in (before, after)]
    assert lines[0] == lines[1]


def _without_named(result: InventoryResult) -> InventoryResult:
    """Return a result without the warnings of factors that no row can use, of which there must be some."""
    named = [one for one in result.warnings if one.code == "unreachable-factor"]
    assert named
    return replace(result, warnings=tuple(one for one in result.warnings if one not in named))


@pytest.mark.parametrize("steps", [0, 1])
@pytest.mark.parametrize("kept", [(2023, 2024), (2023,), (2024,), ()])
def test_removing_a_factor_is_never_silent(kept: tuple[int, ...], steps: int) -> None:
    """Without its factor a row is a problem or a listed substitution with its emissions."""
    values = {2023: 50, 2024: 60}
    own = [HEAT.format(year=year, gas="CO2", value=values[year]) for year in kept]
    own += [HEAT.format(year=2015, gas="CO2", value=1)]
    part = [Row("heat", "10", "GJ", "2024-03")]
    toml = settings(years=[2024], factors=f"earlier_years = {{ heat = {steps} }}")
    if 2024 in kept:
        (result,) = computed([text(part)], toml, own=own)
        assert result.total(2, result.totals[1].method) == 600
        assert not result.substitutions
    elif 2023 in kept and steps:
        (result,) = computed([text(part)], toml, own=own)
        assert result.total(2, result.totals[1].method) == 500
        (step,) = result.substitutions
        assert (step.activity, step.wanted, step.used, step.rung) == ("heat", "2024", "2023", "earlier_year")
        assert [step.kg_co2e, step.share_percent] == [500, 100]
    else:
        with pytest.raises(carbon.ProblemsError) as error:
            computed([text(part)], toml, own=own)
        assert [problem.code for problem in error.value.problems] == ["missing-factor"]


@given(st.sets(st.integers(2015, 2024)), st.integers(0, 4))
def test_substitutions_add_to_what_they_replace(kept: set[int], steps: int) -> None:
    """With any factors removed and any steps allowed: the factor of the year, a listed substitution, or a problem."""
    own = [HEAT.format(year=year, gas="CO2", value=year) for year in sorted(kept)]
    own += [HEAT.format(year=1999, gas="CO2", value=1)]
    part = [Row("heat", "3", "GJ", "2024-07", facility="kaohsiung")]
    toml = settings(years=[2024], factors=f"earlier_years = {{ heat = {steps} }}")
    used = next((2024 - step for step in range(steps + 1) if 2024 - step in kept), None)
    if used is None:
        with pytest.raises(carbon.ProblemsError) as error:
            computed([text(part)], toml, own=own)
        assert [problem.code for problem in error.value.problems] == ["missing-factor"]
        return
    (result,) = computed([text(part)], toml, own=own)
    assert result.total(2, result.totals[1].method) == 3 * used
    listed = [(step.wanted, step.used, step.kg_co2e) for step in result.substitutions]
    assert listed == ([] if used == 2024 else [("2024", str(used), Fraction(3 * used))])


def test_removing_an_own_factor_before_another_shows() -> None:
    """An own factor that stood before the library's is, once removed, missed among the datasets of the result."""
    part = [Row("electricity", "10", "kWh", "2024-03")]
    own = ["electricity,,TW,2024-01-01,2024-12-31,2024,2024-12-31,kWh,CO2,0.1,mass,,,,test"]
    before, after = computed([text(part)], own=own)[1], computed([text(part)])[1]
    assert before.totals != after.totals
    assert [dataset.name for dataset in before.datasets] == ["own"]
    assert [dataset.name for dataset in after.datasets] == ["tw-moea-electricity"]


@pytest.mark.parametrize("gas", ["CH4", "nonsense"])
def test_own_factor_of_an_unknown_gas_is_a_problem(gas: str) -> None:
    """A gas that is not in the table is refused with its place, and never a bare KeyError."""
    own = [HEAT.format(year=2024, gas=gas, value=60)]
    with pytest.raises(carbon.ProblemsError) as error:
        computed([text([Row("heat", "10", "GJ", "2024-03")])], own=own)
    (problem,) = error.value.problems
    assert (problem.place.file, problem.place.row) == ("emission_factors/own/2024/factors.csv", 2)
