"""Charts of the measures, offered as ``tk.plot``: each takes a measure's frame and returns the Axes.

They draw what the frame holds and compute no statistics. Every chart states on itself its subject, its units, the
number of rows, what was left out and why, the estimator, the interval and the clock. matplotlib is imported when the
first chart is drawn, not when the toolkit is.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.charts.checks import health
    from toolkit.charts.dial import clock
    from toolkit.charts.episodes import spikes
    from toolkit.charts.files import save
    from toolkit.charts.graph import network
    from toolkit.charts.heat import times
    from toolkit.charts.matrix import cooccurrence
    from toolkit.charts.order import leads
    from toolkit.charts.prominent import prominence
    from toolkit.charts.series import coverage
    from toolkit.charts.sheet import alt_text
    from toolkit.charts.strips import timeline

__all__ = [
    "alt_text", "clock", "cooccurrence", "coverage", "health", "leads", "network", "prominence", "save", "spikes",
    "timeline", "times",
]

_HOME = {
    "alt_text": "sheet",
    "clock": "dial",
    "cooccurrence": "matrix",
    "coverage": "series",
    "health": "checks",
    "leads": "order",
    "network": "graph",
    "prominence": "prominent",
    "save": "files",
    "spikes": "episodes",
    "timeline": "strips",
    "times": "heat",
}
# No module has the name of a chart: importing toolkit.charts.times would replace the function of that name.


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; the charts are {', '.join(__all__)}")
    function = getattr(importlib.import_module(f"toolkit.charts.{_HOME[name]}"), name)
    globals()[name] = function
    return function


def __dir__() -> list[str]:
    return sorted(__all__)
