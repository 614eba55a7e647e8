"""What a contest cannot be played with is told, everything at once."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
import pytest

from backfire.errors import SolveError
from tests.model.strategy.contest import small


def broken(contest, path: str, change):
    def part(each):
        for name in path.split("."):
            each = getattr(each, name)
        return each

    return eqx.tree_at(part, contest, replace_fn=change, is_leaf=lambda leaf: leaf is None)


def problems(contest, precision=3.0) -> list[str]:
    with pytest.raises(SolveError) as refusal:
        small.solved(contest, precision)
    return list(refusal.value.problems)


def test_every_fault_is_told_at_once(contest):
    faulty = broken(contest, "payoffs.flow", lambda flow: flow.at[1, 3, 0, 1, 0].set(jnp.nan))
    faulty = broken(faulty, "nature.admitted", lambda share: share.at[2].set(1.2))
    faulty = broken(faulty, "nature.accident", lambda table: table.at[4, 0].add(0.1))
    faulty = broken(faulty, "beliefs.sender", lambda _: jnp.array([0.0, 0.6, 0.4]))
    faulty = broken(faulty, "meetings", lambda _: jnp.array([True]))
    faulty = broken(faulty, "discount", lambda _: jnp.array(1.1))
    told = problems(faulty, jnp.inf)
    for problem in (
        "flow: must be a finite number at (1, 3, 0, 1, 0), got nan",
        "admitted: must be between 0 and 1, got 1.2",
        "accident: must add up to 1 over what may follow, got 1.100000",
        "sender: beliefs must rise from 0 to 1, got [0.0, 0.6, 0.4]",
        "quarters: must be at least the 2 of a truce, got 1",
        "discount: must be above 0 and at most 1, got 1.1",
        "precision: must be above zero and finite, got inf",
    ):
        assert problem in told, problem
    assert len(told) == 7


@pytest.mark.parametrize("precision", [0.0, -1.0, jnp.nan])
def test_a_precision_must_be_above_zero(contest, precision):
    (told,) = problems(contest, precision)
    assert told == f"precision: must be above zero and finite, got {precision}"


@pytest.mark.parametrize("name", ["starts", "kill", "stock", "fear", "coalition", "arrival"])
def test_a_probability_must_be_a_number(contest, name):
    (told,) = problems(broken(contest, f"nature.{name}", lambda table: table * jnp.nan))
    assert told == f"{name}: must be between 0 and 1, got nan"


@pytest.mark.parametrize("rule", ["resolute_sender", "resolute_target"])
def test_a_rule_must_say_what_is_done_for_sure(contest, rule):
    (told,) = problems(broken(contest, f"beliefs.{rule}", lambda table: table / 2))
    assert told == f"{rule}: must add up to 1 over what may follow, got 0.500000"


def test_a_rule_that_the_sender_is_bound_to_is_looked_at_too(contest):
    rule = jnp.full_like(contest.beliefs.resolute_sender, 0.1)
    (told,) = problems(broken(contest, "bound", lambda _: rule))
    assert told == "bound: must add up to 1 over what may follow, got 0.600000"


@pytest.mark.parametrize("name", ["unit", "unit_of_building"])
@pytest.mark.parametrize("unit", [0.0, -2.0])
def test_a_unit_must_be_above_zero(contest, name, unit):
    (told,) = problems(broken(contest, name, lambda both: jnp.full_like(both, unit)))
    assert told == f"{name}: must be above zero, got {unit}"


def test_there_must_be_a_table_row_for_every_posture(contest):
    """A truce of another length has other postures."""
    (told,) = problems(replace(contest, term=3))
    assert told == "postures: must be the 21 of a truce of 3 quarters, got 19"
