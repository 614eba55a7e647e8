"""The benchmark of the game runs, and says what it is there to say; its times are not judged."""

import re

import pytest
from benchmarks import game


@pytest.mark.study
def test_the_benchmark_of_the_game_prints_its_sweeps_and_holds_the_node_against_numpy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    game.main(["--quick", "--only-ours"])
    printed = capsys.readouterr().out
    for sweep in ("first call", "again", "precision 30", "no plans kept"):
        assert re.search(rf"5,472 states x 6 quarters, {sweep}: +[\d.]+ s;", printed)
    residuals = re.findall(r"residual (\S+), unsolved (\S+) of 65,664", printed)
    assert len(residuals) == 4
    assert all(float(worst) <= 1e-8 and float(share) < 1e-3 for worst, share in residuals)
    (off,) = re.findall(r"probabilities differ by (\S+)", printed)
    assert float(off) < 1e-9
    (ratio,) = re.findall(r"plain NumPy \d+ ns: ([\d.]+) times", printed)
    assert float(ratio) > 1
    shares = re.findall(r"ms +(\d+)%", printed)
    assert 95 <= sum(map(int, shares)) <= 105
