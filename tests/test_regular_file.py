"""Regular files alone are read; what stands in place of one is named, and never waited for."""

import os
import socket

import pytest

from backfire.regular_file import read_regular


def test_a_regular_file_and_a_link_to_one_are_read(tmp_path):
    (tmp_path / "a").write_bytes(b"whole")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert read_regular(tmp_path / "a") == read_regular(tmp_path / "b") == b"whole"


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def folder(path):
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "kind"), [(pipe, "a pipe"), (device, "a device"), (folder, "a folder")]
)
def test_what_is_no_regular_file_is_named(tmp_path, make, kind):
    make(tmp_path / "x")
    (tmp_path / "link").symlink_to(tmp_path / "x")
    for path in (tmp_path / "x", tmp_path / "link"):
        with pytest.raises(OSError, match=f"^{kind} in place of a regular file$"):
            read_regular(path)


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("x")
        with pytest.raises(OSError, match=r"."):
            read_regular("x")


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "x").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(OSError, match="where 268,435,456 are the most"):
        read_regular(tmp_path / "x")
