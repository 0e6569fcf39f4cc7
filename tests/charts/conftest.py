"""Frames of the declared schemas, made here, with the names and gaps that make layouts fail."""

from collections.abc import Callable, Iterator

import matplotlib

matplotlib.use("agg")

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from toolkit.schema import COVERAGE, HEADLINES, HEALTH, LEADS, NEWS_LIST, PAIRS, SPIKES, TIMES, conform

NAMES = [
    "Вечірній щоденник Старозаводського району та передмістя",
    "Harbour Post",
    "Δελτίο της λίμνης",
    "الأخبار",
    "Степная правда",
    "Q",
    "北方日报",
    "Mill Lane Gazette and Advertiser",
    "Новини",
    "Fen Times",
]
TOPICS = [
    "електропостачання та графіки відключень",
    "ferries",
    "бюджет громади",
    "harbour dues",
    "спорт",
    "$ rate $",
    "школи",
    "міжнародний фестиваль вуличного театру",
    "storms",
    "риболовля",
]


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture
def coverage_frame() -> Callable[..., pd.DataFrame]:
    def make(groups: int = 1, topic: str | None = "ferries", periods: int = 40) -> pd.DataFrame:
        random = np.random.default_rng(groups)
        rows = []
        for g in range(groups):
            for d in range(periods):
                total = 0 if g == 0 and 10 <= d < 14 else int(random.poisson(9 + g))
                n = int(random.binomial(total, 0.2)) if topic else total
                state = (
                    "not_collected" if g == 0 and 10 <= d < 14 else "partial" if d in (0, periods - 1) else "observed"
                )
                share = n / total if total else np.nan
                rows.append(
                    {
                        "period": pd.Timestamp("2031-12-20") + pd.Timedelta(days=d),
                        "outlet": NAMES[g],
                        "topic": topic,
                        "n": n,
                        "n_low": max(n - 3.0, 0),
                        "n_high": n + 4.0,
                        "total": total,
                        "share": share,
                        "share_low": max(share - 0.15, 0),
                        "share_high": min(share + 0.2, 1),
                        "state": state,
                    }
                )
        columns = list(rows[0]) if rows else [*COVERAGE.names, "outlet"]
        frame = conform(pd.DataFrame(rows, columns=columns), COVERAGE)
        by = ["outlet"] if groups > 1 else []
        frame = frame.drop(columns=([] if by else ["outlet"]) + ([] if topic else ["topic"]), errors="ignore")
        frame.attrs = {
            "measure": "coverage",
            "unit": "articles",
            "n": int(frame["total"].sum()),
            "by": by,
            "freq": "D",
            "left_out": {"no publication date": 7},
            "estimator": "ratio of sums",
            "clock": "outlet",
            "interval": "95 % Wilson (share), 95 % Garwood (count)",
            "parameters": {},
        }
        return frame

    return make


@pytest.fixture
def times_frame() -> Callable[..., pd.DataFrame]:
    def make(groups: int = 1, unobserved: bool = True) -> pd.DataFrame:
        random = np.random.default_rng(groups)
        rows = []
        for g in range(groups):
            for day in range(7):
                for hour in range(24):
                    hours = 0.0 if unobserved and g == 0 and hour == 3 else 6.0
                    n = int(random.poisson(4 * np.exp(-(((hour - 8 - g) / 3) ** 2)))) if hours else 0
                    rate = n / hours if hours else np.nan
                    rows.append(
                        {
                            "outlet": NAMES[g],
                            "weekday": day,
                            "hour": hour,
                            "n": n,
                            "exposure": hours,
                            "rate": rate,
                            "rate_low": rate * 0.5,
                            "rate_high": rate * 1.7 + 0.5,
                        }
                    )
        frame = conform(pd.DataFrame(rows, columns=["outlet", *TIMES.names]), TIMES)
        by = ["outlet"] if groups > 1 else []
        frame = frame if by else frame.drop(columns="outlet")
        frame.attrs = {
            "measure": "times",
            "unit": "articles",
            "n": int(frame["n"].sum()),
            "by": by,
            "clock": "outlet",
            "left_out": {"a day without an hour": 31},
            "estimator": "n / exposure",
            "interval": "95 % Garwood",
        }
        return frame

    return make


@pytest.fixture
def pairs_frame() -> Callable[..., pd.DataFrame]:
    def make(topics: int = 8, tested: bool = True) -> pd.DataFrame:
        names = (TOPICS * 4)[:topics]
        names = [name if i < len(TOPICS) else f"{name} {i}" for i, name in enumerate(names)]
        rows = []
        for i, one in enumerate(names):
            for j, other in enumerate(names[:i]):
                a, b = sorted((one, other))
                close = i // 3 == j // 3
                if close or (i + j) % 4 == 0:
                    rows.append(
                        {
                            "a": a,
                            "b": b,
                            "n_ab": 20 if close else 2,
                            "n_a": 60,
                            "n_b": 50,
                            "n": 900,
                            "expected": 3.3,
                            "npmi": 0.6 if close else -0.1,
                            "g2": 50.0 if close else 0.4,
                            "p": 1e-9 if close else 0.6,
                            "q": (1e-8 if close else 0.8) if tested else np.nan,
                        }
                    )
        frame = conform(pd.DataFrame(rows, columns=PAIRS.names), PAIRS)
        frame.attrs = {
            "measure": "pairs",
            "unit": "articles",
            "n": 900,
            "left_out": {},
            "of": "tags",
            "by": [],
            "family": topics * (topics - 1) // 2,
            "estimator": "counts of articles",
            "parameters": {"min_together": 1},
        }
        return frame

    return make


@pytest.fixture
def health_frame() -> Callable[..., pd.DataFrame]:
    def make(outlets: int = 3, fine: bool = False) -> pd.DataFrame:
        rows = []
        for g in range(outlets):
            for c, check in enumerate(["no_title", "no_text", "midnight", "guessed_zone", "a_check_of_tomorrow"]):
                share = 0.0 if fine else (0.0, 0.02, 0.31, 1.0)[(g + c) % 4] * (check != "no_title")
                level = "ok" if share < 0.05 else "notice" if share < 0.5 else "warning"
                rows.append(
                    {
                        "outlet": NAMES[g] if g != 1 else None,
                        "articles": 100 + g,
                        "check": check,
                        "count": round(share * (100 + g)),
                        "share": share,
                        "severity": level,
                        "message": "m",
                        "examples": [],
                    }
                )
        frame = conform(pd.DataFrame(rows, columns=HEALTH.names), HEALTH)
        frame.attrs = {"measure": "health", "unit": "articles", "n": 100 * outlets, "left_out": {}, "by": ["outlet"]}
        return frame

    return make


@pytest.fixture
def headlines_frame() -> Callable[..., pd.DataFrame]:
    def make(rows: int = 30, outlets: int = 3) -> pd.DataFrame:
        random = np.random.default_rng(rows)
        minutes = np.sort(random.integers(0, 60 * 24 * 5, rows))
        frame = pd.DataFrame(
            {
                "list_ref": "page #1",
                "source_ref": "page",
                "title": [
                    f"Заголовок {i}: порт відкриває довгу нову лінію до сусіднього берега затоки, кажуть {i} капітанів"
                    if i % 2
                    else f"Pier {i} reopens"
                    for i in range(rows)
                ],
                "outlet": [NAMES[int(g)] for g in random.integers(0, outlets, rows)],
                "published_at": pd.Timestamp("2031-03-01T22:30Z") + pd.to_timedelta(minutes, unit="min"),
                "published_precision": [
                    "day" if i % 7 == 3 else "none" if i % 11 == 5 else "minute" for i in range(rows)
                ],
                "time_zone": "Europe/Kyiv",
            }
        )
        return conform(frame, NEWS_LIST)

    return make


@pytest.fixture
def graph() -> Callable[..., nx.Graph]:
    def make(groups: int = 4, size: int = 4) -> nx.Graph:
        made = nx.Graph(of="tags", articles=900, family=120, max_q=0.05, unit="articles")
        for g in range(groups):
            members = [f"{TOPICS[(g * size + i) % len(TOPICS)]} {g}" for i in range(size)]
            for i, name in enumerate(members):
                turn = 2 * np.pi * i / size
                made.add_node(
                    name,
                    articles=5 + 10 * i,
                    community=g,
                    x=0.2 + 0.6 * (g % 2) + 0.02 * np.cos(turn),
                    y=0.2 + 0.6 * (g // 2 % 2) + 0.02 * np.sin(turn),
                )
            for i in range(1, size):
                made.add_edge(members[0], members[i], npmi=0.3 + 0.1 * i, g2=10.0 + g + i, weight=3)
        return made

    return make


@pytest.fixture
def spikes_frame() -> Callable[..., pd.DataFrame]:
    def make(episodes: int = 5, explained: bool = True, outlets: int = 3) -> pd.DataFrame:
        rows = []
        for i in range(episodes):
            start = pd.Timestamp("2031-12-24") + pd.Timedelta(days=6 * i)
            tags = [TOPICS[i % len(TOPICS)], TOPICS[(i + 1) % len(TOPICS)]] if explained else []
            rows.append(
                {
                    "outlet": NAMES[i % outlets],
                    "topic": "ferries",
                    "start": start,
                    "end": start + pd.Timedelta(days=i % 2),
                    "periods": 1 + i % 2,
                    "peak": start,
                    "n": 20 + 7 * i,
                    "expected": 4.5,
                    "ratio": (20 + 7 * i) / 4.5,
                    "p": 10.0 ** -(3 + i),
                    "q": 10.0 ** -(2 + i),
                    "tags": tags,
                    "words": [],
                    "headlines": [],
                }
            )
        frame = conform(pd.DataFrame(rows, columns=["outlet", *SPIKES.names]), SPIKES)
        frame.attrs = {
            "measure": "spikes",
            "unit": "articles",
            "n": 900,
            "left_out": {"no publication date": 7},
            "by": ["outlet"],
            "freq": "D",
            "clock": "outlet",
            "family": 120,
            "estimator": "tail",
        }
        return frame

    return make


@pytest.fixture
def stood_frame() -> Callable[..., pd.DataFrame]:
    """Headlines with sightings: every fifth seen at one moment only, every seventh at none that is known."""

    def make(rows: int = 20, outlets: int = 3) -> pd.DataFrame:
        made = []
        for i in range(rows):
            start = pd.Timestamp("2031-03-20T22:30Z") + pd.Timedelta(hours=7 * i)
            hours = None if i % 7 == 3 else 0.0 if i % 5 == 4 else 40.0 * (rows - i) + 0.5
            made.append(
                {
                    "article_id": str(i),
                    "story_id": str(i),
                    "tags": [],
                    "topics": [],
                    "title": f"Заголовок {i}: порт відкриває довгу нову лінію до сусіднього берега затоки та міста"
                    if i % 2
                    else f"Pier {i} reopens",
                    "outlet": NAMES[i % outlets] if i else None,
                    "published_precision": "none",
                    "time_zone": "Europe/Kyiv" if i != 1 else None,
                    "first_seen": start if hours is not None else None,
                    "last_seen": start + pd.Timedelta(hours=hours) if hours is not None else None,
                    "shown_hours": hours,
                    "sightings": 3,
                    "pages": 2 + i,
                    "best_position": 1 + i % 4 if i != 2 else None,
                    "loaded": False,
                }
            )
        frame = conform(pd.DataFrame(made, columns=HEADLINES.names), HEADLINES)
        frame.attrs = {"unit": "headlines", "pages": 31}
        return frame

    return make


@pytest.fixture
def leads_frame() -> Callable[..., pd.DataFrame]:
    """Pairs of outlets: the first surely, the others less so, one without a decided story."""

    def make(pairs: int = 4) -> pd.DataFrame:
        made = []
        for i in range(pairs):
            decided = 0 if i == 2 else 30 - i
            first = decided if i == 1 else round(decided * 0.8)
            share = first / decided if decided else np.nan
            made.append(
                {
                    "leader": NAMES[i % 10],
                    "follower": NAMES[(i * 3 + 1) % 10],
                    "stories": 40 - i,
                    "first": first,
                    "later": decided - first,
                    "undecided": 40 - i - decided,
                    "share": share,
                    "share_low": share - 0.2,
                    "share_high": min(share + 0.1, 1.0),
                    "lag": 7.0 * 4 ** (i % 5) if decided else np.nan,
                    "lag_low": 3.0 * 4 ** (i % 5) if decided else np.nan,
                    "lag_high": 30.0 * 4 ** (i % 5) if decided else np.nan,
                    "p": 1e-5 if i < 2 else 0.4,
                    "q": (1e-4 if i == 0 else 0.012) if i < 2 else 0.4,
                }
            )
        frame = conform(pd.DataFrame(made, columns=LEADS.names), LEADS)
        frame.attrs = {
            "measure": "leads",
            "unit": "stories",
            "n": 400,
            "by": ["outlet"],
            "left_out": {"hour of publication not known": 12},
            "family": pairs,
            "estimator": "first articles of each story",
            "interval": "95 % Wilson (share)",
        }
        return frame

    return make
