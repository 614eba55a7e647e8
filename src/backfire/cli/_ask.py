"""The commands that ask a question and show its answer, each a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backfire.errors import BackfireError, ScenarioError

from . import _options
from ._progress import Bar
from ._question import ask, scenario_named, settings
from ._shell import Output, given
from ._stop import INTERRUPTED, taking_note

if TYPE_CHECKING:
    from backfire.scenario import Scenario


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


def spread(
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
) -> int:
    """Sweep what published estimates of a cut-off assume, and say where each of them lies."""
    output = Output.of(out, "spread", tables, as_json=as_json)
    with Bar("Sweeping assumptions") as progress:
        from backfire.questions.spread import spread as ask

        answer = ask(progress=progress)
    return output.finish(answer)


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


"""What is asked when nothing is named."""


def deal(
    scenario: Annotated[str, typer.Argument(help=_options.SCENARIO)] = DEFAULT,
    draws: Annotated[int | None, typer.Option(help="Number of draws of the values.")] = None,
    seed: _options.Seed = None,
    values: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Own table of what the issues are worth.")
    ] = None,
    signed: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Own table of what was signed, with terms.")
    ] = None,
    case: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ISSUE=CASE", help="Case that an issue is in, else drawn; may be repeated."
        ),
    ] = None,
    permanent: Annotated[
        float | None,
        typer.Option(metavar="YEARS", help="How long a promise without an end counts."),
    ] = None,
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
) -> int:
    """Say which issues two sides would put into a deal, and what would move each of them.

    It draws what each issue is worth to each side and finds the package whose product of gains is
    the largest, beside what was signed.
    """
    chosen = given(draws=draws, seed=seed, values=values, signed=signed, permanent=permanent)
    cases = _cases(case or [])
    question = scenario_named(scenario)
    output = Output.of(out, f"{question.name}-deal", tables, as_json=as_json)
    with Bar("Asking the supply model") as progress:
        from backfire.questions.deal import deal

        answer = deal(question, cases=cases, progress=progress, **chosen)
    return output.finish(answer)


def _cases(pairs: Sequence[str]) -> dict[str, str]:
    """The issues and cases of ``--case issue=case``.

    Raises
    ------
    ScenarioError
        With every pair that is not one.
    """
    problems = [f'--case must be issue=case, got "{pair}"' for pair in pairs if "=" not in pair]
    if problems:
        where = "the command"
        raise ScenarioError(where, problems)
    split = [pair.split("=", 1) for pair in pairs]
    return {issue.strip(): case.strip() for issue, case in split}


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
