"""When the first reading of a body is in doubt, and who is asked then.

The doubt measure is three questions, each of which costs next to nothing:

1. Is there little text, less than `LITTLE` letters, though the page holds more than twice as much? (Where it stands
   in one box with the title it can be a short item, and `BESIDE_A_SHORT_ITEM` times as much is allowed.)
2. Is it a small part, less than `SMALL` of all the page's running text?
3. Does the page's own linked data hold a longer ``articleBody`` of which next to nothing (`STRANGE`) is found in the
   reading, or less than half (`AGREED`) in a reading of a quarter (`SHORT`) of its length? (Many an ``articleBody``
   holds captions and related headlines too, so less would doubt right readings.)

A page of little text is read again without regard to class names; where that does not help, the linked data's text
stands in, and where there is none, and in the other two cases, trafilatura [1]_ is asked.

References
----------
.. [1] Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction",
   ACL-IJCNLP 2021 (system demonstrations), pages 122-131.
"""

from __future__ import annotations

import html
import re

from . import jsonld
from .body_blocks import weight
from .body_filter import folded
from .document import Document

LITTLE = 250.0
SMALL = 0.1
AGREED, STRANGE, SHORT = 0.5, 0.2, 0.25
SHORTEST, BESIDE_A_SHORT_ITEM = 100.0, 6.0
"""Weight of a text below its title that can be all of a short item, and how many times as much may stand beside it."""
_LEAST_STATED = 300
_LONGEST_HTML, _MOST_TAGS = 2_000_000, 25_000
"""trafilatura is not asked about larger pages: it takes some 40 microseconds a tag."""
_MARKUP = re.compile(r"<[^<>]{1,300}>")
_PROBES, _PROBE = 24, 20
_PLAIN_PROBES = 8


def agreement(sample: str, text: str) -> float:
    """Share of evenly spread probes from ``sample`` that stand in ``text``, letters and digits alone compared."""
    wanted, found = folded(sample), folded(text)
    if len(wanted) <= _PROBE:
        return float(bool(wanted) and wanted in found)
    step = max(_PROBE, (len(wanted) - _PROBE) // _PROBES)
    probes = [wanted[i:i + _PROBE] for i in range(0, len(wanted) - _PROBE + 1, step)]
    return sum(p in found for p in probes) / len(probes)


def _plainly_agrees(sample: str, text: str) -> bool:
    """Tell whether nearly all of a few probes stand in ``text`` letter for letter: then folding both is spared."""
    step = len(sample) // _PLAIN_PROBES
    return sum(sample[at:at + _PROBE] in text for at in range(0, step * _PLAIN_PROBES, step)) >= _PLAIN_PROBES - 2


def stated_body(doc: Document) -> str:
    """The longest ``articleBody`` of the page's linked data, as paragraphs; empty where there is none."""
    longest = ""
    for node in jsonld.nodes(doc):
        value = node.get("articleBody")
        if isinstance(value, str) and len(value) > len(longest):
            longest = value
    if not longest:
        return ""
    text = html.unescape(longest)
    if "<" in text:
        text = _MARKUP.sub("\n", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def in_doubt(text: str, running: float, stated: str, *, headed: bool = False) -> bool:
    """Tell whether a reading needs a second opinion.

    Parameters
    ----------
    text : str
        The reading.
    running : float
        Weight of all the page's running text, furniture included.
    stated : str
        The linked data's text.
    headed : bool
        Whether the reading stands in one box with the title.
    """
    length = weight(text)
    much = BESIDE_A_SHORT_ITEM if headed and length > SHORTEST else 2.0
    if length < SMALL * running or (length < LITTLE and running > much * length):
        return True
    wanted = weight(stated)
    if wanted < _LEAST_STATED or length >= wanted:
        return False
    if _plainly_agrees(stated, text):
        return False
    found = agreement(stated, text)
    return found < STRANGE or (found < AGREED and length < SHORT * wanted)


def trafilatura_text(doc: Document) -> str:
    """Text of trafilatura's reading of the page, empty where it has none or fails."""
    if len(doc.html) > _LONGEST_HTML or doc.html.count("<") > _MOST_TAGS:
        return ""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            doc.html, fast=True, include_comments=False, with_metadata=False, include_tables=True)
    except Exception:  # noqa: BLE001 - a second opinion that fails is none; the page still has its first reading
        return ""
    text = getattr(found, "text", None) or ""
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def settle(readings: list[str], second: str) -> int:
    """Choose between readings in doubt.

    Parameters
    ----------
    readings : list of str
        The own readings, the most trusted first.
    second : str
        trafilatura's.

    Returns
    -------
    int
        Number of the reading in ``[*readings, second]``: the first own one that holds half of what the second says,
        or of which that one holds half without being three times as long; else the second, where it says something.
    """
    if weight(second) < LITTLE:
        return max(range(len(readings)), key=lambda n: (weight(readings[n]) >= LITTLE, -n))
    for number, text in enumerate(readings):
        if not text:
            continue
        if agreement(second, text) >= AGREED:
            return number
        if agreement(text, second) >= AGREED and weight(second) < 3 * weight(text):
            return number
    return len(readings)
