"""``backfire backtest``: run a scenario of the past, and score it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import _options
from ._progress import Bar
from ._question import ask, settings
from ._shell import Output, given

PAST = "rare-earths-2010"
"""What is asked when nothing is named."""


def backtest(
    scenario: Annotated[str, typer.Argument(help=_options.SCENARIO)] = PAST,
    draws: _options.Draws = None,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
    parameters: _options.Parameters = None,
    seen: Annotated[
        Path | None,
        typer.Option(help="Table of own observations, in place of the scenario's.", metavar="PATH"),
    ] = None,
) -> int:
    """Run a scenario of the past and score it, year by year, against what was observed."""
    named, own_rows = _options.named_or_own(edition)
    changes = given(draws=draws, seed=seed, parameters=parameters, edition=named)
    question = ask(scenario, {}).but_paths({**settings(change or []), **changes})
    output = Output.of(out, f"{question.name}-backtest", tables, as_json=as_json)
    with Bar("Running the hindcast") as progress:
        from backfire.questions.backtest import backtest as ask_it

        answer = ask_it(question, edition=own_rows, seen=seen, progress=progress)
    return output.finish(answer)
