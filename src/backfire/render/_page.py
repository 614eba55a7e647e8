"""The page of an answer: one HTML file that needs nothing else and opens offline."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from backfire import figures
from backfire.answers import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backfire.answers import Answer, Cell, Section, Table

_BEFORE_UNIT = re.compile(
    r"(?<=\d) (?=%|[A-Z]|days\b|times\b|years\b|billion\b|million\b|trillion\b|t\b)"
    r"|(?<=USD) (?=-?\d)"
)
_MEGABYTE = 1e6
_FEW = 12
"""Sources up to this number are shown unfolded."""
_TOP = 34
"""Margin above a drawing in pixels once its title stands in the page."""


@dataclass(frozen=True)
class _Picture:
    """A picture in words and as plotly's JSON."""

    name: str
    title: str
    sentence: str
    height: int
    drawing: str


@dataclass(frozen=True)
class _Filled:
    """A table as text; its first columns, as many as `words`, hold words."""

    table: Table
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int


@dataclass(frozen=True)
class _Shown:
    """A section of the page that has something to show."""

    anchor: str
    title: str
    note: str
    pictures: Sequence[_Picture]
    tables: Sequence[_Filled]
    open: bool


def page(answer: Answer) -> str:
    """The page of an answer as HTML text, with the drawing program plotly.js inside (4.8 MB)."""
    every = _with_parts(answer)
    sections = [section for each in every for section in shown_sections(each)]
    return rendered(
        "page.html.jinja",
        [picture for section in sections for picture in section.pictures],
        every,
        answer=answer,
        title=answer.title,
        sentences=answer.sentences,
        sections=sections,
        gaps=[gap for each in every for gap in each.provenance.data_gaps],
        failed={name: why for each in every for name, why in each.provenance.failed.items()},
        methods=[_method(each) for each in every],
    )


def rendered(
    template: str, pictures: Sequence[_Picture], answers: Sequence[Answer], **context: Any
) -> str:
    """A template as HTML text, with drawings, the drawing program and the sources of answers."""
    from plotly.offline import get_plotlyjs, get_plotlyjs_version

    cited = {key: text for each in answers for key, text in each.provenance.sources.items()}
    parts = ", ".join(f"{json.dumps(each.name)}: {each.drawing}" for each in pictures)
    drawings = f"{{{parts}}}".replace("<", "\\u003c")
    program = get_plotlyjs()
    return (
        _templates()
        .get_template(template)
        .render(
            **context,
            sources=sorted(cited.items()),
            few=_FEW,
            plotly=Markup(program.replace("</script", r"<\/script")),
            plotly_version=get_plotlyjs_version(),
            drawings=Markup(drawings),
            megabytes=(len(program) + len(drawings)) / _MEGABYTE,
        )
    )


def _with_parts(answer: Answer) -> list[Answer]:
    return [*answer.parts, answer]


def shown_sections(answer: Answer, prefix: str = "") -> Iterator[_Shown]:
    """The sections of an answer in order; one without pictures, tables and note is left out."""
    drawn = list(figures.pictures(answer))
    tables = {table.name: (table, rows) for table, rows in answer.tables()}
    for section in (*answer.kind.sections, *answer.kind.further(answer)):
        pictures = [_picture(each, prefix) for each in drawn if each.section == section.name]
        listed = [_filled(*tables[name]) for name in section.tables if name in tables]
        note = answer.note(section.note, *section.given) if section.note else ""
        if pictures or listed or note:
            yield _Shown(_anchor(section), section.title, note, pictures, listed, section.open)


def _anchor(section: Section) -> str:
    return f"{section.name}-section"


def _filled(table: Table, rows: Sequence[Sequence[Cell]]) -> _Filled:
    columns = [column for column in table.columns if column.page]
    return _Filled(table, table.headings(columns), table.texts(rows, columns), table.words(columns))


def _picture(picture: figures.Picture, prefix: str) -> _Picture:
    """Move the title of a drawing into words of the page and drop what the page does not need."""
    drawing = json.loads(str(picture.drawing.to_json()))
    layout = drawing["layout"]
    meta = layout.pop("meta")
    layout.pop("title", None)
    layout.pop("template", None)
    layout["height"] += _TOP - layout["margin"]["t"]
    layout["margin"]["t"] = _TOP
    drawing["narrowest"] = meta["narrowest"]
    text = json.dumps(drawing, separators=(",", ":"))
    return _Picture(
        f"{prefix}{picture.name}", meta["title"], meta["sentence"], layout["height"], text
    )


def _method(answer: Answer) -> Markup:
    """The paragraphs on method of a kind of answer, with what it takes to repeat it."""
    template = _templates().get_template(f"method/{answer.kind.name}.html.jinja")
    return Markup(template.render(answer=answer, facts=answer.facts))


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("backfire.render", "page"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {"prose": _prose, "counted": words.counted, "money": words.money}
    templates.filters.update(filters)
    return templates


def _prose(text: Any) -> str:
    """Keep a number and its unit, and the day and month of a date, on one line."""
    return _BEFORE_UNIT.sub("\u00a0", str(text))
