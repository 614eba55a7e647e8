"""Stand-ins for what the commands call, so that a test sees what was asked of them."""

import sys
import types

import pytest

import backfire
from backfire.cli import main


@pytest.fixture
def backfire_command(capsys, monkeypatch, tmp_path):
    """Run a command in an empty folder; give its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        printed = capsys.readouterr()
        return left.value.code, printed.out, printed.err

    return run


@pytest.fixture
def stand_in(monkeypatch):
    """Put a module with the given names in the place of a folder of the package."""

    def put(folder, **names):
        module = types.ModuleType(f"backfire.{folder}")
        vars(module).update(names)
        monkeypatch.setitem(sys.modules, f"backfire.{folder}", module)
        monkeypatch.setattr(backfire, folder, module, raising=False)

    return put


@pytest.fixture(scope="session")
def reckoned():
    from tests.results.synthetic_leverage import synthetic_leverage

    return synthetic_leverage()


@pytest.fixture(scope="session")
def saved(reckoned):
    from tests.results.synthetic import synthetic_results

    return synthetic_results().with_leverage(reckoned)


@pytest.fixture
def asked(stand_in, saved):
    """What `simulate` was asked, call by call; it answers with a made-up result."""
    calls = []

    def simulate(scenario, **options):
        options["progress"](1, 2)
        calls.append((scenario, options))
        return saved.with_leverage(None)

    def leverage(scenario, **options):
        options["progress"](1, 2, "curves")
        assert scenario == calls[-1][0]
        return saved.leverage

    def write(results, path):
        assert results.dataset is saved.dataset
        assert results.leverage is saved.leverage
        path.write_text("<html></html>")
        return path

    stand_in("simulation", simulate=simulate, leverage=leverage)
    stand_in("report", write=write)
    return calls
