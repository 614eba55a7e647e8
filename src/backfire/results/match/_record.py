"""What is saved of a match: where it came from, every quarter, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from backfire.errors import DataError
from backfire.results._whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Raised by one whenever a saved match reads otherwise."""
SIDES = ("sender", "target")

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
    told: Mapping[str, float]
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


class Outcome(Part):
    """How a match ended."""

    ending: str
    """How things stood in the last quarter: a step of the ladder, or ``framework``."""
    resolute: Mapping[str, bool]
    """Whether each side was drawn as resolute; the person's own never is."""
    after: Mapping[str, float]
    """Present value of what follows the last quarter, USD at the first day."""


class Record(Part):
    """A match as it is saved.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> origin = Origin(scenario="busan-2025", version="0", edition="2025.11", checksums={})
    >>> saved = Record(origin=origin, side="sender", seed=7, precision=8.0, discount=0.99)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Record.read(saved.write(Path(folder) / "match.json")) == saved
    True
    """

    format: Literal[1] = FORMAT
    """Number of this layout."""
    origin: Origin
    """What it is played on."""
    side: Side
    """Whom the person plays."""
    seed: int
    """Of the luck and of the types."""
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

    def present(self) -> dict[str, float]:
        """Present value of what each side has been paid, USD at the first day."""
        return {
            side: sum(
                self.discount**number * quarter.paid[side]
                for number, quarter in enumerate(self.quarters)
            )
            for side in SIDES
        }

    def write(self, path: Path) -> Path:
        """Write a file that is new and complete, or as it was before.

        Raises
        ------
        OSError
            The folder does not exist or the disk is full.
        """
        told = json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False)
        return write_whole(path, lambda draft: draft.write_text(f"{told}\n", encoding="utf-8"))

    @classmethod
    def read(cls, path: Path) -> Record:
        """Read a saved match.

        Raises
        ------
        DataError
            If the file cannot be read, or is no match of this format.
        """
        try:
            told: Any = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            problem = f"must be a saved match, got: {fault}; save one with backfire play"
            raise DataError(str(path), [problem]) from None
        problem = _not_a_match(told)
        if problem:
            raise DataError(str(path), [problem])
        try:
            return cls.model_validate(told)
        except ValidationError as fault:
            problems = [
                f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}, got {each['input']!r}"
                for each in fault.errors()
            ]
            raise DataError(str(path), problems) from None


def _not_a_match(told: Any) -> str:
    if not isinstance(told, dict) or "format" not in told or "origin" not in told:
        return "must be a saved match, got another JSON file; save one with backfire play"
    found = cast("dict[str, Any]", told)["format"]
    if found != FORMAT:
        return (
            f"format must be {FORMAT}, which this version of Backfire reads, got {found!r}; go on "
            "with the version that saved it, or begin anew"
        )
    return ""
