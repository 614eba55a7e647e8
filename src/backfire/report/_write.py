"""Writes the page: one HTML file that needs nothing else and opens offline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import numpy as np
from markupsafe import Markup
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from backfire.dims import GOOD, PLACE
from backfire.report._pictures import Picture, pictures, to_json
from backfire.report._tables import prices, shortages
from backfire.results import words, write_whole

if TYPE_CHECKING:
    from backfire.results import Results

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%|[A-Z]|days\b|times\b|t\b)|(?<=USD) (?=\d)")
_LABEL = re.compile(r"\b[A-Za-z]\w*\b")
_MEGABYTE = 1e6
_FEW = 12
"""Sources up to this number are shown unfolded."""


def write(results: Results, path: str | Path) -> Path:
    """Write the page of a result, complete or not at all, and give its path.

    The file carries the drawing program (plotly.js, about 4.8 MB) once and asks the network for
    nothing.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.
    """
    page = _page(results)
    return write_whole(Path(path), lambda new: new.write_text(page, encoding="utf-8"))


def _page(results: Results) -> str:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("backfire.report", "page"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["prose"] = _prose
    drawn = pictures(results)
    program = get_plotlyjs()
    figures = to_json(drawn)
    return templates.get_template("page.html.jinja").render(
        results=results,
        attrs=results.attrs,
        title=_title(results),
        today=words.date(np.datetime64(str(results.attrs["today"]))),
        fitted_until=_written_out(results.answer().fitted_until),
        answer=results.answer(),
        pictures={picture.name: picture for picture in drawn},
        groups=_grouped(drawn),
        shortages=shortages(results),
        prices=prices(results),
        sources=sorted(results.sources.items()),
        few=_FEW,
        start=words.date(results.reference_start),
        place=results.place_name,
        plotly=Markup(program.replace("</script", r"<\/script")),
        plotly_version=get_plotlyjs_version(),
        figures=Markup(figures),
        megabytes=(len(program) + len(figures)) / _MEGABYTE,
    )


def _written_out(date: str | None) -> str:
    return "" if date is None else words.date(np.datetime64(date))


def _title(results: Results) -> str:
    """The title, in which a label of a good or a place stands for its name."""
    places = {label: words.place(results.place_name(label)) for label in _labels(results, PLACE)}
    goods = {label: words.good(results.good_name(label)) for label in _labels(results, GOOD)}
    names = places | goods
    told = _LABEL.sub(lambda found: names.get(found[0], found[0]), str(results.attrs["title"]))
    return words.capital(told)


def _labels(results: Results, axis: str) -> list[str]:
    return [str(label) for label in results.dataset[axis].values]


def _grouped(drawn: tuple[Picture, ...]) -> dict[str, list[Picture]]:
    groups: dict[str, list[Picture]] = {}
    for picture in drawn:
        groups.setdefault(picture.group, []).append(picture)
    return groups


def _prose(text: object) -> str:
    """Keep a number and its unit, and the day and month of a date, on one line."""
    return _BEFORE_UNIT.sub("\u00a0", str(text))
