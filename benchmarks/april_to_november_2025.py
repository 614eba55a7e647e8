"""What the model says of 2025, beside what was seen: fitted on January to May, the rest held back.

``python benchmarks/april_to_november_2025.py [--draws 200]``. A miss is printed as a miss.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

import backfire as bf
from backfire import data
from backfire.answers import Answer
from backfire.answers.run import INSIDE, OUTSIDE
from backfire.numerics import crps
from backfire.questions import run
from backfire.questions.calibrate import Compared, compare, observations
from backfire.scenario import Licence

SCENARIO = "rare-earths-2025"
FITTED, PRIOR = "fitted-2025-05", "prior"
FIRST_HELD_BACK = "2025-06"
FITTED_MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05")
ALL_MONTHS = (*FITTED_MONTHS, *(f"2025-{month:02}" for month in range(6, 12)))
DOUBTFUL = 0.1
"""Relative spread from which a month of 2024 is left out of its mean."""
CALM = slice("2025-04-04", "2025-06-30")


def main() -> None:
    """Print every comparison."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--draws", type=int, default=200)
    wanted.add_argument("--quick", action="store_true", help="32 draws")
    asked = wanted.parse_args()
    draws = 32 if asked.quick else asked.draws
    fitted = bf.simulate(SCENARIO, draws=draws, parameters=FITTED)
    prior = bf.simulate(SCENARIO, draws=draws, parameters=PRIOR)
    print(f"{SCENARIO}, {draws} draws, median (5-95 %); inside or outside the band of {FITTED}")
    print("Held back from the fit, but not a forecast: licences counted on 4 and 27 June and on 17")
    print("September, and the pause of November, enter through the scenario. The naive have none.")
    print("No month varies by itself in the model, so its band has no width before 4 April.\n")
    print("China to the world, t of magnets a month")
    months("magnet_exports", fitted, prior, FITTED_MONTHS)
    print("China to the United States, t of magnets a month; no month of it was fitted")
    months("magnet_exports:USA", fitted, prior, ())
    own_path()
    prices(fitted, prior)
    first_stoppages(fitted, longer_cover(draws))


def months(series: str, fitted: Answer, prior: Answer, used: Sequence[str]) -> None:
    """Exports by month, and how far off they are, against naive forecasts made in May."""
    seen = observations(fitted, [f"{series}@2025-01..2025-11"])
    rows, before = compare(fitted, seen), compare(prior, seen)
    print(f"{'month':9}{'observed':>9}  {FITTED:>22}  {PRIOR:>22}")
    for row, other in zip(rows, before, strict=True):
        print(
            f"{row.date:9}{row.observed:9,.0f}  {band(row):>22}  {band(other):>22}  "
            f"{verdict(row):15}{standing(row.date, used)}"
        )
    held = [i for i, row in enumerate(rows) if row.date >= FIRST_HELD_BACK]
    inside = sum(rows[i].low <= rows[i].observed <= rows[i].high for i in held)
    print(f"held-back months inside the band of 90 %: {inside} of {len(held)}")
    print(f"{'off by':48}{'median, relative':>16}{'CRPS, t':>9}")
    known = [i for i, row in enumerate(rows) if row.date < FIRST_HELD_BACK]
    spans = (("before June", known), ("June to November, held back", held))
    for name, results in ((FITTED, fitted), (PRIOR, prior)):
        predicted = [one.predicted(results) for one in seen]
        for span, at in spans:
            line(f"{span}, {name}", [predicted[i] for i in at], [rows[i].observed for i in at])
    after = [rows[i].observed for i in held]
    for name, value in naive(series, rows):
        line(f"June to November, {name}", [np.array([value])] * len(held), after)
    missing = sorted(set(ALL_MONTHS) - {row.date for row in rows})
    print(f"not observed: {', '.join(missing) or 'no month of 2025 to November'}\n")


def naive(series: str, rows: Sequence[Compared]) -> Iterable[tuple[str, float]]:
    """What one who knew the figures up to May could have predicted for every later month."""
    yield "no change since May", next(row.observed for row in rows if row.date == "2025-05")
    calm = [row.observed for row in rows if row.date < "2025-04"]
    yield f"mean of January-March ({len(calm)})", float(np.mean(calm))
    place = series.partition(":")[2]
    table = data.read_edition(bf.read_scenario(SCENARIO).edition).tables["observations"]
    last_year = [
        row["value"]
        for row in table.iter_rows(named=True)
        if row["series"] == "magnet_exports"
        and (row["place"] or "") == place
        and row["date"].startswith("2024")
        and row["relative_sd"] < DOUBTFUL
    ]
    yield f"mean of 2024 ({len(last_year)})", float(np.mean(last_year))


def line(name: str, predicted: Sequence[NDArray[np.float64]], observed: Sequence[float]) -> None:
    """Root mean square of the relative error of the medians, and the mean CRPS."""
    pairs = list(zip(predicted, observed, strict=True))
    off = np.sqrt(np.mean([(np.median(draws) / seen - 1) ** 2 for draws, seen in pairs]))
    print(f"  {name:46}{off:16.2f}{np.mean([crps(*pair) for pair in pairs]):9,.0f}")


def standing(month: str, used: Sequence[str]) -> str:
    """Whether the fit saw a month."""
    if month >= FIRST_HELD_BACK:
        return "held back"
    return "fitted" if month in used else "not fitted"


def own_path() -> None:
    """The path of approvals that the scenario gives to buyers in the United States."""
    print("approvals of buyers in the United States, low/central/high, and where from:")
    for control in bf.read_scenario(SCENARIO).controls:
        if not isinstance(control, Licence) or control.name != "april-licences":
            continue
        for step in control.approvals_by["USA"]:
            print(
                f"  {step.date}  {step.low:.3f}/{step.central:.3f}/{step.high:.3f}  "
                f"{step.source or 'no count: ' + step.note.strip()}"
            )
    print()


def prices(fitted: Answer, prior: Answer) -> None:
    """Quotes over the baseline on every observed day, and what the issue asks of dysprosium."""
    print("prices over the baseline of 2024, outside unless stated")
    print(f"{'good and day':32}{'observed':>9}  {FITTED:>22}  {PRIOR:>22}")
    pairs = zip(compared(fitted, "price"), compared(prior, "price"), strict=True)
    for row, other in pairs:
        name = f"{row.good} {row.date}{' inside' if row.side == INSIDE else ''}"
        print(
            f"{name:32}{row.observed:9.2f}  {band(row, 2):>22}  {band(other, 2):>22}  "
            f"{verdict(row):15}{standing(row.date, (row.date,))}"
        )
    low, high = observed_ratio(fitted)
    for name, results in ((FITTED, fitted), (PRIOR, prior)):
        ratio, calm = dysprosium_on_6_may(results), calm_inside(results)
        ends = np.quantile(ratio, [0.05, 0.95])
        reach = "bands meet" if ends[1] >= low and ends[0] <= high else "bands do not meet"
        print(
            f"dysprosium outside over inside on 6 May, {name}: {np.median(ratio):.2f} "
            f"({ends[0]:.2f}-{ends[1]:.2f}); observed {low:.2f}-{high:.2f}: {reach}, "
            f"{'hit' if low <= np.median(ratio) <= high else 'miss'} by the median"
        )
        print(
            f"  inside from 4 April to the end of June, median: {calm[0]:.2f} to {calm[1]:.2f}; "
            f"within 10 % of its start in {calm_draws(results):.0%} of draws"
        )
    print("The quote inside is a mean of 2025 (dated 2025-07), so it is not wholly held back.\n")


def observed_ratio(results: Answer) -> tuple[float, float]:
    """Range quoted outside on 6 May over the mean quote inside of 2025."""
    table = data.read_edition(results.provenance.edition).tables["observations"]
    rows = {
        (row["side"], row["date"]): row
        for row in table.iter_rows(named=True)
        if row["series"] == "price" and row["good"] == "dy_oxide"
    }
    outside, inside = rows[OUTSIDE, "2025-05-06"], rows[INSIDE, "2025-07"]["value"]
    return outside["low"] / inside, outside["high"] / inside


def dysprosium_on_6_may(results: Answer) -> NDArray[np.float64]:
    """Quote outside over quote inside, for every future."""
    day = np.datetime64("2025-05-06", "ns")
    quotes = results.price.sel(good="dy_oxide").interp(week=[day]).isel(week=0)
    return np.asarray(quotes.sel(side=OUTSIDE) / quotes.sel(side=INSIDE), dtype=float)


def calm_inside(results: Answer) -> tuple[float, float]:
    """Lowest and highest median quote inside in the first three months."""
    quotes = results.price.sel(good="dy_oxide", side=INSIDE, week=CALM).median("draw")
    return float(quotes.min()), float(quotes.max())


def calm_draws(results: Answer) -> float:
    """Share of draws in which the quote inside keeps within a tenth of its start."""
    quotes = results.price.sel(good="dy_oxide", side=INSIDE, week=CALM)
    return float((abs(quotes / quotes.isel(week=0) - 1) <= 0.1).all("week").mean())


def first_stoppages(fitted: Answer, longer: Answer) -> None:
    """Where each observed halt lies among the draws, and what twice the stock would do."""
    print("first stoppage, days after 4 April; matched by the good and place of the observation.")
    print("observed: the first maker of many; modelled: a twentieth of all buyers in the place.")
    print("The first of many halts before a twentieth has, so the model should be later than seen.")
    heads = ("observed", "model (5-95 %)", "ever", "quantile", "twice the cover")
    print(
        f"{'good and place':28}{heads[0]:>12}{heads[1]:>20}{heads[2]:>6}  {heads[3]:18}{heads[4]}"
    )
    rows = data.read_edition(fitted.provenance.edition).tables["observations"]
    for row in rows.iter_rows(named=True):
        if row["series"] != "first_stoppage":
            continue
        days = since_control(fitted, row["good"], row["place"])
        later = since_control(longer, row["good"], row["place"])
        shown = f"{row['value']:.0f} ({row['low']:.0f}-{row['high']:.0f})"
        at = ", ".join(f"{(days <= row[edge]).mean():.2f}" for edge in ("low", "value", "high"))
        name = f"{row['good']} {row['place']}"
        ever = f"{np.isfinite(days).mean():.0%}"
        print(f"{name:28}{shown:>12}{spread(days):>20}{ever:>6}  {at:18}{moved(days, later)}")
        print(f"    {row['note']}")
    print("ever: share of draws in which the place is short at all; quantile: short by the low,")
    print("central and high date; twice the cover: where the median goes, never being the latest,")
    print("and the mean delay of the draws that are short both times")


def since_control(results: Answer, good: str, place: str) -> NDArray[np.float64]:
    """Days from the control to the first shortage; infinite where there is none."""
    days = results.dataset["first_shortage"].sel(good=good, place=place)
    return np.asarray(days.fillna(np.inf).values, dtype=float)


def spread(days: NDArray[np.float64]) -> str:
    """Median and band, in which never is the latest day."""
    low, middle, high = np.quantile(days, [0.05, 0.5, 0.95], method="nearest")
    return f"{day(middle)} ({day(low)}-{day(high)})"


def day(value: float) -> str:
    """A day, or never."""
    return f"{value:.0f}" if np.isfinite(value) else "never"


def moved(days: NDArray[np.float64], later: NDArray[np.float64]) -> str:
    """Where the median goes, and how far a future that is short both times."""
    before, after = (float(np.quantile(one, 0.5, method="nearest")) for one in (days, later))
    both = np.isfinite(days) & np.isfinite(later)
    mean = f"; {(later[both] - days[both]).mean():+.0f} in {both.mean():.0%}" if both.any() else ""
    return f"{day(before)} to {day(after)}{mean}"


def longer_cover(draws: int) -> Answer:
    """The same draws with twice the stock at every buyer."""
    question = bf.read_scenario(SCENARIO).but(draws=draws, parameters=FITTED)
    scale = run.draws(question)["cover_scale"]
    return bf.simulate(question, values={"cover_scale": 2 * scale})


def compared(results: Answer, wanted: str) -> tuple[Compared, ...]:
    """Observations of a series beside the draws."""
    return compare(results, observations(results, [wanted]))


def band(row: Compared, digits: int = 0) -> str:
    """Median and band of the draws."""
    return f"{row.middle:,.{digits}f} ({row.low:,.{digits}f}-{row.high:,.{digits}f})"


def verdict(row: Compared) -> str:
    """Whether the observation lies in the band of the fitted draws."""
    if row.low <= row.observed <= row.high:
        return "inside"
    return "below the band" if row.observed < row.low else "above the band"


if __name__ == "__main__":
    main()
