"""``backfire leverage``: how much leverage there is, how fast it goes, whether use pays."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options
from ._progress import Bar
from ._question import ask, settings
from ._shell import Output, given


def leverage(
    scenario: Annotated[
        str | None,
        typer.Argument(help=_options.SCENARIO, show_default=False),
    ] = None,
    draws: _options.Draws = None,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
    parameters: _options.Parameters = None,
) -> int:
    """Say what a full control would cost the target, over time, and when its use backfires.

    Without a scenario it asks rare-earths-2025.
    """
    named, own_rows = _options.named_or_own(edition)
    changes = given(draws=draws, seed=seed, parameters=parameters, edition=named)
    question = ask(scenario, {}).but_paths({**settings(change or []), **changes})
    output = Output.of(out, f"{question.name}-leverage", tables, as_json=as_json)
    with Bar("Working out leverage") as progress:
        from backfire.questions.leverage import leverage

        answer = leverage(question, edition=own_rows, progress=progress)
    return output.finish(answer)
