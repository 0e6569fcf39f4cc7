import numpy as np
import pytest
from matplotlib.patches import Wedge

import toolkit as tk


def test_areas_of_wedges_are_in_the_ratio_of_the_rates(times_frame) -> None:
    frame = times_frame(1)
    wedges = [p for p in tk.plot.clock(frame).child_axes[0].patches if isinstance(p, Wedge) and not p.get_hatch()]
    hours = frame[frame["exposure"] > 0].groupby("hour")[["n", "exposure"]].sum()
    rates = (hours["n"] / hours["exposure"])[lambda r: r > 0]
    np.testing.assert_allclose([w.r**2 for w in wedges], rates / rates.max())


def test_the_first_hour_starts_at_the_top_and_time_runs_clockwise(times_frame) -> None:
    frame = times_frame(1, unobserved=False).assign(n=1)
    wedges = [p for p in tk.plot.clock(frame).child_axes[0].patches if isinstance(p, Wedge)]
    assert (wedges[0].theta2, wedges[6].theta2, wedges[12].theta2) == (90, 0, -90)


def test_hours_never_observed_are_hatched(times_frame) -> None:
    axes = tk.plot.clock(times_frame(1))
    assert [p.theta2 for p in axes.child_axes[0].patches if p.get_hatch()] == [90 - 15 * 3]
    assert "Hatched: hour not observed." in tk.plot.alt_text(axes)


def test_the_finding_names_the_group(times_frame) -> None:
    frame = times_frame(2)
    frame.loc[frame["outlet"] == "Harbour Post", "n"] = 0
    frame.loc[(frame["outlet"] == "Harbour Post") & (frame["hour"] == 5), "n"] = 900
    assert "Busiest hour (Harbour Post): 05–06, 150.0 articles an hour (6,300 in all)." in tk.plot.alt_text(
        tk.plot.clock(frame)
    )


@pytest.mark.parametrize("groups", [2, 5])
def test_one_dial_for_each_group(times_frame, groups) -> None:
    assert len(tk.plot.clock(times_frame(groups)).child_axes) == groups
