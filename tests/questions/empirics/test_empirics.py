"""How both sides have behaved: estimates from the record, and the functions that make them."""

import csv
import datetime
import itertools
import math
import re

import numpy as np
import pytest
from scipy import optimize, stats

from backfire import data
from backfire.answers.empirics import Survival, tables
from backfire.data.schema import TABLES, schema_of
from backfire.errors import StudyError
from backfire.questions.empirics import (
    FITTED,
    HELD_BACK,
    Share,
    empirics,
    fit_precision,
    precision_likelihood,
)
from backfire.questions.empirics._intervals import exact, jeffreys, poisson, survival
from backfire.questions.empirics._others import forgetting
from backfire.questions.empirics._pair import Pair
from backfire.scenario import read_scenario
from pipeline._figures import table
from tests.structure.project import DOCS

SMALL = {
    "game.quarters": 12,
    "game.beliefs.target_grid": 3,
    "game.beliefs.sender_grid": 3,
}
PAGE = DOCS / "explanation" / "empirics.md"
TABLE = re.compile(r"<!-- table: ([\w-]+) -->\n\n(.*?)\n\n<!-- end of table -->", re.DOTALL)


@pytest.fixture(scope="module")
def record():
    return empirics()


@pytest.fixture(scope="module")
def reactions(record):
    return {each.event: each for each in record.reactions}


def answers_of(record, side, group="all"):
    (found,) = (e for e in record.answers if (e.answerer, e.group) == (side, group))
    return found


def test_china_answered_tariffs_and_chip_rules_of_2025_within_two_days(reactions):
    """H10; the rule of September, which China took ten days to answer, is told apart there."""
    measured = {
        name: each.lag
        for name, each in reactions.items()
        if each.answerer == "CHN" and each.date.year == 2025 and each.lag is not None
    }
    assert measured.pop("E076") == 10
    assert len(measured) == 6
    assert set(measured.values()) <= {0, 1, 2}


def test_the_first_metals_came_three_quarters_after_the_chip_rules(record, reactions):
    assert reactions["E035"].lag == 269
    (nexperia,) = record.others
    assert (nexperia.mover, nexperia.lag) == ("NLD", 4)


def test_truces_lived_as_long_as_published(record):
    """H11: 160 days; Geneva 1 day to the first disputed act; Stockholm 49."""
    lives = {each.name: each for each in record.truces}
    assert lives["Buenos Aires"].lived == lives["Buenos Aires"].first_act == 160
    assert lives["Geneva"].first_act == 1
    assert 16 <= lives["Geneva"].first_large <= 18
    assert lives["Stockholm"].first_large == 49
    assert lives["Busan"].first_act is None
    accused = next(each for each in data.read_events() if each.event == "E063")
    assert (accused.date - datetime.date(2025, 5, 12)).days == 18


def test_every_first_act_and_first_move_in_a_truce_was_of_the_united_states(record):
    events = {each.event: each for each in data.read_events()}
    first = [events[each.first_act_event] for each in record.truces if each.first_act_event]
    assert {each.actor for each in first} == {("USA",)}
    moves = {
        each.side: each.stated.happened for each in record.initiations if each.state == "truce"
    }
    assert moves["CHN"] == 0 < moves["USA"]


def test_every_small_move_was_answered_if_threats_count(record):
    small, _ = record.comparisons[1].shares
    assert small.happened == small.of == 8


def test_import_markets_and_export_chokepoints_are_never_pooled(record):
    """H13, less Japan, whose lever was an export."""
    strategic = {
        (each.lever, each.outcome): (each.share.happened, each.share.of)
        for each in record.base_rates
        if each.judged == "strategic"
    }
    assert strategic["import market", "win or mixed win"] == (1, 7)
    assert strategic["import market", "loss"] == (4, 7)
    assert strategic["export chokepoint", "loss"] == (1, 1)
    cases = [each.share.of for each in record.base_rates if each.judged == "tactical"]
    assert set(cases) == {7, 8}


def test_nine_of_nine_suspensions_were_renewed_but_count_for_three(record):
    renewed = {name: (each.happened, each.of) for name, each in record.renewals.items()}
    assert renewed["all suspensions due in 2025"] == (9, 9)
    assert renewed["truces due since 2018"] == renewed["series, each counted once"] == (3, 3)


def test_an_answer_announced_before_the_move_took_effect_has_no_lag(reactions):
    assert reactions["E085"].lag == 0


def test_a_threat_is_no_measure(reactions):
    listed = reactions["E027a"]
    assert (listed.lag, listed.lag_with_threats, listed.response) == (None, 5, "threatened")


def test_the_next_move_counts_only_in_the_generous_reading(reactions):
    assert reactions["E048"].lag is None
    assert reactions["E048"].by_timing == 28
    assert reactions["E028"].by_timing is None


def test_moves_watched_too_short_are_in_no_share(record, reactions):
    china = answers_of(record, "CHN")
    assert china.moves == china.within[30].of == 19
    watched = [each.watched for each in reactions.values() if each.answerer == "CHN"]
    assert china.within[90].of == sum(days >= 90 for days in watched)
    assert china.within[365].of == sum(days >= 365 for days in watched)


def test_every_move_of_the_two_sides_has_one_reaction(record, reactions):
    pair = Pair(data.read_events())
    assert set(reactions) == {each.event for each in pair.moves()}
    groups = {each.group: each.moves for each in record.answers if each.answerer == "CHN"}
    classes = set(groups) - {"all", "small", "large"}
    assert sum(groups[name] for name in classes) == groups["all"]


def test_size_decides_nothing_that_these_counts_could_show_and_class_does(record):
    size, _, kind, *_ = record.comparisons
    assert size.groups == ("small", "large")
    assert size.p_value > 0.9
    assert size.odds_low < 1 < size.odds_high
    assert kind.groups == ("technology control", "tariff")
    assert kind.p_value < 0.05 < 1 < kind.odds_low


def test_responses_add_up(record):
    for each in record.responses:
        told = sum(share.happened for share in each.shares.values())
        assert {told} == {share.of for share in each.shares.values()}
        assert each.proportional.happened == sum(
            each.shares[name].happened for name in ("matched", "higher")
        )


def test_every_day_is_in_one_state(record):
    quarters = {each.state: each.stated.quarters for each in record.initiations}
    days = (record.ends - record.begins).days + 1
    assert sum(quarters.values()) == pytest.approx(days / 365.25 * 4)
    truce = sum(each.lived for each in record.truces)
    assert quarters["truce"] * 365.25 / 4 == pytest.approx(truce)


def test_the_stricter_reading_of_first_moves_finds_no_more(record):
    for each in record.initiations:
        assert each.by_timing.happened <= each.stated.happened


def test_quarters_with_a_first_move_are_thirty_two_for_each_side(record):
    for side in ("CHN", "USA"):
        ours = [count.of for name, count in record.counts().items() if f"{side} moves" in name]
        assert sum(ours) == 32


def test_every_prior_is_a_band_with_its_reason(record):
    for prior in record.priors().values():
        assert 0 <= prior.low <= prior.central <= prior.high
        assert prior.unit == "per quarter" or prior.high <= 1
        assert prior.how.endswith(".")
    named = record.priors()["accident_rate"]
    assert re.findall(r"E\d+", named.how) == ["E024", "E079", "E090", "E097"]
    assert named.n == 4


def test_third_parties_join_more_often_while_a_control_stands(record):
    priors = record.priors()
    assert priors["third_party_while_controlled"].low > priors["third_party_otherwise"].high


@pytest.mark.parametrize(("happened", "of"), [(0, 7), (3, 9), (9, 9)])
def test_the_exact_band_leaves_a_twentieth_on_each_side(happened, of):
    band = exact(happened, of)
    if happened:
        assert stats.binom.sf(happened - 1, of, band.low) == pytest.approx(0.05)
    if happened < of:
        assert stats.binom.cdf(happened, of, band.high) == pytest.approx(0.05)


def test_bands_of_a_posterior_hold_nine_tenths():
    share, rate = jeffreys(2, 7), poisson(4, 10.0)
    beta = stats.beta(2.5, 5.5)
    assert beta.cdf(share.high) - beta.cdf(share.low) == pytest.approx(0.9)
    gamma = stats.gamma(4.5, scale=1 / 10.0)
    assert gamma.cdf(rate.high) - gamma.cdf(rate.low) == pytest.approx(0.9)
    assert rate.central == pytest.approx(gamma.mean())


def greenwood(days, ended, at):
    """Kaplan and Meier's share and its log(-log) band by hand."""
    share, variance = 1.0, 0.0
    for day in sorted({day for day, over in zip(days, ended, strict=True) if over and day <= at}):
        left = sum(each >= day for each in days)
        gone = sum(each == day and over for each, over in zip(days, ended, strict=True))
        share *= 1 - gone / left
        variance += gone / (left * (left - gone))
    spread = stats.norm.ppf(0.95) * math.sqrt(variance) / math.log(share)
    return share, *sorted(share ** math.exp(sign * spread) for sign in (1, -1))


def test_the_curve_of_truces_is_that_of_kaplan_meier_and_greenwood():
    days, ended = [160, 64, 1, 32, 31], [True, True, True, True, False]
    found = survival(days, ended)
    for at in (1, 32, 64):
        place = found.days.index(at)
        told = (found.share[place], found.low[place], found.high[place])
        assert told == pytest.approx(greenwood(days, ended, at))


def test_a_median_that_is_not_reached_is_none():
    assert Survival((5.0,), (0.8,), (0.4,), (0.9,), 5, 1).median == (5.0, None, None)
    assert survival([], []).median == (None, None, None)


def test_forgetting_without_recovery_is_cut_at_zero():
    away = {2010: 0.8} | {2015 + year: 0.8 - 0.2 * 1.1**year for year in range(8)}
    assert forgetting(away, before=2010, ended=2014) == (0.0, 0.0, 0.0)


def logit(precision, advantage):
    return 1 / (1 + np.exp(-precision * advantage))


def test_the_precision_that_made_the_counts_is_found_again():
    grid = np.geomspace(0.1, 20, 400)
    draws = np.random.default_rng(7)
    chances = {name: logit(grid, gain) for name, gain in {"a": 0.4, "b": -0.2, "c": 0.1}.items()}
    at = int(np.argmin(abs(grid - 3)))
    counts = {
        name: exact(int(draws.binomial(400, chance[at])), 400) for name, chance in chances.items()
    }
    found = precision_likelihood(grid, chances, counts)
    assert found.low < 3 < found.high

    def minus(precision):
        gains = {"a": 0.4, "b": -0.2, "c": 0.1}
        return -sum(
            stats.binom.logpmf(counts[name].happened, 400, logit(precision, gain))
            for name, gain in gains.items()
        )

    best = optimize.minimize_scalar(minus, bounds=(0.1, 20), method="bounded")
    assert found.best == pytest.approx(best.x, rel=0.02)
    at_low = float(np.interp(found.low, grid, found.log_likelihood))
    assert found.log_likelihood.max() - at_low <= stats.chi2.ppf(0.9, 1) / 2


def test_a_band_that_runs_to_the_end_of_the_grid_has_no_end():
    grid = np.array([1.0, 2.0, 3.0])
    flat = precision_likelihood(grid, {"a": np.full(3, 0.5)}, {"a": Share(1, 2, 0, 1)})
    assert (flat.low, flat.high) == (None, None)
    certain = precision_likelihood(grid, {"a": np.array([0.5, 1, 1])}, {"a": Share(1, 2, 0, 1)})
    assert certain.log_likelihood.tolist()[1:] == [-math.inf, -math.inf]
    assert (certain.best, certain.high) == (1.0, 1.0)


def test_every_fault_of_a_likelihood_is_told_at_once():
    grid = np.array([1.0, 0.5])
    with pytest.raises(StudyError) as refusal:
        precision_likelihood(
            grid,
            {"a": np.array([0.5, 1.5]), "b": np.array([0.5])},
            {"a": Share(1, 2, 0, 1)},
            band=1,
        )
    assert list(refusal.value.problems) == [
        "precision: must be above zero and rise, got [1.0, 0.5]",
        "band: must lie between 0 and 1, got 1",
        "probability: a must lie between 0 and 1, got [0.5, 1.5]",
        "probability: b must have a count, known are a",
        "probability: b must have a value for each precision, got (1,) for (2,)",
    ]
    with pytest.raises(StudyError, match="must leave what happened possible"):
        precision_likelihood(np.array([1.0]), {"a": np.zeros(1)}, {"a": Share(1, 2, 0, 1)})


def test_own_tables_take_the_place_of_the_shipped_ones(tmp_path, record):
    rows = table(TABLES / "conflict" / "events.csv")
    own = tmp_path / "events.csv"
    with own.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, schema_of("events").names)
        writer.writeheader()
        for row in rows:
            if row["answers"] == "E085":
                row |= {"answers": "", "basis": "", "response": ""}
            if row["event"] != "E085":
                writer.writerow(row)
    fewer = [answers_of(each, "CHN").moves for each in (record, empirics(events=own))]
    assert fewer == [19, 18]


def test_the_page_shows_every_table_as_it_is_estimated(record):
    shown = dict(TABLE.findall(PAGE.read_text("utf-8")))
    expected = tables(record)
    assert set(shown) == set(expected)
    for name, text in expected.items():
        assert shown[name] == text, f"the table {name} must be:\n{text}"


def test_numbers_in_the_sentences_of_the_page_are_those_of_the_tables(record):
    page = " ".join(PAGE.read_text("utf-8").split())
    china, states = answers_of(record, "CHN"), answers_of(record, "USA")
    tariffs, chips = (answers_of(record, "CHN", name) for name in ("tariff", "technology control"))
    events = data.read_events()
    raw = sum(each.event[-1].isdigit() for each in events)
    added = sum(not each.recorded for each in events)
    for said in (
        f"{china.within[30].happened} of {china.within[30].of} moves",
        f"{states.within[30].happened} of {states.within[30].of}",
        f"all {tariffs.within[30].of} tariffs",
        f"{chips.within[30].happened} of {chips.within[30].of} technology controls",
        f"{china.recorded.happened} of {china.recorded.of} by the record alone",
        f"{len(record.political)} political acts",
        f"{raw} rows",
        f"A further {len(events) - raw} carry a letter",
        f"{added} added with a source of their own",
    ):
        assert said in page, said


def test_the_page_states_a_rule_for_every_class_that_has_a_size():
    page = PAGE.read_text("utf-8")
    sized = {each.instrument for each in data.read_events() if each.size}
    assert all(f"| {name} |" in page for name in sized - {"threat"}), sized


def test_reactions_stand_in_the_order_of_their_dates(record):
    dates = [each.date for each in record.reactions]
    assert all(earlier <= later for earlier, later in itertools.pairwise(dates))


def test_a_precision_is_fitted_to_what_a_small_game_says(record):
    small = read_scenario("busan-2025").but_paths(SMALL)
    found = fit_precision(record, small, grid=(0.5, 4.0, 32.0))
    assert set(found.said) == set(found.counted) == {*FITTED, *HELD_BACK}
    assert all(0 <= chance <= 1 for chance in found.said.values())
    assert found.fit.log_likelihood[0] < found.fit.log_likelihood[-1]
    assert found.fit.low == 4.0


@pytest.mark.study
def test_the_least_precision_of_the_scenario_is_that_of_the_record(record):
    found = fit_precision(record)
    band = read_scenario("busan-2025").game.precision
    assert found.fit.low == band.low
    assert found.fit.high is None
    told = np.asarray(found.fit.precision) >= 8
    assert np.ptp(found.fit.log_likelihood[told]) < 1e-3
    assert found.said["USA moves first in truce"] == pytest.approx(0.04, abs=0.005)
