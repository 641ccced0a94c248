"""Series of inventory years: from results to figures by scope, account, gas, carrier, method and metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import TypeVar

from carbon.accounting import labels
from carbon.accounting.result import GJ_PER_MWH, Cell, InventoryResult
from carbon.charts.figures import Figures, Row, Series, gathered, together, write_change, write_figure
from carbon.charts.sheet import Entry
from carbon.charts.style import DIAGONALS, OTHERS, Fill, Options
from carbon.factors.catalogue import read_gases
from carbon.model.terms import Family, Scope2Method
from carbon.tables import words
from carbon.tables.table import MassUnit

Years = Sequence[InventoryResult]
Key = TypeVar("Key", bound=Hashable)

SCOPES = (1, 2, 3)
MOST_ACCOUNTS, MOST_CARRIERS, MOST_FACILITIES = 9, 7, 15
"""How many emissions_by_account, carriers and facilities there are at most; the smallest are gathered."""

_FAMILIES = (
    Family.CARBON_DIOXIDE, Family.METHANE, Family.NITROUS_OXIDE, Family.HFC, Family.PFC, Family.SULPHUR_HEXAFLUORIDE,
    Family.NITROGEN_TRIFLUORIDE, Family.OTHER, Family.ROUNDING, Family.CO2E,
)  # fmt: skip
"""The groups of gases, in the order of the Kyoto Protocol from the bottom; what names no gas stands apart, on top."""

_FILLS = (*_FAMILIES[:4], Family.CO2E, *_FAMILIES[4:-1])
"""The groups in the order of the palette, whose fifth colour is pale."""

_PER_MWH = {"GJ": GJ_PER_MWH, "MWh": Fraction(1)}


def scope_entries(options: Options) -> list[Entry]:
    """Return the scopes with their fills, scope 2 by one method."""
    return [
        Entry(
            words.with_method(f"scope_{scope}", method_of(scope, options), options.language),
            options.style.fill_of_scope(scope),
        )
        for scope in SCOPES
    ]


def method_of(scope: int, options: Options) -> Scope2Method | None:
    """Return the method that a scope's figures are counted by."""
    return options.method if scope == 2 else None  # noqa: PLR2004 - scope 2 is a name


def series_by_scope(figures: Callable[[int], Figures], options: Options) -> list[Series]:
    """Return the scopes as series, by what gives the figures of one."""
    entries = zip(SCOPES, scope_entries(options), strict=True)
    return [Series(entry.name, entry.look, figures(scope)) for scope, entry in entries if isinstance(entry.look, Fill)]


def in_unit(kgs: Sequence[Fraction | None], unit: MassUnit) -> Figures:
    """Convert kilograms to the unit of a chart."""
    return tuple(None if kg is None else unit.of(kg) for kg in kgs)


def totals_by_scope(years: Years, options: Options) -> list[Series]:
    """Return the scopes; they stand side by side, since a year in which one was not assessed would look low."""
    return series_by_scope(
        lambda scope: in_unit([year.total(scope, method_of(scope, options)) for year in years], options.mass), options
    )


def scope_2_by_method(years: Years, options: Options) -> list[Series]:
    """Return scope 2 by both methods: the market-based has the fill of scope 2, the location-based its tint."""
    places = {Scope2Method.LOCATION: 1, Scope2Method.MARKET: 0}
    return [
        Series(
            options.say(method), options.style.fill_of_scope(2, place),
            in_unit([year.total(2, method) for year in years], options.mass),
        )
        for method, place in places.items()
    ]  # fmt: skip


def method_differences(years: Years, options: Options) -> Row:
    """Return by how much the market-based figures differ [%], empty where there is nothing to compare."""
    pairs = [(year.total(2, Scope2Method.MARKET), year.total(2, Scope2Method.LOCATION)) for year in years]
    cells = tuple(
        f"{write_change((market - location) / location * 100, 1)} %" if market is not None and location else ""
        for market, location in pairs
    )
    return Row(options.say("market_to_location"), cells)


def emissions_by_account(years: Years, options: Options) -> list[Series]:
    """Return the emissions_by_account, the largest first and the smallest gathered, each in a fill of its scope."""
    names: dict[str, str] = {}
    scopes: dict[str, int | None] = {}
    kgs: dict[str, dict[int, Fraction]] = {}
    for year in years:
        for total in year.accounts:
            if total.method in {None, options.method}:
                name = " ".join(labels.account(total, options.language).split())
                names[total.account.id], scopes[name] = name, total.account.scope
                kgs.setdefault(total.account.id, {})[year.year] = total.kg_co2e
    named = [(names[id_], in_unit([of.get(year.year) for year in years], options.mass)) for id_, of in kgs.items()]
    series, places = [], Counter[int | None]()
    for name, figures, is_rest in gathered(named, MOST_ACCOUNTS, lambda count: options.say("others", count)):
        scope = None if is_rest else scopes[name]
        fill = options.style.fill_of_scope(scope, places[scope]) if scope else OTHERS
        series.append(Series(name, fill, figures))
        places[scope] += 1
    return series


def emissions_by_gas(years: Years, options: Options) -> list[Series]:
    """Return the groups of gases that there are, each always in the same fill."""
    gases = read_gases().gases
    by_family: list[dict[Family, Fraction]] = []
    for year in years:
        kgs: dict[Family, Fraction] = {}
        for total in year.accounts:
            for gas in total.gases if total.method in {None, options.method} else ():
                family = gases[gas.gas].family if gas.gas in gases else Family.OTHER
                kgs[family] = kgs.get(family, Fraction(0)) + gas.kg_co2e
        by_family.append(kgs)
    return [
        Series(
            options.say(f"gas/{family}"), options.style.fill(_FILLS.index(family)),
            in_unit([kgs.get(family) for kgs in by_family], options.mass),
        )
        for family in _FAMILIES
        if any(family in kgs for kgs in by_family)
    ]  # fmt: skip


def energy_by_carrier(years: Years, options: Options) -> list[Series]:
    """Return the carriers, the largest first; the renewable part of one lies upon the rest of it, hatched.

    Raise ValueError if the unit is neither GJ nor MWh.
    """
    if options.energy_unit not in _PER_MWH:
        raise ValueError(f"{options.energy_unit!r} is not a unit of energy of this chart: GJ or MWh")
    per_mwh = _PER_MWH[options.energy_unit]
    uses = [{(use.carrier, use.renewable): use.mwh for use in year.energy} for year in years]
    keys = sorted({key for of in uses for key in of})
    parts = {key: tuple(None if (mwh := of.get(key)) is None else mwh * per_mwh for of in uses) for key in keys}
    carriers = dict.fromkeys(carrier for carrier, _ in keys)
    whole = [(carrier, together(parts[key] for key in keys if key[0] == carrier)) for carrier in carriers]
    series = []
    for place, (carrier, figures, is_rest) in enumerate(
        gathered(whole, MOST_CARRIERS, lambda count: options.say("others", count))
    ):
        if is_rest:
            series.append(Series(carrier, OTHERS, figures))
            continue
        name, fill = labels.name(carrier, years, options.language), options.style.fill(place)
        for renewable in (False, True):
            part = parts.get((carrier, renewable), ())
            if any(figure is not None for figure in part):
                mark = options.bracketed(options.say("renewable")) if renewable else ""
                series.append(Series(name + mark, Fill(fill.colour, DIAGONALS) if renewable else fill, part))
    return series


def renewable_shares(years: Years, options: Options) -> Row:
    """Return the renewable share of every year's electricity, empty where there is none."""
    shares = [year.electricity.renewable_share_percent if year.electricity else None for year in years]
    cells = tuple("" if share is None else f"{write_figure(share, 1)} %" for share in shares)
    return Row(options.say("share_of_electricity"), cells)


def sum_by_scope(year: InventoryResult, options: Options, key: Callable[[Cell], Key]) -> dict[Key, dict[int, Fraction]]:
    """Add a year's breakdown up by a key and then by scope [kg CO2e], scope 2 by one method."""
    scope_of = {total.account.id: total.account.scope for total in year.accounts}
    sums: dict[Key, dict[int, Fraction]] = {}
    for cell in year.breakdown:
        scope = scope_of.get(cell.account)
        if scope is not None and cell.method in {None, options.method}:
            of_key = sums.setdefault(key(cell), {})
            of_key[scope] = of_key.get(scope, Fraction(0)) + cell.kg_co2e
    return sums


def intensities(metric: str, of: str, years: Years, options: Options) -> list[Fraction | None]:
    """Return a numerator per unit of a metric by year [kg CO2e per unit]."""
    kgs = []
    for year in years:
        ratios = [
            ratio
            for ratio in year.intensity
            if (ratio.metric, ratio.unit, ratio.numerator) == (metric, of, options.numerator)
        ]
        kgs.append(next((ratio.kg_co2e_per_unit for ratio in ratios if ratio.method in {None, options.method}), None))
    return kgs
