from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.charts.fit import shorten, shorten_apart, spread, text_width, wrap

words = st.lists(st.text("abcдежéΩ-.", min_size=1, max_size=30), min_size=1, max_size=12).map(" ".join)


@given(words, st.floats(40, 300))
@settings(max_examples=60, deadline=None)
def test_wrapped_lines_fit_and_no_letter_is_lost(text, width) -> None:
    lines = wrap(text, width, 10)
    assert all(text_width(line, 10) <= width or len(line) == 1 for line in lines.split("\n"))
    assert lines.replace("\n", "").replace(" ", "") == text.replace(" ", "")


@given(words, st.floats(40, 300))
@settings(max_examples=60, deadline=None)
def test_a_shortened_text_fits_and_begins_like_the_whole(text, width) -> None:
    short = shorten(text, width, 10)
    assert text_width(short, 10) <= width
    assert text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a-long-address.example.org", 90, 2),
        ("one two", 1000, 1),
        ("", 100, 1),
    ],
)
def test_wrapping_prefers_the_signs_inside_a_long_word(text, width, lines) -> None:
    wrapped = wrap(text, width, 10).split("\n")
    assert len(wrapped) == lines
    assert all(line == "" or line[-1] in "-." or line == wrapped[-1] for line in wrapped)


def test_lines_beyond_the_limit_end_in_an_ellipsis() -> None:
    assert wrap("one two three four five six seven", 60, 10, lines=2).endswith("…")


labels = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 8)), min_size=1, max_size=12)


@given(labels)
@settings(max_examples=200, deadline=None)
def test_spread_labels_stay_apart_and_inside(given_labels) -> None:
    centres, heights = zip(*given_labels, strict=True)
    placed = spread(centres, heights, 0, 100)
    order = sorted(range(len(placed)), key=lambda i: placed[i])
    for below, above in pairwise(order):
        assert placed[above] - placed[below] >= (heights[above] + heights[below]) / 2 - 1e-6
    if sum(heights) <= 100:
        assert all(h / 2 - 1e-6 <= p <= 100 - h / 2 + 1e-6 for p, h in zip(placed, heights, strict=True))


def test_labels_that_do_not_collide_do_not_move() -> None:
    assert spread([10, 50, 90], [8, 8, 8], 0, 100) == [10, 50, 90]


def test_two_labels_on_one_spot_part_evenly() -> None:
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]


def test_names_that_begin_alike_show_where_they_differ() -> None:
    names = ["Old Harbour Gazette, morning edition", "Old Harbour Gazette, evening edition", "Fen Times"]
    assert shorten_apart(names, 90, 10) == ["…morning edition", "…evening edition", "Fen Times"]
    assert shorten_apart(names, 900, 10) == names
    assert shorten_apart(["same name twice"] * 2, 40, 10) == [shorten("same name twice", 40, 10)] * 2
