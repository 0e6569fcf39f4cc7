from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import OptionError, ToolkitWarning

PAGE = """<html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2031-03-05T07:30:00+02:00"><meta property="og:title" content="{title}">
</head><body><h1>{title}</h1><article><p>{text}</p></article></body></html>"""


def _folder(tmp_path: Path, pages: int) -> Path:
    for i in range(pages):
        text = "The ferry left the pier at noon with forty people and two bicycles on board, the harbour said. " * 4
        (tmp_path / f"p{i}.html").write_text(PAGE.format(title=f"Ferry number {i} leaves the pier", text=text))
    return tmp_path


def test_both_readers_are_counted_on_the_same_pages(tmp_path) -> None:
    frame = tk.compare_readers(_folder(tmp_path, 3)).set_index("field")
    assert frame.loc["title", ["pages", "best", "newspaper3k", "differ"]].tolist() == [3, 3, 3, 0]
    assert frame.loc["hour of publication", "best"] == 3
    assert (frame["best"] <= frame["pages"]).all() and (frame["newspaper3k"] <= frame["pages"]).all()


def test_at_most_so_many_pages_are_read(tmp_path) -> None:
    assert tk.compare_readers(_folder(tmp_path, 9), most=4)["pages"].tolist() == [4] * 6


def test_a_folder_without_pages_gives_zeros(tmp_path) -> None:
    with pytest.warns(ToolkitWarning, match="no files"):
        frame = tk.compare_readers(tmp_path)
    assert frame[["pages", "best", "newspaper3k", "differ"]].to_numpy().sum() == 0


def test_a_wrong_number_is_refused(tmp_path) -> None:
    with pytest.raises(OptionError, match="1 or more"):
        tk.compare_readers(tmp_path, most=0)
