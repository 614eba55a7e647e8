"""Every shipped scenario can be run and says where it comes from."""

import pytest

import backfire.scenario
from tests.structure import project

PROMISED = {
    "both-sides-overuse",
    "busan-2025",
    "dumping",
    "framework-or-collapse",
    "full-embargo",
    "nexperia-2025",
    "no-control",
    "oil-sanctions",
    "other-levers",
    "rare-earths-2025",
}
slugs = pytest.mark.parametrize("slug", backfire.scenario.library())


def test_the_promised_scenarios_are_shipped():
    assert set(backfire.scenario.library()) >= PROMISED


@slugs
def test_a_shipped_scenario_validates(slug):
    scenario = backfire.scenario.read_scenario(slug)
    assert scenario.name == slug


@slugs
def test_a_shipped_scenario_fits_the_edition_it_names(slug):
    from backfire import data
    from backfire.questions.prepare import check

    scenario = backfire.scenario.read_scenario(slug)
    check(scenario, data.read_edition(scenario.edition))


@slugs
def test_the_prose_of_a_shipped_scenario_has_a_source(slug):
    fields = project.read_yaml(project.LIBRARY / f"{slug}.yaml")
    assert fields["title"].strip()
    assert fields["description"].strip()
    controls = fields.get("controls") or []
    bare = [
        control["name"]
        for control in controls
        if not names_a_source(control) and not control.get("note")
    ]
    assert not bare, "names no source, and no note says that it is an assumption"
    assert fields.get("sources") or all(control.get("note") for control in controls)


def names_a_source(value):
    if isinstance(value, dict):
        return bool(value.get("source")) or any(names_a_source(inner) for inner in value.values())
    return isinstance(value, list) and any(names_a_source(inner) for inner in value)
