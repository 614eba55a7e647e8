"""Leverage by the date on which a control starts, as it is and in four cases."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from backfire.answers import QUANTILES, Answer, Interval, words
from backfire.answers.leverage import (
    CASE_NAMES,
    CASES,
    HISTORIES,
    HISTORY_NAMES,
    UNUSED,
    USED,
    after,
    cases,
    milestone,
    today,
)
from backfire.dims import CASE, HISTORY, SAMPLE, START
from backfire.figures.drawing import (
    BLUE,
    DOTTED,
    FIVE,
    INK,
    SMALL,
    VERMILLION,
    Figure,
    Look,
    bands,
    figure,
    hover,
    level,
    marker,
    panels,
    strip,
    usd_scale,
)
from backfire.units import DAYS_PER_QUARTER

LOOKS = {
    UNUSED: Look(HISTORY_NAMES[UNUSED], BLUE),
    USED: Look(HISTORY_NAMES[USED], VERMILLION, "dash", "diamond"),
}
"""How the two histories are drawn and called, everywhere."""
_HEIGHT, _PANEL = 300, 160


def leverage_curves(answer: Answer) -> Figure:
    """Draw leverage by the date on which a control starts, with and without an earlier use.

    Bands hold 50 and 90 % of draws. Marks stand where the median draw has halved, net of stocks;
    the grey strip is the earlier use itself.
    """
    picture = figure(_title(answer), _sentence(answer), _HEIGHT)
    days = _days(answer)
    scale, unit = usd_scale(answer.ran["target_loss"])
    for history, look in LOOKS.items():
        losses = answer.ran["target_loss"].sel({HISTORY: history}).values / scale
        tip = hover("{x|%-d %b %Y}: {y:.2f}", look.name, band=".2f")
        bands(picture, days, np.quantile(losses, FIVE, axis=0), look, tip)
    _half(picture, answer, scale)
    first = answer.facts.today
    used = timedelta(days=round(DAYS_PER_QUARTER * answer.facts.used_quarters))
    strip(picture, str(first), str(first + used))
    picture.update_xaxes(
        type="date", tickformat="%Y", dtick="M24", title_text="start of the control"
    )
    picture.update_yaxes(rangemode="tozero", title_text=f"{unit} lost by targets in 12 months")
    return picture


def _days(answer: Answer) -> list[str]:
    return list(answer.ran[START].values.astype("datetime64[D]").astype(str))


def _halvings(answer: Answer) -> dict[str, Interval]:
    return {history: milestone(answer, "half_life", history).years for history in HISTORIES}


def _half(picture: Figure, answer: Answer, scale: float) -> None:
    """Draw the level of half of today's leverage and where the median draws reach it."""
    half = today(answer, "target_loss").central / 2 / scale
    if not half > 0:
        return
    level(picture, y=half, line=DOTTED)
    positions = {UNUSED: "top center", USED: "bottom center"}
    for history, years in _halvings(answer).items():
        if not years.known:
            continue
        look, said = LOOKS[history], f"{years.central:.1f} years"
        picture.add_scatter(
            x=[str(after(answer, years.central))],
            y=[half],
            mode="markers+text",
            marker=marker(Look(look.name, look.colour, symbol="diamond"), 11),
            text=[f"<b>{said}</b>"],
            textposition=positions[history],
            textfont={"size": SMALL, "color": INK},
            hovertemplate=hover(f"half after {said}", look.name),
            showlegend=False,
        )


def _title(answer: Answer) -> str:
    if not today(answer, "target_loss").central > 0:
        return "There is no leverage in the median draw"
    return answer.note("halving")


def _sentence(answer: Answer) -> str:
    half = today(answer, "target_loss").central / 2
    usd = f" ({words.money(half)})" if half > 0 else ""
    quarters = words.counted(round(answer.facts.used_quarters), "quarter")
    return (
        "What targets would lose in 12 months of the control, by the date on which it starts. Dark "
        "and light bands hold 50 % and 90 % of draws, lines are medians. The dotted line is half "
        f"of the median of today{usd}, diamonds the median half-lives. The grey strip is the "
        f"earlier use of {quarters}; while it stands there is nothing to start."
    )


def four_cases(answer: Answer) -> Figure:
    """Draw median leverage by date in each case, with bands, used before and not."""
    names = {case: CASE_NAMES[case] for case in CASES}
    title, sentence = _cases_title(answer), _cases_sentence(answer)
    picture, where = panels(title, sentence, names, _PANEL, columns=2, shared_yaxes="all")
    scale, unit = usd_scale(answer.ran["case_loss"])
    data = answer.ran["case_loss"].transpose(CASE, HISTORY, SAMPLE, START) / scale
    for case in CASES:
        for history, look in LOOKS.items():
            losses = np.asarray(data.sel({CASE: case, HISTORY: history}).values, dtype=float)
            quantiles = np.quantile(losses, QUANTILES, axis=0)
            tip = hover(f"{{x|%b %Y}}: {{y:,.1f}} {unit}", look.name)
            first = case == CASES[0]
            bands(picture, _days(answer), quantiles, look, tip, shown=first, **where[case])
    picture.update_xaxes(type="date", tickformat="%Y", dtick="M48", tick0="2022-01-01")
    picture.update_yaxes(rangemode="tozero", nticks=5)
    picture.update_yaxes(title_text=unit, col=1)
    return picture


def _cases_title(answer: Answer) -> str:
    known = [case for case in answer.reading(cases) if case.falls_faster is not None]
    slower = [CASE_NAMES[case.name] for case in known if not case.falls_faster]
    if not known:
        return "No case of stockpiling and dumping can be compared"
    if not slower:
        return "Leverage falls faster after use in every case of stockpiling and dumping"
    if len(slower) == len(known):
        return "Leverage falls faster unused in every case of stockpiling and dumping"
    faster = f"Leverage falls faster after use in {len(known) - len(slower)} of {len(known)} cases"
    return f"{faster}; not so: {', '.join(slower)}"


def _cases_sentence(answer: Answer) -> str:
    return (
        "Leverage by the date on which a control starts, where in peace targets stockpile, the "
        "sender sells below cost to starve entrants (dumping), both or neither. Lines are medians, "
        f"bands hold 90 % of {words.counted(answer.ran.sizes[SAMPLE], 'sampled draw')}."
    )
