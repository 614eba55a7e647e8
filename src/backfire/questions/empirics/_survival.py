"""Share left after a time where some were watched for less than that."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

from scipy import stats

from backfire.answers.empirics import BAND, Survival


def survival(days: Sequence[float], ended: Sequence[bool]) -> Survival:
    """Kaplan and Meier's curve with Greenwood's variance, the band on the log(-log) scale.

    Parameters
    ----------
    days
        Days until it happened or watching ended.
    ended
        Whether it happened; otherwise watching ended before.

    Examples
    --------
    >>> found = survival([1, 64, 160, 31], [True, True, True, False])
    >>> found.days, [round(share, 3) for share in found.share]
    ((1.0, 31.0, 64.0, 160.0), [0.75, 0.75, 0.375, 0.0])
    """
    if not days:
        return Survival((), (), (), (), 0, 0)
    known = [day for day, over in zip(days, ended, strict=True) if over]
    open_ = [day for day, over in zip(days, ended, strict=True) if not over]
    curve = stats.ecdf(stats.CensoredData(uncensored=known, right=open_)).sf
    with warnings.catch_warnings():
        # Greenwood's variance has no value where the share is 0 or 1; NaN says so.
        warnings.simplefilter("ignore", RuntimeWarning)
        band = curve.confidence_interval(BAND, method="log-log")
    return Survival(
        tuple(map(float, curve.quantiles)),
        tuple(map(float, curve.probabilities)),
        tuple(map(float, band.low.probabilities)),
        tuple(map(float, band.high.probabilities)),
        len(days),
        len(known),
    )
