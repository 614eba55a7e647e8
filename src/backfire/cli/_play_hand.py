"""What a person types: from a list of moves first, then from standard input."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from ._screen import Screen


class NothingLeft(Exception):
    """Standard input has come to its end."""


class Hand:
    """Answers to questions, one at a time.

    Attributes
    ----------
    listed
        Whether the last answer came from the list of moves.
    count
        Answers taken from the list so far.
    """

    def __init__(self, screen: Screen, moves: Iterable[str] = ()) -> None:
        self._screen = screen
        self._moves = deque(moves)
        self.listed = False
        self.count = 0

    def ask(self, prompt: str) -> str:
        """The next answer, without the blanks around it.

        Raises
        ------
        NothingLeft
            If there is none.
        KeyboardInterrupt
            If it is stopped from the keyboard.
        """
        self._screen.print(f"{prompt} ", end="", soft_wrap=True, markup=False)
        sys.stdout.flush()
        self.listed = bool(self._moves)
        if self._moves:
            self.count += 1
            return self._shown(self._moves.popleft())
        with _interruptible():
            line = _line()
        if not line:
            self._screen.print()
            raise NothingLeft
        return line.strip() if sys.stdin.isatty() else self._shown(line.strip())

    def _shown(self, answer: str) -> str:
        """An answer that nobody has typed on the screen."""
        self._screen.print(answer, markup=False)
        return answer


def _line() -> str:
    try:
        return sys.stdin.readline()
    except UnicodeDecodeError:
        return "?\n"


@contextmanager
def _interruptible() -> Generator[None]:
    """Let Ctrl-C raise while nothing runs but the wait for an answer."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
