"""Futures that go both ways, with the card never played and with its use today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire.questions.trajectories import (
    STRETCH,
    Course,
    leverage_at,
    paths_of_three_years,
    unused,
    used,
    value,
)

from . import _counterfactuals as counterfactuals
from ._closures import closures
from ._yearly import yearly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backfire.questions.trajectories import Batch, History, Stake

VALUE_YEARS = 10
"""Years after a use over which its value is added up."""


@dataclass(frozen=True)
class Travelled:
    """The first chunk of futures after it has gone both ways, to branch from."""

    batch: Batch
    never: History
    once: History
    levels: Any
    concession: Any
    worth: Any

    def pieces(self) -> Mapping[str, Callable[[], Any]]:
        """The counterfactuals that these futures are asked for."""
        return {
            "structural": lambda: counterfactuals.structural(self.batch, (self.never, self.once)),
            "window": lambda: counterfactuals.window(
                self.batch, self.never, self.levels, self.concession, self.worth
            ),
            "instruments": lambda: counterfactuals.instruments(self.batch),
            "cases": lambda: counterfactuals.cases(self.batch),
            "decoupling": lambda: counterfactuals.decoupling(self.batch, self.never),
        }


def both_ways(batch: Batch, concession: Any, worth: Any) -> tuple[dict[str, Any], Travelled]:
    """Both histories, their curves, and what a use today is worth; the future comes last."""
    card = batch.board.card
    starts = range(len(card.starts))
    never = unused(batch, Course(card.scenario.instruments))
    once = used(batch, never)
    free = [leverage_at(batch, never, number) for number in starts]
    spent = [
        leverage_at(batch, once, number) if number and not card.stands(number) else None
        for number in starts
    ]
    both = _pair(free, spent, "target")
    target, after = both[:, 0], both[:, 1]
    horizon = min(VALUE_YEARS, len(starts) - 1)
    lost = (target - after)[1 : horizon + 1]
    worths = value(card, never, once, lost, concession, worth)
    found = {
        "target_loss": both,
        "sender_loss": _pair(free, spent, "sender"),
        "exposed": _pair(free, spent, "exposed"),
        **closures(batch, free[0].told, *paths_of_three_years(batch, never)),
        "place_use_lost": _use_lost(batch, never),
        "value": jnp.stack(
            [worths.concessions, worths.profit, worths.output_lost, worths.leverage_lost]
        ),
        "sound": never.trip.sound & once.trip.sound & jnp.isfinite(target).all(0),
        **yearly(card, batch.board.chain, never, once),
    }
    arrays = {name: np.asarray(array) for name, array in found.items()}
    return arrays, Travelled(batch, never, once, target, concession, worth)


def _pair(free: Sequence[Stake], spent: Sequence[Stake | None], name: str) -> Any:
    """A stake by start, history and future; a hole where the earlier use still stands."""
    nothing = jnp.full_like(getattr(free[0], name), jnp.nan)
    rows = [
        jnp.stack([getattr(mine, name), nothing if later is None else getattr(later, name)])
        for mine, later in zip(free, spent, strict=True)
    ]
    return jnp.stack(rows)


def _use_lost(batch: Batch, never: History) -> Any:
    """Largest share of its use of any of the goods that each place loses in a control of today."""
    card = batch.board.card
    begin, asked_of = card.week, card.scenario.leverage
    course = never.course.with_use(begin, begin + asked_of.weeks)
    held = batch.travel(course, never.state(card.quarter), card.quarter, 1).ledger.unmet
    free = never.weeks(card.quarter, STRETCH).unmet
    goods = jnp.array(card.goods)
    return jnp.clip((held - free)[1:, goods].mean(0).max(0), 0.0, 1.0)
