"""Metals, magnets and scrap in 2009, and the plants that made them."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate
from pipeline.in_2009._read import YEAR, choice, fact
from pipeline.in_2009._supply import (
    coefficient,
    heavy_metal,
    magnets,
    ndpr_metal,
)
from pipeline.in_2009.oxide_use import mischmetal_world
from pipeline.in_2009.technology import scrap_recycled
from pipeline.in_2009.trade import bought

RAW: dict[str, str] = {}
EXTRACT = "trade"

FULL_USE = 0.97
CCR, CHINA_ORG = "ccr_magnets2011", "china_org_magnets2013"
CHINA = "52,000 t of sintered blanks times .7133 finished per blank, and 3,000 t of bonded magnets"
ABROAD = (
    "output of 2010 (19.3 and 1.3 % of 98,200 t of blanks) times China's change, 52,000 over "
    "78,000 t, and finished per blank"
)
GRADE = "the grades apart by an assumed share"
NEED = "need of all magnet makers by recipe, all made in China"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return production and capacity of metals, magnets and recycling."""
    return {
        "production": [*_ndpr(path), *_other_metals(path), *_magnets(), _recycled()],
        "capacity": _capacity(),
    }


def ndpr_output(path: Path) -> dict[str, float]:
    """Neodymium-praseodymium metal by place, t."""
    need = ndpr_metal("JPN")
    bought_abroad = bought(path, "280530", "JPN") * choice("metal_for_magnets")
    japan = max(need - bought_abroad, choice("japan_metal_floor") * need)
    vietnam = bought(path, "280530", "JPN", "VNM")
    return {"JPN": japan, "VNM": vietnam, "CHN": ndpr_metal() - japan - vietnam}


def _ndpr(path: Path) -> list[Row]:
    made = ndpr_output(path)
    figures = {
        "CHN": estimate(
            made["CHN"],
            f"{CCR};{CHINA_ORG}",
            YEAR,
            0.15,
            "need of all magnet makers by recipe less what Japan and Viet Nam made",
        ),
        "JPN": estimate(
            made["JPN"],
            f"{CHINA_ORG};baci2024",
            YEAR,
            0.8,
            "need of its magnet makers less .85 of the metals bought, at least a tenth of the need",
        ),
        "VNM": estimate(
            made["VNM"],
            "baci2024",
            YEAR,
            0.3,
            "exports of rare earth metals (BACI), all taken as NdPr and as all output",
        ),
    }
    return [_row("make_ndpr_metal", place, figure) for place, figure in figures.items()]


def _other_metals(path: Path) -> list[Row]:
    dysprosium = "all oxide separated and recycled less other uses, as metal, all made in China"
    samarium = sum(magnets().smco.values()) * coefficient("make_smco", "sm_metal", "input")
    mischmetal = "metallurgy and battery alloys of the world, all made in China"
    heavy = "kroos2025;smm_quarterly2011"
    return [
        _row("make_dy_metal", "CHN", estimate(heavy_metal("dy"), heavy, YEAR, 0.35, dysprosium)),
        _row("make_tb_metal", "CHN", estimate(heavy_metal("tb"), heavy, YEAR, 0.6, dysprosium)),
        _row("make_sm_metal", "CHN", estimate(samarium, CCR, YEAR, 0.5, NEED)),
        _row(
            "make_mischmetal",
            "CHN",
            estimate(mischmetal_world(path), "kmza_shares2008;baci2024", YEAR, 0.4, mischmetal),
        ),
    ]


def _magnets() -> list[Row]:
    made, out = magnets(), list[Row]()
    grades = (("standard", made.standard), ("high_coercivity", made.high_coercivity))
    for grade, places in grades:
        for place, tonnes in places.items():
            china = place == "CHN"
            sd = 0.15 if china else 0.3 if place == "JPN" else 0.6
            how = f"{CHINA if china else ABROAD}; {GRADE}"
            source = CCR if china else f"{CHINA_ORG};{CCR}"
            figure = estimate(tonnes, source, YEAR, sd, how, "finished mass")
            out.append(_row(f"make_ndfeb_{grade}", place, figure))
    for place, tonnes in made.smco.items():
        if place == "CHN":
            figure = derived(tonnes, CCR, YEAR, 0.2, "600 t of 2010, said to be flat on 2009")
        else:
            how = "the share of NdFeB made outside China, split evenly among the places named"
            figure = estimate(tonnes, f"{CCR};{CHINA_ORG}", YEAR, 0.8, how)
        out.append(_row("make_smco", place, figure))
    return out


def _recycled() -> Row:
    how = "3,300 t of oxide recycled in 2010 over what a tonne of scrap yields"
    note = "the rest of the scrap was not recycled"
    figure = estimate(scrap_recycled(), "smm_quarterly2011", YEAR, 0.4, how, note)
    return _row("recycle_magnet_scrap", "CHN", figure)


def _capacity() -> list[Row]:
    """Plants that made the output of 2010 stood, or nearly, at the end of 2009."""
    finished, made = choice("blank_yield"), magnets()
    plant = {
        "CHN": (
            fact("sintered_2010") * finished + fact("bonded_2010"),
            CCR,
            "output of 2010 (78,000 t of blanks, 4,000 t bonded) at 97 % use, split like output",
        ),
        "JPN": (
            fact("japan_2010") * finished,
            CHINA_ORG,
            "output of 2010 (19.3 % of 98,200 t of blanks) at 97 % use, split like output",
        ),
    }
    out: list[Row] = []
    for place, (tonnes, source, how) in plant.items():
        for grade, places in (
            ("standard", made.standard),
            ("high_coercivity", made.high_coercivity),
        ):
            value = tonnes / FULL_USE * places[place] / made.ndfeb[place]
            figure = estimate(value, source, YEAR, 0.2, how)
            out.append({"process": f"make_ndfeb_{grade}", "place": place, **figure})
    return out


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}
