"""The page of why published figures disagree."""

import re
from pathlib import Path

import pytest

from backfire import report
from tests.results.synthetic_spread import synthetic_spread

FOUND = synthetic_spread()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = report.write(FOUND, tmp_path_factory.mktemp("spread") / "page.html")
    return Path(path).read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_answer_comes_first_and_each_figure_has_its_sentence(said: str) -> None:
    assert said.index("Published figures run from") < said.index("Why it lies there")
    for one in FOUND.placed:
        assert one.why in said
        assert one.said in said
    assert "kept-quiet" in said


def test_what_is_estimated_is_marked_with_its_band(said: str) -> None:
    assert "with embedded an estimate" in said
    assert "USD 600 million" in said
    assert "USD 2.0 billion" in said


def test_sources_are_named(said: str) -> None:
    assert "Made up for a test." in said


def test_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
