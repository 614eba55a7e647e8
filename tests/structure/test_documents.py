"""What the documents promise is there."""

import ast
import json
import re
import subprocess
import sys

import pytest

from tests.structure import project

README = project.ROOT / "README.md"
CONTRIBUTING = project.ROOT / "CONTRIBUTING.md"
COMMAND = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?backfire ([a-z]+)((?: [a-z]+)?)", re.MULTILINE)
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
HISTORY = {"CHANGELOG.md", "decisions.md"}
"""Pages on what was, which name files of their time."""
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


def pages():
    return [
        path
        for path in project.tracked()
        if path.suffix == ".md" and not path.is_relative_to(project.ROOT / "tests")
    ]


def commands(path):
    blocks = "\n".join(FENCE.findall(path.read_text("utf-8")))
    return {command for command, _ in COMMAND.findall(blocks)}


def offered():
    run = [sys.executable, "-c", "from backfire.cli import main; main()", "--help"]
    done = subprocess.run(
        run, capture_output=True, text=True, env={"COLUMNS": "200", "NO_COLOR": "1"}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_shows_commands():
    assert commands(README)


def test_every_command_in_the_documents_exists():
    listed = set(re.findall(r"^\W*([a-z]+)\s{2,}", offered(), re.MULTILINE))
    unknown = {
        f"{project.shown(path)}: backfire {command}"
        for path in pages()
        for command in commands(path) - listed
    }
    assert not sorted(unknown)


def test_every_made_target_in_the_documents_exists():
    targets = set(
        re.findall(r"^([a-z]+):", (project.ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    named = {
        target
        for path in pages()
        for target in re.findall(r"(?:^|`)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert named <= targets


def test_a_page_links_only_to_what_is_there():
    broken = [
        f"{project.shown(path)}: {link}"
        for path in pages()
        for link in LINK.findall(path.read_text("utf-8"))
        if not (path.parent / link).exists()
    ]
    assert not broken


def test_a_page_names_only_files_that_are_there():
    missing = [
        f"{project.shown(path)}: {name}"
        for path in pages()
        if path.name not in HISTORY
        for name in re.findall(
            r"`((?:src|tests|docs|benchmarks|pipeline)/[\w/.-]+\w)`", path.read_text("utf-8")
        )
        if not (project.ROOT / name).exists()
    ]
    assert not missing


def test_the_answer_in_the_readme_was_computed_from_this_edition():
    answer = README.read_text("utf-8").partition("<!-- answer:")[2].partition("<!-- end of")[0]
    assert "\n> " in answer, "run `make images`"
    checksum = re.search(r"edition (\S+) \(`(\w+)`\)", answer)
    assert checksum
    edition = project.TABLES / checksum.group(1) / "edition.json"
    assert json.loads(edition.read_text("utf-8"))["checksum"].startswith(checksum.group(2))


def test_the_page_on_the_model_names_fields_that_exist():
    known = {
        f"{class_.name}.{node.target.id}"
        for _, class_ in project.classes(project.MODEL)
        for node in class_.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    content = (project.DOCS / "explanation" / "model.md").read_text("utf-8")
    named = set(re.findall(r"`((?:Chain|State|Rules|Policy)\.\w+)`", content))
    assert not named - known, "named and not there"
    expected = {
        name for name in known if name.split(".")[0] in {"Chain", "State", "Rules", "Policy"}
    }
    assert not expected - named, "there and not named"


@pytest.mark.parametrize(
    "heading",
    [
        "Add a good",
        "Add a place",
        "Add an instrument",
        "Add an output",
        "Add a question",
        "Add a figure",
        "Add a source",
        "Add a scenario",
        "Add a published case",
        "Where a licensed share becomes a shipment that does not happen",
    ],
)
def test_the_contributor_is_told_how(heading):
    content = CONTRIBUTING.read_text("utf-8")
    match = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", content, re.M | re.S)
    assert match, "the section is missing"
    assert match.group(1).strip(), "the section is empty"


def test_the_path_of_a_licensed_share_has_at_most_six_stops():
    content = CONTRIBUTING.read_text("utf-8")
    section = content.partition("## Where a licensed share becomes")[2].partition("\n## ")[0]
    stops = re.findall(r"^\d+\. .*", section, re.MULTILINE)
    assert 1 <= len(stops) <= 6
    for stop in stops:
        named = re.findall(r"`([\w/.\-]+\.(?:py|yaml))`", stop)
        assert named, f"names no file: {stop}"
        missing = [name for name in named if not (project.ROOT / name).exists()]
        assert not missing
