"""What a load gives: three tables, and a short view of them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from toolkit.local_times import local_days

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_OUTLETS = 12


@dataclass(frozen=True)
class Corpus:
    """Articles, headlines and the account of the inputs.

    Attributes
    ----------
    articles, news_list, report : DataFrame
        Tables of `toolkit.schema`; ``tk.describe("articles")`` says what each column means.
    """

    articles: pd.DataFrame
    news_list: pd.DataFrame
    report: pd.DataFrame

    def __repr__(self) -> str:
        return f"Corpus: {'; '.join(self._counts())}"

    def _counts(self) -> list[str]:
        status = self.report["status"].value_counts()
        inputs = ", ".join(f"{int(status.get(name, 0)):,} {name}" for name in ("loaded", "duplicate", "rejected"))
        return [_several(len(self.articles), "article"), f"{_several(len(self.news_list), 'headline')} in lists",
                f"{_several(len(self.report), 'input')} ({inputs})"]

    def warnings(self) -> list[str]:
        """Say in words what a reader of any result from this corpus must know; `tk.health` says it per outlet."""
        articles, found = self.articles, []
        total = len(articles)

        def tell(mask: pd.Series, what: str) -> None:
            count = int(mask.sum())
            if count:
                found.append(f"{count:,} of {total:,} articles {what}")

        tell(articles["published_at"].isna(), "have no publication time")
        tell(articles["published_precision"].isin(["day", "month"]), "are dated to the day and enter no hour chart")
        guessed = articles["time_zone_from"].eq("guess").fillna(False)
        tell(guessed, "have a guessed time zone; give time_zone= to settle it")
        tell(articles["time_zone"].isna(), "have no known time zone; give time_zone= to settle it")
        tell(articles["outlet"].isna(), "have no known outlet; give outlet= to settle it")
        rejected = int((self.report["status"] == "rejected").sum())
        if rejected:
            were = "was" if rejected == 1 else "were"
            found.append(f"{_several(rejected, 'input')} {were} rejected; the table of inputs (corpus.report) says why")
        return found

    def _outlets(self) -> pd.DataFrame:
        named = self.articles.assign(outlet=self.articles["outlet"].fillna("(unknown)"), day=local_days(self.articles))
        grouped = named.groupby("outlet", sort=True)["day"].agg(["size", "min", "max"])
        return grouped.sort_values("size", ascending=False, kind="stable")

    def _repr_html_(self) -> str:
        outlets = self._outlets()
        rows = [
            f"<tr><td>{escape(str(name))}</td><td style='text-align:right'>{int(row['size']):,}</td>"
            f"<td>{_day(row['min'])}</td><td>{_day(row['max'])}</td></tr>"
            for name, row in outlets.head(_SHOWN_OUTLETS).iterrows()
        ]
        if len(outlets) > _SHOWN_OUTLETS:
            rows.append(f"<tr><td colspan='4'>and {len(outlets) - _SHOWN_OUTLETS:,} more outlets</td></tr>")
        head = "<tr><th>outlet</th><th>articles</th><th>first day (local)</th><th>last day (local)</th></tr>"
        table = f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
        notes = "".join(f"<li>{escape(text)}</li>" for text in self.warnings())
        return (f"<div><p><b>Corpus</b>: {escape('; '.join(self._counts()))}</p>{table}"
                f"{f'<ul>{notes}</ul>' if notes else ''}</div>")


def _day(moment: pd.Timestamp) -> str:
    return "" if moment is None or moment != moment else f"{moment:%Y-%m-%d}"


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
