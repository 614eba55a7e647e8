"""Elementary operations that a jaxpr holds, by the function that a machine spends its time on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import jax

NAMED = {"exp", "log", "tanh", "logistic", "sqrt", "div"}
AS_EXP = {"pow", "log1p", "expm1"}
CHEAP = {"mul", "add", "sub", "max", "min", "select_n", "neg", "abs", "clamp", "square", "sign"}
"""One multiply-add at most, together with its neighbour; a small power is one too."""
SUMS = {"reduce_sum", "reduce_max", "reduce_min"}


def operations(function: Callable[..., Any], *arguments: Any) -> Counter[str]:
    """Operations of a call, less those whose results nothing needs: the compiler drops them."""
    closed = jax.make_jaxpr(function)(*arguments)
    counted: Counter[str] = Counter()
    _count(closed.jaxpr, [True] * len(closed.jaxpr.outvars), 1, counted)
    return counted


def _count(jaxpr: Any, kept: Sequence[bool], times: int, counted: Counter[str]) -> None:
    for equation, used in _needed(jaxpr, kept):
        parameters = equation.params
        inner = parameters.get("jaxpr") or parameters.get("call_jaxpr")
        if inner is not None:
            repeats = parameters.get("length", 1)
            carried = parameters.get("num_carry", 0)
            inside = [number < carried or need for number, need in enumerate(used)]
            _count(getattr(inner, "jaxpr", inner), inside, times * repeats, counted)
            continue
        name = equation.primitive.name
        size = times * math.prod(equation.outvars[0].aval.shape)
        if name == "dot_general":
            (left, _), _ = parameters["dimension_numbers"]
            shape = equation.invars[0].aval.shape
            counted["fma"] += size * math.prod(shape[axis] for axis in left)
        elif name in SUMS:
            counted["fma"] += times * math.prod(equation.invars[0].aval.shape)
        elif name in NAMED:
            counted[name] += size
        elif name in AS_EXP:
            counted["exp"] += size
        elif name in CHEAP or name == "integer_pow":
            counted["fma"] += size


def _needed(jaxpr: Any, kept: Sequence[bool]) -> list[tuple[Any, list[bool]]]:
    """Equations whose result is used, in order, with which of their results are."""
    wanted = {id(var) for var, keep in zip(jaxpr.outvars, kept, strict=True) if keep}
    live: list[tuple[Any, list[bool]]] = []
    for equation in reversed(jaxpr.eqns):
        used = [id(var) in wanted for var in equation.outvars]
        if any(used):
            live.append((equation, used))
            wanted |= {id(var) for var in equation.invars}
    return live[::-1]
