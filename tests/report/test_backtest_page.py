"""The picture and the page of a backtest."""

import json
import re
from pathlib import Path

import pytest

from backfire import figures, report
from tests.results.synthetic_backtest import synthetic_backtest

FOUND = synthetic_backtest()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = report.write(FOUND, tmp_path_factory.mktemp("past") / "page.html")
    return Path(path).read_text(encoding="utf-8").replace("\u00a0", " ")


def test_every_series_has_a_panel_with_its_unit_and_its_dots() -> None:
    drawn = json.loads(figures.hindcast_panels(FOUND).to_json())
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
    for row in FOUND.rows:
        assert f"{row.observed:.3g}" in said
    assert "is what was decided, not what came of it" in said
    assert "Made up for a test." in said
    assert "in USA in 50 % of futures, by 2014 in the median, of which 25 % lost" in said


def test_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
