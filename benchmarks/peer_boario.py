"""BoARIO 0.7 on a table of one region, a step a week, with the parameters of ``Inventory``."""

from __future__ import annotations

import logging
import time
import warnings
from dataclasses import dataclass

import boario
import numpy as np
import pandas as pd
import pymrio
from boario import event
from boario.extended_models import ARIOPsiModel
from boario.simulation import Simulation

VERSION = boario.__version__
PLACE, WEEKS_PER_YEAR = "home", 52
BEFORE = 2
"""Weeks before a shortage, which comes a week after the one that it is told of, not the first."""


@dataclass(frozen=True)
class Stocks:
    """Weeks of stock at rest and to refill, share that hurts below it, most output, weeks to it."""

    cover: int = 13
    restock: int = 4
    needed: float = 0.8
    most: float = 1.25
    speed_up: int = 52


def simulation(
    flow: np.ndarray, final: np.ndarray, lacking: np.ndarray, weeks: int, stocks: Stocks
) -> Simulation:
    """A run in which each industry can make a share less, after the first two weeks."""
    logging.getLogger("boario").setLevel(logging.CRITICAL)
    names = [f"{number:04}" for number in range(len(final))]  # it sorts industries by name
    index = pd.MultiIndex.from_product([[PLACE], names], names=["region", "sector"])
    buyers = pd.MultiIndex.from_tuples([(PLACE, "final")], names=["region", "category"])
    flows = pd.DataFrame(flow, index, index)
    output = pd.DataFrame(flow.sum(1) + final, index, ["indout"])
    hit = pd.Series(lacking, index)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = pymrio.IOSystem(
            Z=flows, Y=pd.DataFrame(final, index, buyers), x=output, A=pymrio.calc_A(flows, output)
        )
        model = ARIOPsiModel(
            table,
            main_inv_dur=stocks.cover,
            inventory_restoration_tau=stocks.restock,
            psi_param=stocks.needed,
            alpha_max=stocks.most,
            alpha_tau=stocks.speed_up,
            iotable_year_to_temporal_unit_factor=WEEKS_PER_YEAR,
            monetary_factor=1,
        )
        run = Simulation(model, n_temporal_units_to_sim=weeks + BEFORE)
        if (hit > 0).any():
            shock = event.from_series(
                hit[hit > 0],
                event_type="arbitrary",
                occurrence=BEFORE - 1,
                duration=weeks,
                recovery_tau=1,
            )
            run.add_event(shock)
    return run


def path(run: Simulation) -> tuple[np.ndarray, float]:
    """Output over that at rest from the shortage on, as far as BoARIO came, and seconds a step."""
    seconds: list[float] = []
    while run.current_temporal_unit < run.n_temporal_units_to_sim:
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            stopped = run.next_step()
        if stopped:  # the stock of an input that it lets nobody wait for fell below zero
            break
        seconds.append(time.perf_counter() - began)
    made = run.production_realised.to_numpy() / run.model.X_0
    return made[BEFORE : len(seconds)], sum(seconds) / len(seconds)
