"""Facts of an answer on claims: what was claimed, what was varied, and what figures mean."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Unit(StrEnum):
    """Unit of a figure; points are differences between two shares."""

    SHARE = "share"
    POINTS = "points"
    USD = "usd"
    TIMES = "times"
    QUARTERS = "quarters"
    RUNGS = "rungs"


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class About(_Closed):
    """A claim and how it is tested, written down before it was."""

    id: str
    """Short name."""
    claim: str
    """The claim in our words."""
    place: str
    """Where the article makes it."""
    mechanisms: tuple[str, ...] = ()
    """Numbers of the mechanisms that it rests on."""
    question: str
    """What is asked of the game."""
    rule: str
    """When it holds in one draw at one point of the sweep."""
    given: str = ""
    """What the game assumes that bears on it, so that it is no finding."""


class Axis(_Closed):
    """A parameter that is swept."""

    name: str
    """The parameter in words."""
    points: tuple[str, ...]
    """How each of its points is written."""
    ordered: bool = True
    """Whether its points rise, so that some of them can be written as a range."""


class FigureText(_Closed):
    """What a figure of a claim is."""

    words: str
    """The figure in words."""
    unit: Unit
    """Its unit."""


class LinesText(_Closed):
    """What the figures along one parameter are."""

    along: Axis
    """The parameter."""
    unit: Unit
    """Unit of the figures."""
    measure: str
    """The figures in words, for an axis."""
    series: tuple[str, ...]
    """Name of each line."""


class Tested(_Closed):
    """What belongs to the numbers of one claim; sweep, figures and lines are quantities."""

    about: About
    """The claim."""
    across: Axis
    """First parameter of the sweep."""
    down: Axis | None
    """Second parameter, None where one is swept."""
    figures: tuple[FigureText, ...]
    """Its figures, the main one first."""
    lines: LinesText | None
    """Figures along a parameter, at the scenario's own numbers otherwise."""
    record: str
    """What dated events say of it."""
    seconds: float
    """How long the test took."""


class Facts(_Closed):
    """What the numbers of an answer on claims belong to."""

    paths: int
    """Paths of the game in each draw."""
    grid: str
    """In words, how fine the game was solved."""
    claims: tuple[Tested, ...]
    """Claims that were tested, in the order of the quantities."""
    left: tuple[About, ...] = ()
    """Claims that were asked for and not finished."""
