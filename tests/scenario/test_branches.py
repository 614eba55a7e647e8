"""A file may be built on another scenario and say only what differs."""

from datetime import date, timedelta

import pytest

from backfire.errors import ScenarioError
from backfire.scenario import Scenario, json_schema, library, read_scenario

HEAD = "name: mine\ntitle: Mine\n"
BRANCHES = ("rare-earths-2025-lapsed", "rare-earths-2025-renewed", "rare-earths-2025-tightened")
END_OF_TRUCE = date(2026, 11, 10)


def written(folder, text, name="mine.yaml"):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, "utf-8")
    return path


def problems(path):
    with pytest.raises(ScenarioError) as raised:
        read_scenario(path)
    return raised.value.problems


def test_a_file_may_be_built_on_one_of_the_library(tmp_path):
    path = written(
        tmp_path,
        HEAD + "based_on: full-embargo\nchanges: {controls.embargo.withheld: 0.5, seed: 7}\n",
    )
    expected = read_scenario("full-embargo").but_paths(
        {"controls.embargo.withheld": 0.5, "seed": 7, "name": "mine", "title": "Mine"}
    )
    assert read_scenario(path) == expected.but(description="")


def test_a_file_may_be_built_on_one_beside_it(tmp_path, monkeypatch):
    written(tmp_path, HEAD + "based_on: full-embargo\nseed: 7\n", "base.yaml")
    path = written(tmp_path, HEAD + "based_on: ../base.yaml\ndraws: 5\n", "inner/mine.yaml")
    monkeypatch.chdir("/")
    scenario = read_scenario(path)
    assert (scenario.seed, scenario.draws) == (7, 5)
    assert scenario.controls == read_scenario("full-embargo").controls


def test_a_field_written_in_full_replaces_that_of_the_base(tmp_path):
    path = written(
        tmp_path,
        HEAD + "based_on: rare-earths-2025\nleverage: {weeks: 26}\n"
        "controls:\n  - {kind: tariff, name: duty, by: CHN, to: [USA], goods: [magnets], "
        "starts: 2026-01-01, rate: 0.25}\n",
    )
    scenario = read_scenario(path)
    assert [control.name for control in scenario.controls] == ["duty"]
    assert scenario.leverage.weeks == 26
    assert scenario.reference == read_scenario("rare-earths-2025").reference


def test_changes_come_after_the_fields_written_in_full(tmp_path):
    path = written(
        tmp_path,
        HEAD + "based_on: full-embargo\nleverage: {weeks: 26}\nchanges: {leverage.weeks: 13}\n",
    )
    assert read_scenario(path).leverage.weeks == 13


def test_a_change_at_a_new_name_adds_a_member(tmp_path):
    path = written(
        tmp_path,
        HEAD + "based_on: full-embargo\nchanges:\n  controls.duty: {kind: tariff, name: duty, "
        "by: CHN, to: [USA], goods: [magnets], starts: 2026-01-01, rate: 0.25}\n",
    )
    assert [control.name for control in read_scenario(path).controls] == ["embargo", "duty"]


def test_the_base_does_not_describe_what_is_built_on_it(tmp_path):
    path = written(tmp_path, HEAD + "based_on: full-embargo\n")
    assert read_scenario(path).description == ""


def test_a_branch_names_itself(tmp_path):
    path = written(tmp_path, "based_on: full-embargo\n")
    assert problems(path) == ("name is required", "title is required")


def test_what_is_read_is_a_whole_scenario():
    scenario = read_scenario("rare-earths-2025-lapsed")
    assert type(scenario) is Scenario
    assert "based_on" not in scenario.to_yaml()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "based_on: full-embargo\nchanges: {controls.7.withheld: 0.5}\n",
            "controls must be followed by a number from 0 to 0 or one of embargo, got 7",
        ),
        (
            "based_on: full-embargo\nchanges: {controls.embrago.withheld: 0.5}\n",
            "controls must be followed by a number from 0 to 0 or one of embargo, got embrago",
        ),
        (
            "based_on: full-embargo\nchanges: {controls.new: {kind: ban, name: other}}\n",
            "controls must be followed by a number from 0 to 0 or one of embargo, got new",
        ),
        (
            "based_on: full-embargo\nchanges: {controls.0.wihtheld: 0.5}\n",
            'controls[0].wihtheld is not a field here; did you mean "withheld"?',
        ),
        (
            "based_on: full-embargo\nchanges: {title.first: 0.5}\n",
            "title.first leads nowhere: title is a single value",
        ),
        (
            "based_on: full-embargo\nchanges: {controls.0.withheld: 1.5}\n",
            "controls[0].withheld must be a share between 0 and 1, got 1.5",
        ),
        ("based_on: full-embargo\nseeds: 1\n", 'seeds is not a field here; did you mean "seed"?'),
        ("based_on: full-embargo\nchanges: [1]\n", "changes must be a mapping, got a list of 1"),
        ("changes: {seed: 7}\n", "based_on is required"),
        (
            "based_on: 2025\n",
            "based_on must be a short name of the library or a file, got 2025",
        ),
    ],
)
def test_a_fault_in_a_branch_is_named_in_our_own_words(tmp_path, text, says):
    assert problems(written(tmp_path, HEAD + text)) == (says,)


def test_all_faults_of_a_branch_are_named_at_once(tmp_path):
    text = "based_on: full-embargo\nseed: -1\nchanges: {controls.7.to: [], title.a: 1, draws: 0}\n"
    assert len(problems(written(tmp_path, HEAD + text))) == 4


def test_an_unknown_base_is_met_with_the_nearest_and_the_whole_library(tmp_path):
    (found,) = problems(written(tmp_path, HEAD + "based_on: full-embrago\n"))
    assert found == (
        f"based_on must be one of the library ({', '.join(library())}) or a file, "
        'got "full-embrago"; did you mean "full-embargo"?'
    )


def test_a_base_that_is_no_file_is_refused(tmp_path):
    written(tmp_path, "", "folder/inside.yaml")
    for base in ("none.yaml", "folder"):
        (found,) = problems(written(tmp_path, HEAD + f"based_on: {base}\n"))
        assert found.endswith(f'or a file, got "{base}"')


def test_a_fault_of_the_base_is_told_of_the_base(tmp_path):
    base = written(tmp_path, HEAD + "based_on: full-embargo\ndraws: 0\n", "base.yaml")
    path = written(tmp_path, HEAD + "based_on: base.yaml\n")
    with pytest.raises(ScenarioError) as raised:
        read_scenario(path)
    assert raised.value.where == str(base)
    assert raised.value.problems == ("draws must be a whole number above 0, got 0",)


def test_a_file_cannot_be_built_on_itself(tmp_path):
    path = written(tmp_path, HEAD + "based_on: ./mine.yaml\n")
    assert problems(path) == ("based_on must not lead in a circle, got mine.yaml, mine.yaml",)


def test_files_cannot_be_built_on_each_other(tmp_path):
    path = written(tmp_path, HEAD + "based_on: other.yaml\n")
    written(tmp_path, HEAD + "based_on: mine.yaml\n", "other.yaml")
    assert problems(path) == (
        "based_on must not lead in a circle, got mine.yaml, other.yaml, mine.yaml",
    )


def test_the_schema_knows_what_a_branch_says():
    schema = json_schema()
    assert schema["properties"]["based_on"]["description"]
    assert schema["properties"]["changes"]["description"]
    assert schema["dependentRequired"] == {"changes": ["based_on"]}
    assert schema["required"] == ["name", "title"]


@pytest.mark.parametrize("slug", BRANCHES)
def test_a_branch_of_the_truce_is_counted_from_the_day_it_runs_out(slug):
    branch, base = read_scenario(slug), read_scenario("rare-earths-2025")
    assert branch.reference.starts == END_OF_TRUCE
    assert branch.reference.horizon_weeks == 52
    assert branch.reference.goods == base.reference.goods
    assert branch.leverage == base.leverage
    assert branch.instruments == base.instruments
    assert branch.ends == date(2027, 12, 31)
    assert branch.description


def by_name(slug):
    return {control.name: control for control in read_scenario(slug).controls}


def test_a_renewed_truce_outlasts_every_curve():
    renewed = by_name("rare-earths-2025-renewed")
    for name in ("october-elements", "october-reach"):
        first, second = renewed[name].suspended
        assert first == by_name("rare-earths-2025")[name].suspended[0]
        assert (second.from_, second.until) == (END_OF_TRUCE, date(2036, 12, 31))
        assert second.source == "mofcom_2025_70"
        assert "not an observation" in second.note


def test_lapsed_licences_come_as_slowly_as_those_of_april():
    lapsed = by_name("rare-earths-2025-lapsed")
    april, october = lapsed["april-licences"], lapsed["october-elements"]
    later = END_OF_TRUCE - april.starts
    assert later == timedelta(days=585)
    for old, new in (
        (april.approvals, october.approvals),
        (april.approvals_by["USA"], october.approvals_by["USA"]),
    ):
        assert [(p.date + later, p.low, p.central, p.high) for p in old] == [
            (p.date, p.low, p.central, p.high) for p in new
        ]
    assert "Assumption" in october.note


def test_a_lapsed_truce_binds_as_was_announced():
    lapsed, base = by_name("rare-earths-2025-lapsed"), by_name("rare-earths-2025")
    assert lapsed.keys() == base.keys()
    for name in ("october-elements", "october-reach"):
        assert lapsed[name].suspended == base[name].suspended
        assert lapsed[name].suspended[-1].until == END_OF_TRUCE
        assert lapsed[name].ends is None


def test_a_tightened_regime_refuses_on_top_of_a_lapsed_truce():
    tightened, lapsed = by_name("rare-earths-2025-tightened"), by_name("rare-earths-2025-lapsed")
    refusals = tightened.pop("refusals")
    assert tightened == lapsed
    assert (refusals.kind, refusals.withheld, refusals.starts) == ("ban", 0.4, END_OF_TRUCE)
    assert refusals.withheld == tightened["october-threat"].severity
    assert refusals.to == ("USA",)
    assert refusals.goods == ("april_2025", "october_2025", "magnets")
    assert "Assumption" in refusals.note
