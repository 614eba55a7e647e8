"""Named projects as labelled marks, in lanes so that no label lies over another."""

from dataclasses import dataclass

import numpy as np

from backfire.answers import Answer, words
from backfire.dims import PLACE, PROJECT

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
