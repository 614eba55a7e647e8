import subprocess
import sys
import textwrap

import grimp
import pytest


def test_no_folder_imports_a_private_file_of_another():
    graph = grimp.build_graph("backfire", cache_dir=None)
    trespasses = []
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            folder, _, name = imported.rpartition(".")
            if not name.startswith("_") or name == "__init__":
                continue
            inside = importer == folder or importer.startswith(f"{folder}.")
            if not inside:
                trespasses.append(f"{importer} imports {imported}; import from {folder} instead")
    assert not trespasses, "\n".join(trespasses)


def loads_jax(code: str) -> bool:
    """Run code in a new interpreter and look whether JAX came with it."""
    script = textwrap.dedent(code) + "\nimport sys\nprint('jax' in sys.modules)\n"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1] == "True"


def command(*arguments: str) -> str:
    return f"""
    import sys
    from backfire.cli import main
    sys.argv = ["backfire", *{arguments!r}]
    try:
        main()
    except SystemExit as leave:
        assert not leave.code, leave.code
    """


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("run", "--help"),
        ("validate", "rare-earths-2025"),
        ("data", "check"),
    ],
    ids=" ".join,
)
def test_a_command_that_simulates_nothing_does_not_load_jax(arguments):
    assert not loads_jax(command(*arguments))


@pytest.mark.parametrize(
    "code",
    [
        "import backfire",
        "import backfire as bf; bf.read_scenario('rare-earths-2025')",
        "import backfire.answers.run",
        "import backfire.figures",
        "import backfire.render",
        "from backfire.model import exposure",
    ],
)
def test_what_needs_no_model_does_not_load_jax(code):
    assert not loads_jax(code)


def test_the_model_does_load_jax():
    assert loads_jax("from backfire.model.rollout import rollout")
