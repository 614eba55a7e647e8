"""What is measured in a batch of draws, and the value added that goods in short supply expose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import equinox as eqx
import jax
import numpy as np
from jaxtyping import Array, Float

from backfire.units import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.model.market import Flows
    from backfire.model.rollout import Path
    from backfire.questions.prepare import Labels


def exposure(
    edition: Edition,
    labels: Labels,
    use: NDArray[np.float64],
    unmet_share: NDArray[Any],
    targets: Sequence[str],
    years: float,
) -> NDArray[np.float64]:
    """Value added of the targets' end uses that would stop with their scarcest good, USD.

    An upper bound and not a loss: it lets an end use stop in proportion to the good it lacks
    most, as if nothing could be done without it and no stock of parts stood behind it.

    Parameters
    ----------
    use
        Baseline use by good, end use and place, t/yr.
    unmet_share
        Share of use lost over the horizon, by draw, good and place.
    years
        Length of the horizon.

    Returns
    -------
    array, shape (draw, use)
        Zero where the edition has no value added: those holes are named in its table of holes.
    """
    exposed = np.zeros((len(unmet_share), len(labels.uses)))
    rows = edition.tables["value_added"].select("use", "place", "value").iter_rows()
    for name, place, value in rows:
        if place in targets:
            spot, at = labels.uses.index(name), labels.places.index(place)
            needed = use[:, spot, at] > 0
            if needed.any():
                scarcest = unmet_share[:, needed, at].max(1)
                exposed[:, spot] += value * years * scarcest
    return exposed


DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class View:
    """What the headline looks at, in positions and weeks from the start of the run."""

    sender: int
    """Position of the sender among the places."""
    sender_slot: int
    """Position of the sender among those who control."""
    outside: tuple[int, ...]
    """Places whose prices are called outside."""
    reference_week: float
    """Week in which the control that the headline speaks of starts."""
    horizon_weeks: int
    """Weeks over which losses are added up."""
    below: float
    """Share of use under which a buyer has stopped."""
    calm_weeks: int
    """Weeks before anything is known or grows: nothing may move in them."""


class Weekly(eqx.Module):
    """What a result needs of a week's flows."""

    spot: Float[Array, "good place draw"]
    contract: Float[Array, "good place draw"]
    unmet: Float[Array, "good place draw"]
    stopped: Float[Array, "good place draw"]
    weakest: Float[Array, "good place draw"]
    from_sender: Float[Array, "good sender place draw"]
    imbalance: Float[Array, " draw"]


def weekly(flows: Flows) -> Weekly:
    """Leave out what no result holds, so that a rollout does not store it."""
    return Weekly(
        spot=flows.spot,
        contract=flows.contract,
        unmet=flows.unmet,
        stopped=flows.stopped,
        weakest=flows.weakest,
        from_sender=flows.from_sender,
        imbalance=flows.imbalance,
    )


def measure(
    path: Path, use: NDArray[np.float64], view: View, weeks: int
) -> dict[str, NDArray[Any]]:
    """Reduce the paths of a batch to the arrays of a result; the draw comes first.

    Parameters
    ----------
    use
        Baseline use by good and place, the weights of a mean over places.
    weeks
        Weeks of the run; the path holds whole quarters and may be longer.
    """
    flows = jax.tree.map(lambda leaf: leaf[:weeks], path.flows)
    spot, contract = np.exp(_draws_first(flows.spot)), np.exp(_draws_first(flows.contract))
    stopped, unmet = _draws_first(flows.stopped), _draws_first(flows.unmet)
    sent = _draws_first(flows.from_sender)[:, :, :, view.sender_slot] / WEEKS_PER_YEAR
    sent[:, :, :, view.sender] = 0.0
    first = int(np.clip(np.floor(view.reference_week), 0, unmet.shape[1] - 1))
    horizon = unmet[:, first : first + view.horizon_weeks]
    calm = np.abs(_draws_first(flows.spot)[:, : view.calm_weeks])
    return {
        "price": sides(spot, use, view),
        "contract": sides(contract, use, view),
        "price_at": spot,
        "unmet": unmet,
        "stopped": stopped,
        "first_shortage": _first_crossing(_draws_first(flows.weakest), view),
        "unmet_share": horizon.mean(1),
        "exports": sent.sum(3),
        "exports_to": sent,
        "imbalance": _draws_first(flows.imbalance).max(1),
        "drift": calm.max((1, 2, 3)) if view.calm_weeks else np.zeros(len(spot)),
        "sound": np.asarray(path.sound),
    }


def _draws_first(leaf: Any) -> NDArray[Any]:
    return np.array(np.moveaxis(np.asarray(leaf), -1, 0))


def sides(price: NDArray[Any], use: NDArray[np.float64], view: View) -> NDArray[Any]:
    """Inside: the sender's own. Outside: mean over the outside places, weighted by use.

    A good that none of the outside places uses is quoted over all places but the sender.
    """
    abroad = np.arange(use.shape[1]) != view.sender
    named = np.isin(np.arange(use.shape[1]), view.outside) & abroad
    weight = np.where(named, use, 0.0)
    weight = np.where(weight.sum(1, keepdims=True) > 0, weight, np.where(abroad, use, 0.0))
    total = weight.sum(1, keepdims=True)
    share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    outside = np.einsum("nwcr,cr->nwc", price, share).astype(price.dtype)
    inside = np.where(use[:, view.sender] > 0, price[:, :, :, view.sender], np.nan)
    return np.stack([inside, np.where(total[:, 0] > 0, outside, np.nan)], axis=-1)


def _first_crossing(weakest: NDArray[Any], view: View) -> NDArray[np.float64]:
    """Days from the reference start until the weakest buyers stop, interpolated; NaN if never."""
    after = np.arange(weakest.shape[1]) >= view.reference_week
    short = (weakest < view.below) & after[None, :, None, None]
    week = short.argmax(1)
    now = np.take_along_axis(weakest, week[:, None], 1)[:, 0]
    before = np.take_along_axis(weakest, np.maximum(week - 1, 0)[:, None], 1)[:, 0]
    fall = np.where(before > now, before - now, 1.0)
    part = np.clip((before - view.below) / fall, 0.0, 1.0)
    days = DAYS_PER_WEEK * (week - 1 + part - view.reference_week)
    return np.where(short.any(1), np.maximum(days, 0.0), np.nan)
