"""``backfire run``: ask one scenario and print the answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import _options, _places
from ._leverage import reckoned
from ._progress import Bar
from ._question import as_typed, ask, settings

if TYPE_CHECKING:
    from backfire.results import Results
    from backfire.scenario import Scenario


FUTURES = 64
"""Futures in which a run reckons leverage; ``backfire leverage`` takes all of the scenario's."""
APART = ("cases",)
"""Pieces that ``backfire leverage`` alone answers."""


class Precision(StrEnum):
    """How many digits the weekly model carries."""

    float32 = "float32"
    float64 = "float64"


def run(
    scenario: Annotated[
        str | None,
        typer.Argument(help="Short name from the library or path of a file.", show_default=False),
    ] = None,
    draws: _options.Draws = None,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
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
) -> None:
    """Run a scenario: what leverage it leaves, who runs short of what, when, at what price.

    Without a scenario it asks rare-earths-2025. With --control it asks about one control and
    needs no file: --control dy_oxide --by CHN --to USA,JPN --withheld 0.7 --from 2026-01.
    """
    announced: dict[str, Any] = {
        "control": control,
        "by": by,
        "to": to,
        "withheld": withheld,
        "starts": starts,
        "ends": ends,
    }
    named, own_rows = _options.named_or_own(edition)
    chosen = {"draws": draws, "seed": seed, "parameters": parameters, "edition": named}
    changes = {field: value for field, value in chosen.items() if value is not None}
    own_start = control is not None and named is not None
    begin = {"starts": _first_day(named or "")} if own_start else {}
    with as_typed(announced):
        question = ask(scenario, announced).but_paths(
            {**begin, **settings(change or []), **changes}
        )
    targets = [_places.place(out, question.name, kind) for kind in (_places.DATA, _places.PAGE)]
    _places.refuse_unwritable(*targets)
    with as_typed(announced):
        results = _simulated(question, own_rows, precision.value)
    _tell(results, _written(results, *targets), as_json=as_json)


def _first_day(edition: str) -> date:
    """The day after the baseline year of an edition, on which its runs begin."""
    from backfire import data

    return date(data.read_edition(edition).baseline_year + 1, 1, 1)


def _written(results: Results, data: Path, page: Path) -> list[Path]:
    from backfire import report

    writers = {data: results.to_netcdf, page: lambda path: report.write(results, path)}
    return _places.write(writers)


def _simulated(question: Scenario, own_rows: Path | None, precision: str) -> Results:
    with Bar("Running futures") as progress:
        from backfire.questions.run import simulate

        results = simulate(
            question,
            draws=question.draws,
            seed=question.seed,
            edition=own_rows,
            precision=precision,
            progress=progress,
        )
    return results.with_leverage(reckoned(question, own_rows, FUTURES, APART))


def _tell(results: Results, written: list[Path], *, as_json: bool) -> None:
    if as_json:
        _places.tell_json(results.to_json(), written)
        return
    from ._answer import show

    show(results.answer(), written)
