"""What holds for every edition that can balance."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfire import data
from tests.data.small import SMALL, balanced

SLOW = settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
tonnes = st.floats(1, 1e4)
share = st.floats(0.05, 0.95)
error = st.floats(0.5, 1.5)
sure = st.floats(0.3, 1)


@st.composite
def figures(draw):
    """Own rows around a chain that balances, each figure with its own error."""
    home, abroad = draw(tonnes), draw(tonnes)
    light, heavy = 0.8 * (home + abroad), 0.2 * (home + abroad)
    local = draw(share)
    magnets = {"CHN": 2 * heavy * local, "JPN": 2 * heavy * (1 - local)}
    sold = draw(share) * magnets["CHN"]

    def row(labels, value):
        return f"{labels},{value * draw(error):.6g},{draw(sure):.3g}"

    return {
        "production": [
            row("mine,CHN,", home),
            row("mine,USA,", abroad),
            row("separate,CHN,", home + abroad),
            row("press,CHN,", magnets["CHN"]),
            row("press,JPN,", magnets["JPN"]),
        ],
        "trade": [
            row("heavy,CHN,JPN", magnets["JPN"] / 2),
            row("magnet,CHN,USA", sold),
            row("ore,USA,*", abroad),
        ],
        "use": [
            row("light,glass,*", light * draw(share)),
            row("magnet,motors,*", 2 * heavy),
            row("magnet,motors,JPN", magnets["JPN"]),
        ],
        "capacity": ["mine,CHN,1e6,0.1", "press,CHN,1e6,0.1"],
    }


@SLOW
@given(rows=figures())
def test_whatever_was_observed_the_baseline_balances(rows, tmp_path):
    found = balanced(tmp_path, **rows)
    made = found.output @ found.activity - found.discarded
    taken = found.input @ found.activity + found.use.sum(axis=1)
    for first, second in ((made, found.flow.sum(axis=2)), (taken, found.flow.sum(axis=1))):
        np.testing.assert_allclose(first, second, rtol=1e-9, atol=1e-9)
    for values in (found.activity, found.flow, found.use, found.discarded):
        assert (values >= 0).all()
        assert np.isfinite(values).all()
    assert found.residual < 1e-9


@SLOW
@given(rows=figures(), random=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random, tmp_path):
    first = balanced(tmp_path, **rows)
    for lines in rows.values():
        random.shuffle(lines)
    second = balanced(tmp_path, **rows)
    assert (first.flow == second.flow).all()
    assert (first.activity == second.activity).all()
    assert first.adjustments == second.adjustments


@SLOW
@given(order=st.permutations(range(3)))
def test_permuting_places_permutes_the_baseline(order, tmp_path):
    copy = tmp_path / "own"
    copy.mkdir(exist_ok=True)
    for file in SMALL.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    header, *lines = (SMALL / "places.csv").read_text("utf-8").splitlines()
    text = "\n".join([header, *(lines[number] for number in order)])
    (copy / "places.csv").write_text(f"{text}\n", encoding="utf-8")
    first = data.reconcile(data.read_edition(SMALL), cached=False)
    second = data.reconcile(data.read_edition(copy), cached=False)
    at = list(order)
    np.testing.assert_allclose(second.activity, first.activity[:, at], rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(second.flow, first.flow[:, at][:, :, at], rtol=1e-5, atol=1e-5)


@SLOW
@given(size=st.floats(0.01, 1000))
def test_measuring_everything_in_another_unit_scales_the_baseline(size, tmp_path):
    def found(scale):
        def row(labels, value):
            return f"{labels},{value * scale:.10g},0.1"

        return balanced(
            tmp_path,
            production=[
                row("mine,CHN,", 90),
                row("mine,USA,", 12),
                row("separate,CHN,", 110),
                row("press,CHN,", 30),
                row("press,JPN,", 10),
            ],
            trade=[
                row("magnet,CHN,JPN", 1),
                row("magnet,CHN,USA", 12),
                row("heavy,CHN,JPN", 5),
                row("ore,USA,*", 10),
            ],
            use=[
                row("light,glass,*", 80),
                row("magnet,motors,*", 40),
                row("magnet,motors,JPN", 8),
            ],
            capacity=[row("mine,CHN", 120), row("press,CHN", 50)],
        )

    first, second = found(1.0), found(size)
    np.testing.assert_allclose(second.activity, size * first.activity, rtol=1e-3)
