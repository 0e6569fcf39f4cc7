"""The first publication of each story: the rows that are counted where stories are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit.batches import Batch
from toolkit.errors import OptionError

COUNTS: Final = {"articles": "articles", "stories": "stories", "first": "first publications"}
"""Values of ``count=`` and the unit that they count in."""
UNCERTAIN: Final = {"day": 86_400_000_000 - 1, "month": 31 * 86_400_000_000 - 1}
"""Microseconds by which a stamp may be later than it says; a stamp that knows better goes first."""


def check_count(count: str) -> str:
    """The value of ``count=``, if it is one that there is."""
    if not isinstance(count, str) or count not in COUNTS:
        raise OptionError(f"count={count!r} is not one of {', '.join(map(repr, COUNTS))}")
    return count


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
