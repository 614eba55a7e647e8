"""What a contest is worth where it begins, and what each side forgoes there."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import PURE, USD

from ._contest import Beliefs, Contest
from ._curve import Curve, OwnCurve
from ._paths import Start
from ._solve import Solution


class Stand(eqx.Module):
    """Values of the strategic types at a start, sender first."""

    value: Annotated[Float[Array, " side"], USD]
    """As both play."""
    best: Annotated[Float[Array, " side"], USD]
    """By the best of all plans against the other's; NaN where it was not worked out."""

    @property
    def regret(self) -> Float[Array, " side"]:
        """What is forgone, USD."""
        return self.best - self.value

    def share(self) -> Annotated[Float[Array, " side"], PURE]:
        """What is forgone, over the value of what it does."""
        return self.regret / jnp.abs(self.value)


def stand(contest: Contest, solution: Solution, start: Start) -> Stand:
    """What a start is worth to both sides, at beliefs that need not lie on the grid.

    Parameters
    ----------
    start
        Where the contest begins; a belief of the sender's own is left out.
    """
    found = asdict(start)
    place = tuple(
        found[name] for name in ("posture", "capacity", "pipeline", "stock", "fear", "coalition")
    )
    beliefs = contest.beliefs

    def at(worth: Float[Array, "side *state"]) -> Float[Array, " side"]:
        here = worth[(slice(None), *place)]
        row = (OwnCurve, Curve), (Curve, OwnCurve)
        return jnp.stack(
            [
                _at(values, beliefs, start, of_sender, of_target)
                for values, (of_sender, of_target) in zip(here, row, strict=True)
            ]
        )

    value, best = at(solution.worth.value), solution.worth.best
    return Stand(value, jnp.full_like(value, jnp.nan) if best is None else at(best))


def _at(
    values: Float[Array, "target sender"],
    beliefs: Beliefs,
    start: Start,
    of_sender: type[Curve] | type[OwnCurve],
    of_target: type[Curve] | type[OwnCurve],
) -> Float[Array, ""]:
    """One side's value between the points of the two grids."""
    row = of_sender(values, beliefs.sender, 1).at(jnp.array([[start.sender]]))[0]
    return of_target(row, beliefs.target, 0).at(jnp.array([[start.target]]))[0][0, 0]
