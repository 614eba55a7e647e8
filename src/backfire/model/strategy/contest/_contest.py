"""A contest over a chokepoint: what each posture pays, and what nature adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from backfire.units import PURE, SHARE, USD

from ._postures import Postures

SIDES = ("sender", "target")
AXES = ("posture", "capacity", "pipeline", "stock", "fear", "coalition", "target", "sender")
"""Axes of a state: what stands, what is built and held, and what each side is believed to be."""


class Payoffs(eqx.Module):
    """What a quarter pays both sides, sender first."""

    flow: Annotated[Float[Array, "side posture capacity stock coalition"], USD]
    """Of a posture, once the target has answered."""
    act: Annotated[Float[Array, "side posture act"], USD]
    """Of an action of the sender by itself: what backing down or breaking a truce costs."""
    flood: Annotated[Float[Array, "side capacity"], USD]
    """Of a quarter of selling below cost."""
    reply: Annotated[Float[Array, "side posture reply"], USD]
    """Of an answer of the target by itself."""
    build: Annotated[Float[Array, " build"], USD]
    """Of what the target puts money into; the target alone pays."""
    after: Annotated[Float[Array, "side posture capacity stock"], USD]
    """Of all that follows the last quarter."""


class Nature(eqx.Module):
    """What nobody decides: stochastic matrices, from the first axis to the last."""

    accident: Annotated[Float[Array, "posture posture_after"], SHARE]
    """Steps that nobody ordered."""
    starts: Annotated[Float[Array, "posture fear coalition"], SHARE]
    """Probability that firms and allies begin a wave of plants by themselves."""
    arrival: Annotated[Float[Array, "pipeline capacity pipeline_after capacity_after"], SHARE]
    """Waves of plants that come on line."""
    kill: Annotated[Float[Array, "pipeline pipeline_after"], SHARE]
    """Waves that give up in a quarter of flooding."""
    closure: Annotated[Float[Array, "capacity capacity_after"], SHARE]
    """Plants that close in a quarter of flooding."""
    stock: Annotated[Float[Array, "posture capacity stock stock_after"], SHARE]
    """What is left of stocks, or comes back to them."""
    admitted: Annotated[Float[Array, " posture"], SHARE]
    """Probability that a stockpile can be bought."""
    fear: Annotated[Float[Array, "posture fear fear_after"], SHARE]
    """How buyers come to expect interruptions, and forget."""
    coalition: Annotated[Float[Array, "posture coalition coalition_after"], SHARE]
    """Third parties that join, and leave."""


class Beliefs(eqx.Module):
    """What may be thought of each side, and what its resolute type does."""

    target: Annotated[Float[Array, " belief"], SHARE]
    """Grid of the probability that the target is resolute."""
    sender: Annotated[Float[Array, " belief"], SHARE]
    """Grid of the probability that the sender is."""
    resolute_target: Annotated[Float[Array, "posture reply"], SHARE]
    """How a resolute target answers."""
    resolute_sender: Annotated[Float[Array, "posture act"], SHARE]
    """What a resolute sender does."""
    off_path_target: Annotated[Float[Array, ""], SHARE]
    """Belief about the target after what neither type would do."""
    off_path_sender: Annotated[Float[Array, ""], SHARE]
    """The same about the sender."""


class Contest(eqx.Module):
    """Quarters in which the sender acts, the target answers and invests, and nature moves.

    One strategic and one resolute type a side. The resolute type follows a rule that both know;
    the strategic one weighs what it is paid now, what it will be paid, and what it is taken for.
    """

    payoffs: Payoffs
    nature: Nature
    beliefs: Beliefs
    meetings: Annotated[Bool[Array, " quarter"], PURE]
    """Whether a truce can be renewed in each quarter."""
    unit: Annotated[Float[Array, " side"], USD]
    """What each side's payoffs are counted in when choices are compared."""
    discount: Annotated[Float[Array, ""], SHARE]
    """What a dollar in the next quarter is worth now."""
    term: int = eqx.field(static=True)
    """Quarters that a truce is signed for."""
    in_calm: int = eqx.field(static=True, default=0)
    """Package that is signed where no control stands."""
    unit_of_building: Annotated[Float[Array, ""] | None, USD] = None
    """What the target's investments are compared in, as they are another office's and of another
    size than its answers; its unit by default."""
    bound: Annotated[Float[Array, "posture act"] | None, SHARE] = None
    """A rule that the strategic sender is bound to, in place of a choice."""

    @property
    def postures(self) -> Postures:
        """Where the two sides can stand."""
        return Postures(self.term, self.in_calm)

    @property
    def building_over_answers(self) -> Float[Array, ""]:
        """How much more sharply investments are compared than answers."""
        if self.unit_of_building is None:
            return jnp.ones(())
        return self.unit[1] / self.unit_of_building

    @property
    def quarters(self) -> int:
        """How many quarters are played."""
        return len(self.meetings)

    @property
    def shape(self) -> tuple[int, ...]:
        """Size of each axis of a state."""
        posture, fear, coalition = self.nature.starts.shape
        pipeline, capacity = self.nature.arrival.shape[:2]
        stock = self.nature.stock.shape[-1]
        beliefs = len(self.beliefs.target), len(self.beliefs.sender)
        return posture, capacity, pipeline, stock, fear, coalition, *beliefs

    def faults(self) -> list[str]:
        """What keeps the contest from being played, one sentence each."""
        units = {"unit": self.unit}
        if self.unit_of_building is not None:
            units["unit_of_building"] = self.unit_of_building
        found = _missing({**vars(self.payoffs), **units})
        rule = {} if self.bound is None else {"bound": self.bound}
        found += _not_shares({**vars(self.nature), **vars(self.beliefs), **rule})
        found += _not_whole({**vars(self.nature), **vars(self.beliefs), **rule})
        found += _not_rising(self.beliefs)
        known, given = self.postures.count, self.shape[0]
        if known != given:
            of = f"the {known} of a truce of {self.term} quarters"
            found.append(f"postures: must be {of}, got {given}")
        if self.quarters < self.term:
            msg = f"quarters: must be at least the {self.term} of a truce, got {self.quarters}"
            found.append(msg)
        for name, unit in units.items():
            if float(unit.min()) <= 0:
                found.append(f"{name}: must be above zero, got {float(unit.min())}")
        if not 0 < float(self.discount) <= 1:
            found.append(f"discount: must be above 0 and at most 1, got {float(self.discount)}")
        return found


@dataclass(frozen=True)
class Start:
    """Where a contest begins.

    Attributes
    ----------
    posture, capacity, pipeline, stock, fear, coalition
        Positions on the axes of a state.
    target, sender
        Probability that each side is resolute, as both believe.
    believed
        The same of the target as the sender alone believes, if it is misled.
    """

    posture: int
    capacity: int = 0
    pipeline: int = 0
    stock: int = 1
    fear: int = 0
    coalition: int = 0
    target: float = 0.5
    sender: float = 0.5
    believed: float | None = None


def _missing(tables: Mapping[str, Array]) -> list[str]:
    found: list[str] = []
    for table, values in tables.items():
        for place in np.argwhere(~np.isfinite(np.asarray(values)))[:3]:
            where = ", ".join(map(str, place))
            got = f"got {np.asarray(values)[tuple(place)]}"
            found.append(f"{table}: must be a finite number at ({where}), {got}")
    return found


def _not_shares(tables: Mapping[str, Array]) -> list[str]:
    found: list[str] = []
    for name, values in tables.items():
        array = np.atleast_1d(np.asarray(values))
        wrong = array[~((array >= -_ROUNDING) & (array <= 1 + _ROUNDING))]
        if wrong.size:
            found.append(f"{name}: must be between 0 and 1, got {wrong[0]}")
    return found


def _not_whole(tables: Mapping[str, Array]) -> list[str]:
    found: list[str] = []
    for name in _SUMMED & tables.keys():
        totals = np.asarray(tables[name]).sum((-1, -2) if name == "arrival" else -1)
        wrong = totals[np.abs(totals - 1) > _SUMS]
        if wrong.size:
            found.append(f"{name}: must add up to 1 over what may follow, got {wrong[0]:.6f}")
    return sorted(found)


def _not_rising(beliefs: Beliefs) -> list[str]:
    found: list[str] = []
    for name in SIDES:
        grid = np.asarray(getattr(beliefs, name))
        if len(grid) < 2 or grid[0] != 0 or grid[-1] != 1 or (np.diff(grid) <= 0).any():
            found.append(f"{name}: beliefs must rise from 0 to 1, got {grid.tolist()}")
    return found


_SUMMED = {
    *("accident", "arrival", "kill", "closure", "stock", "fear", "coalition"),
    *("resolute_target", "resolute_sender", "bound"),
}
"""Tables of probabilities of which one thing happens."""
_ROUNDING = 1e-12
_SUMS = 1e-9
