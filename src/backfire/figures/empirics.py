"""How long each side took to answer a move, by the class of the move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from backfire.answers import words
from backfire.answers.empirics import AT_ONCE, SENDER, TARGET, Answers, Reaction, Record
from backfire.figures.drawing import (
    INK,
    PAPER,
    SENDER_COLOUR,
    TARGET_COLOUR,
    Figure,
    figure,
    hover,
    log_axis,
    note,
    rows,
    see_through,
)

_LANE = 34
_SAME_DAY = 0.5
"""Where an answer of the same day stands on an axis that has no zero."""
_ENDS = (0.4, 3000.0)
_TICKS = {
    _SAME_DAY: "0",
    1: "1",
    3: "3",
    10: "10",
    30: "30",
    90: "90",
    365: "1 year",
    1461: "4 years",
}
_STEP, _ALMOST, _NOTCH = 0.13, 0.4, 0.47
"""Between marks of the same day, half of a lane's height that they and bands may fill, and half
the height of a median's line."""
_ENOUGH = 3
"""Moves from which on a lane has a median drawn."""
_POLITICAL = "political act"
_NAMES = {"CHN": "China", "USA": "the United States", "NLD": "the Netherlands"}
_HEADS = {
    SENDER: "China answers the United States",
    TARGET: "The United States answer China",
    "": "China answers others",
}


@dataclass(frozen=True)
class _Mark:
    """One move on a lane."""

    event: str
    days: float
    kind: str
    """``measure``, ``threat`` or ``none``."""
    size: str
    date: str


Lane = tuple[str, str | None]


def response_lags(record: Record) -> Figure:
    """Draw the days from each move to its answer, on a scale of powers of ten.

    A lane holds the moves of one class that one side could answer. Dots are measures, diamonds
    threats that no measure followed, triangles moves without an answer, at the day on which the
    record ends. A bar is the 90 % band of the median day of a measure, its notch the median.
    """
    marks = _marks(record)
    lanes = _lanes(marks)
    picture = figure(_title(record), _sentence(record), _LANE * len(lanes) + 46)
    where = {lane: -place for place, lane in enumerate(lanes)}
    _bands(picture, record.answers, where)
    unanswered = f"no answer by {record.ends.day} {record.ends:%B %Y}"
    for kind, name, symbol in (
        ("measure", "answered by a measure", "circle"),
        ("threat", "answered by a threat alone", "diamond-open"),
        ("none", unanswered, "triangle-right-open"),
    ):
        _points(picture, marks, where, kind, name, symbol)
    for place, (side, lane) in enumerate(lanes):
        if lane is None:
            left = {"x": 0, "xref": "paper", "xanchor": "left", "bgcolor": PAPER}
            note(picture, f"<b>{_HEADS[side]}</b>", y=-place, font={"color": INK}, **left)
    rows(picture, [lane or "" for _, lane in lanes])
    picture.update_xaxes(
        log_axis(_TICKS, *_ENDS),
        title_text="days from the move to its answer (0: the same day)",
        showgrid=True,
    )
    return picture


def _marks(record: Record) -> dict[Lane, list[_Mark]]:
    found: dict[Lane, list[_Mark]] = {}
    for each in record.reactions:
        found.setdefault((each.answerer, each.instrument), []).append(_mark(each))
    for each in record.others:
        lane = ("", f"{each.instrument}, of {_NAMES.get(each.mover, each.mover)}")
        found.setdefault(lane, []).append(_mark(each))
    if record.political:
        found["", _POLITICAL] = [
            _Mark(event, days, "measure", "", "") for event, days in record.political.items()
        ]
    return found


def _mark(each: Reaction) -> _Mark:
    if each.lag is not None:
        days, kind = each.lag, "measure"
    elif each.lag_with_threats is not None:
        days, kind = each.lag_with_threats, "threat"
    else:
        days, kind = each.watched, "none"
    return _Mark(each.event, days, kind, each.size, each.date.isoformat())


def _lanes(marks: Mapping[Lane, Sequence[_Mark]]) -> list[Lane]:
    """A head for each side, then its lanes, the fullest first."""
    lanes: list[Lane] = []
    for side in _HEADS:
        ours = [lane for lane in marks if lane[0] == side]
        if ours:
            lanes.append((side, None))
            lanes += sorted(ours, key=lambda lane: -len(marks[lane]))
    return lanes


def _bands(picture: Figure, answers: Iterable[Answers], where: Mapping[Lane, int]) -> None:
    for each in answers:
        lane = (each.answerer, each.group)
        low, middle, high = each.lags.median
        if lane not in where or middle is None or each.moves < _ENOUGH:
            continue
        ends = (_shown(low, _ENDS[0]), _shown(high, _ENDS[1]))
        y = where[lane]
        picture.add_scatter(
            x=[ends[0], ends[1], ends[1], ends[0], ends[0]],
            y=[y - _ALMOST, y - _ALMOST, y + _ALMOST, y + _ALMOST, y - _ALMOST],
            fill="toself",
            fillcolor=see_through(_colour(each.answerer), 0.13),
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            name=f"band of {each.group}",
        )
        picture.add_scatter(
            x=[_shown(middle, middle)] * 2,
            y=[y - _NOTCH, y + _NOTCH],
            mode="lines",
            line={"color": _colour(each.answerer), "width": 2},
            hoverinfo="skip",
            showlegend=False,
            name=f"median of {each.group}",
        )


def _points(
    picture: Figure,
    marks: Mapping[Lane, Sequence[_Mark]],
    where: Mapping[Lane, int],
    kind: str,
    name: str,
    symbol: str,
) -> None:
    drawn = [
        (lane, mark, offset)
        for lane, ours in marks.items()
        for mark, offset in _spread(ours)
        if mark.kind == kind
    ]
    picture.add_scatter(
        x=[_shown(mark.days, mark.days) for _, mark, _ in drawn],
        y=[where[lane] + offset for lane, _, offset in drawn],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": 9,
            "color": [_colour(lane[0] or SENDER) for lane, _, _ in drawn],
            "line": {"width": 1.3},
        },
        customdata=[
            [mark.event, mark.size or "size not told", mark.date, f"{mark.days:g}"]
            for _, mark, _ in drawn
        ],
        hovertemplate=hover(f"{{0}} {{2}}, {{1}}: {name}, {{3}} days"),
        name=name,
    )


def _spread(marks: Sequence[_Mark]) -> Iterable[tuple[_Mark, float]]:
    """Marks that fall on each other, one above the next around the middle of the lane."""
    total = Counter(_bin(mark) for mark in marks)
    seen: Counter[str] = Counter()
    for mark in marks:
        place = _bin(mark)
        step = min(_STEP, 2 * _ALMOST / total[place])
        yield mark, step * (seen[place] - (total[place] - 1) / 2)
        seen[place] += 1


def _bin(mark: _Mark) -> str:
    """Marks closer than a tenth on the axis fall on each other."""
    return f"{_shown(mark.days, mark.days):.1g}"


def _shown(days: float | None, instead: float) -> float:
    return max(instead if days is None else days, _SAME_DAY if days is not None else _ENDS[0])


def _colour(answerer: str) -> str:
    return SENDER_COLOUR if answerer == SENDER else TARGET_COLOUR


def _of(record: Record, answerer: str, group: str = "all") -> Answers | None:
    found = [e for e in record.answers if (e.answerer, e.group) == (answerer, group)]
    return found[0] if found else None


def _title(record: Record) -> str:
    said: list[str] = []
    for side in (SENDER, TARGET):
        answers = _of(record, side)
        if answers is not None:
            share = answers.within[AT_ONCE]
            said.append(f"{words.capital(_NAMES[side])} answered {share.happened} of {share.of}")
    if not said:
        return "No move of either side is in the record"
    return f"{said[0]} moves of the other side within {AT_ONCE} days; " + "; ".join(
        text[:1].lower() + text[1:] if text.startswith("The") else text for text in said[1:]
    )


def _sentence(record: Record) -> str:
    groups = [e for e in record.answers if e.answerer == SENDER and e.moves >= _ENOUGH]
    classes = [e for e in groups if e.group not in {"all", "small", "large"}]
    by_class = [
        f"{e.group}s {e.within[AT_ONCE].happened} of {e.within[AT_ONCE].of}" for e in classes
    ]
    told = f" China answered {words.listed(by_class)} by a measure in that time." if classes else ""
    small, large = _of(record, SENDER, "small"), _of(record, SENDER, "large")
    if small and large:
        a, b = small.within[AT_ONCE], large.within[AT_ONCE]
        told += (
            f" Small moves were answered {a.happened} times of {a.of} and large ones "
            f"{b.happened} of {b.of}: too few to tell whether size matters."
        )
    return (
        "Dots are answers by a measure, diamonds threats that no measure followed, triangles moves "
        "that had no answer by the end of the record, at the days they were watched; bars are 90 % "
        f"bands of the median, where one is reached.{told} Answers of China were searched for "
        "beyond the record, those of the United States hardly; political acts are in it because "
        "they were answered."
    )
