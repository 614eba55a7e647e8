"""Bands of shares, rates and survival from small counts."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

from scipy import stats

from backfire.answers.empirics import BAND, Rate, Share, Survival


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


JEFFREYS = 0.5
"""Pseudo-count of the Jeffreys prior, for a share on both sides and for a rate."""
TAIL = (1 - BAND) / 2


def exact(happened: int, of: int) -> Share:
    """A share with the exact binomial band (Clopper and Pearson).

    Examples
    --------
    >>> found = exact(9, 9)
    >>> round(found.low, 2), found.high
    (0.72, 1.0)
    """
    if not of:
        return Share(0, 0, 0.0, 1.0)
    band = stats.binomtest(happened, of).proportion_ci(BAND, "exact")
    return Share(happened, of, float(band.low), float(band.high))


def jeffreys(happened: int, of: int) -> Share:
    """A share with the band of its posterior under the Jeffreys prior, Beta(1/2, 1/2).

    Examples
    --------
    >>> round(jeffreys(9, 9).low, 2)
    0.81
    """
    posterior = stats.beta(happened + JEFFREYS, of - happened + JEFFREYS)
    return Share(happened, of, float(posterior.ppf(TAIL)), float(posterior.ppf(1 - TAIL)))


def posterior_mean(share: Share) -> float:
    """Mean of a share under the Jeffreys prior.

    Examples
    --------
    >>> posterior_mean(jeffreys(9, 9))
    0.95
    """
    return (share.happened + JEFFREYS) / (share.of + 2 * JEFFREYS)


def poisson(happened: int, quarters: float) -> Rate:
    """A rate under the weak prior Gamma(1/2, 0): posterior Gamma(happened + 1/2, quarters).

    Examples
    --------
    >>> found = poisson(4, 32.0)
    >>> round(found.low, 3), round(found.central, 3), round(found.high, 3)
    (0.052, 0.141, 0.264)
    """
    shape = happened + JEFFREYS
    if quarters <= 0:
        return Rate(happened, 0.0, 0.0, float("nan"), float("inf"))
    low, high = (float(stats.gamma.ppf(at, shape) / quarters) for at in (TAIL, 1 - TAIL))
    return Rate(happened, quarters, low, shape / quarters, high)
