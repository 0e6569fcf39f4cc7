from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import InputError
from toolkit.sources import inputs
from toolkit.sources.inputs import Input


def given(path: Path) -> Input:
    return Input(path.as_posix(), path)


def test_gzip_is_unpacked_whatever_the_name(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(gzip.compress(b"<html>x</html>"))
    assert given(path).read() == b"<html>x</html>"
    assert given(path).head() == b"<html>x</html>"


def test_suffix_leaves_gz_aside(tmp_path: Path) -> None:
    assert given(tmp_path / "A.HTML.gz").suffix == ".html"
    assert given(tmp_path / "a.gz").name == "a"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (gzip.compress(b"x" * 9000, mtime=0)[:-20], "cut off"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 50, "damaged"),
    ],
)
def test_bad_bytes_say_what_to_do(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "bad.html.gz"
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason):
        given(path).read()


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    path.write_bytes(b"<p>" + b"x" * 5000)
    with pytest.raises(InputError, match="larger than"):
        given(path).read(limit=1000)


def test_a_gzip_bomb_is_not_unpacked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"0" * 3_000_000))
    monkeypatch.setattr(inputs, "MAX_TABLE_BYTES", 1_000_000)
    with given(path).open() as stream, pytest.raises(InputError, match="unpacks to more"):
        while stream.read(1 << 16):
            pass


def test_head_of_utf16_is_readable_by_sniffers(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<!doctype html><p>Слово".encode("utf-16"))
    assert given(path).head().startswith(b"<!doctype html>")


@pytest.mark.parametrize("make", ["missing", "folder", "link"])
def test_what_is_no_file_is_refused(tmp_path: Path, make: str) -> None:
    path = tmp_path / "thing.html"
    if make == "folder":
        path.mkdir()
    elif make == "link":
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError):
        given(path).read()


def test_no_permission_is_told_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="chmod"):
        given(tmp_path / "x.html").read()


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(InputError, match="pipe"):
        given(tmp_path / "pipe.html").head()


@pytest.mark.parametrize("name", ["a.html", "a.csv", "a.jsonl", "a.xml", "a.txt"])
def test_a_file_of_blanks_is_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(" \n\n  ")
    assert "empty" in tk.load(tmp_path).report["reason"][0]
