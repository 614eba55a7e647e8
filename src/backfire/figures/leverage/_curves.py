"""Leverage by the date on which a control starts, as it is and in four cases."""

from __future__ import annotations

import numpy as np

from backfire.dims import CASE, DRAW, HISTORY, SAMPLE, START
from backfire.figures.drawing import (
    BLUE,
    DOTTED,
    FIVE,
    INK,
    SMALL,
    THREE,
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
)
from backfire.results import CASES, UNUSED, USED, Leverage, words

HISTORIES = {
    UNUSED: Look("not used before", BLUE),
    USED: Look("used before", VERMILLION, "dash", "diamond"),
}
"""How the two histories are drawn and called, everywhere."""
BILLION = 1e9

_HEIGHT, _PANEL = 300, 160
_QUARTER_DAYS = 91
_DAYS_A_YEAR = 365.25
CASE_NAMES = {
    "neither": "neither",
    "stockpiling": "stockpiling alone",
    "dumping": "dumping alone",
    "both": "both",
}


def leverage_curves(leverage: Leverage) -> Figure:
    """Draw leverage by the date on which a control starts, with and without an earlier use.

    Bands hold 50 and 90 % of futures. Marks stand where the median future has halved, net of
    stocks; the grey strip is the earlier use itself.
    """
    picture = figure(_title(leverage), _sentence(leverage), _HEIGHT)
    data = leverage.dataset["target_loss"].transpose(HISTORY, DRAW, START)
    days = data[START].values.astype("datetime64[D]").astype(str)
    for history, look in HISTORIES.items():
        losses = np.asarray(data.sel({HISTORY: history}).values, dtype=float) / BILLION
        tip = hover("{x|%-d %b %Y}: {y:.2f}", look.name, band=".2f")
        bands(picture, list(days), np.quantile(losses, FIVE, axis=0), look, tip)
    _half(picture, leverage)
    used = _QUARTER_DAYS * float(leverage.attrs["used_quarters"])
    strip(picture, str(leverage.today), str(leverage.today + np.timedelta64(round(used), "D")))
    picture.update_xaxes(
        type="date", tickformat="%Y", dtick="M24", title_text="start of the control"
    )
    picture.update_yaxes(rangemode="tozero", title_text="USD billion lost by targets in 12 months")
    return picture


def _half(picture: Figure, leverage: Leverage) -> None:
    """Draw the level of half of today's leverage and where the median futures reach it."""
    answer = leverage.answer()
    today = answer.leverage.usd.p50
    if not today or today <= 0:
        return
    half = today / 2 / BILLION
    level(picture, y=half, line=DOTTED)
    gross = answer.half_life_years.gross
    marks = ((gross.unused, "top center"), (gross.used, "bottom center"))
    for look, (years, position) in zip(HISTORIES.values(), marks, strict=True):
        if years.p50 is None:
            continue
        day = leverage.today + np.timedelta64(round(years.p50 * _DAYS_A_YEAR), "D")
        picture.add_scatter(
            x=[str(day)],
            y=[half],
            mode="markers+text",
            marker=marker(Look(look.name, look.colour, symbol="diamond"), 11),
            text=[f"<b>{years.p50:.1f} years</b>"],
            textposition=position,
            textfont={"size": SMALL, "color": INK},
            hovertemplate=hover(f"half after {years.p50:.1f} years", look.name),
            showlegend=False,
        )


def _title(leverage: Leverage) -> str:
    answer = leverage.answer()
    if (answer.leverage.usd.p50 or 0.0) <= 0:
        return "There is no leverage in the median future"
    gross = answer.half_life_years.gross
    used, unused = gross.used.p50, gross.unused.p50
    if used is None and unused is None:
        return "Leverage does not halve within the run, used or not"
    if used is None:
        return f"Unused, leverage halves in {unused:.1f} years; after use it does not in the run"
    if unused is None:
        return f"Leverage halves {used:.1f} years after first use and, unused, not within the run"
    return f"Leverage halves {used:.1f} years after first use and {unused:.1f} if unused"


def _sentence(leverage: Leverage) -> str:
    today = leverage.answer().leverage.usd.p50
    level = "" if not today or today <= 0 else f" ({words.money(today / 2)})"
    quarters = int(leverage.attrs["used_quarters"])
    return (
        "What targets would lose in 12 months of a full control, by the date on which it starts. "
        "Dark and light bands hold 50 % and 90 % of futures, lines are medians. The dotted line "
        f"is half of the median of today{level}, diamonds the median half-lives. The grey strip "
        f"is the earlier use of {quarters} quarters; while it stands there is nothing to start."
    )


def four_cases(leverage: Leverage) -> Figure:
    """Draw median leverage by date in each case, with bands, used before and not."""
    title, sentence = _cases_title(leverage), _cases_sentence(leverage)
    names = {case: CASE_NAMES[case] for case in CASES}
    picture, where = panels(title, sentence, names, _PANEL, columns=2, shared_yaxes="all")
    data = leverage.dataset["case_loss"].transpose(CASE, HISTORY, SAMPLE, START) / BILLION
    days = list(data[START].values.astype("datetime64[D]").astype(str))
    for case in CASES:
        for history, look in HISTORIES.items():
            losses = np.asarray(data.sel({CASE: case, HISTORY: history}).values, dtype=float)
            quantiles = np.quantile(losses, THREE, axis=0)
            tip = hover("{x|%b %Y}: USD {y:,.1f} billion", look.name)
            bands(picture, days, quantiles, look, tip, shown=case == CASES[0], **where[case])
    picture.update_xaxes(type="date", tickformat="%Y", dtick="M48", tick0="2022-01-01")
    picture.update_yaxes(rangemode="tozero", nticks=5)
    picture.update_yaxes(title_text="USD billion", col=1)
    return picture


def _cases_title(leverage: Leverage) -> str:
    known = [c for c in leverage.answer().cases if c.falls_faster_after_use is not None]
    faster = [case for case in known if case.falls_faster_after_use]
    slower = [CASE_NAMES[case.name] for case in known if not case.falls_faster_after_use]
    if not known:
        return "Nothing is known about stockpiling and dumping"
    if not slower:
        return "Leverage falls faster after use in every case of stockpiling and dumping"
    if not faster:
        return "Leverage falls faster unused in every case of stockpiling and dumping"
    told = f"Leverage falls faster after use in {len(faster)} of {len(known)} cases"
    return f"{told}; not so: {', '.join(slower)}"


def _cases_sentence(leverage: Leverage) -> str:
    count = leverage.answer().sampled
    many = "one sampled future" if count == 1 else f"{count} sampled futures"
    return (
        "Leverage by the date on which a control starts, where in peace targets stockpile, the "
        "sender sells below cost to starve entrants (dumping), both or neither. Lines are "
        f"medians, bands hold 90 % of {many}."
    )
