"""Fields of pages as the common publishing systems make them: what a reader would say stands on them."""

import json

import pytest

from toolkit.extract.document import Document
from toolkit.extract.metadata import metadata

URL = "https://www.dailyexample.com/news/rain-ruins-harvest-123456.html"
TITLE = "Rain ruins the harvest in the north"
H1 = f"<h1>{TITLE}</h1>"
SITE = '<meta property="og:site_name" content="Daily Example">'
TEXT = "<p>" + "A long report on rain and wind in the northern harvest, and what farmers in Oslo say. " * 4 + "</p>"


def ld(value) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def article(**fields) -> dict:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE,
            "datePublished": "2024-05-01T10:00:00Z"} | fields


def read(head="", body="", *, heading=H1, lang="en", before=""):
    html = (f'<!DOCTYPE html><html lang="{lang}"><head>{SITE}{head}</head><body><main><article>{heading}{before}{TEXT}'
            f"{body}</article></main></body></html>")
    return metadata(Document(html, URL), URL)


@pytest.mark.parametrize(("author", "names", "lang"), [
    ("Ann Lee", ["Ann Lee"], "en"),
    (["Ann Lee", "Bo Day"], ["Ann Lee", "Bo Day"], "en"),
    ({"@type": "Person", "name": ["Ann Lee", "Bo Day"]}, ["Ann Lee", "Bo Day"], "en"),
    ([{"@type": "Organization", "name": "Daily Example"}, {"@type": "Person", "name": "Ann Lee"}], ["Ann Lee"], "en"),
    ([{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Reuters"}], ["Ann Lee"], "en"),
    ({"@type": "Organization", "name": "Reuters"}, ["Reuters"], "en"),
    ({"@type": "Person", "givenName": "Ann", "familyName": "Lee"}, ["Ann Lee"], "en"),
    ([{"@type": "Person", "name": ""}], [], "en"),
    ("By Ann Lee, Bo Day and Cy Fox", ["Ann Lee", "Bo Day", "Cy Fox"], "en"),
    ("ANN LEE", ["ANN LEE"], "en"),
    (["Ann Lee", "ANN LEE"], ["Ann Lee"], "en"),
    ("Ann Lee | Daily Example", ["Ann Lee"], "en"),
    ("Ann Lee - Political Editor", ["Ann Lee"], "en"),
    ("Ann Lee Staff Writer", ["Ann Lee"], "en"),
    ("Ann Lee &amp; Bo Day", ["Ann Lee", "Bo Day"], "en"),
    ('<a href="/x">Ann Lee</a>', ["Ann Lee"], "en"),
    ("John Doe, Jr.", ["John Doe Jr."], "en"),
    ("Conor O'Brien", ["Conor O'Brien"], "en"),
    ("Ursula von der Leyen", ["Ursula von der Leyen"], "en"),
    ("Banksy", ["Banksy"], "en"),
    ("ann.lee@dailyexample.com", [], "en"),
    ("https://www.dailyexample.com/author/ann-lee", [], "en"),
    ("admin", [], "en"),
    ("siteadmin", [], "en"),
    ("Guest Author", [], "en"),
    ("Олена Приклад, кореспондентка", ["Олена Приклад"], "uk"),
    ("Олена Приклад та Петро Інший", ["Олена Приклад", "Петро Інший"], "uk"),
    ("Анна Иванова и Пётр Петров", ["Анна Иванова", "Пётр Петров"], "ru"),
    ("редакция", ["редакция"], "ru"),
    ("Von Anna Beispiel und Jan Muster", ["Anna Beispiel", "Jan Muster"], "de"),
    ("Prof. Dr. Anna Beispiel", ["Prof. Dr. Anna Beispiel"], "de"),
    ("Par Anne Exemple et Jean Dupont (avec AFP)", ["Anne Exemple", "Jean Dupont"], "fr"),
    ("Anne Exemple avec AFP", ["Anne Exemple"], "fr"),
    ("Por Ana Ejemplo y Juan de la Cruz", ["Ana Ejemplo", "Juan de la Cruz"], "es"),
    ("Por Ana Exemplo e João da Silva", ["Ana Exemplo", "João da Silva"], "pt"),
    ("di Anna Esempio e Gianni Rossi", ["Anna Esempio", "Gianni Rossi"], "it"),
    ("Anna Przykład i Jan Kowalski", ["Anna Przykład", "Jan Kowalski"], "pl"),
    ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"], "ja"),
    ("记者 王小明", ["王小明"], "zh"),
    ("記者王小明／台北報導", ["王小明"], "zh"),
    ("كتب أحمد علي", ["أحمد علي"], "ar"),
    ("Ayşe Örnek ve Mehmet Yılmaz", ["Ayşe Örnek", "Mehmet Yılmaz"], "tr"),
])
def test_authors_in_linked_data(author, names, lang):
    assert read(ld(article(author=author)), lang=lang).authors == names


@pytest.mark.parametrize("meta", ["author", "parsely-author", "sailthru.author", "DC.creator", "cXenseParse:author",
                                  "article:author", "byl", "citation_author"])
def test_authors_in_metas(meta):
    assert read(f'<meta name="{meta}" content="Ann Lee">').authors == ["Ann Lee"]


@pytest.mark.parametrize(("head", "names"), [
    ('<meta property="article:author" content="https://www.facebook.com/ann"><meta name="author" content="Ann Lee">',
     ["Ann Lee"]),
    ('<meta name="DC.creator" content="Lee, Ann">', ["Ann Lee"]),
    ('<meta name="byl" content="Ann Lee"><meta name="byl" content="Bo Day">', ["Ann Lee", "Bo Day"]),
    ('<meta property="article:author" content="www.facebook.com/ann.lee">', []),
    ('<meta name="author" content="info@dailyexample.com">', []),
    ('<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="5 minutes">', []),
    ('<meta name="twitter:label1" content="Categories"><meta name="twitter:data1" content="World Cup">', []),
    ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">', ["Ann Lee"]),
    ('<meta name="twitter:label1" content="Geschrieben von"><meta name="twitter:data1" content="Ann Lee">',
     ["Ann Lee"]),
])
def test_metas_that_hold_other_things(head, names):
    assert read(head).authors == names


@pytest.mark.parametrize("head", ["<meta name=author content='Daily Example'>", '<meta name="author" content="admin">',
                                  '<meta name="author" content="WebStudio Ltd">'])
def test_the_site_its_makers_and_accounts_give_way_to_the_byline(head):
    assert read(head, before='<p class="byline">By <a href="/a">Ann Lee</a></p>').authors == ["Ann Lee"]


@pytest.mark.parametrize(("byline", "names", "lang"), [
    ('<div itemprop="author" itemscope><span itemprop="name">Ann Lee</span></div>', ["Ann Lee"], "en"),
    ('<span class="author vcard"><a class="url fn n" href="/author/ann/">Ann Lee</a></span>', ["Ann Lee"], "en"),
    ('<p class="Byline">By <a href="/p/1">Ann Lee</a> and <a href="/2">Bo Day</a></p>', ["Ann Lee", "Bo Day"], "en"),
    ('<p class="byline">BY ANN LEE <time>May 1, 2024</time></p>', ["ANN LEE"], "en"),
    ('<div class="tnt-byline">By ANN LEE alee@dailyexample.com</div>', ["ANN LEE"], "en"),
    ('<address class="author">ANN LEE Staff Writer</address>', ["ANN LEE"], "en"),
    ('<div class="autor">Von Anna Beispiel, Berlin</div>', ["Anna Beispiel"], "de"),
    ('<li class="x">Von: <span><a href="/an">Anna Beispiel</a></span>, <span><a href="/ja">Jan Muster</a></span></li>',
     ["Anna Beispiel", "Jan Muster"], "de"),
    ('<div class="meta">By <a href="/staff/ann">Ann Lee</a></div>', ["Ann Lee"], "en"),
    ("<p>Автор: Олена Приклад</p>", ["Олена Приклад"], "uk"),
    ("<p>Олена Приклад, кореспондентка</p>", [], "uk"),
    ('<div class="post-author">Опубліковано: admin</div>', [], "uk"),
    ('<span class="autor-nome">Por <strong>Ana Exemplo</strong></span>', ["Ana Exemplo"], "pt"),
    ('<div class="firma">ANA EJEMPLO | Madrid</div>', ["ANA EJEMPLO"], "es"),
    ('<div class="yazar">Yazar: Ayşe Örnek</div>', ["Ayşe Örnek"], "tr"),
    ('<div class="author-name">記者 王小明</div>', ["王小明"], "zh"),
    ('<p class="article-author">【文：山田太郎】</p>', ["山田太郎"], "ja"),
    ('<div class="x1"><span>By </span><a href="/profile/1">Ann Lee</a></div>', ["Ann Lee"], "en"),
    ("<p><b>By Ann Lee and Bo Day</b></p>", ["Ann Lee", "Bo Day"], "en"),
    ("<p>Von Anna Beispiel</p>", ["Anna Beispiel"], "de"),
    ("<p>By the time the Rain came</p>", [], "en"),
    ('<i>Submitted by <span class="username">Ann Lee</span> on May 1</i>', ["Ann Lee"], "en"),
    ('<p>By <a href="/x">clicking here you agree to the terms</a></p>', [], "en"),
])
def test_bylines(byline, names, lang):
    assert read(before=byline, lang=lang).authors == names


@pytest.mark.parametrize(("last", "names"), [
    ('<p style="text-align: right;"><strong>Олена Приклад</strong></p>', ["Олена Приклад"]),
    ('<p align="right">Lê Phương</p>', ["Lê Phương"]),
    ('<p style="text-align:right">Фото: Петро Інший</p>', []),
    ('<p style="text-align:right">Press Agency</p>', []),
    ("<p><strong>Олена Приклад</strong></p>", []),
])
def test_signature_below_the_text(last, names):
    assert read(body=last, lang="uk").authors == names


def test_life_of_the_author_is_no_byline():
    box = ('<div class="author-box">Eddie <p class="author-description">Eddie owns this site, which is dedicated to '
           'Alternative Health, Secret Societies, Odd History, Strange Science and much else. He began in 2009 and '
           "has since then read thousands of books, and more letters from readers than he could answer.</p></div>")
    assert read(body=box).authors == []


def test_references_in_a_graph():
    graph = {"@context": "https://schema.org", "@graph": [
        article(author={"@id": "#p1"}, keywords=["Rain", "Oslo"], articleSection=["Weather", "World"]),
        {"@type": "Person", "@id": "#p1", "name": "Ann Lee"}, {"@type": "Organization", "name": "Daily Example"},
        {"@type": "WebPage", "@id": URL, "name": f"{TITLE} - Daily Example"}]}
    page = read(ld(graph))
    assert (page.title, page.authors, page.tags, page.section) == (TITLE, ["Ann Lee"], ["Rain", "Oslo"], "Weather")


@pytest.mark.parametrize("head", [
    '<meta name="keywords" content="Rain, Oslo, rain">', '<meta name="keywords" content="#Rain #Oslo">',
    '<meta name="keywords" content="Rain; Oslo">', '<meta name="DC.subject" content="Rain; Oslo">',
    '<meta name="keywords" content="Daily Example, News, Rain, Oslo, dailyexample.com">',
    '<meta name="parsely-tags" content="Rain,Oslo">', '<meta name="cXenseParse:keywords" content="Rain,Oslo">',
    '<meta itemprop="keywords" content="Rain,Oslo">', '<meta name="sailthru.tags" content="Rain,Oslo">',
    ld(article(keywords=["Rain", "Oslo", "type:article", "nocomments", "12345"])),
    ld(article(keywords=[{"@type": "DefinedTerm", "name": "Rain"}, {"@type": "DefinedTerm", "name": "Oslo"}])),
])
def test_declared_tags(head):
    assert read(head).tags == ["Rain", "Oslo"]


@pytest.mark.parametrize("block", [
    '<div class="news-tags">Теги: <a href="/search/?tags=Rain">Rain</a>, <a href="/search/?tags=Oslo">Oslo</a></div>',
    '<div class="full-tags"><a href="/tags/x/">Rain</a>, <a href="/tags/y/">Oslo</a></div>',
    '<footer class="entry-footer"><span class="cat-links"><a href="/category/1/" rel="category">Newsroom</a></span>'
    '<span class="tags-links">Tagged <a href="/tag/1/" rel="tag">Rain</a>, <a href="/tag/2/" rel="tag">Oslo</a></span>'
    "</footer>",
    '<section class="gh-article-tags"><a href="/tag/rain/">Rain</a><a href="/tag/oslo/">Oslo</a></section>',
    '<ul class="tags inline"><li class="tag-2"><a href="/component/tags/tag/rain" class="label">Rain</a></li>'
    '<li class="tag-3"><a href="/component/tags/tag/oslo" class="label">Oslo</a></li></ul>',
    '<div class="field field--name-field-tags"><div class="field__label">Tags</div><div class="field__items">'
    '<div><a href="/taxonomy/term/1">Rain</a></div><div><a href="/taxonomy/term/2">Oslo</a></div></div></div>',
    '<span itemprop="keywords"><a href="/x/1">Rain</a>, <a href="/x/2">Oslo</a></span>',
    '<div class="ArticlePage-tags"><a href="/topics/rain">Rain</a><a href="/topics/oslo">Oslo</a></div>',
])
def test_shown_tags(block):
    assert read(body=block).tags == ["Rain", "Oslo"]


@pytest.mark.parametrize(("head", "heading"), [
    (f'<meta property="og:title" content="{TITLE} - Daily Example">', H1),
    (f"<title>{TITLE} | Daily Example</title>", ""),
    (f"<title>{TITLE} – dailyexample.com</title>", ""),
    (f"<title>{TITLE} :: Daily Example</title>", ""),
    (f"<title>{TITLE} | World News | Daily Example</title>", ""),
    (f"<title>Daily Example: {TITLE}</title>", ""),
    (f'<meta property="og:title" content="{TITLE}">', f'<h1><a href="/">Daily Example</a></h1><h2>{TITLE}</h2>'),
    (ld(article(headline=f"{TITLE} - Daily Example")), ""),
    (ld(article(headline="Rain ruins <em>the harvest</em> in the north")), H1),
    (ld(article(headline="Rain ruins the harvest in…")), H1),
    (f'<meta name="DC.title" content="{TITLE}">', ""),
    (f'<meta name="parsely-title" content="{TITLE}">', ""),
    (f'<meta name="sailthru.title" content="{TITLE}">', ""),
    ("", f'<div itemprop="headline">{TITLE}</div>'),
    ("", f'<h2 class="entry-title">{TITLE}</h2>'),
])
def test_titles(head, heading):
    assert read(head, heading=heading).title == TITLE


@pytest.mark.parametrize(("head", "name"), [
    (ld(article(articleSection=["Weather", "World"])), "Weather"),
    ('<meta property="article:section" content="Weather">', "Weather"),
    ('<meta property="article:section" content="https://dailyexample.com/weather">', None),
    ('<meta property="article:section" content="dailyexample.com">', None),
    ('<meta itemprop="articleSection" content="Weather">', "Weather"),
    (ld({"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "/"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/weather", "name": "Weather"}},
        {"@type": "ListItem", "position": 3, "name": TITLE}]}), "Weather"),
])
def test_sections(head, name):
    assert read(head).section == name


def test_the_article_of_this_page_and_not_another_on_it():
    other = article(headline="Other story", url="https://www.dailyexample.com/other", author="Bo Day")
    page = read(ld(other) + ld(article(url=URL, author="Ann Lee")))
    assert (page.title, page.authors) == (TITLE, ["Ann Lee"])


def test_wrong_declaration_of_language():
    rada = "Рада повідомила, що міст через річку буде закрито на місяць, а автобуси їхатимуть іншою дорогою."
    html = f'<html lang="en"><h1>{rada}</h1><p>{rada * 4}</p></html>'
    assert metadata(Document(html, URL), URL).language == "uk"
