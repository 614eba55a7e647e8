"""Stand-ins for what the commands call, so that a test sees what was asked of them."""

import sys
import types

import pytest

import backfire
from backfire.cli import main
from tests.answers.synthetic_leverage import synthetic_leverage
from tests.answers.synthetic_run import synthetic_run


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
def saved():
    """A made-up run with leverage in it."""
    return synthetic_run().with_part(synthetic_leverage())


@pytest.fixture
def asked(stand_in, saved):
    """What `simulate` was asked, call by call; it answers with a made-up run."""
    calls = []

    def simulate(scenario, **options):
        options["progress"](1, 2)
        calls.append((scenario, options))
        return synthetic_run()

    def leverage(scenario, **options):
        options["progress"](1, 2, "curves")
        assert scenario == calls[-1][0]
        return saved.part("leverage")

    stand_in("questions.run", simulate=simulate)
    stand_in("questions.leverage", leverage=leverage)
    return calls
