"""Texts compared by letters and digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.folding import fold


@given(st.text(max_size=300))
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("one", "other"), [("Rain, again!", "RAIN AGAIN"), ("a_b", "ab"), ("Дощ — знову", "дощзнову")])
def test_spellings_agree(one, other):
    assert fold(one) == fold(other)


def test_other_letters_differ():
    assert fold("Rain 1") != fold("Rain 2")
