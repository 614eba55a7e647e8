"""What two sides would sign, beside what they did sign."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from ._sentences import sentences

if TYPE_CHECKING:
    import xarray as xr

    from backfire.results._answer import Band

    from ._parts import (
        Assumed,
        BySupplyModel,
        Issue,
        Packages,
        Reading,
        Renewal,
        Term,
        Threshold,
    )
    from ._scores import Score

_LEFT_OUT = ("dataset", "sources", "names")


@dataclass(frozen=True)
class Deal:
    """The package of issues that Nash's solution picks, by draw of what the issues are worth.

    Attributes
    ----------
    scenario, values, edition
        The question, the table of values, and the edition of the supply model.
    sender, target, names
        The two sides, and their names as they stand in a sentence.
    permanent
        Years for which a promise without an end counts, and no other counts for longer.
    dataset
        ``worth`` and ``flip`` in USD by side, issue and draw; ``included`` by issue and draw;
        ``gain`` and ``signed_gain`` in USD by side and draw; ``package_gain`` in USD by package and
        side with ``package_efficient``, at the mean of all values.
    gains
        What each side gains by the Nash package, USD.
    exclusion
        Cost to a side over gain to the other above which a small concession of that side stays out.
    cases, horizons
        The deal in each case of an issue, and by how long promises without an end count.
    shortest
        What any longer truce must cost each side for the shortest term to be chosen, USD.
    at_what_is_known
        Probability of all issues if those of which only a part is known are worth that part.
    renewal
        By day (ISO date) on which suspensions run out; nothing before the game was solved.
    """

    scenario: str
    values: str
    edition: str
    sender: str
    target: str
    names: Mapping[str, str]
    seed: int
    draws: int
    permanent: float
    discount_rate: float
    dataset: xr.Dataset
    issues: tuple[Issue, ...]
    gains: Mapping[str, Band]
    exclusion: Mapping[str, Band]
    packages: Packages
    scores: tuple[Score, ...]
    thresholds: tuple[Threshold, ...]
    supply: tuple[BySupplyModel, ...]
    cases: tuple[Assumed, ...]
    horizons: tuple[Assumed, ...]
    readings: tuple[Reading, ...]
    terms: tuple[Term, ...]
    shortest: Band
    at_what_is_known: Mapping[str, float]
    sources: Mapping[str, str]
    seconds: float
    renewal: Mapping[str, Renewal] | None = None

    @property
    def sides(self) -> tuple[str, str]:
        """The sender and the target."""
        return self.sender, self.target

    def taker(self, issue: Issue | Threshold) -> str:
        """The side to which an issue is conceded."""
        return self.target if issue.giver == self.sender else self.sender

    def issue(self, name: str) -> Issue:
        """One of the issues by its short name.

        Raises
        ------
        KeyError
            If there is no such issue with a value to both sides.
        """
        return {one.id: one for one in self.issues}[name]

    def with_renewal(self, renewal: Mapping[str, Renewal]) -> Deal:
        """The same answer with what the game says of the days on which suspensions run out."""
        return replace(self, renewal=renewal)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words."""
        return sentences(self)

    def to_json(self) -> str:
        """Give the answer as JSON text with stable keys; infinity and what is not known are null.

        Draws and packages stay in `dataset`.
        """
        told = {
            field.name: _plain(getattr(self, field.name))
            for field in fields(self)
            if field.name not in _LEFT_OUT
        }
        told["sentences"] = list(self.sentences)
        return json.dumps(told, indent=2, allow_nan=False, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """The same as JSON can tell it, with nothing in place of infinity and of no number."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
