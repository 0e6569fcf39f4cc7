"""Faults of a CSV table that Python's reader passes over: a quote left open, a column named twice."""

from __future__ import annotations

from collections.abc import Iterator


class Quotes:
    """Lines on their way to the CSV reader, which swallows the rest of a file behind a quote left open."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._source = lines
        self.taken = self.lines = self.count = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        for line in self._source:
            self.taken += 1
            self.lines += 1
            self.count += line.count('"')
            yield line
        self.ended = True

    def restart(self) -> int:
        """Begin a row; gives the number of its first line."""
        self.lines = self.count = 0
        return self.taken + 1


def each_once(names: list[str]) -> tuple[list[str], list[str]]:
    """Names that differ, and those that stood there before: a later column must not overwrite an earlier one."""
    seen: dict[str, int] = {}
    out, again = [], []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1 and name:
            again.append(name)
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out, list(dict.fromkeys(again))
