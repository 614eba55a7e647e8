"""Capacity outside the sender by process, with the named projects that arrive."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backfire.answers import QUANTILES, Answer, words
from backfire.answers.leverage import UNUSED, USED
from backfire.dims import HISTORY, PLACE, PROCESS, PROJECT, QUANTILE, YEAR
from backfire.figures.drawing import INK, Figure, Look, Panel, bands, hover, marker, panels
from backfire.figures.leverage._curves import LOOKS

_LONGEST = 24
"""Letters of a label; the whole name is shown on pointing at it."""
_YEARS_A_LETTER = 0.21
"""Room that a letter takes on the narrowest screen, in years of the axis."""
_MARK = 0.5


@dataclass(frozen=True)
class Project:
    """A named project: its label, median year of first output, and what a pointer shows."""

    label: str
    shown: str
    year: float
    lane: int
    leftward: bool


def projects(answer: Answer, process: str, last: float) -> tuple[Project, ...]:
    """Give the projects of a process that arrive within the run, each in its lane."""
    data = answer.ran
    of_process = data["project_process"].values.astype(str) == process
    here = [at for at in outside(answer) if of_process[at]]
    years = data["project_year"].values
    dated = [int(at) for at in here if years[at] <= last]
    found: list[Project] = []
    ends: list[list[tuple[float, float]]] = []
    for at in sorted(dated, key=lambda at: float(years[at])):
        name, year = _plain(str(data[PROJECT].values[at])), float(years[at])
        label = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].strip()}…"
        wide = _MARK + _YEARS_A_LETTER * len(label)
        leftward = year + wide > last + 1
        span = (year - wide, year + _MARK) if leftward else (year - _MARK, year + wide)
        lane = _free(ends, span)
        shown = _shown(answer, at, name)
        found.append(Project(label, shown, year, lane, leftward))
    return tuple(found)


def never(answer: Answer) -> tuple[str, ...]:
    """Name the projects outside that in the median draw do not arrive within the run."""
    data = answer.ran
    late = np.isnan(data["project_year"].values)
    named = (_plain(str(data[PROJECT].values[at])) for at in outside(answer) if late[at])
    return tuple(dict.fromkeys(named))


def outside(answer: Answer) -> list[int]:
    """Positions of the projects that are not the sender's own."""
    places = answer.ran["project_place"].values.astype(str)
    return [int(at) for at in np.flatnonzero(places != answer.facts.sender)]


def _plain(name: str) -> str:
    """A project's name without the process that tells its rows apart."""
    return name.partition(" (")[0]


def _free(lanes: list[list[tuple[float, float]]], span: tuple[float, float]) -> int:
    """The first lane in which a span has room; it is taken."""
    for number, taken in enumerate(lanes):
        if all(span[0] > right or span[1] < left for left, right in taken):
            taken.append(span)
            return number
    lanes.append([span])
    return len(lanes) - 1


def _shown(answer: Answer, at: int, name: str) -> str:
    data = answer.ran
    place = str(data["project_place"].values[at])
    where = answer.name(PLACE, place)
    tonnes = float(data["project_capacity"].values[at])
    reached = words.share(float(data["project_reached"].values[at]))
    return f"{name}, {where}: {tonnes:,.0f} t a year announced; in {reached} of draws by the end"


_PANELS = 6
"""How many processes are drawn; the others are in the data."""
_CURVE, _LANE, _GAP = 116, 17, 30
"""Pixels: a curve, a lane of labels, the gap between panels."""


def outside_capacity(answer: Answer) -> Figure:
    """Draw capacity outside the sender by process and year, used before and not, with bands.

    Above each curve the named projects stand at their median year of first output. Processes
    with projects come first, then those that grow most.
    """
    chosen = _chosen(answer)
    last = float(answer.ran[YEAR].values.max())
    arrive = {process: projects(answer, process, last) for process in chosen}
    names: dict[str, str] = {}
    tall: list[float] = []
    for process in chosen:
        if arrive[process]:
            names[f"{process}, projects"] = ""
            tall.append(_LANE * (1 + max(entry.lane for entry in arrive[process])))
        names[process] = ""
        tall.append(_CURVE)
        first = f"{process}, projects" if arrive[process] else process
        names[first] = words.capital(answer.name(PROCESS, process))
    title, sentence = _title(answer, chosen), _sentence(answer, chosen)
    picture, where = panels(title, sentence, names, tall, gap=_GAP, shared_xaxes=True)
    for process in chosen:
        if arrive[process]:
            _lanes(picture, arrive[process], where[f"{process}, projects"])
        _curves(picture, answer, process, where[process], shown=process == chosen[0])
    years = answer.ran[YEAR].values
    picture.update_xaxes(range=[float(years.min()) - 0.4, float(years.max()) + 1.0], dtick=2)
    if chosen:
        picture.update_xaxes(title_text="year", **where[chosen[-1]])
    return picture


def _chosen(answer: Answer) -> list[str]:
    """Processes that grow outside the sender, those with named projects first, by tonnes added."""
    named = {str(answer.ran["project_process"].values[at]) for at in outside(answer)}
    added = {
        str(process): _added(answer, str(process), USED) for process in answer.ran[PROCESS].values
    }
    moving = [p for p, tonnes in added.items() if p in named or tonnes > 0]
    return sorted(moving, key=lambda p: (p not in named, -added[p]))[:_PANELS]


def _added(answer: Answer, process: str, history: str) -> float:
    """Median capacity of the last year less that of the first, t/yr."""
    first, last = _ends(answer, process, history)
    return last - first


def _ends(answer: Answer, process: str, history: str) -> tuple[float, float]:
    here = answer.ran["outside_capacity"].sel({PROCESS: process, HISTORY: history})
    first, last = (float(here.sel({QUANTILE: 0.5}).isel({YEAR: at})) for at in (0, -1))
    return first, last


def _lanes(picture: Figure, arrive: Sequence[Project], where: Panel) -> None:
    picture.add_scatter(
        x=[entry.year for entry in arrive],
        y=[entry.lane for entry in arrive],
        mode="markers+text",
        marker=marker(Look("", INK, symbol="triangle-down"), 8, None),
        text=[entry.label for entry in arrive],
        textposition=["middle left" if entry.leftward else "middle right" for entry in arrive],
        textfont={"size": 11, "color": INK},
        cliponaxis=False,
        customdata=[[entry.shown] for entry in arrive],
        hovertemplate=hover("{x:.1f}: {0}"),
        showlegend=False,
        **where,
    )
    bare = {"showticklabels": False, "ticks": "", "showgrid": False, "showline": False}
    lanes = 1 + max(entry.lane for entry in arrive)
    picture.update_xaxes(bare, **where)
    picture.update_yaxes(bare, range=[lanes - 0.5, -0.5], **where)


def _curves(picture: Figure, answer: Answer, process: str, where: Panel, *, shown: bool) -> None:
    data = answer.ran["outside_capacity"].sel({PROCESS: process, QUANTILE: list(QUANTILES)})
    years = [int(year) for year in data[YEAR].values]
    for history, look in LOOKS.items():
        quantiles = data.sel({HISTORY: history}).transpose(QUANTILE, YEAR).values
        tip = hover("{x}: {y:,.0f} t a year", look.name, band=",.0f")
        bands(picture, years, quantiles, look, tip, shown=shown, **where)
    picture.update_yaxes(
        rangemode="tozero", nticks=4, tickformat="~s", title_text="t a year", **where
    )


def _title(answer: Answer, chosen: Sequence[str]) -> str:
    sender = words.place(answer.name(PLACE, answer.facts.sender))
    if not chosen:
        return f"No capacity is added outside {sender}"
    most = max(chosen, key=lambda process: _added(answer, process, USED))
    final = int(answer.ran[YEAR].values.max())
    first, unused = _ends(answer, most, UNUSED)
    _, used = _ends(answer, most, USED)
    if _tonnes(first) == _tonnes(unused) == _tonnes(used):
        return f"Capacity outside {sender} stays where it is to {final}, used or not"
    return (
        f"Outside {sender}, {answer.name(PROCESS, most)} grows most, from {_tonnes(first)} to "
        f"{_tonnes(unused)} t a year by {final}, {_tonnes(used)} after use"
    )


def _tonnes(value: float) -> str:
    """Two digits: medians of draws carry no more."""
    return f"{float(f'{value:.2g}'):,.0f}"


def _sentence(answer: Answer, chosen: Sequence[str]) -> str:
    said = (
        "Capacity outside the sender in tonnes a year of each process. Lines are medians, bands "
        "hold 90 % of draws; triangles are named projects at the median year of their first "
        "output."
    )
    late = never(answer)
    if late:
        said += f" Not within the run in most draws: {words.listed(late)}."
    more = answer.ran.sizes[PROCESS] - len(chosen)
    if more <= 0:
        return said
    others = "One other process is" if more == 1 else f"{more} other processes are"
    return f"{said} {others} in the data alone."
