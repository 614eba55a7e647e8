"""What activity earns over what it costs, and how much of capacity then runs."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float
from typing_extensions import override

from backfire.model.chain import Chain, GoodPlace, ProcessPlace, State
from backfire.model.controls import Policy
from backfire.units import PURE

from ._rules import Rules


class AbstractSupply(eqx.Module):
    """A supply curve: the share of capacity that runs at a margin."""

    @abstractmethod
    def utilisation(
        self,
        at_rest: Float[Array, "process place 1"],
        margin: ProcessPlace,
        chain: Chain,
        rules: Rules,
    ) -> ProcessPlace:
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
        margin: ProcessPlace,
        chain: Chain,
        rules: Rules,
    ) -> ProcessPlace:
        """Share of capacity that runs by the merit order; none where there is no capacity."""
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
        margin: ProcessPlace,
        chain: Chain,
        rules: Rules,
    ) -> ProcessPlace:
        """Activity over capacity at a constant elasticity, which may exceed 1."""
        return at_rest * jnp.exp(self.elasticity * margin)


def margins(chain: Chain, state: State, earned: GoodPlace, paid: GoodPlace) -> ProcessPlace:
    """Log margin over its baseline: what a unit of activity earns over what it costs.

    Parameters
    ----------
    earned, paid
        What producers earn and pay a tonne, as ratios to the baseline price.
    """
    sold, bought = turnover(chain, state.intensity, earned, paid)
    other = chain.processing_cost[:, None, None]
    sold_at_rest, bought_at_rest = baseline_turnover(chain)
    exists = sold_at_rest > 0
    revenue = jnp.where(exists, sold, 1.0) / jnp.where(exists, sold_at_rest, 1.0)
    return jnp.log(revenue) - jnp.log((bought + other) / (bought_at_rest + other))


def baseline_turnover(
    chain: Chain,
) -> tuple[Float[Array, "process place 1"], Float[Array, "process place 1"]]:
    """What a unit of activity sells for and pays for its inputs in the baseline, USD."""
    one = jnp.ones_like(chain.use)[:, :, None]
    return turnover(chain, 0 * one, one, one)


def turnover(
    chain: Chain, intensity: Float[Array, "good place #draw"], earned: GoodPlace, paid: GoodPlace
) -> tuple[ProcessPlace, ProcessPlace]:
    """USD that a unit of activity sells for and pays for its inputs."""
    sold = jnp.einsum("ck,cr,crn->krn", chain.output * chain.price[:, None], chain.kept, earned)
    worth = chain.input * chain.price[:, None]
    bought = jnp.einsum("ck,crn->krn", worth * (1 - chain.additive), paid)
    thrifted = jnp.einsum("ck,crn->krn", worth * chain.additive, paid * jnp.exp(intensity))
    return sold, bought + thrifted


def top_up(chain: Chain, state: State, policy: Policy, earned: GoodPlace) -> GoodPlace:
    """What a guarantee adds to a tonne of output, as a ratio to the baseline price.

    Parameters
    ----------
    earned
        What the market pays a tonne, over the baseline price.
    """
    usual = state.structure.able * chain.utilisation[:, :, None]
    output = jnp.einsum("ck,krn->crn", chain.output, usual)
    by_tonnes = policy.floor_tonnes[:, :, None] / (output + (output <= 0))
    covered = jnp.maximum(policy.floor_cover[:, :, None], jnp.minimum(by_tonnes, 1.0))
    level = policy.floor / jnp.where(chain.price > 0, chain.price, 1.0)[:, None]
    return covered * jnp.maximum(level[:, :, None] - earned, 0.0)
