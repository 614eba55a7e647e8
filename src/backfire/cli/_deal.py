"""``backfire deal``: which issues two sides would put into a deal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from backfire.errors import ScenarioError

from . import _options, _places
from ._progress import Bar
from ._screen import Screen
from ._tables import table

if TYPE_CHECKING:
    from backfire.results.deal import Deal

DEFAULT = "busan-2025"
"""What is asked when nothing is named."""
_EVERY = 40


def deal(
    scenario: Annotated[
        str, typer.Argument(help="Short name from the library or path of a file.")
    ] = DEFAULT,
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
    as_json: _options.AsJson = False,
) -> None:
    """Say which issues two sides would put into a deal, and what would move each of them.

    It draws what each issue is worth to each side and finds the package whose product of gains is
    the largest, beside what was signed.
    """
    cases = _cases(case or [])
    given = {
        "draws": draws,
        "seed": seed,
        "values": values,
        "signed": signed,
        "permanent": permanent,
    }
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    page = _places.place(out, f"{Path(scenario).stem}-deal", _places.PAGE)
    _places.refuse_unwritable(page)
    with Bar("Asking the supply model") as progress:
        from backfire.questions.deal import deal

        found = deal(scenario, cases=cases, progress=progress, **chosen)
    from backfire import report

    written = _places.write({page: lambda path: report.write(found, path)})
    if as_json:
        _places.tell_json(found.to_json(), written)
        return
    _show(found, written)


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


def _show(found: Deal, written: Sequence[Path]) -> None:
    from backfire.report import deal_rows

    screen = Screen()
    for sentence in found.sentences:
        screen.print(Text(sentence))
    screen.print()
    heading, rows = deal_rows.heading(found), deal_rows.issues(found)
    sides = [heading.index(f"to {side}, USD bn") for side in found.sides]
    for columns, words in (
        ((0, *sides, heading.index("in")), 1),
        ((0, *(heading.index(name) for name in ("by", "signed", "in above"))), 4),
    ):
        some = [[row[column] for column in columns] for row in (heading, *rows)]
        screen.print(table(some[0], some[1:], words, limit=_EVERY))
        screen.print()
    if found.thresholds:
        screen.print("Without a value, USD bn a year")
        rows = deal_rows.thresholds(found)
        screen.print(table(deal_rows.THRESHOLDS, rows, 5, limit=_EVERY, fold=True))
        screen.print()
    if found.scores:
        screen.print(table(deal_rows.SCORES, deal_rows.scores(found), 2, limit=_EVERY))
        screen.print()
    closing = (
        f"Values of {found.values}, minerals by edition {found.edition}, seed {found.seed}, "
        f"{found.draws} draws, {found.seconds:.1f} s. Present values over the terms, median and "
        "90 % band; an issue is in above either value of the second table, USD bn. The page has "
        "the rest."
    )
    for line in (closing, *(f"Written: {path}" for path in written)):
        screen.print(Text(line), soft_wrap=True)
