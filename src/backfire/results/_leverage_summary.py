"""Sums an answer about leverage up: quantiles over futures, each list in its stated order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import HISTORY, PLACE, SAMPLE, START
from backfire.results._answer import Band
from backfire.results._leverage_answer import LeverageAnswer, LeverageToday, Usd
from backfire.results._leverage_curves import cases, curve, half_lives, window
from backfire.results._leverage_means import (
    assumed,
    backfires,
    elasticities,
    instruments,
    values_of_use,
)
from backfire.results._leverage_schema import LEVERAGE, UNUSED
from backfire.results._leverage_sentences import with_sentences
from backfire.results._leverage_sides import (
    adjustment,
    forecasts,
    sender_shares,
    stage_shares,
    third_parties,
    vulnerability,
)
from backfire.results._losses import losses
from backfire.results._summary import band

if TYPE_CHECKING:
    import xarray as xr

    from backfire.results._leverage import Leverage

_ELASTICITIES = 10
"""How many parameters are named for the headline number itself."""


def summarise_leverage(leverage: Leverage) -> LeverageAnswer:
    """Sum leverage up in quantiles over futures and in sentences."""
    data, attrs = leverage.dataset, leverage.dataset.attrs
    slopes = elasticities(data)
    seconds = {str(part): float(value) for part, value in leverage.said("seconds").items()}
    today = data.isel({START: 0}).sel({HISTORY: UNUSED})
    answer = LeverageAnswer(
        scenario=str(attrs["scenario_name"]),
        edition=str(attrs["edition"]),
        parameters=str(attrs["parameters"]),
        sender=leverage.sender,
        target=leverage.targets,
        goods=leverage.goods,
        seed=int(attrs["seed"]),
        draws=int(attrs["draws"]),
        sampled=int(data.sizes[SAMPLE]),
        today=str(leverage.today),
        reference_use=_reference_use(data),
        leverage=_today(data, leverage.targets),
        losses=losses(data),
        leverage_curve=curve(data),
        net_leverage=Usd(band((today["target_loss"] - today["sender_loss"]).values)),
        sender_loss=Usd(band(today["sender_loss"].values)),
        half_life_years=half_lives(data),
        window=window(data),
        value_of_use=values_of_use(data),
        backfire=backfires(data),
        concession=assumed(data, "concession"),
        worth=assumed(data, "worth"),
        sender_share=sender_shares(data),
        stage_share=stage_shares(data),
        third_parties=third_parties(data),
        instruments=instruments(data),
        cases=cases(data),
        elasticity=slopes.get(LEVERAGE, ())[:_ELASTICITIES],
        elasticities=slopes,
        ramp_and_substitution=adjustment(data),
        forecasts=forecasts(data),
        vulnerability=vulnerability(data),
        holes=tuple(map(str, json.loads(str(attrs["holes"])))),
        seconds=round(seconds.pop("all", sum(seconds.values())), 3),
        seconds_by_part=seconds,
        sentences=(),
    )
    return with_sentences(leverage, answer)


def _today(data: xr.Dataset, targets: tuple[str, ...]) -> LeverageToday:
    loss = np.asarray(
        data["target_loss"].isel({START: 0}).sel({HISTORY: UNUSED}).values, dtype=float
    )
    gdp = float(data["gdp"].sel({PLACE: list(targets)}).sum(skipna=False))
    share = band(loss / gdp) if gdp > 0 else Band(None, None, None)
    exposed = band(data["exposed"].isel({START: 0}).sel({HISTORY: UNUSED}).values)
    at_stake = float(data["at_stake"].sel({PLACE: list(targets)}).sum(skipna=False))
    return LeverageToday(
        usd=band(loss),
        gdp_share=share,
        exposure=at_stake if np.isfinite(at_stake) else None,
        standing_still=exposed,
    )


def _reference_use(data: xr.Dataset) -> dict[str, float]:
    names = ("withheld", "used_quarters", "window_years", "discount_rate")
    return {name: float(data.attrs[name]) for name in names}
