"""R1 and R4: our band beside the published one, in fewer draws than the benchmark."""

import numpy as np
import pytest
from benchmarks import published_losses as survey
from benchmarks import published_years as years

from backfire import data
from backfire.questions.run._run import set_up

DRAWS = 64


@pytest.fixture(scope="module")
def gallium():
    """USD that a year without China's gallium costs, by draw."""
    set_up()
    return survey.Cut.of("gallium").by_substitution(DRAWS)


@pytest.fixture(scope="module")
def standing():
    """Loss a year when half of the rare earths are gone, in the first quarter and in ten years."""
    set_up()
    return years.standing(0.5, DRAWS)


@pytest.mark.parametrize(("element", "lost"), [("gallium", 0.62), ("germanium", 0.355)])
def test_what_the_world_outside_loses_follows_from_cited_figures(element, lost):
    assert survey.share_lost(element) == pytest.approx(lost, abs=0.005)
    stated = survey.published(element).severity
    assert stated == pytest.approx(lost, abs=0.006)


def test_the_band_for_gallium_meets_the_published_one(gallium):
    stated = survey.published("gallium")
    low, high = np.quantile(gallium, [0.05, 0.95])
    assert low <= stated.usd_high
    assert high >= stated.usd_low


@pytest.mark.xfail(
    strict=True,
    reason="the median is about an eighth of the published 3.1 billion: it hangs on an elasticity "
    "that nobody has estimated for gallium, and none is fitted to the answer",
)
def test_the_median_for_gallium_lies_in_the_published_band(gallium):
    stated = survey.published("gallium")
    assert stated.usd_low <= np.median(gallium) <= stated.usd_high


def test_more_than_two_fifths_of_the_fall_of_output_are_in_semiconductors(gallium):
    eased, fixed = survey.Cut.of("gallium").in_semiconductors(DRAWS)
    assert np.quantile(eased, 0.05) > 0.4
    assert fixed > 0.4


@pytest.mark.parametrize("element", survey.RISES)
@pytest.mark.xfail(
    strict=True,
    reason="short-run elasticities of the shipped table make the price 66 times the published one "
    "for gallium and 8 times for germanium; no published elasticity of either was found",
)
def test_the_price_rises_as_published(element):
    rows = data.read_parameters("prior").table.iter_rows(named=True)
    central = {row["parameter"]: row["central"] for row in rows}
    eased = central["demand_elasticity"] + central["byproduct_response"]
    rise = (1 - survey.share_lost(element)) ** (-1 / eased)
    assert rise == pytest.approx(1 + survey.RISES[element], rel=0.5)


def test_a_standing_shortage_is_almost_entirely_mitigated_over_the_years(standing):
    first, late, elasticity = standing
    assert np.median(1 - late / first) > 0.9
    assert elasticity.max() < 1


def test_the_benchmark_prints_what_it_is_there_to_say(capsys):
    survey.prices()
    printed = capsys.readouterr().out
    assert printed.count("not matched") == len(survey.RISES)
