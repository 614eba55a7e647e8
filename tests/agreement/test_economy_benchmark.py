"""The benchmark of the economy runs, and says what it is there to say; its times are not judged."""

import re

import pytest
from benchmarks import economy


def test_the_benchmark_of_the_economy_prints_every_closure_with_its_loss(
    capsys: pytest.CaptureFixture[str],
) -> None:
    economy.main(["--quick"])
    printed = capsys.readouterr().out
    for closure in ("Substitution", "Inventory, float64", "Inventory, float32", "Recipe"):
        (median,) = re.findall(rf"^{closure}: .* loss ([\d.]+) % of GDP", printed, re.MULTILINE)
        assert 0 < float(median) < 100
    (residual,) = re.findall(r"residual (\S+)", printed)
    assert float(residual) < 1e-8
    double, single = re.findall(r"^Inventory, float\d\d: .* loss (\S+)", printed, re.MULTILINE)
    assert float(single) == pytest.approx(float(double), abs=0.002)
    for other in ("boario", "cvxpy"):
        assert other.lower() in printed.lower()
