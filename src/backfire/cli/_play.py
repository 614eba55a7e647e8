"""``backfire play``: take either side against the model, quarter by quarter."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backfire.errors import ScenarioError

from . import _options
from ._play_files import Files
from ._play_hand import Hand, NothingLeft
from ._progress import Bar
from ._question import settings
from ._screen import Screen

if TYPE_CHECKING:
    from backfire.questions.play import Board, Match
    from backfire.results.match import Side

DEFAULT = "busan-2025"
"""What is played when nothing is named."""
SEEDS = 1_000_000
"""Seeds to choose from when none is named."""


def play(
    scenario: Annotated[
        str | None,
        typer.Argument(help="Short name from the library or path of a file.", show_default=False),
    ] = None,
    side: Annotated[
        str | None,
        typer.Option(metavar="sender|target", help="Whom you play; else you are asked."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Seed of the luck and of the other side; else any.")
    ] = None,
    quarters: Annotated[
        int | None, typer.Option(help="Quarters of the game; else what the scenario says.")
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            metavar="LAMBDA", help="How closely choices follow what they pay, in place of its band."
        ),
    ] = None,
    change: _options.Change = None,
    moves: Annotated[
        str | None,
        typer.Option(metavar="MOVE,...", help="Answers to give first, in order, by name."),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to save; else a file in out/.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A saved match to go on with.")
    ] = None,
) -> None:
    """Play a scenario's game against the model, with its advice, and save it at any time.

    Without a scenario it plays busan-2025. Each quarter shows what is in force, what both sides
    were paid and what they believe, and what the model would do in your place.
    """
    changes = _changes(change or [], quarters, precision)
    screen = Screen()
    hand = Hand(screen, _listed(moves))
    if resume is not None:
        _refuse_besides(side, seed, changes)
        _resume(screen, hand, scenario, resume, save)
        return
    _refuse_seed(seed)
    named = scenario or DEFAULT
    if side is None:
        _refuse_question(named, changes)
    whom = _side(hand, side)
    luck = secrets.randbelow(SEEDS) if seed is None else seed
    files = Files.of(save, None, f"{Path(named).stem}-{whom}-{luck}")
    files.refuse(None)
    board = _board(named, changes)
    from backfire.questions.play import Match

    _through(Match.begun(board, whom, luck), screen, hand, files)


def _resume(
    screen: Screen, hand: Hand, scenario: str | None, resume: Path, save: Path | None
) -> None:
    """Go on with a saved match; the scenario is only named if its file has moved."""
    from backfire.results.match import Record

    saved = Record.read(resume)
    files = Files.of(save, resume, "")
    files.refuse(resume)
    board = _board(scenario or saved.origin.scenario, saved.origin.changes)
    from backfire.questions.play import Match

    _through(Match.resumed(board, saved), screen, hand, files)


def _through(match: Match, screen: Screen, hand: Hand, files: Files) -> None:
    """Play a match to its end, or until it is left."""
    from . import _play_screen as show
    from ._play_loop import Loop

    show.opening(screen, match.board, match.side, match.seed, str(files.kept))
    if not Loop(match, screen, hand, files).run():
        raise typer.Abort


def _board(named: str, changes: Mapping[str, str]) -> Board:
    with Bar("Solving the game") as progress:
        from backfire.questions.play import Board

        return Board.of(named, changes, progress)


def _changes(pairs: Sequence[str], quarters: int | None, precision: float | None) -> dict[str, str]:
    """Fields to change, each value as it was typed; a value that is none is refused here."""
    settings(pairs)
    split = [pair.split("=", 1) for pair in pairs]
    changes = {path.strip(): value.strip() for path, value in split}
    chosen = {"game.quarters": quarters, "game.precision": precision}
    return changes | {path: str(value) for path, value in chosen.items() if value is not None}


def _listed(moves: str | None) -> list[str]:
    """The answers of ``--moves``, each of which must mean something somewhere.

    Raises
    ------
    ScenarioError
        With every one that does not.
    """
    from backfire.results.match import MOVES, key_of

    words = [] if moves is None else [word.strip() for word in moves.split(",")]
    known = {name for names in MOVES.values() for name in names} | _KEYS
    problems = [
        f"--moves, number {number}, must be the name or number of a move, or one of a, s and q, "
        f"got {word!r}"
        for number, word in enumerate(words, 1)
        if key_of(word) not in known
    ]
    if problems:
        raise ScenarioError(_COMMAND, problems)
    return words


_KEYS = {*"123456", *"asqyn?", "auto", "save", "quit", "yes", "no", "help", *("sender", "target")}
_COMMAND = "the command"


def _refuse_question(named: str, changes: Mapping[str, str]) -> None:
    """Read the scenario before anybody is asked anything.

    Raises
    ------
    ScenarioError
        If there is none of the name, or a change does not fit it.
    """
    from backfire.scenario import read_scenario

    pairs = [f"{path}={value}" for path, value in changes.items()]
    read_scenario(named).but_paths(settings(pairs))


def _refuse_besides(side: str | None, seed: int | None, changes: Mapping[str, str]) -> None:
    """A saved match says itself what it is played on.

    Raises
    ------
    ScenarioError
        With every option that cannot stand beside ``--resume``.
    """
    given = {
        "--side": side,
        "--seed": seed,
        **{f"--set {path}": text for path, text in changes.items()},
    }
    problems = [
        f"{name} must not stand beside --resume, as the saved match decides it, got {value}"
        for name, value in given.items()
        if value is not None
    ]
    if problems:
        raise ScenarioError(_COMMAND, problems)


def _refuse_seed(seed: int | None) -> None:
    if seed is not None and seed < 0:
        problem = f"--seed must be a whole number, 0 or more, got {seed}"
        raise ScenarioError(_COMMAND, [problem])


def _side(hand: Hand, named: str | None) -> Side:
    """Whom the person plays, as he says or is asked.

    Raises
    ------
    ScenarioError
        If it is neither of the two, or nobody answers.
    """
    sides: dict[str, Side] = {"sender": "sender", "target": "target"}
    if named is not None:
        if named not in sides:
            raise ScenarioError(_COMMAND, [f"--side must be sender or target, got {named!r}"])
        return sides[named]
    numbered: dict[str, Side] = {**sides, "1": "sender", "2": "target"}
    while True:
        try:
            answer = hand.ask("Which side do you take: 1 sender, who restricts, or 2 target?")
        except NothingLeft:
            problem = "--side must be sender or target where nobody can be asked, got nothing"
            raise ScenarioError(_COMMAND, [problem]) from None
        if answer.lower() in numbered:
            return numbered[answer.lower()]
