"""The picture and the page of a backtest."""

import json
import re

import pytest

from backfire import render
from backfire.figures.backtest import hindcast_panels
from tests.answers.synthetic_backtest import synthetic_backtest

FOUND = synthetic_backtest()


@pytest.fixture(scope="module")
def page() -> str:
    return render.page(FOUND).replace("\u00a0", " ")


def test_every_series_has_a_panel_with_its_unit_and_its_dots() -> None:
    drawn = json.loads(hindcast_panels(FOUND).to_json())
    names = [entry["text"] for entry in drawn["layout"]["annotations"]]
    assert names == ["<b>exports CHN</b>", "<b>price, dy oxide, inside</b>"]
    units = {drawn["layout"][axis]["title"]["text"] for axis in ("yaxis", "yaxis2")}
    assert units == {"t/yr", "over the baseline year"}
    assert "NaN" not in json.dumps(drawn)
    dots = [trace for trace in drawn["data"] if trace["mode"] == "markers" and trace.get("x")]
    full = [trace for trace in dots if trace["marker"]["color"] == "#1a1a1a"]
    assert (len(dots), len(full)) == (4, 2)


def test_the_page_says_the_answer_first_and_every_observation_once(page: str) -> None:
    said = re.sub(r"<[^>]+>", " ", page)
    assert said.index("Of 3 observations after 2010") < said.index("Scores")
    for row in FOUND.facts.rows:
        assert f"{row.observed:.3g}" in said
    assert "is what was decided, not what came of it" in said
    assert "Made up for a test." in said
    (entrants,) = [rows for table, rows in FOUND.tables() if table.name == "entrants"]
    assert entrants == (("USA", 0.5, 2014.0, 0.25),)
    assert "Large entrants" in said


def test_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
