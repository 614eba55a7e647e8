"""Standard output for answers: plain, and quiet when nobody listens any more."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Screen(Console):
    """A console on standard output that colours nothing and leaves a closed pipe to `main`."""

    def __init__(self) -> None:
        super().__init__(highlight=False)

    def on_broken_pipe(self) -> NoReturn:
        """Say that nobody takes the answer, instead of leaving as if the question were wrong."""
        raise BrokenPipeError
