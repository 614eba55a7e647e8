"""What an instrument may say, and what it may not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfire.errors import ScenarioError
from backfire.scenario import Scenario, json_schema, read_scenario

SHARED = {"by": "USA", "starts": "2026-01-01", "paid_by": {"USA": 1.0}}
MONEY = {"where": ["USA"], "processes": ["separate_monazite"], "usd": 1e8, "ends": "2029-01-01"}
KINDS = {
    "price_floor": {"where": ["USA"], "goods": ["ndpr_oxide"], "floor_usd_per_kg": 110},
    "offtake": {
        "where": ["USA"],
        "goods": ["ndfeb_standard"],
        "tonnes_per_year": 1000,
        "price_usd_per_kg": 80,
    },
    "subsidy": {**MONEY, "additional": 0.5},
    "joint_project": {**MONEY, "additional": 0.5, "paid_by": {"USA": 0.5, "AUS": 0.5}},
    "recycling": {**MONEY, "processes": ["recycle_magnet_scrap"], "additional": 0.5},
    "stockpile": {
        "where": ["USA"],
        "goods": ["dy_oxide"],
        "weeks_of_use": 9,
        "buying_weeks": 104,
        "admitted": 0.2,
    },
    "dumping": {"by": "CHN", "goods": ["dy_oxide"], "price_cut": 0.3, "paid_by": {"CHN": 1.0}},
}
BAN = {
    "kind": "ban",
    "name": "ban",
    "by": "CHN",
    "to": ["USA"],
    "goods": ["dy_oxide", "magnets"],
    "starts": "2026-01-01",
    "withheld": 1.0,
}
kinds = pytest.mark.parametrize("kind", KINDS)
spenders = pytest.mark.parametrize("kind", ["subsidy", "joint_project", "recycling"])


def instrument(kind, *without, **changes):
    told = {"kind": kind, "name": "move", **SHARED, **KINDS[kind], **changes}
    return {field: value for field, value in told.items() if field not in without}


def scenario(*instruments, control=BAN):
    return Scenario(name="moves", title="Moves", controls=[control], instruments=list(instruments))


def problems(*instruments, control=BAN):
    with pytest.raises(ScenarioError) as raised:
        scenario(*instruments, control=control)
    return raised.value.problems


def harmless(**changes):
    return {**BAN, "goods": ["nd_oxide"], **changes}


@kinds
def test_every_kind_is_read(kind):
    (move,) = scenario(instrument(kind), control=harmless()).instruments
    assert move.kind == kind
    assert sum(move.paid_by.values()) == pytest.approx(1)


@kinds
def test_every_kind_is_written_as_it_is_read(kind, tmp_path):
    asked = scenario(instrument(kind, announced="2025-10-01"), control=harmless())
    path = tmp_path / "moves.yaml"
    path.write_text(asked.to_yaml(), "utf-8")
    assert read_scenario(path) == asked


@settings(max_examples=30)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=9))
def test_shares_that_were_computed_may_miss_one_by_rounding(parts):
    paid = {f"payer-{number}": part / sum(parts) for number, part in enumerate(parts)}
    scenario(instrument("price_floor", paid_by=paid))


def test_no_instrument_is_named_by_default():
    assert read_scenario("no-control").instruments == ()


def test_what_is_left_out_takes_its_default():
    floor, grant, together, store, cheap = scenario(
        instrument("price_floor", name="a"),
        instrument("subsidy", name="b"),
        instrument("joint_project", name="c"),
        instrument("stockpile", name="d"),
        instrument("dumping", name="e"),
        control=harmless(),
    ).instruments
    assert floor.covered == 1
    assert (grant.grant_share, grant.private_usd_per_usd) == (1, 0)
    assert together.private_usd_per_usd == 0
    assert store.releases_below == 0.95
    assert cheap.to == "all"
    assert (floor.announced, floor.ends, floor.source, floor.note) == (None, None, "", "")


def test_an_actor_need_not_be_a_place_of_the_edition():
    move = instrument("price_floor", by="NLD", paid_by={"NLD": 0.5, "fund": 0.5})
    assert scenario(move).instruments[0].by == "NLD"


def test_an_instrument_is_known_from_its_announcement():
    early, late = scenario(
        instrument("price_floor", name="a", announced="2025-07-10"),
        instrument("price_floor", name="b"),
    ).instruments
    assert early.known_from == date(2025, 7, 10)
    assert late.known_from == date(2026, 1, 1)


@kinds
@pytest.mark.parametrize("paid", [{}, {"paid_by": {}}, {"paid_by": None}])
def test_somebody_must_pay(kind, paid):
    move = {**instrument(kind, "paid_by"), **paid}
    assert problems(move, control=harmless()) == (
        "instruments[0].paid_by must name who pays, with shares that add up to 1, got none",
    )


@kinds
def test_the_payers_must_pay_all_of_it(kind):
    move = instrument(kind, paid_by={"USA": 0.5, "JPN": 0.3})
    assert problems(move, control=harmless()) == (
        "instruments[0].paid_by must name who pays, with shares that add up to 1, got 0.8",
    )


def test_a_joint_project_has_two_payers():
    assert problems(instrument("joint_project", paid_by={"USA": 1.0})) == (
        "instruments[0].paid_by must name at least two payers, got USA",
    )


def test_the_schema_asks_for_payers():
    definitions = json_schema()["$defs"]
    assert "paid_by" in definitions["PriceFloor"]["required"]
    assert definitions["Subsidy"]["properties"]["paid_by"]["minProperties"] == 1
    assert definitions["JointProject"]["properties"]["paid_by"]["minProperties"] == 2


@spenders
def test_money_that_is_spent_evenly_needs_an_end(kind):
    assert problems(instrument(kind, "ends")) == ("instruments[0].ends is required",)


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        ("price_floor", {"floor_usd_per_kg": 0}, "floor_usd_per_kg must be a price above 0 USD/kg"),
        ("price_floor", {"covered": 1.5}, "covered must be a share between 0 and 1"),
        ("offtake", {"tonnes_per_year": 0}, "tonnes_per_year must be a number above 0"),
        ("offtake", {"price_usd_per_kg": -1}, "price_usd_per_kg must be a price above 0 USD/kg"),
        ("subsidy", {"usd": 0}, "usd must be a number above 0"),
        ("subsidy", {"grant_share": 2}, "grant_share must be a share between 0 and 1"),
        ("subsidy", {"private_usd_per_usd": -1}, "private_usd_per_usd must be a number of 0 or"),
        ("joint_project", {"additional": 2}, "additional must be a share between 0 and 1"),
        ("joint_project", {"grant_share": 1}, "grant_share is not a field here"),
        ("recycling", {"additional": -1}, "additional must be a share between 0 and 1"),
        ("stockpile", {"weeks_of_use": 0}, "weeks_of_use must be a number above 0"),
        ("stockpile", {"buying_weeks": 0}, "buying_weeks must be a number above 0"),
        ("stockpile", {"releases_below": 2}, "releases_below must be a share between 0 and 1"),
        ("stockpile", {"admitted": 2}, "admitted must be a share between 0 and 1"),
        ("dumping", {"price_cut": 1}, "price_cut must be a share of at least 0 and below 1"),
        ("dumping", {"where": ["USA"]}, "where is not a field here"),
        ("dumping", {"to": ["CHN"]}, "to must not hold the place that acts, got CHN"),
        ("price_floor", {"where": []}, "where must name at least one, got an empty list"),
        ("price_floor", {"by": ""}, "by must be the name of an actor"),
        (
            "price_floor",
            {"ends": "2025-01-01"},
            "ends must be after starts (2026-01-01), got 2025-01-01",
        ),
        (
            "price_floor",
            {"announced": "2026-02-01"},
            "announced must not be after starts (2026-01-01), got 2026-02-01",
        ),
        ("price_floor", {"ceiling": 1}, "ceiling is not a field here"),
        ("price_floor", {"start": 1}, 'start is not a field here; did you mean "starts"?'),
    ],
)
def test_a_fault_of_an_instrument_is_named_in_our_own_words(kind, changes, says):
    (found,) = problems(instrument(kind, **changes), control=harmless())
    assert found.startswith(f"instruments[0].{says}")


def test_an_unknown_kind_is_met_with_the_nearest_and_all_of_them():
    listed = "price_floor, offtake, subsidy, joint_project, recycling, stockpile, dumping"
    assert problems({**instrument("price_floor"), "kind": "price_fllor"}) == (
        f"instruments[0].kind must be one of {listed}, "
        'got "price_fllor"; did you mean "price_floor"?',
    )
    assert problems(instrument("price_floor", "kind")) == (
        f"instruments[0].kind is required: one of {listed}",
    )


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("price_floor", "floor_usd_per_kg"),
        ("offtake", "price_usd_per_kg"),
        ("subsidy", "additional"),
        ("joint_project", "usd"),
        ("recycling", "additional"),
        ("stockpile", "admitted"),
        ("dumping", "price_cut"),
    ],
)
def test_what_nobody_can_guess_is_required(kind, field):
    found = problems(instrument(kind, field), control=harmless())
    assert found == (f"instruments[0].{field} is required",)


def test_what_is_written_in_the_wrong_list_is_sent_to_the_right_one():
    (found,) = problems({**BAN, "name": "second"})
    assert found.endswith('got "ban"; it belongs under controls')
    with pytest.raises(ScenarioError) as raised:
        scenario(control=instrument("price_floor"))
    assert any(
        problem.endswith('got "price_floor"; it belongs under instruments')
        for problem in raised.value.problems
    )


def test_a_name_is_unique_over_controls_and_instruments():
    assert problems(instrument("price_floor", name="ban")) == (
        'instruments[0].name must differ from every other name, got "ban" as in controls[0]',
    )
    assert problems(instrument("price_floor"), instrument("offtake")) == (
        'instruments[1].name must differ from every other name, got "move" as in instruments[0]',
    )


CONTRADICTION = (
    "instruments[0] must not sell dy_oxide to USA while controls[0] withholds all of it, "
    "got both from 2026-01-01: they contradict each other"
)


@pytest.mark.parametrize("to", ["all", ["JPN", "USA"]])
def test_what_is_banned_cannot_be_dumped(to):
    assert problems(instrument("dumping", to=to)) == (CONTRADICTION,)


def test_what_is_banned_everywhere_cannot_be_dumped_anywhere():
    move = instrument("dumping", starts="2027-01-01")
    with pytest.raises(ScenarioError) as raised:
        Scenario(
            name="moves",
            title="Moves",
            targets=["USA"],
            controls=[{**BAN, "to": "all"}],
            instruments=[move],
        )
    assert raised.value.problems == (
        "instruments[0] must not sell dy_oxide to all places while controls[0] withholds all of "
        "it, got both from 2027-01-01: they contradict each other",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"withheld": 0.9},
        {"by": "JPN"},
        {"to": ["KOR"]},
        {"goods": ["tb_oxide"]},
        {"ends": "2026-06-01"},
        {"suspended": [{"from": "2026-02-01", "until": "2040-01-01"}]},
    ],
    ids=["in-part", "by-another", "to-another", "of-another", "earlier", "suspended"],
)
def test_a_ban_that_stops_nothing_of_it_does_not_contradict_dumping(changes):
    move = instrument("dumping", to=["USA"], starts="2026-06-01", ends="2039-01-01")
    assert scenario(move, control={**BAN, **changes}).instruments


def test_a_ban_contradicts_dumping_again_when_its_suspension_ends():
    rest = [{"from": "2026-02-01", "until": "2027-01-01"}]
    move = instrument("dumping", to=["USA"], starts="2026-06-01")
    (found,) = problems(move, control={**BAN, "suspended": rest})
    assert "got both from 2027-01-01" in found


def test_two_floors_on_one_good_may_stand_side_by_side():
    low, high = (
        instrument("price_floor", name=f"floor-{level}", floor_usd_per_kg=level)
        for level in (90, 110)
    )
    assert len(scenario(low, high).instruments) == 2
    said = json_schema()["$defs"]["PriceFloor"]["properties"]["floor_usd_per_kg"]["description"]
    assert "the higher holds" in said


def test_a_source_of_an_instrument_counts_as_one_of_the_scenario():
    move = instrument("price_floor", source="this2025; that2025")
    assert scenario(move).source_keys() == ("that2025", "this2025")


def test_an_instrument_is_found_by_its_name():
    changed = scenario(instrument("price_floor")).but_path("instruments.move.covered", 0.5)
    assert changed.instruments[0].covered == 0.5


def test_a_question_may_name_instruments_alone():
    asked = Scenario(
        name="moves",
        title="Moves",
        sender="CHN",
        targets=["USA"],
        reference={"goods": ["dy_oxide"], "starts": "2026-01-01"},
        instruments=[instrument("price_floor")],
    )
    assert asked.controls == ()
