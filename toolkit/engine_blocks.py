"""Counting of what does not fit in memory at once: block by block, here or on a Dask cluster.

On one machine the source is read once for each block. On a cluster it is read once: each part is counted for all blocks
where it is read, and the parts of each block are then added up on the workers, which exchange nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import getitem
from typing import Any, Protocol

from toolkit import engine
from toolkit.batches import Batch


class BlockCounter(Protocol):
    """Pure functions over batches of rows, and the columns that they read. States must be picklable."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""

    def partial_of(self, batch: Batch, block: int) -> Any:
        """Count what one batch has of a block."""

    def combine(self, one: Any, other: Any) -> Any:
        """Add two counts of the same block."""

    def close(self, state: Any) -> Any:
        """What is wanted of the sum of a block: on a cluster nothing else leaves the workers."""


@dataclass(frozen=True)
class _Counting:
    """What the counter needs, whatever blocks it counts."""

    counter: BlockCounter

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return self.counter.columns

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return self.counter.optional


@dataclass(frozen=True)
class OneBlock(_Counting):
    """The counter of one block."""

    block: int

    def partial(self, batch: Batch) -> Any:
        """Count one batch."""
        return self.counter.partial_of(batch, self.block)

    def combine(self, one: Any, other: Any) -> Any:
        """Add two counts."""
        return self.counter.combine(one, other)


@dataclass(frozen=True)
class AllBlocks(_Counting):
    """The counter of all blocks at once."""

    blocks: int

    def partial(self, batch: Batch) -> list[Any]:
        """Count one batch."""
        return [self.counter.partial_of(batch, block) for block in range(self.blocks)]

    def combine(self, one: list[Any], other: list[Any]) -> list[Any]:
        """Add two counts."""
        return [self.counter.combine(a, b) for a, b in zip(one, other, strict=True)]


def reduce_blocks(source: Any, counter: BlockCounter, blocks: int) -> Iterator[Any]:
    """Count every part of the source, and give what is wanted of each block, one after the other.

    Parameters
    ----------
    source : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows. With a handle that has a Dask client they are counted and added up on its workers.
    counter : BlockCounter
        What to count.
    blocks : int
        Number of blocks.

    Yields
    ------
    object
        ``close`` of the sum of a block, in order.
    """
    client = getattr(source, "client", None)
    if client is None:
        for block in range(blocks):
            yield counter.close(engine.reduce(source, OneBlock(counter, block)))
        return
    every, shared = AllBlocks(counter, blocks), engine.share(client, counter)
    parts = engine.count_parts(client, source, every, engine.share(client, every))
    for block in range(blocks):
        states = [client.submit(getitem, part, block, pure=False) for part in parts]
        state = engine.add_up(client, states, shared)
        yield client.submit(_close, state, shared, pure=False).result()


def _close(state: Any, counter: BlockCounter) -> Any:
    return counter.close(state)
