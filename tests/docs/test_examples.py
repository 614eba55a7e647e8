"""Every Python example of the documents runs, with few draws in place of many."""

import re

import pytest

from tests.structure import project

PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


LONG = {"README.md": pytest.mark.study, "ask-about-leverage.md": pytest.mark.study}
"""Ask most of `leverage`; the tests of that question ask it part by part."""


def examples():
    pages = [project.ROOT / "README.md", *sorted(project.DOCS.rglob("*.md"))]
    return [
        pytest.param(example, id=f"{project.shown(page)}-{number}", marks=LONG.get(page.name, ()))
        for page in pages
        for number, example in enumerate(PYTHON.findall(page.read_text("utf-8")), start=1)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("example", examples())
def test_an_example_runs_as_it_is_written(example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    few = re.sub(r"\bdraws=\d+", "draws=4", example)
    exec(compile(few, "example", "exec"), {})
