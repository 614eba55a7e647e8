"""How activity answers its margin."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float
from typing_extensions import override

from backfire.units import PURE

if TYPE_CHECKING:
    from backfire.model.chain import Chain

    from ._rules import Rules


class AbstractSupply(eqx.Module):
    """A supply curve: the share of capacity that runs at a margin."""

    @abstractmethod
    def utilisation(
        self,
        at_rest: Float[Array, "process place 1"],
        margin: Float[Array, "process place draw"],
        chain: Chain,
        rules: Rules,
    ) -> Float[Array, "process place draw"]:
        """Share of capacity that runs, when the log margin is so far from its baseline."""


class MeritOrder(AbstractSupply):
    """Plants start one after the other as the margin rises, up to capacity.

    Their marginal costs follow a logistic distribution, so the share that runs is a logistic
    function of the log margin through the baseline utilisation.
    """

    @override
    def utilisation(
        self,
        at_rest: Float[Array, "process place 1"],
        margin: Float[Array, "process place draw"],
        chain: Chain,
        rules: Rules,
    ) -> Float[Array, "process place draw"]:
        exists = at_rest > 0
        inside = jnp.where(exists, at_rest, 0.5)
        push = chain.supply_response[:, None, None] * margin / rules.supply_spread
        return jnp.where(exists, jax.nn.sigmoid(push + jnp.log(inside / (1 - inside))), 0.0)


class ConstantElasticity(AbstractSupply):
    """Activity rises by a constant share for each per cent of margin, without a ceiling.

    The textbook curve, with which ``P / P0 = (1 - x) ** (-1 / (es + ed))`` holds exactly.
    """

    elasticity: Annotated[Float[Array, ""], PURE]
    """Elasticity of activity to the margin."""

    @override
    def utilisation(
        self,
        at_rest: Float[Array, "process place 1"],
        margin: Float[Array, "process place draw"],
        chain: Chain,
        rules: Rules,
    ) -> Float[Array, "process place draw"]:
        return at_rest * jnp.exp(self.elasticity * margin)
