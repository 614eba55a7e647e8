"""Record ``backfire play`` in a terminal of its own: played, saved, resumed, played to its end.

``python docs/record_play.py`` writes ``docs/images/play.txt``, what was on the screen, and
``docs/images/play.cast``, which ``asciinema play`` shows. The seed decides what happens; the times
in the recording are even and not those it took.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

IMAGES = Path(__file__).parent / "images"
COMMAND = Path(sys.executable).with_name("backfire")
ROWS, COLUMNS = 44, 88
PROMPT = re.compile(r"(\? for help\):|\(y or n\)\?|or 2 target\?) $")
"""What stands at the end of the screen when an answer is waited for."""
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE = 600.0
"""Seconds until a silent command is given up."""
PAUSE = 2.0
"""Seconds between one answer and the next, as the recording tells them."""
SAVED = "truce.nc"
SESSIONS = (
    (
        ("--side", "sender", "--quarters", "8", "--seed", "3", "--save", SAVED),
        ("?", "hold", "sanctions", "hold", "1", "quota", "q", "y"),
    ),
    (("--resume", SAVED), ("a", "hold", "a", "a")),
)
"""What is typed after ``backfire play``, and the answers."""


@dataclass
class Terminal:
    """A command in a terminal, answered whenever it waits.

    Attributes
    ----------
    shown
        What it has printed, cut wherever an answer was given.
    """

    command: Sequence[str | Path]
    folder: Path
    shown: list[str] = field(default_factory=list)

    def run(self, answers: Sequence[str]) -> int:
        """Give the answers in order and then let it go on; give its exit code.

        Raises
        ------
        TimeoutError
            If it waits for more, or is silent for too long.
        """
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        started = subprocess.Popen(
            [sys.executable, "-c", AS_MASTER, *map(str, self.command)],
            cwd=self.folder,
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TERM": "xterm", "COLUMNS": str(COLUMNS), "NO_COLOR": "1"},
            start_new_session=True,
        )
        os.close(theirs)
        try:
            for answer in answers:
                self.shown.append(self._until_asked(ours))
                os.write(ours, answer.encode() if answer == STOP else f"{answer}\n".encode())
            self.shown.append(self._until_asked(ours, ends=True))
            return started.wait(PATIENCE)
        finally:
            started.kill()
            started.wait()
            os.close(ours)

    def _until_asked(self, ours: int, ends: bool = False) -> str:
        """What is printed up to the next question, or to the end."""
        text = ""
        for piece in _pieces(ours):
            text += piece
            if PROMPT.search(CONTROL.sub("", text)):
                if ends:
                    msg = f"the command waits for another answer after {text[-200:]!r}"
                    raise TimeoutError(msg)
                return text
        if not ends:
            msg = f"the command ended before all answers were given: {text[-200:]!r}"
            raise TimeoutError(msg)
        return text


STOP = "\x03"
"""What the terminal sends for Ctrl-C."""
AS_MASTER = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Takes over the terminal, so that Ctrl-C reaches the command, and becomes the command."""


def _pieces(ours: int) -> Iterator[str]:
    """What comes through the terminal until it is closed."""
    until = time.monotonic() + PATIENCE
    rest = b""
    while True:
        ready, _, _ = select.select([ours], [], [], max(until - time.monotonic(), 0.0))
        if not ready:
            msg = f"the command was silent for {PATIENCE:g} s"
            raise TimeoutError(msg)
        piece = b""
        with contextlib.suppress(OSError):  # how Linux tells that the other end is closed
            piece = os.read(ours, 65536)
        if not piece:
            return
        whole = rest + piece
        text = whole.decode("utf-8", errors="ignore")
        rest = whole[len(text.encode()) :]
        yield text


def plain(text: str) -> str:
    """What is left on the screen, without control codes and blanks at the ends of lines."""
    lines = CONTROL.sub("", text).replace("\r", "").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def recorded(folder: Path) -> list[str]:
    """What both sessions print, cut wherever an answer was given."""
    parts: list[str] = []
    for words, answers in SESSIONS:
        terminal = Terminal((COMMAND, "play", *words), folder)
        code = terminal.run(answers)
        if code:
            msg = f"backfire play left with {code} after {terminal.shown[-1]!r}"
            raise RuntimeError(msg)
        typed = f"$ backfire play {' '.join(words)}\r\n"
        parts += [typed + terminal.shown[0], *terminal.shown[1:]]
    return parts


def cast(parts: Sequence[str]) -> str:
    """The recording as asciinema reads it: a heading, then what is printed when."""
    heading = {"version": 2, "width": COLUMNS, "height": ROWS, "title": "backfire play"}
    events = [[number * PAUSE, "o", part] for number, part in enumerate(parts)]
    lines = [json.dumps(each, ensure_ascii=False) for each in (heading, *events)]
    return "\n".join(lines) + "\n"


def main() -> int:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        parts = recorded(Path(folder))
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "play.txt").write_text(plain("".join(parts)).strip() + "\n", encoding="utf-8")
    (IMAGES / "play.cast").write_text(cast(parts), encoding="utf-8")
    print(f"wrote play.txt and play.cast into {IMAGES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
