"""Commands that are run on a folder, with options as they should be and as they should not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

INVENTORY = ("inventory", ".", "--format", "json")
"""The command whose figures are held against the oracle."""

YEARS = ("2024", "2023", "2024", "1990", "2100", "1989", "02024", "２０２４", "2024.0", "20_24", "113", " 2024")
NAMES = ("en", "zh", "fr", "t", "kg", "json", "table", "csv", "xml")
PERCENTS = ("42%", "42 %", "42", "0%", "-5%", "110.3 %", "1e9%", "0.0000000001%", "%", "5％")
ODD = (
    "",
    " ",
    "nan",
    "inf",
    "-1",
    "1e5",
    "1e999999999",
    "9" * 5000,
    "x" * 3000,
    "%s",
    "{0}",
    "none",
    "合計",
    "\x1b[31mred",
    "a\nb",
    "caf\udce9",
    "\u202e",
    "[x]",
    "a=b",
    "../..",
    "/etc/passwd",
    ".",
    "*",
    "'",
    '"',
)
TARGETS = (
    "out.txt",
    "out.json",
    "out.svg",
    "out.pdf",
    "out.png",
    "new/out.csv",
    ".",
    "activity",
    "activity/0.csv",
    "activity/new.csv",
    "carbon.toml",
    "carbon.lock",
    "metrics.csv",
    "scenarios/example.toml",
    "/dev/full",
    "caf\udce9.svg",
    "x" * 300,
)
SETTABLE = (
    "renewable_share.2030=60%",
    "renewable_share.2030=60",
    "renewable_share.2030=-1%",
    "renewable_share.2030=none",
    "end=2040",
    "end=2100",
    "end=2020",
    "end=02030",
    "x.y=1",
    "electricity.growth=2 %/yr",
    "electricity.growth=-100 %/yr",
    "electricity.growth=1e9 %/yr",
    "electricity.efficiency=200 %",
    "measures.led.capex=1",
    "measures.led.lifetime=0",
    "discount_rate=-100 %/yr",
    "draws=0",
    "draws=200",
    "grid_factor.change=-101 %/yr",
    "targets.near.target_year=2035",
    "=",
    "a=",
    "=1",
)
SWEEPS = (
    "renewable_share.2030=20%:60%:20%",
    "renewable_share.2030=60%:20%:20%",
    "renewable_share.2030=20%:60%:0%",
    "renewable_share.2030=20%:60%:0.0001%",
    "x=1.2.3:4:1",
    "targets.near.target_year=2029:2031:1",
    "end=2030:2032:1",
    "renewable_share.2030=1:2",
    "renewable_share.2030",
)
SOLVES = (
    "renewable_share.2030",
    "renewable_share.2030=10%:90%",
    "renewable_share.2030=90%:10%",
    "electricity.growth",
    "electricity.growth=-50 %/yr:50 %/yr",
    "end",
    "title",
    "x.y",
)
FIGURES = (
    "scope1",
    "scope2",
    "scope2/electricity",
    "scope3",
    "outside_scopes",
    "avoided",
    "excluded/water/supply",
    "nothing",
    "/",
)
ACTIVITIES = ("electricity", "diesel/mobile", "refrigerant/R-410A", "waste", "natural_gas/stationary", "nothing")
FACTORS = (
    "tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01",
    "own@2024:electricity:TW:kWh:2024-01-01",
    "tw-moea-electricity@2026-06",
    ":::::",
)
WORDS = ("柴油", "bus", "gasoline", "natural gas", "影印紙", "diesel car", "nothing at all")
KINDS = (
    "emissions",
    "accounts",
    "gases",
    "facilities",
    "months",
    "intensity",
    "energy",
    "scope2",
    "target",
    "pathway",
    "fan",
    "renewable",
    "whatif",
    "abatement",
    "pie",
)

PROPER: dict[str, tuple[str, ...]] = {
    "--year": YEARS,
    "--geography": ("TW", "GB", "US/CAMX", "tw", "Taiwan", "ZZ", "US/", "/"),
    "--gwp-set": ("AR6_GWP100", "AR5_GWP100", "AR4_GWP100", "AR6", "ar6_gwp100"),
    "--organisation": ("Example Ltd", "範例", "a,b"),
    "--encoding": ("utf-8", "big5", "cp950", "windows-1252", "utf-16", "utf-7", "idna", "punycode", "rot13", "hex"),
    "--decimal": ("point", "comma", "both"),
    "--format": ("json", "csv", "table", "json"),
    "--language": ("en", "zh", "fr"),
    "--mass-unit": ("t", "kg", "lb"),
    "--output": TARGETS,
    "--scenario": ("example", "measures", "forty-percent", "missing", "scenarios/example.toml", "activity/0.csv"),
    "--budget": ("inventory_years", "trapezoid"),
    "--set": SETTABLE,
    "--sweep": SWEEPS,
    "--solve": SOLVES,
    "--target": PERCENTS,
    "--gap": ("0.1%", "5%", "0%", "-1%", "0.1"),
    "--time-limit": ("5", "0", "0.001", "-1"),
    "--frontier": ("2", "3", "1", "51"),
    "--rule": ("sbti-aca-2020", "sbti-aca-2026", "sbti-re", "kgi-renewable", "kgi-net-zero", "missing"),
    "--base-year": ("2023", "2022", "2024", "2030"),
    "--target-year": ("2030", "2035", "2023", "2100"),
    "--scopes": ("1,2", "2", "3", "1,2,3", "4", "2,2", "1;2"),
    "--scope2-method": ("market_based", "location_based", "both"),
    "--submitted": ("2025-03-01", "2025-03", "2025-02-30", "1/3/2025"),
    "--metric": ("employees", "revenue"),
    "--growth": PERCENTS,
    "--activity": ACTIVITIES,
    "--rate": PERCENTS,
    "--share": PERCENTS,
    "--sector": ("metrics.csv", "scenarios/grid/falling.csv", "missing.csv"),
    "--most-recent-year": ("2024", "2023", "2022"),
    "--net-zero-year": ("2050", "2040", "2090"),
    "--width": ("170", "84", "nan", "0", "1e9", "5"),
    "--height": ("100", "10", "inf", "-4"),
    "--style": ("carbon.toml", "missing.toml"),
    "--dataset": ("own", "tw-moea-electricity", "tw-moea-electricity@2026-06", "missing@1", "@"),
    "--month": ("1", "12", "13", "0"),
    "--unit": ("kWh", "L", "mWh", "度"),
    "--supplier": ("someone",),
    "--facility": ("taipei-hq", "kaohsiung", "taiwan"),
    "--factor": FACTORS,
    "--as-of": ("2025-03-31", "2025-03", "2025-02-30"),
    "--folder": (".", "missing"),
    "--into": ("emission_factors", "new", "activity"),
    "--version": ("2024", "2024-05", "..", "a/b", "1 2"),
    "--source": ("source.toml", "emission_factors/own/2024/source.toml", "carbon.toml"),
    "--to": ("tw-moea-electricity@2026-06", "tw-moenv-604@6.0.4", "own@2024", "missing@1", "x"),
    "--publisher": ("KGI", "nobody"),
    "--example": ("kgi", "trade_van", "missing"),
}
"""Values of every option, most of them right."""
FLAGS = frozenset({"--thaw", "--no-inputs", "--list", "--accept-inputs", "--apply", "--help"})

BARE = ("--year", "--geography", "--gwp-set", "--organisation", "--encoding", "--decimal")
WRITTEN = ("--format", "--output", "--language")
TARGET = (
    "--base-year", "--target-year", "--scopes", "--scope2-method", "--submitted", "--metric", "--growth", "--activity",
    "--rate", "--share", "--sector", "--most-recent-year", "--net-zero-year",
)  # fmt: skip
Maker = Callable[[Random], list[str]]


def _folder(random: Random) -> list[str]:
    """Name the folder, now and then a bare file or something that is none."""
    if random.random() < 0.75:
        return ["."]
    bare = ["activity/0.csv", "--geography", "TW", "--year", "2024"]
    return random.choice((bare, bare, ["missing"], ["carbon.toml"], [".", "."], ["activity"], ["metrics.csv"]))


def _side(random: Random) -> str:
    """Name one side of a comparison."""
    return random.choice((".@2023", ".@2024", ".", "carbon.lock", "carbon.lock@2024", "missing@2024", ".@", "@2024"))


def _scenario(random: Random) -> list[str]:
    """Name a scenario, mostly one that is there."""
    return ["--scenario", random.choice(("example", "measures", "forty-percent", *PROPER["--scenario"]))]


def _rule(random: Random) -> list[str]:
    """Name a rule and its years, mostly well."""
    years = ["--base-year", "2023", "--target-year", "2030"] if random.random() < 0.7 else []
    return ["--rule", random.choice(("sbti-aca-2020", *PROPER["--rule"])), *years]


def _change(random: Random) -> list[str]:
    """Say what is changed in a scenario."""
    name = random.choice(("--set", "--set", "--sweep", "--solve"))
    return [name, random.choice(PROPER[name])] if random.random() < 0.95 else ["--list"]


def _chart(random: Random) -> list[str]:
    """Ask for a chart, with what its kind needs."""
    kind = random.choice(KINDS)
    needs = _rule(random) if kind == "target" else []
    needs = _scenario(random) if kind in {"pathway", "fan", "renewable", "whatif", "abatement"} else needs
    return ["chart", kind, *_folder(random), "--output", random.choice(("out.svg", "out.svg", *TARGETS)), *needs]


def _comparison(random: Random) -> list[str]:
    """Ask for a comparison of two years or two sides."""
    years = ["--year", "2023", "--year", "2024"] if random.random() < 0.4 else []
    return ["diff", *([".", *years] if years else [_side(random), _side(random)])]


def _import(random: Random) -> list[str]:
    """Ask for a table to be made a dataset."""
    table = random.choice(("emission_factors/own/2024/factors.csv", "activity/0.csv", "missing.csv", "table.csv"))
    named = ["--dataset", random.choice(("own", "mine", "Mine!", "../x")), "--into", "emission_factors"]
    return ["factors", "import", table, *named, "--version", random.choice(PROPER["--version"])]


def _initial(random: Random) -> list[str]:
    """Ask for a new folder."""
    return ["init", random.choice(("new", "new", ".", "activity", "a/b", "carbon.toml", "caf\udce9", "a\nb", "-"))]


COMMANDS: tuple[tuple[int, Maker, tuple[str, ...]], ...] = (
    (8, lambda random: ["inventory", *_folder(random)], (*BARE, *WRITTEN, "--mass-unit", "--thaw", "--no-inputs")),
    (6, lambda random: ["check", *_folder(random)], (*BARE, "--format", "--output")),
    (4, lambda random: ["explain", random.choice(FIGURES), *_folder(random)], (*BARE, *WRITTEN, "--thaw")),
    (3, lambda _: ["freeze", "."], ("--year", "--thaw", "--accept-inputs", "--format")),
    (5, lambda _: ["verify", "."], ("--year", *WRITTEN)),
    (5, _comparison, ("--thaw", *WRITTEN)),
    (4, lambda random: ["pathway", *_folder(random), *_scenario(random)], ("--year", "--budget", *WRITTEN)),
    (6, lambda random: ["whatif", *_folder(random), *_scenario(random), *_change(random)], ("--target", *WRITTEN)),
    (4, lambda random: ["optimise", ".", *_scenario(random), "--time-limit", "5"],
     ("--set", "--target", "--gap", "--time-limit", "--frontier", *WRITTEN)),
    (5, lambda random: ["target", ".", *_rule(random)], (*TARGET, "--list", *WRITTEN)),
    (5, _chart, (*TARGET, "--set", "--width", "--height", "--style", "--language", "--year", "--decimal")),
    (2, lambda random: ["factors", "find", random.choice(WORDS)],
     ("--folder", "--dataset", "--year", "--geography", "--format", "--output")),
    (1, lambda _: ["factors", "list", "--dataset", "tw-moea-electricity"], ("--folder", "--year", "--format")),
    (2, lambda random: ["factors", "show", random.choice(FACTORS)], ("--folder", "--format", "--output")),
    (3, lambda random: ["factors", "explain", random.choice(ACTIVITIES), "--year", "2024", "--folder", "."],
     ("--geography", "--month", "--unit", "--supplier", "--facility", "--factor", "--as-of", *WRITTEN)),
    (2, _import, ("--source", "--encoding", "--format")),
    (3, lambda random: ["factors", "upgrade", ".", "--to", random.choice(PROPER["--to"])],
     ("--apply", "--thaw", *WRITTEN)),
    (3, _initial, ("--example", "--organisation", "--geography", "--year", "--language")),
)  # fmt: skip
"""How often a command is drawn, how it begins, and its other options."""


def drawn(random: Random) -> list[str]:
    """Draw a command on the folder `.`; half of them ask for the inventory as JSON."""
    if random.random() < 0.5:
        return list(INVENTORY)
    if random.random() < 0.004:
        return ["selftest", "--publisher", "KGI"]
    (_, make, names) = random.choices(COMMANDS, [weight for weight, _, _ in COMMANDS])[0]
    arguments = make(random)
    for name in random.sample(names, min(len(names), random.choice((0, 1, 1, 2, 3)))):
        arguments += _option(random, name)
    return arguments


def _option(random: Random, name: str) -> list[str]:
    """Write an option, now and then with a value that nobody expects."""
    if name in FLAGS:
        return [name]
    return [name, random.choice(ODD if random.random() < 0.15 else PROPER[name])]
