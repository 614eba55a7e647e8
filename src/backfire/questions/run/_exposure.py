"""Value added that hangs on goods in short supply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.questions.prepare import Labels


def exposure(
    edition: Edition,
    labels: Labels,
    use: NDArray[np.float64],
    unmet_share: NDArray[Any],
    targets: Sequence[str],
    years: float,
) -> NDArray[np.float64]:
    """Value added of the targets' end uses that would stop with their scarcest good, USD.

    An upper bound and not a loss: it lets an end use stop in proportion to the good it lacks
    most, as if nothing could be done without it and no stock of parts stood behind it.

    Parameters
    ----------
    use
        Baseline use by good, end use and place, t/yr.
    unmet_share
        Share of use lost over the horizon, by draw, good and place.
    years
        Length of the horizon.

    Returns
    -------
    array, shape (draw, use)
        Zero where the edition has no value added: those holes are named in its table of holes.
    """
    exposed = np.zeros((len(unmet_share), len(labels.uses)))
    rows = edition.tables["value_added"].select("use", "place", "value").iter_rows()
    for name, place, value in rows:
        if place in targets:
            spot, at = labels.uses.index(name), labels.places.index(place)
            needed = use[:, spot, at] > 0
            if needed.any():
                scarcest = unmet_share[:, needed, at].max(1)
                exposed[:, spot] += value * years * scarcest
    return exposed
