"""``backfire leverage``: how much leverage there is, how fast it goes, whether use pays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import _options, _places
from ._progress import Bar
from ._question import ask, settings

if TYPE_CHECKING:
    from backfire.results import Leverage
    from backfire.scenario import Scenario


def leverage(
    scenario: Annotated[
        str | None,
        typer.Argument(help="Short name from the library or path of a file.", show_default=False),
    ] = None,
    draws: _options.Draws = None,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
    parameters: _options.Parameters = None,
) -> None:
    """Say what a full control would cost the target, over time, and when its use backfires.

    Without a scenario it asks rare-earths-2025.
    """
    named, own_rows = _options.named_or_own(edition)
    chosen = {"draws": draws, "seed": seed, "parameters": parameters, "edition": named}
    changes = {field: value for field, value in chosen.items() if value is not None}
    question = ask(scenario, {}).but_paths({**settings(change or []), **changes})
    name = f"{question.name}-leverage"
    data, page = (_places.place(out, name, kind) for kind in (_places.DATA, _places.PAGE))
    _places.refuse_unwritable(data, page)
    found = reckoned(question, own_rows)
    _tell(found, _written(found, data, page), as_json=as_json)


def reckoned(
    question: Scenario,
    own_rows: Path | None,
    most: int | None = None,
    without: tuple[str, ...] = (),
) -> Leverage:
    """Reckon the leverage of a scenario under a bar that names the part.

    Parameters
    ----------
    most
        Futures at most; all of the scenario's unless told.
    without
        Pieces that nobody asked for.
    """
    with Bar("Reckoning leverage") as progress:
        from backfire.questions.leverage import leverage

        return leverage(
            question,
            draws=min(question.draws, most or question.draws),
            seed=question.seed,
            edition=own_rows,
            parameters=question.parameters,
            progress=progress,
            without=without,
        )


def _written(found: Leverage, data: Path, page: Path) -> list[Path]:
    from backfire import report

    writers = {data: found.to_netcdf, page: lambda path: report.write(found, path)}
    return _places.write(writers)


def _tell(found: Leverage, written: list[Path], *, as_json: bool) -> None:
    if as_json:
        _places.tell_json(found.to_json(), written)
        return
    from ._leverage_answer import show

    show(found.answer(), written)
