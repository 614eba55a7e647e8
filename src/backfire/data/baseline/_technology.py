"""What each process takes in and puts out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from jaxtyping import Float

    from backfire.data.edition import Edition


@dataclass(frozen=True)
class Technology:
    """Coefficients of every process, t per t of activity."""

    input: Float[np.ndarray, "good process"]
    output: Float[np.ndarray, "good process"]


def technology(edition: Edition) -> Technology:
    """Gather recipes, baskets and recoveries into coefficients.

    A process with a recovery puts out the basket of its deposit times the recovery. A process whose
    main good has no row among the outputs puts out one tonne of it per tonne of activity.
    """
    goods, processes = edition.goods, edition.processes
    shape = (len(goods), len(processes))
    taken, made = np.zeros(shape), np.zeros(shape)
    recovery: dict[str, float] = {}
    recipes = edition.tables["recipes"].select("process", "good", "role", "value")
    for process, good, role, value in recipes.iter_rows():
        if role == "recovery":
            recovery[process] = value
            continue
        side = taken if role == "input" else made
        side[goods.index(good), processes.index(process)] += value
    rows = edition.tables["processes"].select("process", "main_good", "deposit")
    for number, (process, main, deposit) in enumerate(rows.iter_rows()):
        if process in recovery:
            for good, share in _basket(edition, deposit).items():
                made[goods.index(good), number] += share * recovery[process]
        if main is not None and made[goods.index(main), number] == 0:
            made[goods.index(main), number] = 1.0
    return Technology(taken, made)


def _basket(edition: Edition, deposit: str) -> dict[str, float]:
    """Shares of a deposit's oxides, scaled to sum to one exactly."""
    rows = edition.tables["baskets"].filter(pl.col("deposit") == deposit)
    shares = dict(rows.select("good", "value").iter_rows())
    total = sum(shares.values())
    return {good: share / total for good, share in shares.items()}


def prices(edition: Edition) -> Float[np.ndarray, " good"]:
    """One price a good, USD/t: the geometric mean of its quotations, weighted by precision.

    NaN where there is none.
    """
    table = edition.tables["prices"].sort("good", "market", "basis")
    found = np.full(len(edition.goods), np.nan)
    for number, good in enumerate(edition.goods):
        quoted = table.filter((pl.col("good") == good) & (pl.col("value") > 0))
        if not quoted.is_empty():
            weight = quoted["relative_sd"].to_numpy() ** -2.0
            log_price = np.log(quoted["value"].to_numpy())
            found[number] = np.exp(np.average(log_price, weights=weight))
    return found


def processing_costs(edition: Edition) -> Float[np.ndarray, " process"]:
    """Mean processing cost of each process over the places that state one, USD/t; NaN for none."""
    table = edition.tables["costs"].sort("process", "place")
    found = np.full(len(edition.processes), np.nan)
    for number, process in enumerate(edition.processes):
        stated = table.filter(pl.col("process") == process)["value"]
        if not stated.is_empty():
            found[number] = stated.to_numpy().mean()
    return found
