"""How much each place buys from the sender, today and at the end, used and unused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import HISTORY, PLACE, QUANTILE, YEAR
from backfire.figures import _style as style
from backfire.figures._leverage_bands import HISTORY_STYLES
from backfire.results import UNUSED, USED, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from backfire.results import Leverage

_ROW, _AROUND = 44, 120
_APART = 0.17
"""How far above and below its place's line a history is drawn, in rows."""


@dataclass(frozen=True)
class _Buyer:
    """What a place buys from the sender, in percent: now, and low, middle, high by history."""

    place: str
    now: float
    end: dict[str, tuple[float, float, float]]

    @property
    def gap(self) -> float:
        """By how much use lowers the share at the end."""
        return self.end[UNUSED][1] - self.end[USED][1]


def who_stops_buying(leverage: Leverage) -> go.Figure:
    """Draw the sender's share in each place's purchases in the first and the last year.

    The places on which use has the largest effect stand on top; whiskers hold 90 % of futures.
    """
    buyers = sorted(_buyers(leverage), key=lambda buyer: buyer.gap)
    height = _ROW * max(len(buyers), 1) + _AROUND
    picture = style.figure(_title(leverage, buyers), _sentence(leverage), height)
    first, last = _years(leverage)
    for row, buyer in enumerate(buyers):
        for history, shift in ((UNUSED, _APART), (USED, -_APART)):
            picture.add_scatter(
                x=[buyer.now, buyer.end[history][1]],
                y=[row, row + shift],
                mode="lines",
                line={"color": style.OTHERS, "width": 1.5},
                hoverinfo="skip",
                showlegend=False,
            )
    for (history, colour, name), shift in zip(HISTORY_STYLES, (_APART, -_APART), strict=True):
        ends = np.array([buyer.end[history] for buyer in buyers]).reshape(-1, 3)
        symbol = "circle" if history == UNUSED else "diamond"
        picture.add_scatter(
            x=ends[:, 1],
            y=[row + shift for row in range(len(buyers))],
            mode="markers",
            marker={"color": colour, "size": 9, "symbol": symbol},
            error_x=style.whiskers(ends[:, 0], ends[:, 1], ends[:, 2], colour),
            customdata=ends[:, [0, 2]],
            hovertemplate="%{x:.0f} %, 90 % band %{customdata[0]:.0f} to %{customdata[1]:.0f}"
            f"<extra>{last}, {name}</extra>",
            name=f"{last}, {name}",
        )
    _now(picture, buyers, first)
    _axes(picture, leverage, buyers)
    return picture


def _now(picture: go.Figure, buyers: Sequence[_Buyer], first: int) -> None:
    picture.add_scatter(
        x=[buyer.now for buyer in buyers],
        y=list(range(len(buyers))),
        mode="markers",
        marker={"symbol": "circle-open", "size": 10, "color": style.INK, "line": {"width": 2}},
        hovertemplate=f"%{{x:.0f}} %<extra>{first}</extra>",
        name=str(first),
    )


def _axes(picture: go.Figure, leverage: Leverage, buyers: Sequence[_Buyer]) -> None:
    picture.update_xaxes(
        range=[-2, 104],
        dtick=20,
        showgrid=True,
        title_text="from the sender, % of purchases",
    )
    targets = set(leverage.targets)
    names = [leverage.place_name(buyer.place) for buyer in buyers]
    picture.update_yaxes(
        tickvals=list(range(len(buyers))),
        ticktext=[
            f"<b>{name}</b>" if buyer.place in targets else name
            for name, buyer in zip(names, buyers, strict=True)
        ],
        range=[-0.6, max(len(buyers), 1) - 0.4],
        showgrid=False,
        ticks="",
    )
    picture.update_layout(margin={"l": 10})


def _years(leverage: Leverage) -> tuple[int, int]:
    years = [int(year) for year in leverage.dataset[YEAR].values]
    return min(years), max(years)


def _buyers(leverage: Leverage) -> list[_Buyer]:
    first, last = _years(leverage)
    shares = 100 * leverage.dataset["bought_from_sender"].transpose(PLACE, YEAR, HISTORY, QUANTILE)
    found: list[_Buyer] = []
    for place in map(str, shares[PLACE].values):
        here = shares.sel({PLACE: place})
        if place == leverage.sender or bool(here.sel({YEAR: [first, last]}).isnull().any()):
            continue
        now = float(here.sel({YEAR: first, HISTORY: UNUSED, QUANTILE: 0.5}))
        ends = {h: here.sel({YEAR: last, HISTORY: h}).values for h in (UNUSED, USED)}
        found.append(_Buyer(place, now, {h: (v[0], v[1], v[2]) for h, v in ends.items()}))
    return found


def _title(leverage: Leverage, buyers: Sequence[_Buyer]) -> str:
    sender = words.place(leverage.place_name(leverage.sender))
    if not buyers:
        return f"Nobody buys these goods from {sender}"
    _, last = _years(leverage)
    most = buyers[-1]
    name = words.place(leverage.place_name(most.place))
    unused, used = (f"{most.end[history][1]:.0f} %" for history in (UNUSED, USED))
    if unused == used:
        return f"By {last} use changes what nobody buys from {sender}"
    return f"By {last} {name} buys {used} from {sender} if the control was used, {unused} if not"


def _sentence(leverage: Leverage) -> str:
    first, last = _years(leverage)
    sender = words.place(leverage.place_name(leverage.sender))
    return (
        f"Share of {sender} in what each place buys of the goods, by baseline value, in {first} "
        f"and {last}. Places on which use has the largest effect stand on top, targets in bold; "
        "marks are medians, whiskers hold 90 % of futures."
    )
