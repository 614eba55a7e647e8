"""A progress bar with the remaining time, for whatever takes longer than two seconds."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 2.0
"""Seconds of silence before the bar appears."""


class Bar:
    """Shows how much is done on standard error, once it has been worth waiting for.

    Call it with what is done and how much there is, and with the name of the part if that has
    changed; it draws nothing where nobody watches.
    """

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._state: tuple[int, int | None] = (0, None)
        self._shown: Progress | None = None
        self._over = False
        self._lock = Lock()
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __call__(self, done: int, total: int, part: str = "") -> None:
        """Take note that ``done`` of ``total`` are finished, of a part that may be named."""
        with self._lock:
            self._state = (done, total)
            self._doing = part or self._doing
            if self._shown is not None:
                task = self._shown.task_ids[0]
                self._shown.update(task, description=self._doing, completed=done, total=total)

    def __enter__(self) -> Bar:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._shown is not None:
                self._shown.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        shown = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:.0f}/{task.total}"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=Console(stderr=True),
            transient=True,
        )
        with self._lock:
            if self._over:
                return
            done, total = self._state
            shown.add_task(self._doing, completed=done, total=total)
            shown.start()
            self._shown = shown
