"""How firmly pairs stand: which changed between two outlets or periods, and which survive drawing the articles anew."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.errors import ColumnError, InputError, check_frame, check_part, check_whole
from toolkit.measures.statistics import benjamini_hochberg, fisher_one_sided, npmi
from toolkit.measures.topic_counts import TopicCounts, TopicState, fold_stories, places
from toolkit.picked import is_part
from toolkit.schema import PAIRS

Reals = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

HALDANE: Final = 0.5
"""Added to every cell, so that empty ones have log-odds, too."""


def compare_pairs(one: pd.DataFrame, other: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Test which pairs of topics stand together more, or less, in one collection than in another.

    The family is chosen by the margins alone: all pairs of topics that both tables count. A pair that neither table
    shows counts as p = 1.

    Parameters
    ----------
    one, other : DataFrame
        Tables ``pairs`` of `cooccurrence`, each of one group: two outlets, or two periods.
    level : float, default 0.95
        Confidence level of the interval.

    Returns
    -------
    DataFrame
        ``a, b``, then ``n_ab``, ``n_a``, ``n_b`` and ``n`` of each (``_one``, ``_other``), ``log_odds_one``,
        ``log_odds_other``, ``difference`` (other less one) with ``low`` and ``high``, two-sided ``p`` and ``q``; the
        surest change first. ``attrs["family"]`` is the number of pairs tested.

    Raises
    ------
    ColumnError
        If a frame is no table of pairs.
    InputError
        If a table holds several groups, or has lost pairs (``min_together`` above 1, or rows picked): it would seem
        that they never stand together.

    References
    ----------
    J. B. S. Haldane (1956), The estimation and significance of the logarithm of a ratio of frequencies, Ann. Hum.
    Genet. 20; B. Woolf (1955), Ann. Hum. Genet. 19, for the variance; Y. Benjamini and Y. Hochberg (1995) for q.

    Examples
    --------
    >>> import pandas as pd
    >>> from toolkit.measures.cooccurrence import cooccurrence
    >>> together = pd.DataFrame({"tags": [["war", "energy"]] * 30 + [["war"], ["energy"], []] * 10})
    >>> apart = pd.DataFrame({"tags": [["war"], ["energy"]] * 30 + [["war", "energy"], [], []] * 10})
    >>> changed = compare_pairs(cooccurrence(together), cooccurrence(apart))
    >>> changed[["a", "b", "n_ab_one", "n_ab_other"]].to_numpy().tolist(), bool(changed.q[0] < 0.01)
    ([['energy', 'war', 30, 10]], True)
    """
    check_part("level", level, "0.95")
    sides = [_Side(one, "one"), _Side(other, "other")]
    shared = sorted(sides[0].margins.keys() & sides[1].margins.keys())
    pairs = sorted({pair for side in sides for pair in side.together if pair[0] in shared and pair[1] in shared})
    frame = pd.DataFrame(pairs, columns=["a", "b"]).astype(pd.StringDtype("pyarrow"))
    for side in sides:
        frame = frame.assign(**side.columns(pairs))
    frame["difference"] = frame["log_odds_other"] - frame["log_odds_one"]
    error = np.sqrt(frame.pop("variance_one") + frame.pop("variance_other"))
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    frame["low"], frame["high"] = frame["difference"] - reach, frame["difference"] + reach
    frame["p"] = _two_sided((frame["difference"] / error).to_numpy(np.float64))
    family = len(shared) * (len(shared) - 1) // 2
    frame["q"] = benjamini_hochberg(frame["p"], family)
    frame = frame.sort_values(["p", "a", "b"], kind="stable").reset_index(drop=True)
    frame.attrs.update(measure="pair_changes", unit=one.attrs.get("unit", "articles"), family=family,
                       n=[side.n for side in sides], interval=f"{100 * level:g} % Wald (log-odds difference)",
                       estimator="log-odds ratio, one half added to each cell", of=one.attrs.get("of"))
    return frame


def _check_whole_table(pairs: pd.DataFrame, name: str) -> None:
    """Refuse a table from which pairs were taken out: a pair that it lacks is compared as one never seen together."""
    parameters = pairs.attrs.get("parameters") or {}
    if (least := parameters.get("min_together") or 0) > 1:
        raise InputError(f"the frame {name!r} hides the pairs with fewer than {least} articles together, which would "
                         "be compared as if they had none; count it with min_together=1")
    if not parameters.get("by") and is_part(pairs):
        raise InputError(f"the frame {name!r} has {len(pairs)} of {pairs.attrs['rows']} pairs, and those that it lacks "
                         "would be compared as if never together; give the whole table and pick rows of the result")


class _Side:
    """One of the two collections: its pairs, and the articles of each topic."""

    def __init__(self, pairs: pd.DataFrame, name: str) -> None:
        check_frame(pairs, "the frame that cooccurrence() returns")
        missing = [c for c in PAIRS.names if c not in pairs.columns]
        if missing:
            raise ColumnError(f"the frame {name!r} lacks {', '.join(missing)}; give the frame of cooccurrence()")
        by = [c for c in pairs.columns if c not in PAIRS.names]
        if by and len(pairs[by].drop_duplicates()) > 1:
            raise InputError(f"the frame {name!r} holds several groups of {', '.join(by)}; keep one of them")
        _check_whole_table(pairs, name)
        self.name = name
        self.n = int(pairs["n"].iloc[0]) if len(pairs) else int(pairs.attrs.get("n") or 0)
        columns = {c: pairs[c].tolist() for c in ("a", "b", "n_a", "n_b", "n_ab")}
        self.margins = dict(zip(columns["a"], columns["n_a"], strict=True)) | \
            dict(zip(columns["b"], columns["n_b"], strict=True))
        self.together = dict(zip(zip(columns["a"], columns["b"], strict=True), columns["n_ab"], strict=True))

    def columns(self, pairs: list[tuple[str, str]]) -> dict[str, Any]:
        """Counts, log-odds ratio and its variance for each of the pairs."""
        k = np.array([self.together.get(pair, 0) for pair in pairs], np.int64)
        a, b = (np.array([self.margins[pair[i]] for pair in pairs], np.int64) for i in (0, 1))
        cells = np.stack([k, a - k, b - k, self.n - a - b + k]) + HALDANE
        odds = np.log(cells[0]) - np.log(cells[1]) - np.log(cells[2]) + np.log(cells[3])
        values = {"n_ab": k, "n_a": a, "n_b": b, "n": np.full(len(pairs), self.n, np.int64), "log_odds": odds,
                  "variance": (1 / cells).sum(axis=0)}
        return {f"{key}_{self.name}": value for key, value in values.items()}


def _two_sided(z: Reals) -> Reals:
    from scipy.special import ndtr

    return np.asarray(np.minimum(2 * ndtr(-np.abs(z)), 1.0))


def pair_stability(articles: Any, pairs: pd.DataFrame, *, draws: int = 200, max_q: float = 0.05,
                   seed: int = 0) -> pd.DataFrame:
    """How often each pair would be kept if other articles of the same kind had been collected (bootstrap).

    Parameters
    ----------
    articles : DataFrame, path of a folder of Parquet files, or handle of ``open_dataset``
        The articles that the pairs were counted from.
    pairs : DataFrame
        Table ``pairs`` of `cooccurrence`, tested and without ``by``; only its pairs are drawn, so keep the few that
        matter.
    draws : int, default 200
        How often as many articles are drawn, with replacement.
    max_q : float, default 0.05
        A pair is kept in a draw if its p there passes the line that this q drew in the table.
    seed : int, default 0
        The same seed gives the same result.

    Returns
    -------
    DataFrame
        The pairs with ``stability`` (share of the draws in which the pair is kept), ``npmi_low`` and ``npmi_high``
        (2.5 and 97.5 % of the draws).

    Raises
    ------
    InputError
        If the pairs are grouped or not tested.
    OptionError
        If draws is not 1 or more.

    References
    ----------
    B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7.

    Examples
    --------
    >>> import pandas as pd
    >>> from toolkit.measures.cooccurrence import cooccurrence
    >>> articles = pd.DataFrame({"tags": [["war", "energy"]] * 30 + [["sport"], []] * 40})
    >>> float(pair_stability(articles, cooccurrence(articles)).stability[0])
    1.0
    """
    check_whole("draws", draws, 1)
    check_whole("seed", seed, 0)
    check_part("max_q", max_q)
    check_frame(pairs, "the frame that cooccurrence() returns")
    if [c for c in pairs.columns if c not in PAIRS.names] or pairs["p"].isna().any():
        raise InputError("the pairs are grouped, or were counted with test=False; give cooccurrence() of one group of "
                         "articles with test=True")
    offsets, codes, topics = _incidence(articles, pairs.attrs)
    # where Benjamini and Hochberg drew the line: the r-th of m tests is kept up to p = r max_q / m
    family = max(int(pairs.attrs.get("family") or 0), len(pairs), 1)
    cut = max_q * _rank_of_the_last(pairs[pairs["q"] <= max_q], family) / family
    p, scores = _draw(offsets, codes, topics, pairs, draws, seed)
    out = pairs.assign(stability=(p <= cut).mean(axis=0) if len(pairs) else np.empty(0))
    for name, share in (("npmi_low", 0.025), ("npmi_high", 0.975)):
        out[name] = np.nanquantile(scores, share, axis=0) if len(pairs) else np.empty(0)
    out.attrs = {**pairs.attrs, "draws": draws}
    return out


def _rank_of_the_last(kept: pd.DataFrame, family: int) -> int:
    """Rank of the last pair that passes among all tested; of picked pairs p and q tell it, q being p family / rank."""
    known = kept[kept["q"] > 0]
    ranks = (known["p"] * family / known["q"]).to_numpy(np.float64)
    return max(len(kept), round(float(ranks.max(initial=0.0))), 1)


def _incidence(articles: Any, attrs: dict[Any, Any]) -> tuple[Whole, npt.NDArray[np.int32], npt.NDArray[Any]]:
    """Topics of each article, or story, as the pairs were counted."""
    stories = attrs.get("parameters", {}).get("count") == "stories"
    of = attrs.get("of") or "tags"
    measure = TopicCounts(of, (), stories, keep=np.iinfo(np.int64).max)
    limit = getattr(articles, "memory_limit", None)
    if limit is not None and (size := engine_parts.bytes_of(articles, list(measure.columns), limit)) > limit:
        raise InputError(
            f"drawing articles again keeps the {of} of all of them in memory, which may take {size:,} bytes or more, "
            f"and the memory limit is {limit:,}; open the folder with a higher one, or give articles of a shorter time",
            str(articles.folder))
    state: TopicState = engine.reduce(articles, measure)
    if stories:
        state = fold_stories(state)
    segments = state.segments or []
    codes = [places(s.topics, state.topics)[s.codes] for s in segments]
    lengths = np.concatenate([np.empty(0, np.int64), *(np.diff(s.offsets) for s in segments)])
    return (np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            np.concatenate([np.empty(0, np.int64), *codes]).astype(np.int32), state.topics)


def _draw(offsets: Whole, codes: npt.NDArray[np.int32], topics: npt.NDArray[Any], pairs: pd.DataFrame, draws: int,
          seed: int) -> tuple[Reals, Reals]:
    """Exact p and NPMI of each pair in each draw."""
    from scipy.sparse import csr_array

    articles = len(offsets) - 1
    a, b = (places(pairs[name].to_numpy(object), topics) for name in ("a", "b"))
    unknown = pairs["a"][a < 0].tolist() + pairs["b"][b < 0].tolist()
    if unknown:
        raise InputError(f"no article has the topic {unknown[0]!r} of these pairs; give the articles that the pairs "
                         "were counted from")
    holds = csr_array((np.ones(len(codes), np.int64), codes, offsets), shape=(articles, len(topics))).tocsc()
    both = holds[:, a].multiply(holds[:, b]).T.tocsr()
    rng = np.random.default_rng(seed)
    p, scores = np.ones((draws, len(pairs))), np.full((draws, len(pairs)), np.nan)
    for draw in range(draws if articles else 0):
        weight = np.bincount(rng.integers(0, articles, articles), minlength=articles)
        k, margins = both @ weight, holds.T @ weight
        p[draw] = fisher_one_sided(k, margins[a], margins[b], articles)
        scores[draw] = npmi(k, margins[a], margins[b], articles)
    return p, scores
