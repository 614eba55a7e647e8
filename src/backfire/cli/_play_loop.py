"""A match at the terminal, from its first question to its end or to a save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from backfire.errors import ScenarioError

from . import _play_screen as show
from ._play_files import Files
from ._play_hand import Hand, NothingLeft
from ._screen import Screen

if TYPE_CHECKING:
    from backfire.questions.play import Match

YES, NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


@dataclass
class Loop:
    """A match that goes on, with what it is shown on, asked by and saved in."""

    match: Match
    screen: Screen
    hand: Hand
    files: Files

    def run(self) -> bool:
        """Play on; give whether nothing stopped it from the keyboard."""
        try:
            while not self.match.over:
                show.turn(self.screen, self.match.turn())
                if not self._answered():
                    return True
        except NothingLeft:
            self._save()
            return True
        except KeyboardInterrupt:
            self.screen.print()
            self.files.keep(self.match.record())
            self._say(f"Kept: {self.files.kept}. {self._again(self.files.kept)}")
            return False
        show.ending(self.screen, self.match.record())
        self._say(f"Written: {self.files.save(self.match.record())}")
        return True

    def _answered(self) -> bool:
        """Ask until a move is made; give whether the match goes on."""
        while True:
            word = self.hand.ask("Your move (? for help):")
            key = word.lower()
            if key in {"q", "quit"}:
                self._leave()
                return False
            if key in {"s", "save"}:
                self._save()
            elif key in {"", "?", "h", "help"}:
                show.explain(self.screen)
            elif self._moved(word):
                return True

    def _moved(self, word: str) -> bool:
        try:
            if word.lower() in {"a", "auto"}:
                self._left_to_model()
            else:
                self.match = self.match.moved(word)
        except ScenarioError as fault:
            if self.hand.listed:
                where = f"--moves, number {self.hand.count},"
                problems = [*fault.problems, f"the match so far is kept in {self.files.kept}"]
                raise ScenarioError(where, problems) from None
            self._say(f"That {'; '.join(fault.problems)}.")
            return False
        self.files.keep(self.match.record())
        return True

    def _left_to_model(self) -> None:
        before = self.match
        self.match = before.left_to_model()
        record = self.match.record()
        made = record.pending or record.quarters[-1].choices
        self._say(f"The model plays {made[-1].move.replace('_', ' ')} for you.")

    def _save(self) -> None:
        path = self.files.save(self.match.record())
        self._say(f"Written: {path}. {self._again(path)}")

    def _leave(self) -> None:
        """Ask whether to save before going."""
        while True:
            answer = self.hand.ask("Save the match (y or n)?").lower()
            if answer in YES:
                self._save()
                return
            if answer in NO:
                self.files.drop()
                self._say("Not saved.")
                return

    def _again(self, path: object) -> str:
        return f"Go on with: backfire play --resume {path}"

    def _say(self, line: str) -> None:
        self.screen.print(Text(line), soft_wrap=True)
