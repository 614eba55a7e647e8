"""``backfire game``: when the card is used, what is answered, and when that backfires."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backfire.errors import BackfireError, ScenarioError

from . import _options, _places
from ._progress import Bar
from ._question import ask, settings

if TYPE_CHECKING:
    from backfire.results.game import GameAnswer
    from backfire.scenario import Scenario

DEFAULT = "busan-2025"
"""What is asked when nothing is named."""


def game(
    scenario: Annotated[
        str | None,
        typer.Argument(help="Short name from the library or path of a file.", show_default=False),
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
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
    parameters: _options.Parameters = None,
) -> None:
    """Say when the sender uses its card, what is answered, and when that backfires.

    Without a scenario it asks busan-2025.
    """
    named, own_rows = _options.named_or_own(edition)
    chosen: dict[str, Any] = {
        "draws": draws,
        "seed": seed,
        "parameters": parameters,
        "edition": named,
        "game.precision": precision,
    }
    changes = {field: value for field, value in chosen.items() if value is not None}
    question = _with_game(ask(scenario or DEFAULT, {}))
    question = question.but_paths({**settings(change or []), **changes})
    page = _places.place(out, f"{question.name}-game", _places.PAGE)
    _places.refuse_unwritable(page)
    sizes = {"draws": draws, "paths": paths}
    asked = {name: size for name, size in sizes.items() if size is not None}
    found = _played(question, own_rows, asked)
    _tell(found, _written(found, page), as_json=as_json)


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


def _played(question: Scenario, own_rows: Path | None, sizes: Mapping[str, int]) -> GameAnswer:
    with Bar("Solving the game") as progress:
        from backfire.questions.game import game

        return game(
            question,
            **sizes,
            seed=question.seed,
            edition=own_rows,
            parameters=question.parameters,
            progress=progress,
        )


def _written(found: GameAnswer, page: Path) -> list[Path]:
    from backfire import report

    return _places.write({page: lambda path: report.write(found, path)})


def _tell(found: GameAnswer, written: list[Path], *, as_json: bool) -> None:
    if as_json:
        _places.tell_json(_text(found.to_json()), written)
        return
    from ._game_answer import show

    show(found, written)


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, indent=2, allow_nan=False, ensure_ascii=False)
