"""A made-up backtest: two series, one year fitted and two held back."""

from backfire.results import Backtest, Entrants, Scored, Trace

YEARS = (2009, 2010, 2011, 2012)


def row(name: str, place: str, year: int, observed: float, unit: str = "t/yr") -> Scored:
    return Scored(
        name=name,
        place=place,
        when=str(year),
        unit=unit,
        observed=observed,
        p5=80.0,
        p25=90.0,
        p50=100.0,
        p75=110.0,
        p95=120.0,
        crps=abs(observed - 100.0) / 2,
        no_change=abs(observed - 70.0),
        trend=None if name == "exports" else abs(observed - 60.0),
        fitted=year == 2010,
    )


def trace(name: str, place: str, unit: str) -> Trace:
    quantiles = tuple(tuple(float(level) for _ in YEARS) for level in (80, 90, 100, 110, 120))
    return Trace(name, place, unit, YEARS, quantiles)


def synthetic_backtest() -> Backtest:
    ratio = "over the baseline year"
    return Backtest(
        scenario="made-up",
        title="a made-up past",
        edition="2009.12",
        parameters="prior",
        seen="made-up",
        fitted_until=2010,
        seed=1,
        draws=8,
        rows=(
            row("exports", "CHN", 2010, 100.0),
            row("exports", "CHN", 2011, 112.0),
            row("exports", "CHN", 2012, 300.0),
            row("price:dy_oxide:inside", "", 2010, 90.0, ratio),
            row("price:dy_oxide:inside", "", 2011, 81.0, ratio),
        ),
        traces=(trace("exports", "CHN", "t/yr"), trace("price:dy_oxide:inside", "", ratio)),
        entrants=(Entrants("USA", 0.5, 2014.0, 0.25),),
        skipped=("quota CHN 2010: is what was decided, not what came of it",),
        seconds=1.0,
        sources={"made_up": "Made up for a test."},
        question="name: made-up\n",
    )
