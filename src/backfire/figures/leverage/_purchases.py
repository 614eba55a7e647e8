"""How much each place buys from the sender, today and at the end, used and unused."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.leverage import UNUSED, USED
from backfire.dims import HISTORY, PLACE, QUANTILE, YEAR
from backfire.figures.drawing import (
    INK,
    OTHERS,
    Figure,
    Look,
    figure,
    forest,
    hover,
    marker,
    rows,
)
from backfire.figures.leverage._curves import LOOKS

_ROW = 44
_SHIFTS = {UNUSED: 0.17, USED: -0.17}
"""How far above its place's line a history is drawn, in rows."""


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


def who_stops_buying(answer: Answer) -> Figure:
    """Draw the sender's share in each place's purchases in the first and the last year.

    The places on which use has the largest effect stand on top; whiskers hold 90 % of draws.
    """
    buyers = sorted(_buyers(answer), key=lambda buyer: buyer.gap)[::-1]
    body = _ROW * max(len(buyers), 1)
    picture = figure(_title(answer, buyers), _sentence(answer), body)
    first, last = _years(answer)
    for history, shift in _SHIFTS.items():
        for row, buyer in enumerate(buyers):
            picture.add_scatter(
                x=[buyer.now, buyer.end[history][1]],
                y=[-row, shift - row],
                mode="lines",
                line={"color": OTHERS, "width": 1.5},
                hoverinfo="skip",
                showlegend=False,
            )
    for history, look in LOOKS.items():
        ends = np.array([buyer.end[history] for buyer in buyers]).reshape(-1, 3).T
        y = [_SHIFTS[history] - row for row in range(len(buyers))]
        name = f"{last}, {look.name}"
        tip = hover("{x:.0f} %", name, band=".0f")
        forest(picture, y, ends, Look(name, look.colour, symbol=look.symbol), tip)
    picture.add_scatter(
        x=[buyer.now for buyer in buyers],
        y=[-row for row in range(len(buyers))],
        mode="markers",
        marker=marker(Look(str(first), INK, symbol="circle-open")),
        hovertemplate=hover("{x:.0f} %", str(first)),
        name=str(first),
    )
    names = [(buyer.place, answer.name(PLACE, buyer.place)) for buyer in buyers]
    rows(picture, [f"<b>{name}</b>" if p in answer.facts.targets else name for p, name in names])
    picture.update_xaxes(
        range=[-2, 104], dtick=20, showgrid=True, title_text="from the sender, % of purchases"
    )
    return picture


def _years(answer: Answer) -> tuple[int, int]:
    years = [int(year) for year in answer.ran[YEAR].values]
    return min(years), max(years)


def _buyers(answer: Answer) -> list[_Buyer]:
    first, last = _years(answer)
    shares = 100 * answer.ran["bought_from_sender"].transpose(PLACE, YEAR, HISTORY, QUANTILE)
    found: list[_Buyer] = []
    for place in map(str, shares[PLACE].values):
        here = shares.sel({PLACE: place})
        if place == answer.facts.sender or bool(here.sel({YEAR: [first, last]}).isnull().any()):
            continue
        now = float(here.sel({YEAR: first, HISTORY: UNUSED, QUANTILE: 0.5}))
        ends = {h: here.sel({YEAR: last, HISTORY: h}).values for h in (UNUSED, USED)}
        found.append(_Buyer(place, now, {h: (v[0], v[1], v[2]) for h, v in ends.items()}))
    return found


def _title(answer: Answer, buyers: Sequence[_Buyer]) -> str:
    sender = words.place(answer.name(PLACE, answer.facts.sender))
    if not buyers:
        return f"Nobody buys these goods from {sender}"
    _, last = _years(answer)
    most = buyers[0]
    name = words.place(answer.name(PLACE, most.place))
    unused, used = (f"{most.end[history][1]:.0f} %" for history in (UNUSED, USED))
    if unused == used:
        return f"By {last} use changes what nobody buys from {sender}"
    return f"By {last} {name} buys {used} from {sender} if the control was used, {unused} if not"


def _sentence(answer: Answer) -> str:
    first, last = _years(answer)
    sender = words.place(answer.name(PLACE, answer.facts.sender))
    return (
        f"Share of {sender} in what each place buys of the goods, by baseline value, in {first} "
        f"and {last}. Places on which use has the largest effect stand on top, targets in bold; "
        "marks are medians, whiskers hold 90 % of draws."
    )
