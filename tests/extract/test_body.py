"""The body of an article: what belongs to it, on pages written for these tests."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.extract.body import Body, body
from toolkit.extract.body_hints import BODY, CONTESTED, FURNITURE, LEAD, NONE, PICTURE, hint
from toolkit.extract.document import Document

ONE = "The harbour council voted on Tuesday evening to rebuild the ferry pier, which a storm had torn down in March."
TWO = "Work will begin after the summer season, said the harbour master, and is expected to take about nine months."
THREE = "Residents had argued for years about who should pay; in the end the region agreed to cover two thirds of it."
FOUR = "Until then passengers board at the fish market, a walk of ten minutes that many older travellers find hard."


def read(html, title=None, **options) -> Body:
    return body(Document(html), title=title, **options)


def paragraphs(html, title=None, **options) -> list[str]:
    return [p for p in read(html, title, **options).text.split("\n\n") if p]


def page(inside: str, around: str = "") -> str:
    menu = "<nav><a href=/>Home</a> <a href=/n>News</a></nav>"
    return f"<html><body>{menu}{inside}{around}<footer>About us</footer></body></html>"


def article(*inside: str) -> str:
    return page("<article><h1>Pier to be rebuilt</h1><div class='article-body'>" + "".join(inside) + "</div></article>")


def p(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts)


def test_paragraphs_in_order_joined_by_a_blank_line():
    found = read(article(p(ONE, TWO, THREE)), "Pier to be rebuilt")
    assert found.text == "\n\n".join((ONE, TWO, THREE))
    assert found.origin == "visible paragraphs"


def test_subheadings_lists_and_quotes_belong_to_it():
    html = article(p(ONE), "<h2>What it costs</h2>", p(TWO), "<ul><li>Two ramps</li><li>One waiting room</li></ul>",
                   f"<blockquote><p>{THREE}</p></blockquote>", p(FOUR))
    assert paragraphs(html) == [ONE, "What it costs", TWO, "Two ramps", "One waiting room", THREE, FOUR]


def test_the_title_is_not_repeated_and_a_heading_without_text_is_left_out():
    assert paragraphs(article("<h1>Pier to be rebuilt</h1>", p(ONE, TWO), "<h3>More about ferries</h3>"),
                      "Pier to be rebuilt") == [ONE, TWO]


@pytest.mark.parametrize("furniture", [
    "<div class='share-bar'><p>Send this article to your friends by one of the services that you see listed "
     "here.</p></div>",
    "<div class='related-articles'><h3>Related</h3><p>Another storm damaged the lighthouse, its keeper "
     "reported in May.</p></div>",
    "<section id='comments'><p>I have taken this ferry for thirty years and I never saw such a storm as that "
     "one.</p></section>",
    "<figure><img src=a.jpg><figcaption>The pier after the storm, seen from the lighthouse. Photo: A. "
     "Keeper</figcaption></figure>",
    "<div class='newsletter-signup'><p>Get the news of the harbour every morning in your mailbox, free of "
     "charge.</p></div>",
    "<div class='cookie-notice'><p>We use cookies to improve your experience and to show you the "
     "advertisements you like.</p></div>",
    "<div class='author-bio'><p>Ann Writer has reported on harbours, ships and their people for more than "
     "twenty years.</p></div>",
    "<aside><p>Ferry lines of the coast: a list of all of them, with their times and fares, as of last "
     "summer.</p></aside>",
    "<div style='display:none'><p>This text is for machines alone and no reader of the page is ever going to "
     "see it.</p></div>",
    "<p>Advertisement</p>",
    "<p>Read also: <a href=/x>Another storm damaged the lighthouse</a></p>",
    "<p><a href=/x>Another storm damaged the lighthouse, and this is the story of its keeper</a></p>",
    "<p>By Ann Writer</p>",
    "<p>Published: 3 May 2024, 10:15</p>",
    "<ul><li><a href=/a>Storm damages lighthouse</a></li><li><a href=/b>Ferry fares rise again</a></li></ul>",
    "<script>var text = 'The harbour council voted on Tuesday evening to rebuild the old ferry pier, again.';</script>",
    "<p>Follow us on our channels</p>",
])
def test_furniture_inside_the_article_is_left_out(furniture):
    assert paragraphs(article(p(ONE, TWO), furniture, p(THREE, FOUR))) == [ONE, TWO, THREE, FOUR]


def test_a_misnamed_wrapper_does_not_lose_the_article():
    html = page("<div class='page-with-sidebar sidebar-layout'><h1>Pier</h1><div class='x'>" + p(ONE, TWO, THREE)
                + "</div></div>")
    assert paragraphs(html, "Pier") == [ONE, TWO, THREE]


def test_a_page_whose_class_names_all_mislead_is_read_without_them():
    html = page(f"<div class='widget'><div class='comment'>{p(ONE, TWO, THREE)}</div></div>",
                f"<div class='widget'>{p(FOUR)}</div>")
    assert ONE in paragraphs(html)


def test_utility_classes_and_neighbours_are_no_hints():
    html = page("<article><h1>Pier</h1><div class='has-sidebar md:hidden [&_aside]:m-0'>" + p(ONE, TWO, THREE)
                + "</div></article>")
    assert paragraphs(html) == [ONE, TWO, THREE]


@pytest.mark.parametrize("name", [
    "field field-name-body field-type-text-with-summary field-label-hidden",
    "elementor-element elementor-widget elementor-widget-theme-post-content",
])
def test_names_that_publishing_systems_give_to_all_boxes_are_no_furniture(name):
    rest = f"<div class='story'>{p(FOUR, FOUR.replace('passengers', 'travellers'))}</div>"
    assert paragraphs(page(f"<h2>Pier</h2><div class='{name}'>{p(ONE, TWO, THREE)}</div>", rest)) == [ONE, TWO, THREE]


@pytest.mark.parametrize(("name", "kind"), [
    ("articleBody--wide", BODY), ("ArticleBody_inner__x3", BODY), ("article-body-ad", FURNITURE),
    ("top-ADVERT", FURNITURE), ("commentList", FURNITURE), ("commentary", NONE), ("sub-head", LEAD), ("subHead", LEAD),
    ("c-video__inner", PICTURE), ("md:hidden flex", NONE), ("has-sidebar", NONE), ("has-hidden-tags", FURNITURE),
    ("read--more", FURNITURE), ("post hentry tag-share category-ads", NONE), ("article-body related", CONTESTED),
    ("elementor-widget", NONE), ("elementor-widget-share", FURNITURE), ("field-label-hidden", NONE), ("- _", NONE),
])
def test_names_of_elements_and_what_they_say(name, kind):
    assert hint(name) == kind


def test_the_standfirst_outside_the_body_comes_first():
    lead = "A storm tore it down in March; now the council has settled who pays for a new pier."
    html = page(f"<article><header><h1>Pier to be rebuilt</h1><p class='standfirst'>{lead}</p></header>"
                f"<div class='photo'><p>The pier before the storm, when it was still standing there</p></div>"
                f"<div class='article-body'>{p(ONE, TWO, THREE)}</div></article>")
    found = read(html, "Pier to be rebuilt")
    assert found.lead == lead
    assert found.text.split("\n\n") == [lead, ONE, TWO, THREE]


@pytest.mark.parametrize("label", ["More:", "Don’t miss", "Related news", "Leggi anche", "Czytaj więcej",
                                   "Follow Ferry News on Facebook and Instagram."])
def test_labels_of_links_that_are_left_out_go_with_them(label):
    html = article(p(ONE, TWO), f"<p>{label}</p>", "<p><a href='/storm'>Storm damage on the coast</a></p>", p(THREE))
    assert paragraphs(html, "Pier to be rebuilt") == [ONE, TWO, THREE]


def test_a_sentence_that_opens_like_a_label_stays():
    text = "Follow the path on the left to the fish market, says a sign. More: than that no one knows at the pier."
    assert paragraphs(article(p(ONE, text, THREE)), "Pier to be rebuilt") == [ONE, text, THREE]


def test_cards_about_what_a_line_names_are_no_part_of_the_line():
    card = ("<span class='known'><img src=m.jpg><a href='/m'>Ann Moor</a> <a href='/1'>Moor on the storm</a> "
            "<a href='/2'>Moor and the ferry that never came</a></span>")
    html = article(f"<p>The harbour master, <a href='/m'>Ann Moor</a>{card}, voted for a new pier that the region pays "
                   "for, as residents had wanted.</p>", p(TWO, THREE))
    assert paragraphs(html, "Pier to be rebuilt")[0] == (
        "The harbour master, Ann Moor, voted for a new pier that the region pays for, as residents had wanted.")


def test_a_line_in_a_span_of_its_own_stays_with_its_picture_and_links():
    text = f"<span><img src=i.gif>{ONE} See the <a href='/1'>plan</a> and the <a href='/2'>bill</a>.</span>"
    assert paragraphs(article(f"<p>{text}</p>", p(TWO)), "Pier to be rebuilt")[0] == f"{ONE} See the plan and the bill."


def test_a_summary_in_a_box_named_like_furniture_is_found_by_what_the_metadata_say():
    lead = "A storm tore it down in March; now the council has settled who pays for a new pier."
    html = page(f"<h1>Pier to be rebuilt</h1><div class='teaser'><p>{lead}</p></div>"
                f"<div class='article-body'>{p(ONE, TWO, THREE)}</div>")
    assert paragraphs(html, "Pier to be rebuilt", lead=lead) == [lead, ONE, TWO, THREE]
    assert paragraphs(html, "Pier to be rebuilt") == [ONE, TWO, THREE]


@pytest.mark.parametrize(("aside", "shown"), [
    (f"<div class='comments'>{p(*[THREE] * 6)}</div>", [ONE, TWO, FOUR]),  # more text than the article
    ("<div class='widget'><script>" + "var pier = {a: 'b'}; " * 400 + "</script></div>", [ONE, TWO, FOUR]),
    (f"<div class='widget'>{p(*[f'{n}. {THREE}' for n in range(12)])}</div>", [f"{n}. {THREE}" for n in range(12)]),
])
def test_furniture_is_the_article_only_where_it_holds_nearly_all_text(aside, shown):
    assert paragraphs(page(f"<div class='story'>{p(ONE, TWO, FOUR)}</div>", aside)) == shown


def test_the_standfirst_is_not_doubled():
    html = page(f"<article><h1>Pier</h1><p class='lead'>{ONE}</p><div class='article-body'>" + p(ONE, TWO, THREE)
                + "</div></article>")
    assert paragraphs(html, "Pier") == [ONE, TWO, THREE]


def test_a_first_paragraph_that_says_the_summary_is_the_lead():
    assert read(article(p(ONE, TWO, THREE)), "Pier to be rebuilt", lead=ONE[:90] + "...").lead == ONE


def test_an_article_without_standfirst_has_no_lead():
    assert read(article(p(ONE, TWO, THREE)), "Pier to be rebuilt").lead is None


def test_the_next_article_of_an_endless_page_is_another_one():
    other = "<article><h1>Lighthouse keeper retires</h1><div class='article-body'>"
    other += p(*[f"{n}. {FOUR}" for n in range(9)])
    html = article(p(ONE, TWO, THREE)).replace("<footer>", other + "</div></article><footer>")
    assert paragraphs(html, "Pier to be rebuilt") == [ONE, TWO, THREE]


def test_a_box_about_another_article_is_left_out():
    box = f"<article><h3><a href=/x>Lighthouse keeper retires</a></h3><p>{FOUR}</p></article>"
    assert paragraphs(article(p(ONE, TWO), box, p(THREE, "1 " + ONE))) == [ONE, TWO, THREE, "1 " + ONE]


def test_posts_of_a_live_blog_are_the_article():
    texts = [f"{n}: {t}" for n, t in enumerate((ONE, TWO, THREE, FOUR))]
    posts = "".join(f"<article><h3>At {t[0]} o'clock</h3><p>{t}</p></article>" for t in texts)
    found = paragraphs(page(f"<main><article><h1>Storm: the day as it went</h1><div>{posts}</div></article></main>"))
    assert [t for t in found if t[0].isdigit()] == texts


def test_an_article_split_by_advertisements_is_whole():
    offer = "<div class='ad'><p>Buy a boat today and pay for it when the next summer has come and gone.</p></div>"
    parts = [f"<div class='part'>{p(*texts)}</div>" for texts in ((ONE, TWO), (THREE, FOUR))]
    html = page(f"<article><h1>Pier</h1><div class='c'>{offer.join(parts)}</div></article>")
    assert paragraphs(html) == [ONE, TWO, THREE, FOUR]


def test_breaks_part_paragraphs_where_a_page_has_no_others():
    html = page(f"<h1>Pier</h1><div class='story'>{ONE}<br><br>{TWO}<br/> <br/>{THREE}</div>")
    assert paragraphs(html) == [ONE, TWO, THREE]


def test_captions_in_bare_boxes_are_no_paragraphs():
    box = "<div class='k3x'><img src=a.jpg><div class='q9z'>Passengers wait at the fish market on Monday.</div></div>"
    assert paragraphs(article(p(ONE, TWO), box, p(THREE, FOUR))) == [ONE, TWO, THREE, FOUR]


def test_lines_about_the_authors_below_the_article_are_no_part_of_it():
    about = "Ann Writer is a reporter for harbours and coasts and lives by the sea."
    html = article(p(f"Ann Writer was there: {ONE}", TWO, THREE, about))
    found = read(html, "Pier to be rebuilt", authors=["Ann Writer"]).text.split("\n\n")
    assert found == [f"Ann Writer was there: {ONE}", TWO, THREE]
    assert paragraphs(html)[-1] == about


def test_rows_of_headlines_with_excerpts_are_other_articles():
    rows = "".join(f"<div class='k'><h3><a href=/{n}>Another headline {n}</a></h3><div>{FOUR[:70]} {n}</div></div>"
                   for n in range(4))
    html = page(f"<div><h1>Pier</h1><div class='x'>{p(ONE, TWO, THREE, FOUR)}</div>{rows}</div>")
    assert paragraphs(html, "Pier") == [ONE, TWO, THREE, FOUR]


def test_a_list_told_in_boxes_is_the_article():
    rows = "".join(f"<div class='k'><h3><a href=/{n}>Thing {n}</a></h3><p>{n} {t}</p></div>"
                   for n, t in enumerate((ONE, TWO, THREE, FOUR)))
    found = paragraphs(page(f"<h1>Four things</h1><div class='x'>{rows}</div>"), "Four things")
    assert [t for t in found if t[0].isdigit()] == [f"{n} {t}" for n, t in enumerate((ONE, TWO, THREE, FOUR))]


def test_blank_lines_part_preformatted_text():
    assert paragraphs(page(f"<h1>Pier</h1><pre>{ONE}\n\n{TWO}\n\n{THREE}</pre>"), "Pier") == [ONE, TWO, THREE]


@pytest.mark.parametrize("sentence", [
    "港の議会は火曜日の夜、三月の嵐で壊れた古い桟橋を建て直すことを決めた。工事は夏の終わりに始まる予定だ。",
    "港口委员会周二晚间投票决定重建三月份被风暴摧毁的旧渡轮码头,工程将在夏季结束后开始。",
    "สภาท่าเรือลงมติเมื่อคืนวันอังคารให้สร้างท่าเทียบเรือข้ามฟากเก่าขึ้นใหม่หลังจากพายุพัดพังเมื่อเดือนมีนาคม",
])
def test_scripts_without_spaces(sentence):
    texts = [f"{n}{sentence}" for n in range(1, 5)]
    links = "".join(f"<li><a href=/{n}>{sentence[:14]}</a></li>" for n in range(8))
    html = page(f"<div><ul>{links}</ul></div><h1>{sentence[:9]}</h1><div class='k'>{p(*texts)}</div>")
    assert paragraphs(html, sentence[:9]) == texts


def test_a_repeated_pull_quote_stands_once_but_a_refrain_stays():
    html = article(p(ONE, TWO), f"<blockquote><p>{TWO}</p></blockquote>", p(THREE, FOUR))
    assert paragraphs(html).count(TWO) == 1
    many = [f"{n} {t}" for n in range(3) for t in (ONE, TWO, THREE)]
    assert paragraphs(article(p(FOUR, *many, FOUR))).count(FOUR) == 2


def test_linked_data_speaks_where_the_page_shows_nothing():
    text = "\\n\\n".join((ONE, TWO, THREE, FOUR))
    html = ("<html><head><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"articleBody\": \"" + text
            + "\"}</script></head><body><h1>Pier</h1><div id=app>Loading</div></body></html>")
    found = read(html, "Pier")
    assert found.origin == "json-ld articleBody"
    assert found.text.split("\n\n") == [ONE, TWO, THREE, FOUR]


@pytest.mark.parametrize("html", ["", "<", "<html></html>", "<p>Short.</p>", "\x00", "<a href=x>word</a> " * 40])
def test_a_page_without_an_article_has_no_text_and_does_not_raise(html):
    assert len(read(html, None).text) < 60


def test_links_inside_a_paragraph_stay():
    linked = f"Last year <a href=/x>a report by the region</a> said what it would take. {TWO}"
    shown = f"Last year a report by the region said what it would take. {TWO}"
    assert paragraphs(article(p(ONE, linked, THREE)))[1] == shown


@pytest.mark.parametrize(("html", "shown"), [
    ("<div>" * 100_000 + ONE, ONE),
    ("<p>" + "word " * 400_000, ("word " * 400_000).strip()),
    (article(*[p(ONE)] * 20_000), ONE),
    (article(*[p(f"{n}. {ONE}") for n in range(10_000)]), "\n\n".join(f"{n}. {ONE}" for n in range(10_000))),
    ("<h1>Pier</h1>" + "<p>a b</p>" * 100_000, ""),
    ("<h1>Pier</h1>" + "<aside>a b</aside>" * 50_000 + p(ONE, TWO, THREE), "\n\n".join((ONE, TWO, THREE))),
    ("<div class='widget'>" * 400 + ONE * 500 + "</div>" * 400, ONE * 500),
    (f"<div class='{'a ' * 200_000}'><p>{ONE}</p></div>", ONE),
    (f"<div class='{'aB' * 200_000}'><p>{ONE}</p></div>", ONE),
    ("<b>" * 20_000 + ONE, ONE),
    ("<table><tr><td>" * 2_000 + ONE, ONE),
    ("<h1>Pier</h1><p>" + "1234567890" * 200_000, "1234567890" * 200_000),
    ("<h1>Pier</h1><p>" + "<span>12 May 2024</span> " * 20_000, ("12 May 2024 " * 20_000).strip()),
], ids=range(13))
def test_huge_and_deep_pages_are_read(html, shown):
    assert read(html, "Pier").text == shown


TAGS = ["div", "p", "article", "section", "span", "a", "h1", "h2", "ul", "li", "blockquote", "table", "td", "b", "br",
        "figure", "aside", "form", "main", "header", "nav", "pre", "x-y"]
NAMES = ["", "article-body", "related", "lead", "comments", "photo", "share", "teaser", "q1"]
WORDS = st.sampled_from([ONE, TWO, THREE, FOUR, "Advertisement", "10:15", " ", "\n", "Read more", "日本語の文章です。",
                         "&amp;", "<"])
PIECE = st.one_of(
    WORDS,
    st.builds(lambda tag, name: f"<{tag} class='{name}' id='{name}'>", st.sampled_from(TAGS), st.sampled_from(NAMES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECE, max_size=60).map("".join), st.sampled_from([None, "Pier", ONE]))
def test_every_paragraph_stands_in_the_page_and_in_its_order(html, title):
    found = read(html, title, lead=TWO)
    if found.origin != "visible paragraphs":
        return
    shown = re.sub(r"\s+", "", Document(html).root.text(deep=True)) if Document(html).root is not None else ""
    place = 0
    for paragraph in found.text.split("\n\n"):
        wanted = re.sub(r"\s+", "", paragraph)
        # Text in the line that is furniture (a hidden span) may be missing from the midst of a paragraph.
        at = shown.find(wanted, place)
        if at < 0:
            assert all(word in shown for word in paragraph.split())
        else:
            place = at


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_no_text_raises(text):
    assert isinstance(read(text, text, lead=text), Body)
    assert isinstance(read(article(p(ONE, text, TWO)), text), Body)


SHARED = Path(__file__).resolve().parents[2] / "../shared/pages"


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(("folder", "least"), [("news", 0.975), ("web", 0.975)])
def test_scores_on_the_stored_pages(folder, least, monkeypatch):
    if not SHARED.is_dir():
        pytest.skip("the stored pages (../shared/pages beside the repository) are absent")
    monkeypatch.syspath_prepend(str(SHARED))
    pages, score = import_module("pages"), import_module("score")
    from toolkit.extract.page import read_page

    matches = []
    for line in pages.gold(folder):
        found = read_page(pages.html(folder, line["file"]), line["url"]).article
        matches.append(score.shingle_match(line["text"], found.text or "" if found else ""))
    assert score.body_summary(matches)["body_f1"] >= least
