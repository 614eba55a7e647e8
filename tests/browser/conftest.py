import pytest

from backfire import simulate
from tests.results.synthetic import synthetic_results


@pytest.fixture(scope="session")
def results():
    return synthetic_results()


@pytest.fixture(scope="session")
def calm():
    return synthetic_results(control=False)


@pytest.fixture(scope="session")
def simulated():
    return simulate("rare-earths-2025", draws=2)
