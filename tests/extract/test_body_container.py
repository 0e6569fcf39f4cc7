"""Where the article stands: short boxes for paragraphs, columns made of tables, endless pages of plain boxes."""

from toolkit.extract.body import body
from toolkit.extract.document import Document

TITLE = "Island bakery works again"
ONE = "Two brothers who came home from abroad have rebuilt the oven, and a neighbour brings the wood across the bay."
TWO = "“All was sold by seven,” says the younger brother."
THREE = "In winter they bake three times a week."
FOUR = "In summer they will bake at night as well, when the sailors come and the harbour is full of boats until dawn."


def read(inner: str) -> list[str]:
    return body(Document(f"<html><body>{inner}</body></html>"), title=TITLE).text.split("\n\n")


def test_a_long_paragraph_in_a_box_is_not_the_article_alone():
    boxes = "".join(f"<div class='text_editor'><span>{text}</span></div>" for text in (ONE, TWO, THREE))
    assert read(f"<article><h1>{TITLE}</h1>{boxes}</article>") == [ONE, TWO, THREE]


def test_a_column_of_an_old_page_is_told_from_the_columns_beside_it():
    menu = "<a href=/>Start</a><br><a href=/n>News</a><br><a href=/s>Sport</a>"
    side = "<b>Most read</b><br>1. <a href=/1>Road mended</a><br>2. <a href=/2>Ball of the firemen</a><br>14 March 2026"
    text = f"<b>{ONE}</b><br><br>{FOUR}<br><br>{THREE}"
    html = (f"<table><tr><td>{menu}</td><td><font size=4><h1>{TITLE}</h1></font>{text}<br><br>Source: island.example"
            f"</td><td>{side}</td></tr></table>")
    assert read(html) == [ONE, FOUR, THREE]


def test_cells_of_figures_stay():
    rows = "".join(f"<tr><td>{year}</td><td><p>{sold}</p></td></tr>" for year, sold in ((2025, 310), (2026, 7)))
    found = read(f"<h1>{TITLE}</h1><div><p>{ONE}</p><p>{FOUR}</p><table>{rows}</table><p>{FOUR} Again.</p></div>")
    assert found == [ONE, FOUR, "2025", "310", "2026", "7", f"{FOUR} Again."]


def test_the_next_story_of_an_endless_page_of_plain_boxes():
    other = "".join(f"<p>{n}. {FOUR}</p>" for n in range(9))
    story = "<div class='story' id='s{}'><h1>{}</h1><div class='copy'>{}</div></div>"
    first = story.format(1, TITLE, f"<p>{ONE}</p><p>{FOUR}</p><p>{TWO}</p><p>{THREE}</p>")
    assert read(f"<div>{first}{story.format(2, 'Old jetty lights stay', other)}</div>") == [ONE, FOUR, TWO, THREE]


def test_a_short_item_is_not_read_with_the_columns_beside_it():
    texts = ["The bridge opens next week, though work on its pavements is to last for some months more.",
             "Three schools had to send their pupils home early, since the pipes had frozen in the night.",
             "A bear woke the people of the street as it ate the apples right under their windows."]
    rows = "".join(f"<div><a href='/{n}'><h3>Headline {n}</h3></a><p>{text}</p></div>" for n, text in enumerate(texts))
    about = "News of the region since 1998. To copy them takes the consent of the publisher, who reserves all rights."
    item = f"<div class='c1'><h1>{TITLE}</h1><p>{ONE}</p><p>{FOUR[:-18]}.</p></div>"
    assert read(f"<div>{item}<div class='c2'>{rows}</div><div class='f'><p>{about}</p></div></div>") == [
        ONE, f"{FOUR[:-18]}."]


def test_an_article_whose_first_part_holds_the_title_is_whole():
    parts = f"<div class='s'><h1>{TITLE}</h1><p>{ONE}</p><p>{FOUR}</p></div><div class='s'><p>{FOUR} Again.</p></div>"
    assert read(f"<div>{parts}</div>") == [ONE, FOUR, f"{FOUR} Again."]


def test_a_title_with_a_long_standfirst_is_not_the_article_alone():
    rest = f"<div class='b'><p>{TWO} {ONE}</p><p>{THREE}</p></div>"
    html = f"<div><div class='h'><h1>{TITLE}</h1><p>{ONE} {FOUR}</p></div>{rest}</div>"
    assert read(html) == [f"{ONE} {FOUR}", f"{TWO} {ONE}", THREE]


def test_a_list_is_not_the_article_alone():
    points = "".join(f"<li>{text}</li>" for text in (ONE, FOUR))
    assert read(f"<h1>{TITLE}</h1><div><p>{THREE}</p><h2>The plan</h2><ul>{points}</ul><p>{TWO}</p></div>") == [
        THREE, "The plan", ONE, FOUR, TWO]
