"""The precision of choice that the record of moves makes likely, over a grid."""

from __future__ import annotations

import sys

from backfire.questions.empirics import FITTED, HELD_BACK, Fitted, empirics, fit_precision


def main() -> None:
    """Print the fit."""
    for line in rows(fit_precision(empirics(), progress=shown)):
        print(line)


def rows(found: Fitted) -> list[str]:
    """The fit, and each choice beside the record at the likeliest precision."""
    fit = found.fit
    top = fit.log_likelihood.max()
    lines = ["precision  log-likelihood below the best"]
    lines += [
        f"{at:9g}  {top - value:.3f}"
        for at, value in zip(fit.precision, fit.log_likelihood, strict=True)
    ]
    least, most = ("none on the grid" if end is None else f"{end:g}" for end in (fit.low, fit.high))
    lines.append(f"likeliest {fit.best:g}; with nine in ten the least is {least}, the most {most}")
    lines.append("choice, taken, by the game at the likeliest")
    for name in (*FITTED, *HELD_BACK):
        count = found.counted[name]
        held = " (held back)" if name in HELD_BACK else ""
        lines.append(f"{name}{held}: {count.happened} of {count.of}, {found.said[name]:.2f}")
    return lines


def shown(done: int, pieces: int, doing: str) -> None:
    """Progress on one line."""
    print(f"\r{done}/{pieces} {doing}", end="\n" * (done == pieces), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
