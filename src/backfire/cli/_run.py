"""``backfire run``: ask one scenario and print the answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backfire.errors import BackfireError

from . import _options
from ._progress import Bar
from ._question import as_typed, ask, settings
from ._shell import Output, given

if TYPE_CHECKING:
    from backfire.answers import Answer
    from backfire.scenario import Scenario

DRAWS = 64
"""Draws in which a run works out leverage; ``backfire leverage`` takes all of the scenario's."""
APART = ("cases",)
"""Parts that ``backfire leverage`` alone answers."""


class Precision(StrEnum):
    """How many digits the weekly model carries."""

    float32 = "float32"
    float64 = "float64"


def run(
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
    control: Annotated[
        str | None, typer.Option(metavar="GOOD", help="Goods or groups of a control, no file.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="PLACE", help="Who withholds.")] = None,
    to: Annotated[str | None, typer.Option(metavar="PLACES", help="From whom: USA,JPN.")] = None,
    withheld: Annotated[float | None, typer.Option(help="Share that is refused, 0 to 1.")] = None,
    starts: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day: 2026-01.")
    ] = None,
    ends: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="First day without it.")
    ] = None,
    edition: _options.Edition = None,
    precision: Annotated[
        Precision, typer.Option(help="Digits carried by the weekly model.")
    ] = Precision.float32,
    parameters: _options.Parameters = None,
) -> int:
    """Run a scenario: what leverage it leaves, who runs short of what, when, at what price.

    Without a scenario it asks rare-earths-2025. With --control it asks about one control and
    needs no file: --control dy_oxide --by CHN --to USA,JPN --withheld 0.7 --from 2026-01.
    """
    announced = {
        "control": control,
        "by": by,
        "to": to,
        "withheld": withheld,
        "starts": starts,
        "ends": ends,
    }
    named, own_rows = _options.named_or_own(edition)
    changes = given(draws=draws, seed=seed, parameters=parameters, edition=named)
    if control is not None and named is not None:
        changes = {"starts": _first_day(named), **changes}
    with as_typed(announced):
        question = ask(scenario, announced).but_paths({**settings(change or []), **changes})
    output = Output.of(out, question.name, tables, as_json=as_json)
    with as_typed(announced), Bar("Running draws") as progress:
        from backfire.questions.run import simulate

        answer = simulate(question, edition=own_rows, precision=precision.value, progress=progress)
    output.save_data(answer)
    return output.finish(_with_leverage(answer, question, own_rows))


def _first_day(edition: str) -> date:
    """The day after the baseline year of an edition, on which its runs begin."""
    from backfire import data

    return date(data.read_edition(edition).baseline_year + 1, 1, 1)


def _with_leverage(answer: Answer, question: Scenario, own_rows: Path | None) -> Answer:
    """The answer with leverage in it, or with the reason why that could not be worked out."""
    try:
        with Bar("Working out leverage") as progress:
            from backfire.questions.leverage import leverage

            found = leverage(
                question,
                draws=min(question.draws, DRAWS),
                edition=own_rows,
                progress=progress,
                without=APART,
            )
    except BackfireError as fault:
        return answer.with_provenance(failed={"leverage": str(fault)})
    return answer.with_part(found)
