"""How much was this covered, when, by whom first, and together with what: news pages to true charts.

The public calls are listed in ``__all__``; each is imported when it is first used, so that ``import toolkit`` costs
next to nothing and loads neither matplotlib nor any parser.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from toolkit import charts as plot
    from toolkit.compare import compare_readers
    from toolkit.corpus import Corpus
    from toolkit.engine import encode
    from toolkit.errors import ColumnError, InputError, MissingExtraError, OptionError, ToolkitError, ToolkitWarning
    from toolkit.explore import explore
    from toolkit.extract.page import read_page
    from toolkit.headlines import headlines
    from toolkit.load import load
    from toolkit.measures.behind import between
    from toolkit.measures.change_points import change_points
    from toolkit.measures.clock import daily_clock
    from toolkit.measures.clock_pairs import compare_clocks
    from toolkit.measures.cooccurrence import avoidance, cooccurrence
    from toolkit.measures.coverage import coverage
    from toolkit.measures.episode_words import explain_spikes
    from toolkit.measures.health import health
    from toolkit.measures.leads import leads
    from toolkit.measures.network import network, network_over_time, write_network
    from toolkit.measures.pair_changes import compare_pairs, pair_stability
    from toolkit.measures.precounted import precounted
    from toolkit.measures.smooth import smooth
    from toolkit.measures.spikes import spikes
    from toolkit.measures.times import times
    from toolkit.measures.top import top_topics
    from toolkit.records import Article, NewsItem, Page
    from toolkit.schema import describe
    from toolkit.show import show
    from toolkit.sources.registry import formats, register_format
    from toolkit.store import open_dataset, save
    from toolkit.stories import stories
    from toolkit.topics import topics

__version__ = "0.1.0"

_HOMES: Final = {
    "load": "toolkit.load",
    "read_page": "toolkit.extract.page",
    "formats": "toolkit.sources.registry",
    "register_format": "toolkit.sources.registry",
    "Corpus": "toolkit.corpus",
    "Article": "toolkit.records",
    "NewsItem": "toolkit.records",
    "Page": "toolkit.records",
    "describe": "toolkit.schema",
    "compare_clocks": "toolkit.measures.clock_pairs",
    "precounted": "toolkit.measures.precounted",
    "encode": "toolkit.engine",
    "between": "toolkit.measures.behind",
    "coverage": "toolkit.measures.coverage",
    "explore": "toolkit.explore",
    "daily_clock": "toolkit.measures.clock",
    "smooth": "toolkit.measures.smooth",
    "times": "toolkit.measures.times",
    "top_topics": "toolkit.measures.top",
    "cooccurrence": "toolkit.measures.cooccurrence",
    "avoidance": "toolkit.measures.cooccurrence",
    "health": "toolkit.measures.health",
    "network": "toolkit.measures.network",
    "network_over_time": "toolkit.measures.network",
    "write_network": "toolkit.measures.network",
    "spikes": "toolkit.measures.spikes",
    "explain_spikes": "toolkit.measures.episode_words",
    "save": "toolkit.store",
    "open_dataset": "toolkit.store",
    "headlines": "toolkit.headlines",
    "stories": "toolkit.stories",
    "topics": "toolkit.topics",
    "compare_readers": "toolkit.compare",
    "show": "toolkit.show",
    "compare_pairs": "toolkit.measures.pair_changes",
    "pair_stability": "toolkit.measures.pair_changes",
    "leads": "toolkit.measures.leads",
    "change_points": "toolkit.measures.change_points",
    "plot": "toolkit.charts",
    "ToolkitError": "toolkit.errors",
    "InputError": "toolkit.errors",
    "ColumnError": "toolkit.errors",
    "OptionError": "toolkit.errors",
    "MissingExtraError": "toolkit.errors",
    "ToolkitWarning": "toolkit.errors",
}
"""Public name -> module that defines it; ``plot`` is the module itself."""

__all__ = [
    "Article", "ColumnError", "Corpus", "InputError", "MissingExtraError", "NewsItem", "OptionError", "Page",
    "ToolkitError", "ToolkitWarning", "avoidance", "between", "change_points", "compare_clocks", "compare_pairs",
    "compare_readers", "cooccurrence", "coverage", "daily_clock", "describe", "encode", "explain_spikes", "explore",
    "formats", "headlines", "health", "leads", "load", "network", "network_over_time", "open_dataset",
    "pair_stability", "plot", "precounted", "read_page", "register_format", "save", "show", "smooth", "spikes",
    "stories", "times", "top_topics", "topics", "write_network",
]


class _Surface(ModuleType):
    """The package itself, on which a public call goes before a submodule of the same name.

    Importing ``toolkit.load`` makes Python set the attribute ``load`` of the package to that module. That is left
    undone, since the module may not have run yet; `__getattr__` finds the function that it defines.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and name != "plot" and _HOMES.get(name) == value.__name__:
            return
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"toolkit has no {name!r}; it offers {', '.join(sorted(_HOMES))}")
    module = import_module(home)
    value = module if name == "plot" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


sys.modules[__name__].__class__ = _Surface
