"""All that is worked out about a deal, before it is labelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backfire.model import strategy
    from backfire.results.deal import Assumed, Reading, Renewal

    from ._packages import AtMean, OfSigned
    from ._question import Settings, Tables
    from ._supply import Loss
    from ._terms import TermChoice
    from ._values import Terms, Worths


@dataclass(frozen=True)
class Findings:
    """Draws, the package that is picked in each, and what else could have been signed."""

    tables: Tables
    chosen: Settings
    terms: Terms
    supply: Sequence[Loss]
    """In the order of the questions of the tables."""
    worths: Worths
    deal: strategy.Deal
    """Of the issues that are valued for both sides."""
    at_mean: AtMean
    of_signed: OfSigned
    at_what_is_known: Mapping[str, float]
    cases: tuple[Assumed, ...]
    horizons: tuple[Assumed, ...]
    readings: tuple[Reading, ...]
    term: TermChoice
    renewal: Mapping[str, Renewal] | None
    began: float

    @property
    def signed(self) -> dict[str, bool]:
        """Whether each issue of the table of values was signed, where that was told."""
        names = self.worths.names
        return {one.issue: one.signed for one in self.tables.signed if one.issue in names}
