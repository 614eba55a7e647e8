"""When a control is used: its hazard, and what use is worth above holding back, by quarter."""

from __future__ import annotations

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.game import chance, due, quarters, window
from backfire.figures.drawing import (
    BLUE,
    INK,
    VERMILLION,
    Figure,
    Look,
    bands,
    figure,
    hover,
    level,
    strip,
)

_HEIGHT = 300
_PERCENT, _BILLION = 100.0, 1e9
_DATED = 4
"""Days on which a truce ends that are marked; later ones follow at an even pace."""


def hazard_of_use(answer: Answer) -> Figure:
    """Draw the probability of a first use in each quarter among paths without one, with its band.

    Flooding of the market, which does not count as use, stands beside it.
    """
    picture = figure(_hazard_title(answer), _hazard_sentence(answer), _HEIGHT)
    flooding = Look("the market is flooded", BLUE, "dash")
    _band(picture, answer, "flooding", flooding, _PERCENT, "%")
    use = Look("first use, if not used before", VERMILLION)
    _band(picture, answer, "hazard", use, _PERCENT, "%")
    for day in due(answer)[:_DATED]:
        level(picture, x=str(day))
    picture.update_yaxes(rangemode="tozero", title_text="probability in the quarter, %")
    return picture


def advantage_of_use(answer: Answer) -> Figure:
    """Draw what use is worth above holding back while the control is unused, with its band."""
    picture = figure(_advantage_title(answer), _advantage_sentence(answer), _HEIGHT)
    worth = Look("use above holding back", VERMILLION)
    _band(picture, answer, "advantage", worth, 1 / _BILLION, "USD billion")
    level(picture, y=0, line={"color": INK, "width": 1.4})
    found = answer.reading(window)
    if found.opens is not None:
        strip(picture, str(found.opens), str(found.closes or quarters(answer)[-1]))
    picture.update_yaxes(title_text="USD billion, present value of the quarter")
    picture.update_layout(showlegend=False)
    return picture


def _band(picture: Figure, answer: Answer, name: str, look: Look, scale: float, unit: str) -> None:
    """Draw a quantity by quarter, in `unit` once multiplied by `scale`."""
    tip = hover(f"quarter from {{x|%-d %b %Y}}: {{y:.1f}} {unit}", look.name, band=".1f")
    days = list(map(str, quarters(answer)))
    bands(picture, days, scale * answer.bands(name).values, look, tip)
    picture.update_xaxes(type="date", tickformat="%Y", dtick="M12", title_text="quarter")


def _hazard_title(answer: Answer) -> str:
    middle = answer.bands("hazard").values[1]
    if np.isnan(middle).all():
        return "Of a first use nothing is known, as no path is left without one"
    at = int(np.nanargmax(middle))
    if middle[at] <= 0:
        return "In no quarter is there a first use of the control"
    day = quarters(answer)[at]
    peak = chance(answer.interval("hazard", quarter=np.datetime64(day)))
    return f"A first use is likeliest in the quarter from {words.date(day)}: {peak}"


def _hazard_sentence(answer: Answer) -> str:
    dotted = " Dotted lines are days by which a truce has to be renewed." * bool(due(answer))
    return (
        "Probability of a first control in each quarter, among paths without one before; and of "
        f"selling below cost, on all paths. Lines are medians and bands hold 90 % of "
        f"{words.counted(answer.draws, 'draw')} of what is not known.{dotted}"
    )


def _advantage_title(answer: Answer) -> str:
    found = answer.reading(window)
    if found.opens is None:
        return "In no quarter is use worth more than holding back"
    ends = "the end" if found.closes is None else words.date(found.closes)
    return f"Use is worth more than holding back from {words.date(found.opens)} to {ends}"


def _advantage_sentence(answer: Answer) -> str:
    draws = words.counted(answer.draws, "draw")
    return (
        "What the best control is worth to the sender above holding back, while the card is "
        f"unused. The line is the median and the band holds 90 % of {draws}; grey "
        "is the window of use, the quarters in which the median is above zero. Where too "
        "few paths are left unused nothing is drawn."
    )
