"""The first publication of each story: the rows that are counted where stories are counted."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit import engine_parts
from toolkit.batches import Batch
from toolkit.errors import ColumnError, OptionError, ToolkitWarning

COUNTS: Final = {"articles": "articles", "stories": "stories", "first": "first publications"}
"""Values of ``count=`` and the unit that they count in."""
UNCERTAIN: Final = {"day": 86_400_000_000 - 1, "month": 31 * 86_400_000_000 - 1}
"""Microseconds by which a stamp may be later than it says; a stamp that knows better goes first."""
STORIES_RAN: Final = "stories"
"""Entry of a frame's ``attrs`` that `toolkit.stories` leaves: its story_id is what was found, not what is assumed."""
_IDENTIFIERS: Final = ("story_id", "article_id")
_AT_A_TIME: Final = 1 << 16


def check_count(count: str) -> str:
    """The value of ``count=``, if it is one that there is."""
    if not isinstance(count, str) or count not in COUNTS:
        raise OptionError(f"count={count!r} is not one of {', '.join(map(repr, COUNTS))}")
    return count


def check_stories(articles: Any, what: str) -> None:
    """Refuse to count stories of rows that have none, and warn where every article is still a story of its own.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows.
    what : str
        What needs the stories, for the message.

    Raises
    ------
    ColumnError
        If there is no column ``story_id``.
    """
    has = engine_parts.columns_of(articles)
    if "story_id" not in has:
        raise ColumnError(f"{what} needs the column 'story_id', which toolkit.stories(articles) adds: call it first; "
                          f"the table has {', '.join(has) or 'none'}")
    if "article_id" in has and STORIES_RAN not in (getattr(articles, "attrs", None) or {}) and _unfolded(articles):
        warnings.warn(f"{what} takes every article for a story of its own, since no story_id differs from its "
                      "article_id; call toolkit.stories(articles) first (if you have, it found no copies)",
                      ToolkitWarning, stacklevel=3)


def _unfolded(articles: Any) -> bool:
    """Whether no row belongs to another article's story; mostly the first rows tell that one does."""
    rows = 0
    for part in engine_parts.parts_of(articles):
        parts = [part] if not isinstance(part, engine_parts.FramePart) else [
            engine_parts.FramePart(part.rows, start, min(start + _AT_A_TIME, part.stop))
            for start in range(part.start, part.stop, _AT_A_TIME)]
        for batch in (batch for one in parts for batch in one.batches(list(_IDENTIFIERS))):
            (story, stories), (article, known) = map(batch.codes, _IDENTIFIERS)
            ids = np.array([*known, None], dtype=object)
            if (np.array([*stories, None], dtype=object)[story] != ids[article]).any():
                return False
            rows += len(batch)
    return rows > 1


@dataclass(frozen=True)
class FirstRows:
    """Keeps, of the rows of one story (and of one group, where ``within`` names its columns), the earliest.

    The state is an Arrow table of ``columns`` and those of ``optional`` that are there. Rows without a story are
    stories of their own.
    """

    needed: tuple[str, ...]
    used: tuple[str, ...]
    within: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return (*dict.fromkeys(("story_id", "published_at", *self.within, *self.needed)),)

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return (*dict.fromkeys(("published_precision", "article_id", *self.used)),)

    def partial(self, batch: Batch) -> pa.Table:
        """First rows of one batch."""
        table = batch.table((*self.columns, *self.optional))
        story, _ = batch.codes("story_id")
        keys: dict[str, Any] = {"story": np.where(story < 0, -1 - np.arange(len(batch)), story)}
        keys |= {f"group {i}": batch.codes(name)[0] for i, name in enumerate(self.within)}
        order: dict[str, Any] = {"at": _latest(batch)}
        if batch.has("article_id"):  # settles ties the same way, however the rows are ordered
            codes, categories = batch.codes("article_id")
            order["id"] = np.append(np.argsort(np.argsort(categories)), -1)[codes] if len(categories) else codes
        rows = pd.DataFrame({**keys, **order}).sort_values([*order, *keys], kind="stable")
        first = rows.drop_duplicates(list(keys)).index.to_numpy()
        return table.take(np.sort(first))

    def combine(self, one: pa.Table, other: pa.Table) -> pa.Table:
        """First rows of both."""
        return self.partial(Batch.of(pa.concat_tables([one, other]), one.column_names))

    def finish(self, state: pa.Table) -> pd.DataFrame:
        """The rows as a frame."""
        return state.to_pandas()


def _latest(batch: Batch) -> np.ndarray:
    """Latest instant that each row's stamp allows; rows without one come last."""
    micros, known = batch.micros("published_at")
    latest = np.where(known, micros, np.iinfo(np.int64).max)
    if batch.has("published_precision"):
        codes, categories = batch.codes("published_precision")
        for name, more in UNCERTAIN.items():
            if name in categories:
                mine = known & (codes == int(np.flatnonzero(categories == name)[0]))
                latest[mine] += more
    return latest
