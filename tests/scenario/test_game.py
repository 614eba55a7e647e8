"""The game of a scenario: what it says, what is refused, and what the shipped games rest on."""

import math
import subprocess
import sys

import pytest

from backfire.data import read_issue_values
from backfire.errors import ScenarioError
from backfire.scenario import InOpen, InTruce, json_schema, library, read_scenario

RANGES = {
    "from": "ranges",
    "harm": {"licence_delay": 1e8, "quota": 2e8, "partial_ban": 3e8, "full_ban": 4e8},
    "rent": {"licence_delay": 0, "quota": -1e6, "partial_ban": -2e6, "full_ban": -3e6},
    "rent_level": 1e8,
    "cushion": 0.5,
    "built": 0.1,
    "pace": 0.5,
    "pace_used": 1.5,
    "drain": 2,
}
SHIPPED = {name: read_scenario(name) for name in library()}
GAMES = tuple(name for name, scenario in SHIPPED.items() if scenario.game)
games = pytest.mark.parametrize("name", GAMES)
BUSAN = SHIPPED["busan-2025"]


def problems(**changes):
    with pytest.raises(ScenarioError) as raised:
        BUSAN.but_paths({f"game.{path.replace('__', '.')}": to for path, to in changes.items()})
    return raised.value.problems


def test_a_scenario_without_a_game_has_none():
    assert SHIPPED["rare-earths-2025"].game is None


def test_what_is_left_out_is_as_told_in_the_reference():
    game = BUSAN.game
    assert (game.capacity_levels, game.stock_levels) == (6, 4)
    assert (game.fear_levels, game.coalition_levels) == (1, 2)
    assert (game.beliefs.target_grid, game.beliefs.sender_grid) == (5, 4)
    assert (game.beliefs.off_path_target, game.beliefs.off_path_sender) == (1.0, 1.0)
    assert (game.starts, game.levers, game.fear.learn.central) == (None, (), 0.0)


def test_one_number_stands_for_a_band_that_is_certain():
    precision = BUSAN.but_path("game.precision", 5).game.precision
    assert (precision.low, precision.central, precision.high) == (5, 5, 5)
    prior = BUSAN.but_path("game.beliefs.target_resolute", 0.25).game.beliefs.target_resolute
    assert (prior.low, prior.high) == (0.25, 0.25)


def test_it_begins_in_a_truce_or_in_the_open():
    assert BUSAN.game.begins_in == InTruce(truce="concessions", left=4)
    opened = BUSAN.but_path("game.begins_in", {"retaliation": "proportional"}).game.begins_in
    assert opened == InOpen(control="none", retaliation="proportional")


def test_payoffs_come_from_the_supply_model_or_from_ranges():
    assert BUSAN.game.payoffs.from_ == "supply_model"
    payoffs = BUSAN.but_path("game.payoffs", RANGES).game.payoffs
    assert (payoffs.from_, payoffs.harm.quota.central, payoffs.rent.full_ban.low) == (
        "ranges",
        2e8,
        -3e6,
    )


def test_what_a_rule_leaves_out_is_never_done():
    rule = BUSAN.but_path("game.resolute_target.pressed", {"maximal": 1.0})
    rule = rule.game.resolute_target.pressed
    assert (rule.deal, rule.hold, rule.proportional, rule.maximal) == (0.0, 0.0, 0.0, 1.0)


@games
def test_it_reads_back_as_it_was_written(name, tmp_path):
    scenario = SHIPPED[name]
    path = tmp_path / "written.yaml"
    path.write_text(scenario.to_yaml(), "utf-8")
    assert read_scenario(path) == scenario


def test_a_game_is_read_without_the_numerical_library():
    code = "import sys, backfire.scenario as s; s.read_scenario('busan-2025'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "jax" not in done.stdout.split()


BAND = {"low": -2e9, "central": -1e9, "high": -1e8}
LOSS = {"sender": BAND, "target": BAND}
LEVER = {"name": "a", "title": "Goods", "harm": 1e9, "share": 0.5}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"beliefs__target_resolute": 1},
            "game.beliefs.target_resolute must be a probability above 0 and below 1, got 1",
        ),
        (
            {"beliefs__sender_resolute__low": 0.0},
            "game.beliefs.sender_resolute.low must be a probability above 0 and below 1, got 0.0",
        ),
        (
            {"quarters": 3},
            "game.quarters must not be shorter than a truce (game.term, 4), got 3",
        ),
        ({"precision": 0}, "game.precision must be a finite number above 0, got 0"),
        (
            {"precision__high": float("inf")},
            "game.precision.high must be a finite number above 0, got inf",
        ),
        (
            {"accidents": 1.5},
            "game.accidents must be a share between 0 and 1, got 1.5",
        ),
        (
            {"resolute_sender__calm": {"hold": 0.5, "flood": 0.4}},
            "game.resolute_sender.calm must add up to 1 over what may be done, got 0.9",
        ),
        (
            {"resolute_target__pressed": {"proportionaly": 1.0}},
            "game.resolute_target.pressed.proportionaly is not a field here; did you mean "
            '"proportional"?',
        ),
        (
            {"meetings": ["2025-11-01"]},
            "game.meetings[0] must not be before the game begins (2025-12-01), got 2025-11-01",
        ),
        (
            {"meetings": ["2026-04-01", "2026-03-01"]},
            "game.meetings[1] must be after the one before it (2026-04-01), got 2026-03-01",
        ),
        (
            {"begins_in__left": 5},
            "game.begins_in.left must not be longer than a truce (game.term, 4), got 5",
        ),
        (
            {"begins_in": {"truce": "peace", "left": 1}},
            'game.begins_in.truce must be quiet or concessions, what the truce holds, got "peace"',
        ),
        (
            {"begins_in": {"controls": "quota"}},
            'game.begins_in.controls is not a field here; did you mean "control"?',
        ),
        (
            {"begins": "2024-12-01"},
            "game.begins must be on or after the run starts (2025-01-01), got 2024-12-01",
        ),
        (
            {"concessions": LOSS, "quiet": LOSS},
            "game.concessions and game.quiet must hold something of worth to a side, got losses "
            "for both even at their highest: no deal is possible; give one of them a high above 0",
        ),
        (
            {"retaliation__maximal__sender": 0},
            "game.retaliation.maximal.sender.low must not be above that of proportional "
            "(-73300000000.0), got 0.0: the largest answer cannot hurt the sender less",
        ),
        ({"payoffs": {"from": "guess"}}, "game.payoffs.from must be supply_model or ranges, got "),
        (
            {"payoffs": {**RANGES, "drian": 1}},
            'game.payoffs.drian is not a field here; did you mean "drain"?',
        ),
        (
            {"payoffs": {**RANGES, "harm": {**RANGES["harm"], "full_ban": 1e7}}},
            "game.payoffs.harm.full_ban.central must not be below that of partial_ban "
            "(300000000.0), got 10000000.0",
        ),
        (
            {"payoffs": {**RANGES, "pace_used": 0.1}},
            "game.payoffs.pace_used must not be below game.payoffs.pace (0.5), got 0.1",
        ),
        (
            {"flooding__kill_with_floor": 0.5},
            "game.flooding.kill_with_floor must not be above game.flooding.kill (0.13), got 0.5: "
            "a price that is guaranteed keeps nobody from building",
        ),
        (
            {"fear_levels": 3},
            "game.fear is required where game.fear_levels is above 1, got 3",
        ),
        ({"term": 10}, "game.term must be a whole number of quarters from 1 to 9, got 10"),
        (
            {"investment__waves": 1},
            "game.investment.waves must be a whole number from 2 to 8, got 1",
        ),
        (
            {"levers": [LEVER, LEVER]},
            'game.levers[1].name must differ from every other name, got "a" as in game.levers[0]',
        ),
        (
            {"backing_down__low": -1},
            "game.backing_down.low must be a number of 0 or more, got -1",
        ),
    ],
)
def test_a_fault_in_a_game_is_named_in_our_own_words(changes, says):
    assert any(problem.startswith(says) for problem in problems(**changes)), problems(**changes)


def test_all_faults_of_a_game_are_named_at_once():
    found = problems(quarters=3, precision=0, meetings=["2025-11-01"], accidents=2)
    assert len(found) == 4


def test_every_field_of_a_game_is_explained():
    for name, definition in json_schema()["$defs"].items():
        for field, told in definition.get("properties", {}).items():
            assert told.get("description"), f"{name}.{field}"


OF_THE_GAME_ALONE = {"name", "title", "description", "game"}
ON_THE_SAME_TABLE = tuple(
    name for name in GAMES if SHIPPED[name].game.payoffs.from_ == "supply_model"
)


@pytest.mark.parametrize("name", ON_THE_SAME_TABLE)
def test_games_of_rare_earths_rest_on_the_payoffs_of_one_scenario(name):
    card = SHIPPED["rare-earths-2025"].model_dump(exclude=OF_THE_GAME_ALONE)
    assert SHIPPED[name].model_dump(exclude=OF_THE_GAME_ALONE) == card


@games
def test_every_band_of_a_shipped_game_has_a_source_or_a_reason(name):
    assert not list(bare(SHIPPED[name].game.model_dump(), "game"))


def bare(told, where):
    """Bands that name no source and give no reason; one number alone needs none where it is 0."""
    if not isinstance(told, dict):
        return
    if {"low", "central", "high"} <= set(told):
        if told["high"] != told["low"] and not (told["source"] or told["note"]):
            yield where
        return
    for name, inner in told.items():
        for place, each in enumerate(inner if isinstance(inner, list | tuple) else [inner]):
            yield from bare(each, f"{where}.{name}[{place}]")


@games
def test_a_shipped_game_asks_something(name):
    scenario = SHIPPED[name]
    assert scenario.game.question.endswith("?")
    assert scenario.description


def test_the_promised_games_are_shipped():
    assert set(GAMES) >= {
        "both-sides-overuse",
        "busan-2025",
        "dumping",
        "framework-or-collapse",
        "nexperia-2025",
        "oil-sanctions",
        "other-levers",
    }


def test_games_whose_goods_have_no_chain_rest_on_ranges():
    ranges = {name for name in GAMES if SHIPPED[name].game.payoffs.from_ == "ranges"}
    assert ranges == {"nexperia-2025", "other-levers"}


def test_a_game_after_a_success_begins_with_a_sender_more_believed_and_names_the_levers():
    before, after = BUSAN.game, SHIPPED["other-levers"].game
    believed = before.beliefs.sender_resolute.central, after.beliefs.sender_resolute.central
    assert believed[1] > believed[0]
    assert [lever.name for lever in after.levers] == ["medicines", "batteries", "mature-chips"]


def test_where_both_sides_overuse_third_parties_join_later_and_leave_sooner():
    before, after = BUSAN.game.third_parties, SHIPPED["both-sides-overuse"].game.third_parties
    assert after.join.central < before.join.central
    assert after.leave.central > before.leave.central


def added(bands, sign=1):
    """Sum of bands in USD that are independent: middles add, deviations add as squares."""
    turned = [band if sign > 0 else tuple(-value for value in reversed(band)) for band in bands]
    below, above = (math.hypot(*(band[1] - band[branch] for band in turned)) for branch in (0, 2))
    middle = math.fsum(band[1] for band in turned)
    return middle - below, middle, middle + above


@pytest.mark.parametrize(("side", "place"), [("sender", "CHN"), ("target", "USA")])
def test_what_a_truce_holds_and_an_answer_costs_are_sums_of_the_shipped_issues(side, place):
    """Retaliation is what was put aside for a year; concessions are the rest, beside minerals."""
    worth = {
        row.issue: (row.usd_low, row.usd, row.usd_high)
        for row in read_issue_values()
        if row.side == place
    }
    signed = ("fentanyl-tariff", "exclusions", "soybeans", "march-tariffs", "precursors")
    held = ("reciprocal-tariff", "affiliates-rule", "port-fees")
    quiet = branches(getattr(BUSAN.game.quiet, side))
    concessions = added([*(worth[issue] for issue in signed), quiet])
    answer = added([worth[issue] for issue in held], sign=-1)
    told = branches(getattr(BUSAN.game.concessions, side))
    assert told == pytest.approx(concessions, abs=0.1e9)
    told = branches(getattr(BUSAN.game.retaliation.proportional, side))
    assert told == pytest.approx(answer, abs=0.1e9)


def branches(band):
    return band.low, band.central, band.high


def test_the_largest_answer_is_the_tariff_that_was_threatened():
    rows = {
        row.side: row
        for row in read_issue_values()
        if row.issue == "threatened-tariff" and row.case == "carried out"
    }
    for side, place in (("sender", "CHN"), ("target", "USA")):
        band = getattr(BUSAN.game.retaliation.maximal, side)
        told = rows[place]
        assert branches(band) == pytest.approx((-told.usd_high, -told.usd, -told.usd_low))


def test_priors_are_those_of_the_record_of_moves():
    from backfire.questions.empirics import empirics

    record = empirics().priors()
    beliefs, third = BUSAN.game.beliefs, BUSAN.game.third_parties
    for band, name in (
        (beliefs.sender_resolute, "sender_resolute"),
        (beliefs.target_resolute, "target_resolute"),
        (third.leave, "forgetting"),
    ):
        told = record[name].low, record[name].central, record[name].high
        assert branches(band) == pytest.approx(told, abs=0.001), name
    rate = record["third_party_while_controlled"]
    joined = tuple(-math.expm1(-each) for each in (rate.low, rate.central, rate.high))
    assert branches(third.join) == pytest.approx(joined, abs=0.001)
