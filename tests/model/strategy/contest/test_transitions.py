"""Transitions of what nobody decides: probabilities add up, and means are kept."""

import numpy as np
import pytest

from backfire.model.strategy.contest import (
    Postures,
    accidents,
    arrivals,
    between_levels,
    chained,
    step_down,
    thinned,
    up_and_down,
)


def test_every_transition_adds_up_to_one():
    rows = (
        accidents(Postures(term=4), 0.02),
        arrivals(3, 4, 0.3).reshape(12, 12),
        thinned(4, 0.2),
        step_down(5, 0.1),
        up_and_down(np.array([True, False]), 3, 0.4, 0.1).reshape(6, 3),
    )
    for table in rows:
        assert table.sum(-1) == pytest.approx(1.0)


def test_a_level_between_two_keeps_its_mean():
    after = np.array([0.0, 0.3, 1.75, 3.0])
    assert between_levels(after, 4) @ np.arange(4) == pytest.approx(after)


def test_quarters_in_a_row_cost_what_each_costs_at_the_level_it_begins_with():
    cost, after = np.array([[5.0], [1.0]]), np.array([[0.0], [0.5]])
    assert chained(cost, after, 1, np.array([1.0, 1.0])) == pytest.approx([1.0 + 3.0])
