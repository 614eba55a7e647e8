"""Ends the program at once when it is stopped from outside, with nothing half done."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

STOPPED = "Stopped. Files already written are complete; earlier output is as it was."
STOPPING = "Stopping after the game that is being solved; once more ends at once."
INTERRUPTED = 130
"""Exit code of a command that was stopped from the keyboard."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_OFFSET = 128
"""By custom a program that a signal ended leaves with this plus the number of the signal."""

_CLEAN_LINE = "\r\x1b[2K\x1b[?25h"
"""Wipes a half-drawn progress bar and shows the cursor again."""


@contextmanager
def stoppable() -> Generator[None]:
    """While this lasts, a stop ends the program without unwinding it.

    An exception raised by a signal can surface inside a compiled library, which swallows it or
    aborts; so drafts are removed, one line is said, and the process leaves.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [(number, signal.signal(number, _leave)) for number in _SIGNALS]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    remove_drafts = getattr(sys.modules.get("backfire.answers"), "remove_drafts", None)
    if remove_drafts is not None:
        remove_drafts()
    clean = _CLEAN_LINE if sys.stderr.isatty() else ""
    os.write(sys.stderr.fileno(), f"{clean}{STOPPED}\n".encode())
    os._exit(_OFFSET + number)


@contextmanager
def taking_note() -> Generator[Callable[[], bool]]:
    """While this lasts, the first stop from the keyboard is only taken note of.

    Gives a function that says whether there was one, so that what is finished can be written.
    """
    noted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield noted.is_set
        return
    before = signal.getsignal(signal.SIGINT)

    def heard(_number: int, _frame: FrameType | None) -> None:
        noted.set()
        signal.signal(signal.SIGINT, before)
        print(STOPPING, file=sys.stderr)

    signal.signal(signal.SIGINT, heard)
    try:
        yield noted.is_set
    finally:
        signal.signal(signal.SIGINT, before)
