import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import ColumnError, OptionError


def _points(axes, filled):
    return [line for line in axes.get_lines() if line.get_marker() == "o" and (line.get_markersize() == 7) == filled]


def test_filled_is_published_and_open_is_expected_in_order_of_time(spikes_frame) -> None:
    frame = spikes_frame(4)
    axes = tk.plot.spikes(frame.iloc[::-1])
    np.testing.assert_allclose(_points(axes, True)[0].get_xdata(), frame["n"])
    np.testing.assert_allclose(_points(axes, False)[0].get_xdata(), frame["expected"])
    assert axes.get_ylim()[0] > axes.get_ylim()[1]


def test_the_least_likely_are_drawn_and_the_rest_counted(spikes_frame) -> None:
    axes = tk.plot.spikes(spikes_frame(9), most=4)
    assert len(axes.get_yticklabels()) == 4
    assert "Not drawn for room: 5 likelier episodes." in tk.plot.alt_text(axes)


def test_the_finding_is_the_least_likely(spikes_frame) -> None:
    says = tk.plot.alt_text(tk.plot.spikes(spikes_frame(4)))
    assert "Least likely by chance: 11 Jan 2032 – 12 Jan 2032" in says
    assert "41 articles where 4.5 were to be expected." in says
    assert "Periods tested: 120." in says


def test_what_makes_an_episode_stands_beside_it(spikes_frame) -> None:
    assert any("бюджет громади" in t.get_text() for t in tk.plot.spikes(spikes_frame(3)).texts)
    assert not any("бюджет громади" in t.get_text() for t in tk.plot.spikes(spikes_frame(3, explained=False)).texts)


def test_peaks_are_ringed_on_the_line_of_their_own_group(coverage_frame, spikes_frame) -> None:
    frame, found = coverage_frame(3), spikes_frame(6, outlets=3)
    axes = tk.plot.coverage(frame, spikes=found)
    for panel, outlet in zip(axes.child_axes, sorted(frame["outlet"].unique()), strict=True):
        rings = [line for line in panel.get_lines() if line.get_markersize() == 9]
        own = found[found["outlet"] == outlet]
        at = frame[
            (frame["outlet"] == outlet) & frame["period"].isin(own["peak"]) & (frame["state"] != "not_collected")
        ]
        assert sorted(float(r.get_ydata()[0]) for r in rings) == pytest.approx(sorted(at["share"].astype(float)))
    assert "Ringed: far more" in tk.plot.alt_text(axes)


def test_no_episode_is_said_on_the_line(coverage_frame, spikes_frame) -> None:
    axes = tk.plot.coverage(coverage_frame(1), spikes=spikes_frame(0))
    assert "No period surely stands out from what is usual (q < 0.05)." in tk.plot.alt_text(axes)


def test_wrong_input_is_refused(spikes_frame) -> None:
    with pytest.raises(ColumnError, match="expected"):
        tk.plot.spikes(pd.DataFrame({"start": [1]}))
    with pytest.raises(OptionError, match="1 or more"):
        tk.plot.spikes(spikes_frame(2), most=0)
