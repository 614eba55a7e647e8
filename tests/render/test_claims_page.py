"""The page of findings on claims."""

import html
import re

import pytest

from backfire import render
from tests.answers.synthetic_claims import synthetic_claims

ANSWER = synthetic_claims()


@pytest.fixture(scope="module")
def page() -> str:
    return html.unescape(render.page(ANSWER).replace("\u00a0", " "))


def test_all_claims_come_first_and_then_each(page: str) -> None:
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page) == [
        *("All claims", "Always", "Sometimes", "Never", "Figures and rules", "Sources", "Method"),
    ]
    assert page.index("Of 3 claims") < page.index("<h2")


def test_each_claim_has_its_question_rule_figures_and_record(page: str) -> None:
    part = page.partition('id="sometimes')[2].partition("</section>")[0]
    for words in (
        *("Does it?", "It holds in a draw if it does.", "Something is assumed."),
        *("A rise", "+5 points (-2 to +11)", "The record says so."),
    ):
        assert words in part
    assert 'id="claim-sometimes"' in part


def test_a_row_has_the_region_or_how_far_the_sweep_went() -> None:
    rows = {table.name: rows for table, rows in ANSWER.tables()}["verdicts"]
    always, sometimes, never = rows
    assert always[1:4] == ("holds", "At every point of: stocks and price floor", "4 of 4")
    assert sometimes[2] == "Price floor: without, and stocks: up to usual"
    assert never[1:4] == ("fails", "At no point of: stocks", "no draw")
