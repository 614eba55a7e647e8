"""How much each headline number moves with each uncertain parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire.errors import SolveError
from backfire.model.leverage import Ledger, backfires, half_life, ledger
from backfire.questions.prepare import NAMES, PROJECTS, draw_rules, project_outcomes
from backfire.questions.run import CHUNK
from backfire.questions.trajectories import (
    BY_QUARTER,
    ELASTICITY_NAMES,
    Ensemble,
    ModelContext,
    PolicyPath,
    draw_elasticities,
    leverage_at,
    project_arrivals,
    rolled,
    unused,
    used,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.data import Parameters
    from backfire.model.chain import State
    from backfire.model.market import Flows
    from backfire.model.rollout import Problem
    from backfire.questions.trajectories import Trajectory

HEADLINES = (
    "leverage",
    "sender_loss",
    "half_life_unused",
    "half_life_used",
    "value_of_use_1",
    "value_of_use_3",
    "value_of_use_5",
    "value_of_use_10",
    "backfire_years",
)
STARTS = (0, 1, 3, 5, 10)
"""Starts, in years from today, from which slopes of half-lives and values are taken."""
SMALL = 1e-3
"""Relative change of a prospect of projects by which its slope is taken: they are not traced."""


def slope_names(parameters: Parameters) -> tuple[str, ...]:
    """Every uncertain parameter that has a relative change."""
    central = _central(parameters)
    return tuple(name for name in (*NAMES, *ELASTICITY_NAMES) if central[name][0] != 0)


def _central(parameters: Parameters) -> dict[str, NDArray[np.float64]]:
    """The central value of everything that is drawn."""
    return {**draw_rules(parameters, 1, 0), **draw_elasticities(1, 0)}


def slopes(
    context: ModelContext, parameters: Parameters, names: Sequence[str]
) -> dict[str, NDArray[np.float64]]:
    """Elasticities of every headline number to some parameters, at the central value of all.

    One forward pass carries all of them at once: each draw of the batch is the central one, and
    its tangent is a change of one parameter alone. Named projects take their chances, so that
    slopes are conditional on no draw.

    Parameters
    ----------
    names
        At most as many as draws are rolled out together.

    Returns
    -------
    dict
        ``elasticity``, by headline number and parameter: NaN where it has no value or no slope.
    """
    central = _central(parameters)
    kind = context.precision
    values = {name: jnp.full(CHUNK, float(central[name][0]), kind) for name in central}
    tangents = {
        name: jnp.asarray(
            [float(central[name][0]) * (name == moved) for moved in names]
            + [0.0] * (CHUNK - len(names)),
            kind,
        )
        for name in central
    }
    arrivals, change = _luck(context, central, names)

    def answer(drawn: dict[str, Array], coming: Array) -> dict[str, Array]:
        return _headlines(Ensemble.of(context, drawn, lambda _: coming, _rolled_with_slopes))

    found, rates = jax.jvp(
        answer,
        (values, jnp.asarray(arrivals, kind)),
        (tangents, jnp.asarray(change, kind)),
    )
    table = np.full((len(HEADLINES), len(names)), np.nan)
    for row, headline in enumerate(HEADLINES):
        level, rate = (np.asarray(each[headline], float)[: len(names)] for each in (found, rates))
        known = np.isfinite(level) & np.isfinite(rate) & (level != 0)
        table[row, known] = rate[known] / level[known]
    return {"elasticity": table}


def joined_slopes(batches: Sequence[dict[str, NDArray[np.float64]]]) -> NDArray[np.float64]:
    """Elasticities of all parameters, from batches of them."""
    return np.concatenate([batch["elasticity"] for batch in batches], axis=1)


def _rolled_with_slopes(problem: Problem, state: State) -> tuple[Trajectory, State]:
    """A stretch whose forward slopes are compiled once, whichever of its inputs they come from.

    Only behaviour, projects and the state have slopes; the chain and the policy are given.
    """
    moving = (*_behaviour(problem), state)
    still = eqx.tree_at(_behaviour, problem, replace=(None, None, None), is_leaf=_absent)

    @jax.custom_jvp
    def go(given: Any) -> Any:
        return _gone(given, still)

    go.defjvp(lambda given, dots: _pushed(given[0], dots[0], still))
    trajectory, final = go(moving)
    sound = jnp.ones(problem.rules.cover_scale.shape, bool)
    return eqx.tree_at(lambda part: part.sound, trajectory, sound), final


def _behaviour(problem: Problem) -> tuple[Any, Any, Any]:
    outlook = problem.outlook
    return problem.rules, problem.pace, None if outlook is None else outlook.arrivals


def _absent(part: Any) -> bool:
    return part is None


def _gone(moving: Any, still: Problem) -> Any:
    problem = eqx.tree_at(_behaviour, still, replace=moving[:3], is_leaf=_absent)
    trajectory, final = rolled(problem, moving[3], money)
    return eqx.tree_at(lambda part: part.sound, trajectory, 1.0 * trajectory.sound), final


@eqx.filter_jit
def _pushed(moving: Any, dots: Any, still: Problem) -> Any:
    return jax.jvp(lambda given: _gone(given, still), (moving,), (dots,))


def money(flows: Flows) -> Ledger:
    """A week's money without its tonnes, of which no headline number is made."""
    draws = flows.imbalance.shape[-1]
    none = jnp.zeros((1, 1, draws), flows.imbalance.dtype)
    return eqx.tree_at(_tonnes, ledger(flows), (none,) * len(BY_QUARTER))


def _tonnes(book: Ledger) -> tuple[Array, ...]:
    return tuple(getattr(book, name) for name in BY_QUARTER)


def _luck(
    context: ModelContext, central: dict[str, NDArray[np.float64]], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What named projects add in the central draw, and how that moves with their prospects."""
    base = _opened(context, central)
    arrivals = np.repeat(base, CHUNK, axis=-1)
    change = np.zeros_like(arrivals)
    for name in PROJECTS:
        if name not in names:
            continue
        more = {**central, name: central[name] * (1 + SMALL)}
        change[..., names.index(name)] = (_opened(context, more) - base)[..., 0] / SMALL
    return arrivals, change


def _opened(context: ModelContext, values: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """What named projects add in a single draw."""
    scenario = context.reference_use.scenario
    known = project_outcomes(context.reference_use.edition, values, scenario.seed, scenario.starts)
    return np.asarray(project_arrivals(context, known)({}))


def _headlines(ensemble: Ensemble) -> dict[str, Array]:
    reference_use = ensemble.context.reference_use
    asked = reference_use.scenario.leverage
    last = len(reference_use.starts) - 1
    starts = [*(start for start in STARTS if start < last), last]
    never = unused(ensemble, PolicyPath(reference_use.scenario.instruments))
    once = used(ensemble, never)
    free = {start: leverage_at(ensemble, never, start) for start in starts}
    later = [start for start in starts if start and not reference_use.stands(start)]
    if not later:
        msg = "no control can start after the earlier use within the run; set leverage.until later"
        raise SolveError(msg)
    spent = {start: leverage_at(ensemble, once, start).target for start in later}
    today = free[0].target
    years = jnp.asarray([0.0, *map(float, later)], today.dtype)
    gone = [(free[start].target - spent[start]) for start in later]
    concession = asked.conceded.central if asked.conceded else 0.0
    worth = asked.worth.central if asked.worth else 0.0
    ones = jnp.ones_like(today)
    horizon = max(later)
    lost = jnp.zeros((horizon, *today.shape), today.dtype)
    lost = lost.at[jnp.array([start - 1 for start in later])].set(jnp.stack(gone))
    total = value(reference_use, never, once, lost, concession * ones, worth * ones).total
    read = [start for start in later if start >= 1]
    at = total[jnp.array([start - 1 for start in read])]
    nothing = jnp.full_like(today, jnp.nan)
    worths = {f"value_of_use_{start}": at[row] for row, start in enumerate(read)}
    return {
        **dict.fromkeys(HEADLINES, nothing),
        "leverage": today,
        "sender_loss": free[0].sender,
        "half_life_unused": half_life(
            jnp.stack([today, *(free[start].target for start in later)]), years
        ),
        "half_life_used": half_life(jnp.stack([today, *(spent[start] for start in later)]), years),
        "backfire_years": backfires(
            jnp.concatenate([jnp.zeros_like(at[:1]), at]),
            jnp.asarray([0.0, *map(float, read)], today.dtype),
        ),
        **{name: worths.get(name, nothing) for name in HEADLINES if name.startswith("value")},
    }
