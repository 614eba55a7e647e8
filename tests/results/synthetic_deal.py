"""A made-up deal: two issues that are exchanged, a dear third one, and two without a value."""

import numpy as np
import xarray as xr

from backfire.results import Band
from backfire.results.deal import (
    Assumed,
    BySupplyModel,
    Deal,
    Issue,
    Packages,
    Reading,
    Renewal,
    Score,
    Term,
    Threshold,
)

CHN, USA = "CHN", "USA"
BILLION = 1e9
WORTH = {CHN: (-1.0, 4.0, 1.0), USA: (5.0, -1.0, -3.0)}
NAMES = ("minerals", "tariff", "fees")


def around(middle: float, spread: float = 0.5) -> Band:
    ends = (middle - spread, middle, middle + spread)
    return Band(*(BILLION * each for each in ends))


def issue(number: int, giver: str, probability: float, signed: bool) -> Issue:
    return Issue(
        id=NAMES[number],
        name=f"the {NAMES[number]}",
        giver=giver,
        years=1.0,
        signed=signed,
        probability=probability,
        worth={side: around(WORTH[side][number]) for side in (CHN, USA)},
        ratio=Band(0.2, 0.25, None),
        flips={CHN: around(-2.0), USA: around(-0.8)},
    )


def dataset() -> xr.Dataset:
    """Two draws alike; the package holds the first two issues."""
    held = np.array([[1, 1], [1, 1], [0, 0]], dtype=bool)
    worth = BILLION * np.array([WORTH[CHN], WORTH[USA]])[:, :, None] * np.ones(2)
    packages = np.arange(8)[:, None] >> np.arange(3) & 1
    gains = packages @ worth[:, :, 0].T
    return xr.Dataset(
        {
            "worth": (("side", "issue", "draw"), worth),
            "flip": (("side", "issue", "draw"), np.zeros_like(worth)),
            "included": (("issue", "draw"), held),
            "gain": (("side", "draw"), (worth * held).sum(1)),
            "signed_gain": (("side", "draw"), worth.sum(1)),
            "package_gain": (("package", "side"), gains),
            "package_efficient": (("package",), np.array([0, 0, 0, 1, 0, 0, 0, 1], dtype=bool)),
        },
        coords={"side": [CHN, USA], "issue": list(NAMES), "package": np.arange(8)},
    )


def synthetic_deal(**changes: object) -> Deal:
    assumed = {"gains": {CHN: 3e9, USA: 4e9}, "exclusion": 0.75}
    sure = {"minerals": 1.0, "tariff": 1.0, "fees": 0.2}
    fields = {
        "scenario": "made-up",
        "values": "made-up",
        "edition": "2025.11",
        "sender": CHN,
        "target": USA,
        "names": {CHN: "China", USA: "the United States"},
        "seed": 1,
        "draws": 2,
        "permanent": 3.2,
        "discount_rate": 0.03,
        "dataset": dataset(),
        "issues": (issue(0, CHN, 1.0, True), issue(1, USA, 0.8, True), issue(2, USA, 0.2, True)),
        "gains": {CHN: around(3.0), USA: around(4.0)},
        "exclusion": {CHN: Band(0.5, 0.75, 1.0), USA: Band(1.0, 1.33, 2.0)},
        "packages": Packages(
            count=8,
            efficient=2,
            at_mean=("minerals", "tariff"),
            likeliest=("minerals", "tariff"),
            share=0.8,
            inside=Band(2.0, 2.0, 3.0),
            possible=1.0,
            signed_wanted=1.0,
            signed_efficient=1.0,
            signed_value=Band(0.7, 0.8, 0.9),
        ),
        "scores": (
            Score("Nash package", "both values known", 3, 2, 0.2, 0.6),
            Score("share of the others", "both values known", 3, 3, 0.1, 0.3),
            Score("Nash package", "at what is known", 4, 2, 0.4, float("inf")),
            Score("everything is in", "all", 5, 3, 0.4, float("inf")),
            Score("share of the others", "all", 5, 3, 0.3, 0.8),
        ),
        "thresholds": (
            Threshold(
                *("chips", "the chips", USA, False),
                known={CHN: around(9.0), USA: around(2.0)},
                part="commercial",
                lacking=(USA,),
                ratio=Band(1.0, 1.33, 2.0),
                cost=around(5.0),
                missing=around(7.0),
                gain=None,
            ),
            Threshold(
                *("island", "the island", USA, False),
                known={},
                part="",
                lacking=(CHN, USA),
                ratio=Band(1.0, 1.33, 2.0),
                cost=None,
                missing=None,
                gain=None,
            ),
        ),
        "supply": (
            BySupplyModel(
                *("minerals", "all refused", ("april_2025",), 52),
                worth={CHN: around(-1.0), USA: around(5.0)},
                of_model={CHN: around(-1.0), USA: around(5.0)},
                run_down=around(2.0),
                published={CHN: (-2e9, 0.0, 1e9), USA: (1e9, 11e9, 146e9)},
            ),
        ),
        "cases": (
            Assumed("tariff", "carried out", probability=sure, **assumed),
            Assumed("tariff", "at odds", {CHN: 1e9, USA: 1e9}, 1.0, sure | {"fees": 0.5}),
        ),
        "horizons": (Assumed("permanent", "1", probability=sure, **assumed),),
        "readings": (
            Reading(
                *("tariff", CHN, "", (1e9, 4e9, 8e9), (0.5, 0.8, 1.0), (1.8, 2.0, 2.2)),
                *(0.3, "fees", (0.4, 0.2, 0.1)),
            ),
        ),
        "terms": (
            Term(1.0, (1.0,), 0.0, {CHN: around(3.0), USA: around(4.0)}),
            Term(3.2, (4.0, None), 1.0, {CHN: around(9.0), USA: around(12.0)}),
        ),
        "shortest": around(6.0),
        "at_what_is_known": sure | {"chips": 1.0},
        "sources": {"made_up": "Made up for a test."},
        "seconds": 1.0,
        "renewal": None,
    }
    return Deal(**(fields | changes))


RENEWAL = {"2026-11-10": Renewal((0.5, 0.7, 0.9), (0.05, 0.2, 0.3), (0.0, 0.1, 0.2))}
