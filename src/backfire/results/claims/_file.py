"""Findings as JSON, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ._findings import Claim, Findings
from ._parts import About, Axis, Lines, Reading, Spanned, Tested


def from_json(told: Mapping[str, Any]) -> Findings:
    """Findings from what `Findings.to_json` gives; verdicts follow from the shares again.

    Raises
    ------
    KeyError
        If a part is missing.
    """
    plain = ("scenario", "title", "edition", "futures", "paths", "seed", "grid", "seconds")
    return Findings(
        **{name: told[name] for name in plain},
        claims=tuple(
            Claim(_about(one["about"]), _tested(one["tested"]), one["seconds"])
            for one in told["claims"]
        ),
        left=tuple(map(_about, told["left"])),
        sources=told["sources"],
    )


def _about(told: Mapping[str, Any]) -> About:
    words = {name: told[name] for name in ("id", "claim", "place", "question", "rule", "given")}
    return About(**words, mechanisms=tuple(told["mechanisms"]))


def _tested(told: Mapping[str, Any]) -> Tested:
    return Tested(
        across=_axis(told["across"]),
        down=_axis(told["down"]) if told["down"] else None,
        shares=tuple(tuple(map(_number, row)) for row in told["shares"]),
        here=tuple(told["here"]),
        readings=tuple(
            Reading(one["words"], _spanned(one["value"]), one["unit"]) for one in told["readings"]
        ),
        lines=_lines(told["lines"]) if told["lines"] else None,
        record=told["record"],
        sources=tuple(told["sources"]),
    )


def _axis(told: Mapping[str, Any]) -> Axis:
    return Axis(told["name"], tuple(told["points"]), told["ordered"])


def _lines(told: Mapping[str, Any]) -> Lines:
    return Lines(
        _axis(told["along"]),
        told["unit"],
        told["measure"],
        {name: tuple(map(_spanned, row)) for name, row in told["series"].items()},
    )


def _spanned(told: Mapping[str, Any]) -> Spanned:
    return Spanned(*(_number(told[end]) for end in ("low", "central", "high")))


def _number(value: float | None) -> float:
    return math.nan if value is None else value
