"""A scenario run forward in every draw."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._simulate import CHUNK, draws, in_order, simulate

if TYPE_CHECKING:
    from ._measure import sides
    from ._run import Run, set_up

__all__ = [
    "CHUNK",
    "Run",
    "draws",
    "in_order",
    "set_up",
    "sides",
    "simulate",
]

_LATER = {
    "Run": "._run",
    "set_up": "._run",
    "sides": "._measure",
}


def __getattr__(name: str) -> Any:
    """Load what needs JAX when it is first asked for."""
    if name in _LATER:
        return getattr(import_module(_LATER[name], __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
