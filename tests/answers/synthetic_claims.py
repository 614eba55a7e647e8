"""Made-up findings on three claims: one that holds, one that holds in a region, one that fails."""

from __future__ import annotations

import math

import numpy as np

from backfire.answers import Answer, Interval
from backfire.answers.claims import (
    KIND,
    About,
    Axis,
    Figure,
    Finding,
    Lines,
    Unit,
    answered,
)
from tests.answers.synthetic import PROVENANCE

STOCKS = Axis(name="stocks", points=("none", "usual", "half a year"))
FLOOR = Axis(name="price floor", points=("without", "with"), ordered=False)
DRAWS = 4
FIGURES = (
    Figure("a rise", Unit.POINTS, Interval(-0.02, 0.05, 0.11, 1.0)),
    Figure("a gain", Unit.USD, Interval(-1e9, 2e9, 3e9, 1.0)),
)
GAIN = Lines(STOCKS, Unit.USD, "gain, USD bn", {"gain": (Interval(1e9, 2e9, 4e9, 1.0),) * 3})


def about(name: str) -> About:
    """A claim that was made up."""
    return About(
        id=name,
        claim=f"made-up claim {name}",
        place="paragraph 1",
        mechanisms=("M01",),
        question="Does it?",
        rule="It holds in a draw if it does.",
        given="Something is assumed.",
    )


def finding(name: str, shares: list[list[float]], here: tuple[float, ...]) -> Finding:
    """A claim with made-up shares; its sweep has a second parameter if there are two rows."""
    down = FLOOR if len(shares) > 1 else None
    held = np.array(here)
    record = "The record says so."
    return Finding(about(name), STOCKS, down, np.array(shares), held, FIGURES, GAIN, record, 1.0)


def synthetic_claims(*, finished: bool = False, tested: bool = True) -> Answer:
    """Findings with one claim that was not finished, unless all are."""
    never_tried = (math.nan,) * DRAWS
    found = [
        finding("always", [[1.0, 0.75, 1.0], [1.0, 1.0, 1.0]], (1.0,) * DRAWS),
        finding("sometimes", [[1.0, 0.75, 0.25], [0.0, 0.5, math.nan]], (1.0, 1.0, 0.0, 1.0)),
        finding("never", [[0.0, 0.25, 0.5]], never_tried),
    ]
    left = () if finished else (about("unfinished"),)
    dataset, facts = answered(found if tested else (), DRAWS, 100, "3 beliefs", left)
    changes = {"scenario_name": "made-up", "sources": {"key": "Made up for a test."}}
    return Answer.of(KIND, dataset, PROVENANCE.model_copy(update=changes), facts)
