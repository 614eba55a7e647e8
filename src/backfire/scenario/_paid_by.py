"""Who pays, and which share each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ._band import DISORDER
from ._fields import Actor, Share

_TOLERANCE = 1e-6
"""How far from 1 the shares of all payers may add up, for the sake of rounding."""


def _add_up(shares: Mapping[str, float]) -> Mapping[str, float]:
    total = math.fsum(shares.values())
    if abs(total - 1) > _TOLERANCE:
        sentence = "must name who pays, with shares that add up to 1, got {got}"
        got = f"{total:.9g}" if shares else "none"
        raise PydanticCustomError(DISORDER, sentence, {"got": got})
    return shares


def _several(shares: Mapping[str, float]) -> Mapping[str, float]:
    if len(shares) == 1:
        sentence = "must name at least two payers, got {got}"
        raise PydanticCustomError(DISORDER, sentence, {"got": next(iter(shares))})
    return shares


PaidBy = Annotated[
    Mapping[Actor, Share], AfterValidator(_add_up), Field(json_schema_extra={"minProperties": 1})
]
"""Payers and their shares, which add up to 1."""

PaidTogether = Annotated[
    Mapping[Actor, Share],
    AfterValidator(_add_up),
    AfterValidator(_several),
    Field(json_schema_extra={"minProperties": 2}),
]
"""At least two payers and their shares, which add up to 1."""
