"""Findings: all that was worked out about leverage, and what is known of it beside the arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from backfire.answers import leverage as answers
from backfire.questions.run import CHUNK

from ._histories import counted, years_of

if TYPE_CHECKING:
    from backfire.answers import Provenance
    from backfire.questions.prepare import Prepared
    from backfire.questions.trajectories import ModelContext

LATEST_FORECAST = "iea_2025"
"""The series of forecasts that an answer is set beside: the last one before the edition's date."""

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Findings:
    """All that was worked out, the draw last in every array."""

    asked: Prepared
    context: ModelContext
    values: Arrays
    """Drawn parameters."""
    main: Arrays
    """Of all draws; ``sound`` marks those that ran."""
    sampled: Arrays
    """Of the first chunk."""
    slopes: NDArray[np.float64] | None
    parameters: tuple[str, ...]
    """Names along the second axis of the slopes."""
    parts: tuple[str, ...]
    failed: Mapping[str, str]
    seconds: Mapping[str, float]
    total: float

    @cached_property
    def sound(self) -> NDArray[np.bool_]:
        """The draws that ran."""
        return np.asarray(self.main["sound"])

    @cached_property
    def sample(self) -> NDArray[np.intp]:
        """Those of the first chunk among them, on which costly parts were worked out."""
        return np.flatnonzero(self.sound[:CHUNK])


def provenance(found: Findings, parts: tuple[str, ...], failed: dict[str, str]) -> Provenance:
    """Where the answer comes from, which parts it has, and what it lacks."""
    return found.asked.provenance(
        seconds=found.total,
        seconds_by_part=dict(found.seconds),
        parts=parts,
        failed=failed,
        data_gaps=_data_gaps(found),
    )


def _data_gaps(found: Findings) -> tuple[str, ...]:
    """What an answer about leverage lacks, in words."""
    scenario, tables = found.asked.scenario, found.asked.edition.tables
    valued = set(tables["value_added"]["place"])
    names = dict(tables["places"].select("place", "name").iter_rows())
    without = [names[place] for place in found.asked.labels.places if place not in valued]
    gaps = [f"No value added is known for {', '.join(without)}: their losses are shares of use."]
    lost = [names[place] for place in scenario.targets if place not in valued]
    if lost:
        gaps.append(f"Leverage leaves out what {', '.join(lost)} would lose.")
    if scenario.sender not in valued:
        gaps.append(f"What end uses in {names[scenario.sender]} would lose is not in its own loss.")
    failed = int((~found.sound).sum())
    if failed:
        gaps.append(f"{failed} of {scenario.draws} draws failed and are not answered for.")
    return tuple(gaps if without else gaps[1:])


def facts(found: Findings) -> answers.Facts:
    """What was asked, what was assumed, and what others published."""
    scenario, reference_use = found.asked.scenario, found.context.reference_use
    given, goods = scenario.leverage, found.asked.labels.goods
    return answers.Facts(
        sender=scenario.sender,
        targets=tuple(scenario.targets),
        goods=tuple(goods[at] for at in reference_use.goods),
        today=reference_use.today,
        withheld=given.withheld,
        used_quarters=given.used_quarters,
        window_years=given.window_years,
        discount_rate=given.discount_rate,
        counted=counted(reference_use),
        concession=_assumed(given.conceded),
        worth=_assumed(given.worth),
        forecasts=_forecasts(found),
    )


def _assumed(band: Any) -> answers.Assumed | None:
    if band is None:
        return None
    fields = (name for name in answers.Assumed.model_fields if hasattr(band, name))
    return answers.Assumed(**{name: getattr(band, name) for name in fields})


def _forecasts(found: Findings) -> tuple[answers.Forecast, ...]:
    """Shares that others published for the sender, never fitted."""
    years = years_of(found.context.reference_use)
    return tuple(
        answers.Forecast(
            stage=row["stage"],
            place=row["place"],
            year=int(str(row["when"])[:4]),
            value=row["value"],
            source=row["source"],
        )
        for row in found.asked.edition.tables["forecasts"].iter_rows(named=True)
        if row["place"] == found.asked.scenario.sender
        and int(str(row["when"])[:4]) in years
        and row["series"] == LATEST_FORECAST
    )
