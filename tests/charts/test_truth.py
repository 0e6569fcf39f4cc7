"""Charts of real results whose numbers are known by hand: title, finding and caption must say what is drawn."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import InputError, OptionError
from toolkit.show import table_html

DAYS = pd.date_range("2025-02-03 12:00", periods=28, tz="UTC")


def articles(**columns) -> pd.DataFrame:
    """Of each of 28 days two articles of A, one of them on energy, and one of B, on energy and war."""
    rows = pd.DataFrame({
        "published_at": np.repeat(DAYS, 3), "outlet": ["A", "A", "B"] * 28, "time_zone": "Europe/Kyiv",
        "published_precision": "minute", "tags": [["energy"], [], ["energy", "war"]] * 28,
        "title": [f"Note {i}" for i in range(84)], "article_id": [str(i) for i in range(84)],
        "story_id": [f"s{i // 3}" for i in range(84)]})
    return rows.assign(**columns)


def says(axes) -> str:
    return tk.plot.alt_text(axes)


def _solid(axes):
    return next(line for line in axes.get_lines() if line.get_linestyle() == "-")


def test_of_picked_rows_n_is_their_own() -> None:
    whole = tk.coverage(articles(), by="outlet")
    assert "n = 84 articles. Nothing left out." in says(tk.plot.coverage(whole))
    assert "n = 28 articles, part of the 84 counted." in says(tk.plot.coverage(whole[whole["outlet"] == "B"]))
    picked = whole[whole["outlet"] == "B"]
    assert "n = 28 articles, part of the 84" in says(tk.plot.coverage(tk.smooth(picked, periods=3)))
    assert "n = 28 articles, part of the 84" in says(tk.plot.spikes(tk.spikes(picked)))


def test_the_topics_of_one_article_are_not_added_up() -> None:
    whole = tk.coverage(articles(), by="outlet", topic=["energy", "war"])
    assert "n = 28 articles, part of the 84" in says(tk.plot.coverage(whole[whole["outlet"] == "B"]))
    assert "n = 84 articles." in says(tk.plot.coverage(whole[whole["topic"] == "war"]))
    entries = tk.coverage(articles(), by=["tags", "outlet"], freq="W").query("outlet == 'B'")
    assert says(tk.plot.coverage(entries)).count("n = 28 articles, part of the 84") == 1


def test_what_was_left_out_is_told_to_be_of_the_whole_table() -> None:
    rows = articles(published_precision=["minute", "day", "minute"] * 28)
    whole = tk.times(rows, by="outlet")
    assert "Left out: 28 (" in says(tk.plot.times(whole))
    assert "n = 28 articles, part of the 56 counted. Left out of the whole table: 28 (" in says(
        tk.plot.clock(whole[whole["outlet"] == "B"]))


def test_n_of_one_group_of_pairs_is_that_of_the_group() -> None:
    pairs = tk.cooccurrence(articles(), by="outlet")
    text = says(tk.plot.cooccurrence(pairs[pairs["outlet"] == "B"]))
    assert "None of the 1 pairs surely stands together" in text
    assert "n = 28 articles, part of the 84 counted." in text
    graph = tk.network(tk.cooccurrence(articles(), by="outlet", test=False).query("outlet == 'B'"))
    assert graph.graph["articles"] == 28


def test_with_all_rows_gone_the_chart_does_not_say_that_nothing_was_found() -> None:
    burst = pd.concat([articles(), articles(published_at=DAYS[14], tags=[["storm", "flood"]] * 84)], ignore_index=True)
    found, pairs = tk.spikes(tk.coverage(burst)), tk.cooccurrence(burst)
    assert len(found)
    assert "No episode is among the rows chosen." in says(tk.plot.spikes(found[:0]))
    assert "No pair is among the rows chosen." in says(tk.plot.cooccurrence(pairs[:0]))
    assert "Blank: not in the table." in says(tk.plot.cooccurrence(pairs[pairs["n_ab"] > 50]))


def test_rows_without_the_column_that_tells_them_apart_are_refused() -> None:
    with pytest.raises(OptionError, match="several rows for the period 2025-02-03"):
        tk.plot.coverage(tk.coverage(articles(), by="outlet").drop(columns="outlet"))
    for chart in (tk.plot.times, tk.plot.clock):
        with pytest.raises(OptionError, match="several rows for weekday 0, hour 0"):
            chart(tk.times(articles(), by="outlet").drop(columns="outlet"))


def test_the_line_breaks_where_rows_were_taken_out() -> None:
    frame = tk.coverage(articles())
    x, y = _solid(tk.plot.coverage(frame.drop(index=range(10, 14)))).get_data()
    assert np.isnan(y[np.flatnonzero(np.isnan(x))]).all()
    assert np.isnan(x).sum() == 1
    assert np.isnan(x[10])


def test_hours_whose_rows_were_taken_out_are_not_called_unobserved() -> None:
    frame = tk.times(articles())
    assert (frame["exposure"] > 0).all()
    axes = tk.plot.times(frame[frame["weekday"] < 5])
    assert "not observed" not in says(axes)
    assert not axes.child_axes[0].child_axes[0].patches
    assert "not observed" not in says(tk.plot.clock(frame[frame["hour"] > 5]))


def test_a_share_without_a_topic_names_no_topics() -> None:
    axes = tk.plot.coverage(tk.coverage(articles(), by="tags", freq="W"), value="share")
    assert axes.get_title(loc="left") == "Coverage: share of articles per week, by tags"


def test_by_topic_each_line_has_its_topic_once() -> None:
    axes = tk.plot.coverage(tk.coverage(articles(), by="topic", freq="W"), value="n")
    assert {t.get_text() for t in axes.texts} >= {"energy", "war"}
    assert "Highest: 14 articles, reached 4 times, first: week of 3 Feb 2025, energy." in says(axes)
    assert "n = 84 articles. n counts those of every topic." in says(axes)


@pytest.mark.parametrize(("lang", "tells"), [("en", "Highest: 3 articles, reached 28 times, first: 3 Feb 2025."),
                                             ("uk", "Найбільше: 3 (статті), разів: 28, уперше: 3 лют 2025."),
                                             ("ru", "Больше всего: 3 (статьи), раз: 28, впервые: 3 фев 2025.")])
def test_a_peak_that_is_reached_often_is_told_so(lang, tells) -> None:
    assert tells in says(tk.plot.coverage(tk.coverage(articles()), lang=lang))


def test_the_peak_may_be_of_a_group_that_is_not_drawn() -> None:
    many = [articles(outlet=f"outlet {i:02d}") for i in range(18)]
    few = articles(outlet="burst").head(30).assign(published_at=DAYS[3])
    axes = tk.plot.coverage(tk.coverage(pd.concat([*many, few], ignore_index=True), by="outlet"))
    assert "Highest: 30 articles, 6 Feb 2025, burst." in says(axes)
    assert "Not drawn for room: burst." in says(axes)


def test_the_counts_behind_a_smoothed_share_are_told_to_be_of_the_window() -> None:
    smoothed = tk.smooth(tk.coverage(articles(), topic="war"), periods=7)
    assert "(7 of 21 articles in 7 periods)" in says(tk.plot.coverage(smoothed))
    bare = pd.DataFrame(smoothed)
    bare.attrs = {}
    axes = tk.plot.coverage(bare, value="n")
    assert axes.get_title(loc="left") == "Coverage of war: items per period, smoothed over 7 periods"
    assert not axes.child_axes  # the columns of the window are no groups


def test_a_frame_that_lost_its_account_is_not_said_to_count_articles() -> None:
    rows = articles(story_id=[f"s{i // 3}{i % 3 > 1}" for i in range(84)])
    both = pd.concat([tk.coverage(rows, topic=t, count="stories") for t in ("energy", "war")])
    assert not both.attrs
    text = says(tk.plot.coverage(both))
    assert text.startswith("Coverage of 2 topics: share of items per period.")
    assert "articles" not in text


def test_the_band_that_is_named_is_drawn() -> None:
    frame = tk.coverage(articles()).drop(columns=["n_low", "n_high"])
    assert "Band" not in says(tk.plot.coverage(frame))
    assert "Interval" not in says(tk.plot.clock(tk.times(articles())))  # a dial draws none


def test_stories_and_headlines_are_not_called_articles() -> None:
    others = articles(tags=[[]] * 84, story_id=[f"t{i}" for i in range(84)])
    rows = pd.concat([articles(tags=[["storm", "flood"]] * 84), others])
    pairs = tk.cooccurrence(rows, count="stories")
    text = says(tk.plot.cooccurrence(pairs))
    assert "Number beside a name: stories with it." in text
    assert "articles" not in text
    assert "articles" not in says(tk.plot.network(tk.network(pairs)))
    seen = tk.headlines(pd.DataFrame({"title": ["Ice", "Fog"], "outlet": "L", "source_ref": "a"}))
    assert "Number: share of the outlet's headlines." in says(tk.plot.health(tk.health(seen)))


def test_a_network_of_untested_pairs_is_not_said_to_pass_a_test() -> None:
    rows = articles(tags=[["storm", "flood"], [], ["ice"]] * 28)
    text = says(tk.plot.network(tk.network(tk.cooccurrence(rows, test=False))))
    assert "Shown: 1 pairs. They were not tested" in text
    assert "pass" not in text


def test_a_network_says_what_its_limits_leave_out_and_that_it_sums_periods() -> None:
    rows = articles(tags=[["storm", "flood"], [], ["ice", "fog"]] * 28)
    text = says(tk.plot.network(tk.network(tk.cooccurrence(rows), max_edges=1)))
    assert "Left out though they pass: 1 links, by the limits asked for." in text
    text = says(tk.plot.network(tk.network_over_time(tk.cooccurrence(rows, by="month"))))
    assert text.startswith("Network of tags.")
    assert "n = 84 articles." in text
    assert "Sums over the periods in which a link holds (per month)." in text
    assert nx.Graph.number_of_edges(tk.network_over_time(tk.cooccurrence(rows, by="month"))) == 2


def test_two_topics_of_every_article_are_no_finding() -> None:
    pairs = tk.cooccurrence(articles(tags=[["a", "b"]] * 84), test=False)
    assert "None of the 1 pairs stands together more often" in says(tk.plot.cooccurrence(pairs))


def test_the_strongest_pair_is_named_even_where_there_is_no_room_for_it(pairs_frame) -> None:
    frame = pairs_frame(8)
    weak = frame.index[(frame["q"] < 0.05) & (frame["a"] != frame["a"].iloc[0])][-1]
    frame.loc[weak, ["npmi", "q"]] = [0.99, 0.04]
    best = frame.loc[weak]
    assert f"Strongest: {best['a']} with {best['b']}," in says(tk.plot.cooccurrence(frame, most=2))


def test_the_line_drawn_by_another_q_is_the_one_that_is_told() -> None:
    assert "(q < 0.01)" in says(tk.plot.spikes(tk.spikes(tk.coverage(articles()), max_q=0.01)))
    rows = articles(tags=[["storm"], ["flood"], ["storm", "flood"]] * 28)
    shy = tk.avoidance(rows, max_q=0.5)
    assert len(shy)
    assert "q < 0.50 (1 pairs)" in says(tk.plot.cooccurrence(tk.cooccurrence(rows), avoided=shy))


def test_an_episode_of_several_days_is_not_said_to_be_counted_per_day() -> None:
    burst = pd.concat([articles(), *[articles(published_at=DAYS[14] + pd.Timedelta(days=i)) for i in range(2)]])
    axes = tk.plot.spikes(tk.spikes(tk.coverage(burst)))
    assert "17 Feb 2025 – 18 Feb 2025: 174 articles" in says(axes)
    assert axes.get_xlabel() == "articles in the whole episode"


def test_rings_are_explained_only_where_they_are_drawn() -> None:
    burst = pd.concat([articles(), articles(published_at=DAYS[14], outlet="A")])
    whole = tk.coverage(burst, by="outlet")
    text = says(tk.plot.coverage(whole[whole["outlet"] == "B"], spikes=tk.spikes(whole).query("outlet == 'A'")))
    assert "Ringed" not in text
    assert "None of the episodes given lies on a line that is drawn." in text


def test_silences_of_other_outlets_are_not_counted() -> None:
    frame = tk.coverage(articles(), by="outlet")
    gap = {"outlet": "A", "start": "2025-02-10T00:00Z", "end": "2025-02-12T00:00Z", "p": 1e-9, "found_by": "rhythm"}
    frame.attrs["silences"] = [gap]
    assert "taken as not collected: 1." in says(tk.plot.coverage(frame))
    assert "taken as not collected" not in says(tk.plot.coverage(frame[frame["outlet"] == "B"]))
    assert "taken as not collected" not in says(tk.plot.coverage(frame[frame["period"] > "2025-02-15"]))


@pytest.mark.filterwarnings("ignore::toolkit.ToolkitWarning")
@pytest.mark.parametrize(("zones", "clock"), [([None] * 3, "UTC, since no time zone is known."),
                                              ([None, *["Europe/Kyiv"] * 2], "UTC where its zone is not known."),
                                              (["Europe/Kyiv"] * 3, "each outlet's own local time.")])
def test_the_clock_is_not_said_to_be_local_where_no_zone_is_known(zones, clock) -> None:
    rows = articles(time_zone=pd.Series(zones * 28, dtype="string"))
    for axes in (tk.plot.coverage(tk.coverage(rows)), tk.plot.times(tk.times(rows)),
                 tk.plot.spikes(tk.spikes(tk.coverage(rows))), tk.plot.timeline(rows)):
        assert clock in says(axes)


def test_sightings_are_not_counted_as_headlines() -> None:
    seen = pd.DataFrame({"title": ["Ice", "Ice", "Fog"], "outlet": "L", "source_ref": ["a", "b", "b"],
                         "published_at": DAYS[[0, 0, 1]], "published_precision": "minute"})
    assert "3 sightings of headlines from 3 Feb 2025 to 4 Feb 2025. n = 3 sightings" in says(tk.plot.timeline(seen))
    once = tk.headlines(seen)
    assert "2 headlines from 3 Feb 2025 to 4 Feb 2025. n = 2 headlines from 2 pages." in says(tk.plot.timeline(once))
    assert "n = 1 headlines. Headlines" in says(tk.plot.timeline(once[:1]))  # on how many pages they stood is not told


def test_a_lower_bound_is_not_rounded_up() -> None:
    seen = pd.DataFrame({"title": "Ice", "outlet": "L", "source_ref": ["a", "b"],
                         "seen_at": [DAYS[0], DAYS[0] + pd.Timedelta(hours=95)]})
    axes = tk.plot.prominence(tk.headlines(seen))
    assert "Longest, at least 3 days:" in says(axes)
    assert any(t.get_text().startswith("3 days") for t in axes.texts)


def test_of_equally_sure_leads_the_one_with_the_smaller_p_is_the_clearest(leads_frame) -> None:
    frame = leads_frame(3)
    frame["q"], frame["p"], frame["stories"] = 0.01, [0.009, 0.0001, 0.01], [90, 50, 40]
    best = frame.iloc[1]
    assert f"Clearest: {best['leader']} before {best['follower']}" in says(tk.plot.leads(frame))


def test_a_table_of_counts_is_not_said_to_leave_nothing_out() -> None:
    counts = pd.DataFrame({"date": ["2026-03-02", "2026-03-03"], "count": [3, 4]})
    assert "left out" not in says(tk.plot.coverage(tk.precounted(counts)))


def test_smoothed_coverage_has_no_spikes() -> None:
    with pytest.raises(OptionError, match="the coverage is smoothed"):
        tk.spikes(tk.smooth(tk.coverage(articles()), periods=7))


def test_pairs_that_were_taken_out_are_not_compared_as_never_together() -> None:
    whole = tk.cooccurrence(articles())
    with pytest.raises(InputError, match="hides the pairs with fewer than 2"):
        tk.compare_pairs(tk.cooccurrence(articles(), min_together=2), whole)
    with pytest.raises(InputError, match="has 0 of 1 pairs"):
        tk.compare_pairs(whole, whole[:0])


def test_heads_of_tables_say_what_is_counted() -> None:
    assert "n (stories)" in table_html(tk.coverage(articles(), count="stories"), rows=1)
    assert "n (articles in the window)" in table_html(tk.smooth(tk.coverage(articles()), periods=3), rows=1)
    seen = tk.headlines(pd.DataFrame({"title": ["Ice"], "outlet": "L", "source_ref": "a", "published_at": DAYS[:1]}))
    assert "rate (headlines per hour)" in table_html(tk.times(seen.assign(time_zone="UTC")), rows=1)
    assert ">n</th>" in table_html(pd.DataFrame({"outlet": ["L"], "n": [3]}), rows=1)  # of what, no one has said


def test_an_interval_without_neighbours_is_drawn_too() -> None:
    frame = tk.coverage(articles().head(1), freq="Y")
    axes = tk.plot.coverage(frame)
    bars = [c for c in axes.collections if c.get_linewidth()[0] == 3]
    assert bars[0].get_segments()[0][:, 1].tolist() == pytest.approx([frame["n_low"][0], frame["n_high"][0]])
    assert [t.get_text().strip() for t in axes.get_xticklabels()] == ["2025"]


def test_panels_of_long_names_that_begin_alike_can_be_told_apart() -> None:
    many = [articles(outlet=f"The Evening Journal of the Old Harbour District, edition {i}") for i in range(9)]
    rows = pd.concat(many, ignore_index=True)
    for axes in (tk.plot.coverage(tk.coverage(rows, by="outlet")).child_axes,
                 [host.child_axes[1] for host in tk.plot.times(tk.times(rows, by="outlet")).child_axes]):
        names = [panel.get_title(loc="left") for panel in axes]
        assert names == [f"…{i}" for i in range(9)]


def test_rows_that_were_put_aside_are_not_said_to_be_missing() -> None:
    rows = articles()
    for axes in (tk.plot.coverage(tk.coverage(rows)[:0]), tk.plot.times(tk.times(rows)[:0]),
                 tk.plot.clock(tk.times(rows).query("hour == 3")), tk.plot.leads(tk.leads(rows)[:0]),
                 tk.plot.health(tk.health(rows)[:0])):
        assert "Nothing was counted in the rows chosen." in says(axes)


def test_a_share_of_unknown_totals_is_not_said_to_be_of_none() -> None:
    counts = tk.precounted(pd.DataFrame({"date": ["2026-03-02", "2026-03-03"], "count": [3, 4]}), topic="dam")
    text = says(tk.plot.coverage(counts, value="share"))
    assert "the totals are not known" in text
    assert "nothing was published" not in text


def test_cells_of_tables_keep_the_hour_and_do_not_round_to_all() -> None:
    assert "<td class=\"date\">2025-02-03 00:00</td>" in table_html(
        tk.coverage(articles(published_at=pd.Timestamp("2025-02-02 22:10Z")), freq="H"), rows=1)
    html = table_html(pd.DataFrame({"share": [0.9996, 0.25], "loaded": pd.array([True, False], "boolean")}), rows=2)
    assert ">0.9996<" in html
    assert ">yes<" in html and ">no<" in html


def test_bands_are_said_to_be_cut_only_where_one_is() -> None:
    """Alone the band of seven articles is cut; beside the panel of fifteen, on one scale, there is room for it."""
    few = pd.concat([articles().iloc[::3], articles().iloc[27:28].sample(6, replace=True)])
    many = pd.concat([articles().iloc[::3]] * 2 + [articles().iloc[27:28].sample(13, replace=True)])
    both = pd.concat([few.assign(outlet="few"), many.assign(outlet="many")], ignore_index=True)
    assert "Bands that leave the top are cut." in says(tk.plot.coverage(tk.coverage(few)))
    frame = tk.coverage(both, by="outlet")
    axes = tk.plot.coverage(frame)
    assert len(axes.child_axes) == 2
    assert frame["n_high"].max() < axes.child_axes[0].get_ylim()[1]
    assert "cut" not in says(axes)


def test_two_headlines_alike_are_no_sightings_where_each_row_is_a_headline() -> None:
    at = pd.to_datetime(["2025-02-12 08:00"] * 2, utc=True)
    seen = pd.DataFrame({"title": "Rain", "outlet": "A", "published_at": at, "published_precision": "minute",
                         "time_zone": "UTC", "sightings": [1, 2]})
    assert "n = 2 headlines" in tk.plot.alt_text(tk.plot.timeline(seen))
    assert "2 sightings of headlines" in tk.plot.alt_text(tk.plot.timeline(seen.drop(columns="sightings")))
