"""The quantities that published cases ask for, each computed by the package."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import jax
import jax.numpy as jnp

from backfire.model import economy, exposure
from backfire.model.controls import PolicyShape, Span, SupplyOrder, schedule
from backfire.model.equilibrium import equilibrium
from backfire.model.market import ConstantElasticity
from tests import worlds


def concentration(tonnes: Mapping[str, float], total: float) -> float:
    return exposure.concentration(list(tonnes.values()), total)


def least_concentration(share: Mapping[str, float]) -> float:
    return exposure.least_concentration(list(share.values()))


def clearing_price(lost: float, supply_elasticity: float, demand_elasticity: float) -> float:
    """Price ratio of one market at rest, when an order at home takes a share of supply away."""
    jax.config.update("jax_enable_x64", True)
    order = SupplyOrder(Span(0.0, 0.0, float("inf")), 0, (0,), 1 - lost)
    frame = PolicyShape(weeks=1, goods=1, places=1, processes=1, senders=(0,), pools=0)
    capped = schedule([order], frame)
    policy = jax.tree.map(lambda leaf: leaf[0], capped.weeks)
    found = equilibrium(
        worlds.one_market(),
        worlds.rules(1, demand_elasticity=demand_elasticity),
        policy,
        capped.terms,
        ConstantElasticity(jnp.asarray(supply_elasticity)),
    )
    assert bool(found.converged)
    return float(jnp.exp(found.flows.spot[0, 0, 0]))


def ces_loss(cut: float, share: float, elasticity: float) -> float:
    jax.config.update("jax_enable_x64", True)
    return float(1 - economy.ces_output(cut, share, elasticity))


def second_order_loss(cut: float, share: float, elasticity: float) -> float:
    jax.config.update("jax_enable_x64", True)
    return float(-economy.second_order(cut, share, elasticity))


QUANTITIES: Mapping[str, Callable[..., float]] = {
    "ces_loss": ces_loss,
    "clearing_price": clearing_price,
    "concentration": concentration,
    "least_concentration": least_concentration,
    "second_order_loss": second_order_loss,
}
