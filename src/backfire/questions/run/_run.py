"""The numerical side of one run: what is rolled out, in which pieces, on which cores."""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jax
import numpy as np
import platformdirs

from backfire.model.market import Shortage
from backfire.model.rollout import WEEKS_PER_QUARTER, Problem, rollout
from backfire.questions.prepare import (
    ControlTranslator,
    Growth,
    ProjectOutcomes,
    arrivals,
    assemble,
    draw_rules,
    fixed_values,
    pace_of,
    project_outcomes,
    rules_of,
)

from ._measure import View, measure, weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.model.adaptation import Outlook
    from backfire.model.chain import Chain
    from backfire.model.controls import Schedule
    from backfire.model.market import Flows
    from backfire.model.rollout import Path
    from backfire.questions.prepare import Labels, Prepared
    from backfire.scenario import Scenario

DAYS_PER_WEEK = 7


def set_up() -> None:
    """64-bit on, one host device per core, and compiled code kept between runs.

    This is the one place that changes JAX's configuration; importing backfire does not.
    """
    jax.config.update("jax_enable_x64", True)
    with suppress(RuntimeError):  # the devices are fixed once JAX has started in this process
        jax.config.update("jax_num_cpu_devices", os.cpu_count() or 1)
    cache = platformdirs.user_cache_path("backfire") / "compiled"
    jax.config.update("jax_compilation_cache_dir", str(cache))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    # An entry that another process is writing, or that is damaged, is compiled again.
    warnings.filterwarnings("ignore", "Error reading persistent compilation cache entry")


@dataclass(frozen=True)
class Run:
    """A chain, its policy and all draws, cut into chunks."""

    edition: Edition
    labels: Labels
    chain: Chain
    schedule: Schedule
    values: dict[str, NDArray[np.float64]]
    project_outcomes: ProjectOutcomes
    growth: Growth
    view: View
    weeks: int
    draws: int
    size: int
    short: Shortage
    precision: str
    steps_per_week: int = 1

    @classmethod
    def of(
        cls,
        prepared: Prepared,
        precision: str,
        size: int,
        values: Mapping[str, NDArray[np.float64]] | None = None,
    ) -> Run:
        """Assemble a scenario on its edition."""
        set_up()
        dtype = np.dtype(precision)
        scenario, edition, labels = prepared.scenario, prepared.edition, prepared.labels
        weeks = -(-(scenario.ends - scenario.starts).days // DAYS_PER_WEEK)
        padded = -(-weeks // WEEKS_PER_QUARTER) * WEEKS_PER_QUARTER
        controls = ControlTranslator(scenario, labels, padded)
        schedule = jax.tree.map(lambda leaf: leaf.astype(dtype), controls.schedule())
        fixed = fixed_values(prepared.parameters)
        chain = assemble(edition, prepared.baseline, labels, fixed, dtype)
        drawn = draw_rules(prepared.parameters, scenario.draws, scenario.seed) | dict(values or {})
        quarters = padded // WEEKS_PER_QUARTER
        return cls(
            edition=edition,
            labels=labels,
            chain=chain,
            schedule=schedule,
            values=drawn,
            project_outcomes=project_outcomes(edition, drawn, scenario.seed, scenario.starts),
            growth=Growth.of(scenario, edition, labels, chain, quarters),
            view=_view(scenario, controls, weeks),
            weeks=weeks,
            draws=scenario.draws,
            size=min(size, scenario.draws),
            short=Shortage(scenario.shortage.below, scenario.shortage.buyers),
            precision=precision,
        )

    @property
    def chunks(self) -> int:
        """Number of chunks."""
        return -(-self.draws // self.size)

    @property
    def cores(self) -> int:
        """Number of host devices to spread the chunks over."""
        return min(len(jax.devices()), self.chunks)

    def chunk(self, number: int) -> dict[str, NDArray[Any]]:
        """Roll one chunk out and reduce it; the last one is filled up and cut again."""
        path, keep = self.path(number, weekly)
        found = measure(path, np.asarray(self.chain.use), self.view, self.weeks)
        return {name: array[:keep] for name, array in found.items()}

    def path(self, number: int, record: Callable[[Flows], Any]) -> tuple[Path, int]:
        """One chunk as it went, and how many of its draws are not there to fill it up."""
        positions = np.arange(number * self.size, (number + 1) * self.size)
        inside = np.minimum(positions, self.draws - 1)
        values = {name: column[inside] for name, column in self.values.items()}
        problem = Problem(
            chain=self.chain,
            schedule=self.schedule,
            rules=rules_of(values, self.precision),
            pace=pace_of(values, self.precision),
            outlook=self.outlook(inside),
            short=self.short,
            steps_per_week=self.steps_per_week,
        )
        device = jax.devices()[number % self.cores]
        path = rollout(jax.device_put(problem, device), record=record)
        return path, int((positions < self.draws).sum())

    def outlook(self, draws: NDArray[np.intp]) -> Outlook:
        """What is known to come in some of the draws."""
        known = ProjectOutcomes(
            self.project_outcomes.reached[draws], self.project_outcomes.week[draws]
        )
        quarters = len(self.growth.demand)
        opened = arrivals(self.edition, self.labels, known, quarters)
        return self.growth.outlook(opened, slice(None), self.precision)


def _view(scenario: Scenario, controls: ControlTranslator, weeks: int) -> View:
    labels = controls.labels
    known = [controls.week(control.known_from) for control in scenario.controls]
    sender = labels.places.index(scenario.sender)
    return View(
        sender=sender,
        sender_slot=controls.senders.index(sender),
        outside=tuple(labels.places.index(place) for place in scenario.side_outside),
        reference_week=controls.week(_later(scenario.reference.starts, scenario.starts)),
        horizon_weeks=scenario.reference.horizon_weeks,
        below=scenario.shortage.below,
        calm_weeks=int(min([*known, weeks, WEEKS_PER_QUARTER])),
    )


def _later(one: date, other: date) -> date:
    return max(one, other)
