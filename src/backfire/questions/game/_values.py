"""Every band of a game as numbers: its central branch, and draws from it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel

from backfire.questions.prepare import from_band

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.scenario import Game

BRANCHES = ("low", "central", "high")


def game_values(game: Game, draws: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Values of every band by its dotted path; the first is the central one, then the draws.

    Each band has luck of its own, which does not change when another band is added.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> values = game_values(read_scenario("busan-2025").game, draws=2, seed=1)
    >>> values["accidents"].shape
    (3,)
    """
    found: dict[str, NDArray[np.float64]] = {}
    for path, band in bands(game):
        rank = np.random.default_rng([seed, zlib.crc32(path.encode())]).random(draws)
        ranks = np.concatenate([[0.5], rank])
        low, central, high = (float(getattr(band, name)) for name in BRANCHES)
        found[path] = from_band(low, central, high, ranks)
    return found


def bands(model: BaseModel, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every band inside a model, with its dotted path."""
    if all(hasattr(model, name) for name in BRANCHES):
        yield path, model
        return
    for name in type(model).model_fields:
        value = getattr(model, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, BaseModel):
            yield from bands(value, here)
        elif isinstance(value, tuple | Mapping):
            items = value.items() if isinstance(value, Mapping) else enumerate(value)
            for key, each in items:
                if isinstance(each, BaseModel):
                    yield from bands(each, f"{here}.{key}")
