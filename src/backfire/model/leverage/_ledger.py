"""What is kept of a week to reckon leverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import TONNE_PER_YEAR, USD_PER_YEAR

if TYPE_CHECKING:
    from backfire.model.market import Flows


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
    books = flows.books
    return Ledger(
        lost=books.lost,
        profit=books.profit,
        processing=books.processing,
        dearer=books.dearer,
        final=flows.final,
        spent=(books.guarantees + books.storing).sum(0),
        dumped=books.dumping,
        made=flows.made,
        bought=flows.bought,
        from_sender=flows.from_sender[:, 0],
        unmet=flows.unmet,
    )
