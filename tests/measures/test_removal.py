"""What is taken out of one outlet changes no other outlet's figures, and its own only where stated."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk

OUTLETS = {"a": "Europe/Kyiv", "b": "America/New_York", "c": "Australia/Lord_Howe"}


@pytest.fixture(scope="module")
def articles():
    rng = np.random.default_rng(17)
    parts = []
    for outlet, zone in OUTLETS.items():
        hours = pd.date_range("2026-03-01", "2026-04-12", freq="h", tz="UTC")
        n = rng.poisson(0.4 * (1 + np.sin(np.arange(len(hours)) * 2 * np.pi / 24)))
        parts.append(pd.DataFrame({"outlet": outlet, "time_zone": zone, "published_at": hours.repeat(n)}))
    frame = pd.concat(parts, ignore_index=True)
    frame["topics"] = [["ice"] if x else [] for x in rng.random(len(frame)) < 0.3]
    return frame


def without(articles, outlet, days):
    local = articles["published_at"].dt.tz_convert(OUTLETS[outlet]).dt.date
    return articles[~((articles["outlet"] == outlet) & local.isin(days))]


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(list(OUTLETS)), st.lists(st.integers(3, 38), min_size=2, max_size=2, unique=True))
def test_two_days_less_of_one_outlet(articles, outlet, offsets):
    days = [(pd.Timestamp("2026-03-01") + pd.Timedelta(days=d)).date() for d in offsets]
    fewer = without(articles, outlet, days)
    for measure in (lambda f: tk.coverage(f, by="outlet"), lambda f: tk.coverage(f, by="outlet", topic="ice", freq="W"),
                    lambda f: tk.times(f, by="outlet"), lambda f: tk.cooccurrence(f, of="topics", by="outlet")):
        before, after = measure(articles), measure(fewer)
        pd.testing.assert_frame_equal(before[before["outlet"] != outlet].reset_index(drop=True),
                                      after[after["outlet"] != outlet].reset_index(drop=True))
    both = [tk.coverage(f, by="outlet") for f in (articles, fewer)]
    own = [c[c["outlet"] == outlet].set_index("period") for c in both]
    changed = own[0].index[(own[0]["n"] != own[1]["n"]).to_numpy()]
    assert {p.date() for p in changed} <= set(days)
    restated = own[0].index[(own[0]["state"] != own[1]["state"]).to_numpy()]
    near = {d + pd.Timedelta(days=k).to_pytimedelta() for d in days for k in (-1, 0, 1)}
    assert {p.date() for p in restated} <= near  # a silence may reach into the hours beside the days
