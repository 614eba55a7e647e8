import pytest

from backfire import simulate
from tests.results.synthetic import synthetic_results
from tests.results.synthetic_leverage import synthetic_leverage


@pytest.fixture(scope="session")
def results():
    return synthetic_results().with_leverage(synthetic_leverage())


@pytest.fixture(scope="session")
def leverage():
    return synthetic_leverage(draws=40, samples=20)


@pytest.fixture(scope="session")
def calm():
    return synthetic_results(control=False)


@pytest.fixture(scope="session")
def simulated():
    return simulate("rare-earths-2025", draws=2)
