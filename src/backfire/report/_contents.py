"""What a page says, of a run or of leverage alone, for a template to lay out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire import figures
from backfire.dims import GOOD, PLACE
from backfire.report._backtest_rows import observations, scores
from backfire.report._leverage_page import LINKS, leverage_pictures, leverage_sections
from backfire.report._pictures import Picture, as_picture, grouped, run_pictures
from backfire.report._tables import prices, shortages
from backfire.results import words

if TYPE_CHECKING:
    from backfire.results import Backtest, Leverage, Results

_LABEL = re.compile(r"\b[A-Za-z]\w*\b")
_LINKS = (
    ("calendar-section", "Who stops when"),
    ("prices-section", "Prices"),
    ("exports-section", "Exports"),
    ("exposure-section", "Exposure"),
    ("chain-section", "The chain"),
)
_ENDS = (("sources", "Sources"), ("method", "Method"))


def of_run(results: Results) -> tuple[tuple[Picture, ...], dict[str, Any]]:
    """Give the pictures of a run's page, those of leverage first, and what it says."""
    leverage = results.leverage
    first = () if leverage is None else leverage_pictures(leverage)
    rest = run_pictures(results)
    cited = results.sources if leverage is None else leverage.sources | results.sources
    return (*first, *rest), {
        "attrs": results.attrs,
        "answer": results.answer(),
        "title": titled(results),
        "dated": f"Figures to {_date(results.attrs['today'])}",
        "fitted_until": _date(results.answer().fitted_until or ""),
        "links": (*(LINKS if leverage is not None else ()), *_LINKS, *_ENDS),
        "lever": None if leverage is None else leverage_sections(leverage, first),
        "groups": grouped(rest),
        "shortages": shortages(results),
        "prices": prices(results),
        "sources": sorted(cited.items()),
        "start": words.date(results.reference_start),
        "place": results.place_name,
    }


def of_leverage(leverage: Leverage) -> tuple[tuple[Picture, ...], dict[str, Any]]:
    """Give the pictures of a page about leverage alone, and what it says."""
    drawn = leverage_pictures(leverage)
    return drawn, {
        "attrs": leverage.attrs,
        "answer": leverage.answer(),
        "title": titled(leverage),
        "dated": f"Today is {words.date(leverage.today)}, edition {leverage.attrs['edition']}",
        "links": (*LINKS, *_ENDS),
        "lever": leverage_sections(leverage, drawn),
        "sources": sorted(leverage.sources.items()),
    }


def of_backtest(backtest: Backtest) -> tuple[tuple[Picture, ...], dict[str, Any]]:
    """Give the picture of a page about a backtest, and what it says."""
    drawn = (as_picture("series", "series", figures.hindcast_panels(backtest)),)
    return drawn, {
        "answer": backtest,
        "title": words.capital(backtest.title),
        "dated": f"Starts from edition {backtest.edition}, judged by {backtest.seen}",
        "links": (("series-section", "Series"), ("scores-section", "Scores"), *_ENDS),
        "groups": grouped(drawn),
        "scores": scores(backtest),
        "observations": observations(backtest),
        "sources": sorted(backtest.sources.items()),
    }


def titled(shown: Results | Leverage) -> str:
    """Give the title, in which a label of a good or a place stands for its name."""
    places = {label: words.place(shown.place_name(label)) for label in _labels(shown, PLACE)}
    goods = {label: words.good(shown.good_name(label)) for label in _labels(shown, GOOD)}
    names = places | goods
    told = _LABEL.sub(lambda found: names.get(found[0], found[0]), str(shown.attrs["title"]))
    return words.capital(told)


def _labels(shown: Results | Leverage, axis: str) -> list[str]:
    return [str(label) for label in shown.dataset[axis].values]


def _date(day: object) -> str:
    return words.date(np.datetime64(str(day))) if day else ""
