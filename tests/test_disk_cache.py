"""The cache on disk: found again by what it was made of, and by nothing else."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import pytest

from backfire.disk_cache import cache_folder, cached, file_of

ABOUT = {"of": [1, 2.5, None], "by": "test"}


class Counted:
    """Computes one array, and counts how often it is asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, np.ndarray]:
        self.times += 1
        return {"found": np.arange(3.0), "made": np.array(self.times)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKFIRE_CACHE", str(tmp_path))
    return tmp_path / "kept"


def test_what_was_computed_once_is_read_the_second_time() -> None:
    compute = Counted()
    first, again = (cached("table", ABOUT, compute) for _ in range(2))
    assert compute.times == 1
    assert first.keys() == again.keys() == {"found", "made"}
    np.testing.assert_array_equal(first["found"], again["found"])


def test_the_order_in_which_things_are_told_does_not_matter() -> None:
    compute = Counted()
    for about in (ABOUT, dict(reversed(ABOUT.items()))):
        cached("table", about, compute)
    assert compute.times == 1


@pytest.mark.parametrize("changed", [{"of": [1, 2.5, 0]}, {"by": "tests"}, {"more": 1}])
def test_other_things_make_another_table(changed: dict[str, Any]) -> None:
    compute = Counted()
    for about in (ABOUT, ABOUT | changed):
        cached("table", about, compute)
    assert compute.times == 2


def test_tables_of_two_names_lie_side_by_side(folder: Path) -> None:
    cached("one", ABOUT, Counted())
    cached("two", ABOUT, Counted())
    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["one", "two"]


@pytest.mark.parametrize("length", [0, 100, -1])
def test_a_damaged_file_is_computed_again_and_mended(folder: Path, length: int) -> None:
    compute = Counted()
    cached("table", ABOUT, compute)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert int(cached("table", ABOUT, compute)["made"]) == 2
    assert int(cached("table", ABOUT, compute)["made"]) == 2


def test_a_file_made_of_other_things_is_not_taken(folder: Path) -> None:
    """Names hold a part of the checksum only; the file says the whole."""
    compute = Counted()
    cached("table", ABOUT, compute)
    (file,) = folder.iterdir()
    file.rename(folder / file_of("table", {"of": "another"}))
    cached("table", {"of": "another"}, compute)
    assert compute.times == 2


def test_a_stopped_computation_leaves_nothing(folder: Path) -> None:
    def stopped() -> dict[str, np.ndarray]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached("table", ABOUT, stopped)
    assert not folder.exists()


def test_a_write_that_fails_leaves_nothing(folder: Path) -> None:
    """An array of objects would have to be pickled, which is refused."""
    with pytest.raises(ValueError, match="allow_pickle"):
        cached("table", ABOUT, lambda: {"found": np.array([object()])})
    assert list(folder.iterdir()) == []


def test_a_machine_without_a_place_computes_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("BACKFIRE_CACHE", str(blocked))
    compute = Counted()
    for _ in range(2):
        cached("table", ABOUT, compute)
    assert compute.times == 2


def test_without_a_variable_tables_lie_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKFIRE_CACHE")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    assert cache_folder() == tmp_path / "backfire" / "kept"


def header(shape: tuple[int, ...]) -> bytes:
    """An array file that says it holds more than it does."""
    with io.BytesIO() as file:
        about = {"descr": "<f8", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, about)
        return file.getvalue()


def hostile_archives() -> dict[str, dict[str, bytes]]:
    return {
        "huge": {"found.npy": header((10**12,))},
        "beyond-any-address": {"found.npy": header((2**62,))},
        "deep-header": {
            "found.npy": b"\x93NUMPY\x01\x00" + (9000).to_bytes(2, "little") + b"(" * 9000
        },
        "no-array": {"about.npy": b"[" * 100_000},
        "unpacks-to-much": {"found.npy": bytes(2**22)},
    }


@pytest.mark.parametrize("harm", hostile_archives())
def test_an_archive_made_to_do_harm_is_computed_again_and_replaced(folder: Path, harm: str) -> None:
    compute = Counted()
    cached("table", ABOUT, compute)
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, body in hostile_archives()[harm].items():
            archive.writestr(f"x{name}", body)
    assert int(cached("table", ABOUT, compute)["made"]) == 2
    assert int(cached("table", ABOUT, compute)["made"]) == 2


@pytest.mark.parametrize("value", [np.array(np.nan), np.zeros(4), np.zeros(3, dtype=np.float32)])
def test_an_entry_that_was_altered_is_computed_again(folder: Path, value: np.ndarray) -> None:
    compute = Counted()
    cached("table", ABOUT, compute)
    (file,) = folder.iterdir()
    with np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez_compressed(file, **arrays | {"found": value})
    assert int(cached("table", ABOUT, compute)["made"]) == 2
    assert int(cached("table", ABOUT, compute)["made"]) == 2


def test_a_pipe_in_place_of_an_entry_is_replaced(folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / file_of("table", ABOUT))
    compute = Counted()
    for _ in range(2):
        assert int(cached("table", ABOUT, compute)["made"]) == 1
