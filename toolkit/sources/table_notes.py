"""What the report says about the cells of a table: dates that could not be read, languages that were not stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from toolkit.extract.language import detect, normalise
from toolkit.records import Article
from toolkit.sources.cells import text_cell
from toolkit.sources.inputs import Note

LONG_ENOUGH: Final = 100
"""Letters of title, lead and text from which on their language is told; a title alone is told wrongly too often, and
topics are found in a text of unknown language, too."""
_ENOUGH: Final = 300
"""Letters that are looked at; more tells hardly more, and takes longer than reading the row."""
_SHOWN: Final = 40


@dataclass
class CellNotes:
    """Counts what could not be read, with the first example of each column."""

    rows: int = 0
    detected: int = 0
    unread: dict[str, tuple[int, str]] = field(default_factory=dict)

    def date(self, column: str | None, value: Any, read: object) -> None:
        """Note a cell of dates that holds something and gave no time."""
        if read is None and column is not None and (text := text_cell(value)) is not None:
            count, example = self.unread.get(column, (0, text if len(text) <= _SHOWN else text[:_SHOWN - 1] + "…"))
            self.unread[column] = (count + 1, example)

    def set_language(self, article: Article, stated: str | None) -> None:
        """Language as the row states it, else that of its text where there is enough of it."""
        self.rows += 1
        article.language = normalise(stated) if stated else None
        if article.language is None:
            sample = "\n".join(p[:_ENOUGH] for p in (article.title, article.lead, article.text) if p)[:_ENOUGH]
            if len(sample) >= LONG_ENOUGH and (language := detect(sample)):
                article.language = language
                article.origin["language"] = "detected"
                self.detected += 1

    def tell(self) -> Iterator[Note]:
        """Notes for the report, once all rows were read."""
        for column, (count, example) in self.unread.items():
            yield Note(f"{count:,} of {self.rows:,} rows have a {column!r} that could not be read as a time, such as "
                       f"{example!r}, and are kept without; what is read is like 2025-02-12 16:30, 12.02.2025 or "
                       "seconds since 1970")
        if self.detected:
            yield Note(f"the language of {self.detected:,} rows was not stated and was detected from their text")
