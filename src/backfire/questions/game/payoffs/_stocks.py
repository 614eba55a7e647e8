"""What the targets have in store: set to one of four levels, and read back as a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from backfire.units import WEEKS_PER_YEAR

from ._axes import STOCKS

if TYPE_CHECKING:
    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.chain import State
    from backfire.questions.trajectories import Ensemble

NEARLY_EMPTY = 0.1
"""Part of the usual stock that is left at the lowest level: an assumption."""
STEP = 13
"""Weeks of use between two levels above the usual."""


@dataclass(frozen=True)
class Shelves:
    """Stocks of the goods of the control at the targets, for the draws of a batch.

    Stock is what is on shelves, on its way and in a public store. Usual is what buyers hold and
    await in calm times, for the use of the day.
    """

    ensemble: Ensemble
    usual_shelves: Array
    """Tonnes at rest, (good, place, bin, draw)."""
    usual_under_way: Array
    """Tonnes at rest in one half of the way, (good, place, draw)."""

    @classmethod
    def of(cls, ensemble: Ensemble) -> Shelves:
        """From the state at rest."""
        rest = ensemble.rest()
        return cls(ensemble, rest.buyer_stock, rest.leaving)

    def filled(self, state: State, level: NDArray[np.int_]) -> State:
        """The state with the stocks of a level in each draw."""
        grown = _grown(state)
        part, extra = (jnp.asarray(each, grown.dtype) for each in _told(level))
        here = jnp.asarray(self.goods_here)[..., None]
        use = self.ensemble.context.chain.use[..., None] * grown
        shelves = self.usual_shelves * grown[:, :, None] * part
        way = self.usual_under_way * grown * part
        return eqx.tree_at(
            lambda moving: (moving.buyer_stock, moving.leaving, moving.arriving, moving.reserve),
            state,
            (
                jnp.where(here[:, :, None], shelves, state.buyer_stock),
                jnp.where(here, way, state.leaving),
                jnp.where(here, way, state.arriving),
                jnp.where(here, extra * use, state.reserve),
            ),
        )

    def level(self, state: State) -> Array:
        """Level of the stocks of a state, 0 to 3, mean over goods by the value of their end use."""
        grown = _grown(state)
        use = self.ensemble.context.chain.use[..., None] * grown
        usual = (self.usual_shelves.sum(2) + 2 * self.usual_under_way) * grown
        held = state.buyer_stock.sum(2) + state.leaving + state.arriving + state.reserve
        uses = usual > 0
        below = (held / jnp.where(uses, usual, 1.0) - NEARLY_EMPTY) / (1 - NEARLY_EMPTY)
        weeks = (held - usual) / jnp.where(uses, use, 1.0) * WEEKS_PER_YEAR
        found = jnp.where(held < usual, below, 1 + weeks / STEP)
        return mean_of_targets(self.ensemble, jnp.clip(found, STOCKS[0], STOCKS[-1]))

    def covered(self) -> Array:
        """Part of a year's use that usual stocks cover, mean over goods by value of end use."""
        use = self.ensemble.context.chain.use[..., None]
        usual = self.usual_shelves.sum(2) + 2 * self.usual_under_way
        return mean_of_targets(self.ensemble, usual / jnp.where(use > 0, use, 1.0))

    @property
    def goods_here(self) -> NDArray[np.bool_]:
        """Which goods at which places are those of the control at the targets."""
        reference_use = self.ensemble.context.reference_use
        here = np.zeros(
            (len(reference_use.labels.goods), len(reference_use.labels.places)), dtype=bool
        )
        here[np.ix_(reference_use.goods, reference_use.targets)] = True
        return here


def mean_of_targets(ensemble: Ensemble, each: Array) -> Array:
    """Mean over the goods of the control at the targets, by value of their end use at rest."""
    reference_use, chain = ensemble.context.reference_use, ensemble.context.chain
    worth = chain.final_use.sum(1) * chain.price[:, None]
    spots = np.ix_(reference_use.goods, reference_use.targets)
    weight = worth[spots] / worth[spots].sum()
    return jnp.einsum("cr,crn->n", weight, each[spots])


def _grown(state: State) -> Array:
    """Use of a place over the baseline's, at calm prices."""
    return state.structure.demand * jnp.exp(state.intensity)


def _told(level: NDArray[np.int_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Part of the usual stock, and years of use in a public store."""
    part = np.interp(level, (0, 1), (NEARLY_EMPTY, 1.0))
    return part, np.maximum(level - 1, 0) * STEP / WEEKS_PER_YEAR
