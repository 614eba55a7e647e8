"""The seam: labels to arrays, arrays to labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._check import check
from ._distribution import quantile
from ._simulate import draws, simulate

if TYPE_CHECKING:
    from ._hindcast import hindcast
    from ._leverage import leverage
    from ._sweep import loss_surface

__all__ = ["check", "draws", "hindcast", "leverage", "loss_surface", "quantile", "simulate"]


def __getattr__(name: str) -> Any:
    """Load what needs JAX when it is first asked for: checking a scenario does not."""
    if name == "hindcast":
        from ._hindcast import hindcast

        return hindcast
    if name == "leverage":
        from ._leverage import leverage

        return leverage
    if name == "loss_surface":
        from ._sweep import loss_surface

        return loss_surface
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
