"""All controls of a scenario, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import reduce
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from ._control import AbstractControl, Frame, Reach, Sheet
from ._extraterritorial import Extraterritorial
from ._policy import Policy, Schedule, Terms
from ._quota_pool import QuotaPool

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST_LICENCE_SCALE = 500.0
"""USD/t: the 0.5 USD/kg of the licence price equation (docs/explanation/model.md)."""


def schedule(controls: Sequence[AbstractControl], frame: Frame) -> Schedule:
    """Every control's weeks, joined into one policy for each week.

    Returns
    -------
    Schedule
        Licensed shares of two controls on the same route multiply; see ``Sheet.joined``.
    """
    free = frame.free()
    sheets = [control.weeks(frame) for control in controls]
    acting = [c for c, sheet in zip(controls, sheets, strict=True) if not sheet.equals(free)]
    sheet = reduce(Sheet.joined, sheets, free)
    weeks = Policy(
        **{field.name: jnp.asarray(getattr(sheet, field.name)) for field in fields(sheet)}
    )
    return Schedule(weeks=weeks, terms=_terms(controls, acting, frame))


def _terms(
    controls: Sequence[AbstractControl], acting: Sequence[AbstractControl], frame: Frame
) -> Terms:
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
        alarm=jnp.asarray(_alarm(acting, frame)),
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


def _alarm(acting: Sequence[AbstractControl], frame: Frame) -> NDArray[np.float64]:
    reaches = [getattr(control, "reach", None) for control in acting]
    groups = sorted({reach.goods for reach in reaches if isinstance(reach, Reach)})
    alarm = np.zeros((len(groups), frame.goods))
    for row, goods in enumerate(groups):
        alarm[row, list(goods)] = 1 / len(goods)
    return alarm
