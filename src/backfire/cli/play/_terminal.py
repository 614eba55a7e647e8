"""A match at the terminal: what a person types and sees, to the end of the match or to a save."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backfire.errors import ScenarioError

from . import _words as words

if TYPE_CHECKING:
    from backfire.questions.play import Match, Turn
    from backfire.render import Screen

    from ._files import Files

_YES, _NO = frozenset({"y", "yes"}), frozenset({"n", "no"})
_WIDE = 2
"""Column of the options that says what a move comes to, and alone goes on in a second line."""


class NothingLeft(Exception):
    """Standard input has come to its end."""


class Prompter:
    """Answers to questions, one at a time: from a list first, then from standard input.

    Attributes
    ----------
    listed
        Whether the last answer came from the list.
    count
        Answers taken from the list so far.
    """

    def __init__(self, screen: Screen, answers: Iterable[str] = ()) -> None:
        self.screen = screen
        self._answers = deque(answers)
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
        self.screen.print(f"{prompt} ", end="", soft_wrap=True, markup=False)
        sys.stdout.flush()
        self.listed = bool(self._answers)
        if self._answers:
            self.count += 1
            return self._shown(self._answers.popleft())
        with _interruptible():
            line = _line()
        if not line:
            self.screen.print()
            raise NothingLeft
        return line.strip() if sys.stdin.isatty() else self._shown(line.strip())

    def _shown(self, answer: str) -> str:
        """An answer that nobody has typed on the screen."""
        self.screen.print(answer, markup=False)
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


@dataclass
class Terminal:
    """A match that goes on, with what it is shown on, asked by and saved in."""

    match: Match
    screen: Screen
    prompter: Prompter
    files: Files

    def run(self) -> bool:
        """Play on; give whether nothing stopped it from the keyboard."""
        for line in words.opening(self.match.board, self.match.side):
            self.screen.print(Text(line))
        self._say(
            f"Seed {self.match.seed}. Saved after every move in {self.files.following}; ? tells "
            "what you can type."
        )
        try:
            while not self.match.over:
                self._show(self.match.turn())
                if not self._answered():
                    return True
        except NothingLeft:
            self._save()
            return True
        except KeyboardInterrupt:
            self.screen.print()
            self.files.follow(self.match.answer())
            self._say(f"Saved: {self.files.following}. {_again(self.files.following)}")
            return False
        self._end()
        return True

    def _answered(self) -> bool:
        """Ask until a move is made; give whether the match goes on."""
        while True:
            word = self.prompter.ask("Your move (? for help):")
            key = word.lower()
            if key in {"q", "quit"}:
                self._leave()
                return False
            if key in {"s", "save"}:
                self._save()
            elif key in {"", "?", "h", "help"}:
                for line in words.HELP:
                    self.screen.print(Text(line))
            elif self._moved(word):
                return True

    def _moved(self, word: str) -> bool:
        try:
            if word.lower() in {"a", "auto"}:
                self.match = self.match.left_to_model()
                record = self.match.record()
                made = record.pending or record.quarters[-1].choices
                self._say(f"The model plays {made[-1].move.replace('_', ' ')} for you.")
            else:
                self.match = self.match.moved(word)
        except ScenarioError as fault:
            if self.prompter.listed:
                where = f"--moves, number {self.prompter.count},"
                problems = [*fault.problems, f"the match so far is saved in {self.files.following}"]
                raise ScenarioError(where, problems) from None
            self._say(f"That {'; '.join(fault.problems)}.")
            return False
        self.files.follow(self.match.answer())
        return True

    def _show(self, turn: Turn) -> None:
        """Print where the match stands and what can be done."""
        if turn.asked != "build":
            self.screen.print()
            self._rule(words.heading(turn))
        self._two_columns(words.rows(turn))
        self.screen.print()
        made = Table(box=None, padding=(0, 2, 0, 0))
        for number, name in enumerate(words.OPTIONS):
            side = "left" if 0 < number <= _WIDE else "right"
            made.add_column(name, justify=side, no_wrap=number != _WIDE)
        for row in words.options(turn):
            made.add_row(*map(Text, row))
        self.screen.print(Padding(made, (0, 0, 0, 2)))
        self.screen.print(Text(words.why(turn)))

    def _end(self) -> None:
        """Print how the match ended and what the choices cost, and save it."""
        from backfire import render

        if not self.screen.encoding.startswith("utf") and isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # bars that it cannot write are question marks
        answer = self.match.answer()
        last = self.match.quarters[-1]
        self.screen.print()
        self._rule("The end")
        done = words.moved(last.act, last.reply, last.build)
        self._two_columns((("Last quarter", done), ("It paid", words.both(last.paid))))
        self.screen.print()
        render.show(answer, [self.files.save(answer)])

    def _rule(self, text: str) -> None:
        self.screen.rule(Text(text), align="left", characters="-", style="none")

    def _two_columns(self, rows: Iterable[tuple[str, str]]) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column()
        for name, text in rows:
            grid.add_row(Text(name), Text(text))
        self.screen.print(grid)

    def _save(self) -> None:
        path = self.files.save(self.match.answer())
        self._say(f"Written: {path}. {_again(path)}")

    def _leave(self) -> None:
        """Ask whether to save before going."""
        while True:
            answer = self.prompter.ask("Save the match (y or n)?").lower()
            if answer in _YES:
                self._save()
                return
            if answer in _NO:
                self.files.drop()
                self._say("Not saved.")
                return

    def _say(self, line: str) -> None:
        self.screen.print(Text(line), soft_wrap=True)


def _again(path: object) -> str:
    return f"Go on with: backfire play --resume {path}"
