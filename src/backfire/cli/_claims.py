"""``backfire claims``: which claims of the article hold, under which conditions, which fail."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options
from ._progress import Bar
from ._question import scenario_named, settings
from ._shell import Output, given
from ._stop import INTERRUPTED, taking_note

DEFAULT = "busan-2025"
"""What is asked when nothing is named."""


def claims(
    scenario: Annotated[str, typer.Argument(help=_options.SCENARIO)] = DEFAULT,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="CLAIM", help="Short name of a claim; may be repeated, else all."),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(help="Draws of what is not known, beside the central one."),
    ] = None,
    paths: Annotated[int | None, typer.Option(help="Number of paths in each draw.")] = None,
    fine: Annotated[
        bool, typer.Option("--fine", help="Solve on the grid of the scenario, which takes longer.")
    ] = False,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
) -> int:
    """Test the claims about a control one by one: holds, holds if, or fails, and by how much.

    Each claim has a rule that was written down first. It is tried in several draws and over one
    or two parameters; what is finished is written if you stop it.
    """
    named, own_rows = _options.named_or_own(edition)
    changes = {**settings(change or []), **given(seed=seed, edition=named)}
    question = scenario_named(scenario).but_paths(changes)
    output = Output.of(out, f"{question.name}-claims", tables, as_json=as_json)
    with taking_note() as stopped, Bar("Solving games") as progress:
        from backfire.questions.claims import claims

        answer = claims(
            question,
            only=only or (),
            edition=own_rows,
            fine=fine,
            progress=progress,
            stop=stopped,
            **given(draws=draws, paths=paths),
        )
    if not answer.facts.claims:
        return INTERRUPTED
    code = output.finish(answer)
    return INTERRUPTED if answer.facts.left else code
