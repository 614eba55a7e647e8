"""Writes the page: one HTML file that needs nothing else and opens offline."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
from markupsafe import Markup
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from backfire.report._contents import of_backtest, of_game, of_leverage, of_run, of_spread
from backfire.report._deal_page import of_deal
from backfire.report._pictures import to_json
from backfire.results import Backtest, Leverage, Results, write_whole
from backfire.results.deal import Deal
from backfire.results.game import GameAnswer
from backfire.results.spread import Spread

_BEFORE_UNIT = re.compile(
    r"(?<=\d) (?=%|[A-Z]|days\b|times\b|years\b|billion\b|million\b|trillion\b|t\b)"
    r"|(?<=USD) (?=-?\d)"
)
_MEGABYTE = 1e6
Shown = Results | Leverage | Backtest | Spread | GameAnswer | Deal
"""Answers that have a page."""
_FEW = 12
"""Sources up to this number are shown unfolded."""


def write(shown: Shown, path: str | Path) -> Path:
    """Write the page of an answer, whole or not at all; give its path.

    The file carries the drawing program (plotly.js, about 4.8 MB) once and asks the network for
    nothing.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.
    """
    page = _page(shown)
    return write_whole(Path(path), lambda new: new.write_text(page, encoding="utf-8"))


def _page(shown: Shown) -> str:
    if isinstance(shown, Leverage):
        name, (drawn, said) = "leverage.html.jinja", of_leverage(shown)
    elif isinstance(shown, Backtest):
        name, (drawn, said) = "backtest.html.jinja", of_backtest(shown)
    elif isinstance(shown, Spread):
        name, (drawn, said) = "spread.html.jinja", of_spread(shown)
    elif isinstance(shown, GameAnswer):
        name, (drawn, said) = "game.html.jinja", of_game(shown)
    elif isinstance(shown, Deal):
        name, (drawn, said) = "deal.html.jinja", of_deal(shown)
    else:
        name, (drawn, said) = "run.html.jinja", of_run(shown)
    program = get_plotlyjs()
    figures = to_json(drawn)
    templates = _templates()
    return templates.get_template(name).render(
        **said,
        m=templates.get_template("macros.html.jinja").module,
        few=_FEW,
        plotly=Markup(program.replace("</script", r"<\/script")),
        plotly_version=get_plotlyjs_version(),
        figures=Markup(figures),
        megabytes=(len(program) + len(figures)) / _MEGABYTE,
    )


def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("backfire.report", "page"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["prose"] = _prose
    return templates


def _prose(text: object) -> str:
    """Keep a number and its unit, and the day and month of a date, on one line."""
    return _BEFORE_UNIT.sub("\u00a0", str(text))
