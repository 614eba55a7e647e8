"""A deal in words, in tables, as JSON and in files."""

import csv
import json
import math

import numpy as np
import pytest

from backfire.answers import read_answer
from backfire.answers.deal import KIND, RENEWAL, SIGNED
from backfire.errors import DataError
from tests.answers.synthetic_deal import NAN, PARTS, synthetic_deal

FOUND = synthetic_deal()
RENEWED = synthetic_deal(parts=(*PARTS, RENEWAL))
TABLES = {table.name: table for table in KIND.tables}


def said(found=FOUND):
    return " ".join(found.sentences)


def test_the_answer_comes_first_and_then_the_chance_of_every_issue():
    first, second, *_ = FOUND.sentences
    assert "3 issues that can be valued for both sides" in first
    assert "holds 2 in the median of 21 draws (90 % band 2 to 3)" in first
    assert first.endswith("more often than not leaves out fees.")
    assert second.endswith("minerals 100 %, tariff 80 % and fees 20 %.")


def test_what_is_left_out_has_its_own_ratio_beside_the_bound():
    assert "1.33 (1.00 to 2.0) of a dollar for each that China gains" in said()
    assert "brings: fees 0.25 (0.20 to no bound) to the United States." in said()


def test_it_says_that_it_lost_to_the_trivial_rule_and_that_nothing_else_could_be():
    assert "does worse than giving each issue the share of the others" in said()
    assert "right for 2 of 3 against 3" in said()
    assert "log infinite" in said()
    assert "no rule can beat it" in said()


def test_it_says_that_it_won_where_it_did():
    brier, log = (FOUND.dataset[name].values.copy() for name in ("brier", "log_score"))
    brier[0, 0], log[0, 0] = 0.01**2, -math.log(0.99)
    told = said(synthetic_deal(brier=brier, log_score=log))
    assert "does better than giving each issue the share of the others" in told


def test_what_has_no_value_has_a_threshold_and_no_chance():
    chips = next(line for line in FOUND.sentences if line.startswith("chips"))
    island = next(line for line in FOUND.sentences if line.startswith("island"))
    assert "costs the United States more than USD 7.0 billion (90 % band 6.5 to 7.5" in chips
    assert "no figure for either side" in island
    assert "1.33 (1.00 to 2.0)" in island
    assert "probab" not in chips + island


def test_published_ranges_stand_beside_the_supply_model():
    assert "USD 5.0 billion (90 % band 4.5 to 5.5 billion) to the United States" in said()
    assert "(published: 1.0 to 146 billion)" in said()


def test_the_term_that_comes_out_is_told_with_what_the_other_would_need():
    assert "it would be 4 years or without an end in 100 % of draws and 1 year in 0 %" in said()
    assert "a further USD 6.0 billion (90 % band 5.5 to 6.5 billion)" in said()


def test_renewal_is_told_only_once_the_game_has_said_it():
    assert "renewed" not in said()
    told = said(RENEWED)
    assert "On 10 November 2026 the suspension is renewed with a probability of 70 %" in told
    assert "replaced by a new control with 10 %" in told


def test_json_holds_every_part_and_nothing_that_json_cannot_hold():
    found = json.loads(FOUND.to_json())
    quantities = found["quantities"]
    assert "becomes" not in quantities
    assert quantities["log_score"]["nash"]["in_part"] is None
    assert found["tables"]["score"][2]["log"] is None
    assert quantities["worth"]["USA"]["minerals"]["central"] == 5e9
    assert quantities["cost_limit"]["island"]["central"] is None
    assert found["sentences"] == list(FOUND.sentences)
    assert "package_gain" not in quantities
    assert "NaN" not in FOUND.to_json()
    renewed = json.loads(RENEWED.to_json())["quantities"]["becomes"]["2026-11-10"]["renewed"]
    assert renewed == {"low": 0.5, "central": 0.7, "high": 0.9}


def test_without_what_was_signed_nothing_is_scored():
    found = synthetic_deal(parts=tuple(part for part in PARTS if part != SIGNED))
    assert "What was signed" not in said(found)
    assert "forecast" not in said(found)
    assert "score" not in [table.name for table, _ in found.tables()]


def test_an_end_without_a_bound_is_no_end():
    limits = FOUND.cost_limit.values.copy()
    rest = FOUND.rest_limit.values.copy()
    rest[:, 0] = (NAN, 7e9, NAN)
    told = said(synthetic_deal(rest_limit=rest, cost_limit=limits))
    assert "more than USD 7.0 billion (90 % band no bound) a year" in told
    rows = {row[0]: row for row in synthetic_deal(rest_limit=rest).rows(TABLES["threshold"])}
    assert TABLES["threshold"].columns[4].texts(rows["chips"][4]) == ("7.00", "no bound")


def test_where_no_deal_is_possible_in_some_draws_it_is_said():
    told = said(synthetic_deal(possible=np.array(0.75)))
    assert "In 25 % of draws no deal is possible." in told


@pytest.mark.parametrize("found", [FOUND, RENEWED], ids=["plain", "renewed"])
def test_what_is_saved_is_read_again(found, tmp_path):
    again = read_answer(found.to_netcdf(tmp_path / "deal.nc"))
    assert again.dataset.equals(found.dataset)
    assert (again.facts, again.provenance) == (found.facts, found.provenance)
    assert again.sentences == found.sentences


def test_every_table_opens_as_csv(tmp_path):
    for path in FOUND.to_csv(tmp_path):
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert len(lines) > 1
        assert {len(line) for line in lines} == {len(lines[0])}
    assert {path.stem for path in tmp_path.iterdir()} == set(TABLES)


def test_facts_that_do_not_fit_their_axes_are_refused():
    facts = FOUND.facts.model_copy(update={"issues": FOUND.facts.issues[:3]})
    with pytest.raises(DataError, match=r"facts\.issues: must hold chips"):
        synthetic_deal(facts=facts)


def test_an_issue_that_brings_its_taker_nothing_has_no_ratio():
    worth = FOUND.worth.values.copy()
    worth[0, 2] = -1.0
    rows = {row[0]: row for row in synthetic_deal(worth=worth).rows(TABLES["flip"])}
    assert rows["fees"][-1] is None
    assert rows["minerals"][-1].central == 0.25
    assert "brings: fees" not in said(synthetic_deal(worth=worth))
