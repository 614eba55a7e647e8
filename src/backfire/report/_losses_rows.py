"""Rows of the page about what a control costs whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import CLOSURE_NAMES
from backfire.results import words

if TYPE_CHECKING:
    from backfire.report._leverage_rows import Row
    from backfire.results import Band, Leverage

_CHANNELS = {
    "users_cut": "users of the goods make less",
    "users_pay_more": "users pay more for what they get",
    "producers_expand": "producers at home make more",
    "producers_earn_more": "producers at home earn more",
    "downstream_cut": "suppliers and buyers make less",
}
_PARTS = {
    "users_bill": "dearer goods",
    "spending": "public money for floors, stocks and dumping",
    "capital": "plants that double others",
    "profit": "what producers earn more (subtracted)",
    "total": "in all",
}


def by_closure(leverage: Leverage) -> list[Row]:
    """Give every loss that is known, the largest first."""
    return [
        (
            leverage.place_name(each.place) + "*" * each.estimated,
            str(each.months),
            CLOSURE_NAMES[each.closure],
            *_amount(each.usd),
            _share(each.gdp_share),
        )
        for each in leverage.answer().losses.by_closure
    ]


def channels(leverage: Leverage) -> list[Row]:
    """Give the five ways of the loss under fixed recipes; none where no target has a table."""
    found = leverage.answer().losses.channels
    known = [(name, band) for name, band in found.items() if band.p50 is not None]
    return [(_CHANNELS[name], *_amount(band)) for name, band in known]


def gains(leverage: Leverage) -> list[Row]:
    """Give what producers earn more and users pay more, by place."""
    return [
        (leverage.place_name(each.place), *_amount(each.producers), *_amount(each.users_bill))
        for each in leverage.answer().losses.gains
    ]


def parting(leverage: Leverage) -> list[Row]:
    """Give the parts of what parallel chains cost; none where it was not reckoned."""
    found = leverage.answer().losses.decoupling
    if found["total"].p50 is None:
        return []
    return [(_PARTS[name], *_amount(band)) for name, band in found.items()]


def _amount(band: Band) -> tuple[str, str]:
    if band.p50 is None or band.p5 is None or band.p95 is None:
        return "unknown", "no band"
    return words.money(band.p50), words.money_range(band.p5, band.p95)


def _share(band: Band) -> str:
    return "unknown" if band.p50 is None else f"{100 * band.p50:.2g} %"
