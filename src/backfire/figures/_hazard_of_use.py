"""When the card is used: its hazard, and what use is worth above holding back, by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.figures._game_bands import add_band, mark_renewals
from backfire.results.game import chance, day, known

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.game import GameAnswer

_HEIGHT = 420
_PERCENT, _BILLION = 100.0, 1e9


def hazard_of_use(answer: GameAnswer) -> go.Figure:
    """Draw the probability of a first use in each quarter among paths without one, with its band.

    Flooding of the market, which does not count as use, stands beside it.
    """
    picture = style.figure(_hazard_title(answer), _hazard_sentence(answer), _HEIGHT)
    flooding = ("the market is flooded", style.BLUE, "dash")
    if any(known(band) for band in answer.flooding):
        add_band(picture, answer.days, answer.flooding, flooding, _PERCENT, "%")
    use = ("first use, if not used before", style.VERMILLION, "solid")
    add_band(picture, answer.days, answer.hazard, use, _PERCENT, "%")
    mark_renewals(picture, answer.renewals)
    picture.update_layout(margin={"t": 100})
    picture.update_xaxes(type="date", tickformat="%Y", dtick="M12", title_text="quarter")
    picture.update_yaxes(rangemode="tozero", title_text="probability in the quarter, %")
    return picture


def advantage_of_use(answer: GameAnswer) -> go.Figure:
    """Draw what use is worth above holding back while the card is unused, with its band."""
    picture = style.figure(_advantage_title(answer), _advantage_sentence(answer), _HEIGHT)
    worth = ("use above holding back", style.VERMILLION, "solid")
    add_band(picture, answer.days, answer.window.advantage, worth, 1 / _BILLION, "USD billion")
    picture.add_hline(y=0, line={"color": style.INK, "width": 1.4})
    if answer.window.opens is not None:
        picture.add_vrect(
            x0=str(answer.window.opens),
            x1=str(answer.window.closes or answer.days[-1]),
            fillcolor=style.GRID,
            opacity=0.45,
            line_width=0,
            layer="below",
        )
    picture.update_xaxes(type="date", tickformat="%Y", dtick="M12", title_text="quarter")
    picture.update_yaxes(title_text="USD billion, present value of the quarter")
    picture.update_layout(showlegend=False)
    return picture


def _hazard_title(answer: GameAnswer) -> str:
    told = [pair for pair in zip(answer.days, answer.hazard, strict=True) if known(pair[1])]
    if not told:
        return "Of a first use nothing is known, as no path is left without one"
    at, peak = max(told, key=lambda pair: pair[1].central)
    if peak.central <= 0:
        return "In no quarter is there a first use of the card"
    return f"A first use is likeliest in the quarter from {day(at)}: {chance(peak)}"


def _hazard_sentence(answer: GameAnswer) -> str:
    dotted = " Dotted lines are days by which a truce has to be renewed." * bool(answer.renewals)
    return (
        "Probability of a first control in each quarter, among paths without one before; and of "
        f"selling below cost, on all paths. Lines are medians and bands hold 90 % of "
        f"{answer.draws} draws of what is not known.{dotted}"
    )


def _advantage_title(answer: GameAnswer) -> str:
    found = answer.window
    if found.opens is None:
        return "In no quarter is use worth more than holding back"
    if found.closes is None:
        return f"Use is worth more than holding back from {day(found.opens)} to the end"
    return f"Use is worth more than holding back from {day(found.opens)} to {day(found.closes)}"


def _advantage_sentence(answer: GameAnswer) -> str:
    return (
        "What the best control is worth to the sender above holding back, while the card is "
        f"unused. The line is the median and the band holds 90 % of {answer.draws} draws; grey "
        "is the window of use, the quarters in which the median is above zero. Where too "
        "few paths are left unused nothing is drawn."
    )
