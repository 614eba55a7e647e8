"""What an answer about a deal is about: its issues, assumptions, ranges and terms."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Issue(_Closed):
    """An issue of the table of values."""

    id: str
    """Short name."""
    name: str
    """The words of the deal."""
    giver: str
    """Side whose concession it is."""
    years: float | None
    """How long it counts; none where it counts once."""
    signed: bool | None
    """Whether it was signed; none where that is not recorded."""
    lacking: tuple[str, ...] = ()
    """Sides without a value, or with a part of it only."""
    part: str = ""
    """The case that is known where it is only a part, such as ``commercial``."""


class Supply(_Closed):
    """A control that stands if an issue is left out, as the supply model was asked about it."""

    issue: str
    case: str
    goods: tuple[str, ...]
    """Goods or groups that are refused to the target."""
    weeks: int
    """For how long."""


class Assumption(_Closed):
    """A case of an issue, or a length for which promises without an end count."""

    issue: str
    """Empty where the length is assumed."""
    case: str
    years: float | None
    """None where a case is assumed."""

    @property
    def label(self) -> str:
        """As it is named on its axis."""
        return f"{self.issue}: {self.case}" if self.years is None else f"{self.years:g} years"


class Range(_Closed):
    """A range of the table of values: an issue to one side, in one case."""

    issue: str
    side: str
    case: str
    """Empty where it holds in every case."""

    @property
    def label(self) -> str:
        """As it is named on its axis."""
        return f"{self.issue} to {self.side}{f', {self.case}' if self.case else ''}"


class Term(_Closed):
    """A length for which all dated issues could have been signed."""

    years: float
    """How long it counts."""
    offered: tuple[float | None, ...]
    """Lengths on offer that count so; none stands for one without an end."""

    @property
    def label(self) -> str:
        """As it is named on its axis."""
        return f"{self.years:g} years"


class Facts(_Closed):
    """What was asked about a deal."""

    sender: str
    target: str
    names: dict[str, str]
    """Names of both sides as they stand in a sentence."""
    values: str
    """Name of the table of values."""
    permanent: float
    """Years for which a promise without an end counts, and no other counts for longer."""
    discount_rate: float
    """Yearly discount rate."""
    issues: tuple[Issue, ...]
    """In the order of their table."""
    supply: tuple[Supply, ...]
    """In the order of their axis, as are the three that follow."""
    assumptions: tuple[Assumption, ...]
    ranges: tuple[Range, ...]
    terms: tuple[Term, ...]

    @property
    def sides(self) -> tuple[str, str]:
        """The sender and the target."""
        return self.sender, self.target

    def taker(self, issue: Issue) -> str:
        """The side to which an issue is conceded."""
        return self.target if issue.giver == self.sender else self.sender
