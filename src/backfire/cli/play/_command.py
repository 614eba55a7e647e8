"""``backfire play``: take either side against the model, quarter by quarter."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backfire.errors import DataError, ScenarioError

from .. import _options
from .._progress import Bar
from .._question import settings
from .._shell import ANSWERED
from ._files import Files

if TYPE_CHECKING:
    from backfire.answers.play import Record, Side
    from backfire.questions.play import Board, Match

    from ._terminal import Prompter

DEFAULT = "busan-2025"
"""What is played when nothing is named."""
SEEDS = 1_000_000
"""Seeds to choose from when none is named."""
SEED_LIMIT = 2**64


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
) -> int:
    """Play a scenario's game against the model, with its advice, and save it at any time.

    Without a scenario it plays busan-2025. Each quarter shows what is in force, what both sides
    were paid and what they believe, and what the model would do in your place.
    """
    changes = _changes(change or [], quarters, precision)
    answers = _listed(moves)
    if resume is not None:
        _refuse_besides(side, seed, changes)
        return _resume(answers, scenario, resume, save)
    if seed is not None and not 0 <= seed < SEED_LIMIT:
        problem = f"--seed must be a whole number from 0 to {SEED_LIMIT - 1:,}, got {seed}"
        raise ScenarioError(_COMMAND, [problem])
    named = scenario or DEFAULT
    if side is None:  # a scenario that is none is said before anybody is asked anything
        from backfire.scenario import read_scenario, read_value

        read_scenario(named).but_paths({path: read_value(text) for path, text in changes.items()})
    prompter = _prompter(answers)
    whom = _side(prompter, side)
    luck = secrets.randbelow(SEEDS) if seed is None else seed
    files = Files.of(save, None, f"{Path(named).stem}-{whom}-{luck}")
    files.refuse(None)
    board = _board(named, changes)
    from backfire.questions.play import Match

    return _through(Match.begun(board, whom, luck), prompter, files)


def _resume(answers: Sequence[str], scenario: str | None, resume: Path, save: Path | None) -> int:
    """Go on with a saved match; the scenario is only named if its file has moved."""
    saved = _saved(resume)
    files = Files.of(save, resume, "")
    files.refuse(resume)
    board = _board(scenario or saved.origin.scenario, saved.origin.changes)
    from backfire.questions.play import Match

    return _through(Match.resumed(board, saved), _prompter(answers), files)


def _saved(path: Path) -> Record:
    """The record of a saved match.

    Raises
    ------
    DataError
        If the file cannot be read, or holds another answer.
    """
    from backfire.answers import read_answer

    answer = read_answer(path)
    if answer.kind.name != "play":
        problem = f"must be a saved match, got an answer of backfire {answer.kind.name}"
        raise DataError(str(path), [problem])
    return answer.facts


def _prompter(answers: Sequence[str]) -> Prompter:
    from backfire.render import Screen

    from ._terminal import Prompter

    return Prompter(Screen(), answers)


def _through(match: Match, prompter: Prompter, files: Files) -> int:
    """Play a match to its end, or until it is left; give the exit code."""
    from ._terminal import Terminal

    if not Terminal(match, prompter.screen, prompter, files).run():
        raise typer.Abort
    return ANSWERED


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
    if moves is None:
        return []
    from backfire.model.strategy.contest import Move
    from backfire.questions.play import key_of

    words = [word.strip() for word in moves.split(",")]
    known = {each.name.lower() for move in Move for each in move.choices} | _KEYS
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


def _side(prompter: Prompter, named: str | None) -> Side:
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
    from ._terminal import NothingLeft

    while True:
        try:
            answer = prompter.ask("Which side do you take: 1 sender, who restricts, or 2 target?")
        except NothingLeft:
            problem = "--side must be sender or target where nobody can be asked, got nothing"
            raise ScenarioError(_COMMAND, [problem]) from None
        if answer.lower() in numbered:
            return numbered[answer.lower()]
