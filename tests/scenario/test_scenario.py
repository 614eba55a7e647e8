"""A scenario is a value: it reads back as it was written, and a change is a new one."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import backfire.scenario
from backfire.errors import ScenarioError
from backfire.scenario import (
    Scenario,
    json_schema,
    library,
    quick,
    read_scenario,
    read_value,
    write_new,
)

SCHEMA = Path(backfire.scenario.__file__).parent / "scenario.schema.json"
slugs = pytest.mark.parametrize("slug", library())

shares = st.floats(0, 1, allow_nan=False)
bands = st.lists(shares, min_size=3, max_size=3).map(
    lambda three: dict(zip(("low", "central", "high"), sorted(three), strict=True))
)
days = st.dates(date(2026, 1, 1), date(2035, 12, 31))
labels = st.sampled_from(["dy_oxide", "tb_oxide", "magnets", "NO", "on", "1e5", "yes: no", "ä"])
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


@st.composite
def controls(draw, number):
    kind = draw(st.sampled_from(["ban", "licence", "quota_pool", "tariff", "threat"]))
    starts = draw(days)
    shared = {
        "kind": kind,
        "name": f"control-{number}",
        "by": "CHN",
        "to": ["USA"],
        "goods": draw(st.lists(labels, min_size=1, max_size=3)),
        "announced": draw(st.dates(date(2025, 6, 1), starts)),
        "starts": starts,
        "leakage": draw(st.one_of(shares, bands)),
        "note": draw(texts),
    }
    dates = sorted(draw(st.sets(days, min_size=1, max_size=4)))
    own = {
        "ban": {"withheld": draw(shares)},
        "licence": {
            "covered": draw(bands),
            "approvals": [{"date": day, **draw(bands)} for day in dates],
            "approvals_by": {draw(labels): [{"date": dates[0], **draw(bands)}]},
            "friction": {"initial": draw(shares), "weeks": 12},
        },
        "quota_pool": {
            "tranches": [{"date": day, "tonnes": draw(st.integers(0, 10**6))} for day in dates]
        },
        "tariff": {"rate": draw(st.floats(0, 5))},
        "threat": {"severity": draw(shares)},
    }
    return {**shared, **own[kind]}


@st.composite
def scenarios(draw):
    count = draw(st.integers(1, 3))
    return Scenario(
        name="drawn",
        title=draw(texts),
        description=draw(texts),
        controls=[draw(controls(number)) for number in range(count)],
        seed=draw(st.integers(0, 2**31)),
    )


@settings(max_examples=60)
@given(scenarios())
def test_a_scenario_reads_back_as_it_was_written(tmp_path_factory, scenario):
    path = tmp_path_factory.mktemp("written") / "drawn.yaml"
    path.write_text(scenario.to_yaml(), "utf-8")
    assert read_scenario(path) == scenario


@slugs
def test_a_shipped_scenario_reads_back_as_it_was_written(slug, tmp_path):
    scenario = read_scenario(slug)
    path = tmp_path / f"{slug}.yaml"
    path.write_text(scenario.to_yaml(), "utf-8")
    assert read_scenario(path) == scenario


@slugs
def test_a_shipped_scenario_points_the_editor_to_its_schema(slug):
    path = Path(backfire.scenario.__file__).parent / "library" / f"{slug}.yaml"
    first = path.read_text("utf-8").splitlines()[0]
    address = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / address).resolve() == SCHEMA


def test_the_committed_schema_is_what_the_fields_say_now():
    assert json.loads(SCHEMA.read_text("utf-8")) == json_schema()


def test_every_field_is_explained():
    definitions = json_schema()["$defs"].values()
    bare = [
        f"{definition['title']}.{name}"
        for definition in definitions
        for name, field in definition["properties"].items()
        if not field.get("description")
    ]
    assert not bare


def test_a_scenario_cannot_be_changed_in_place():
    scenario = read_scenario("full-embargo")
    with pytest.raises(ValidationError):
        scenario.seed = 7
    with pytest.raises(ValidationError):
        scenario.controls[0].withheld = 0.0


def test_a_change_is_a_new_scenario():
    scenario = read_scenario("full-embargo")
    changed = scenario.but(seed=7, draws=50)
    assert (changed.seed, changed.draws) == (7, 50)
    assert scenario.seed == 1


def test_the_headline_of_an_embargo_follows_its_date_and_its_places():
    changed = read_scenario("full-embargo").but_paths(
        {"controls.0.starts": "2027-03", "controls.embargo.to": ["JPN", "KOR"]}
    )
    assert changed.targets == ("JPN", "KOR")
    assert changed.reference.starts == date(2027, 3, 1)
    assert changed.ends == date(2028, 2, 28)


def test_several_changes_are_checked_together():
    scenario = read_scenario("rare-earths-2025")
    later = {"starts": "2026-06-01", "ends": "2027-06-01", "reference.starts": "2026-07-01"}
    assert scenario.but_paths(later).starts == date(2026, 6, 1)
    with pytest.raises(ScenarioError):
        scenario.but_path("starts", "2026-06-01")


def test_one_number_stands_for_a_share_that_is_certain():
    leakage = read_scenario("full-embargo").but_path("controls.0.leakage", 0.3).controls[0].leakage
    assert (leakage.low, leakage.central, leakage.high) == (0.3, 0.3, 0.3)


def test_a_quick_question_names_everything_that_the_headline_needs():
    scenario = quick("dy_oxide,april_2025", by="CHN", to="USA,JPN", withheld=0.7, starts="2026-01")
    (control,) = scenario.controls
    assert control.goods == ("dy_oxide", "april_2025")
    assert (scenario.sender, scenario.targets) == ("CHN", ("USA", "JPN"))
    assert scenario.ends == date(2026, 12, 31)


def test_questions_of_ones_own_use_the_parameters_that_the_shipped_case_uses(tmp_path):
    fitted = read_scenario("rare-earths-2025").parameters
    assert fitted.startswith("fitted-")
    assert quick("dy_oxide", by="CHN", to="USA", starts="2026-01").parameters == fitted
    assert read_scenario(write_new("my-own", tmp_path)).parameters == fitted


def test_a_value_is_read_as_a_file_would_read_it():
    assert read_value("2026-01-01") == date(2026, 1, 1)
    assert read_value("NO") == "NO"
    assert read_value("1e-8") == 1e-8
    assert read_value("") is None


def test_a_new_file_is_right_and_never_replaces_another(tmp_path):
    path = write_new("my-own", tmp_path)
    assert path == tmp_path / "my-own.yaml"
    assert read_scenario(path).name == "my-own"
    before = path.read_text()
    with pytest.raises(ScenarioError) as raised:
        write_new("other", path)
    assert raised.value.problems == ("the path must be free, got an existing file",)
    assert path.read_text() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_cannot_be_one_leaves_no_file(tmp_path):
    with pytest.raises(ScenarioError) as raised:
        write_new("My Own", tmp_path / "mine.yaml")
    assert raised.value.problems == (
        'name must be lower-case letters, digits and single hyphens, got "My Own"',
    )
    assert not list(tmp_path.iterdir())


def test_the_regime_of_april_is_built_from_what_was_counted():
    april = read_scenario("rare-earths-2025").controls[0]
    counted = {str(point.date): point.central for point in april.approvals}
    assert counted["2025-06-04"] == 0.25
    assert counted["2025-06-27"] == 0.6
    assert april.approvals[-1].low == round(19 / 141, 3)


def test_interpolated_approvals_lie_on_their_lines():
    april = read_scenario("rare-earths-2025").controls[0]
    points = {str(point.date): point for point in april.approvals}
    pace = (0.6 - 0.25) / 23
    assert points["2025-07-13"].central == pytest.approx(0.6 + 16 * pace, abs=1e-3)
    assert (date(2025, 7, 23) - date(2025, 6, 27)).days * pace + 0.6 == pytest.approx(1, abs=0.01)
    rise = (19 / 141) / (date(2025, 9, 17) - date(2025, 4, 28)).days
    for point in april.approvals[1:]:
        assert point.low == pytest.approx((point.date - date(2025, 4, 28)).days * rise, abs=1e-3)
    for counted in ("2025-06-04", "2025-06-27"):
        share = points[counted].central
        doubled = 2 * share / (1 - share)
        assert points[counted].high == pytest.approx(doubled / (1 + doubled), abs=1e-3)
    slope = (0.75 - 0.4) / 23
    assert 0.75 + 16 * slope == pytest.approx(1, abs=0.01)


def test_the_american_path_is_halfway_between_one_supplier_and_all():
    path = {
        str(p.date): p for p in read_scenario("rare-earths-2025").controls[0].approvals_by["USA"]
    }
    low, high = 5 / 180, 0.6
    odds = (low / (1 - low) * high / (1 - high)) ** 0.5
    assert path["2025-06-27"].central == pytest.approx(odds / (1 + odds), abs=0.005)
    assert path["2025-05-31"].high == pytest.approx(46 / 689 / 0.85, abs=1e-3)
    between = path["2025-06-27"], path["2025-07-23"], path["2025-08-12"]
    rise = (between[2].central - between[0].central) / 46
    assert between[1].central == pytest.approx(between[0].central + 26 * rise, abs=1e-3)


def test_the_package_of_october_never_binds():
    for control in read_scenario("rare-earths-2025").controls[2:]:
        if control.kind == "threat":
            assert control.ends < control.starts
        else:
            (rest,) = control.suspended
            assert rest.from_ <= control.starts
            assert rest.until > read_scenario("rare-earths-2025").ends


def test_reading_a_scenario_loads_neither_jax_nor_xarray_nor_polars():
    code = (
        "import sys, backfire.scenario; before = 'ruamel.yaml' in sys.modules; "
        "backfire.scenario.read_scenario('rare-earths-2025'); "
        "print(before, [m for m in ('jax', 'xarray', 'polars', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False []"


@pytest.mark.parametrize(
    ("control", "to", "withheld", "title"),
    [
        ("dy_oxide", "USA", 1.0, "CHN withholds dy_oxide from USA"),
        ("dy_oxide", "USA,JPN", 0.7, "CHN withholds 70 % of dy_oxide from USA and JPN"),
        ("a,b,c", "USA", 1.0, "CHN withholds a, b and c from USA"),
    ],
)
def test_a_quick_question_says_in_its_title_what_it_asks(control, to, withheld, title):
    assert quick(control, by="CHN", to=to, withheld=withheld, starts="2026-01").title == title


def test_a_year_of_activity_is_changed_and_added_by_its_path():
    past = read_scenario("rare-earths-2010")
    changed = past.but_paths({"activity.0.ratio.2010": 1.5, "activity.0.ratio.2017": 6.0})
    ratio = changed.activity[0].ratio
    assert (ratio[2010], ratio[2017], ratio[2012]) == (1.5, 6.0, past.activity[0].ratio[2012])
    assert len(ratio) == len(past.activity[0].ratio) + 1
    with pytest.raises(
        ScenarioError, match=r"ratio\[2010\] must be a number above 0, got -1"
    ) as told:
        past.but_path("activity.0.ratio.2010", -1)
    assert len(told.value.problems) == 1
