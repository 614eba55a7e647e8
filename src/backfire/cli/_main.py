"""Puts the commands together and turns faults into messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from backfire.errors import BackfireError, DataError, ScenarioError

from ._calibrate import calibrate
from ._data import data
from ._new import new
from ._report import report
from ._run import run
from ._validate import validate

ANSWERED, INPUT_WRONG, OUR_FAILURE, INTERRUPTED = 0, 1, 2, 130
TRACEBACK = "BACKFIRE_TRACEBACK"
"""Set in the environment, it lets a failure of the program print where it happened."""

_STOPPED = "Stopped. Files already written are complete; earlier output is as it was."


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
    sys.exit(_exit_code(typed or ["--help"]))


def _exit_code(arguments: Sequence[str]) -> int:
    try:
        left = commands()(list(arguments), prog_name="backfire", standalone_mode=False)
    except (ScenarioError, DataError) as fault:
        return _say(str(fault), INPUT_WRONG)
    except BackfireError as fault:
        return _say(str(fault), OUR_FAILURE)
    except (KeyboardInterrupt, typer.Abort):
        return _say(_STOPPED, INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except Exception as fault:
        return _of_other(fault)
    if left == INTERRUPTED:
        return _say(_STOPPED, INTERRUPTED)
    return left if isinstance(left, int) else ANSWERED


def _of_other(fault: Exception) -> int:
    """A fault in the words typed at the prompt, or one of ours."""
    said = getattr(fault, "format_message", None)
    if said is not None:
        words = said()
        return _say(words, INPUT_WRONG) if words else INPUT_WRONG
    if os.environ.get(TRACEBACK):
        raise fault
    told = " ".join(str(fault).split()) or "no message"
    return _say(
        f"Sorry, this is a fault of Backfire and not of your input: {type(fault).__name__}: "
        f"{told}\nTo report it, run the same again with {TRACEBACK}=1 and open an issue with "
        "what it prints.",
        OUR_FAILURE,
    )


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code
