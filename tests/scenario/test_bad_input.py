"""What is wrong is said all at once, with the place, what must be true and the way out."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from backfire.errors import ScenarioError
from backfire.scenario import Scenario, library, quick, read_scenario, write_new


def ban(**changes):
    return {
        "kind": "ban",
        "name": "first",
        "by": "CHN",
        "to": ["USA"],
        "goods": ["dy_oxide"],
        "starts": "2026-01-01",
        "withheld": 0.5,
        **changes,
    }


def licence(**changes):
    whole = {"low": 0.1, "central": 0.2, "high": 0.3}
    extra = {
        "kind": "licence",
        "covered": 1.0,
        "approvals": [{"date": "2026-01-01", **whole}, {"date": "2026-02-01", **whole}],
    }
    control = ban(**extra)
    del control["withheld"]
    return {**control, **changes}


def without(control, name):
    return {key: value for key, value in control.items() if key != name}


@dataclass(frozen=True)
class Fault:
    name: str
    says: str
    controls: tuple[Any, ...] = (ban(),)
    fields: dict[str, Any] = field(default_factory=dict)


NAN = float("nan")
HALF = {"low": 0.5, "central": 0.5, "high": 0.5}
FAULTS = [
    Fault(
        "share-too-large",
        "controls[0].withheld must be a share between 0 and 1, got 1.6",
        (ban(withheld=1.6),),
    ),
    Fault(
        "share-negative",
        "controls[0].withheld must be a share between 0 and 1, got -0.1",
        (ban(withheld=-0.1),),
    ),
    Fault(
        "share-nan",
        "controls[0].withheld must be a share between 0 and 1, got nan",
        (ban(withheld=NAN),),
    ),
    Fault(
        "share-as-text",
        'controls[0].withheld must be a share between 0 and 1, got "half"',
        (ban(withheld="half"),),
    ),
    Fault(
        "share-as-truth",
        "controls[0].withheld must be a share between 0 and 1, got true",
        (ban(withheld=True),),
    ),
    Fault(
        "key-misspelt",
        'controls[0].start is not a field here; did you mean "starts"?',
        (ban(start="2026-01-01"),),
    ),
    Fault(
        "key-misspelt-on-top",
        'seeds is not a field here; did you mean "seed"?',
        fields={"seeds": 1},
    ),
    Fault(
        "key-misspelt-inside-a-band",
        'controls[0].leakage.hihg is not a field here; did you mean "high"?',
        (ban(leakage={**HALF, "hihg": 1}),),
    ),
    Fault("key-missing", "controls[0].withheld is required", (without(ban(), "withheld"),)),
    Fault(
        "kind-unknown",
        "controls[0].kind must be one of ban, licence, quota_pool, extraterritorial, tariff, "
        'supply_order, threat, got "bann"; did you mean "ban"?',
        (ban(kind="bann"),),
    ),
    Fault(
        "kind-missing",
        "controls[0].kind is required: one of ban, licence, quota_pool, extraterritorial, tariff, "
        "supply_order, threat",
        (without(ban(), "kind"),),
    ),
    Fault(
        "edition-without-quotes",
        "edition must be text in quotation marks, got 2025.11",
        fields={"edition": 2025.11},
    ),
    Fault(
        "date-as-number",
        "controls[0].starts must be a date such as 2025-04-04, got 2025",
        (ban(starts=2025),),
    ),
    Fault(
        "date-that-does-not-exist",
        'controls[0].starts must be a date such as 2025-04-04, got "2025-02-30"',
        (ban(starts="2025-02-30"),),
    ),
    Fault(
        "run-backwards",
        "ends must be after starts (2025-01-01), got 2024-01-01",
        fields={"ends": "2024-01-01"},
    ),
    Fault(
        "control-backwards",
        "controls[0].ends must be after starts (2026-01-01), got 2025-06-01",
        (ban(ends="2025-06-01"),),
    ),
    Fault(
        "announced-after-start",
        "controls[0].announced must not be after starts (2026-01-01), got 2026-02-01",
        (ban(announced="2026-02-01"),),
    ),
    Fault(
        "threat-withdrawn-before-it-was-uttered",
        "controls[0].ends must be after announced (2025-10-09), got 2025-10-01",
        (
            {
                **without(ban(), "withheld"),
                "kind": "threat",
                "severity": 0.5,
                "announced": "2025-10-09",
                "ends": "2025-10-01",
            },
        ),
    ),
    Fault(
        "names-twice",
        'controls[1].name must differ from every other name, got "first" as in controls[0]',
        (ban(), ban(by="USA", to=["CHN"])),
    ),
    Fault(
        "suspended-before-it-is-known",
        "controls[0].suspended[0].from must not be before the control is known (2026-01-01), "
        "got 2025-12-01",
        (ban(suspended=[{"from": "2025-12-01", "until": "2026-03-01"}]),),
    ),
    Fault(
        "suspended-after-it-ends",
        "controls[0].suspended[0].until must not be after the control ends (2026-06-01), "
        "got 2026-07-01",
        (ban(ends="2026-06-01", suspended=[{"from": "2026-02-01", "until": "2026-07-01"}]),),
    ),
    Fault(
        "suspended-backwards",
        "controls[0].suspended[0].until must be after from (2026-03-01), got 2026-02-01",
        (ban(suspended=[{"from": "2026-03-01", "until": "2026-02-01"}]),),
    ),
    Fault(
        "approvals-out-of-order",
        "controls[0].approvals[1].date must be after the one before it (2026-03-01), "
        "got 2026-02-01",
        (licence(approvals=[{"date": "2026-03-01", **HALF}, {"date": "2026-02-01", **HALF}]),),
    ),
    Fault(
        "approvals-of-a-place-out-of-order",
        "controls[0].approvals_by.USA[1].date must be after the one before it (2026-03-01), "
        "got 2026-03-01",
        (
            licence(
                approvals_by={
                    "USA": [{"date": "2026-03-01", **HALF}, {"date": "2026-03-01", **HALF}]
                }
            ),
        ),
    ),
    Fault(
        "band-out-of-order",
        "controls[0].covered must have low <= central <= high, got 0.5, 0.2, 0.9",
        (licence(covered={"low": 0.5, "central": 0.2, "high": 0.9}),),
    ),
    Fault(
        "no-goods",
        "controls[0].goods must name at least one, got an empty list",
        (ban(goods=[]),),
    ),
    Fault(
        "places-as-a-word",
        'controls[0].to must be a list of places, or the word "all", got "everyone"',
        (ban(to="everyone"),),
        {"targets": ["USA"]},
    ),
    Fault(
        "against-itself",
        "controls[0].to must not hold the place that acts, got CHN",
        (ban(to=["CHN"]),),
    ),
    Fault(
        "aimed-at-all-without-targets",
        'targets is required where the first control is aimed at "all"',
        (ban(to="all"),),
    ),
    Fault(
        "no-control-and-no-headline",
        "reference is required where there is no control to take it from",
        (),
    ),
    Fault("draws-zero", "draws must be a whole number above 0, got 0", fields={"draws": 0}),
    Fault("seed-negative", "seed must be a whole number of 0 or more, got -1", fields={"seed": -1}),
    Fault(
        "reference-outside-the-run",
        "reference.starts must be on or after the run starts (2025-01-01), got 2024-01-01",
        fields={"reference": {"goods": ["dy_oxide"], "starts": "2024-01-01"}},
    ),
    Fault(
        "content-of-another-good",
        "controls[0].content.nd_oxide must be one of the control's goods: dy_oxide",
        (ban(kind="extraterritorial", content={"nd_oxide": 0.5}),),
    ),
    Fault(
        "quota-negative",
        "controls[0].tranches[0].tonnes must be a number of 0 or more, got -5",
        (
            {
                **without(ban(), "withheld"),
                "kind": "quota_pool",
                "tranches": [{"date": "2026-01-01", "tonnes": -5}],
            },
        ),
    ),
    Fault(
        "supply-order-without-processes",
        "controls[0].processes must name at least one, got an empty list",
        (
            {
                **without(ban(), "withheld"),
                "kind": "supply_order",
                "processes": [],
                "output_cap": 0.8,
            },
        ),
    ),
    Fault(
        "tariff-of-all",
        'controls[0].to must be a list, got "all"',
        ({**without(ban(to="all"), "withheld"), "kind": "tariff", "rate": 0.25},),
        {"targets": ["USA"]},
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_named_in_our_own_words(fault):
    with pytest.raises(ScenarioError) as raised:
        Scenario(name="faulty", title="Faulty", controls=list(fault.controls), **fault.fields)
    assert fault.says in raised.value.problems


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_is_not_reported_as_several(fault):
    with pytest.raises(ScenarioError) as raised:
        Scenario(name="faulty", title="Faulty", controls=list(fault.controls), **fault.fields)
    allowed = 3 if fault.name == "no-control-and-no-headline" else 1
    assert len(raised.value.problems) <= allowed, raised.value.problems


def test_all_problems_are_reported_at_once():
    with pytest.raises(ScenarioError) as raised:
        Scenario(
            name="faulty",
            title="Faulty",
            edition=2025.11,
            ends="2024-01-01",
            controls=[ban(withheld=1.6, start="2026-01-01"), ban(ends="2025-01-01")],
        )
    assert len(raised.value.problems) == 6
    assert str(raised.value).startswith("faulty has 6 problems:\n  edition must be")


def test_an_unknown_short_name_is_met_with_the_nearest_and_the_whole_library():
    with pytest.raises(ScenarioError) as raised:
        read_scenario("rare-earth-2025")
    assert raised.value.problems == (
        f"scenario must be one of the library ({', '.join(library())}) or a file, "
        'got "rare-earth-2025"; did you mean "rare-earths-2025"?',
    )


def test_a_missing_file_is_called_a_file():
    with pytest.raises(ScenarioError) as raised:
        read_scenario("mine/none.yaml")
    assert str(raised.value) == (
        "mine/none.yaml has 1 problem:\n"
        "  a scenario must be a file, got nothing there; `backfire new` writes one"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: [", "line 1, column 8: must be YAML 1.2"),
        ("name: a\nname: b\n", "line 2, column 1: must be YAML 1.2, got: found duplicate key"),
        ("- a\n- b\n", "the file must hold fields such as name, title and controls"),
        ("", "the file must hold fields such as name, title and controls"),
        ("7: x\n", "the file must hold fields such as name, title and controls"),
    ],
    ids=["not-closed", "key-twice", "list", "empty", "number-as-key"],
)
def test_what_is_not_yaml_is_told_with_its_line(tmp_path, text, says):
    path = tmp_path / "faulty.yaml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as raised:
        read_scenario(path)
    assert raised.value.where == str(path)
    assert raised.value.problems[0].startswith(says)


def test_a_file_is_read_by_the_rules_of_yaml_1_2(tmp_path):
    path = write_new("mine", tmp_path)
    text = (
        path.read_text()
        .replace("[USA, JPN]", "[NO, JPN]")
        .replace("withheld: 0.7", "withheld: 1e-8")
    )
    path.write_text(text)
    scenario = read_scenario(path)
    assert scenario.targets == ("NO", "JPN")
    assert scenario.controls[0].withheld == 1e-8


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (
            "controls.0.wihtheld",
            0.5,
            'controls[0].wihtheld is not a field here; did you mean "withheld"?',
        ),
        (
            "controls.7.withheld",
            0.5,
            "controls must be followed by a number from 0 to 0 or one of embargo, got 7",
        ),
        (
            "controls.0.withheld",
            1.6,
            "controls[0].withheld must be a share between 0 and 1, got 1.6",
        ),
        ("title.first", 1, "title.first leads nowhere: title is a single value"),
        ("", 1, "a change must name a field, got an empty path"),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ends(path, value, says):
    with pytest.raises(ScenarioError) as raised:
        read_scenario("full-embargo").but_path(path, value)
    assert raised.value.problems == (says,)


def test_a_quick_question_is_checked_too():
    with pytest.raises(ScenarioError) as raised:
        quick("dy_oxide", by="CHN", to="USA,JPN", withheld=7, starts="2026-13")
    assert raised.value.problems == (
        'controls[0].starts must be a date such as 2025-04-04, got "2026-13"',
        "controls[0].withheld must be a share between 0 and 1, got 7",
    )
