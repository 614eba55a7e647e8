"""From the draws of a game to the arrays of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers import QUANTILES
from backfire.answers.game import KIND, MOVES, YEARS
from backfire.dims import DRAW, QUANTILE, SAMPLE
from backfire.model.strategy.contest import value_at
from backfire.model.strategy.outcomes import ladder

from ._outcomes import MISTAKEN, due_day, due_quarters
from ._policy import branches, map_chances
from ._setting import day_of
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import xarray as xr
    from numpy.typing import NDArray

    from backfire.answers.game import Variant

    from ._draws import GameDraws, Solved
    from ._outcomes import GameOutcome
    from ._setting import Setting

    Numbers = NDArray[np.float64]

_SHARES = (0.1, 0.5, 0.9)
"""Shares of the paths by which it is said when the window of use has closed."""


def collected(
    known: GameDraws,
    outcomes: Sequence[GameOutcome],
    central: Solved,
    sweep: Mapping[float, Numbers],
    changed: tuple[Sequence[Variant], Numbers],
) -> xr.Dataset:
    """Every array of the answer.

    Parameters
    ----------
    outcomes
        Of the central game, then of each draw.
    sweep
        What each side forgoes over its value, by precision.
    changed
        What is changed one thing at a time, and how far that moves the headlines.
    """
    import xarray as xr

    first, *drawn = outcomes
    belief = np.asarray(central.contest.beliefs.target, dtype=float)
    variants, moved = changed
    named, chances, beliefs = branches(first.paths, belief)
    arrays: dict[str, Any] = {
        name: np.stack([np.asarray(one.quantities[name]) for one in drawn])
        for name in first.quantities
    }
    arrays |= {
        "closes": _closes(drawn),
        "variant_change": moved[..., :-1],
        "variant_value": moved[..., -1],
        "ladder": ladder(first.paths, central.contest.postures),
        "branch_chance": chances,
        "branch_belief": beliefs,
        "regret_sweep": np.array([sweep[sharp] for sharp in sorted(sweep)]),
        "outside_capacity": known.outside,
        **_solved(central),
    }
    if known.tables is not None:
        arrays["aggregation"] = np.nanquantile(known.tables.ratio[0], QUANTILES)
    coords = {
        **_fixed(central.setting),
        DRAW: (DRAW, np.arange(1, len(drawn) + 1)),
        SAMPLE: (SAMPLE, np.arange(len(moved))),
        "variant": ("variant", [str(variant) for variant in variants]),
        "mechanism": ("variant", [variant.mechanism for variant in variants]),
        "capacity": ("capacity", np.arange(len(known.outside))),
        "belief": ("belief", belief),
        "branch": ("branch", np.arange(len(named))),
        **{move: ("branch", [path[at] for path in named]) for at, move in enumerate(MOVES)},
        "sharpness": ("sharpness", sorted(sweep)),
    }
    axes = {quantity.name: quantity.axes for quantity in KIND.quantities}
    used = {axis for name in arrays for axis in axes[name]}
    return xr.Dataset(
        {name: (axes[name], array) for name, array in arrays.items()},
        {name: pair for name, pair in coords.items() if pair[0] in used},
    )


def _closes(drawn: Sequence[GameOutcome]) -> Numbers:
    """The quarter by which shares of all paths have seen the last one in the window of use."""
    last = np.concatenate([one.closes for one in drawn])
    return np.quantile(last, _SHARES, method="lower")


def _solved(central: Solved) -> dict[str, Any]:
    """What the central game alone says, and how well it was solved."""
    at = value_at(central.contest, central.solution, central.start)
    believed = central.setting.values["beliefs.target_resolute"]
    return {
        "believed_resolute": MISTAKEN * believed,
        "true_resolute": believed,
        "map_chance": map_chances(central),
        "precision": central.precision,
        "residual": float(central.solution.residual),
        "unsolved": int(central.solution.unsolved),
        "several": int(central.solution.several),
        "nodes": central.solution.nodes,
        "regret": np.asarray(at.regret, dtype=float),
        "regret_share": np.asarray(at.share(), dtype=float),
    }


def _fixed(setting: Setting) -> dict[str, tuple[str, Any]]:
    """Labels that are always the same, and days of the quarters, of the years and of renewals."""

    def days(found: Sequence[date]) -> NDArray[np.datetime64]:
        return np.array(found, dtype="datetime64[ns]")

    quarters = [day_of(quarter, setting.begins) for quarter in range(setting.game.quarters)]
    ends = [day_of(year * QUARTERS_PER_YEAR, setting.begins) for year in YEARS]
    due = [due_day(setting, quarter) for quarter in due_quarters(setting)]
    return {
        **{label.name: (label.name, list(label.values)) for label in KIND.labels if label.values},
        "years": ("years", list(YEARS)),
        "quarter": ("quarter", days(quarters)),
        "ending_day": ("years", days(ends)),
        "due": ("due", days(due)),
        QUANTILE: (QUANTILE, list(QUANTILES)),
    }
