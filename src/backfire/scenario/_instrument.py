"""What every instrument says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import model_validator

from ._closed import Closed
from ._fields import Actor, Day, Slug, Text
from ._paid_by import PaidBy


class Instrument(Closed):
    """A move of one actor that builds or floods supply (abstract)."""

    name: Slug
    """Short name, unique among all controls and instruments of the scenario."""
    by: Actor
    """Who acts; not only a place of the edition can, but also one inside a bloc, such as NLD."""
    announced: Day | None = None
    """The day it became known; left out where it was announced as it began."""
    starts: Day
    """The first day on which it works."""
    ends: Day | None = None
    """The first day on which it no longer works; left out where no end is known."""
    paid_by: PaidBy
    """Who pays, and which share of the cost each; the shares add up to 1."""
    source: Text = ""
    """Key in docs/references.bib for all numbers here; several are joined by a semicolon."""
    note: Text = ""
    """What a reader should know: assumptions, doubts, what was left out."""

    @model_validator(mode="before")
    @classmethod
    def _nobody_pays(cls, told: Any) -> Any:
        """Nobody named is nobody: the one sentence on payers serves both."""
        silent = isinstance(told, Mapping) and told.get("paid_by") is None
        return {**told, "paid_by": {}} if silent else told

    @property
    def known_from(self) -> Day:
        """The day on which the instrument can first matter: announced, or begun."""
        return min(self.announced or self.starts, self.starts)
