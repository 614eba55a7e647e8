"""What each process takes in and puts out per tonne of activity."""

from __future__ import annotations

from pathlib import Path

from pipeline._alloys import (
    CERIUM_SHARE,
    NEODYMIUM_SHARE,
    Alloys,
    alloys,
    smco_phase,
)
from pipeline._facts import choice, fact, oxide_ratio, recipe
from pipeline._figures import Row, derived, estimate

RAW = {
    "stage/recipes.csv": "7f6956ee14b87f9346f7d1d6cd2cbfd66d5d2f0bb7ffc149703abd6419fc3394",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "stage/metals_magnets.csv": "930b7aea7434a662ef99415529ba8833583365bb2c3db3f849a1c5bdb0fa90e0",
    "stage/end_use.csv": "3a5c28f3ce41f99cb67efe5d48f59e7dd85280f1f72ab7ff8ac899171f5dcc27",
}
EXTRACT = "upstream"

DEPOSITS = ("bastnaesite", "monazite", "ionic_clay")
EXACT = 0.001
IUPAC = "iupac_weights2021"
ARGUS = "argus_viewpoint2024;argus_recycled2025"
GRADES = f"{ARGUS};jlmag_output2024;acrei_demand2024"
MIX = (
    "mix of China's recycled oxides of 2024, scaled to the 80,000 t of NdPr metal used; the same "
    "share of rare earth in both grades"
)
HEAVY = {
    "dy_metal": "Chinese dysprosium oxide of 2024, as metal, over all high-coercivity magnets",
    "tb_metal": "Chinese terbium metal of 2024 over all high-coercivity magnets",
}
SCRAP = "swarf is what finished magnets leave of blanks at JL Mag (20,900 of 29,300 t)"
MASS = "finished mass; China's 300,000 t are read as blanks with cerium magnets inside"
FORMS = "one tonne of activity is one tonne of the good"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return all recipe rows but the recoveries."""
    mix = alloys(path)
    return {
        "recipes": [*_mines(), *_separation(), *_recycling(mix), *_metals(path), *_magnets(mix)]
    }


def _row(process: str, good: str, role: str, figure: Row) -> Row:
    return {"process": process, "good": good, "role": role, **figure}


def _by_definition(process: str, good: str, role: str) -> Row:
    return _row(process, good, role, derived(1.0, IUPAC, 2024, EXACT, FORMS))


def _mines() -> list[Row]:
    mines = [_by_definition(f"mine_{name}", f"{name}_concentrate", "output") for name in DEPOSITS]
    return [*mines, _by_definition("recover_scandium", "sc_oxide", "output")]


def _separation() -> list[Row]:
    return [_by_definition(f"separate_{name}", f"{name}_concentrate", "input") for name in DEPOSITS]


def _recycling(mix: Alloys) -> list[Row]:
    how = "oxide from scrap in China over scrap, taken as blanks less finished magnets (86,007 t)"
    rest = f"{how}; what recyclers do not name is split as in mischmetal"
    ndpr = f"{how}; split as in metal with 75 % neodymium"
    methods = {"ce_oxide": rest, "la_oxide": rest, "pr_oxide": ndpr, "nd_oxide": ndpr}
    out = [_by_definition("recycle_magnet_scrap", "magnet_scrap", "input")]
    for good, value in mix.recycled.items():
        sd = 0.3 if methods.get(good) == rest else 0.1
        figure = derived(value, f"{ARGUS};jlmag_output2024", 2024, sd, methods.get(good, how))
        out.append(_row("recycle_magnet_scrap", good, "output", figure))
    return out


def _metals(path: Path) -> list[Row]:
    practical = recipe(
        path,
        item="PrNd oxide consumed / PrNd metal consumed, China",
        metric="practical ratio (implied)",
    )
    loss = practical / recipe(path, group="oxide_to_metal", item="NdPr (75:25 by metal mass)")
    thermic = 1 / choice("metal_yield_thermic")
    molten = f"stoichiometry times {loss:.3f}, the loss implied by China's oxide and metal of 2024"
    lost = "stoichiometry over a yield of .95"
    makes: tuple[tuple[str, str, float, float, str, float], ...] = (
        (
            "make_ndpr_metal",
            "nd_oxide",
            NEODYMIUM_SHARE * oxide_ratio(path, "Nd"),
            loss,
            molten,
            0.03,
        ),
        (
            "make_ndpr_metal",
            "pr_oxide",
            (1 - NEODYMIUM_SHARE) * oxide_ratio(path, "Pr"),
            loss,
            molten,
            0.1,
        ),
        ("make_mischmetal", "ce_oxide", CERIUM_SHARE * oxide_ratio(path, "Ce"), loss, molten, 0.1),
        (
            "make_mischmetal",
            "la_oxide",
            (1 - CERIUM_SHARE) * oxide_ratio(path, "La"),
            loss,
            molten,
            0.1,
        ),
        ("make_sm_metal", "sm_oxide", oxide_ratio(path, "Sm"), thermic, lost, 0.05),
        ("make_dy_metal", "dy_oxide", oxide_ratio(path, "Dy"), thermic, lost, 0.05),
        ("make_tb_metal", "tb_oxide", oxide_ratio(path, "Tb"), thermic, lost, 0.05),
    )
    out = [
        _by_definition(process, process.removeprefix("make_"), "output")
        for process in dict.fromkeys(make[0] for make in makes)
    ]
    for process, good, ratio, factor, how, sd in makes:
        source = f"{IUPAC};argus_viewpoint2024" if how == molten else f"{IUPAC};sharma_seefurth1988"
        figure = estimate(ratio * factor, source, 2024, sd, how, _note(process))
        out.append(_row(process, good, "input", figure))
    return out


def _note(process: str) -> str:
    if process == "make_sm_metal":
        return "lanthanum used to reduce samarium is not counted as an input"
    if process == "make_ndpr_metal":
        return "75 % neodymium is an assumption; part of the oxide has other uses"
    return ""


def _magnets(mix: Alloys) -> list[Row]:
    out: list[Row] = []
    for process, inputs in (
        ("make_ndfeb_standard", mix.standard),
        ("make_ndfeb_high_coercivity", mix.high_coercivity),
    ):
        out.append(_by_definition(process, process.removeprefix("make_"), "output"))
        swarf = derived(mix.scrap_per_tonne, "jlmag_output2024", 2024, 0.1, SCRAP, MASS)
        out.append(_row(process, "magnet_scrap", "output", swarf))
        for good, value in inputs.items():
            sd = 0.1 if good == "ndpr_metal" else 0.25
            note = "oxide whose metal is made on the way" if good.endswith("oxide") else ""
            how = HEAVY.get(good, MIX)
            figure = estimate(value, GRADES, 2024, sd, how, note)
            out.append(_row(process, good, "input", figure))
    return [*out, *_smco(mix)]


def _smco(mix: Alloys) -> list[Row]:
    phase = smco_phase(fact("samarium_weight"), fact("cobalt_weight"))
    how = "samarium in the mean of SmCo5 and Sm2Co17, over finished magnets per blank at JL Mag"
    note = "swarf of SmCo is not followed"
    figure = estimate(
        phase * (1 + mix.scrap_per_tonne), f"{IUPAC};jlmag_output2024", 2024, 0.2, how, note
    )
    return [
        _by_definition("make_smco", "smco", "output"),
        _row("make_smco", "sm_metal", "input", figure),
    ]
