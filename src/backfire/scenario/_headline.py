"""What a scenario speaks of where it does not say it, found from what it does say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ._leverage_question import LeverageQuestion
from ._reference import Reference


def first_sender(known: dict[str, Any]) -> str:
    """Who imposes the first control."""
    return next((control.by for control in known["controls"]), "")


def first_targets(known: dict[str, Any]) -> tuple[str, ...]:
    """The places that the first control names."""
    aimed = next((control.to for control in known["controls"]), ())
    return () if aimed == "all" else aimed


def first_reference(known: dict[str, Any]) -> Reference:
    """The goods and the start of the first control."""
    first = next(iter(known["controls"]), None)
    if first is None:
        return Reference(goods=(), starts=known["starts"])
    return Reference(goods=first.goods, starts=first.starts)


def end_of_horizon(known: dict[str, Any]) -> date:
    """The end of the reference horizon."""
    reference: Reference = known["reference"]
    return reference.starts + timedelta(weeks=reference.horizon_weeks)


def leverage_of_reference(known: dict[str, Any]) -> LeverageQuestion:
    """The full cut of the goods of the reference."""
    return with_goods_of_reference(LeverageQuestion(), known)


def with_goods_of_reference(asked: LeverageQuestion, known: dict[str, Any]) -> LeverageQuestion:
    """The question about the goods of the reference, where it names none of its own.

    The goods stay unsaid, so that they follow the reference when it is changed.
    """
    reference = known.get("reference")
    if reference is None or "goods" in asked.model_fields_set:
        return asked
    fields = {**dict(asked), "goods": reference.goods}
    return LeverageQuestion.model_construct(_fields_set=set(asked.model_fields_set), **fields)
