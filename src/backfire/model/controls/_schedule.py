"""All controls of a scenario, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import reduce
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from ._control import AbstractControl, Frame, Reach, Sheet
from ._dumping import Dumping
from ._extraterritorial import Extraterritorial
from ._policy import Policy, Schedule, Terms
from ._quota_pool import QuotaPool

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST_LICENCE_SCALE = 1500.0
"""USD/t: what a licence cost while quotas were ample, 0.9 to 1.9 USD/kg in 2009 and February 2010
(the gap of lanthanum after duty, docs/explanation/history.md)."""


def schedule(controls: Sequence[AbstractControl], frame: Frame) -> Schedule:
    """Every control's weeks, joined into one policy for each week.

    Returns
    -------
    Schedule
        Licensed shares of two controls on the same route multiply; see ``Sheet.joined``.
    """
    sheets = [control.weeks(frame) for control in controls]
    sheet = reduce(Sheet.joined, sheets, frame.free())
    weeks = Policy(
        **{field.name: jnp.asarray(getattr(sheet, field.name)) for field in fields(sheet)},
        alarm=jnp.asarray(_alarm(controls, sheets, frame)),
    )
    return Schedule(weeks=weeks, terms=_terms(controls, frame))


def _terms(controls: Sequence[AbstractControl], frame: Frame) -> Terms:
    pools = sorted((c for c in controls if isinstance(c, QuotaPool)), key=lambda c: c.pool)
    goods = np.zeros((len(pools), frame.goods))
    places = np.zeros((len(pools), frame.places))
    for row, pool in enumerate(pools):
        goods[row, list(pool.reach.goods)] = 1.0
        places[row, list(pool.reach.places)] = 1.0
        places[row, frame.senders[pool.reach.sender]] = 0.0
    return Terms(
        senders=frame.senders,
        pool_senders=tuple(pool.reach.sender for pool in pools),
        extraterritorial=any(isinstance(c, Extraterritorial) for c in controls),
        pool_goods=jnp.asarray(goods),
        pool_places=jnp.asarray(places),
        pool_coverage=jnp.asarray([pool.coverage for pool in pools]),
        pool_scale=jnp.full(len(pools), SMALLEST_LICENCE_SCALE),
        rent_to_seller=jnp.asarray([pool.rent_to_seller for pool in pools]),
        content=jnp.asarray(_content(controls, frame)),
    )


def _content(controls: Sequence[AbstractControl], frame: Frame) -> NDArray[np.float64]:
    content = np.zeros((frame.goods, frame.places))
    for control in controls:
        if isinstance(control, Extraterritorial):
            own = np.zeros_like(content)
            for good, share in control.content:
                own[good] = np.maximum(own[good], share)
            own[:, frame.senders[control.reach.sender]] = 0.0
            content = np.maximum(content, own)
    return content


def _alarm(
    controls: Sequence[AbstractControl], sheets: Sequence[Sheet], frame: Frame
) -> NDArray[np.float64]:
    """Goods of one reach alarm each other in the weeks in which a control on it does anything.

    A price cut alarms nobody.
    """
    free = frame.free()
    acting: dict[tuple[int, ...], NDArray[np.bool_]] = {}
    for control, sheet in zip(controls, sheets, strict=True):
        reach = getattr(control, "reach", None)
        if isinstance(reach, Reach) and not isinstance(control, Dumping):
            before = acting.get(reach.goods, np.zeros(frame.weeks, dtype=bool))
            acting[reach.goods] = before | sheet.differs(free)
    alarm = np.zeros((frame.weeks, len(acting), frame.goods))
    for row, goods in enumerate(sorted(acting)):
        alarm[:, row, list(goods)] = acting[goods][:, None] / len(goods)
    return alarm
