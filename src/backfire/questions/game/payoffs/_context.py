"""Where payoffs are read off: the control, the chain, and every draw that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire.model.leverage import ledger
from backfire.model.rollout import WEEKS_PER_QUARTER, rollout
from backfire.questions.prepare import (
    Growth,
    ProjectOutcomes,
    assemble,
    draw_rules,
    fixed_values,
    project_outcomes,
    reference_use_starts,
)
from backfire.questions.run import set_up
from backfire.questions.trajectories import (
    STRETCH,
    Ensemble,
    ModelContext,
    PolicyPath,
    ReferenceUse,
    Trajectory,
    by_quarter,
    draw_elasticities,
    economies,
    project_arrivals,
    quarters_of,
)
from backfire.units import WEEKS_PER_YEAR

from ._axes import CAPACITIES, YEARS_PER_LEVEL
from ._escalation_levels import first_day, on_the_ladder, store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.model.chain import State
    from backfire.model.rollout import Path, Problem
    from backfire.questions.prepare import Prepared
    from backfire.scenario import Scenario


@dataclass(frozen=True)
class PayoffContext:
    """A scenario in arrays, with the random numbers of all its draws.

    Quarters of control are those of the run, so that one follows another without a gap: the first
    is the first that does not begin before the day on which the reference use starts.
    """

    scenario: Scenario
    context: ModelContext
    values: Mapping[str, NDArray[np.float64]]
    known: ProjectOutcomes
    policy_path: PolicyPath
    width: int
    """Futures that are rolled out together: one number for all, so that one program serves."""

    @classmethod
    def of(cls, prepared: Prepared, precision: str, width: int) -> PayoffContext:
        """Assemble a scenario on its edition.

        Raises
        ------
        ScenarioError
            If it asks beyond the last year of the trends.
        """
        set_up()
        figures, labels, table = prepared.edition, prepared.labels, prepared.parameters
        scenario = _in_quarters(prepared.scenario, figures)
        fixed = fixed_values(table)
        chain = assemble(figures, prepared.baseline, labels, fixed, np.dtype(precision))
        calm = on_the_ladder(scenario, labels, "none", scenario.starts, scenario.starts)
        reference_use = ReferenceUse(calm, figures, labels)
        quarters = -(-(quarters_of(reference_use) + STRETCH) // STRETCH) * STRETCH
        growth = Growth.of(scenario, figures, labels, chain, quarters)
        gdp = dict(figures.tables["gdp"].select("place", "value").iter_rows())
        context = ModelContext(
            reference_use, chain, precision, quarters, growth, economies(chain, labels, gdp)
        )
        values = {
            **draw_rules(table, scenario.draws, scenario.seed),
            **draw_elasticities(scenario.draws, scenario.seed),
        }
        known = project_outcomes(figures, values, scenario.seed, scenario.starts)
        policy_path = PolicyPath(scenario.instruments).adding(store(scenario))
        return cls(scenario, context, values, known, policy_path, width)

    def ensemble(self, futures: NDArray[np.int_], quarters: int = STRETCH) -> Ensemble:
        """Some draws, by number, of which each stretch is gone for some quarters only."""
        values = {name: column[futures] for name, column in self.values.items()}
        known = ProjectOutcomes(self.known.reached[futures], self.known.week[futures])
        roll = partial(by_quarters, quarters=quarters)
        return Ensemble.of(self.context, values, project_arrivals(self.context, known), roll)

    def under(self, rung: str, capacity: int, quarters: int = 1) -> ModelContext:
        """The board on which a rung stands for some quarters from the start of a level."""
        reference_use = self.context.reference_use
        begin = reference_use.starts[capacity * YEARS_PER_LEVEL]
        end = begin + timedelta(weeks=quarters * WEEKS_PER_QUARTER)
        scenario = on_the_ladder(self.scenario, reference_use.labels, rung, begin, end)
        return replace(
            self.context, reference_use=replace(reference_use, scenario=scenario), known={}
        )

    def quarter_of(self, capacity: int) -> int:
        """Quarter of the run with which a level begins."""
        return self.context.reference_use.quarter_of(capacity * YEARS_PER_LEVEL)

    def groups(self, futures: NDArray[np.int_]) -> list[NDArray[np.int_]]:
        """Futures by the batch in which they travel; the last is filled up with the last of them.

        Examples
        --------
        >>> from types import SimpleNamespace
        >>> groups = PayoffContext.groups(SimpleNamespace(width=2), np.arange(3))
        >>> [group.tolist() for group in groups]
        [[0, 1], [2, 2]]
        """
        firsts = range(0, len(futures), self.width)
        last = len(futures) - 1
        return [futures[np.minimum(np.arange(f, f + self.width), last)] for f in firsts]


def by_quarters(problem: Problem, state: State, quarters: int) -> tuple[Trajectory, State]:
    """The first quarters of a stretch, one at a time: the same program serves any number of them.

    Where they are not the whole stretch, the state after them is kept with those before.
    """
    paths: list[Path] = []
    for number in range(quarters):
        paths.append(rollout(_quarter(problem, number), state, ledger))
        state = paths[-1].final

    def joined(*leaves: Array) -> Array:
        return jnp.concatenate(leaves)

    flows = jax.tree.map(joined, *(path.flows for path in paths))
    states = [path.quarters for path in paths]
    if quarters < STRETCH:
        states.append(jax.tree.map(lambda leaf: leaf[None], state))
    sound = jnp.stack([path.sound for path in paths]).all(0)
    return Trajectory(by_quarter(flows), jax.tree.map(joined, *states), sound), state


def _quarter(problem: Problem, number: int) -> Problem:
    """One quarter of a stretch."""
    weeks = slice(number * WEEKS_PER_QUARTER, (number + 1) * WEEKS_PER_QUARTER)
    policies = jax.tree.map(lambda leaf: leaf[weeks], problem.schedule.weeks)
    coming = jax.tree.map(lambda leaf: leaf[number : number + 1], problem.outlook)
    return eqx.tree_at(
        lambda whole: (whole.schedule.weeks, whole.outlook), problem, (policies, coming)
    )


def _in_quarters(question: Scenario, figures: Edition) -> Scenario:
    """The question with a control of a year that starts with a quarter, up to the last level."""
    today = reference_use_starts(question, figures.date)
    begin = first_day(question.starts, today, timedelta(weeks=WEEKS_PER_QUARTER))
    last = begin + timedelta(weeks=CAPACITIES[-1] * YEARS_PER_LEVEL * WEEKS_PER_YEAR)
    return question.but_paths(
        {
            "leverage.starts": begin,
            "leverage.until": last.year,
            "leverage.weeks": WEEKS_PER_YEAR,
            "leverage.horizon_weeks": WEEKS_PER_YEAR,
        }
    )
