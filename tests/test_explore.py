"""The panel without a browser: choices, charts, code that runs, and the headlines behind each figure."""

import io
import sys
import types
import warnings

import matplotlib
import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.corpus import Corpus
from toolkit.errors import OptionError
from toolkit.explore import CHARTS, Choice, Exploration, headlines_of

matplotlib.use("agg")
from matplotlib import pyplot as plt

TOPICS = [["harbour", "ferry"], ["harbour", "ferry"], ["harbour"], ["budget"], ["ferry", "budget"], []]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    n = 120
    at = pd.Timestamp("2025-03-20", tz="UTC") + pd.to_timedelta(rng.integers(0, 24 * 24 * 60, n), unit="min")
    outlet = rng.choice(["Lake Herald", "Портовий вісник"], n)
    return pd.DataFrame({
        "article_id": [f"a{i}" for i in range(n)], "story_id": [f"s{i % 80}" for i in range(n)],
        "outlet": pd.array(outlet, "string"), "source_ref": "saved.csv",
        "title": pd.array([f"Ferry {i} <late> & \"lost\"" for i in range(n)], "string"),
        "url": [f"https://lake.example/{i}" if i % 2 else None for i in range(n)],
        "tags": [TOPICS[i] for i in rng.integers(0, len(TOPICS), n)],
        "topics": [[] for _ in range(n)],
        "time_zone": np.where(outlet == "Lake Herald", "America/Toronto", "Europe/Kyiv"),
        "published_at": at.astype("datetime64[us, UTC]"),
        "published_precision": ["day" if i % 10 == 0 else "minute" for i in range(n)],
    })


@pytest.fixture(scope="module")
def corpus(articles) -> Corpus:
    return Corpus(articles, pd.DataFrame(), pd.DataFrame())


CHOICES = {
    "all": Choice(),
    "one outlet": Choice(outlets=("Lake Herald",)),
    "together": Choice(each_outlet=False, freq="W"),
    "topics": Choice(topics=("ferry", "budget")),
    "topics together": Choice(topics=("ferry",), each_outlet=False),
    "days": Choice(first="2025-03-25", last="2025-04-02"),
    "from a day": Choice(first="2025-03-25"),
    "stories": Choice(count="stories", outlets=("Портовий вісник",)),
    "first": Choice(count="first", each_outlet=False, freq="M", topics=("harbour",)),
    "hours": Choice(freq="H", first="2025-03-25", last="2025-03-27"),
}


@pytest.fixture(params=CHOICES)
def choice(request) -> Choice:
    return CHOICES[request.param]


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


@pytest.mark.parametrize("kind", CHARTS)
def test_the_code_makes_the_same_chart(corpus, choice, kind) -> None:
    chart = Exploration(corpus).chart(kind, choice)
    names: dict = {"corpus": corpus}
    lines = chart.code.splitlines()
    exec(compile("\n".join([*lines[:-1], f"ax = {lines[-1]}"]), "copied", "exec"), names)
    pd.testing.assert_frame_equal(names["frame"], chart.frame)
    assert names["frame"].attrs == chart.frame.attrs
    if choice != CHOICES["topics"]:
        return
    pictures = []
    for axes in (names["ax"], chart.axes):
        drawn = io.BytesIO()
        axes.figure.savefig(drawn, format="png", dpi=50)
        pictures.append(drawn.getvalue())
    assert pictures[0] == pictures[1]


def test_each_period_lists_the_articles_that_its_bar_counts(corpus, choice) -> None:
    exploration = Exploration(corpus)
    periods = exploration.by_period(choice)
    for period, n in zip(periods["period"], periods["n"], strict=True):
        assert len(exploration.in_period(choice, period)) == n
    if not choice.topics:
        frame = exploration.chart("coverage", choice).frame
        assert periods.set_index("period")["n"].to_dict() == frame.groupby("period")["n"].sum().to_dict()
    elif len(choice.topics) == 1:
        assert periods["n"].sum() == exploration.chart("coverage", choice).frame["n"].sum()


def test_each_hour_lists_the_articles_that_its_cell_counts(corpus, choice) -> None:
    exploration = Exploration(corpus)
    cells = exploration.by_hour(choice)
    for weekday, hour in np.argwhere(cells):
        assert len(exploration.in_hour(choice, weekday, hour)) == cells[weekday, hour]
    if len(choice.topics) < 2:
        frame = exploration.chart("times", choice).frame
        assert cells.sum() == frame["n"].sum() > 0


def test_each_pair_lists_the_articles_that_it_counts(corpus, choice) -> None:
    exploration = Exploration(corpus)
    pairs = exploration.pairs(choice)
    for a, b, n in pairs.itertuples(index=False):
        rows = exploration.of_pair(choice, a, b)
        assert len(rows) >= n if choice.count != "articles" else len(rows) == n
    assert len(pairs) or choice.freq == "H"


def test_stories_of_a_pair(articles) -> None:
    rows = articles.head(3).assign(story_id=["s", "s", None], tags=[["harbour"], ["ferry"], ["harbour", "ferry"]])
    found = Exploration(rows).of_pair(Choice(count="stories"), "ferry", "harbour")
    assert len(found) == 3


def test_stories_are_sought_where_nobody_has_yet(articles) -> None:
    fresh = articles.assign(story_id=articles["article_id"])
    exploration = Exploration(fresh)
    code = exploration.code("coverage", Choice(count="first"))
    assert "articles = tk.stories(articles)" in code.splitlines()
    assert "tk.stories" not in exploration.code("coverage", Choice())
    assert "tk.stories" not in Exploration(articles).code("coverage", Choice(count="first"))


def test_what_there_is_to_choose(corpus, articles) -> None:
    exploration = Exploration(corpus)
    assert exploration.outlets() == articles["outlet"].value_counts().index.tolist()
    assert exploration.topics()["ferry"] == sum("ferry" in tags for tags in articles["tags"])
    assert exploration.days() == tuple(str(day)[:10] for day in np.sort(tk.coverage(articles)["period"])[[0, -1]])


def test_headlines_carry_the_time_on_the_outlets_clock() -> None:
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2025-07-01 22:00", "2025-07-01 21:30"], utc=True),
                         "time_zone": ["Europe/Kyiv", None], "published_precision": ["day", "minute"],
                         "title": ["Pier", "Ferry"]})
    assert headlines_of(rows)[["published", "title"]].to_numpy().tolist() == [
        ["2025-07-01 21:30", "Ferry"], ["2025-07-02", "Pier"]]


def test_the_notebooks_own_name_stands_in_the_code(corpus, monkeypatch) -> None:
    shell = types.SimpleNamespace(user_ns={"_": corpus, "mine": corpus})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    assert "articles = mine.articles" in Exploration(corpus).code("coverage", Choice()).splitlines()


def test_wrong_input_is_named(corpus) -> None:
    with pytest.raises(OptionError, match="not list"):
        tk.explore([])
    with pytest.raises(OptionError, match="'coverage', 'times', 'cooccurrence'"):
        Exploration(corpus).chart("pie", Choice())
    with pytest.raises(OptionError, match="'articles', 'stories', 'first'"):
        Choice(count="words")
    with pytest.raises(OptionError, match="'D'"):
        Choice(freq="fortnight")


class TestPanel:
    @pytest.fixture
    def panel(self, corpus):
        return tk.explore(corpus)

    def test_it_opens_with_coverage_and_its_code(self, panel) -> None:
        assert panel.kind == "coverage"
        assert "<img alt=" in panel.picture.value
        assert "tk.plot.coverage(frame)" in panel.code.value
        assert plt.get_fignums() == []

    def test_a_bar_lists_its_headlines(self, panel) -> None:
        button = max(panel.bars.buttons[:len(panel.bars.strip.children)], key=lambda b: int(b.layout.height[:-2]))
        button.click()
        assert f": {len(panel.headlines)} articles" in button.tooltip
        assert "Ferry" in panel.listed.value
        assert "&lt;late&gt; &amp; &quot;lost&quot;" in panel.listed.value

    def test_an_hour_lists_its_headlines(self, panel) -> None:
        panel.tabs.value = "times"
        cells = panel.exploration.by_hour(panel.choice)
        weekday, hour = np.argwhere(cells)[0]
        panel.hours.buttons[weekday][hour].click()
        assert len(panel.headlines) == cells[weekday, hour]
        assert "tk.times(" in panel.code.value

    def test_a_pair_lists_its_headlines(self, panel) -> None:
        panel.tabs.value = "cooccurrence"
        panel.pairs.buttons[0].click()
        assert panel.pairs.buttons[0].description.endswith(f"({len(panel.headlines)})")

    def test_choices_are_followed(self, panel) -> None:
        before = panel.picture.value
        panel.controls["outlets"].value = ("Lake Herald",)
        panel.controls["topics"].value = ("ferry",)
        panel.controls["first"].value = pd.Timestamp("2025-03-25").date()
        panel.controls["freq"].value = "W"
        panel.controls["count"].value = "first"
        assert panel.picture.value != before
        assert set(panel.chart.frame["outlet"]) == {"Lake Herald"}
        assert panel.chart.frame.attrs["parameters"]["freq"] == "W"
        assert panel.choice == Choice(("Lake Herald",), ("ferry",), "2025-03-25", None, "first", "W")

    def test_pages_of_bars(self, panel) -> None:
        panel.controls["freq"].value = "H"
        assert panel.bars.later.disabled
        latest = panel.bars.buttons[0].tooltip
        panel.bars.earlier.click()
        assert panel.bars.buttons[0].tooltip < latest
        assert not panel.bars.later.disabled
        busy = next(b for b in panel.bars.buttons if ": 0 " not in b.tooltip)
        busy.click()
        assert panel.headlines is not None
        assert f"{len(panel.headlines)} articles" in busy.tooltip
        assert busy.tooltip.split(": ")[0] in panel.listed.value

    def test_days_the_wrong_way_round_are_said(self, panel) -> None:
        panel.controls["first"].value = pd.Timestamp("2025-04-05").date()
        panel.controls["last"].value = pd.Timestamp("2025-04-01").date()
        assert "comes before" in panel.picture.value
        assert panel.chart is None
        panel.controls["last"].value = None
        assert panel.chart is not None

    def test_a_hostile_title_and_address_stay_text(self) -> None:
        rows = pd.DataFrame({"title": ["<script>x</script>"], "url": ["javascript:alert(1)"], "outlet": ["<b>"],
                             "tags": [["<i>"]], "published_at": pd.to_datetime(["2025-07-01 22:00"], utc=True)})
        panel = tk.explore(rows.assign(time_zone="UTC"))
        panel.bars.buttons[0].click()
        assert "<script" not in panel.listed.value
        assert "javascript:" not in panel.listed.value


EMPTY = {
    "no rows": {},
    "no times": {"published_at": pd.to_datetime([None, None], utc=True), "title": ["Pier", "Quay"]},
    "no topics": {"published_at": pd.to_datetime(["2025-07-01 22:00"], utc=True), "outlet": ["Q"],
                  "time_zone": ["UTC"]},
}


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("data", EMPTY)
def test_it_says_so_where_the_data_cannot_answer(data, kind) -> None:
    from toolkit.schema import ARTICLES, conform

    rows = conform(pd.DataFrame(EMPTY[data]), ARTICLES)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        panel = tk.explore(rows)
        panel.tabs.value = kind
    assert panel.picture.value
