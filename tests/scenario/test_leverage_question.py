"""The use by which leverage is measured: what a scenario says of it, and what it need not say."""

from datetime import date

import pytest

from backfire.errors import ScenarioError
from backfire.scenario import json_schema, quick, read_scenario

BAND = {"low": 1e9, "central": 2e9, "high": 3e9}


def embargo(**leverage):
    return read_scenario("full-embargo").but(leverage=leverage)


def problems(**leverage):
    with pytest.raises(ScenarioError) as raised:
        embargo(**leverage)
    return raised.value.problems


def test_left_out_it_is_a_full_cut_of_the_goods_of_the_reference():
    for scenario in (
        read_scenario("full-embargo"),
        read_scenario("no-control"),
        quick("dy_oxide", by="CHN", to="USA", starts="2026-01"),
        embargo(),
    ):
        asked = scenario.leverage
        assert asked.goods == scenario.reference.goods
        assert (asked.withheld, asked.starts) == (1.0, None)
        assert (asked.weeks, asked.horizon_weeks, asked.used_quarters) == (52, 52, 4)
        assert (asked.until, asked.window_years) == (2035, 3)
        assert (asked.discount_rate, asked.discount_source) == (0.03, "")
        assert (asked.concession, asked.worth) == (None, None)


def test_a_control_that_is_the_use_itself_stands_in_no_history():
    assert read_scenario("full-embargo").leverage.instead_of == ("embargo",)
    partly = quick("dy_oxide", by="CHN", to="USA", withheld=0.7, starts="2026-01").leverage
    assert (partly.instead_of, partly.withheld) == (("announced",), 0.7)


def test_its_goods_follow_the_reference_until_it_names_its_own():
    scenario = embargo(withheld=0.5)
    changed = scenario.but_path("controls.0.goods", ["dy_oxide"])
    assert changed.leverage.goods == ("dy_oxide",)
    assert embargo(goods=["tb_oxide"]).leverage.goods == ("tb_oxide",)


def test_what_is_not_said_is_not_written():
    assert "leverage" not in read_scenario("no-control").to_yaml()
    said = embargo(withheld=0.5).to_yaml().split("leverage:\n")[1]
    assert said.startswith("  withheld: 0.5\nsources:")


def test_it_reads_back_as_it_was_written(tmp_path):
    scenario = embargo(
        starts="2028-01-01",
        concession={**BAND, "years": 2, "source": "a2025", "note": "All of it."},
        worth={"low": 0.0, "central": 0.5, "high": 1.0, "source": "b2025"},
        discount_source="c2025",
    )
    path = tmp_path / "asked.yaml"
    path.write_text(scenario.to_yaml(), "utf-8")
    assert read_scenario(path) == scenario
    assert scenario.source_keys() == ("a2025", "b2025", "c2025", "usgs_ofr2024_1057")


def test_it_can_be_asked_at_any_date_after_some_quarters_of_earlier_use():
    asked = (
        read_scenario("full-embargo")
        .but_paths({"leverage.starts": "2028-01-01", "leverage.used_quarters": 2})
        .leverage
    )
    assert (asked.starts, asked.used_quarters) == (date(2028, 1, 1), 2)
    assert asked.goods == ("oxides", "metals", "magnets")


def test_a_concession_is_in_force_for_a_year_unless_it_says_otherwise():
    concession = embargo(concession=BAND).leverage.concession
    assert (concession.years, concession.source, concession.note) == (1.0, "", "")


@pytest.mark.parametrize(
    ("leverage", "says"),
    [
        (
            {"horizon_weeks": 26},
            "horizon_weeks must not be shorter than the control (leverage.weeks, 52), got 26",
        ),
        (
            {"weeks": 104},
            "horizon_weeks must not be shorter than the control (leverage.weeks, 104), got 52",
        ),
        ({"withheld": 1.5}, "withheld must be a share between 0 and 1, got 1.5"),
        ({"weeks": 0}, "weeks must be a whole number above 0, got 0"),
        ({"used_quarters": 0}, "used_quarters must be a whole number above 0, got 0"),
        ({"until": 2036}, "until must be a year, 2035 at the latest, got 2036"),
        (
            {"until": 2028, "starts": "2028-01-01"},
            "until must be after the year of leverage.starts (2028), got 2028",
        ),
        (
            {"starts": "2024-12-31"},
            "starts must be on or after the run starts (2025-01-01), got 2024-12-31",
        ),
        ({"window_years": 6}, "window_years must be a whole number from 1 to 5, got 6"),
        ({"discount_rate": -0.01}, "discount_rate must be a share between 0 and 1, got -0.01"),
        ({"goods": []}, "goods must name at least one good, got none"),
        ({"start": "2028-01-01"}, 'start is not a field here; did you mean "starts"?'),
        (
            {"concession": {**BAND, "high": 0.0}},
            "concession must have low <= central <= high, got 1000000000.0, 2000000000.0, 0.0",
        ),
        (
            {"concession": {"game": "busan-2025", "years": 0}},
            "concession.years must be a number above 0, got 0",
        ),
        ({"concession": {**BAND, "years": 0}}, "concession.years must be a number above 0, got 0"),
        (
            {"worth": {"low": 1, "central": 0.5, "high": 2}},
            "worth must have low <= central <= high, got 1.0, 0.5, 2.0",
        ),
        ({"worth": {"low": 0, "central": 1}}, "worth.high is required"),
        (
            {"worth": {"low": 0, "central": 1, "hihg": 1, "high": 1}},
            'worth.hihg is not a field here; did you mean "high"?',
        ),
    ],
)
def test_a_fault_in_the_question_is_named_in_our_own_words(leverage, says):
    assert problems(**leverage) == (f"leverage.{says}",)


def test_all_its_faults_are_named_at_once():
    assert len(problems(horizon_weeks=26, until=2036, window_years=6)) == 3


def test_every_field_of_it_is_explained():
    definitions = json_schema()["$defs"]
    for name in ("LeverageQuestion", "Concession", "Worth"):
        assert all(field["description"] for field in definitions[name]["properties"].values())


def test_a_use_may_lose_concessions():
    concession = embargo(concession={**BAND, "low": -2e9}).leverage.concession
    assert concession.low == -2e9


def test_a_game_may_tell_what_a_use_obtains_and_has_no_figures_before_it_is_played():
    asked = embargo(concession={"game": "busan-2025"}).leverage
    assert (asked.concession.game, asked.concession.years) == ("busan-2025", 3.0)
    assert asked.conceded is None
