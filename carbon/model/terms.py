"""The standard's words: every fixed vocabulary of the project, as enumerations and tables of names."""

from __future__ import annotations

from enum import StrEnum


class Scope2Method(StrEnum):
    """How Scope 2 is counted (GHG Protocol Scope 2 Guidance, chapter 4)."""

    LOCATION = "location_based"
    MARKET = "market_based"


class NumberForm(StrEnum):
    """How the numbers of a file are written: `plain` is a decimal point and no mark between thousands."""

    PLAIN = "plain"
    POINT = "point"
    COMMA = "comma"
    UNDECIDED = "undecided"


class Severity(StrEnum):
    """What a problem does: a refusal stops the calculation, a warning is listed."""

    REFUSAL = "refusal"
    WARNING = "warning"


class Rung(StrEnum):
    """Where on the ladder a factor was found, the first rung first; what others measured needs none."""

    EXPLICIT = "explicit"
    FACILITY = "facility"
    SUPPLIER = "supplier"
    OWN = "own"
    DATASET = "dataset"
    EARLIER_YEAR = "earlier_year"
    WIDER_GEOGRAPHY = "wider_geography"
    REPORTED = "reported"


class Verdict(StrEnum):
    """What became of a rung of the ladder."""

    TAKEN = "taken"
    PASSED = "passed"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    NOT_ALLOWED = "not_allowed"


class ValueIs(StrEnum):
    """What a factor's value is: the mass of a gas, its CO2e, or the CO2e of all gases as it is printed beside them."""

    MASS = "mass"
    CO2E = "co2e"
    TOTAL = "total"


class Family(StrEnum):
    """Families of gases, by where they are posted."""

    CARBON_DIOXIDE = "carbon_dioxide"
    METHANE = "methane"
    NITROUS_OXIDE = "nitrous_oxide"
    HFC = "hfc"
    PFC = "pfc"
    SULPHUR_HEXAFLUORIDE = "sulphur_hexafluoride"
    NITROGEN_TRIFLUORIDE = "nitrogen_trifluoride"
    BIOGENIC_CO2 = "biogenic_co2"
    MONTREAL = "montreal"
    OTHER = "other"
    CO2E = "co2e"
    ROUNDING = "rounding"


class Edition(StrEnum):
    """Which edition of a dataset an inventory year takes that is no calendar year."""

    BY_MONTH = "by_month"
    BY_YEAR_PART = "by_year_part"


class InstrumentKind(StrEnum):
    """Kinds of contractual instrument in the order of the hierarchy (Scope 2 Guidance, table 6.3)."""

    CERTIFICATE = "certificate"
    CONTRACT = "contract"
    SUPPLIER_RATE = "supplier_rate"


class UpstreamDecision(StrEnum):
    """What is done about the upstream emissions of an energy carrier."""

    COMPUTE = "compute"
    REPORTED = "reported"
    EXCLUDE = "exclude"


class TargetForm(StrEnum):
    """How a target rule draws its path: the form is code, every number in it is data of the rule."""

    ABSOLUTE_CONTRACTION = "absolute_contraction"
    RECENT_YEAR_CONTRACTION = "recent_year_contraction"
    INTENSITY_CONTRACTION = "intensity_contraction"
    SECTORAL_CONVERGENCE = "sectoral_convergence"
    FIVE_YEAR_CYCLE = "five_year_cycle"
    REDUCTION_POINTS = "reduction_points"
    SHARE_POINTS = "share_points"
    YEARLY_RATE = "yearly_rate"


class RuleStatus(StrEnum):
    """How a target rule stands: `own` is the organisation's, `experimental` is our reading of a text."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    EXPERIMENTAL = "experimental"
    OWN = "own"


class TargetQuantity(StrEnum):
    """What a target limits; a renewable share is the one that it asks for at least."""

    EMISSIONS = "emissions"
    INTENSITY = "intensity"
    RENEWABLE_SHARE = "renewable_share"
    ELECTRICITY_MWH = "electricity_mwh"
    ACTIVITY = "activity"


ACTIVITY_COLUMNS = (
    "activity", "quantity", "unit", "period", "start", "end", "time", "facility", "meter", "record_id", "geography",
    "supplier", "instrument", "factor", "data_quality", "evidence", "note",
)  # fmt: skip
"""The columns of activity data that have a meaning (every other column is kept in the file and ignored)."""

LONGEST_LINE = 2_097_152
"""The longest line of a text file that is read [bytes]."""

REQUIRED_COLUMNS = ("activity", "quantity", "unit")

GWP_SETS = ("AR4_GWP100", "AR5_GWP100", "AR5_GWP100_CH4_28", "AR6_GWP100")

ANYWHERE = "any"
"""The geography of a physical fact that holds everywhere (a composition, not an average)."""

BIOGENIC_ACCOUNT = "outside_scopes/biogenic_co2"
MONTREAL_ACCOUNT = "outside_scopes/montreal_protocol_gases"
UPSTREAM_ACCOUNT = "scope3/03_fuel_and_energy_related_activities"
ELECTRICITY = "electricity"
ELECTRICITY_ACCOUNT = "scope2/electricity"
VEHICLE_ELECTRICITY_ACCOUNT = "scope2/electricity_of_vehicles"
UPSTREAM = "upstream/"
"""What stands before an activity, or a carrier, of which the upstream is meant."""
VEHICLE_ELECTRICITY = "vehicle_electricity/"
"""What stands before a vehicle by distance of which the electricity is meant."""
KG_PER_T = 1000
"""Kilograms in a tonne."""
