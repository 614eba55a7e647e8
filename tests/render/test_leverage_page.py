import json
import re

import pytest

from backfire import report
from backfire.results import Leverage
from tests.results.synthetic import synthetic_results
from tests.results.synthetic_leverage import synthetic_leverage, synthetic_leverage_dataset

DRAWN = [
    "leverage-curves",
    "losses-by-closure",
    "value-of-use",
    "outside-capacity",
    "who-stops-buying",
    "instrument-costs",
    "elasticities",
    "four-cases",
]


def page_of(shown, folder):
    path = report.write(shown, folder / "page.html")
    return path.read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def leverage():
    return synthetic_leverage()


@pytest.fixture(scope="module")
def alone(leverage, tmp_path_factory):
    return page_of(leverage, tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def both(leverage, results, tmp_path_factory):
    return page_of(results.with_leverage(leverage), tmp_path_factory.mktemp("both"))


def ids(page):
    return re.findall(r'class="picture" id="([^"]+)"', page)


def test_leverage_has_a_page_of_its_own(alone, leverage):
    assert ids(alone) == DRAWN
    drawings = json.loads(re.search(r'id="drawings">(.*?)</script>', alone, re.DOTALL).group(1))
    assert list(drawings) == DRAWN
    assert alone.count("<figcaption>") == len(DRAWN)
    for sentence in leverage.answer().sentences:
        assert sentence.split("(")[0].strip() in alone


def test_a_run_shows_leverage_first(both, leverage):
    assert ids(both)[: len(DRAWN)] == DRAWN
    assert "calendar" in ids(both)
    lead = re.search(r'<p class="lead">(.*?)</p>', both).group(1)
    assert lead == leverage.answer().sentences[0]
    assert both.index('id="leverage-section"') < both.index('id="calendar-section"')
    assert "First to stop are buyers of" in both


def test_a_run_without_leverage_has_no_such_section(results, tmp_path):
    assert 'id="leverage-section"' not in page_of(results, tmp_path)


@pytest.mark.parametrize("page", ["alone", "both"])
def test_every_link_of_the_page_leads_somewhere(page, request):
    text = request.getfixturevalue(page)
    links = re.findall(r'href="#([^"]+)"', text)
    assert links
    assert set(links) <= set(re.findall(r'\bid="([^"]+)"', text))
    assert len(set(re.findall(r'\bid="([^"]+)"', text))) == len(re.findall(r'\bid="([^"]+)"', text))


def test_sources_of_both_are_cited(both):
    for words in ("Values at issue in the deal", "General Administration of Customs"):
        assert words in both


def test_published_figures_and_the_years_after_2010_are_beside(alone):
    assert "Of 3 published figures that can be compared" in alone
    assert "where 4 % was observed after 2010" in alone
    assert "where up to 10 % was observed" in alone


def test_what_is_missing_is_named(alone):
    assert "no figure" in alone
    assert "value added by samarium-cobalt magnets in defence" in alone


def test_an_answer_with_nothing_in_it_has_a_page(tmp_path):
    data = synthetic_leverage_dataset(window="empty", halves=False)
    for axis in ("project", "instrument", "parameter"):
        data = data.isel({axis: slice(0, 0)})
    data.attrs["forecasts"] = data.attrs["holes"] = "[]"
    text = page_of(Leverage(data), tmp_path)
    assert "The window of use is empty" in text
    assert "Table of published figures" not in text


def test_text_cannot_become_markup(tmp_path):
    data = synthetic_leverage_dataset()
    data.attrs["title"] = "<script>alert(1)</script>"
    data.attrs["holes"] = json.dumps(["</script><b>"])
    text = page_of(synthetic_results(draws=2, weeks=20).with_leverage(Leverage(data)), tmp_path)
    assert "</script><b>" not in text
    assert text.count("</script>") == 3
