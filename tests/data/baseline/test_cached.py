import dataclasses
import time

import numpy as np
import platformdirs
import pytest

from backfire import data
from tests.data.small import SMALL


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / name)
    return tmp_path / "backfire" / "baselines"


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
    (kept,) = home.iterdir()
    whole = kept.read_bytes()
    middle = len(whole) // 2
    kept.write_bytes(whole[:middle] if spoil is None else spoil)
    same(first, data.reconcile(edition))
    assert kept.read_bytes() == whole


def test_a_copy_with_a_flipped_bit_is_made_again(home):
    edition = data.read_edition(SMALL)
    first = data.reconcile(edition)
    (kept,) = home.iterdir()
    body = bytearray(kept.read_bytes())
    body[600] ^= 0xFF
    kept.write_bytes(bytes(body))
    same(first, data.reconcile(edition))


def test_without_a_place_to_keep_it_the_answer_still_comes(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: blocked / name)
    assert data.reconcile(data.read_edition(SMALL)).residual < 1e-9
