"""Our own estimates of metal making and recycling by place, and of conversion costs."""

from __future__ import annotations

from pathlib import Path

from pipeline._alloys import alloys, metal_output, metal_used
from pipeline._facts import NATIONAL, choice, mined, recipe, separated
from pipeline._figures import Row, derived, estimate, pick, readings, reported, table
from pipeline._magnets import magnets
from pipeline._mines import BACI, baci
from pipeline.baci import weighs
from pipeline.oxide_use import good_use, sector_use

RAW = {
    "stage/recipes.csv": "7f6956ee14b87f9346f7d1d6cd2cbfd66d5d2f0bb7ffc149703abd6419fc3394",
    "stage/costs.csv": "14fe0448656455bd979b8aac3381690ef23576ea6e14f132486e6a12211ff9d4",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "stage/metals_magnets.csv": "930b7aea7434a662ef99415529ba8833583365bb2c3db3f849a1c5bdb0fa90e0",
    "stage/end_use.csv": "3a5c28f3ce41f99cb67efe5d48f59e7dd85280f1f72ab7ff8ac899171f5dcc27",
    "usgs_mcs2026_world_production.csv": (
        "1d5e5c00653ae6ce2d3ecdc5c939769254697bf40ed04ed5162ba29b877c7306"
    ),
    "iea_supply_by_country_2024_2040.csv": (
        "f1d1cb15dd946bddd007489a80babb720c10261d2d371b9e87ad495a74a0b652"
    ),
    BACI: "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816",
}
EXTRACT = "upstream"

NDPR, ARGUS = "make_ndpr_metal", "argus_viewpoint2024"
GRADES = "argus_viewpoint2024;argus_recycled2025;jlmag_output2024;acrei_demand2024"
KILOGRAMS = 1000.0


def rows(path: Path) -> dict[str, list[Row]]:
    """Return production, capacity and cost rows that rest on a choice of ours."""
    return {
        "production": [*_ndpr(path), *_other_metals(path), _recycled(path), _rest_separation(path)],
        "capacity": [{"process": NDPR, "place": "GBR", **_lcm(path)}],
        "costs": _costs(path),
    }


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}


def _ndpr(path: Path) -> list[Row]:
    printed = "estimate of the source in December 2024, taken as printed"
    note = "8,000 t above the 80,000 t used"
    china = estimate(metal_output(path), ARGUS, 2024, 0.08, printed, note)
    oxide = baci(path, "284690", "MYS", "JPN")
    japan = "oxide bought from Malaysia (BACI) over 1.2 t of oxide per tonne of metal"
    lcm = "two cells of 55 t a year at an assumed use of .7"
    zero = reported(
        0.0, "mp_results2025", 2024, "", "metal from December 2024; tonnage not published"
    )
    figures = {
        "CHN": china,
        "VNM": _exported(path, "VNM"),
        "THA": _exported(path, "THA"),
        "JPN": estimate(oxide / choice("metal_ratio_japan"), "baci2024", 2024, 0.7, japan),
        "GBR": estimate(
            float(_lcm(path)["value"]) * choice("lcm_use"), "mmta_lcm2023", 2023, 0.4, lcm
        ),
        "USA": zero,
    }
    return [_row(NDPR, place, figure) for place, figure in figures.items()]


def _exported(path: Path, place: str) -> Row:
    """All metal of a place without a use for it is exported."""
    total = sum(
        float(row["qty_t"])
        for row in table(path / BACI)
        if (row["exporter"], row["hs6"], row["year"]) == (place, "280530", "2024") and weighs(row)
    )
    how = "exports of rare earth metals (BACI), all taken as NdPr and as all output"
    return estimate(total, "baci2024", 2024, 0.3, how, "the magnet makers there use more")


def _lcm(path: Path) -> Row:
    made = table(path / "stage" / "metals_magnets.csv")
    value = pick(made, entity="Less Common Metals", metric="capacity")
    return derived(value, "mmta_lcm2023", 2023, 0.1, "two cells of 55 t a year")


def _other_metals(path: Path) -> list[Row]:
    made, mix = magnets(path), alloys(path)
    places = list(made.high_coercivity)
    dysprosium = sum(metal_used(path, "dy_metal", made, mix, place) for place in places)
    how = "need of all magnet makers by recipe, all made in China"
    terbium = separated(path, **NATIONAL, element_or_product="Tb metal", metric="output")
    samarium = sum(made.smco.values()) * _samarium(path)
    cerium = sum(metal_used(path, "mischmetal", made, mix, place) for place in made.standard)
    alloys_used = good_use(sector_use(path))["mischmetal", "metallurgy_other"]
    both = "need of all standard magnets by recipe plus world use in alloys, all made in China"
    printed = "estimate of the source in December 2024, taken as printed"
    return [
        _row("make_dy_metal", "CHN", estimate(dysprosium, GRADES, 2024, 0.25, how)),
        _row("make_tb_metal", "CHN", estimate(terbium, ARGUS, 2024, 0.1, printed, "down 16 %")),
        _row("make_sm_metal", "CHN", estimate(samarium, "miit_magnets2020", 2024, 0.4, how)),
        _row(
            "make_mischmetal",
            "CHN",
            estimate(cerium + alloys_used, f"{GRADES};kmza_shares2008", 2024, 0.4, both),
        ),
    ]


def _samarium(path: Path) -> float:
    from pipeline.stage_recipes import rows as recipe_rows

    recipes = recipe_rows(path)["recipes"]
    return next(
        float(row["value"])
        for row in recipes
        if row["process"] == "make_smco" and row["role"] == "input"
    )


def _recycled(path: Path) -> Row:
    how = "swarf of China's magnet makers: blanks less finished magnets, all recycled at home"
    note = "the 34,147 t of oxide from it are the outputs of the recipe"
    figure = estimate(
        alloys(path).scrap, "argus_viewpoint2024;jlmag_output2024", 2024, 0.15, how, note
    )
    return _row("recycle_magnet_scrap", "CHN", figure)


def _rest_separation(path: Path) -> Row:
    how = "the mine output that USGS lists as other, separated where it is mined"
    iea = table(path / "iea_supply_by_country_2024_2040.csv")
    refined = next(
        float(row["value"]) * KILOGRAMS
        for row in iea
        if (row["mineral"], row["stage"], row["country"], row["year"])
        == ("Rare Earth Elements", "refining", "Rest of world", "2024")
    )
    note = f"the IEA has {refined:,.0f} t of magnet elements refined outside the places it lists"
    figure = estimate(
        mined(path, "Other"), "usgs_mcs_rare_earths2026;iea_explorer2025", 2024, 0.8, how, note
    )
    return _row("separate_monazite", "ROW", figure)


def _costs(path: Path) -> list[Row]:
    found = table(path / "stage" / "costs.csv")
    read = readings()
    ore = read["us_concentrate_value_2024"] / read["us_concentrate_tonnes_2024"]
    bound = pick(found, "high", metric="cash cost") * KILOGRAMS
    rate = pick(found, project_or_stage="PrNd oxide 99%") / read["argus_ndpr_usd_2024"]
    practical = recipe(
        path,
        item="PrNd oxide consumed / PrNd metal consumed, China",
        metric="practical ratio (implied)",
    )
    spread = read["ndpr_metal_july_2024"] - practical * read["ndpr_oxide_july_2024"]
    blank = pick(found, project_or_stage="N52 sintered blank") * KILOGRAMS / rate
    share = 1 - pick(found, "low", metric="share of cost from Nd oxide") / 100
    finished = pick(found_magnets(path), product="NdFeB finished", period="2024") / pick(
        found_magnets(path), product="NdFeB blanks", metric="output", period="2024"
    )
    value = "value of US concentrate per tonne of oxide, taken as its cost: the mine earned nothing"
    below = "the 11 USD/kg of oxide stated as the most that the cheapest producers spend, less ore"
    tolling = "price of NdPr metal less 1.2 t of its oxide in July 2024, tax included"
    quarter = "a quarter of the price of an N52 blank of early 2024, over finished per blank"
    magnet = estimate(
        share * blank / finished,
        "baichuan_blank2024;macropolo_magnets2024;jlmag_output2024",
        2024,
        0.5,
        quarter,
    )
    return [
        _cost(
            "mine_bastnaesite",
            estimate(ore, "usgs_mcs_rare_earths2025;mp_results2025", 2024, 0.3, value),
        ),
        _cost(
            "separate_bastnaesite",
            estimate(
                bound - ore,
                "csis_beyond_rare_earths2025;usgs_mcs_rare_earths2025",
                2024,
                0.5,
                below,
            ),
        ),
        _cost(
            NDPR,
            derived(spread / rate, "chinatungsten_july2024;argus_recycled2025", 2024, 0.4, tolling),
        ),
        _cost("make_ndfeb_standard", magnet),
        _cost("make_ndfeb_high_coercivity", magnet),
    ]


def found_magnets(path: Path) -> list[dict[str, str]]:
    """Return the table of metals and magnets."""
    return table(path / "stage" / "metals_magnets.csv")


def _cost(process: str, figure: Row) -> Row:
    return {"process": process, "place": "*", **figure}
