"""What a control does against the same draw without it, what its use is worth, and for how long."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.market import Flows
from backfire.numerics import first_fall, last_fall
from backfire.units import SHARE, TONNE_PER_YEAR, USD, USD_PER_YEAR, YEAR_OF_ONE_WEEK


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


class Leverage(eqx.Module):
    """What one control does over its horizon, before an economy's closure makes a loss of it."""

    missing: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of its end use of each good that each place does without."""
    exposed: Annotated[Float[Array, "place draw"], USD]
    """Value added of the end uses that stand still in each place: an upper bound, not a loss."""
    dearer: Annotated[Float[Array, "place draw"], USD]
    """What the end users of each place pay more for what they still get."""
    earned: Annotated[Float[Array, "place draw"], USD]
    """What the producers of each place earn more."""
    processed: Annotated[Float[Array, "place draw"], USD]
    """Wages and capital of plants that run more, at baseline cost; negative where they idle."""
    dumped: Annotated[Float[Array, " draw"], USD]
    """What the sender's treasury adds."""

    def foregone(self, sender: int) -> Float[Array, " draw"]:
        """What the sender itself loses in profit, idle plants and treasury, USD."""
        return self.dumped - self.earned[sender] - self.processed[sender]


def leverage(controlled: Ledger, free: Ledger, weights: Float[Array, " week"]) -> Leverage:
    """Present value, at the control's first day, of what the two paths differ by.

    Parameters
    ----------
    controlled, free
        The weeks of a path with the control and of the same path without.
    weights
        Part of each week inside the horizon, times its discount factor.
    """
    held, calm = (present(each.final, weights) for each in (controlled, free))
    return Leverage(
        missing=1 - jnp.where(calm > 0, held / jnp.where(calm > 0, calm, 1.0), 1.0),
        exposed=present(controlled.lost - free.lost, weights),
        dearer=present(controlled.dearer - free.dearer, weights),
        earned=present(controlled.profit - free.profit, weights),
        processed=present(controlled.processing - free.processing, weights),
        dumped=present(controlled.dumped - free.dumped, weights)[0],
    )


def present(flow: Float[Array, "week ..."], weights: Float[Array, " week"]) -> Float[Array, "..."]:
    """Present value of a yearly rate over weeks, USD."""
    return YEAR_OF_ONE_WEEK * jnp.tensordot(weights, flow, axes=1)


class Value(eqx.Module):
    """Value of a use by horizon, and what it adds up (product.md)."""

    concessions: Annotated[Float[Array, "horizon draw"], USD]
    """What the use obtains."""
    profit: Annotated[Float[Array, "horizon draw"], USD]
    """Change of its producers' profit, what its treasury makes up left out."""
    output_lost: Annotated[Float[Array, "horizon draw"], USD]
    """Its own plants and end uses that stand idle; subtracted."""
    leverage_lost: Annotated[Float[Array, "horizon draw"], USD]
    """Leverage without use less that with use, at its worth to the sender; subtracted."""

    @property
    def total(self) -> Float[Array, "horizon draw"]:
        """Value of use."""
        return self.concessions + self.profit - self.output_lost - self.leverage_lost


def value_of_use(
    used: Ledger,
    unused: Ledger,
    weights: Float[Array, "horizon week"],
    sender: int,
    concessions: Float[Array, "horizon draw"],
    leverage_lost: Float[Array, "horizon draw"],
) -> Value:
    """Compare the weeks of a draw in which the control was used with the same one without.

    Parameters
    ----------
    weights
        Part of each week inside each horizon, times its discount factor.
    concessions
        Present value of what the use obtains.
    leverage_lost
        Present value of the leverage that the use has cost by each horizon.
    """

    def each(flow: Float[Array, "week draw"]) -> Float[Array, "horizon draw"]:
        return jnp.stack([present(flow, row) for row in weights])

    gained = used.profit[:, sender] - unused.profit[:, sender]
    paid = used.dumped[:, 0] - unused.dumped[:, 0]
    idle = unused.processing[:, sender] - used.processing[:, sender]
    short = used.lost[:, sender] - unused.lost[:, sender]
    return Value(
        concessions=concessions,
        profit=each(gained - paid),
        output_lost=each(idle + short),
        leverage_lost=leverage_lost,
    )


def half_life(
    curve: Float[Array, "start draw"], years: Float[Array, " start"]
) -> Float[Array, " draw"]:
    """Years from the first entry until leverage has halved, linear between entries.

    Entries that do not exist (NaN) are passed over; infinite where it never halves.

    Examples
    --------
    >>> float(half_life(jnp.array([[4.0], [3.0], [1.0]]), jnp.array([0.0, 1.0, 2.0]))[0])
    1.5
    """
    half = curve[0] / 2
    return jnp.where(half > 0, first_fall(curve, years, half), jnp.inf)


def backfires(
    value: Float[Array, "horizon draw"], years: Float[Array, " horizon"]
) -> Float[Array, " draw"]:
    """Years until cumulative value is below zero for good; infinite if it ends above.

    A use that is never worth anything has backfired at once, at year 0.

    Examples
    --------
    >>> float(backfires(jnp.array([[2.0], [-2.0], [-3.0]]), jnp.array([1.0, 2.0, 3.0]))[0])
    1.5
    """
    return jnp.where((value < 0).all(0), 0.0, last_fall(value, years, 0.0))
