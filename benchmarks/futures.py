"""Futures a second on the real chain, beside plain NumPy and what the machine can do at most.

``python -m benchmarks.futures [--quick]``. The limit is measured in the same run: the rates of the
elementary functions on arrays of a chunk's size, on all cores, times the operations that a week's
jaxpr holds. Plants come and go in the main figure; the market alone stands beside it.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from benchmarks import numpy_market
from benchmarks.operations import operations

from backfire.model import adaptation, market
from backfire.model.market import Week
from backfire.model.market._adjustment import quote, slow_changes
from backfire.model.market._border import border_terms
from backfire.model.market._border import limit as permit
from backfire.model.market._demand import desire, order, serve
from backfire.model.market._sourcing import choose, long_run_shares, trade
from backfire.model.rollout import WEEKS_PER_QUARTER, Problem, rollout
from backfire.questions.prepare import prepare
from backfire.questions.prepare._rules import pace_of, rules_of
from backfire.questions.run._measure import weekly
from backfire.questions.run._run import Run
from backfire.scenario import Scenario, read_scenario

WEEKS = 520
AIM, AIM_OF_LIMIT = 500, 0.4
CHUNKS = (16, 32, 64, 128)
SECONDS = 0.3
"""Least time over which a rate is taken."""

RATES: dict[str, Callable[[Any], Any]] = {
    "exp": lambda x: jnp.exp(-x),
    "log": lambda x: jnp.log(x + 0.5),
    "tanh": jnp.tanh,
    "logistic": jax.nn.sigmoid,
    "sqrt": lambda x: jnp.sqrt(x + 0.5),
    "div": lambda x: 0.7 / (x + 0.5),
    "fma": lambda x: _chained(x),
}
CHAIN, LENGTH = 64, 8
"""Multiply-adds on each number and how many follow each other, so that their rate is that of the
arithmetic and not of the memory."""


def main() -> None:
    """Print the machine, the table of futures a second, the limit and the parts of a week."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="a tenth of the weeks, two chunks")
    quick = wanted.parse_args().quick
    weeks = WEEKS // 10 if quick else WEEKS
    chunks = CHUNKS[1:3] if quick else CHUNKS
    cores = os.cpu_count() or 1
    print(f"{cores} cores, {platform.machine()}, {_processor()}")
    print(
        f"Python {platform.python_version()}, JAX {version('jax')}, NumPy {version('numpy')}; "
        f"load before the start {os.getloadavg()[0]:.1f}"
    )
    print(f"rare-earths-2025 over {weeks} weeks, rates scaled to {WEEKS} weeks\n")
    best: dict[str, tuple[float, int]] = {}
    print("plants that come and go; the market alone in brackets")
    for precision in ("float32", "float64"):
        for chunk in chunks:
            run = prepared(weeks, chunk * cores, chunk, precision)
            rate, compile_time = futures_per_second(run, weeks)
            alone, _ = futures_per_second(run, weeks, adapting=False)
            best[precision] = max(best.get(precision, (0.0, 0)), (rate, chunk))
            print(
                f"{precision}, {cores} x {chunk:3} futures: {rate:7.1f} futures/s ({alone:.1f})   "
                f"(compiled in {compile_time:.1f} s)"
            )
    plain = numpy_rate(prepared(26, 1, 1, "float64"), 26)
    rate, chunk = best["float32"]
    print(f"plain NumPy, one at a time:   {plain:7.2f} futures/s")
    double = best["float64"][0]
    print(f"compiled over plain: {rate / plain:.0f} in float32, {double / plain:.0f} in float64")
    print(f"aim {AIM}: reached {rate / AIM:.0%}\n")
    limit(prepared(26, chunk, chunk, "float32"), rate, cores)


def question(weeks: int, draws: int) -> Scenario:
    """The shipped scenario, made as long as asked."""
    ends = np.datetime64("2025-01-01") + 7 * weeks
    return read_scenario("rare-earths-2025").but(draws=draws, ends=str(ends))


def prepared(weeks: int, draws: int, chunk: int, precision: str) -> Run:
    """A run that is assembled and not yet rolled out."""
    return Run.of(prepare(question(weeks, draws)), precision, chunk)


def problem(run: Run, number: int = 0, adapting: bool = True) -> Problem:
    """One chunk of a run, with plants that come and go or with those that stand."""
    futures = np.arange(number * run.size, (number + 1) * run.size)
    values = {name: column[futures] for name, column in run.values.items()}
    return Problem(
        run.chain,
        run.schedule,
        rules_of(values, run.precision),
        pace=pace_of(values, run.precision) if adapting else None,
        outlook=run.outlook(futures) if adapting else None,
        short=run.short,
    )


def futures_per_second(run: Run, weeks: int, adapting: bool = True) -> tuple[float, float]:
    """Rate on all cores, one chunk on each at a time, and the seconds of the first call."""
    devices = jax.devices()[: run.chunks]
    placed = [jax.device_put(problem(run, n, adapting), each) for n, each in enumerate(devices)]

    def roll(mine: Problem) -> None:
        jax.block_until_ready(rollout(mine, record=weekly))

    with ThreadPoolExecutor(len(placed)) as pool:
        began = time.perf_counter()
        list(pool.map(roll, placed))
        first = time.perf_counter() - began
        seconds = min(_timed(lambda: list(pool.map(roll, placed))) for _ in range(3))
    return len(placed) * run.size / seconds * weeks / WEEKS, first - seconds


def numpy_rate(run: Run, weeks: int) -> float:
    """Futures a second of the plain peer on one core."""
    drawn = {name: column[0] for name, column in run.values.items()}
    coming = run.outlook(np.arange(1))
    seconds = _timed(
        lambda: numpy_market.roll(run.chain, run.schedule, drawn, weeks, outlook=coming)
    )
    return weeks / WEEKS / seconds


def limit(run: Run, rate: float, cores: int) -> None:
    """Operations of a week, the rates of the machine, and the share of its limit reached."""
    counted = of_a_week(run)
    speeds = {name: speed(name, run.size, cores) for name in RATES}
    per_week = {name: counted[name] / run.size / speeds[name] for name in RATES}
    ceiling = 1 / (WEEKS * sum(per_week.values()))
    print(
        "operations of a week and future, as the jaxprs of the week and of a quarter's turn of the "
        "slow clock count them; machine's rate"
    )
    for name in RATES:
        print(
            f"  {name:9}{counted[name] / run.size:10,.0f}   {speeds[name] / 1e9:6.2f} G/s   "
            f"{per_week[name] * 1e6:6.2f} us"
        )
    print(f"limit of the machine: {ceiling:,.0f} futures/s; reached {rate / ceiling:.0%}")
    print(
        f"aim {AIM_OF_LIMIT:.0%} of the limit; {AIM / ceiling:.1f} limits would be the aim of {AIM}"
    )
    parts = parts_of_a_step(run)
    print("\nparts of a step, each compiled alone, one core; a week is two steps")
    for name, seconds in parts.items():
        print(f"  {name:9}{seconds / run.size * 1e6:6.2f} us a future")
    taken, least = cores / (WEEKS * rate), cores / (WEEKS * ceiling)
    whole = parts.pop("step")
    slowest = max(parts, key=lambda name: parts[name])
    print(
        f"What holds it back: of {taken * 1e6:.0f} us a future-week and core, arithmetic at the "
        f"machine's rates is {least * 1e6:.0f} us; the rest is not arithmetic, and the slowest "
        f"part alone, {slowest}, takes {parts[slowest] / whole:.0%} of a step's time."
    )


def parts_of_a_step(run: Run) -> dict[str, float]:
    """Seconds of each part of a step for one chunk, one core, with the call itself."""
    asked = problem(run)
    chain, rules, terms = asked.chain, asked.rules.wide(), asked.schedule.terms
    policy = jax.tree.map(lambda leaf: leaf[20], asked.schedule.weeks)
    state = market.steady_state(chain, rules, terms)
    senders = range(len(terms.senders))
    pools = jnp.ones((len(terms.pool_senders), run.size), state.premium.dtype)

    def week(now: Any) -> Week:
        return Week(chain, rules, now, policy, terms, asked.supply, asked.short, 1 / 52)

    here = week(state)
    quotes = quote(here)
    origin = quotes.origin

    def borders_at(now: Any) -> Any:
        return tuple(border_terms(week(now), s, origin) for s in senders)

    borders = borders_at(state)
    limits = tuple(permit(here, s, borders[s], pools) for s in senders)
    choice = choose(here, origin, borders)
    desired = desire(here)
    shares = long_run_shares(chain, state, terms)
    spot = choice.delivered + state.premium
    orders = order(here, shares, desired, spot, borders)
    paid = jnp.exp(spot)

    def sent(now: Any) -> Any:
        return trade(week(now), choice, borders, limits, orders.total, paid)

    traded = sent(state)

    def whole(now: Any) -> Any:
        after, flows = market.step(week(now))
        return after, weekly(flows)

    parts: dict[str, Callable[[Any], Any]] = {
        "quote": lambda now: quote(week(now)),
        "border": borders_at,
        "choose": lambda now: choose(week(now), origin, borders),
        "desire": lambda now: desire(week(now)),
        "shares": lambda now: long_run_shares(chain, now, terms),
        "order": lambda now: order(week(now), shares, desired, spot, borders),
        "trade": sent,
        "serve": lambda now: serve(week(now), desired),
        "slow": lambda now: slow_changes(week(now), quotes, choice, borders, limits, traded),
        "step": whole,
    }
    found: dict[str, float] = {}
    for name, part in parts.items():
        compiled = jax.jit(part)
        jax.block_until_ready(compiled(state))
        found[name] = _timed(lambda made=compiled: jax.block_until_ready(made(state)))
    return found


def of_a_week(run: Run) -> Counter[str]:
    """Elementary operations of one week of one chunk, with its part of a quarter's turn."""
    asked = problem(run)
    rules, terms = asked.rules.wide(), asked.schedule.terms
    policy = jax.tree.map(lambda leaf: leaf[20], asked.schedule.weeks)
    rest = market.steady_state(asked.chain, rules, terms)

    def once(state: Any) -> Any:
        chain, supply, short = asked.chain, asked.supply, asked.short
        return market.step(Week(chain, rules, state, policy, terms, supply, short, 1 / 52))

    def week(state: Any) -> Any:
        after, flows = market.advance(once, state)
        return after, weekly(flows)

    counted = operations(week, rest)
    if asked.pace is not None and asked.outlook is not None:
        pace, years = asked.pace.wide(), WEEKS_PER_QUARTER / 52
        coming = jax.tree.map(lambda leaf: leaf[1], asked.outlook)

        def turn(state: Any) -> Any:
            moved = adaptation.advance(asked.chain, pace, state, policy, terms, coming, years)
            return moved.structure

        for name, number in operations(turn, rest).items():
            counted[name] += round(number / WEEKS_PER_QUARTER)
    return counted


def speed(name: str, chunk: int, cores: int) -> float:
    """Elements a second of one function on arrays of a chunk's size, on all cores."""
    function, repeats = RATES[name], 200
    array = jnp.linspace(0.1, 0.9, 26 * 15 * chunk, dtype=jnp.float32)

    def often(start: Any) -> Any:
        return jax.lax.fori_loop(0, repeats, lambda _, x: function(x), start)

    compiled = jax.jit(often)
    arrays = [jax.device_put(array, device) for device in jax.devices()[:cores]]

    def once(mine: Any) -> None:
        jax.block_until_ready(compiled(mine))

    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(once, arrays))
        seconds = min(_timed(lambda: list(pool.map(once, arrays))) for _ in range(5))
    each = CHAIN if name == "fma" else 1
    return each * cores * repeats * array.size / seconds


def _chained(x: Any) -> Any:
    rows = [x + 0.01 * number for number in range(CHAIN // LENGTH)]
    for _ in range(LENGTH):
        rows = [row * 0.999 + 1e-4 for row in rows]
    return sum(rows) / len(rows)


def _timed(work: Callable[[], Any]) -> float:
    times = 0
    began = time.perf_counter()
    while True:
        work()
        times += 1
        spent = time.perf_counter() - began
        if spent > SECONDS:
            return spent / times


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line for line in lines if line.startswith("model name")]
    return names[0].split(":", 1)[1].strip() if names else "unknown processor"


if __name__ == "__main__":
    main()
