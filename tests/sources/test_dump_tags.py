from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.sources.dump_tags import has_glue, split_tags

TEXT = "The harbour of Lindholm and NATO. Donald Brook met the council about energy. США и Росія."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("NATOLindholmEU", ["NATO", "Lindholm", "EU"]),
        ("LindholmNATOEnergy", ["Lindholm", "NATO", "Energy"]),
        ("Donald BrookHarbour", ["Donald Brook", "Harbour"]),
        ("НАТОРосіяСША", ["НАТО", "Росія", "США"]),
        ("Верховна РадаБюджет", ["Верховна Рада", "Бюджет"]),
        ("harbour, NATO, Stork Island", ["harbour", "NATO", "Stork Island"]),
        ("#harbour #NATO", ["harbour", "NATO"]),
        ("Ferries | Ferries | Storks", ["Ferries", "Storks"]),
        ("NATO", ["NATO"]),
        ("", []),
    ],
)
def test_split(line: str, expected: list[str]) -> None:
    assert split_tags(line, phrases=TEXT) == expected


def test_known_tags_decide_where_letters_do_not() -> None:
    assert split_tags("energyferries", known={"energy", "ferries"}) == ["energy", "ferries"]
    assert split_tags("McDonaldUSA", known={"McDonald"}) == ["McDonald", "USA"]
    assert split_tags("iPhoneStorks", known={"iPhone", "Storks"}) == ["iPhone", "Storks"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATORussia", True),
        ("StorksUSA", True),
        ("Plain words", False),
        ("NATO", False),
        ("ЗСУКиїв", True),
    ],
)
def test_glue(text: str, expected: bool) -> None:
    assert has_glue(text) is expected


@given(
    st.lists(
        st.sampled_from(["Harbour", "Storks", "Lindholm", "Budget", "Енергетика", "Вибори"]),
        min_size=1,
        max_size=5,
        unique=True,
    )
)
def test_capitalised_words_run_together_come_apart(tags: list[str]) -> None:
    assert split_tags("".join(tags)) == tags


@given(st.text(max_size=60))
def test_no_letter_is_lost(line: str) -> None:
    letters = [c for c in line if c.isalnum()]
    kept = [c for tag in split_tags(line) for c in tag if c.isalnum()]
    assert len(kept) <= len(letters)
    if len(set(split_tags(line))) == len(split_tags(line)) and "".join(split_tags(line)):
        assert set(kept) <= set(letters)
