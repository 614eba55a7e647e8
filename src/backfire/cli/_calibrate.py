"""``backfire calibrate``: fit uncertain parameters to what was observed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from . import _options
from ._progress import Bar
from ._question import DEFAULT, ask


class Method(StrEnum):
    """Ways to fit."""

    ensemble_kalman = "ensemble-kalman"


def calibrate(
    fit: Annotated[
        list[str], typer.Option(metavar="PARAMETER", help="A parameter to fit; may be repeated.")
    ],
    to: Annotated[
        list[str], typer.Option(metavar="SERIES", help="Observations to fit to; may be repeated.")
    ],
    scenario: Annotated[
        str, typer.Argument(help="Short name from the library or path of a file.")
    ] = DEFAULT,
    method: Annotated[Method, typer.Option(help="How to fit.")] = Method.ensemble_kalman,
    prior: Annotated[
        str, typer.Option(help="Edition of parameters to start from.", metavar="NAME")
    ] = "prior",
    draws: _options.Draws = None,
    seed: _options.Seed = None,
    edition: _options.Edition = None,
    out: _options.Out = None,
) -> None:
    """Fit named parameters to named observations and write them as an edition of their table."""
    question = ask(scenario, {})
    with Bar("Fitting") as progress:
        from backfire.questions.calibrate import calibrate

        found = calibrate(
            question,
            method=method.value,
            prior=prior,
            fit=_names(fit),
            to=_names(to),
            draws=draws,
            seed=seed,
            edition=edition,
            out=out,
            progress=progress,
        )
    print(found)


def _names(given: list[str]) -> tuple[str, ...]:
    """Names given one by one or joined by commas."""
    return tuple(name.strip() for each in given for name in each.split(",") if name.strip())
