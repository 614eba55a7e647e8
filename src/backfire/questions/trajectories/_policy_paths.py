"""Policy paths, and ensembles of draws that are rolled out along them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire.model import controls as model
from backfire.model.chain import State
from backfire.model.leverage import Ledger, ledger
from backfire.model.market import Shortage, steady_state
from backfire.model.rollout import WEEKS_PER_QUARTER, Problem, rollout
from backfire.questions.prepare import (
    ControlTranslator,
    ProjectOutcomes,
    arrivals,
    pace_of,
    rules_of,
)
from backfire.scenario import Investment

from ._networks import ElasticityDraws

if TYPE_CHECKING:
    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.adaptation import Pace
    from backfire.model.chain import Chain
    from backfire.model.market import Flows, Rules
    from backfire.questions.prepare import Growth
    from backfire.scenario import AnyInstrument

    from ._networks import Economy
    from ._reference_use import ReferenceUse

STRETCH = 5
"""Quarters that are rolled out at once: a control of 12 months that starts inside the first."""
WEEKS = STRETCH * WEEKS_PER_QUARTER


@dataclass(frozen=True)
class PolicyPath:
    """What happens beside the controls of the scenario: instruments, and uses of the control."""

    instruments: tuple[AnyInstrument, ...]
    """The scenario's own, some of them, or others."""
    uses: tuple[tuple[float, float], ...] = ()
    """Weeks of the run from and until which the control of the reference use stands."""

    def with_use(self, begin: float, end: float) -> PolicyPath:
        """The same path with one more use of the control."""
        return replace(self, uses=(*self.uses, (begin, end)))

    def without(self, *kinds: str) -> PolicyPath:
        """The same path without instruments of some kinds."""
        kept = tuple(move for move in self.instruments if move.kind not in kinds)
        return replace(self, instruments=kept)

    def unpaid(self, offered: tuple[AnyInstrument, ...]) -> dict[str, float]:
        """Share of each named project that does not come, since its payer is not on this path.

        Parameters
        ----------
        offered
            All instruments of the scenario.
        """
        here = {move.name for move in self.instruments}
        missing: dict[str, float] = {}
        payers = (move for move in offered if isinstance(move, Investment))
        for move in payers:
            for project in move.projects if move.name not in here else ():
                left = (1 - missing.get(project, 0.0)) * (1 - move.additional)
                missing[project] = 1 - left
        return missing

    def adding(self, *moves: AnyInstrument) -> PolicyPath:
        """The same path with more instruments."""
        return replace(self, instruments=(*self.instruments, *moves))


@dataclass(frozen=True)
class ModelContext:
    """The chain and the control, and the schedule of every stretch of every path."""

    reference_use: ReferenceUse
    chain: Chain
    precision: str
    quarters: int
    growth: Growth
    economies: tuple[Economy, ...]
    known: dict[tuple[object, ...], model.Schedule] = field(default_factory=dict)

    def schedule(self, policy_path: PolicyPath, quarter: int) -> model.Schedule:
        """The policy of a stretch of quarters that begins at one of the run."""
        key = (*(move.name for move in policy_path.instruments), *policy_path.uses, quarter)
        if key not in self.known:
            self.known[key] = self._schedule(policy_path, quarter)
        return self.known[key]

    def _schedule(self, policy_path: PolicyPath, quarter: int) -> model.Schedule:
        reference_use, first = self.reference_use, float(quarter * WEEKS_PER_QUARTER)
        scenario = reference_use.scenario
        desk = ControlTranslator(
            scenario, reference_use.labels, WEEKS, first, scenario.leverage.instead_of
        )
        reach = model.Reach(
            sender=desk.senders.index(reference_use.sender),
            goods=reference_use.goods,
            places=reference_use.targets,
        )
        uses = policy_path.uses or ((np.inf, np.inf),)
        bans = [
            model.Ban(
                span=model.Span(announced=begin - first, starts=begin - first, ends=end - first),
                reach=reach,
                withheld=scenario.leverage.withheld,
            )
            for begin, end in uses
        ]
        moves = [*desk.controls(), *map(desk.instrument, policy_path.instruments), *bans]
        made = model.schedule(moves, desk.frame)
        return jax.tree.map(lambda leaf: leaf.astype(self.precision), made)

    def outlay(self, policy_path: PolicyPath) -> NDArray[np.float64]:
        """What payers of the path spend on plants, USD a year, by week of the whole run."""
        desk = ControlTranslator(
            self.reference_use.scenario,
            self.reference_use.labels,
            self.quarters * WEEKS_PER_QUARTER,
        )
        sheets = [desk.instrument(move).weeks(desk.frame) for move in policy_path.instruments]
        none = np.zeros(desk.frame.weeks)
        return np.asarray(sum((sheet.outlay for sheet in sheets), none))


ProjectArrivals = Callable[[Mapping[str, float]], Any]
"""What named projects add by quarter, process, place and draw, without those nobody pays for."""


class Trajectory(eqx.Module):
    """A path as it went for an ensemble: money by week, output and states by quarter."""

    ledger: Ledger
    """Money and end use by week; output, purchases and shortage as means of each quarter."""
    states: State
    """State at the start of each quarter."""
    sound: Any
    """Whether each draw stayed finite."""

    def state(self, quarter: int) -> State:
        """State at the start of one of its quarters."""
        return jax.tree.map(lambda leaf: leaf[quarter], self.states)

    def weeks(self, quarter: int, quarters: int) -> Ledger:
        """The entries of some of its quarters."""
        first = quarter * WEEKS_PER_QUARTER
        span = slice(first, first + quarters * WEEKS_PER_QUARTER)
        weekly = {name: getattr(self.ledger, name)[span] for name in WEEKLY}
        goods = {
            name: getattr(self.ledger, name)[quarter : quarter + quarters] for name in BY_QUARTER
        }
        return Ledger(**weekly, **goods)


WEEKLY = ("lost", "profit", "processing", "dearer", "final", "spent", "dumped")
BY_QUARTER = ("made", "bought", "from_sender", "unmet")


RolloutFn = Callable[[Problem, State], tuple[Trajectory, State]]
"""How a stretch is rolled out: what it was like, and the state after it."""


def rolled(
    problem: Problem, state: State, record: Callable[[Flows], Ledger] = ledger
) -> tuple[Trajectory, State]:
    """A stretch as it goes."""
    path = rollout(problem, state, record)
    return Trajectory(by_quarter(path.flows), path.quarters, path.sound), path.final


@dataclass(frozen=True)
class Ensemble:
    """Draws that are rolled out together: how they behave, and what becomes of their projects."""

    context: ModelContext
    rules: Rules
    pace: Pace
    arrivals: ProjectArrivals
    elasticity_draws: ElasticityDraws
    roll: RolloutFn
    opened: dict[tuple[tuple[str, float], ...], Array] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        context: ModelContext,
        values: Mapping[str, Any],
        arrivals: ProjectArrivals,
        roll: RolloutFn | None = None,
    ) -> Ensemble:
        """Draws with these values and this luck of named projects."""
        precision = context.precision
        return cls(
            context=context,
            rules=rules_of(dict(values), precision),
            pace=pace_of(dict(values), precision),
            arrivals=arrivals,
            elasticity_draws=ElasticityDraws.of(values),
            roll=roll or rolled,
        )

    def rest(self) -> State:
        """The state at rest, at which every run begins."""
        schedule = self.context.schedule(PolicyPath(()), 0)
        return steady_state(self.context.chain, self.rules.wide(), schedule.terms)

    def travel(
        self, policy_path: PolicyPath, state: State, quarter: int, stretches: int
    ) -> Trajectory:
        """Roll the ensemble along a path, from a state at the start of a quarter of the run."""
        parts: list[Trajectory] = []
        for number in range(stretches):
            first = quarter + number * STRETCH
            part, state = self.roll(self._problem(policy_path, first), state)
            parts.append(part)
        return _joined(parts)

    def _problem(self, policy_path: PolicyPath, quarter: int) -> Problem:
        span = slice(quarter, quarter + STRETCH)
        outlook = self.context.growth.outlook(
            self._opened(policy_path), span, self.context.precision
        )
        shortage = self.context.reference_use.scenario.shortage
        return Problem(
            chain=self.context.chain,
            schedule=self.context.schedule(policy_path, quarter),
            rules=self.rules,
            pace=self.pace,
            outlook=outlook,
            short=Shortage(shortage.below, shortage.buyers),
        )

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.rules.cover_scale.shape[0])

    def _opened(self, policy_path: PolicyPath) -> Array:
        """What named projects add in each quarter and place, with the payers of a path."""
        missing = policy_path.unpaid(self.context.reference_use.scenario.instruments)
        key = tuple(sorted(missing.items()))
        if key not in self.opened:
            found = jnp.asarray(self.arrivals(missing), self.context.precision)
            self.opened[key] = found
        return self.opened[key]


def project_arrivals(context: ModelContext, known: ProjectOutcomes) -> ProjectArrivals:
    """What named projects add, given what becomes of them and who does not pay."""
    reference_use = context.reference_use
    return lambda missing: arrivals(
        reference_use.edition, reference_use.labels, known, context.quarters, missing
    )


def by_quarter(weekly: Ledger) -> Ledger:
    """Tonnes as means of a quarter: a year's curve needs no more, and it is a thirteenth."""

    def mean(leaf: Array) -> Array:
        return leaf.reshape(-1, WEEKS_PER_QUARTER, *leaf.shape[1:]).mean(1)

    goods = tuple(mean(getattr(weekly, name)) for name in BY_QUARTER)
    return eqx.tree_at(lambda book: tuple(getattr(book, n) for n in BY_QUARTER), weekly, goods)


def _joined(parts: list[Trajectory]) -> Trajectory:
    sound = jnp.stack([part.sound for part in parts]).all(0)
    if len(parts) == 1:
        return parts[0]
    books, states = (
        jax.tree.map(lambda *leaves: jnp.concatenate(leaves), *(getattr(p, name) for p in parts))
        for name in ("ledger", "states")
    )
    return Trajectory(books, states, sound)
