"""A made-up answer about leverage with plausible patterns, quickly."""

from datetime import date

import numpy as np
import xarray as xr

from backfire.answers import Answer, Provenance
from backfire.answers.leverage import (
    CASES,
    CHANNELS,
    CLOSURES,
    DECOUPLING_TERMS,
    HISTORIES,
    KIND,
    MONTHS,
    PIECES,
    SENDER_TERMS,
    TERMS,
    VALUE_HORIZONS,
    Assumed,
    Facts,
    Forecast,
)
from tests.answers.synthetic import allowed
from tests.answers.synthetic_run import CONTROLLED, DEMAND, GOODS, PLACES

TODAY = np.datetime64("2025-12-01")
YEARS = np.arange(2025, 2036)
STARTS = TODAY + 364 * np.arange(11)
STAGES = ("concentrate", "oxide", "metal", "magnet")
SHARE_NOW = {"concentrate": 0.6, "oxide": 0.9, "metal": 0.91, "magnet": 0.92}
CONTROLLED_PROCESSES = {
    "mine_ionic_clay": ("ionic clay mining", 9_000, 1.10),
    "separate_monazite": ("separation of monazite", 12_000, 1.16),
    "separate_ionic_clay": ("separation of ionic clay", 900, 1.30),
    "make_dy_metal": ("dysprosium metal making", 60, 1.22),
    "make_ndfeb_high_coercivity": ("high-coercivity NdFeB magnet making", 4_500, 1.14),
    "recover_scandium": ("scandium recovery", 0, 1.0),
}
PROJECTS = (
    ("Kalgoorlie and Kuantan heavy line", "MYS", "separate_ionic_clay", 2025.9, 0.95, 1_500),
    ("Eneabba", "AUS", "separate_monazite", 2027.2, 0.8, 17_500),
    ("Nolans", "AUS", "separate_monazite", 2029.4, 0.45, 4_400),
    ("Dubbo", "AUS", "separate_ionic_clay", 2030.1, 0.4, 700),
    ("La Rochelle", "REU", "separate_monazite", 2026.4, 0.85, 4_000),
    ("Serra Verde", "BRA", "mine_ionic_clay", 2026.1, 0.9, 5_000),
    ("Caldeira", "BRA", "mine_ionic_clay", 2028.6, 0.5, 4_900),
    ("Makuutu", "ROW", "mine_ionic_clay", 2028.7, 0.35, 1_200),
    ("Independence magnets", "USA", "make_ndfeb_high_coercivity", 2026.2, 0.9, 1_000),
    ("Ten X magnets", "USA", "make_ndfeb_high_coercivity", 2028.9, 0.7, 7_000),
    ("Narva magnets", "REU", "make_ndfeb_high_coercivity", 2026.5, 0.9, 2_000),
    ("Sumter magnets", "USA", "make_ndfeb_high_coercivity", 2026.3, 0.8, 1_500),
    ("Longonjo", "ROW", "separate_monazite", np.nan, 0.2, 2_000),
)
INSTRUMENTS = (
    ("price floor", "USA 1.0", 9e8, 0.09),
    ("stockpile of 60 days", "USA 0.6, firms 0.4", 2.2e9, 0.30),
    ("subsidy to separation", "USA 0.7, JPN 0.3", 3.0e9, 0.06),
    ("recycling mandate", "firms 1.0", 1.4e9, 0.012),
    ("tariff on magnets", "USA 1.0", 4.0e8, -0.001),
)
PARAMETERS = (
    "demand_elasticity", "build_time", "hoarding", "risk_memory", "exit_threshold",
    "thrift_speed", "qualification_time", "concession", "price_stiffness", "recycling_rate",
    "order_memory", "transit_time",
)  # fmt: skip
HEADLINES = ("leverage", "half_life_used", "value_of_use_5", "backfire_probability")
PARTNERS = ("JPN", "USA", "DEU", "KOR")
GAPS = (
    "stocks held by traders outside China",
    "capacity of magnet makers in Viet Nam",
    "value added by samarium-cobalt magnets in defence",
    "prices of scandium outside China since May 2025",
)
PROVENANCE = Provenance(
    title="China's rare-earth export controls of 2025",
    scenario_name="rare-earths-2025",
    scenario="name: rare-earths-2025\n",
    edition="2025.11",
    edition_checksum="0123456789abcdef",
    parameters="prior",
    seed=7,
    version="0.1.0",
    sources={
        "issue-values-2025": "Values at issue in the deal of October 2025.",
        "outlook-2025": "An outlook. https://example.org/outlook",
        "assumption": "Assumed here.",
    },
    seconds=42.75,
    seconds_by_part={"curves": 12.5, "instruments": 30.25},
    parts=PIECES,
    data_gaps=GAPS,
)


def forecast(stage: str, year: int, value: float, place: str = "CHN") -> Forecast:
    """A published share, of China unless another place is named."""
    return Forecast(stage=stage, place=place, year=year, value=value, source="outlook-2025")


FACTS = Facts(
    sender="CHN",
    targets=("USA",),
    goods=tuple(CONTROLLED),
    today=date(2025, 12, 1),
    withheld=1.0,
    used_quarters=4,
    window_years=5,
    discount_rate=0.05,
    counted="magnet rare earths alone",
    concession=Assumed(
        low=4e9,
        central=1.1e10,
        high=2.4e10,
        years=3,
        source="issue-values-2025",
        note="Tariffs that the deal took back.",
    ),
    worth=Assumed(low=0.1, central=0.3, high=1.0, source="assumption", note="Nobody measured it."),
    forecasts=(
        forecast("oxide", 2030, 0.80),
        forecast("oxide", 2035, 0.55),
        forecast("magnet", 2030, 0.81),
        forecast("concentrate", 2030, 0.2, "AUS"),
    ),
)


def answer_of(dataset, facts=FACTS, **provenance) -> Answer:
    """An answer of a dataset, with some of its provenance changed."""
    return Answer.of(KIND, dataset, PROVENANCE.model_copy(update=provenance), facts)


def without(*parts: str, **shape) -> Answer:
    """An answer that was not asked for some parts."""
    left = tuple(part for part in PIECES if part not in parts)
    dataset = synthetic_leverage_dataset(**shape)
    gone = [each.name for each in (*KIND.quantities, *KIND.labels) if each.part in parts]
    return answer_of(dataset.drop_vars(gone), parts=left)


def synthetic_leverage(draws=12, samples=6, **shape) -> Answer:
    """Make up an answer of the given size; see `synthetic_leverage_dataset` for its shape."""
    return answer_of(synthetic_leverage_dataset(draws, samples, **shape))


def synthetic_leverage_dataset(draws=12, samples=6, *, window="bounded", halves=True) -> xr.Dataset:
    """Make up the dataset: `window` bounded, open-ended or empty; leverage that halves or not."""
    random = np.random.default_rng(2025)
    size = np.ones(draws) if draws == 1 else np.exp(0.35 * random.standard_normal(draws))
    sample = np.arange(min(samples, draws)) * max(1, draws // max(samples, 1))
    decay = (0.13, 0.24) if halves else (0.01, 0.02)
    arrays = (
        _losses(size, sample, decay)
        | _places(size)
        | _value(size, sample, window)
        | _capacity(size)
        | _means(size, sample, decay)
    )
    axes = {each.name: each.axes for each in (*KIND.quantities, *KIND.labels)}
    labels = _labels(draws, sample)
    sizes = {name: len(values) for name, values in labels.items()}
    made = {q.name: allowed(q, sizes, random) for q in KIND.quantities if q.name not in arrays}
    return xr.Dataset(
        {each.name: (each.axes, (arrays | made)[each.name]) for each in KIND.quantities},
        {name: (axes[name], values) for name, values in labels.items()},
    )


def _curves(size, decay, first=4.1e10):
    """Over future, start and history; after a use the first date is still covered by it."""
    years = np.arange(STARTS.size)
    speed = size**-0.4
    curves = [first * size[:, None] * np.exp(-rate * speed[:, None] * years**1.1) for rate in decay]
    curves[1][:, 0] = np.nan
    return np.stack(curves, axis=-1)


def _losses(size, sample, decay):
    target = _curves(size, decay)
    half = np.empty((size.size, 2, 2))
    for h, rate in enumerate(decay):
        gross = (np.log(2) / (rate * size**-0.4)) ** (1 / 1.1)
        half[:, h] = np.stack([1.25 * gross, gross], axis=-1)
    half[half > 10] = np.nan
    own = 0.16 * target / size[:, None, None] ** 0.5
    today, spent = target[:, 0, 0], own[:, 0, 0]
    return {
        "target_loss": target,
        "sender_loss": own,
        "net_leverage": today - spent,
        "gdp_share": today / 2.9e13,
        "loss_ratio": spent / today,
        "exposed": 3.0 * target,
        **_closures(target[:, 0, 0]),
        "decoupling": np.outer(size[sample], [4e10, 1e9, 2e9, 1e10, 3.3e10]),
        "structural_loss": 1.2 * target[sample],
        "half_life": half[:, :, 1],
        "structural_half_life": half[sample, :, 0],
    }


def _places(size):
    want = np.array([DEMAND.get(place, 0.0) for place in PLACES])
    want[0] = 0.05
    loss = 4.1e10 * want / DEMAND["USA"] * size[:, None]
    loss[:, list(PLACES).index("VNM")] = np.nan
    gdp = np.full(len(PLACES), 2e12)
    gdp[1] = 2.9e13
    gdp[-1] = np.nan
    return {
        "closure_loss": _by_closure(loss),
        "exposed_by_horizon": np.nan_to_num(loss)[:, None] * np.array([0.9, 3.0, 8.0])[:, None],
        "at_stake": np.where(np.isfinite(loss[0]), 4.8e11 * want / DEMAND["USA"], np.nan),
        "producer_gain": 1e8 * np.outer(size, np.linspace(-1, 1, len(PLACES))),
        "users_bill": 2e8 * np.outer(size, want),
        "place_use_lost": np.clip(4 * want * size[:, None], 0, 1),
        "gdp": gdp,
        "dependence": np.array([[0.56, 0.36], [0.18, 0.14], [0.06, np.nan], [0.04, 0.09]]),
    }


def _by_closure(loss):
    """Fixed recipes and stocks cost more than substitution, and are known of the target alone."""
    growth = np.array([0.1, 1.0, 2.2])[:, None]
    found = np.full((len(loss), len(CLOSURES), len(MONTHS), len(PLACES)), np.nan)
    found[:, 1] = loss[:, None] * growth
    usa = list(PLACES).index("USA")
    for row, factor in ((0, 9.0), (2, 11.0)):
        found[:, row, :, usa] = factor * found[:, 1, :, usa]
    return found


def _closures(target):
    ways = np.array([6.0, 0.2, -0.1, -0.1, 3.0])
    return {
        "good_elasticity": np.ones((target.size, 1)) * np.array([0.09, 0.13, 0.25]),
        "channel": target[:, None] * ways,
        "sender_term": 0.04 * target[:, None] * np.array([2.0, 1.0, 0.5, 0.5]),
    }


def _value(size, sample, window):
    horizons = np.array(VALUE_HORIZONS, dtype=float)
    paid = np.minimum(horizons, 3)
    terms = np.stack(
        [
            1.1e10 * size[:, None] ** 0.5 * paid,
            1.5e9 * size[:, None] * np.sqrt(horizons),
            2.5e9 * size[:, None] * np.log1p(horizons),
            4.5e9 * size[:, None] ** 1.5 * horizons,
        ],
        axis=-1,
    )
    value = terms[..., :2].sum(axis=-1) - terms[..., 2:].sum(axis=-1)
    crossed = np.where(value[:, -1] < 0, np.clip(4.5 / size, 1, 10), np.nan)
    base = {"bounded": 1.0, "open-ended": 9.0, "empty": -9.0}[window]
    years = np.arange(STARTS.size, dtype=float)
    shape = 1e10 * (base - 0.28 * years)[None, :] * size[sample][:, None] ** 0.3
    shape[:, -3:] = np.nan
    return {
        "value_of_use": value,
        "value_term": terms,
        "backfire_years": crossed,
        "window_value": shape,
    }


def _capacity(size):
    since = (YEARS - 2025).astype(float)
    share = np.empty((size.size, YEARS.size, len(GOODS), 2))
    stage = np.empty((size.size, YEARS.size, len(STAGES), 2))
    for h, rate in enumerate((0.02, 0.032)):
        fall = np.exp(-rate * since[None, :] * size[:, None] ** -0.3)
        for g, (_, kind, _, _) in enumerate(GOODS.values()):
            share[:, :, g, h] = SHARE_NOW.get(kind, 0.9) * fall
        for s, kind in enumerate(STAGES):
            stage[:, :, s, h] = SHARE_NOW[kind] * fall
    share[:, :, list(GOODS).index("other_heavy_oxide")] = np.nan
    spread = np.array([0.8, 1.0, 1.3])[:, None, None]
    capacity = np.stack(
        [
            np.stack(
                [
                    now * (1 + boost * (grows - 1)) ** since[None, :] * spread[..., 0]
                    for boost in (1.0, 1.5)
                ],
                axis=-1,
            )
            for _, now, grows in CONTROLLED_PROCESSES.values()
        ],
        axis=2,
    )
    bought = np.empty((3, YEARS.size, len(PLACES), 2))
    for p in range(len(PLACES)):
        for h, rate in enumerate((0.025, 0.06)):
            now = 0.9 - 0.03 * p
            bought[:, :, p, h] = np.clip(
                now * np.exp(-rate * since) * np.array([[0.85], [1.0], [1.1]]), 0, 1
            )
    bought[:, :, -1] = np.nan
    ramp = 0.025 * size[:, None, None] * np.ones((1, YEARS.size, 2)) * np.array([0.6, 1.0])
    return {
        "sender_share": share,
        "stage_share": stage,
        "outside_capacity": capacity,
        "bought_from_sender": bought,
        "ramp": ramp,
        "substitution": 2.2 * ramp - 0.005,
        "project_year": np.array([row[3] for row in PROJECTS]),
        "project_reached": np.array([row[4] for row in PROJECTS]),
        "project_capacity": np.array([row[5] for row in PROJECTS], dtype=float),
    }


def _means(size, sample, decay):
    chosen = size[sample]
    cost = np.array([row[2] for row in INSTRUMENTS])[None, :] * np.ones((chosen.size, 1))
    removed = np.full((chosen.size, len(INSTRUMENTS), STARTS.size), np.nan)
    for i, row in enumerate(INSTRUMENTS):
        for at, part in ((0, 0.2), (3, 1.0), (6, 1.2)):
            removed[:, i, at] = 4.1e10 * chosen * row[3] * part
        if row[0] == "price floor":
            removed[:, i, 0] = 0.0
    case = np.empty((chosen.size, len(CASES), STARTS.size, 2))
    for c in range(len(CASES)):
        fast = {0: decay, 1: (0.26, 0.22), 2: (0.05, 0.09), 3: (0.16, 0.15)}[c]
        case[:, c] = _curves(chosen, fast)
    slope = np.array([-0.9, 0.55, -0.42, 0.3, -0.22, 0.18, 0.12, -0.09, 0.07, -0.05, 0.02, 0.01])
    elasticity = np.stack([slope * factor for factor in (1.0, -0.7, 1.6, 0.4)])
    elasticity[3, 4] = np.nan
    return {
        "instrument_cost": cost,
        "leverage_removed": removed,
        "case_loss": case,
        "elasticity": elasticity,
    }


def _labels(draws, sample):
    def words(values):
        return np.array(list(values), dtype=object)

    return {
        "draw": np.arange(draws),
        "sample": sample,
        "start": STARTS.astype("datetime64[ns]"),
        "history": words(HISTORIES),
        "horizon": np.array(VALUE_HORIZONS),
        "term": words(TERMS),
        "year": YEARS,
        "good": words(GOODS),
        "stage": words(STAGES),
        "place": words(PLACES),
        "process": words(CONTROLLED_PROCESSES),
        "quantile": np.array([0.05, 0.5, 0.95]),
        "project": words(row[0] for row in PROJECTS),
        "project_place": words(row[1] for row in PROJECTS),
        "project_process": words(row[2] for row in PROJECTS),
        "instrument": words(row[0] for row in INSTRUMENTS),
        "instrument_payers": words(row[1] for row in INSTRUMENTS),
        "case": words(CASES),
        "closure": words(CLOSURES),
        "months": np.array(MONTHS),
        "channel_name": words(CHANNELS),
        "sender_part": words(SENDER_TERMS),
        "decoupling_part": words(DECOUPLING_TERMS),
        "headline": words(HEADLINES),
        "parameter": words(PARAMETERS),
        "partner": words(PARTNERS),
        "dependence_year": np.array([2010, 2024]),
        "good_name": words(row[0] for row in GOODS.values()),
        "good_stage": words(row[1] for row in GOODS.values()),
        "place_name": words(PLACES.values()),
        "process_name": words(row[0] for row in CONTROLLED_PROCESSES.values()),
    }
