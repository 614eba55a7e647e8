"""The page of why published figures disagree."""

import re

import pytest

from backfire import render
from tests.answers.synthetic_spread import synthetic_spread

FOUND = synthetic_spread()


@pytest.fixture(scope="module")
def page() -> str:
    return render.page(FOUND).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_answer_comes_first_and_each_figure_has_its_sentence(said: str) -> None:
    assert said.index("Published figures run from") < said.index("Why it lies there")
    for one in FOUND.facts.placed:
        assert one.why in said
        assert FOUND.note("placing", one) in said
    assert "kept-quiet" in said


def test_what_is_estimated_is_marked_with_its_band(said: str) -> None:
    assert "with embedded an estimate" in said
    assert "USD 600 million" in said
    assert "USD 2.0 billion" in said


def test_sources_are_named(said: str) -> None:
    assert "Made up for a test." in said


def test_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
