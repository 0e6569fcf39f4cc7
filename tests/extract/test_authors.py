"""Authors: people first, the site never, an organisation only where nobody else signs."""

import json

import pytest

from toolkit.extract import jsonld
from toolkit.extract.authors import authors
from toolkit.extract.document import Document

SITE = frozenset({"dailyexample"})


def read(article: dict | None = None, head: str = "", body: str = ""):
    if article is not None:
        article = {"@type": "NewsArticle", "headline": "Rain", "datePublished": "2024-01-01"} | article
        head += f'<script type="application/ld+json">{json.dumps(article)}</script>'
    doc = Document(f"<html><head>{head}</head><body><h1>Rain</h1>{body}</body></html>")
    return authors(doc, jsonld.article(doc), SITE, "en")


@pytest.mark.parametrize(
    "author",
    [
        "Ann Lee",
        ["Ann Lee"],
        {"@type": "Person", "name": "Ann Lee"},
        [{"name": ["Ann Lee"]}],
        {"@type": "Person", "givenName": "Ann", "familyName": "Lee"},
        [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Example Wire"}],
        [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Daily Example"}],
        [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "ANN LEE"}],
        "By Ann Lee",
    ],
)
def test_forms_of_linked_data(author):
    assert read({"author": author}) == (["Ann Lee"], "json-ld author")


def test_reference_to_another_object():
    doc = Document(
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "R",'
        '"datePublished": "2024-01-01", "author": {"@id": "#ann"}},'
        '{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}</script>'
    )
    assert authors(doc, jsonld.article(doc), SITE, "en").names == ["Ann Lee"]


def test_the_site_gives_way_to_the_person_in_the_metas_and_in_the_byline():
    site = {"author": {"@type": "Person", "name": "Daily Example"}}
    assert read(site, '<meta name="author" content="Ann Lee">') == (["Ann Lee"], "meta author")
    assert read(site, body='<p class="article-byline">By <a>Ann Lee</a></p>') == (["Ann Lee"], "visible byline")


def test_an_organisation_signs_where_nobody_else_does():
    wire = {"author": {"@type": "Organization", "name": "Example Wire"}}
    assert read(wire).names == ["Example Wire"]
    assert read(wire, body='<span rel="author">Ann Lee</span>').names == ["Ann Lee"]


def test_address_and_handle_are_no_authors():
    head = '<meta property="article:author" content="https://example.org/ann"><meta name="author" content="@daily">'
    assert read(head=head) == ([], None)


def test_several_bylines_side_by_side():
    body = '<div><a rel="author">Ann Lee</a><a rel="author">Bob Ray</a></div>'
    assert read(body=body).names == ["Ann Lee", "Bob Ray"]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="comments">{}</div>',
        '<div class="related-teaser">{}</div>',
        "<figcaption>{}</figcaption>",
        "<nav>{}</nav>",
        '<footer class="site">{}</footer>',
    ],
)
def test_names_of_comments_captions_and_other_articles_do_not_count(around):
    assert read(body=around.format('<span class="author">Cy Day</span>')) == ([], None)


def test_article_footer_counts():
    assert read(body='<article><footer><span class="author">Ann Lee</span></footer></article>').names == ["Ann Lee"]


def test_words_of_the_headline_are_no_names():
    doc = Document('<h1>Wheat Crisis Deepens</h1><p class="byline">Wheat Crisis, Ann Lee</p>')
    assert authors(doc, None, SITE, "en", "Wheat Crisis Deepens").names == ["Ann Lee"]


def test_employers_and_degrees_beside_a_name_go():
    assert read(head='<meta name="author" content="Ann Lee, MD, Example Press">').names == ["Ann Lee"]


def test_nobody():
    assert read() == ([], None)


@pytest.mark.parametrize("line", ["Автор: Ірина Плесова", "Текст: Ірина Плесова", "Author: Ірина Плесова"])
def test_a_labelled_line_of_a_page_without_classes(line):
    assert read(body=f"<font>5 April 2026<br>{line}</font><p>Rain.</p>") == (["Ірина Плесова"], "visible byline")
    assert read(body=f"<p>{line.replace(':', '')}</p>").names == []


def test_byline_outside_the_part_that_holds_the_article():
    text = "<p>The rain ruined the harvest in the north.</p>" * 4
    page = f'<div class="byline">By Ann Lee</div><main><h1>Rain ruins the harvest</h1>{text}</main>'
    assert authors(Document(page), None, frozenset(), "en").names == ["Ann Lee"]
    inside = page.replace("</h1>", '</h1><div class="byline">By Bo Day</div>')
    assert authors(Document(inside), None, frozenset(), "en").names == ["Bo Day"]


@pytest.mark.parametrize(
    ("language", "body", "people"),
    [
        ("ja", "<p>収穫は例年の半分だった。【山田太郎、鈴木花子】</p>", ["山田太郎", "鈴木花子"]),
        ("ko", "<p>홍길동 기자 hong@example.org</p>", ["홍길동"]),
        ("ko", "<p>[서울=예시일보] 비가 내렸다.</p><p>(서울=예시) 홍길동 기자 = hong@example.org</p>", ["홍길동"]),
        ("zh", "<p>〔記者王小明／台北報導〕大雨毀了收成。</p>", ["王小明"]),
        ("zh", "<p>（记者 王小明、李大伟）大雨毁了收成。</p>", ["王小明", "李大伟"]),
        ("he", "<div><span>מאת: נעמי כהן</span></div>", ["נעמי כהן"]),
        ("en", '<div class="reporter-box">By Ann Lee</div>', ["Ann Lee"]),
        ("ca", '<div class="signatura">Anna Puig / Tortosa</div>', ["Anna Puig"]),
    ],
)
def test_custom_of_the_country(language, body, people):
    doc = Document(f"<body><h1>Rain</h1>{body}</body>")
    assert authors(doc, None, SITE, language).names == people


def test_the_editor_beside_the_author_did_not_write():
    body = 'Penulis <a href="/author/ani">Ani Contoh</a> | Editor <a href="/author/budi">Budi Contoh</a>'
    assert read(body=f'<div class="author">{body}</div>').names == ["Ani Contoh"]


def test_family_name_first_is_turned_where_the_page_has_it_upright():
    head = '<meta name="author" content="Lee, Ann Mary">'
    assert read(head=head, body="<p>Ann Mary Lee</p>").names == ["Ann Mary Lee"]


def test_names_that_stand_where_few_look():
    assert read(head='<meta name="articleAuthor" content="Ann Lee">').names == ["Ann Lee"]
    assert read(body="<p>Rain.</p><p>Της Άννας Δήμου</p>").names == ["Άννας Δήμου"]
    doc = Document("<h1>Hujan</h1><p>Hujan (Partai Contoh) turun.</p><p>Panen gagal. <b>(Ani Contoh)</b></p>")
    assert authors(doc, None, SITE, "id").names == ["Ani Contoh"]
    assert authors(doc, None, SITE, "en").names == []


def test_the_card_names_all_who_wrote():
    card = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee, Bo Day">'
    assert read({"author": "Ann Lee"}, card).names == ["Ann Lee", "Bo Day"]
    assert read({"author": "Cy Ray"}, card).names == ["Cy Ray"]
    assert read({"author": "Ann Lee"}, card.replace("Written by", "Reading time")).names == ["Ann Lee"]


def test_the_footer_of_a_post_is_the_articles_own():
    body = '<div class="post"><p>Rain.</p><div class="{}-footer"><a rel="author" href="/a">Ann Lee</a></div></div>'
    assert read(body=body.format("post")).names == ["Ann Lee"]
    assert read(body=body.format("site")).names == []


@pytest.mark.parametrize("line", [
    "<li><strong>Author</strong> Bo Day</li>", "<cite><a>x</a> By Bo Day<br>example.com</cite>", "<a>by Bo Day</a>",
    '<p class="byline">By <a class="fn">Bo Day</a> <script>' + "x" * 700 + "</script></p>",
    '<div class="authorized">Sure Thing</div><p>Written by: <a>Bo Day</a></p>',
])
def test_bylines_of_older_pages(line):
    assert read(body=line).names == ["Bo Day"]


@pytest.mark.parametrize("declared", ["bogeyman", "Example (www.example.com)"])
def test_a_shown_name_is_preferred_to_a_login_and_to_an_address(declared):
    head = f'<meta name="author" content="{declared}">'
    assert read(head=head, body='<a rel="author">Ann Lee</a>').names == ["Ann Lee"]
    assert len(read(head=head).names) == 1


def test_beside_a_desk_only_a_label_for_authors_names_another():
    desk = '<p class="byline">Example News Agency</p>'
    assert read(body=desk + "<p>Written by: <a>Ann Lee</a></p>").names == ["Ann Lee"]
    assert read(body=desk + "<div>  By Ann Lee</div>").names == ["Example News Agency"]


def test_a_login_signs_where_all_marks_name_it():
    assert read(body='<a rel="author">rainman</a>').names == ["rainman"]
    assert read(body='<a rel="author">rainman</a><a rel="author">snowman</a>').names == []
