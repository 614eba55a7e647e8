"""What end users did, where a scenario knows better than the edition expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from ._closed import Closed
from ._fields import Labels, Positive, Text, must


def _year(value: object) -> object:
    """A year in quotation marks, or at the end of a dotted path, is a year as well."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


Year = Annotated[
    int,
    Field(ge=1900, le=2100),
    BeforeValidator(_year),
    must("must be a calendar year such as 2012"),
]
"""A calendar year."""


class Activity(Closed):
    """Activity of end uses by year, in place of the growth that the edition expected.

    A backtest gives activity as it happened: what it judges is the chain, not a forecast of its
    users.
    """

    uses: Labels = ()
    """End uses of the edition; left out, all of them."""
    places: Labels = ()
    """Places whose users these are; left out, all of them."""
    ratio: Annotated[Mapping[Year, Positive], Field(min_length=1)]
    """Activity over that of the baseline year, by calendar year."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """How the numbers were made, and what they leave out."""
