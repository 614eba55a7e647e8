"""A baseline is balanced once and then read from the cache, unless what lies there was altered."""

import dataclasses
import os
import time

import numpy as np
import pytest

from backfire import data
from tests.data.small import SMALL


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKFIRE_CACHE", str(tmp_path))
    return tmp_path / "kept"


def same(first, second):
    for field in dataclasses.fields(first):
        one, other = getattr(first, field.name), getattr(second, field.name)
        if isinstance(one, np.ndarray):
            np.testing.assert_array_equal(one, other)
        else:
            assert one == other


def test_the_second_answer_is_the_first_and_comes_at_once(home):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    started = time.perf_counter()
    second = data.reconcile(edition)
    assert time.perf_counter() - started < 0.5
    same(first, second)
    assert len(list(home.iterdir())) == 1


@pytest.mark.parametrize("spoil", [b"", b"not an archive", None])
def test_a_spoilt_copy_is_made_again(home, spoil):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    (entry,) = home.iterdir()
    whole = entry.read_bytes()
    middle = len(whole) // 2
    entry.write_bytes(whole[:middle] if spoil is None else spoil)
    same(first, data.reconcile(edition))
    assert entry.read_bytes() == whole


def test_a_copy_with_a_flipped_bit_is_made_again(home):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    (entry,) = home.iterdir()
    body = bytearray(entry.read_bytes())
    body[600] ^= 0xFF
    entry.write_bytes(bytes(body))
    same(first, data.reconcile(edition))


@pytest.mark.parametrize(
    "change",
    [
        {"flow": np.zeros((1, 1, 1))},
        {"activity": np.full((3, 3), np.nan)},
        {"metadata": np.frombuffer(b"[" * 100_000, dtype=np.uint8)},
        {"flow": np.zeros((400, 400, 100))},
    ],
    ids=["another-shape", "nan", "deep-json", "much-larger"],
)
def test_a_copy_that_holds_other_arrays_is_made_again(home, change):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    (entry,) = home.iterdir()
    whole = entry.read_bytes()
    with np.load(entry) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez_compressed(entry, **arrays | change)
    same(first, data.reconcile(edition))
    assert entry.read_bytes() == whole


def test_a_pipe_in_place_of_a_copy_is_replaced_and_not_waited_for(home):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    (entry,) = home.iterdir()
    whole = entry.read_bytes()
    entry.unlink()
    os.mkfifo(entry)
    same(first, data.reconcile(edition))
    assert entry.read_bytes() == whole


def test_a_folder_in_place_of_a_copy_does_not_keep_the_answer_back(home):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    (entry,) = home.iterdir()
    entry.unlink()
    entry.mkdir()
    same(first, data.reconcile(edition))
    assert list(home.iterdir()) == [entry]


def test_without_a_place_to_keep_it_the_answer_still_comes(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("BACKFIRE_CACHE", str(blocked))
    assert data.reconcile(data.read_edition(SMALL)).residual < 1e-9
