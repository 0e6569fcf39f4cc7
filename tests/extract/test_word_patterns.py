"""Patterns of many words by their first letter."""

import re

import pytest

from toolkit.extract.word_patterns import by_initial, initials

WORDS = "tags?|topics?|tag cloud|mehr (?:über|zu)|теги"


@pytest.mark.parametrize("text", ["tag", "Tags", "TOPIC", "Tag cloud", "Mehr über", "MEHR ZU", "Теги", "ТЕГИ"])
def test_every_word_in_any_case(text):
    assert re.fullmatch(by_initial(WORDS), text)


@pytest.mark.parametrize("text", ["", "ag", "mehr", "Stags", "zu"])
def test_nothing_else(text):
    assert re.fullmatch(by_initial(WORDS), text) is None


def test_longer_words_come_first():
    found = re.match(by_initial(WORDS), "tag cloud")
    assert found is not None
    assert found[0] == "tag cloud"


def test_initials():
    assert initials(WORDS, lower="t") == "MTТt"
