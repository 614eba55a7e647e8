import json
import re

import pytest

from backfire import render
from backfire.answers.leverage import PIECES
from tests.answers.synthetic_leverage import (
    FACTS,
    answer_of,
    synthetic_leverage,
    synthetic_leverage_dataset,
    without,
)
from tests.answers.synthetic_run import synthetic_run

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


def page_of(answer):
    return render.page(answer).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def leverage():
    return synthetic_leverage()


@pytest.fixture(scope="module")
def alone(leverage):
    return page_of(leverage)


@pytest.fixture(scope="module")
def both(leverage):
    return page_of(synthetic_run().with_part(leverage))


def ids(page):
    return re.findall(r'class="picture" id="([^"]+)"', page)


def test_leverage_has_a_page_of_its_own(alone, leverage):
    assert ids(alone) == DRAWN
    drawings = json.loads(re.search(r'id="drawings">(.*?)</script>', alone, re.DOTALL).group(1))
    assert list(drawings) == DRAWN
    assert alone.count("<figcaption>") == len(DRAWN)
    for sentence in leverage.sentences:
        assert sentence.split("(")[0].strip() in alone


def test_every_section_that_has_content_stands_on_the_page(alone, leverage):
    for section in leverage.kind.sections:
        assert f'id="{section.name}-section"' in alone
        assert f"<h2>{section.title}</h2>" in alone


def test_third_parties_and_who_buys_from_the_sender_stand_on_the_page(alone):
    assert "Third parties in a control of today" in alone
    assert "Who buys from the sender" in alone
    assert "Who needs whom" in alone


def test_what_was_not_asked_for_has_no_section():
    bare = page_of(without(*PIECES))
    assert "Where peace undermines it too" not in bare
    assert "What takes leverage away" not in bare
    assert 'id="cases-section"' not in bare


def test_a_part_that_failed_is_named():
    left = tuple(part for part in PIECES if part != "instruments")
    data = synthetic_leverage_dataset().drop_vars(
        ["instrument", "instrument_payers", "instrument_cost", "leverage_removed"]
    )
    found = answer_of(data, parts=left, failed={"instruments": "ValueError: made to fail"})
    assert "Not worked out: instruments, because ValueError: made to fail" in page_of(found)


def test_a_run_shows_leverage_first(both, leverage):
    assert ids(both)[: len(DRAWN)] == DRAWN
    assert "calendar" in ids(both)
    lead = re.search(r'<p class="lead">(.*?)</p>', both).group(1)
    assert lead == leverage.sentences[0]
    assert both.index('id="leverage-section"') < both.index('id="calendar-section"')
    assert "First to stop are buyers of" in both


def test_a_run_without_leverage_has_no_such_section():
    assert 'id="leverage-section"' not in page_of(synthetic_run())


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
    assert "unknown" in alone
    assert "value added by samarium-cobalt magnets in defence" in alone


def test_an_answer_with_little_in_it_has_a_page():
    data = synthetic_leverage_dataset(window="empty", halves=False).isel(project=slice(0, 0))
    facts = FACTS.model_copy(update={"forecasts": ()})
    text = page_of(answer_of(data, facts, data_gaps=()))
    assert "The window of use is empty" in text
    assert "Published shares of world output" not in text


def test_text_cannot_become_markup():
    hostile = {"title": "<script>alert(1)</script>", "data_gaps": ("</script><b>",)}
    found = answer_of(synthetic_leverage_dataset(), **hostile)
    text = page_of(synthetic_run().with_part(found))
    assert "</script><b>" not in text
    assert text.count("</script>") == 3
