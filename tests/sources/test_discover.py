from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError, OptionError
from toolkit.sources.discover import find_inputs


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def names(found: list, folder: Path) -> list[str]:
    return [str(Path(one.ref).relative_to(folder)) for one in found]


def test_folders_are_walked_in_order_and_hidden_things_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "b.html", "a/z.txt", "a/b/c.csv", ".git/config", "a/.hidden.html")
    assert names(find_inputs(tmp_path), tmp_path) == ["a/b/c.csv", "a/z.txt", "b.html"]


def test_parts_of_a_saved_page_belong_to_the_page(tmp_path: Path) -> None:
    touch(tmp_path, "Story.html", "Story_files/logo.png", "Story_files/frame.html", "other_files/page.html")
    assert names(find_inputs(tmp_path), tmp_path) == ["Story.html", "other_files/page.html"]


def test_a_link_to_a_parent_folder_does_not_loop(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.html")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert names(find_inputs(tmp_path), tmp_path) == ["a/x.html"]


def test_globs_and_lists(tmp_path: Path) -> None:
    touch(tmp_path, "a.html", "b/c.html", "b/d.txt")
    assert names(find_inputs(str(tmp_path / "**" / "*.html")), tmp_path) == ["a.html", "b/c.html"]
    assert names(find_inputs([tmp_path / "b" / "d.txt", str(tmp_path / "*.html")]), tmp_path) == ["b/d.txt", "a.html"]


def test_a_missing_file_of_a_list_stays_an_input(tmp_path: Path) -> None:
    touch(tmp_path, "a.html")
    assert len(find_inputs([tmp_path / "a.html", tmp_path / "gone.html"])) == 2


@pytest.mark.parametrize("source", ["nowhere.html", "nothing-*.html"])
def test_nothing_there_is_an_error_that_names_it(source: str) -> None:
    with pytest.raises(InputError, match=source.replace("*", r"\*")):
        find_inputs(source)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files"):
        find_inputs(tmp_path)


@pytest.mark.parametrize("source", [3, b"bytes", {"a": 1}, [object()]])
def test_other_things_are_refused(source: object) -> None:
    with pytest.raises(OptionError, match="load"):
        find_inputs(source)
