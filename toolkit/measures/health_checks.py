"""The checks of `health`: which rows each of them finds, how grave that is, and what to tell the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.batches import Batch
from toolkit.errors import ColumnError
from toolkit.measures.bylines import is_office, suspicion
from toolkit.measures.grouping import zones_of
from toolkit.measures.periods import QUARTER, rows_local
from toolkit.schema import EXACT_PRECISIONS

Mask = npt.NDArray[np.bool_]

HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
OLDEST: Final = int(pd.Timestamp("1995-01-01").value) // 1000
"""News pages are younger; an older stamp is a slip more often than an archive."""
SHORT: Final = 40


@dataclass(frozen=True)
class Facts:
    """What the first pass found about each outlet, for the checks of single rows."""

    now: int
    chrome_tags: frozenset[tuple[str | None, str]] = frozenset()
    repeated_titles: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))


@dataclass(frozen=True)
class Check:
    """One check of rows.

    ``find`` gives the rows found, or None where the columns it needs are missing. ``notice`` and ``warning`` are the
    shares above which the result is one. ``fine`` and ``found`` are the words; ``found`` follows "n of m articles",
    and ``advice`` follows that. ``sample`` shows what was found in a row.
    """

    name: str
    find: Callable[[Batch, Facts], Mask | None]
    notice: float
    warning: float
    fine: str
    found: str
    advice: str
    sample: Callable[[Batch, Facts, int], str] | None = None


def _blank(column: str) -> Callable[[Batch, Facts], Mask | None]:
    def find(batch: Batch, facts: Facts) -> Mask | None:
        if not batch.has(column):
            return None
        codes, categories = batch.codes(column)
        return np.array([*(not c.strip() for c in categories), True])[codes]
    return find


def _empty(column: str) -> Callable[[Batch, Facts], Mask | None]:
    def find(batch: Batch, facts: Facts) -> Mask | None:
        return np.diff(batch.lists(column)[0]) == 0 if batch.has(column) else None
    return find


def _is(column: str, *values: str) -> Callable[[Batch, Facts], Mask | None]:
    def find(batch: Batch, facts: Facts) -> Mask | None:
        if not batch.has(column):
            return None
        codes, categories = batch.codes(column)
        return np.array([*(c in values for c in categories), False])[codes]
    return find


def _number(written: str) -> int:
    try:
        return int(float(written))
    except (ValueError, OverflowError):
        raise ColumnError(f"column 'word_count' holds {written!r}, which is no number of words; drop the column, or "
                          "convert it with pd.to_numeric(frame['word_count'], errors='coerce')") from None


def _words(batch: Batch) -> npt.NDArray[np.int64] | None:
    """Words of each text; where only the text is there, its words separated by spaces."""
    if batch.has("word_count"):
        codes, counts = batch.codes("word_count")
        return np.array([*map(_number, counts), 0], np.int64)[codes]
    if batch.has("text"):
        codes, texts = batch.codes("text")
        return np.array([*(len(t.split()) for t in texts), 0], np.int64)[codes]
    return None


def _no_text(batch: Batch, facts: Facts) -> Mask | None:
    words = _words(batch)
    return None if words is None else words == 0


def _short_text(batch: Batch, facts: Facts) -> Mask | None:
    words = _words(batch)
    return None if words is None else (words > 0) & (words < SHORT)


def _no_time(batch: Batch, facts: Facts) -> Mask | None:
    if not batch.has("published_at"):
        return None
    unknown = ~batch.micros("published_at")[1]
    stated = _is("published_precision", "none")(batch, facts)
    return unknown if stated is None else unknown | stated


def exact_times(batch: Batch) -> Mask:
    """Rows whose hour of publication is known."""
    known = batch.micros("published_at")[1]
    if not batch.has("published_precision"):
        return known
    return known & np.asarray(_is("published_precision", *EXACT_PRECISIONS)(batch, Facts(0)))


def _midnight(batch: Batch, facts: Facts) -> Mask | None:
    if not batch.has("published_at"):
        return None
    rows = np.flatnonzero(exact_times(batch))
    micros = batch.micros("published_at")[0][rows]
    zone_codes, zones = zones_of(batch)
    found = np.zeros(len(batch), bool)
    found[rows] = (micros % QUARTER == 0) & (rows_local(micros, zone_codes[rows], zones) % 96 == 0)
    return found


def _future(batch: Batch, facts: Facts) -> Mask | None:
    return _in_future(batch, facts) if batch.has("published_at") else None


def _in_future(batch: Batch, facts: Facts) -> Mask:
    published, known = batch.micros("published_at")
    latest = np.full(len(batch), facts.now + DAY)
    if batch.has("collected_at"):
        collected, seen = batch.micros("collected_at")
        latest[seen] = collected[seen] + HOUR  # clocks differ a little
    return known & (published > latest)


def _too_old(batch: Batch, facts: Facts) -> Mask | None:
    return _before_the_web(batch) if batch.has("published_at") else None


def _before_the_web(batch: Batch) -> Mask:
    published, known = batch.micros("published_at")
    return known & (published < OLDEST)


def doubtful_times(batch: Batch, facts: Facts) -> Mask:
    """Rows whose stamp can hardly be true."""
    return _in_future(batch, facts) | _before_the_web(batch)


def _modified_first(batch: Batch, facts: Facts) -> Mask | None:
    if not (batch.has("published_at") and batch.has("modified_at")):
        return None
    published, known = batch.micros("published_at")
    modified, stated = batch.micros("modified_at")
    return known & stated & (modified < published - 60_000_000)


def _byline(judge: Callable[[str], Any]) -> Callable[[Batch, Facts], Mask | None]:
    def find(batch: Batch, facts: Facts) -> Mask | None:
        if not batch.has("authors"):
            return None
        offsets, codes, names = batch.lists("authors")
        return _any_entry(offsets, np.array([bool(judge(name)) for name in names], bool)[codes])
    return find


def _first_entry(judge: Callable[[str], Any]) -> Callable[[Batch, Facts, int], str]:
    def sample(batch: Batch, facts: Facts, row: int) -> str:
        offsets, codes, names = batch.lists("authors")
        return next(str(names[c]) for c in codes[offsets[row]:offsets[row + 1]] if judge(names[c]))
    return sample


def _value(column: str) -> Callable[[Batch, Facts, int], str]:
    def sample(batch: Batch, facts: Facts, row: int) -> str:
        codes, categories = batch.codes(column)
        return str(categories[codes[row]])
    return sample


def _stamp(column: str) -> Callable[[Batch, Facts, int], str]:
    def sample(batch: Batch, facts: Facts, row: int) -> str:
        micros = int(batch.micros(column)[0][row])
        zone_codes, zones = zones_of(batch)
        zone = zones[int(zone_codes[row])] or "UTC"
        try:
            at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
        except OverflowError:
            return f"{np.datetime64(micros, 'us').astype('datetime64[m]')} (UTC)"
        try:
            at = at.astimezone(ZoneInfo(zone))
        except (ValueError, OSError, LookupError, OverflowError):  # no zone, or there the calendar has ended
            zone = "UTC"
        level = _value("published_precision")(batch, facts, row) if batch.has("published_precision") else ""
        if level in ("day", "month"):
            return at.date().isoformat()[:10 if level == "day" else 7]
        return f"{at.date().isoformat()} {at:%H:%M} ({zone})"
    return sample


def _chrome_tag(batch: Batch, facts: Facts, row: int) -> str:
    offsets, codes, tags = batch.lists("tags")
    outlet_codes, outlets = batch.codes("outlet")
    outlet = outlets[outlet_codes[row]] if outlet_codes[row] >= 0 else None
    return next(str(tags[c]) for c in codes[offsets[row]:offsets[row + 1]] if (outlet, tags[c]) in facts.chrome_tags)


def _any_entry(offsets: npt.NDArray[np.int64], hit: Mask) -> Mask:
    """Rows in whose list any entry is hit."""
    return np.diff(np.concatenate([[0], np.cumsum(hit)])[offsets]) > 0


def _chrome(batch: Batch, facts: Facts) -> Mask | None:
    if not (batch.has("tags") and batch.has("outlet")):
        return None
    offsets, codes, tags = batch.lists("tags")
    outlet_codes, outlets = batch.codes("outlet")
    found = np.zeros(len(batch), bool)
    for place, outlet in enumerate([*outlets, None]):
        own = {tag for name, tag in facts.chrome_tags if name == outlet}
        if own:
            mine = (outlet_codes < 0) if outlet is None else (outlet_codes == place)
            found |= mine & _any_entry(offsets, np.array([tag in own for tag in tags], bool)[codes])
    return found


def title_keys(batch: Batch) -> npt.NDArray[np.uint64]:
    """One number for each outlet and title (letter case and spaces aside); 0 where there is no title."""
    codes, titles = batch.codes("title")
    folded = np.array([" ".join(t.casefold().split()) for t in titles], dtype=object)
    keys = np.append(pd.util.hash_array(folded, categorize=False) if len(folded) else np.empty(0, np.uint64),
                     np.uint64(0))
    keys[:-1][folded == ""] = 0
    rows = keys[codes]
    if batch.has("outlet"):
        outlet_codes, outlets = batch.codes("outlet")
        names = pd.util.hash_array(np.append(outlets, "").astype(object), categorize=False)
        rows = np.where(rows == 0, np.uint64(0), rows * np.uint64(0x9E3779B97F4A7C15) ^ names[outlet_codes])
    return rows


def _repeated_title(batch: Batch, facts: Facts) -> Mask | None:
    return np.isin(title_keys(batch), facts.repeated_titles) if batch.has("title") else None


def _no_zone(batch: Batch, facts: Facts) -> Mask | None:
    missing = _blank("time_zone")(batch, facts)
    return missing if missing is None or not batch.has("published_at") else missing & batch.micros("published_at")[1]


CHECKS: Final = (
    Check("no_title", _blank("title"), 0, 0.05, "Every article has a title.",
          "have no title", "Look at the example pages: perhaps they are not articles."),
    Check("no_text", _no_text, 0, 0.2, "Every article has a text.",
          "have no text", "Topics and stories that are found in texts miss them."),
    Check("short_text", _short_text, 0.02, 0.2, f"No text is shorter than {SHORT} words.",
          f"have a text of fewer than {SHORT} words", "Perhaps only the lead was saved."),
    Check("no_time", _no_time, 0, 0.1, "Every article has a date.",
          "have no date", "No chart over time counts them."),
    Check("no_author", _empty("authors"), 0.2, 1, "Every article is signed.",
          "name no author", "Many outlets do not sign news; if the pages do, the byline was not found."),
    Check("no_tags", _empty("tags"), 0.2, 0.8, "Every article has tags.",
          "have no tags", "They count in the total of every share, and in no pair of tags."),
    Check("no_language", _blank("language"), 0, 0.2, "The language of every article is known.",
          "are in a language that is not known", "Groups by language put them aside."),
    Check("no_zone", _no_zone, 0, 0.05, "The time zone of every dated article is known.",
          "have a time but no time zone", "They are counted in UTC; give time_zone= when loading."),
    Check("guessed_zone", _is("time_zone_from", "guess"), 0, 0.5, "No time zone is a guess.",
          "have a guessed time zone", "Their hours may be off; give time_zone= when loading.", _value("time_zone")),
    Check("midnight", _midnight, 0.01, 0.1, "Hardly any article is stamped exactly midnight.",
          "are stamped exactly 00:00:00 of the local clock", "That is a date without its hour more likely than news "
          "at midnight; charts by hour show it as a peak."),
    Check("day_precision", _is("published_precision", "day"), 0.05, 0.5, "Nearly every date has an hour.",
          "state only the day", "Charts by hour leave them out."),
    Check("month_precision", _is("published_precision", "month"), 0, 0.2, "Every date has a day.",
          "state only the month", "Charts by day leave them out."),
    Check("date_from_url", _is("published_from", "url"), 0, 0.5, "No date had to be taken from an address.",
          "take their date from the address", "The page states none; it may be the date of an earlier version."),
    Check("future_time", _future, 0, 0.01, "No stamp lies in the future.",
          "are stamped later than they were collected", "The time zone, or the order of day and month, may be wrong.",
          _stamp("published_at")),
    Check("old_time", _too_old, 0, 0.05, "No stamp is older than news on the web.",
          "are stamped before 1995", "A chart over time would begin there.", _stamp("published_at")),
    Check("modified_before_published", _modified_first, 0.005, 0.1, "No article was changed before it was published.",
          "were changed before they were published, by their own stamps",
          "One of the two may be in another time zone."),
    Check("suspicious_byline", _byline(suspicion), 0, 0.05, "Every byline looks like a name.",
          "have a byline that is hardly a name", "It holds a date, an address, a number or a whole sentence.",
          _first_entry(suspicion)),
    Check("office_byline", _byline(is_office), 0.3, 1, "Few bylines name an office.",
          "are signed by a newsroom, agency or office", "Charts by author show it as if it were a person.",
          _first_entry(is_office)),
    Check("site_tags", _chrome, 0, 0, "No tag stands on most articles.",
          "carry a tag that stands on more than 60 % of the outlet's articles",
          "That is a menu entry more likely than a topic; leave it out before counting pairs.", _chrome_tag),
    Check("repeated_title", _repeated_title, 0.01, 0.1, "Hardly any title stands twice.",
          "share their title with another article of the outlet",
          "They may be versions, a running column, or pages saved twice.", _value("title")),
)
"""In the order in which they are shown."""

COLUMNS: Final = ("title", "outlet", "published_at", "published_precision", "published_from", "time_zone",
                  "time_zone_from", "modified_at", "collected_at", "language", "authors", "tags", "word_count",
                  "source_ref")
