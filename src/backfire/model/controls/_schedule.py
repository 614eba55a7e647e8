"""All controls of a scenario, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from ._border_measures import Dumping, Extraterritorial
from ._control import AbstractControl, Reach
from ._licence import QuotaPool
from ._policy import Policy, PolicyShape, Schedule, Terms

SMALLEST_LICENCE_SCALE = 1500.0
"""USD/t: what a licence cost while quotas were ample, 0.9 to 1.9 USD/kg in 2009 and February 2010
(the gap of lanthanum after duty, docs/explanation/history.md)."""

ALARM_ROWS = 8
"""Sets of goods that alarm each other are padded to a multiple of this: empty rows weigh nothing,
and scenarios with other mixes of controls then share one compiled program."""


def schedule(controls: Sequence[AbstractControl], shape: PolicyShape) -> Schedule:
    """Every control's weeks, joined into one policy for each week.

    Returns
    -------
    Schedule
        Licensed shares of two controls on the same route multiply; see ``Policy.joined``.
    """
    alone = [control.weeks(shape) for control in controls]
    weeks = replace(
        reduce(Policy.joined, alone, shape.free()), alarm=_alarm(controls, alone, shape)
    )
    return Schedule(weeks=jax.tree.map(jnp.asarray, weeks), terms=_terms(controls, shape))


def _terms(controls: Sequence[AbstractControl], shape: PolicyShape) -> Terms:
    pools = sorted((c for c in controls if isinstance(c, QuotaPool)), key=lambda c: c.pool)
    goods = np.zeros((len(pools), shape.goods))
    places = np.zeros((len(pools), shape.places))
    for row, pool in enumerate(pools):
        goods[row, list(pool.reach.goods)] = 1.0
        places[row, list(pool.reach.places)] = 1.0
        places[row, shape.senders[pool.reach.sender]] = 0.0
    return Terms(
        senders=shape.senders,
        pool_senders=tuple(pool.reach.sender for pool in pools),
        extraterritorial=any(isinstance(c, Extraterritorial) for c in controls),
        pool_goods=jnp.asarray(goods),
        pool_places=jnp.asarray(places),
        pool_coverage=jnp.asarray([pool.coverage for pool in pools]),
        pool_scale=jnp.full(len(pools), SMALLEST_LICENCE_SCALE),
        rent_to_seller=jnp.asarray([pool.rent_to_seller for pool in pools]),
        content=jnp.asarray(_content(controls, shape)),
    )


def _content(controls: Sequence[AbstractControl], shape: PolicyShape) -> NDArray[np.float64]:
    content = np.zeros((shape.goods, shape.places))
    for control in controls:
        if isinstance(control, Extraterritorial):
            own = np.zeros_like(content)
            for good, share in control.content:
                own[good] = np.maximum(own[good], share)
            own[:, shape.senders[control.reach.sender]] = 0.0
            content = np.maximum(content, own)
    return content


def _alarm(
    controls: Sequence[AbstractControl], alone: Sequence[Policy], shape: PolicyShape
) -> NDArray[np.float64]:
    """Goods of one reach alarm each other in the weeks in which a control on it does anything.

    A price cut alarms nobody.
    """
    free = shape.free()
    acting: dict[tuple[int, ...], NDArray[np.bool_]] = {}
    for control, policy in zip(controls, alone, strict=True):
        reach = getattr(control, "reach", None)
        if isinstance(reach, Reach) and not isinstance(control, Dumping):
            before = acting.get(reach.goods, np.zeros(shape.weeks, dtype=bool))
            acting[reach.goods] = before | policy.differs(free)
    rows = ALARM_ROWS * -(-max(len(acting), 1) // ALARM_ROWS)
    alarm = np.zeros((shape.weeks, rows, shape.goods))
    for row, goods in enumerate(sorted(acting)):
        alarm[:, row, list(goods)] = acting[goods][:, None] / len(goods)
    return alarm
