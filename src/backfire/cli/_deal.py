"""``backfire deal``: which issues two sides would put into a deal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from backfire.errors import ScenarioError

from . import _options
from ._progress import Bar
from ._question import scenario_named
from ._shell import Output, given

DEFAULT = "busan-2025"
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
