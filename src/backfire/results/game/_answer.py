"""What a game comes to, in numbers with bands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ._sentences import sentences

if TYPE_CHECKING:
    from ._parts import (
        AtPrecision,
        Backfire,
        Banded,
        Branch,
        Commitment,
        Ending,
        Escalation,
        Move,
        Overconfidence,
        PolicyMap,
        Regret,
        Renewal,
        Variant,
        Window,
    )


@dataclass(frozen=True)
class GameAnswer:
    """When the card is used, what is answered, and when that backfires.

    Attributes
    ----------
    origin
        ``supply_model`` or ``ranges``: what the payoffs rest on.
    precision
        Logit precision of the central game.
    residual
        Largest distance of a log probability from the logit response to it, of all nodes but the
        unsolved ones.
    unsolved, several, nodes
        Nodes that were not solved to 1e-8, nodes beside which there may be a second answer, and
        nodes in all, in the central game.
    hazard
        Probability of a first use in each quarter among paths without one before; ``days`` holds
        the first day of each quarter.
    value
        What the game is worth to each side, USD.
    first_use
        Probability of a first use within some years.
    """

    scenario: str
    title: str
    question: str
    edition: str
    origin: str
    draws: int
    paths: int
    precision: float
    days: tuple[date, ...]
    value: Mapping[str, Banded]
    policy: tuple[Move, ...]
    hazard: tuple[Banded, ...]
    flooding: tuple[Banded, ...]
    first_use: Mapping[int, Banded]
    window: Window
    escalation: Escalation
    backfire: Backfire
    value_of_commitment: Commitment
    price_of_overconfidence: Overconfidence
    endings: tuple[Ending, ...]
    renewals: tuple[Renewal, ...]
    variants: tuple[Variant, ...]
    policy_map: PolicyMap
    tree: tuple[Branch, ...]
    residual: float
    unsolved: int
    several: int
    nodes: int
    regret: Mapping[str, Regret]
    regret_sweep: tuple[AtPrecision, ...]
    aggregation: Banded | None
    seconds: float
    sources: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def told_years(self) -> tuple[int, ...]:
        """Years after which first use and escalation are told, none of them beyond the game."""
        years = {*self.first_use, *self.escalation.by_year}
        return tuple(sorted(year for year in years if 4 * year <= len(self.days)))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words."""
        return sentences(self)

    def to_json(self) -> dict[str, Any]:
        """Everything, in types that JSON knows; days are written as ``2025-11-30``.

        What is not a number is nothing, and precision is called ``lambda`` in the sweep of it.
        """
        told = _plain(asdict(self))
        for one in told["regret_sweep"]:
            one["lambda"] = one.pop("precision")
        return told | {"sentences": list(self.sentences)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value
