"""The page of a deal."""

import html
import re
from pathlib import Path

import pytest

from backfire import report
from tests.results.synthetic_deal import synthetic_deal

FOUND = synthetic_deal()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = report.write(FOUND, tmp_path_factory.mktemp("deal") / "page.html")
    return Path(path).read_text(encoding="utf-8").replace("\u00a0", " ")


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
    assert "5.00 (4.50 to 5.50)" in said
    assert "CHN -2.00 or USA -0.80" in said


def test_what_is_infinite_or_missing_is_told_in_words(said: str) -> None:
    assert "infinite" in said
    assert "USA loses 7.00 (6.50 to 7.50) bn a year by the rest" in said
    assert "USA loses 1.33 (1.00 to 2.00) for each dollar of CHN" in said


def test_published_ranges_stand_beside_the_supply_model(said: str) -> None:
    assert "USA 11.0 (1.00 to 146)" in said


def test_sources_are_named_and_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert "Made up for a test." in page
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
