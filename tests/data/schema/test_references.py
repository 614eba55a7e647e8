"""The bibliography is read once for its keys and for what each source says it is."""

import os

import pytest

from backfire import data
from backfire.data.schema import _references


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(_references, "_HOMES", (tmp_path / "references.bib",))
    for reader in (_references.citations, _references.reference_keys):
        reader.cache_clear()
    yield tmp_path / "references.bib"
    for reader in (_references.citations, _references.reference_keys):
        reader.cache_clear()


def test_an_entry_says_who_what_when_and_where(home):
    home.write_text(
        "@comment{none, title={No}}\n"
        "@report{one2020,\n  title = {{One} of\n two},\n  author = {A and B},\n  year = 2020,\n"
        '  url = "x"\n}\n  @misc{two2021, title={Two}}\n'
    )
    assert data.reference_keys() == {"one2020", "two2021"}
    assert data.citations()["one2020"] == "A and B. One of two. x"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_in_its_place_is_not_waited_for(home, make):
    make(home)
    assert data.reference_keys() == frozenset()
    assert data.citations() == {}
