import pytest

from backfire import simulate
from tests.answers.synthetic_leverage import synthetic_leverage
from tests.answers.synthetic_run import synthetic_run


@pytest.fixture(scope="session")
def results():
    return synthetic_run().with_part(synthetic_leverage())


@pytest.fixture(scope="session")
def leverage():
    return synthetic_leverage(draws=40, samples=20)


@pytest.fixture(scope="session")
def calm():
    return synthetic_run(control=False)


@pytest.fixture(scope="session")
def simulated():
    return simulate("rare-earths-2025", draws=2)
