"""`carbon.lock` as text: sorted, a line for each thing, made to be committed and read in a diff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from carbon.accounting.frozen_year import Lock, LockedInput, LockedTerm, LockedYear
from carbon.accounting.lock import FORMAT, SEAL, seal, seal_of_all
from carbon.factors.records import Dataset, Factor, FactorRow, HeatingValue
from carbon.model import exact

if TYPE_CHECKING:
    from tomlkit.items import Array, Table


_HEAD = (
    "Written by `carbon freeze`: commit it, and leave it as it is. `carbon verify` computes every year again and says "
    "what has moved."
)


def lock_text(lock: Lock) -> str:
    """Write a lock."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    document["format"] = FORMAT
    years = tomlkit.table(is_super_table=True)
    for year, locked in sorted(lock.years.items()):
        years[str(year)] = _year(locked)
    document[SEAL] = seal_of_all({year: table[SEAL] for year, table in years.items()})
    document["years"] = years
    return tomlkit.dumps(document)


def _year(locked: LockedYear) -> Table:
    """Write a year."""
    import tomlkit

    table = tomlkit.table()
    table.update({"start": locked.start, "end": locked.end, "carbon": locked.carbon, "gwp_set": locked.gwp_set})
    if locked.factors_as_of:
        table["factors_as_of"] = locked.factors_as_of
    table["figures"] = _rows(
        {"figure": one.name, "scope2_method": one.method, "value": exact.plain(one.value), "unit": one.unit}
        for one in locked.figures
    )
    table["inputs"] = _rows(map(_input, locked.inputs))
    table["datasets"] = _rows(_dataset(one) for one in locked.datasets)
    table["factors"] = _rows(_factor(factor, row) for factor in locked.factors for row in _printed(factor))
    table["heating_values"] = _rows(map(_heating_value, locked.heating_values))
    table["gwp"] = _rows(
        {"gwp_set": name, "gas": gas, "value": exact.plain(value)}
        for name, values in sorted(locked.gwp.items())
        for gas, value in sorted(values.items())
    )
    table["terms"] = _rows(map(_term, locked.terms))
    table["order"] = {geography: list(names) for geography, names in sorted(locked.order.items())}
    table["rules"] = dict(sorted(locked.rules.items()))
    table[SEAL] = seal(table.unwrap())
    return table


def _rows(rows: Iterable[Mapping[str, Any]]) -> Array:
    """Write rows, each on a line of its own; empty cells are left out."""
    import tomlkit

    array = tomlkit.array().multiline(multiline=True)
    for row in rows:
        table = tomlkit.inline_table()
        table.update({key: value for key, value in row.items() if value is not None and value != ""})
        array.append(table)
    return array


def _input(one: LockedInput) -> dict[str, Any]:
    """Write an input."""
    kg = "" if one.kg_co2e is None else exact.plain(one.kg_co2e)
    return {"file": one.file, "sha256": one.sha256, "rows": one.rows, "taken": one.taken, "kg_co2e": kg}


def _dataset(one: Dataset) -> dict[str, Any]:
    """Write a dataset; what it is not is left out."""
    flags = {"timeless": one.timeless, "statistical": one.statistical, "own": one.own}
    return {
        "dataset": one.name,
        "version": one.version,
        "publisher": one.publisher,
        "title": one.title,
        "licence": one.licence,
        "heating_values": one.heating_values,
        "bills": one.bills,
        "edition": one.edition,
        **{name: True for name, is_so in flags.items() if is_so},
    }


def _printed(factor: Factor) -> tuple[FactorRow, ...]:
    """Return the gases of a factor, and the CO2e that is printed beside them."""
    return factor.rows if factor.printed is None else (*factor.rows, factor.printed)


def _factor(factor: Factor, row: FactorRow) -> dict[str, Any]:
    """Write one gas of a factor under the columns of factors.csv."""
    return {
        "dataset": factor.dataset.id,
        "activity": factor.activity,
        "variant": factor.variant,
        "geography": factor.geography,
        "valid_from": _day(factor.valid_from),
        "valid_to": _day(factor.valid_to),
        "data_year": str(factor.data_year or ""),
        "published_on": str(factor.published_on or ""),
        "unit": factor.unit,
        "gas": row.gas,
        "value": exact.plain(row.value),
        "value_is": f"{'total' if row is factor.printed else 'co2e'}:{row.gwp_set}" if row.co2e else "mass",
        "lower": "" if row.lower is None else exact.plain(row.lower),
        "upper": "" if row.upper is None else exact.plain(row.upper),
        "calorific_basis": factor.calorific_basis,
        "cell": row.cell,
        "supplier": factor.supplier,
        "facility": factor.facility,
    }


def _heating_value(one: HeatingValue) -> dict[str, Any]:
    """Write a heating value under the columns of heating_values.csv."""
    return {
        "dataset": one.dataset.id,
        "fuel": one.fuel,
        "geography": one.geography,
        "valid_from": _day(one.valid_from),
        "valid_to": _day(one.valid_to),
        "published_on": str(one.published_on or ""),
        "unit": one.unit,
        "value": exact.plain(one.value),
        "energy_unit": one.energy_unit,
        "calorific_basis": one.calorific_basis,
        "cell": one.cell,
    }


def _term(one: LockedTerm) -> dict[str, Any]:
    """Write a term."""
    return {
        "account": one.account,
        "scope2_method": one.method,
        "activity": one.activity,
        "geography": one.geography,
        "quantity": exact.plain(one.quantity),
        "unit": one.unit,
        "factor": one.factor,
        "heating_value": one.heating_value,
        "kg": {gas: exact.plain(kg) for gas, kg in one.kg.items()},
    }


def _day(day: date | None) -> str:
    """Write a day, empty for none."""
    return str(day or "")
