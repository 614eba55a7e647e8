import pytest

from tests.results.synthetic import synthetic_results


@pytest.fixture(scope="session")
def results():
    return synthetic_results()


@pytest.fixture(scope="session")
def calm():
    return synthetic_results(control=False)
