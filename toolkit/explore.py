"""Explore a corpus by clicking: what the panel of ``tk.explore`` shows, worked out without any widget.

An `Exploration` turns a `Choice` into a chart, the frame behind it, the lines of Python that make the same chart, and
the headlines behind one of its figures. The widgets that offer the choices are in `toolkit.explore_panel`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.corpus import Corpus
from toolkit.errors import OptionError, ToolkitWarning
from toolkit.measures.behind import counted_rows, hour_of_rows, period_of_rows
from toolkit.measures.first_rows import COUNTS
from toolkit.measures.group_columns import TOPIC_COLUMNS
from toolkit.measures.periods import FREQS, HOURS_OF_WEEK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from toolkit.explore_panel import Panel

CHARTS: Final = {"coverage": "Coverage", "times": "Times", "cooccurrence": "Co-occurrence"}
"""Charts of the panel and what they are called there."""
HEADLINE_COLUMNS: Final = ("published", "outlet", "title", "url", "source_ref")


def explore(corpus: Corpus | pd.DataFrame) -> Panel:
    """Show a panel for looking around in a corpus: choose, see the charts react, click to read the headlines.

    Outlets, topics, days, what is counted and the length of a period are chosen above; coverage, times and
    co-occurrence follow. Each bar, hour and pair is a button that lists the articles behind it. The lines of Python
    that make the chart are below it, ready to be copied. Needs JupyterLab or another notebook that shows ipywidgets.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        What `load` gave, or a table of articles: ``published_at`` and ``outlet``, and as far as they are there
        ``title``, ``topics`` or ``tags``, ``story_id``, ``time_zone`` and ``published_precision``.

    Returns
    -------
    Panel
        A widget, which a notebook shows when it is the last expression of a cell.

    Raises
    ------
    OptionError
        If ``corpus`` is neither.

    Examples
    --------
    >>> import pandas as pd, toolkit as tk
    >>> articles = pd.DataFrame({
    ...     "outlet": "Lake Herald", "title": ["Pier open", "Ferry late"], "tags": [["harbour"], ["ferry"]],
    ...     "time_zone": "Europe/Kyiv", "published_at": pd.to_datetime(["2025-02-12", "2025-02-13"], utc=True)})
    >>> panel = tk.explore(articles)
    >>> print(panel.exploration.code("coverage", panel.choice))
    import toolkit as tk
    <BLANKLINE>
    frame = tk.coverage(articles, by='outlet', freq='D')
    tk.plot.coverage(frame)
    """
    exploration = Exploration(corpus)
    from toolkit.explore_panel import Panel

    return Panel(exploration)


@dataclass(frozen=True)
class Choice:
    """What is to be looked at; nothing chosen means all."""

    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    count: str = "articles"
    freq: str = "D"
    each_outlet: bool = True
    """A line and a panel for each outlet, or all of them together."""

    def __post_init__(self) -> None:
        if self.count not in COUNTS:
            raise OptionError(f"count={self.count!r} is not one of {', '.join(map(repr, COUNTS))}")
        if self.freq not in FREQS:
            raise OptionError(f"freq={self.freq!r} is not one of {', '.join(map(repr, FREQS))}")


@dataclass(frozen=True)
class Chart:
    """One chart: its frame, the Axes, the code that makes the same, and what the reader must know."""

    frame: pd.DataFrame
    axes: Axes
    code: str
    notes: tuple[str, ...]


@dataclass
class Script:
    """Lines of Python and the values of the names in them: what runs here is what the reader copies."""

    lines: list[str]
    articles: pd.DataFrame
    frame: pd.DataFrame | None = None
    steps: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def select(self, column: str, values: tuple[str, ...]) -> None:
        """Keep the articles of these values."""
        self.lines.append(f"articles = articles[articles[{column!r}].isin({list(values)!r})]")
        self.articles = self.articles[self.articles[column].isin(list(values))]

    def call(self, function: str, *arguments: Any) -> None:
        """Let a public function that takes and returns articles run over them."""
        self.lines.append(f"articles = tk.{function}({_arguments('articles', arguments, {})})")
        step = self.steps.get(function) or getattr(tk, function)
        self.articles = step(self.articles, *arguments)

    def measure(self, function: str, **options: Any) -> pd.DataFrame:
        """Let a measure run over the articles."""
        self.lines.append(f"frame = tk.{function}({_arguments('articles', (), options)})")
        self.frame = getattr(tk, function)(self.articles, **options)
        return self.frame

    def keep(self, columns: tuple[str, ...], values: tuple[str, ...]) -> None:
        """Keep the rows of the frame with one of the values in one of the columns."""
        assert self.frame is not None
        tests = [f"frame[{column!r}].isin({list(values)!r})" for column in columns]
        self.lines.append(f"frame = frame[{' | '.join(tests)}]")
        kept = np.logical_or.reduce([self.frame[column].isin(list(values)).to_numpy() for column in columns])
        self.frame = self.frame[kept]


def _arguments(first: str, others: tuple[Any, ...], options: dict[str, Any]) -> str:
    return ", ".join([first, *map(repr, others), *(f"{name}={value!r}" for name, value in options.items())])


class Exploration:
    """A corpus, and what there is to choose in it.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        As of `explore`.
    """

    def __init__(self, corpus: Corpus | pd.DataFrame) -> None:
        if not isinstance(corpus, (Corpus, pd.DataFrame)):
            raise OptionError(f"explore() takes what toolkit.load gave, or a DataFrame of articles, not "
                              f"{type(corpus).__name__}")
        self._given = corpus
        self.articles = corpus.articles if isinstance(corpus, Corpus) else corpus
        self._stories: pd.DataFrame | None = None
        self._latest: tuple[str, Choice, Script] | None = None

    def outlets(self) -> list[str]:
        """Outlets, those with the most articles first."""
        if "outlet" not in self.articles.columns:
            return []
        return [str(name) for name in self.articles["outlet"].dropna().value_counts().index]

    def topics(self, k: int = 1000) -> dict[str, int]:
        """Topics with the most articles, and how many each has."""
        column = topic_column(self.articles)
        if column is None:
            return {}
        top = tk.top_topics(self.articles, of=column, k=k)
        return dict(zip(top["topic"].tolist(), top["n"].tolist(), strict=True))

    def days(self) -> tuple[str, str] | None:
        """First and last day with an article, in the outlets' own clocks."""
        periods = period_of_rows(self.articles, "D")
        known = periods[~np.isnat(periods)]
        return (str(known.min())[:10], str(known.max())[:10]) if len(known) else None

    def chart(self, kind: str, choice: Choice) -> Chart:
        """Draw one of the charts for a choice.

        Parameters
        ----------
        kind : str
            coverage, times or cooccurrence.
        choice : Choice
            What is to be looked at.

        Returns
        -------
        Chart
            Frame, Axes, code and notes. The figure is left open; whoever shows it closes it.
        """
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ToolkitWarning)
            self._latest = None  # measured anew, so that what it warns of is told
            script = self._measured(kind, choice)
            axes = getattr(tk.plot, kind)(script.frame)
        notes = [str(w.message) for w in caught if issubclass(w.category, ToolkitWarning)]
        assert script.frame is not None
        return Chart(script.frame, axes, "\n".join(script.lines), tuple(dict.fromkeys(notes)))

    def code(self, kind: str, choice: Choice) -> str:
        """Lines of Python that make the chart."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ToolkitWarning)
            return "\n".join(self._measured(kind, choice).lines)

    def counted(self, kind: str, choice: Choice) -> pd.DataFrame:
        """Articles that a chart counts."""
        rows = self._chosen(choice).articles
        if kind == "cooccurrence":
            return rows
        rows = counted_rows(rows, choice.count, ("outlet",) if choice.each_outlet and "outlet" in rows else ())
        column = topic_column(rows)
        if not choice.topics:
            return rows
        return rows[_has_any(rows, column, choice.topics)]

    def by_period(self, choice: Choice) -> pd.DataFrame:
        """Every period from the first to the last: ``period``, ``n`` articles, ``collected``."""
        frame = self._measured("coverage", choice).frame
        assert frame is not None
        rows = self.counted("coverage", choice)
        n = pd.Series(period_of_rows(rows, choice.freq)).value_counts()
        seen = frame["state"].ne("not_collected").groupby(frame["period"]).any()
        return pd.DataFrame({"period": seen.index, "n": n.reindex(seen.index, fill_value=0).to_numpy(),
                             "collected": seen.to_numpy(dtype=bool)})

    def by_hour(self, choice: Choice) -> np.ndarray:
        """Articles of each weekday (rows, from Monday) and hour (columns)."""
        hours = hour_of_rows(self.counted("times", choice))
        return np.bincount(hours[hours >= 0], minlength=HOURS_OF_WEEK).reshape(7, 24)

    def pairs(self, choice: Choice, k: int = 24) -> pd.DataFrame:
        """The ``k`` pairs that stand together most surely: ``a, b, n_ab``."""
        frame = self._measured("cooccurrence", choice).frame
        assert frame is not None
        return frame.sort_values(["p", "n_ab"], ascending=[True, False], kind="stable").head(k)[["a", "b", "n_ab"]]

    def in_period(self, choice: Choice, period: Any) -> pd.DataFrame:
        """Headlines of the period that begins then."""
        rows = self.counted("coverage", choice)
        return headlines_of(rows[period_of_rows(rows, choice.freq) == np.datetime64(pd.Timestamp(period), "us")])

    def in_hour(self, choice: Choice, weekday: int, hour: int) -> pd.DataFrame:
        """Headlines of an hour of the week."""
        rows = self.counted("times", choice)
        return headlines_of(rows[hour_of_rows(rows) == 24 * weekday + hour])

    def of_pair(self, choice: Choice, a: str, b: str) -> pd.DataFrame:
        """Headlines with both topics; where stories are counted, those of the stories that have both."""
        rows = self.counted("cooccurrence", choice)
        column = topic_column(rows)
        with_a, with_b = _has_any(rows, column, (a,)), _has_any(rows, column, (b,))
        if choice.count != "articles":
            story = rows["story_id"].fillna(pd.Series(np.arange(len(rows)).astype(str), rows.index))
            with_a, with_b = (np.asarray(story.isin(story[mask])) for mask in (with_a, with_b))
        return headlines_of(rows[with_a & with_b])

    def _chosen(self, choice: Choice) -> Script:
        """The articles of a choice."""
        name = _name_in_notebook(self._given)
        lines = ["import toolkit as tk", ""]
        if isinstance(self._given, Corpus):
            lines.append(f"articles = {name or 'corpus'}.articles")
        elif name not in (None, "articles"):
            lines.append(f"articles = {name}")
        script = Script(lines, self.articles, steps={"stories": self._with_stories})
        if choice.count != "articles" and self._stories_unknown():
            script.call("stories")
        if choice.outlets:
            script.select("outlet", choice.outlets)
        if choice.first or choice.last:
            script.call("between", choice.first, choice.last)
        return script

    def _stories_unknown(self) -> bool:
        has = self.articles.columns
        return "story_id" not in has or ("article_id" in has
                                         and bool(self.articles["story_id"].eq(self.articles["article_id"]).all()))

    def _with_stories(self, articles: pd.DataFrame) -> pd.DataFrame:
        if self._stories is None:
            self._stories = tk.stories(articles)
        return self._stories

    def _measured(self, kind: str, choice: Choice) -> Script:
        if kind not in CHARTS:
            raise OptionError(f"{kind!r} is not one of {', '.join(map(repr, CHARTS))}")
        if self._latest is not None and self._latest[:2] == (kind, choice):
            return self._latest[2]
        script = self._chosen(choice)
        column = topic_column(script.articles)
        by = ["outlet"] if choice.each_outlet and "outlet" in script.articles else []
        {"coverage": _coverage, "times": _times, "cooccurrence": _cooccurrence}[kind](script, choice, by, column)
        script.lines.append(f"tk.plot.{kind}(frame)")
        self._latest = (kind, choice, script)
        return script


def _coverage(script: Script, choice: Choice, by: list[str], column: str | None) -> None:
    options: dict[str, Any] = {"by": by[0]} if by else {}
    if choice.topics:
        options["topic"] = list(choice.topics)
    script.measure("coverage", **options, freq=choice.freq, **_count(choice.count))


def _times(script: Script, choice: Choice, by: list[str], column: str | None) -> None:
    names = [*by, *([column] if choice.topics and column else [])]
    options = {"by": names[0] if len(names) == 1 else names} if names else {}
    script.measure("times", **options, **_count(choice.count))
    if choice.topics and column:  # afterwards, so that all articles tell which hours were observed
        script.keep((column,), choice.topics)


def _cooccurrence(script: Script, choice: Choice, by: list[str], column: str | None) -> None:
    script.measure("cooccurrence", of=column or TOPIC_COLUMNS[-1],
                   **_count("articles" if choice.count == "articles" else "stories"))
    if choice.topics:
        script.keep(("a", "b"), choice.topics)


def _count(count: str) -> dict[str, str]:
    return {} if count == "articles" else {"count": count}


def topic_column(articles: pd.DataFrame) -> str | None:
    """The column that topics are looked up in: the first of ``topics`` and ``tags`` in which any row has one."""
    for name in TOPIC_COLUMNS:
        if name in articles.columns and any(map(_filled, articles[name])):
            return name
    return next((name for name in reversed(TOPIC_COLUMNS) if name in articles.columns), None)


def _filled(value: Any) -> bool:
    return isinstance(value, (list, tuple, np.ndarray)) and len(value) > 0


def _has_any(rows: pd.DataFrame, column: str | None, topics: tuple[str, ...]) -> np.ndarray:
    if column is None:
        return np.zeros(len(rows), dtype=bool)
    wanted = set(topics)
    return np.fromiter((_filled(v) and not wanted.isdisjoint(v) for v in rows[column]), dtype=bool, count=len(rows))


def headlines_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Headlines with the time on their outlet's clock, ordered by it, since that is the clock of the charts."""
    out = pd.DataFrame({name: rows.get(name, pd.NA) for name in HEADLINE_COLUMNS[1:]}, rows.index)
    zones = rows["time_zone"] if "time_zone" in rows else pd.Series(pd.NA, rows.index)
    shape = {"day": "%Y-%m-%d", "month": "%Y-%m"}
    precisions = rows["published_precision"] if "published_precision" in rows else pd.Series("minute", rows.index)
    out.insert(0, "published", [
        "" if pd.isna(moment) else moment.tz_convert("UTC" if pd.isna(zone) else zone).strftime(
            "%Y-%m-%d %H:%M" if pd.isna(precision) else shape.get(precision, "%Y-%m-%d %H:%M"))
        for moment, zone, precision in zip(rows["published_at"], zones, precisions, strict=True)])
    return out.sort_values("published", kind="stable")


def _name_in_notebook(value: Any) -> str | None:
    """What the notebook calls a value, so that the code that it is shown runs there as it stands."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    names = shell.user_ns if shell is not None else {}
    return next((name for name, known in names.items() if known is value and not name.startswith("_")), None)
