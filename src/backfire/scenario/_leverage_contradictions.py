"""A question about leverage that is right field by field, and wrong as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ._leverage_question import LeverageQuestion
from ._told import day


def of_leverage(asked: Any, run_starts: date) -> Iterator[str]:
    """Every contradiction inside the question about leverage, one sentence each."""
    if not isinstance(asked, Mapping):
        return
    weeks, horizon, until = (_whole(asked, name) for name in ("weeks", "horizon_weeks", "until"))
    if weeks and horizon and horizon < weeks:
        yield (
            "leverage.horizon_weeks must not be shorter than the control "
            f"(leverage.weeks, {weeks}), got {horizon}"
        )
    starts = day(asked, "starts")
    if starts and starts < run_starts:
        yield f"leverage.starts must be on or after the run starts ({run_starts}), got {starts}"
    if starts and until and until <= starts.year:
        year = f"the year of leverage.starts ({starts.year})"
        yield f"leverage.until must be after {year}, got {until}"
    if asked.get("goods") in ([], ()):
        yield "leverage.goods must name at least one good, got none"


def _whole(asked: Mapping[str, Any], field: str) -> int | None:
    value = asked.get(field, LeverageQuestion.model_fields[field].default)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
