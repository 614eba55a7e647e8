"""The seam: labels to arrays, arrays to labels."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._check import check
from ._distribution import quantile
from ._kept import content, kept
from ._payoffs import Payoffs, payoffs
from ._simulate import draws, simulate

if TYPE_CHECKING:
    from ._deal import deal
    from ._game import game
    from ._game_choices import choices
    from ._game_told import game_told
    from ._hindcast import hindcast
    from ._leverage import leverage
    from ._networks import network_of
    from ._play import Match
    from ._play_board import Board
    from ._sweep import loss_surface

__all__ = [
    "Board",
    "Match",
    "Payoffs",
    "check",
    "choices",
    "content",
    "deal",
    "draws",
    "game",
    "game_told",
    "hindcast",
    "kept",
    "leverage",
    "loss_surface",
    "network_of",
    "payoffs",
    "quantile",
    "simulate",
]

_LATER = {
    "Board": "._play_board",
    "Match": "._play",
    "choices": "._game_choices",
    "deal": "._deal",
    "game": "._game",
    "game_told": "._game_told",
    "hindcast": "._hindcast",
    "leverage": "._leverage",
    "loss_surface": "._sweep",
    "network_of": "._networks",
}


def __getattr__(name: str) -> Any:
    """Load what needs JAX when it is first asked for: checking a scenario does not."""
    if name in _LATER:
        return getattr(import_module(_LATER[name], __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
