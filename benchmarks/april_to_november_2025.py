"""What the model says of 2025, beside what was seen: fitted on January to May, the rest held back.

``python benchmarks/april_to_november_2025.py [--draws 200]``. A miss is printed as a miss.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

import backfire as bf
from backfire import data, simulation, study
from backfire.results import INSIDE, OUTSIDE, Compared, Results

SCENARIO = "rare-earths-2025"
FITTED, PRIOR = "fitted-2025-05", "prior"
FIRST_HELD_BACK = "2025-06"
CONTROL = np.datetime64("2025-04-04")
CALM = slice("2025-04-04", "2025-06-30")


def main() -> None:
    """Print every comparison."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--draws", type=int, default=200)
    wanted.add_argument("--quick", action="store_true", help="32 futures")
    asked = wanted.parse_args()
    draws = 32 if asked.quick else asked.draws
    fitted = bf.simulate(SCENARIO, draws=draws, parameters=FITTED)
    prior = bf.simulate(SCENARIO, draws=draws, parameters=PRIOR)
    print(f"{SCENARIO}, {draws} futures, median (5-95 %), t of magnets a month\n")
    months("China to the world", "magnet_exports", fitted, prior)
    months("China to the United States", "magnet_exports:USA", fitted, prior)
    print("not observed to the United States: January, February and April 2025\n")
    prices(fitted, prior)
    first_stoppages(fitted, longer_cover(draws))


def months(title: str, series: str, fitted: Results, prior: Results) -> None:
    """Exports by month, and how far the medians are off, against two naive forecasters."""
    span = f"{series}@2025-01..2025-11"
    rows, before = compared(fitted, span), compared(prior, span)
    print(title)
    print(f"{'month':9}{'observed':>9}  {FITTED:>22}  {PRIOR:>22}")
    for row, other in zip(rows, before, strict=True):
        held = "held back" if row.date >= FIRST_HELD_BACK else ""
        print(
            f"{row.date:9}{row.observed:9,.0f}  {band(row):>22}  {band(other):>22}  "
            f"{verdict(row):14} {held}"
        )
    controlled = [row for row in rows if row.date >= "2025-04"]
    known = [row for row in controlled if row.date < FIRST_HELD_BACK]
    held = [row for row in controlled if row.date >= FIRST_HELD_BACK]
    calm = np.mean([row.observed for row in rows if row.date < "2025-04"])
    print("relative error of the median (root mean square):")
    print(f"  April to May, fitted      {off(known):.2f}")
    print(f"  June to November          {off(held):.2f}")
    print(f"  ... had May gone on       {off(held, known[-1].observed):.2f}")
    print(f"  ... had January-March     {off(held, calm):.2f}\n")


def prices(fitted: Results, prior: Results) -> None:
    """Quotes over the baseline on every observed day, and what the issue asks of dysprosium."""
    print("prices over the baseline of 2024, outside unless said")
    print(f"{'good and day':32}{'observed':>9}  {FITTED:>22}  {PRIOR:>22}")
    pairs = zip(compared(fitted, "price"), compared(prior, "price"), strict=True)
    for row, other in pairs:
        name = f"{row.good} {row.date}{' inside' if row.side == INSIDE else ''}"
        held = "held back" if row.date >= FIRST_HELD_BACK else ""
        print(
            f"{name:32}{row.observed:9.2f}  {band(row, 2):>22}  {band(other, 2):>22}  "
            f"{verdict(row):14} {held}"
        )
    for name, results in ((FITTED, fitted), (PRIOR, prior)):
        ratio, (low, high) = dysprosium_on_6_may(results), calm_inside(results)
        print(
            f"dysprosium outside over inside on 6 May, {name}: {np.median(ratio):.2f} "
            f"({np.quantile(ratio, 0.05):.2f}-{np.quantile(ratio, 0.95):.2f}); observed 3.0-4.3; "
            f"inside, median until the end of June: {low:.2f} to {high:.2f}"
        )
    print()


def dysprosium_on_6_may(results: Results) -> NDArray[np.float64]:
    """Quote outside over quote inside, for every future."""
    day = np.datetime64("2025-05-06", "ns")
    quotes = results.price.sel(good="dy_oxide").interp(week=[day]).isel(week=0)
    return np.asarray(quotes.sel(side=OUTSIDE) / quotes.sel(side=INSIDE), dtype=float)


def calm_inside(results: Results) -> tuple[float, float]:
    """Lowest and highest median quote inside in the first three months."""
    quotes = results.price.sel(good="dy_oxide", side=INSIDE, week=CALM).median("draw")
    return float(quotes.min()), float(quotes.max())


def first_stoppages(fitted: Results, longer: Results) -> None:
    """Where each observed halt lies among the futures, and what twice the stock would do."""
    print("first stoppage, days after 4 April: one maker that halted; a place in which a twentieth")
    print("of all buyers has stopped; the first of many makers halts before a twentieth has")
    heads = ("observed", "model (5-95 %)", "quantile", "twice the cover")
    print(f"{'good and place':32}{heads[0]:>14}  {heads[1]:>22}  {heads[2]:16}  {heads[3]}")
    rows = data.read_edition(fitted.attrs["edition"]).tables["observations"]
    for row in rows.iter_rows(named=True):
        if row["series"] != "first_stoppage" or not row["good"].startswith("ndfeb"):
            continue
        where = {"good": row["good"], "place": row["place"]}
        days = since_control(fitted, where)
        later = since_control(longer, where)
        shown = f"{row['value']:.0f} ({row['low']:.0f}-{row['high']:.0f})"
        model = "nobody stops"
        if np.isfinite(days).any():
            low, mid, high = quantiles(days)
            model = f"{mid:.0f} ({low:.0f}-{high:.0f})"
        reached = np.where(np.isnan(days), np.inf, days)
        at = ", ".join(f"{(reached <= row[edge]).mean():.2f}" for edge in ("low", "value", "high"))
        moved = np.nanmedian(later) - np.nanmedian(days)
        print(f"{row['good']} {row['place']:8}{shown:>14}  {model:>22}  {at}  {moved:+.0f} days")
    print("quantile: share of futures in which the place is short by the low, central, high date")


def since_control(results: Results, where: dict[str, str]) -> NDArray[np.float64]:
    """Days from the control to the first shortage; NaN where there is none."""
    return np.asarray(results.dataset["first_shortage"].sel(where).values, dtype=float)


def quantiles(days: NDArray[np.float64]) -> tuple[float, float, float]:
    """5th, 50th and 95th percentile of the futures in which there is a shortage."""
    low, mid, high = np.nanquantile(days, [0.05, 0.5, 0.95])
    return float(low), float(mid), float(high)


def longer_cover(draws: int) -> Results:
    """The same futures with twice the stock at every buyer."""
    question = bf.read_scenario(SCENARIO).but(draws=draws, parameters=FITTED)
    scale = simulation.draws(question)["cover_scale"]
    return bf.simulate(question, values={"cover_scale": 2 * scale})


def compared(results: Results, wanted: str) -> tuple[Compared, ...]:
    """Observations of a series beside the futures."""
    return study.compare(results, study.observations(results, [wanted]))


def band(row: Compared, digits: int = 0) -> str:
    """Median and band of the futures."""
    return f"{row.middle:,.{digits}f} ({row.low:,.{digits}f}-{row.high:,.{digits}f})"


def verdict(row: Compared) -> str:
    """Whether the observation lies in the band of the fitted futures."""
    if row.low <= row.observed <= row.high:
        return "inside"
    return "below the band" if row.observed < row.low else "above the band"


def off(rows: Sequence[Compared], instead: float | None = None) -> float:
    """Root mean square of the relative error of the medians, or of one figure for all months."""
    return float(np.sqrt(np.mean(list(errors(rows, instead)))))


def errors(rows: Sequence[Compared], instead: float | None) -> Iterable[float]:
    """Squared relative error of each month."""
    for row in rows:
        said = row.middle if instead is None else instead
        yield (said / row.observed - 1) ** 2


if __name__ == "__main__":
    main()
