"""Records read like objects, like mappings, and feed a frame."""

import pandas as pd
import pytest

from toolkit.records import Article, NewsItem, Page
from toolkit.schema import ARTICLES, NEWS_LIST


def test_a_record_reads_like_a_mapping():
    article = Article(title="Ice gone", tags=["ice"])
    assert article["title"] == article.title == article.get("title")
    assert article.get("nothing", 3) == 3
    with pytest.raises(KeyError):
        article["nothing"]
    with pytest.raises(KeyError):
        article[0]


def test_records_have_the_columns_of_their_tables():
    assert set(ARTICLES.names) <= set(Article().keys())
    assert set(NEWS_LIST.names) <= set(NewsItem().keys())
    assert pd.DataFrame([NewsItem(title="a")])["title"].tolist() == ["a"]


def test_lists_are_not_shared_between_records():
    Article().tags.append("x")
    assert Article().tags == []


def test_a_page_unpacks():
    article, items = Page(None, [NewsItem(title="a")])
    assert article is None
    assert items[0].title == "a"
