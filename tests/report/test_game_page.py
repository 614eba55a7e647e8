"""The page of a game."""

import re
from pathlib import Path

import pytest

from backfire import report
from tests.results.game.example import example

FOUND = example()


def said_by(answer, folder):
    path = report.write(answer, folder / "page.html")
    return Path(path).read_text(encoding="utf-8").replace("\u00a0", " ")


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return said_by(FOUND, tmp_path_factory.mktemp("game"))


@pytest.fixture(scope="module")
def said(page: str) -> str:
    return words_of(page)


def test_the_answer_comes_first_and_then_who_does_what(said: str) -> None:
    assert said.index("the probability of a first use is") < said.index("Who does what")
    assert said.count("What each control costs and brings is worked out by the supply model") == 3


@pytest.mark.parametrize(
    "name",
    [
        "policy-map",
        "game-tree",
        "hazard-of-use",
        "advantage-of-use",
        "escalation-ladder",
        "endings",
        "regret-sweep",
    ],
)
def test_every_picture_has_its_place_and_its_drawing(page: str, name: str) -> None:
    assert f'<div class="picture" id="{name}"' in page
    assert f'"{name}": {{' in page


@pytest.mark.parametrize(
    "told",
    [
        "The numbers of the map",
        "In a truce with concessions",
        "2026-11-10 61 37 to 85 28",
        "no third parties",
        "hold, hold, hold, hold 56 %",
        "1 December 2026 5 3 to 7",
        "cost of overconfidence, both are wrong",
    ],
)
def test_the_numbers_behind_the_pictures_are_there(said: str, told: str) -> None:
    assert told.lower() in said.lower()


def test_ranges_are_said_to_be_ranges(tmp_path: Path) -> None:
    said = words_of(said_by(example(origin="ranges"), tmp_path))
    assert said.index("On payoffs that are ranges and no results") < said.index("Who does what")
    assert "Its rollouts fill a table" not in said


def test_an_answer_without_truces_or_variants_has_a_page(tmp_path: Path) -> None:
    said = words_of(said_by(example(renewals=(), variants=()), tmp_path))
    assert "With one thing changed" not in said


def test_the_page_asks_the_network_for_nothing(page: str) -> None:
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', page)
