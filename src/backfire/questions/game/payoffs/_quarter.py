"""Quarters of a control: what each was like, what it costs whom, and four of them as a year."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire.model.rollout import WEEKS_PER_QUARTER
from backfire.model.strategy.contest import chained
from backfire.questions.trajectories import loss_of_control
from backfire.units import WEEKS_PER_YEAR

from ._axes import STOCKS, USUAL
from ._stocks import mean_of_targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from backfire.questions.trajectories import (
        ElasticityDraws,
        Ensemble,
        ModelContext,
        ReferenceUse,
        Trajectory,
    )

    from ._stocks import Shelves

    Numbers = NDArray[np.float64]

QUARTER = WEEKS_PER_QUARTER / WEEKS_PER_YEAR
"""Years in a quarter."""
QUARTERS_IN_YEAR = WEEKS_PER_YEAR // WEEKS_PER_QUARTER
YEAR = 1.0
"""Horizon of the elasticities, that of leverage: firms adapt to a control as long as it stands, not
anew in each quarter."""


@dataclass(frozen=True)
class Quarter:
    """What one quarter was like in some draws, as means of its weeks; the draw comes last."""

    final: Numbers
    """End use of each good and place, t/yr."""
    profit: Numbers
    """Profit of the producers of each place, USD/yr."""
    processing: Numbers
    """Processing of each place at baseline cost, USD/yr."""
    dumped: Numbers
    """What the sender's treasury makes up to exporters, USD/yr."""
    price: Numbers
    """Delivered price at the targets over its three months, log ratio to the baseline."""
    stock: Numbers
    """Level of the targets' stocks at its end."""

    def of(self, futures: Any) -> Quarter:
        """Some of the draws."""
        names = [part.name for part in fields(self)]
        return Quarter(**{name: getattr(self, name)[..., futures] for name in names})

    @classmethod
    def joined(cls, quarters: Sequence[Quarter]) -> Quarter:
        """Futures side by side."""
        names = [part.name for part in fields(cls)]
        return cls(**{n: np.concatenate([getattr(q, n) for q in quarters], -1) for n in names})


def read_quarters(shelves: Shelves, trajectory: Trajectory, quarters: int = 1) -> list[Quarter]:
    """The first quarters of a trip, one by one; draws that went astray are NaN."""
    astray = np.where(np.asarray(trajectory.sound), 0.0, np.nan)

    def one(number: int) -> Quarter:
        weeks = trajectory.weeks(number, 1)
        after = trajectory.state(number + 1)

        def mean(name: str) -> Numbers:
            return np.asarray(getattr(weeks, name).mean(0), dtype=float) + astray

        return Quarter(
            final=mean("final"),
            profit=mean("profit"),
            processing=mean("processing"),
            dumped=mean("dumped")[0],
            price=np.asarray(mean_of_targets(shelves.ensemble, after.recent), dtype=float) + astray,
            stock=np.asarray(shelves.level(after), dtype=float) + astray,
        )

    return [one(number) for number in range(quarters)]


@dataclass(frozen=True)
class Money:
    """What one quarter has against another, USD, by draw."""

    harm: Numbers
    """Loss of the targets."""
    rent: Numbers
    """Gain of the sender: profit and processing, less its own users' loss and its treasury's."""
    third_harm: Numbers
    """Loss of all other places of which value added is known."""

    def less(self, other: Money) -> Money:
        """The difference of two."""
        names = [part.name for part in fields(self)]
        return Money(**{name: getattr(self, name) - getattr(other, name) for name in names})


def money(
    context: ModelContext,
    elasticity_draws: ElasticityDraws,
    under: Quarter,
    calm: Quarter,
    part: Numbers | float,
) -> Money:
    """What one quarter costs against another of the same draws.

    The loss of an economy is far from linear in what it lacks, and leverage takes the mean of a
    year before it takes the loss. So does a quarter: its loss is that of a year of which such a
    shortage fills a part, over the quarters in that part.

    Parameters
    ----------
    part
        Part of a year that a full stop would leave short: what usual stocks do not cover.
    """
    reference_use = context.reference_use
    used = calm.final > 0
    ratio = np.divide(under.final, calm.final, out=np.ones_like(calm.final), where=used)
    missing = jnp.asarray((1 - ratio) * part)
    lost = [
        np.asarray(economy.lost(missing[:, place], elasticity_draws, YEAR), dtype=float)
        * QUARTER
        / part
        for place, economy in enumerate(context.economies)
    ]
    sender, targets = reference_use.sender, reference_use.targets
    others = [place for place in range(len(lost)) if place not in (sender, *targets)]
    none = np.zeros(missing.shape[-1])
    made = under.profit - calm.profit + under.processing - calm.processing
    return Money(
        harm=sum((lost[place] for place in targets), none),
        rent=QUARTER * (made[sender] - under.dumped + calm.dumped) - lost[sender],
        third_harm=sum((lost[place] for place in others), none),
    )


def weights_of_quarters(reference_use: ReferenceUse) -> Numbers:
    """What the weeks of each quarter of a year count at its first day, as means."""
    weeks = reference_use.weights(WEEKS_PER_YEAR, WEEKS_PER_YEAR, 0.0)
    return weeks.reshape(QUARTERS_IN_YEAR, WEEKS_PER_QUARTER).mean(1)


def year_by_table(tables: Mapping[str, Numbers], row: int, weights: Numbers) -> Numbers:
    """Loss of the targets in a year of the last rung from usual stocks, by draw.

    Parameters
    ----------
    row
        Position of the level of capacity, which stays.
    """
    harm = tables["harm"][-1, row] + tables["shelf_harm"][row]
    return chained(harm, tables["stock_after"][-1, row], STOCKS.index(USUAL), weights)


def year_by_model(
    ensemble: Ensemble,
    held: tuple[Shelves, Trajectory],
    calm: tuple[Shelves, Trajectory],
    part: Numbers,
) -> Numbers:
    """The same year on the supply model's own path: by quarter, each alone, and as one year.

    Parameters
    ----------
    held, calm
        The path with the ban and the same path without.
    part
        Part of a year that a full stop would leave short.
    """
    context, weights = ensemble.context, weights_of_quarters(ensemble.context.reference_use)
    under, free = (read_quarters(*path, QUARTERS_IN_YEAR) for path in (held, calm))

    def by_quarter(counted: Numbers | float) -> Numbers:
        each = [
            money(context, ensemble.elasticity_draws, one, other, counted).harm
            for one, other in zip(under, free, strict=True)
        ]
        return weights @ np.array(each)

    year = loss_of_control(ensemble, held[1].ledger, calm[1].ledger, WEEKS_PER_YEAR).target
    return np.stack([by_quarter(part), by_quarter(1.0), np.asarray(year, dtype=float)])
