"""What is recorded of a week to compute leverage."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.model.market import Flows
from backfire.units import TONNE_PER_YEAR, USD_PER_YEAR


class Ledger(eqx.Module):
    """Money and output of a week, or with a leading axis of many, as yearly rates."""

    lost: Annotated[Float[Array, "*week place draw"], USD_PER_YEAR]
    """Value added of end uses that stands still for want of a good: exposure."""
    profit: Annotated[Float[Array, "*week place draw"], USD_PER_YEAR]
    """Profit of the chain's producers."""
    processing: Annotated[Float[Array, "*week place draw"], USD_PER_YEAR]
    """Processing at baseline cost, which stands idle when plants do."""
    dearer: Annotated[Float[Array, "*week place draw"], USD_PER_YEAR]
    """What end users pay above baseline prices."""
    final: Annotated[Float[Array, "*week good place draw"], TONNE_PER_YEAR]
    """End use of each place."""
    spent: Annotated[Float[Array, "*week draw"], USD_PER_YEAR]
    """Guarantees and purchases for strategic stocks, all places together."""
    dumped: Annotated[Float[Array, "*week sender draw"], USD_PER_YEAR]
    """What each sender's treasury makes up to its exporters."""
    made: Annotated[Float[Array, "*week good place draw"], TONNE_PER_YEAR]
    """Output of each place."""
    bought: Annotated[Float[Array, "*week good place draw"], TONNE_PER_YEAR]
    """What sets out for each place."""
    from_sender: Annotated[Float[Array, "*week good place draw"], TONNE_PER_YEAR]
    """What sets out for each place from the first sender, the one that leverage is about."""
    unmet: Annotated[Float[Array, "*week good place draw"], TONNE_PER_YEAR]
    """Share of desired use that stocks cannot serve."""


def ledger(flows: Flows) -> Ledger:
    """Pick a week's entries out of its flows."""
    accounts = flows.accounts
    return Ledger(
        lost=accounts.lost,
        profit=accounts.profit,
        processing=accounts.processing,
        dearer=accounts.dearer,
        final=flows.final,
        spent=(accounts.guarantees + accounts.storing).sum(0),
        dumped=accounts.dumping,
        made=flows.made,
        bought=flows.bought,
        from_sender=flows.from_sender[:, 0],
        unmet=flows.unmet,
    )
