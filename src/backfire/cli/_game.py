"""``backfire game``: when a control is used, what is answered, and when that backfires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backfire.errors import BackfireError, ScenarioError

from . import _options
from ._progress import Bar
from ._question import ask, settings
from ._shell import Output, given

if TYPE_CHECKING:
    from backfire.scenario import Scenario

DEFAULT = "busan-2025"
"""What is asked when nothing is named."""


def game(
    scenario: Annotated[
        str | None,
        typer.Argument(help=_options.SCENARIO, show_default=False),
    ] = None,
    draws: Annotated[int | None, typer.Option(help="Number of draws of what is not known.")] = None,
    paths: Annotated[int | None, typer.Option(help="Number of paths in each draw.")] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            metavar="LAMBDA", help="How closely choices follow what they pay, in place of its band."
        ),
    ] = None,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
    parameters: _options.Parameters = None,
) -> int:
    """Say when the sender uses its control, what is answered, and when that backfires.

    Without a scenario it asks busan-2025.
    """
    named, own_rows = _options.named_or_own(edition)
    fields = given(draws=draws, seed=seed, parameters=parameters, edition=named)
    fields |= {"game.precision": precision} if precision is not None else {}
    question = _with_game(ask(scenario or DEFAULT, {}))
    question = question.but_paths({**settings(change or []), **fields})
    output = Output.of(out, f"{question.name}-game", tables, as_json=as_json)
    sizes = given(draws=draws, paths=paths)
    with Bar("Solving the game") as progress:
        from backfire.questions.game import game

        answer = game(question, **sizes, edition=own_rows, progress=progress)
    return output.finish(answer)


def _with_game(question: Scenario) -> Scenario:
    """The scenario, if it holds a game.

    Raises
    ------
    ScenarioError
        With what to add, and which shipped scenarios hold one.
    """
    if question.game is not None:
        return question
    problem = (
        "game is required, got none: add a block game with what truces, retaliation and controls "
        f"are worth to both sides, or set based_on: {DEFAULT}; shipped with one: {_shipped()}"
    )
    raise ScenarioError(question.name, [problem])


def _shipped() -> str:
    """Names of the shipped scenarios that hold a game."""
    from backfire.scenario import library, read_scenario

    found: list[str] = []
    for name in library():
        try:
            if read_scenario(name).game is not None:
                found.append(name)
        except BackfireError:
            continue
    return ", ".join(found)
