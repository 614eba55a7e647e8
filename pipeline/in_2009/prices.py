"""Prices inside China in the second half of 2009, USD per tonne.

Where a Chinese quote exists its mean of 10 July to December is taken, value added tax inside it as
quoted; else the export price of 2009 over the mean ratio of export to Chinese quotes.
"""

from __future__ import annotations

from pathlib import Path

from pipeline import estimates_upstream, prices_made
from pipeline import prices as later_prices
from pipeline._figures import Row, chosen, derived, estimate, reported
from pipeline._past import extract
from pipeline.in_2009._read import YEAR, choice, fact
from pipeline.in_2009._supply import (
    OTHER_HEAVY,
    baskets,
    coefficient,
    heavy_metal,
    magnets,
)
from pipeline.in_2009.technology import rows as technology

RAW: dict[str, str] = {}
EXTRACT = "trade"

KILOGRAMS = 1000.0
INSIDE = ("la", "pr", "nd", "tb", "dy")
KROOS, LYNAS = "kroos2025", "lynas_table2010"
MARKET, BASIS = "China ex works", "oxide, value added tax included, July to December"
WEDGE = "export price of 2009 over 1.40, the mean ratio of export to Chinese quotes of five oxides"
BACK = "Chinese quote over that of samarium oxide on 9 March 2012, times its price of 2009"
NONE = "no quote of 2009 was found"
MARGIN = "oxide by recipe plus the conversion margin of NdPr metal in July 2024"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one price for each good."""
    oxides = [*_quoted(), *_exported(), *_carried_back()]
    price = {str(row["good"]): float(row["value"]) for row in oxides}
    metals = _metals(price)
    price |= {str(row["good"]): float(row["value"]) for row in metals}
    return {"prices": [*oxides, *metals, *_magnets(price), _scrap(price), *_ores(price)]}


def wedge() -> float:
    """Mean ratio of export price to Chinese quote."""
    return sum(fact(f"fob_{name}") / fact(f"inside_{name}") for name in INSIDE) / len(INSIDE)


def margin() -> float:
    """Cost of turning oxide into NdPr metal in July 2024, USD/t."""
    costs = estimates_upstream.rows(extract(estimates_upstream))["costs"]
    return next(float(row["value"]) for row in costs if row["process"] == "make_ndpr_metal")


def _row(good: str, figure: Row, basis: str = BASIS, market: str = MARKET) -> Row:
    return {"good": good, "market": market, "basis": basis, **figure}


def _quoted() -> list[Row]:
    note = "dated means of a proprietary series, read from the figures of the paper"
    return [
        _row(
            f"{name}_oxide",
            reported(fact(f"inside_{name}") * KILOGRAMS, KROOS, YEAR, 0.08, note),
        )
        for name in INSIDE
    ]


def _exported() -> list[Row]:
    return [
        _row(
            f"{name}_oxide",
            estimate(
                fact(f"fob_{name}") * KILOGRAMS / wedge(), f"{LYNAS};{KROOS}", YEAR, 0.15, WEDGE
            ),
        )
        for name in ("ce", "sm", "eu")
    ]


def _carried_back() -> list[Row]:
    samarium = fact("fob_sm") * KILOGRAMS / wedge()
    out: list[Row] = []
    for name, good in (("gd", "gd_oxide"), ("y", "y_oxide"), ("er", OTHER_HEAVY)):
        value = samarium * fact(f"march_2012_{name}") / fact("march_2012_sm")
        note = f"{NONE}; erbium stands for the group" if name == "er" else NONE
        source = f"reuters_smm2012;{LYNAS};{KROOS}"
        out.append(_row(good, estimate(value, source, YEAR, 0.5, BACK, note), "oxide, estimate"))
    return out


def _metals(price: dict[str, float]) -> list[Row]:
    source = f"{KROOS};chinatungsten_july2024"
    inputs = {
        "ndpr_metal": ("nd_oxide", "pr_oxide"),
        "mischmetal": ("la_oxide", "ce_oxide"),
        "dy_metal": ("dy_oxide",),
        "tb_metal": ("tb_oxide",),
        "sm_metal": ("sm_oxide",),
    }
    out: list[Row] = []
    for good, oxides in inputs.items():
        value = margin() + sum(
            price[oxide] * coefficient(f"make_{good}", oxide, "input") for oxide in oxides
        )
        note = ""
        if good == "sm_metal":
            value += chosen("prices")["lanthanum_reductant"] * float(out[1]["value"])
            note = "mischmetal stands for the lanthanum metal that is used up"
        sd = 0.3 if good in ("sm_metal", "mischmetal") else 0.12
        out.append(_row(good, estimate(value, source, YEAR, sd, MARGIN, note), "metal"))
    return out


def export_value() -> float:
    """Mean value of a tonne of magnets that China exported in 2009, USD."""
    value = fact("magnet_value_2010") / (1 + fact("magnet_value_growth"))
    return value / (fact("magnet_exports_2010") / (1 + fact("magnet_exports_growth")))


def _magnets(price: dict[str, float]) -> list[Row]:
    made, source = magnets(), f"ccr_magnets2011;{KROOS}"
    heavy = sum(
        heavy_metal(name) * coefficient(f"make_{name}_metal", f"{name}_oxide", "input") * usd
        for name, usd in (("dy", price["dy_oxide"]), ("tb", price["tb_oxide"]))
    )
    gap = heavy / sum(made.high_coercivity.values())
    share = made.high_coercivity["CHN"] / made.ndfeb["CHN"]
    how = (
        "mean export value of 2009 (625 million USD of 2010 over 1.6613, 13,886 t over 1.4831), "
        "the grades apart by the dysprosium and terbium oxide in a tonne"
    )
    standard = export_value() - share * gap
    ratio = "price of the standard grade times 3.2, their ratio in 2024"
    return [
        _row(
            "ndfeb_standard",
            estimate(standard, source, YEAR, 0.2, how),
            "finished",
            "China FOB",
        ),
        _row(
            "ndfeb_high_coercivity",
            estimate(standard + gap, source, YEAR, 0.2, how),
            "finished",
            "China FOB",
        ),
        _row(
            "smco",
            estimate(
                standard * choice("smco_over_ndfeb"),
                f"{source};freedonia_smco2019;miit_magnets2020",
                YEAR,
                0.5,
                ratio,
                NONE,
            ),
            "finished",
            "world",
        ),
    ]


def _scrap(price: dict[str, float]) -> Row:
    held = sum(
        float(row["value"]) * price[str(row["good"])]
        for row in technology(Path())["recipes"]
        if (row["process"], row["role"]) == ("recycle_magnet_scrap", "output")
    )
    how = "oxide recovered from a tonne at the prices of 2009 times a payable share of .85"
    figure = estimate(held * choice("scrap_payable"), KROOS, YEAR, 0.35, how, NONE)
    return _row("magnet_scrap", figure, "as swarf", "China")


def _ores(price: dict[str, float]) -> list[Row]:
    """Ore has the share of the worth of its oxides that it had in 2024."""
    later = {
        str(row["good"]): float(row["value"])
        for script in (later_prices, prices_made)
        for row in script.rows(extract(script))["prices"]
    }
    out: list[Row] = []
    how = "price of 2024 times the worth of the oxides in it at prices of 2009 over that of 2024"
    for deposit in ("bastnaesite", "ionic_clay"):
        ratio = _worth(deposit, price) / _worth(deposit, later)
        value = later[f"{deposit}_concentrate"] * ratio
        figure = derived(
            value, f"{KROOS};{LYNAS};usgs_mcs_rare_earths2025;baci2024", YEAR, 0.4, how
        )
        out.append(_row(f"{deposit}_concentrate", figure, "per t REO contained"))
    times = "bastnaesite times 1.5 for the richer share of neodymium and praseodymium"
    value = float(out[0]["value"]) * choice("monazite_over_bastnaesite")
    monazite = estimate(value, f"{KROOS};{LYNAS};arafura_nolans2017", YEAR, 0.5, times)
    return [*out, _row("monazite_concentrate", monazite, "per t REO contained", "world")]


def _worth(deposit: str, price: dict[str, float]) -> float:
    return sum(share * price[good] for (name, good), share in baskets().items() if name == deposit)
