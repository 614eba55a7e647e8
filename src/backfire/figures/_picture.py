"""Picture: a drawing with the name and the section of the page under which it stands."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import plotly.graph_objects as go

    from backfire.answers import Answer


@dataclass(frozen=True)
class Picture:
    """A picture of an answer; title and sentence stand in the drawing's ``layout.meta``.

    Attributes
    ----------
    name, section
        Its own name, and that of the section of the page it belongs to.
    drawing
        The plotly figure.
    """

    name: str
    section: str
    drawing: go.Figure


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw every picture of an answer, in the order in which its module lists them."""
    yield from import_module(f"backfire.figures.{answer.kind.name}").pictures(answer)
