"""Captions that are plain paragraphs, on pages written for these tests."""

import pytest

from toolkit.extract.body import body
from toolkit.extract.document import Document

ONE = "The mill at the river turns again, thirty years after its last owner locked the door and left for the city."
TWO = "A dozen volunteers have cleaned the channel, and a carpenter from the next valley has built a new wheel of oak."
THREE = "They will grind on Saturdays from May on, and whoever brings grain may take the flour home, says he."
IMG = "<img src='wheel.jpg' width='640'>"
TITLE = "The mill turns again"


def read(inner: str) -> list[str]:
    html = f"<html><body><main><h1>{TITLE}</h1><div class='k'>{inner}</div></main></body></html>"
    return body(Document(html), title=TITLE).text.split("\n\n")


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("box", [
    f"<div class='b1'><a href='/large'>{IMG}</a><p>The new wheel was lifted into its place in March</p></div>",
    f"<p>{IMG}The new wheel in its place</p>",
    f"<p align='center'>{IMG}</p><p align='center'><span>The new wheel in its place</span></p>",
    f"<p style='text-align: center'>{IMG}</p> <p style='text-align: center'>The new wheel in its place</p>",
    f"<p>{IMG}</p><p class='f_center'>The new wheel in its place</p>",
    f"<center>{IMG}</center><center>The new wheel in its place</center>",
])
def test_a_short_text_of_a_picture_is_its_caption(box):
    assert read(p(ONE) + box + p(TWO, THREE)) == [ONE, TWO, THREE]


@pytest.mark.parametrize("box", [
    f"<p>{IMG}</p><p>%s</p>",
    "<p><img src='sign.png' width='16'>%s</p>",
    f"<p align='center'>{IMG}</p><p align='center'>“%s.”</p>",
    f"<div>{IMG}<blockquote><p>%s</p></blockquote></div>",
    f"<p align='center'>{IMG}</p><p align='center'>%s<br>and what it cost</p>",
])
def test_other_short_texts_behind_a_picture_stay(box):
    text = "How the wheel came back to the river"
    assert any(text in found for found in read(p(ONE) + box % text + p(TWO, THREE)))


def test_text_that_is_set_around_a_picture_stays():
    text = "Of the old wheel only the axle was left"
    inner = f"{ONE}<br><div class='s'>{IMG}</div><br>{text}<br><br>{TWO}<br><br>{THREE}"
    assert read(inner) == [ONE, text, TWO, THREE]


def test_texts_below_pictures_that_are_the_article_stay():
    shown = [f"Room {n} holds what the millers of the valley have left behind" for n in range(1, 7)]
    assert read(p(ONE) + "".join(f"<div>{IMG}<p>{text}</p></div>" for text in shown)) == [ONE, *shown]
