"""Exceptions of the toolkit. Each message names the input, the value found and what would have worked."""

from __future__ import annotations

from typing import Any


class ToolkitError(Exception):
    """Base of every error that the toolkit raises on purpose."""


class InputError(ToolkitError, ValueError):
    """One input (file, page, table, feed) cannot be read.

    During a load it becomes a ``rejected`` row of the report; it never stops the load.

    Parameters
    ----------
    reason : str
        What is wrong and what would have worked, in one sentence that a user can act on.
    source_ref : str, optional
        The file, and the member, line or offset inside it.
    """

    def __init__(self, reason: str, source_ref: str | None = None) -> None:
        self.reason = reason
        self.source_ref = source_ref
        super().__init__(reason if source_ref is None else f"{source_ref}: {reason}")


class ColumnError(ToolkitError, KeyError):
    """A table lacks a column that the call needs, or the column holds something else than it should."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class OptionError(ToolkitError, ValueError):
    """An option has a value that the call does not take; the message lists those that it takes."""


class MissingExtraError(ToolkitError, ImportError):
    """A library of an optional extra is not installed; the message names the extra."""


class ToolkitWarning(UserWarning):
    """Something in the data that a reader of the result must know, and what to do about it."""


def check_whole(name: str, value: Any, least: int) -> int:
    """The value of an option, if it is a whole number that is not too small."""
    if isinstance(value, bool) or not hasattr(value, "__index__") or value < least:
        raise OptionError(f"{name}={value!r} must be a whole number of {least} or more")
    return int(value)


def check_part(name: str, value: Any, such_as: str = "0.05") -> float:
    """The value of an option, if it is a number between 0 and 1."""
    if isinstance(value, bool) or not hasattr(value, "__float__") or not 0 < value < 1:
        raise OptionError(f"{name}={value!r} must lie between 0 and 1, such as {such_as}")
    return float(value)


def check_frame(given: Any, wanted: str) -> None:
    """Raise `InputError` where something else than a DataFrame was given; ``wanted`` says what to give."""
    if not (hasattr(given, "columns") and hasattr(given, "attrs")):
        raise InputError(f"this is a {type(given).__name__}, not a DataFrame; give {wanted}")
