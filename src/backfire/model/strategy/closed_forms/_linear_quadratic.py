"""Linear-quadratic games: rivals whose moves add up, each at its best against the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, NamedTuple

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from backfire.errors import SolveError
from backfire.units import PURE

SETTLED = 1e-14
"""Change of all costs in a turn, over the largest of them, at which they count as settled."""
MOST_TURNS = 10_000
TOO_LARGE = 1e100
"""Costs beyond which no later turn brings them back."""
WHERE = "no equilibrium of the linear-quadratic game was found"


class Rival(eqx.Module):
    """One side of a linear-quadratic game: what its moves do, and what it wants to keep small."""

    moves: Annotated[Float[Array, "state move"], PURE]
    """``B``, change of the next period's state by each of its moves."""
    cost: Annotated[Float[Array, "all all"], PURE]
    """Symmetric form of the state and then the moves of every rival: its cost of a period."""


class MarkovPerfect(NamedTuple):
    """Rules that are best against each other from every state on, and what they cost."""

    rules: tuple[Annotated[Float[Array, "move state"], PURE], ...]
    """``F`` of each rival, who moves ``u = -F x``."""
    costs: tuple[Annotated[Float[Array, "state state"], PURE], ...]
    """``P`` of each rival, whose discounted cost is ``x' P x``."""


def markov_perfect(
    transition: Float[Array, "state state"],
    rivals: Sequence[Rival],
    discount: float,
    most_turns: int = MOST_TURNS,
) -> MarkovPerfect:
    """Markov perfect equilibrium of ``x' = A x + sum_i B_i u_i``, as the limit of finite games.

    Each turn goes back a period: it solves the first-order conditions of all rivals at once, and
    moves their coupled Riccati equations on (chapter 6 of [@basar1999]).

    Parameters
    ----------
    transition
        ``A``, by which the state moves when nobody does.
    rivals
        Their moves and cost forms, as many sides as there are.
    discount
        Factor a period, above 0 and at most 1.
    most_turns
        Periods after which the search is given up.

    Raises
    ------
    SolveError
        If a cost form has the wrong shape or is not symmetric, if it has no least point in the
        rival's own moves, if the best answers do not meet, or if the costs do not settle.

    Examples
    --------
    Two share a burden that lasts, and each pays for its own steps against it:

    >>> own, other = jnp.diag(jnp.array([1.0, 1.0, 0.0])), jnp.diag(jnp.array([1.0, 0.0, 1.0]))
    >>> step, lasts = jnp.ones((1, 1)), jnp.ones((1, 1))
    >>> found = markov_perfect(lasts, [Rival(step, own), Rival(step, other)], 0.95)
    >>> [round(float(rule[0, 0]), 3) for rule in found.rules]
    [0.35, 0.35]
    """
    sides = [np.asarray(rival.moves, float) for rival in rivals]
    ends = np.cumsum([len(transition), *(side.shape[1] for side in sides)])
    problems = _faults(rivals, int(ends[-1]))
    if problems:
        raise SolveError(WHERE, problems)
    onward = np.hstack([np.asarray(transition, float), *sides])
    forms = np.stack([np.asarray(rival.cost, float) for rival in rivals])
    costs = np.zeros((len(sides), ends[0], ends[0]))
    for _ in range(most_turns):
        ahead = forms + discount * onward.T @ costs @ onward
        rules = _rules(ahead, ends)
        played = np.vstack([np.eye(ends[0]), -rules])
        before, costs = costs, played.T @ ahead @ played
        if np.abs(costs - before).max() <= SETTLED * np.abs(costs).max():
            parts = np.split(rules, ends[1:-1] - ends[0])
            return MarkovPerfect(tuple(map(jnp.asarray, parts)), tuple(map(jnp.asarray, costs)))
        if np.abs(costs).max() > TOO_LARGE:
            break
    got = f"got {np.abs(costs).max():.3g} that still changes; discount more, or move what explodes"
    raise SolveError(WHERE, [f"costs: must settle within {most_turns} turns, {got}"])


def _rules(ahead: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Where no rival can lower its cost of this period and all later ones."""
    own = [slice(start, end) for start, end in pairwise(ends)]
    least = [np.linalg.eigvalsh(form[at, at])[0] for form, at in zip(ahead, own, strict=True)]
    problems = [
        f"rivals[{number}].cost: must have a least point in the rival's own moves, got curvature "
        f"{curvature:.3g}"
        for number, curvature in enumerate(least)
        if curvature <= 0
    ]
    if problems:
        raise SolveError(WHERE, problems)
    slopes = np.vstack([form[at] for form, at in zip(ahead, own, strict=True)])
    try:
        return np.linalg.solve(slopes[:, ends[0] :], slopes[:, : ends[0]])
    except np.linalg.LinAlgError as error:
        said = "costs: must let the best answers meet in one point, got none or many"
        raise SolveError(WHERE, [f"{said}; change how moves bear on each other"]) from error


def _faults(rivals: Sequence[Rival], size: int) -> list[str]:
    found: list[str] = []
    for number, rival in enumerate(rivals):
        where, form = f"rivals[{number}].cost", np.asarray(rival.cost)
        if form.shape != (size, size):
            found.append(f"{where}: must be {size} by {size}, got {form.shape}")
        elif not np.array_equal(form, form.T):
            found.append(f"{where}: must be symmetric, got one that is not; (C + C') / 2 is")
    return found
