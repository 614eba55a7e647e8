"""What others have published on the cost of a cut-off, and what each figure counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, read_records

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = TABLES / "economy" / "published_losses.csv"


@dataclass(frozen=True)
class PublishedLoss:
    """One published figure of what a cut-off costs.

    What every field holds stands in ``published_losses.schema.csv``.
    """

    id: str
    study: str
    place: str
    what: str
    usd_low: float | None
    usd: float | None
    usd_high: float | None
    counts: str
    closure: str
    horizon_months: float | None
    severity: float | None
    goods: tuple[str, ...]
    tag: str
    source: str
    why: str


@cache
def read_published_losses(path: str | Path | None = None) -> tuple[PublishedLoss, ...]:
    """Read the published estimates in USD, in the order of the file.

    Parameters
    ----------
    path
        A file with the same columns; the shipped one unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, text for a number, a band that does not hold
        its value, a share above 1, an unknown closure, tag or source.

    Examples
    --------
    >>> losses = {each.id: each for each in read_published_losses()}
    >>> losses["usgs-gallium"].usd, losses["usgs-gallium"].closure
    (3100000000.0, 'recipe')
    """
    return read_records(PublishedLoss, "published_losses", path or SHIPPED)
