"""What is saved of a match: where it came from, every quarter, and how it ended."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

SIDES = ("sender", "target")
_CLOSE = 1e-6
"""Relative difference up to which two amounts are taken for the same."""

Side = Literal["sender", "target"]
Asked = Literal["act", "reply", "build"]
"""What a side is asked for: the sender's action, the target's answer, or what it builds."""


class Part(BaseModel):
    """A frozen record that knows every field it may carry and refuses all others."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Origin(Part):
    """What a match is played on; with anything else it would go on as another match.

    Examples
    --------
    >>> one = Origin(scenario="a", version="1", edition="e", checksums={"game": "12", "term": "3"})
    >>> one.differences(one.model_copy(update={"checksums": {"game": "13", "term": "3"}}))
    ('game must be as it was when the match began (checksum 12), got 13',)
    """

    scenario: str
    """Short name from the library, or path of a file."""
    changes: Mapping[str, str] = {}
    """Fields that were changed, by path, each value as a file writes it."""
    version: str
    """Of Backfire."""
    edition: str
    """Name of the edition of the figures."""
    checksums: Mapping[str, str]
    """Of each field of the scenario, its prose left out, and of the tables it rests on."""

    def differences(self, now: Origin) -> tuple[str, ...]:
        """How another origin differs, one sentence each."""
        found: list[str] = []
        for name in ("version", "edition"):
            was, got = getattr(self, name), getattr(now, name)
            if was != got:
                found.append(f"{name} must be {was}, with which the match began, got {got}")
        for name in sorted({*self.checksums, *now.checksums}):
            was, got = (each.checksums.get(name, "none") for each in (self, now))
            if was != got:
                found.append(
                    f"{name} must be as it was when the match began (checksum {was}), got {got}"
                )
        return tuple(found)


class Standing(Part):
    """Where a match stands at the beginning of a quarter, or in the middle of one."""

    control: str
    """What the sender has in force: ``none`` or the name of a control."""
    retaliation: str
    """``none``, ``proportional`` or ``maximal``."""
    truce: str
    """``none``, ``quiet`` or ``concessions``."""
    left: int
    """Quarters that a truce has left, this one counted."""
    capacity: int
    """Level of what plants outside the sender could make."""
    pipeline: int
    """Waves of plants under way."""
    stock: int
    """Level of the target's stocks."""
    fear: int
    """Level of what buyers expect."""
    coalition: int
    """How far third parties have joined."""
    believed: Mapping[str, float]
    """Probability that each side is resolute, as the other side goes by."""


CALM = Standing(
    control="none",
    retaliation="none",
    truce="none",
    left=0,
    capacity=0,
    pipeline=0,
    stock=0,
    fear=0,
    coalition=0,
    believed={"sender": 0.5, "target": 0.5},
)
"""No truce, no control, no retaliation, and nothing built."""


class Choice(Part):
    """What the person did once, beside what the model would have done."""

    asked: Asked
    """What was asked for."""
    move: str
    """What was done."""
    by: Literal["person", "model"] = "person"
    """Whether the person chose, or left it to the model."""
    chance: float
    """Probability of that move by the plan of the strategic type."""
    best: str
    """The move that is worth most."""
    forgone: float
    """What the best is worth above what was done, USD of the quarter."""

    @property
    def right(self) -> bool:
        """Whether it was the move that is worth most."""
        return self.move == self.best


class Quarter(Part):
    """What happened in one quarter."""

    day: date
    """Its first day."""
    began: Standing
    """Where it began."""
    act: str
    """What the sender did."""
    reply: str
    """How the target answered."""
    build: str
    """What the target put money into."""
    posterior: Mapping[str, float]
    """Probability that each side is resolute by the rule of Bayes after its move."""
    answered: Standing
    """Where the target's moves left it."""
    ended: Standing
    """Where it ended, once nature had moved."""
    accident: bool
    """Whether a step was taken that nobody ordered."""
    paid: Mapping[str, float]
    """What each side was paid, USD of the quarter."""
    choices: tuple[Choice, ...]
    """What the person chose, in order."""

    def departures(self, now: Quarter | None) -> list[str]:
        """How the quarter differs when it is played again, one sentence each."""
        if now is None:
            return [f"the quarter of {self.day} must come to its end, got too few moves"]
        found: list[str] = []
        for name in ("day", "act", "reply", "build", "began", "answered", "ended", "accident"):
            was, got = getattr(self, name), getattr(now, name)
            if was != got:
                found.append(f"{name} of the quarter of {self.day} must be {was}, got {got}")
        for side in SIDES:
            was, got = self.paid[side], now.paid[side]
            if not math.isclose(was, got, rel_tol=_CLOSE, abs_tol=1.0):
                found.append(f"paid.{side} of the quarter of {self.day} must be {was}, got {got}")
        return found


class Outcome(Part):
    """How a match ended."""

    ending: str
    """How things stood in the last quarter: a step of the ladder, or ``framework``."""
    resolute: Mapping[str, bool]
    """Whether each side was drawn as resolute; the person's own never is."""
    after: Mapping[str, float]
    """Present value of what follows the last quarter, USD at the first day."""


class Record(Part):
    """A match as it is saved: with what it began, what was chosen, and what came of it."""

    origin: Origin
    """What it is played on."""
    side: Side
    """Whom the person plays."""
    seed: int
    """Of the random numbers and of the types."""
    precision: float
    """Logit precision of the plans."""
    discount: float
    """Value now of a dollar in the next quarter."""
    quarters: tuple[Quarter, ...] = ()
    """Those that are over."""
    pending: tuple[Choice, ...] = ()
    """What the person has chosen in the quarter that is not."""
    outcome: Outcome | None = None
    """How it ended, if it has."""

    @property
    def other(self) -> Side:
        """Whom the model plays."""
        return "target" if self.side == "sender" else "sender"

    def present(self) -> dict[str, float]:
        """Present value of what each side has been paid, USD at the first day."""
        return {
            side: sum(
                self.discount**number * quarter.paid[side]
                for number, quarter in enumerate(self.quarters)
            )
            for side in SIDES
        }

    def choices(self) -> list[tuple[int, Choice]]:
        """What the person chose in the quarters that are over, each with its number from 1."""
        return [
            (number, choice)
            for number, quarter in enumerate(self.quarters, 1)
            for choice in quarter.choices
        ]
