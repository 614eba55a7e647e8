"""The page of a deal."""

import html
import re

import pytest

from backfire import render
from tests.answers.synthetic_deal import synthetic_deal

FOUND = synthetic_deal()


@pytest.fixture(scope="module")
def page() -> str:
    return render.page(FOUND).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_answer_comes_first_and_then_every_part(page: str, said: str) -> None:
    assert re.findall(r"<h2>([^<]+)</h2>", page) == [
        "All packages",
        "Issue by issue",
        "What has no value",
        "Against what was signed",
        "Minerals by the supply model",
        "What moves it",
        "For how long",
        "Sources",
        "Method",
    ]
    assert page.index("Of 3 issues") < page.index("<h2>")
    for sentence in FOUND.sentences:
        assert sentence[:60] in html.unescape(said)


def test_values_have_their_bands_and_flips(said: str) -> None:
    assert "5.00 4.50 to 5.50" in said
    assert "-2.00 -2.50 to -1.50 -0.80 -1.30 to -0.30" in said


def test_what_is_infinite_or_missing_is_told_in_words(said: str) -> None:
    assert "infinite" in said
    assert "0.25 0.20 to no bound" in said
    assert "the rest costs USA more than 7.00 6.50 to 7.50" in said
    assert "it costs USA more for each dollar of CHN than 1.33 1.00 to 2.00" in said


def test_published_ranges_stand_beside_the_supply_model(said: str) -> None:
    assert "11.0 1.00 to 146" in said


def test_sources_are_named_and_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert "Made up for a test." in page
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
