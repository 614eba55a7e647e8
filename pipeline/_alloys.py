"""What a tonne of finished NdFeB magnet takes in, from China's metal and scrap of 2024.

Recyclers show the mix of elements in swarf, and swarf has the mix of what goes in. The metal of
praseodymium and neodymium that China used fixes the scale. Both grades hold the same share of rare
earth; dysprosium and terbium are in the high-coercivity grade, cerium, gadolinium and holmium in
the standard one. China's dysprosium oxide and terbium metal of 2024 are spread over the world's
high-coercivity magnets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline._facts import NATIONAL, choice, oxide_ratio, recipe, separated
from pipeline._figures import pick, table
from pipeline._magnets import Magnets, magnets

SCRAP = {"PrNd": "PrNd oxide", "Gd": "Gd2O3", "Tb": "Tb4O7", "Dy": "Dy2O3", "Ho": "Ho2O3"}
CERIUM_SHARE = 0.65
NEODYMIUM_SHARE = 0.75


@dataclass(frozen=True)
class Alloys:
    """Inputs of the two grades, t per t finished, and outputs of recycling, t per t scrap."""

    scrap_per_tonne: float
    standard: dict[str, float]
    high_coercivity: dict[str, float]
    recycled: dict[str, float]
    scrap: float


def alloys(path: Path) -> Alloys:
    """Return compositions that agree with China's metal, scrap and grades of 2024."""
    made = magnets(path)
    inputs, heavy = _inputs(path), _heavy(path)
    plain, strong = made.standard["CHN"], made.high_coercivity["CHN"]
    share = sum(inputs.values()) / (plain + strong)
    only_strong = {name: heavy[name] / sum(made.high_coercivity.values()) for name in heavy}
    others = ("mischmetal", "Gd", "Ho")
    only_plain = {name: inputs[name] / plain for name in others}
    high = {"ndpr_metal": share - sum(only_strong.values()), **only_strong}
    standard = {
        "ndpr_metal": share - sum(only_plain.values()),
        "mischmetal": only_plain["mischmetal"],
    }
    standard |= {
        "gd_oxide": only_plain["Gd"] * oxide_ratio(path, "Gd"),
        "ho_oxide": only_plain["Ho"] * oxide_ratio(path, "Ho"),
    }
    per_tonne = 1 / made.finished_share - 1
    scrap = made.blanks * (1 - made.finished_share)
    return Alloys(per_tonne, standard, high, _recycled(path, scrap), scrap)


def _scrapped(path: Path) -> dict[str, float]:
    """Oxides from scrap, t; what is named nowhere is cerium and lanthanum."""
    found = {
        name: separated(path, element_or_product=f"{formula} from scrap", period="2024")
        for name, formula in SCRAP.items()
    }
    total = separated(path, element_or_product="REO from NdFeB scrap", period="2024")
    return {**found, "rest": total - sum(found.values())}


def _inputs(path: Path) -> dict[str, float]:
    """Metal that went into China's magnets, t, by element."""
    scrapped = _scrapped(path)
    used = separated(path, **NATIONAL, element_or_product="PrNd metal", metric="consumption")
    ratio = recipe(path, group="oxide_to_metal", item="NdPr (75:25 by metal mass)")
    scale = used * ratio / scrapped["PrNd"]
    return {
        "ndpr_metal": used,
        "Dy": scrapped["Dy"] * scale / oxide_ratio(path, "Dy"),
        "Tb": scrapped["Tb"] * scale / oxide_ratio(path, "Tb"),
        "Gd": scrapped["Gd"] * scale / oxide_ratio(path, "Gd"),
        "Ho": scrapped["Ho"] * scale / oxide_ratio(path, "Ho"),
        "mischmetal": scrapped["rest"] * scale / mischmetal_ratio(path),
    }


def _heavy(path: Path) -> dict[str, float]:
    """Dysprosium and terbium metal that the world's magnets take, t.

    Scrap shows less of both than is used, since part is brought onto the finished magnet.
    """
    dysprosium = separated(
        path,
        **NATIONAL,
        element_or_product="Dy2O3",
        metric="output incl. recycled (forecast late 2024)",
    )
    terbium = separated(path, **NATIONAL, element_or_product="Tb metal", metric="output")
    thermic = oxide_ratio(path, "Dy") / choice("metal_yield_thermic")
    return {"dy_metal": dysprosium / thermic, "tb_metal": terbium}


def mischmetal_ratio(path: Path) -> float:
    """Oxide per tonne of mischmetal by stoichiometry."""
    cerium, lanthanum = oxide_ratio(path, "Ce"), oxide_ratio(path, "La")
    return CERIUM_SHARE * cerium + (1 - CERIUM_SHARE) * lanthanum


def pr_of_metal(path: Path) -> float:
    """Praseodymium oxide in the oxide fed to make metal with 75 % neodymium."""
    pr = (1 - NEODYMIUM_SHARE) * oxide_ratio(path, "Pr")
    return pr / (pr + NEODYMIUM_SHARE * oxide_ratio(path, "Nd"))


def _recycled(path: Path, scrap: float) -> dict[str, float]:
    found = _scrapped(path)
    pr = pr_of_metal(path)
    cerium = CERIUM_SHARE * oxide_ratio(path, "Ce") / mischmetal_ratio(path)
    tonnes = {
        "pr_oxide": found["PrNd"] * pr,
        "nd_oxide": found["PrNd"] * (1 - pr),
        "gd_oxide": found["Gd"],
        "tb_oxide": found["Tb"],
        "dy_oxide": found["Dy"],
        "ho_oxide": found["Ho"],
        "ce_oxide": found["rest"] * cerium,
        "la_oxide": found["rest"] * (1 - cerium),
    }
    return {good: value / scrap for good, value in tonnes.items()}


def smco_phase(samarium: float, cobalt: float) -> float:
    """Share of samarium in the mean of SmCo5 and Sm2Co17, from atomic weights."""
    light = samarium / (samarium + 5 * cobalt)
    heavy = 2 * samarium / (2 * samarium + 17 * cobalt)
    return (light + heavy) / 2


def metal_used(path: Path, good: str, made: Magnets, mix: Alloys, place: str) -> float:
    """Tonnes of a metal that the magnet makers of a place take in."""
    plain = made.standard.get(place, 0.0) * mix.standard.get(good, 0.0)
    return plain + made.high_coercivity.get(place, 0.0) * mix.high_coercivity.get(good, 0.0)


def metal_output(path: Path) -> float:
    """China's output of praseodymium-neodymium metal, t."""
    made = table(path / "stage" / "metals_magnets.csv")
    return pick(made, **NATIONAL, product="PrNd metal", metric="output", period="2024")
