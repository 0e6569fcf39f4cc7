"""Tables that the measures return; `toolkit.schema` offers them together with the loaded tables."""

from __future__ import annotations

from typing import Final

from toolkit.schema_types import LIST, NULLABLE_WHOLE, PERIOD, REAL, STRING, TIME, TRUTH, WHOLE, Column, Table

COVERAGE: Final = Table(
    "coverage",
    "how much was published, by period",
    (
        Column("period", PERIOD, "start of the period in the clock named in attrs['clock']", null=False),
        Column("topic", STRING, "topic counted; absent where none was asked for"),
        Column("n", WHOLE, "articles in the period (with the topic)", "articles", null=False),
        Column("n_low", REAL, "lower end of the 95 % exact Poisson (Garwood) interval of n", "articles"),
        Column("n_high", REAL, "upper end of the 95 % exact Poisson (Garwood) interval of n", "articles"),
        Column("total", WHOLE, "all articles of the same outlet, or group, and period", "articles", null=False),
        Column("share", REAL, "n / total; null where total is 0", "share"),
        Column("share_low", REAL, "lower end of the 95 % Wilson interval of share", "share"),
        Column("share_high", REAL, "upper end of the 95 % Wilson interval of share", "share"),
        Column("state", STRING, "observed, partial or not_collected", null=False),
        Column("p_silence", REAL, "not collected: chance of so long a silence by the outlet's own rhythm; null where a "
               "collection log says so"),
    ),
    open_ended=True,
)

TIMES: Final = Table(
    "times",
    "articles by weekday and hour in the outlet's own clock",
    (
        Column("weekday", WHOLE, "0 = Monday", "weekday", null=False),
        Column("hour", WHOLE, "hour of the outlet's clock, 0-23", "hour", null=False),
        Column("n", WHOLE, "articles published in this hour of the week", "articles", null=False),
        Column("exposure", REAL, "hours of this kind that were observed", "hours", null=False),
        Column("rate", REAL, "n / exposure; null where nothing was observed", "articles per hour"),
        Column("rate_low", REAL, "lower end of the 95 % exact Poisson (Garwood) interval of rate", "articles per hour"),
        Column("rate_high", REAL, "upper end of the 95 % exact Poisson (Garwood) interval of rate",
               "articles per hour"),
    ),
    open_ended=True,
)

CLOCK: Final = Table(
    "clock",
    "the day of each group in a few numbers",
    (
        Column("n", WHOLE, "articles whose hour is known", "articles", null=False),
        Column("mean_hour", REAL, "circular mean of the local time of day; null where the day is even", "hours"),
        Column("length", REAL, "mean resultant length: 0 even over the day, 1 all at one time", null=False),
        Column("concentration", REAL, "kappa of the von Mises distribution with that length"),
        Column("p", REAL, "Rayleigh test: chance of so uneven a day, were all hours alike"),
        Column("quiet_from", REAL, "first hour of the longest run of quiet hours; null without any", "hour"),
        Column("quiet_until", REAL, "hour at which it ends", "hour"),
        Column("quiet_hours", REAL, "hours in it", "hours", null=False),
        Column("gap_median", REAL, "median time between two publications", "hours"),
        Column("gap_90", REAL, "time that 90 % of the gaps stay under", "hours"),
    ),
    open_ended=True,
)

CLOCK_PAIRS: Final = Table(
    "clock_pairs",
    "whether two groups publish at other times of the day",
    (
        Column("a", STRING, "first group", null=False),
        Column("b", STRING, "second group", null=False),
        Column("n_a", WHOLE, "articles of a whose hour is known", "articles", null=False),
        Column("n_b", WHOLE, "articles of b whose hour is known", "articles", null=False),
        Column("difference", REAL, "by how much the circular mean of b is later than that of a, -12 to 12", "hours"),
        Column("overlap", REAL, "part of the hourly shares common to both: 1 same day, 0 no hour in common",
               null=False),
        Column("u2", REAL, "Watson's two-sample statistic", null=False),
        Column("p", REAL, "chance of so large a u2, were both days the same; null under 10 articles in a group"),
        Column("q", REAL, "Benjamini-Hochberg adjusted p over all pairs of groups"),
    ),
)

PAIRS: Final = Table(
    "pairs",
    "topics that stand together, and how surely more often than by chance",
    (
        Column("a", STRING, "first topic; a < b in code point order", null=False),
        Column("b", STRING, "second topic", null=False),
        Column("n_ab", WHOLE, "articles with both", "articles", null=False),
        Column("n_a", WHOLE, "articles with a", "articles", null=False),
        Column("n_b", WHOLE, "articles with b", "articles", null=False),
        Column("n", WHOLE, "all articles, those without any topic too", "articles", null=False),
        Column("expected", REAL, "n_a n_b / n: articles with both, were the topics independent", "articles"),
        Column("pmi", REAL, "pointwise mutual information, ln(n_ab / expected)", "nats"),
        Column("npmi", REAL, "pmi / -ln(n_ab / n): 1 always together, 0 independent, -1 never together"),
        Column("jaccard", REAL, "n_ab / (n_a + n_b - n_ab)"),
        Column("association_strength", REAL, "n_ab / expected"),
        Column("g2", REAL, "log-likelihood ratio of the 2 x 2 table"),
        Column("p", REAL, "one-sided exact Fisher p: as many or more together by chance; null without test"),
        Column("q", REAL, "Benjamini-Hochberg adjusted p over the tested family; null without test"),
    ),
    open_ended=True,
)

SPIKES: Final = Table(
    "spikes",
    "episodes in which far more was published than trend and season make likely",
    (
        Column("topic", STRING, "topic counted; null where the coverage is not by topic"),
        Column("start", PERIOD, "start of the first period of the episode", null=False),
        Column("end", PERIOD, "start of its last period", null=False),
        Column("periods", WHOLE, "periods of the episode", "periods", null=False),
        Column("peak", PERIOD, "start of the period with the smallest p", null=False),
        Column("n", WHOLE, "articles in the episode", "articles", null=False),
        Column("expected", REAL, "articles that trend and season make likely", "articles", null=False),
        Column("ratio", REAL, "n / expected", null=False),
        Column("p", REAL, "negative-binomial tail of the peak: as many or more by chance", null=False),
        Column("q", REAL, "Benjamini-Hochberg adjusted p over all periods tested", null=False),
        Column("tags", LIST, "tags over-represented in it, strongest first; empty before explain_spikes()",
               null=False),
        Column("words", LIST, "title words over-represented in it; empty before explain_spikes()", null=False),
        Column("headlines", LIST, "its most typical headlines; empty before explain_spikes()", null=False),
    ),
    open_ended=True,
)

CHANGES: Final = Table(
    "changes",
    "lasting shifts of how much is published",
    (
        Column("topic", STRING, "topic counted; null where the coverage is not by topic"),
        Column("at", PERIOD, "start of the first period of the new level", null=False),
        Column("before", REAL, "level since the shift before it, or the beginning", "articles per period", null=False),
        Column("after", REAL, "level up to the next shift, or the end", "articles per period", null=False),
        Column("ratio", REAL, "after / before; null where before is 0"),
        Column("ratio_low", REAL, "lower end of the 95 % interval of ratio, given the place of the shift"),
        Column("ratio_high", REAL, "upper end of the 95 % interval of ratio, given the place of the shift"),
        Column("periods_before", WHOLE, "observed periods of the old level", "periods", null=False),
        Column("periods_after", WHOLE, "observed periods of the new level", "periods", null=False),
    ),
    open_ended=True,
)

LEADS: Final = Table(
    "leads",
    "who is first with the stories that two outlets share",
    (
        Column("leader", STRING, "the outlet, or group, that is first more often", null=False),
        Column("follower", STRING, "the other one", null=False),
        Column("stories", WHOLE, "stories that both published", "stories", null=False),
        Column("first", WHOLE, "stories that the leader had first", "stories", null=False),
        Column("later", WHOLE, "stories that the follower had first", "stories", null=False),
        Column("undecided", WHOLE, "stories whose stamps do not tell who was first", "stories", null=False),
        Column("share", REAL, "first / (first + later); null where none is decided", "share"),
        Column("share_low", REAL, "lower end of the 95 % Wilson interval of share", "share"),
        Column("share_high", REAL, "upper end of the 95 % Wilson interval of share", "share"),
        Column("lag", REAL, "median time from leader to follower where the leader was first", "minutes"),
        Column("lag_low", REAL, "a quarter of these times is shorter", "minutes"),
        Column("lag_high", REAL, "a quarter of these times is longer", "minutes"),
        Column("p", REAL, "two-sided exact sign test of first against later", null=False),
        Column("q", REAL, "Benjamini-Hochberg adjusted p over all pairs that share a story", null=False),
    ),
)

HEALTH: Final = Table(
    "health",
    "per outlet: what is missing, suspicious or left out",
    (
        Column("outlet", STRING, "outlet; null for articles of no known outlet"),
        Column("articles", WHOLE, "articles of the outlet", "articles", null=False),
        Column("check", STRING, "name of the check", null=False),
        Column("count", WHOLE, "articles that the check found; silences, for the check of silence",
               "articles; silences", null=False),
        Column("share", REAL, "count / articles; for silence, its share of all hours", "share", null=False),
        Column("severity", STRING, "ok, notice or warning", null=False),
        Column("message", STRING, "what it means and what to do, in words", null=False),
        Column("examples", LIST, "source_ref of up to three of them", null=False),
    ),
)

HEADLINES: Final = Table(
    "headlines",
    "one row per headline, however often and wherever it was seen",
    (
        Column("article_id", STRING, "article_id of the linked article; without an address, of outlet and title",
               null=False),
        Column("story_id", STRING, "story_id of the article where it was loaded, else article_id", null=False),
        Column("url", STRING, "address as first seen"),
        Column("canonical_url", STRING, "address cleaned of tracking parts and fragment"),
        Column("outlet", STRING, "outlet of the article"),
        Column("title", STRING, "title of the article where it was loaded, else the wording seen most often",
               null=False),
        Column("language", STRING, "BCP-47 language"),
        Column("tags", LIST, "tags of the article where it was loaded", null=False),
        Column("topics", LIST, "topics given by topics(); empty before", null=False),
        Column("published_at", TIME, "best known publication: the article's own, else the most precise seen", "UTC"),
        Column("published_precision", STRING, "second, minute, hour, day, month or none", null=False),
        Column("published_from", STRING, "where the time stood"),
        Column("time_zone", STRING, "zone of the outlet's clock", "IANA name"),
        Column("first_seen", TIME, "first sighting whose moment is known", "UTC"),
        Column("last_seen", TIME, "last sighting whose moment is known", "UTC"),
        Column("shown_hours", REAL, "from first_seen to last_seen: it stood at least so long", "hours"),
        Column("sightings", WHOLE, "places in lists at which it was seen", "sightings", null=False),
        Column("pages", WHOLE, "pages, feeds and sitemaps on which it was seen", "pages", null=False),
        Column("best_position", NULLABLE_WHOLE, "highest place in a list, 1 = top"),
        Column("loaded", TRUTH, "whether the article itself was loaded", null=False),
    ),
)

TOPICS: Final = Table(
    "topics",
    "how often each topic stands (top_topics)",
    (
        Column("topic", STRING, "topic, tag or other value of the list column", null=False),
        Column("n", WHOLE, "articles with it", "articles", null=False),
        Column("share", REAL, "n / all articles; null where there are none", "share"),
    ),
)

PAIR_CHANGES: Final = Table(
    "pair_changes",
    "which pairs stand together more or less than elsewhere or before (compare_pairs)",
    (
        Column("a", STRING, "first topic; a < b in code point order", null=False),
        Column("b", STRING, "second topic", null=False),
        *(Column(f"{name}_{side}", WHOLE, f"{meaning} of the {side} table", "articles", null=False)
          for side in ("one", "other")
          for name, meaning in (("n_ab", "articles with both"), ("n_a", "articles with a"), ("n_b", "articles with b"),
                                ("n", "all articles"))),
        Column("log_odds_one", REAL, "log odds ratio of the pair in the one table, 1/2 added to each cell"),
        Column("log_odds_other", REAL, "log odds ratio of the pair in the other table, 1/2 added to each cell"),
        Column("difference", REAL, "log_odds_other less log_odds_one"),
        Column("low", REAL, "lower end of its interval"),
        Column("high", REAL, "upper end of its interval"),
        Column("p", REAL, "two-sided: chance of so large a difference, were the two odds ratios equal"),
        Column("q", REAL, "Benjamini-Hochberg adjusted p over the tested pairs"),
    ),
)

STABILITY: Final = Table(
    "stability",
    "columns that pair_stability adds to the table pairs",
    (
        Column("stability", REAL, "share of the bootstrap draws of articles in which the pair is kept", "share"),
        Column("npmi_low", REAL, "2.5 % of the draws' npmi"),
        Column("npmi_high", REAL, "97.5 % of the draws' npmi"),
    ),
    open_ended=True,
)

READERS: Final = Table(
    "readers",
    "where two readers of the same pages differ (compare_readers)",
    (
        Column("field", STRING, "column of the articles table", null=False),
        Column("pages", WHOLE, "pages read by both", "pages", null=False),
        Column("best", WHOLE, "pages on which the toolkit's reader found it", "pages", null=False),
        Column("newspaper3k", WHOLE, "pages on which newspaper3k found it", "pages", null=False),
        Column("differ", WHOLE, "pages on which both found it and do not agree", "pages", null=False),
    ),
)

FORMATS: Final = Table(
    "formats",
    "what can be loaded (formats)",
    (
        Column("format", STRING, "name of the format", null=False),
        Column("suffixes", STRING, "endings of its files", null=False),
        Column("meaning", STRING, "what it is", null=False),
    ),
)
