"""Yearly figures along both histories: substitution and stages of every edition."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from backfire import data
from backfire.questions.leverage._histories import stage_weights, substituted
from backfire.questions.prepare import assemble, fixed_values, labels_of
from backfire.questions.run import set_up

EDITIONS = tuple(data.editions())


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> Any:
    set_up()
    figures = data.read_edition(request.param)
    labels = labels_of(figures)
    fixed = fixed_values(data.read_parameters("prior"))
    chain = assemble(figures, data.reconcile(figures), labels, fixed, np.dtype("float64"))
    return SimpleNamespace(edition=figures, labels=labels, chain=chain)


def test_substitution_of_every_good_is_a_number(edition: Any) -> None:
    """Where no end use buys a good directly, nothing is substituted."""
    chain, goods = edition.chain, edition.labels.goods
    random = np.random.default_rng(1)
    thrift = -0.1 * random.random((3, len(goods), len(edition.labels.places), 1)).cumsum(0)
    sender = edition.labels.places.index("CHN")
    by_value = (chain.final_use.sum(1) * chain.price[:, None]).at[:, sender].set(0.0)
    unused = 0
    for good in range(len(goods)):
        at = jnp.array([good])
        found = np.asarray(substituted(by_value[at], jnp.asarray(thrift)[:, at]))
        assert np.isfinite(found).all(), goods[good]
        if by_value[good].sum() == 0:
            unused += 1
            assert (found == 0).all()
        else:
            assert (found > 0).all()
    assert unused > 0


def test_stages_are_those_of_the_edition(edition: Any) -> None:
    stages, weights = stage_weights(edition, edition.chain)
    assert set(stages) <= set(edition.edition.tables["goods"]["stage"])
    assert weights.shape == (len(stages), len(edition.labels.goods))
    assert weights.any(1).all()
    if "nd_oxide" in edition.labels.goods:
        assert stages == ("concentrate", "oxide", "metal", "magnet")
    else:
        assert not {"concentrate", "magnet"} & set(stages)
