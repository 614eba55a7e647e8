"""A threat repeated over a few rounds, against a target whose type only he knows."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float

from backfire.units import PURE, SHARE


class Outcome(IntEnum):
    """How a round can end."""

    QUIET = 0
    """The sender does not threaten."""
    CONCEDED = 1
    """The target concedes to the threat."""
    CARRIED_OUT = 2
    """The target holds and the sender does what he threatened."""
    BACKED_DOWN = 3
    """The target holds and the sender does not."""


class ThreatGame(eqx.Module):
    """Rounds of a threat: the sender threatens, the target answers, the sender carries out or not.

    The target is resolute with a probability that both know, and knows his own type. A resolute
    target concedes with a given probability, whatever it costs; a strategic one weighs what he
    loses now against what the sender comes to believe of him.
    """

    prior: Annotated[Float[Array, ""], SHARE]
    """Probability that the target is resolute."""
    resolute_concedes: Annotated[Float[Array, " round"], SHARE]
    """Probability with which a resolute target concedes to a threat in each round."""
    sender: Annotated[Float[Array, "round outcome type"], PURE]
    """Payoff of the sender in each outcome, against a strategic and a resolute target."""
    target: Annotated[Float[Array, "round outcome"], PURE]
    """Payoff of a strategic target in each outcome, in the same unit."""
    goes_on: Annotated[Float[Array, " outcome"], SHARE]
    """Probability that another round follows each outcome."""

    @property
    def rounds(self) -> int:
        """How many rounds there are at most."""
        return self.target.shape[0]

    def expected(
        self, number: int, outcome: Outcome, belief: Float[Array, "..."]
    ) -> Float[Array, "..."]:
        """Payoff of the sender in a round's outcome, at a belief about the target."""
        strategic, resolute = self.sender[number, outcome]
        return (1 - belief) * strategic + belief * resolute

    def faults(self) -> list[str]:
        """What keeps the game from being played, one sentence each.

        Examples
        --------
        >>> import jax.numpy as jnp
        >>> hole = jnp.zeros((1, 4)).at[0, 2].set(jnp.nan)
        >>> certain = ThreatGame(
        ...     jnp.array(1.0), jnp.zeros(1), jnp.zeros((1, 4, 2)), hole, jnp.ones(4)
        ... )
        >>> print("; ".join(certain.faults()))
        prior: must lie between 0 and 1, got 1.0; target: must be a finite number for round 0,
        CARRIED_OUT, got nan
        """
        found: list[str] = []
        prior = float(self.prior)
        if not 0 < prior < 1:
            found.append(f"prior: must lie between 0 and 1, got {prior}")
        for name in ("resolute_concedes", "goes_on"):
            shares = np.atleast_1d(np.asarray(getattr(self, name)))
            wrong = shares[~((shares >= 0) & (shares <= 1))]
            if wrong.size:
                found.append(f"{name}: must be between 0 and 1, got {wrong[0]}")
        for name in ("sender", "target"):
            table = np.asarray(getattr(self, name))
            for place in np.argwhere(~np.isfinite(table)):
                where = f"round {place[0]}, {Outcome(place[1]).name}"
                got = f"got {table[tuple(place)]}"
                found.append(f"{name}: must be a finite number for {where}, {got}")
        return found
