"""How much each headline number moves with each uncertain parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire.model.leverage import Ledger, backfires, half_life, ledger
from backfire.questions.prepare import NAMES, PROJECTS, draw_rules, fates
from backfire.questions.run import CHUNK
from backfire.questions.trajectories import (
    BEARING,
    BY_QUARTER,
    Batch,
    Board,
    Course,
    draw_bearing,
    leverage_at,
    luck_of,
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
    from backfire.questions.trajectories import Trip

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
    return tuple(name for name in (*NAMES, *BEARING) if central[name][0] != 0)


def _central(parameters: Parameters) -> dict[str, NDArray[np.float64]]:
    """The central value of everything that is drawn."""
    return {**draw_rules(parameters, 1, 0), **draw_bearing(1, 0)}


def slopes(board: Board, parameters: Parameters, names: Sequence[str]) -> NDArray[np.float64]:
    """Elasticities of every headline number to some parameters, at the central value of all.

    One forward pass carries all of them at once: each future of the batch is the central one, and
    its tangent is a change of one parameter alone. Named projects take their chances, so that
    slopes are conditional on no draw.

    Parameters
    ----------
    names
        At most as many as futures are rolled out together.

    Returns
    -------
    array, shape (headline, parameter)
        NaN where a headline number has no value or no slope.
    """
    central = _central(parameters)
    kind = board.precision
    values = {name: jnp.full(CHUNK, float(central[name][0]), kind) for name in central}
    tangents = {
        name: jnp.asarray(
            [float(central[name][0]) * (name == moved) for moved in names]
            + [0.0] * (CHUNK - len(names)),
            kind,
        )
        for name in central
    }
    luck, change = _luck(board, central, names)

    def answer(told: dict[str, Array], coming: Array) -> dict[str, Array]:
        return _headlines(Batch.of(board, told, lambda _: coming, _rolled_with_slopes))

    found, rates = jax.jvp(
        answer,
        (values, jnp.asarray(luck, kind)),
        (tangents, jnp.asarray(change, kind)),
    )
    table = np.full((len(HEADLINES), len(names)), np.nan)
    for row, headline in enumerate(HEADLINES):
        level, rate = (np.asarray(each[headline], float)[: len(names)] for each in (found, rates))
        known = np.isfinite(level) & np.isfinite(rate) & (level != 0)
        table[row, known] = rate[known] / level[known]
    return table


def _rolled_with_slopes(problem: Problem, state: State) -> tuple[Trip, State]:
    """A stretch whose forward slopes are compiled once, whichever of its inputs they come from.

    Only behaviour, projects and the state have slopes; the chain and the policy are given.
    """
    moving = (*_behaviour(problem), state)
    still = eqx.tree_at(_behaviour, problem, replace=(None, None, None), is_leaf=_absent)

    @jax.custom_jvp
    def go(given: Any) -> Any:
        return _gone(given, still)

    go.defjvp(lambda given, dots: _pushed(given[0], dots[0], still))
    trip, final = go(moving)
    sound = jnp.ones(problem.rules.cover_scale.shape, bool)
    return eqx.tree_at(lambda part: part.sound, trip, sound), final


def _behaviour(problem: Problem) -> tuple[Any, Any, Any]:
    outlook = problem.outlook
    return problem.rules, problem.pace, None if outlook is None else outlook.arrivals


def _absent(part: Any) -> bool:
    return part is None


def _gone(moving: Any, still: Problem) -> Any:
    problem = eqx.tree_at(_behaviour, still, replace=moving[:3], is_leaf=_absent)
    trip, final = rolled(problem, moving[3], money)
    return eqx.tree_at(lambda part: part.sound, trip, 1.0 * trip.sound), final


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
    board: Board, central: dict[str, NDArray[np.float64]], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What named projects add in the central future, and how that moves with their prospects."""
    base = _opened(board, central)
    luck = np.repeat(base, CHUNK, axis=-1)
    change = np.zeros_like(luck)
    for name in PROJECTS:
        if name not in names:
            continue
        more = {**central, name: central[name] * (1 + SMALL)}
        change[..., names.index(name)] = (_opened(board, more) - base)[..., 0] / SMALL
    return luck, change


def _opened(board: Board, values: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """What named projects add in a single future."""
    scenario = board.card.scenario
    known = fates(board.card.edition, values, scenario.seed, scenario.starts)
    return np.asarray(luck_of(board, known)({}))


def _headlines(batch: Batch) -> dict[str, Array]:
    card = batch.board.card
    asked = card.scenario.leverage
    last = len(card.starts) - 1
    starts = [*(start for start in STARTS if start < last), last]
    never = unused(batch, Course(card.scenario.instruments))
    once = used(batch, never)
    free = {start: leverage_at(batch, never, start) for start in starts}
    later = [start for start in starts if start and not card.stands(start)]
    spent = {start: leverage_at(batch, once, start).target for start in later}
    today = free[0].target
    years = jnp.asarray([0.0, *map(float, later)], today.dtype)
    gone = [(free[start].target - spent[start]) for start in later]
    concession = asked.conceded.central if asked.conceded else 0.0
    worth = asked.worth.central if asked.worth else 0.0
    ones = jnp.ones_like(today)
    horizon = max(later)
    lost = jnp.zeros((horizon, *today.shape), today.dtype)
    lost = lost.at[jnp.array([start - 1 for start in later])].set(jnp.stack(gone))
    total = value(card, never, once, lost, concession * ones, worth * ones).total
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
