"""Shares of the oxides in the three deposit types, and what separation recovers of them."""

from __future__ import annotations

from pathlib import Path

from pipeline._facts import recovery
from pipeline._figures import Row, derived, estimate
from pipeline._ores import Basket, baskets

RAW = {
    "stage/ore_baskets.csv": "74d070861aa8ec27e26d509a0bc3146ceb2e08eeb4b0aafcfd5c646fd702776c",
    "stage/recipes.csv": "7f6956ee14b87f9346f7d1d6cd2cbfd66d5d2f0bb7ffc149703abd6419fc3394",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "usgs_mcs2026_world_production.csv": (
        "1d5e5c00653ae6ce2d3ecdc5c939769254697bf40ed04ed5162ba29b877c7306"
    ),
    "usgs_mcs2026_us_salient.csv": (
        "a314909bb61182388471b6f7e9c95d43efaf4d9c9c195dee513eee02af667def"
    ),
    "baci_rare_earth_trade_1995_2024.csv.gz": (
        "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"
    ),
    "iea_supply_by_country_2024_2040.csv": (
        "f1d1cb15dd946bddd007489a80babb720c10261d2d371b9e87ad495a74a0b652"
    ),
}
EXTRACT = "upstream"

OXIDES = {
    "la_oxide": ("La",),
    "ce_oxide": ("Ce",),
    "pr_oxide": ("Pr",),
    "nd_oxide": ("Nd",),
    "sm_oxide": ("Sm",),
    "eu_oxide": ("Eu",),
    "gd_oxide": ("Gd",),
    "tb_oxide": ("Tb",),
    "dy_oxide": ("Dy",),
    "ho_oxide": ("Ho",),
    "y_oxide": ("Y",),
    "lu_oxide": ("Lu",),
    "other_heavy_oxide": ("Er", "Tm", "Yb"),
}
DIGITS = 6
CHONDRITE = "mcdonough_sun1995"
MP = "mp_10k2021"
CHECK = "argus_viewpoint2024;metalnomist_supply2024;iea_explorer2025;projectblue_quota2024"
LINE = "read off a smooth line over atomic number, shares divided by abundance in chondrite"
SUPPLY = (
    "mean of three accounts of China's NdPr (quota 45,000 t; 106,000 t less recycled and imported; "
    "IEA mine supply) over its hard-rock quota, mixed with Mountain Pass by tonnage"
)
OUTPUT = (
    "China's separated output of May and June 2024 over recovery, less what hard-rock ore gives, "
    "over 80,280 t of own and imported clay"
)
SMM = "smm_may2024;smm_june2024;metalnomist_supply2024;projectblue_quota2024"
NOLANS = (
    "mean of Nolans (26.4 %) and of Lynas's oxide over Australian ore and recovery; split as in "
    "bastnaesite"
)
NOTES = {
    "bastnaesite": "no full vector for Bayan Obo or Sichuan was found; Mountain Pass stands for it",
    "monazite": "Mount Weld weighs most; no full vector for it was found",
    "ionic_clay": "one basket for China, Myanmar, Laos and Malaysia; deposits differ widely",
}
HOW: dict[str, dict[str, tuple[str, float, str]]] = {
    "bastnaesite": {
        "La": (MP, 0.12, "what the other shares leave"),
        "Ce": (f"{MP};wuhan_partitioning", 0.04, "mean of Mountain Pass, Bayan Obo and Mianning"),
        "Pr": (f"{CHECK};{MP}", 0.15, f"{SUPPLY}; split as at Mountain Pass (4.3 to 12.2)"),
        "Nd": (f"{CHECK};{MP}", 0.12, f"{SUPPLY}; split as at Mountain Pass (4.3 to 12.2)"),
        "Sm": (MP, 0.15, "grade over total grade of a resource at Mountain Pass"),
        "Y": (
            "usgs_mcs_yttrium2020",
            0.4,
            "share of elements at Mountain Pass, taken as of oxides",
        ),
        "": (
            f"{MP};{CHONDRITE}",
            0.5,
            f"{LINE}, drawn on from Nd and Sm and scaled to the .68 % reported for the rest",
        ),
    },
    "monazite": {
        "La": (MP, 0.2, "what the other shares leave, split as at Mountain Pass"),
        "Ce": (MP, 0.15, "what the other shares leave, split as at Mountain Pass"),
        "Pr": (
            f"arafura_nolans2017;lynas_results2025;usgs_mcs_rare_earths2026;{MP}",
            0.2,
            NOLANS,
        ),
        "Nd": (
            f"arafura_nolans2017;lynas_results2025;usgs_mcs_rare_earths2026;{MP}",
            0.12,
            NOLANS,
        ),
        "Dy": (
            "arafura_nolans2023;lynas_heavy2025;energyfuels_2024;usgs_mcs_rare_earths2026",
            0.5,
            "hard rock: heavier oxides of Nolans times the 5 % of Lynas's heavy feed; sands: 5 % "
            "of NdPr at White Mesa; weighted by mine output",
        ),
        "Y": (CHONDRITE, 0.6, "as abundant as holmium against chondrite"),
        "": (f"{CHONDRITE};arafura_nolans2017", 0.5, f"{LINE}, between Nd and Dy and beyond"),
    },
    "ionic_clay": {
        "La": (CHONDRITE, 0.4, f"{LINE}, drawn on from Gd and Nd"),
        "Ce": (CHONDRITE, 0.6, "what the other shares leave"),
        "Pr": (
            f"metalnomist_supply2024;usgs_mcs_rare_earths2026;{MP}",
            0.25,
            "NdPr oxide of imported ore less that of US ore over 60,000 t; split as bastnaesite",
        ),
        "Nd": (
            f"metalnomist_supply2024;usgs_mcs_rare_earths2026;{MP}",
            0.15,
            "NdPr oxide of imported ore less that of US ore over 60,000 t; split as bastnaesite",
        ),
        "Eu": ("wuhan_partitioning", 0.4, "the lower bound stated for mid-yttrium clay"),
        "Gd": (SMM, 0.15, OUTPUT),
        "Tb": (SMM, 0.15, OUTPUT),
        "Dy": (SMM, 0.15, OUTPUT),
        "Ho": (SMM, 0.15, OUTPUT),
        "Sm": (f"{SMM};{CHONDRITE}", 0.3, f"{LINE}, between Nd and Gd"),
        "Y": ("zhang_clays2016", 0.25, "29 % for Ho to Lu and Y, less Ho to Lu"),
        "": (f"{SMM};{CHONDRITE}", 0.5, "as abundant as holmium against chondrite"),
    },
}


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the basket rows and the recovery of each separation."""
    found = baskets(path)
    return {
        "baskets": [row for deposit, basket in found.items() for row in _basket(deposit, basket)],
        "recipes": [_recovery(path, deposit) for deposit in found],
    }


def _basket(deposit: str, basket: Basket) -> list[Row]:
    shares = {
        good: round(sum(basket[name] for name in names), DIGITS) for good, names in OXIDES.items()
    }
    shares["la_oxide"] = round(1 - sum(shares.values()) + shares["la_oxide"], DIGITS)
    how = HOW[deposit]
    out: list[Row] = []
    for good, names in OXIDES.items():
        source, sd, method = how.get(names[0], how[""])
        figure = estimate(shares[good], source, 2024, sd, method, NOTES[deposit])
        out.append({"deposit": deposit, "good": good, **figure, "value": shares[good]})
    return out


def _recovery(path: Path, deposit: str) -> Row:
    figure = derived(
        recovery(path),
        "mexico_business_quota2025;starfeu_quota2024",
        2024,
        0.04,
        "China's separation quota of 254,000 t over its mining quota of 270,000 t",
        "one value for all deposits; 90 % planned at Browns Range",
    )
    key = {"process": f"separate_{deposit}", "good": "", "role": "recovery"}
    return {**key, **figure}
