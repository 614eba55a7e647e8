"""A made-up backtest: two series, one year fitted and two held back."""

import numpy as np
import xarray as xr

from backfire.answers import Answer
from backfire.answers.backtest import KIND, LEVELS, Entrants, Facts, Scored
from tests.answers.synthetic import PROVENANCE

YEARS = (2009, 2010, 2011, 2012)


def row(name: str, place: str, year: int, observed: float, unit: str = "t/yr") -> Scored:
    return Scored(
        name=name,
        place=place,
        when=str(year),
        unit=unit,
        observed=observed,
        p5=80.0,
        p25=90.0,
        p50=100.0,
        p75=110.0,
        p95=120.0,
        crps=abs(observed - 100.0) / 2,
        no_change=abs(observed - 70.0),
        trend=None if name == "exports" else abs(observed - 60.0),
        fitted=year == 2010,
    )


def synthetic_backtest() -> Answer:
    ratio = "over the baseline year"
    facts = Facts(
        seen="made-up",
        fitted_until=2010,
        rows=(
            row("exports", "CHN", 2010, 100.0),
            row("exports", "CHN", 2011, 112.0),
            row("exports", "CHN", 2012, 300.0),
            row("price:dy_oxide:inside", "", 2010, 90.0, ratio),
            row("price:dy_oxide:inside", "", 2011, 81.0, ratio),
        ),
        entrants=(Entrants(place="USA", came=0.5, year=2014.0, lost=0.25),),
        skipped=("quota CHN 2010: is what was decided, not what came of it",),
    )
    lines = np.multiply.outer(np.ones(2), np.multiply.outer([80.0, 90, 100, 110, 120], np.ones(4)))
    dataset = xr.Dataset(
        {"trace": (("series", "level", "year"), lines)},
        {
            "draw": np.arange(8),
            "series": ["exports CHN", "price:dy_oxide:inside"],
            "level": list(LEVELS),
            "year": list(YEARS),
            "series_name": ("series", ["exports", "price:dy_oxide:inside"]),
            "series_place": ("series", ["CHN", ""]),
            "series_unit": ("series", ["t/yr", ratio]),
        },
    )
    changes = {"title": "a made-up past", "scenario_name": "made-up", "edition": "2009.12"}
    changes |= {"sources": {"made_up": "Made up for a test."}, "scenario": "name: made-up\n"}
    return Answer.of(KIND, dataset, PROVENANCE.model_copy(update=changes), facts)
