"""What is written by a script is what the script would write now."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.structure import project

PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def test_the_reference_is_fresh():
    run = [sys.executable, str(project.DOCS / "generate.py"), "--check"]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def locked():
    return tomllib.loads((project.ROOT / "uv.lock").read_text("utf-8"))["package"]


def test_the_lock_names_no_registry_but_the_public_one():
    sources = {str(package["source"]) for package in locked() if "registry" in package["source"]}
    assert sources == {"{'registry': 'https://pypi.org/simple'}"}


def test_no_accelerator_is_locked_in():
    assert not [p["name"] for p in locked() if p["name"].startswith(("nvidia", "jax-cuda"))]


@pytest.mark.parametrize("name", ["core", "dev", "docs"])
def test_the_plain_list_says_what_the_lock_says(name):
    content = (project.ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    pinned = set(PINNED.findall(content))
    assert pinned
    assert pinned <= {(package["name"], package.get("version")) for package in locked()}
    assert "://" not in content
