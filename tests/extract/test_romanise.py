from __future__ import annotations

import pytest

from toolkit.extract.romanise import romanise


@pytest.mark.parametrize(("name", "language", "expected"), [
    ("Українська хвиля", "uk", "ukrainska khvylia"),
    ("Їжак і Яблуко", "uk", "yizhak i yabluko"),
    ("Згурські вісті", "uk", "zghurski visti"),
    ("Щоденник Юрія", "uk", "shchodennyk yuriia"),
    ("Вечерний Харьков", "ru", "vecherniy kharkov"),
    ("Эхо Заречья", None, "ekho zarechya"),
    ("Stork Daily", None, "stork daily"),
])
def test_names(name: str, language: str | None, expected: str) -> None:
    assert romanise(name, language) == expected
