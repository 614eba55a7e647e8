"""How often coercion by trade got the sender what it asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backfire.answers.empirics import BaseRate

from ._intervals import jeffreys

if TYPE_CHECKING:
    from backfire.data import CoercionCase

EXPORT, IMPORT = "export chokepoint", "import market"
WON = ("win", "mixed win")
PARTLY = (*WON, "mixed")
NOTHING = ("loss",)
OUTCOMES = {
    "win or mixed win": WON,
    "mixed or better": PARTLY,
    "loss": NOTHING,
}


def base_rates(cases: Iterable[CoercionCase]) -> tuple[BaseRate, ...]:
    """Shares of cases by lever and outcome; the two levers are never pooled."""
    known = tuple(cases)
    found: list[BaseRate] = []
    for lever in (EXPORT, IMPORT):
        ours = [case for case in known if case.lever == lever]
        for judged in ("tactical", "strategic"):
            outcomes = [str(getattr(case, judged)) for case in ours if getattr(case, judged)]
            for name, words in OUTCOMES.items():
                share = jeffreys(sum(each in words for each in outcomes), len(outcomes))
                found.append(BaseRate(lever, judged, name, share))
    return tuple(found)
