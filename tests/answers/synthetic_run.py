"""A made-up run with plausible patterns: the April 2025 regime as it might look, quickly."""

from datetime import date

import numpy as np
import xarray as xr

from backfire.answers import Answer, Provenance
from backfire.answers.run import KIND, Facts

PLACES = {
    "CHN": "China",
    "USA": "United States",
    "DEU": "Germany",
    "REU": "Rest of EU",
    "JPN": "Japan",
    "KOR": "South Korea",
    "AUS": "Australia",
    "MYS": "Malaysia",
    "MMR": "Myanmar",
    "VNM": "Viet Nam",
    "IND": "India",
    "THA": "Thailand",
    "GBR": "United Kingdom",
    "BRA": "Brazil",
    "ROW": "Rest of world",
}
GOODS = {
    "bastnaesite_concentrate": ("Bastnaesite concentrate", "concentrate", 210_000, 4_000),
    "monazite_concentrate": ("Monazite concentrate", "concentrate", 90_000, 4_500),
    "ionic_clay_concentrate": ("Ionic clay concentrate", "concentrate", 60_000, 26_000),
    "la_oxide": ("Lanthanum oxide", "oxide", 80_000, 600),
    "ce_oxide": ("Cerium oxide", "oxide", 130_000, 1_000),
    "pr_oxide": ("Praseodymium oxide", "oxide", 16_000, 56_000),
    "nd_oxide": ("Neodymium oxide", "oxide", 55_000, 55_000),
    "sm_oxide": ("Samarium oxide", "oxide", 6_000, 2_100),
    "eu_oxide": ("Europium oxide", "oxide", 500, 27_000),
    "gd_oxide": ("Gadolinium oxide", "oxide", 4_500, 24_000),
    "tb_oxide": ("Terbium oxide", "oxide", 600, 810_000),
    "dy_oxide": ("Dysprosium oxide", "oxide", 2_600, 260_000),
    "ho_oxide": ("Holmium oxide", "oxide", 500, 65_000),
    "y_oxide": ("Yttrium oxide", "oxide", 14_000, 6_000),
    "lu_oxide": ("Lutetium oxide", "oxide", 60, 740_000),
    "other_heavy_oxide": ("Other heavy oxides", "oxide", 1_200, 44_000),
    "sc_oxide": ("Scandium oxide", "oxide", 40, 770_000),
    "mischmetal": ("Mischmetal", "metal", 9_000, 4_000),
    "ndpr_metal": ("NdPr metal", "metal", 62_000, 68_000),
    "sm_metal": ("Samarium metal", "metal", 2_200, 11_000),
    "dy_metal": ("Dysprosium metal", "metal", 1_700, 330_000),
    "tb_metal": ("Terbium metal", "metal", 380, 1_000_000),
    "ndfeb_standard": ("Standard NdFeB magnets", "magnet", 110_000, 40_000),
    "ndfeb_high_coercivity": ("High-coercivity NdFeB magnets", "magnet", 45_000, 75_000),
    "smco": ("SmCo magnets", "magnet", 4_200, 90_000),
    "magnet_scrap": ("Magnet scrap", "scrap", 60_000, 15_000),
}
USES = {
    "electric_vehicles": "Electric vehicles",
    "other_vehicles": "Other vehicles",
    "wind_turbines": "Wind turbines",
    "air_conditioners": "Air conditioners",
    "electronics": "Electronics",
    "industrial_machinery": "Industrial machinery",
    "aerospace_defence": "Aerospace and defence",
    "catalysts": "Catalysts",
    "glass_ceramics_phosphors": "Glass, ceramics and phosphors",
    "metallurgy_other": "Metallurgy and other",
}
PROCESSES = (
    "mine_bastnaesite",
    "mine_monazite",
    "mine_ionic_clay",
    "separate_bastnaesite",
    "separate_monazite",
    "separate_ionic_clay",
    "recover_scandium",
    "recycle_magnet_scrap",
    "make_mischmetal",
    "make_ndpr_metal",
    "make_sm_metal",
    "make_dy_metal",
    "make_tb_metal",
    "make_ndfeb_standard",
    "make_ndfeb_high_coercivity",
    "make_smco",
)
CONTROLLED = {
    "sm_oxide": 0.5,
    "gd_oxide": 0.6,
    "tb_oxide": 1.0,
    "dy_oxide": 0.95,
    "lu_oxide": 0.5,
    "sc_oxide": 0.6,
    "y_oxide": 0.98,
    "sm_metal": 0.6,
    "dy_metal": 0.8,
    "tb_metal": 0.9,
    "ndfeb_high_coercivity": 0.75,
    "smco": 0.55,
}
MAGNETS = ("ndfeb_standard", "ndfeb_high_coercivity", "smco")
START = np.datetime64("2025-04-04")
DEMAND = {
    "CHN": 0.55,
    "JPN": 0.12,
    "USA": 0.08,
    "DEU": 0.06,
    "REU": 0.07,
    "KOR": 0.04,
    "THA": 0.02,
    "VNM": 0.02,
    "IND": 0.02,
    "GBR": 0.01,
    "ROW": 0.01,
}
OUTPUT = {
    "concentrate": {
        "CHN": 0.62, "USA": 0.12, "AUS": 0.08, "MMR": 0.12, "IND": 0.02, "THA": 0.02, "ROW": 0.02,
    },
    "oxide": {"CHN": 0.89, "MYS": 0.06, "USA": 0.02, "REU": 0.01, "IND": 0.01, "VNM": 0.01},
    "metal": {"CHN": 0.91, "VNM": 0.04, "JPN": 0.03, "THA": 0.015, "GBR": 0.005},
    "magnet": {"CHN": 0.91, "JPN": 0.06, "DEU": 0.01, "VNM": 0.01, "KOR": 0.005, "USA": 0.005},
    "scrap": {"CHN": 0.92, "JPN": 0.06, "DEU": 0.02},
}  # fmt: skip
OBSERVED_MAGNETS = {
    "2025-01": 6357,
    "2025-02": 3590,
    "2025-03": 5323,
    "2025-04": 2626,
    "2025-05": 1238,
    "2025-06": 3188,
    "2025-07": 5577,
    "2025-08": 6146,
    "2025-09": 5774,
    "2025-10": 5473,
    "2025-11": 6150,
}
OBSERVED_MAGNETS_USA = {
    "2025-03": 585, "2025-05": 46, "2025-06": 353, "2025-07": 619, "2025-08": 590,
    "2025-09": 420, "2025-10": 656, "2025-11": 582,
}  # fmt: skip
OBSERVED_PRICES = (
    ("dy_oxide", "outside", "2025-05-06", 3.27, 2.69, 3.85),
    ("dy_oxide", "inside", "2025-05-06", 0.88, np.nan, np.nan),
    ("dy_oxide", "outside", "2025-09-15", 3.1, np.nan, np.nan),
    ("dy_oxide", "inside", "2025-09-15", 0.87, np.nan, np.nan),
    ("tb_oxide", "outside", "2025-05-06", 3.7, 2.9, 4.4),
    ("tb_oxide", "inside", "2025-05-06", 1.2, np.nan, np.nan),
    ("y_oxide", "outside", "2025-11-10", 21.0, 16.0, 25.0),
    ("y_oxide", "inside", "2025-11-10", 1.1, np.nan, np.nan),
)


def synthetic_run(draws: int = 12, weeks: int = 60, *, control: bool = True) -> Answer:
    """Make up a run of the given size; without a control nothing runs short."""
    return answer_of(synthetic_dataset(draws, weeks, control=control))


def answer_of(dataset: xr.Dataset) -> Answer:
    """The answer of a dataset whose attributes are those of `provenance` and `facts`."""
    known = dataset.attrs
    provenance = Provenance(**{k: v for k, v in known.items() if k in Provenance.model_fields})
    facts = Facts(**{k: v for k, v in known.items() if k in Facts.model_fields})
    return Answer.of(KIND, dataset, provenance, facts)


def synthetic_dataset(draws: int = 12, weeks: int = 60, *, control: bool = True) -> xr.Dataset:
    """Make up the dataset behind `synthetic_run`, with provenance and facts as attributes."""
    random = np.random.default_rng(2025)
    week = (np.datetime64("2025-01-01") + 7 * np.arange(weeks)).astype("datetime64[ns]")
    elapsed = (week - START.astype(week.dtype)) / np.timedelta64(7, "D")
    size = np.ones(draws) if draws == 1 else np.exp(0.25 * random.standard_normal(draws))
    severity = _severity(elapsed) * (1.0 if control else 0.0)
    baseline = _baseline()
    arrays = {
        **_prices(random, severity, size),
        **_shortages(elapsed, severity, size),
        **_exports(severity, size, baseline["flow0"]),
        **baseline,
        **_exposure(size, control=control),
        **_observations(),
    }
    coords = _coords(draws, week)
    axes = {row.name: row.axes for row in (*KIND.quantities, *KIND.labels)}
    return xr.Dataset(
        {row.name: (row.axes, arrays[row.name]) for row in KIND.quantities},
        coords={name: (axes[name], values) for name, values in coords.items()},
        attrs=_attrs(control=control),
    )


def _severity(elapsed: np.ndarray) -> np.ndarray:
    """Share of the flow withheld: all at once, then relief as licences come."""
    relief = np.interp(elapsed, [0, 9, 16, 30, 60], [0.95, 0.9, 0.45, 0.3, 0.25])
    return np.where(elapsed < 0, 0.0, relief)


def _bite(good: str) -> float:
    return CONTROLLED.get(good, 0.04 if good.startswith("ndfeb") else 0.01)


def _prices(random, severity, size):
    draws, weeks = size.size, severity.size
    slow = np.convolve(severity, np.exp(-np.arange(20) / 6.0) / 6.0)[:weeks]
    price = np.ones((draws, weeks, len(GOODS), 2))
    for g, good in enumerate(GOODS):
        noise = 0.015 * random.standard_normal((draws, weeks)) * (severity > 0)
        fear = 1.6 * _bite(good) * slow[None, :] * size[:, None]
        price[:, :, g, 1] = np.exp(fear + noise)
        price[:, :, g, 0] = np.exp(-0.12 * _bite(good) * slow[None, :] + noise / 2)
    middle = np.quantile(price, (0.05, 0.5, 0.95), axis=0)
    inside = np.arange(len(PLACES)) == 0
    price_at = np.where(inside, middle[..., 0][..., None], middle[..., 1][..., None])
    return {"price": price, "contract": np.sqrt(price), "price_at": price_at}


def _shortages(elapsed, severity, size):
    goods, places, weeks, draws = list(GOODS), list(PLACES), elapsed.size, size.size
    stopped = np.zeros((draws, weeks, len(goods), len(places)))
    first = np.full((draws, len(goods), len(places)), np.nan)
    for g, good in enumerate(goods):
        for p, place in enumerate(places):
            if good not in CONTROLLED or place == "CHN" or place not in DEMAND:
                continue
            cover = 5.5 + 1.2 * (p % 5) + 1.1 * (g % 4)
            pressure = (elapsed[None, :] - cover * size[:, None]) / 0.9
            level = 0.8 * CONTROLLED[good] * severity[None, :] / (1 + np.exp(-pressure))
            level = np.where(level > 0.01, level, 0.0)
            stopped[:, :, g, p] = np.clip(level, 0, 1)
            for d in range(draws):
                over = np.flatnonzero(level[d] >= 0.05)
                if over.size:
                    first[d, g, p] = max(7.0 * elapsed[over[0]], 1.0)
    within = (elapsed >= 0) & (elapsed < 52)
    at = np.quantile(stopped, (0.05, 0.5, 0.95), axis=0)
    lost = 0.6 * stopped[:, within].mean(axis=1)
    return {"stopped": at, "unmet": 0.7 * at, "first_shortage": first, "unmet_share": lost}


def _exports(severity, size, flow):
    exports = np.zeros((size.size, severity.size, len(GOODS)))
    for g, (good, (_, stage, _, _)) in enumerate(GOODS.items()):
        rate = flow[g, 0, 1:].sum() / 52
        through = 1 - severity[None, :] * min(1.0, _bite(good) + 0.6 * (stage == "magnet"))
        exports[:, :, g] = rate * np.clip(through, 0.02, 1) ** size[:, None]
    share = np.array([0.0 if p == "CHN" else DEMAND.get(p, 0.0) for p in PLACES])
    middle = np.quantile(exports, (0.05, 0.5, 0.95), axis=0)
    return {
        "exports": exports,
        "exports_to_targets": exports * DEMAND["USA"] / share.sum(),
        "exports_to": middle[..., None] * share / share.sum(),
    }


def _baseline():
    goods, places, uses = list(GOODS), list(PLACES), list(USES)
    flow = np.zeros((len(goods), len(places), len(places)))
    use = np.zeros((len(goods), len(uses), len(places)))
    output = np.zeros((len(goods), len(places)))
    want = np.array([DEMAND.get(p, 0.0) for p in places])
    weight = np.array([0.22, 0.16, 0.12, 0.1, 0.13, 0.12, 0.03, 0.05, 0.04, 0.03])
    for g, (_, stage, tonnes, _) in enumerate(GOODS.values()):
        made = np.array([OUTPUT[stage].get(p, 0.0) for p in places])
        output[g] = tonnes * made
        next_stage = {"concentrate": "oxide", "oxide": "metal", "metal": "magnet"}.get(stage)
        taken = (
            want
            if next_stage is None
            else np.array([OUTPUT[next_stage].get(p, 0.0) for p in places])
        )
        flow[g] = output[g][:, None] * taken[None, :]
        if stage == "magnet":
            use[g] = weight[:, None] * flow[g].sum(axis=0)[None, :]
        if stage == "oxide":
            use[g, 7:] = 0.2 * flow[g].sum(axis=0)[None, :] / 3
    production = np.zeros((len(PROCESSES), len(places)))
    for k, process in enumerate(PROCESSES):
        stage = "concentrate" if process.startswith("mine") else "oxide"
        stage = "magnet" if "ndfeb" in process or "smco" in process else stage
        production[k] = 50_000 * np.array([OUTPUT[stage].get(p, 0.0) for p in places])
    cover = np.where(want > 0, 7.0, np.nan) * np.ones((len(goods), 1))
    price = np.array([row[3] for row in GOODS.values()], dtype=float)
    return {
        "flow0": flow,
        "use0": use,
        "output0": output,
        "production0": production,
        "price0": price,
        "cover0": cover,
    }


def _exposure(size, *, control):
    billions = np.array([42.0, 55.0, 6.0, 5.0, 31.0, 28.0, 18.0, 2.0, 1.5, 0.8])
    by_use = 1e9 * billions[None, :] * size[:, None] * (1.0 if control else 0.0)
    return {"exposure": by_use.sum(axis=1), "exposure_by": by_use}


def _observation_rows():
    rows = [
        ("magnet_exports", "magnets", "", "", month, value, np.nan, np.nan, "customs-2025")
        for month, value in OBSERVED_MAGNETS.items()
    ]
    rows += [
        ("magnet_exports", "magnets", "USA", "", month, value, np.nan, np.nan, "customs-2025")
        for month, value in OBSERVED_MAGNETS_USA.items()
    ]
    rows += [
        ("price", good, "", side, day, value, low, high, "price-reports-2025")
        for good, side, day, value, low, high in OBSERVED_PRICES
    ]
    return rows


def _observations():
    rows = _observation_rows()
    return {
        "observed_value": np.array([row[5] for row in rows], dtype=float),
        "observed_low": np.array([row[6] for row in rows], dtype=float),
        "observed_high": np.array([row[7] for row in rows], dtype=float),
    }


def _coords(draws, week):
    rows = _observation_rows()
    observed = {
        f"observation_{name}": np.array([row[column] for row in rows], dtype=object)
        for name, column in (
            ("series", 0),
            ("good", 1),
            ("place", 2),
            ("side", 3),
            ("date", 4),
            ("source", 8),
        )
    }
    return {
        "draw": np.arange(draws),
        "week": week,
        "good": np.array(list(GOODS), dtype=object),
        "place": np.array(list(PLACES), dtype=object),
        "side": np.array(["inside", "outside"], dtype=object),
        "quantile": np.array([0.05, 0.5, 0.95]),
        "origin": np.array(list(PLACES), dtype=object),
        "destination": np.array(list(PLACES), dtype=object),
        "use": np.array(list(USES), dtype=object),
        "process": np.array(PROCESSES, dtype=object),
        "good_name": np.array([row[0] for row in GOODS.values()], dtype=object),
        "good_stage": np.array([row[1] for row in GOODS.values()], dtype=object),
        "place_name": np.array(list(PLACES.values()), dtype=object),
        "use_name": np.array(list(USES.values()), dtype=object),
        **observed,
    }


def _attrs(*, control):
    return {
        "title": "China's rare-earth export controls of 2025" if control else "No control",
        "scenario": "name: rare-earths-2025\nstarts: 2025-01-01\ntargets: [USA, DEU, REU, JPN]\n"
        + ("controls: [{kind: licence}]\n" if control else "controls: []\n"),
        "scenario_name": "rare-earths-2025" if control else "no-control",
        "edition": "2025.11",
        "edition_checksum": "0123456789abcdef",
        "parameters": "prior",
        "seed": 7,
        "version": "0.1.0",
        "seconds": 6.4,
        "sources": {
            "customs-2025": "General Administration of Customs, monthly exports, 2025.",
            "price-reports-2025": "Price reporting agencies as quoted in the press, 2025. "
            "https://example.org/prices",
        },
        "precision": "float32",
        "sender": "CHN",
        "targets": ("USA", "DEU", "REU", "JPN"),
        "outside": tuple(place for place in PLACES if place != "CHN"),
        "reference_goods": tuple(CONTROLLED),
        "reference_start": date(2025, 4, 4),
        "reference_weeks": 52,
        "today": date(2025, 11, 30),
        "fitted_until": date(2025, 5, 31),
        "mass_balance": 3e-10,
        "drift": 2e-8,
    }
