"""Puts the commands together and turns faults into messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from backfire.errors import BackfireError, DataError, ScenarioError

from ._ask import backtest, claims, deal, game, leverage, spread
from ._calibrate import calibrate
from ._data import data
from ._report import report
from ._run import run
from ._scenario_files import new, validate
from ._stop import INTERRUPTED, STOPPED, stoppable
from .play import play

ANSWERED, INPUT_WRONG, OUR_FAILURE = 0, 1, 2
TRACEBACK = "BACKFIRE_TRACEBACK"
"""Set in the environment, it lets a failure of the program print where it happened."""


def commands() -> typer.Typer:
    """All commands as one application."""
    app = typer.Typer(
        name="backfire",
        help="Can a state that controls a chokepoint use it before it backfires?",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.command()(run)
    app.command()(leverage)
    app.command()(backtest)
    app.command()(spread)
    app.command()(game)
    app.command()(deal)
    app.command()(play)
    app.command()(claims)
    app.command()(report)
    app.command()(new)
    app.command()(validate)
    app.add_typer(data)
    app.command()(calibrate)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code.

    0: answered. 1: the input is wrong, and nothing was written. 2: the program failed.
    130: stopped from the keyboard.
    """
    typed = sys.argv[1:] if arguments is None else arguments
    with stoppable():
        code = _exit_code(typed or ["--help"])
    sys.exit(code)


def _exit_code(arguments: Sequence[str]) -> int:
    try:
        left = commands()(list(arguments), prog_name="backfire", standalone_mode=False)
        sys.stdout.flush()
    except (ScenarioError, DataError) as fault:
        return _say(str(fault), INPUT_WRONG)
    except BackfireError as fault:
        return _say(str(fault), OUR_FAILURE)
    except (KeyboardInterrupt, typer.Abort):
        return _say(STOPPED, INTERRUPTED)
    except BrokenPipeError:
        _silence()
        return ANSWERED
    except OSError as fault:
        return _of_the_system(fault)
    except Exception as fault:
        return _of_other(fault)
    if left == INTERRUPTED:
        return _say(STOPPED, INTERRUPTED)
    return left if isinstance(left, int) else ANSWERED


def _of_the_system(fault: OSError) -> int:
    """A file that cannot be read, or an answer that cannot be printed."""
    if fault.filename is None:
        _silence()
    where = "the answer" if fault.filename is None else str(fault.filename)
    must = "must be printed whole" if fault.filename is None else "must be readable and writable"
    return _say(f"{where} has 1 problem:\n  {must}, got: {fault.strerror or fault}", INPUT_WRONG)


def _silence() -> None:
    """Let what is still to be printed go nowhere, since nobody can take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_other(fault: Exception) -> int:
    """A fault in the words typed at the prompt, or one of ours."""
    said = getattr(fault, "format_message", None)
    if said is not None:
        return _say(_with_way_out(said(), fault), INPUT_WRONG)
    if os.environ.get(TRACEBACK):
        raise fault
    told = " ".join(str(fault).split()) or "no message"
    return _say(
        f"Sorry, this is a fault of Backfire and not of your input: {type(fault).__name__}: "
        f"{told}\nTo report it, run the same again with {TRACEBACK}=1 and open an issue with "
        "what it prints.",
        OUR_FAILURE,
    )


def _with_way_out(words: str, fault: Exception) -> str:
    """What is wrong with the words typed, and which help says how to put it right."""
    command = getattr(getattr(fault, "ctx", None), "command_path", "backfire")
    return f"{words}\nSee: {command} --help".lstrip()


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code
