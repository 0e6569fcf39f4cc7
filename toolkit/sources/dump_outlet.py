"""The outlet of a text dump: what the caller said, an address in the dump, or a known outlet's name on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.extract.language import detect
from toolkit.sources.inputs import Options

_ADDRESS = re.compile(r"(?:https?://|www\.)([\w-]+(?:\.[\w-]+)+)", re.I)


@dataclass(frozen=True, slots=True)
class DumpOutlet:
    """Outlet of a dump with its clock and the language of the text."""

    name: str | None
    time_zone: str | None
    time_zone_from: str | None
    language: str | None


def find_outlet(around: Sequence[str], file_name: str, text: str, options: Options) -> DumpOutlet:
    """Outlet of a dump.

    Parameters
    ----------
    around : sequence of str
        Lines of the page around article and lists. Names inside those are those of sources, so they do not count.
    file_name : str
        Name of the file; people name dumps by the outlet.
    text : str
        The article or the whole dump, for its language.
    options : Options
        The caller's outlet and zone go before everything found.
    """
    from toolkit import outlets

    language = detect(text)
    host = next((m.group(1) for line in around if (m := _ADDRESS.search(line))), None)
    outlet = outlets.find(host or _named(around, file_name, language), language=language, time_zone=options.time_zone)
    return DumpOutlet(options.outlet or outlet.name, outlet.time_zone, outlet.time_zone_from, language)


def _named(around: Sequence[str], file_name: str, language: str | None) -> str | None:
    """Domain of the outlet that the file's name or a line names, if it publishes in the language of the text.

    Names of one word ("Today", "Pravda") are words of menus too, so in lines they prove nothing.
    """
    from toolkit import outlets

    stem = re.sub(r"[\W_\d]+", " ", file_name.removesuffix(".gz").rpartition(".")[0])
    for text, one_word in ((stem, True), *((line, False) for line in around)):
        domain = outlets.mentioned([text], one_word=one_word)
        languages = outlets.find(domain).languages if domain else ()
        if domain and (language is None or not languages or language in languages):
            return domain
    return None
