"""Where places have come to buy, prices of the week apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Terms


class Settled(eqx.Module):
    """Shares in a place's purchases after what buyers have qualified and come to prefer."""

    home: Annotated[Float[Array, "good place draw"], SHARE]
    """Bought at home."""
    from_sender: Annotated[Float[Array, "good sender place draw"], SHARE]
    """Bought from each sender abroad; 0 in the sender's own place."""


def settle(chain: Chain, state: State, terms: Terms) -> Settled:
    """Baseline shares, moved by accepted capacity and by preference that took years to form."""
    weight = state.qualified * jnp.exp(state.preference)
    total = chain.share @ weight
    tilts = [jnp.exp(state.preference_sender[:, s]) for s in range(len(terms.senders))]
    from_sender: list[Float[Array, "good place draw"]] = []
    for origin, tilt in zip(terms.senders, tilts, strict=True):
        bought = chain.share[:, :, origin, None] * weight[:, origin, None, :]
        total = total + bought * (tilt - 1)
        abroad = (jnp.arange(chain.use.shape[1]) != origin).astype(weight.dtype)
        from_sender.append(bought * tilt * abroad[None, :, None])
    total = total + (1 - chain.buys)[:, :, None]
    home = jnp.einsum("cdd->cd", chain.share)[:, :, None] * weight
    return Settled(
        home=home / total,
        from_sender=jnp.stack([bought / total for bought in from_sender], axis=1),
    )


def home_at_rest(chain: Chain) -> Float[Array, "good place 1"]:
    """Baseline share of what a place buys at home."""
    return jnp.einsum("cdd->cd", chain.share)[:, :, None]
