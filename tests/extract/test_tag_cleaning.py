"""Lists of tags: parted, freed of what is for the publishing system, each tag once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.tag_cleaning import clean_list, is_internal, leads_on


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (["Page Type: Article", "Subject: Rain", "Medium", "Day: Friday"], ["Rain"]),
        (["topic/rain", "person/ann day"], ["rain", "ann day"]),
        (["Rain", "@post-id:1", "channel_other", "Ann Lee GOVERNMENT_FIGURE PERSON", "Front Page"], ["Rain"]),
        (["Rain", "8f507083-bac4-423a-9015-2eb31e1bce50", "2024", "_commerce", "web"], ["Rain"]),
        (["AER", "GEN08", "RSBI:X", "WWW-1"], []),
        (["rain", "ruins", "the", "harvest"], []),
        (["Covid-19", "G7"], ["Covid-19", "G7"]),
        (["大雨 強風 収穫 農家"], ["大雨", "強風", "収穫", "農家"]),
    ],
)
def test_what_a_publishing_system_adds_goes(values, kept):
    assert clean_list(values, (), "Rain ruins the harvest") == kept


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Rain, rain , RAIN,Wind", ["Rain", "Wind"]),
        ("Rain; Wind | Snow", ["Rain", "Wind", "Snow"]),
        ("Rain • Wind · Snow", ["Rain", "Wind", "Snow"]),
        ("#Rain #Wind #Snow", ["Rain", "Wind", "Snow"]),
        ("#MeToo", ["#MeToo"]),
        ("Дощ, Вітер ,дощ", ["Дощ", "Вітер"]),
        ("大雨、強風，収穫", ["大雨", "強風", "収穫"]),
        ("أمطار، رياح", ["أمطار", "رياح"]),
        ("Research &amp; Development; R&amp;amp;B", ["Research & Development", "R&B"]),
        ("Vall d’Hebron, paral·lel", ["Vall d’Hebron", "paral·lel"]),
        ("“Rain”, [Wind]", ["Rain", "Wind"]),
    ],
)
def test_separators_entities_and_doubles(value, kept):
    assert clean_list([value], (), "") == kept


@pytest.mark.parametrize(
    "tag",
    ["nocomments", "no-ads", "hide-comments", "Uncategorized", "Без рубрики", "type_article", "12345", "null",
     "@id:7", "0b1f2c3d-1111-2222-3333-444455556666"],
)
def test_internal(tag):
    assert is_internal(tag)


@pytest.mark.parametrize("tag", ["No-deal Brexit", "Show business", "C#", "Covid-19", "Home Office", "G7", "No-show"])
def test_not_internal(tag):
    assert not is_internal(tag)
    assert clean_list([tag], (), "") == [tag]


@pytest.mark.parametrize("text", ["Alle Themen", "Show all tags", "Усі теги", " Mehr", "+ 3", "Zur Startseite", "…"])
def test_links_that_lead_on(text):
    assert leads_on(text)


@pytest.mark.parametrize("text", ["Alle Vögel", "All Blacks", "Homepage-Test", "Morecambe", "Все звёзды"])
def test_tags_that_begin_like_links_that_lead_on(text):
    assert not leads_on(text)


@given(st.lists(st.text(max_size=40), max_size=8), st.text(max_size=40))
def test_any_values_clean(values, title):
    found = clean_list(values, {"x"}, title)
    assert all(t == t.strip() and len(t) > 1 for t in found)
    assert len(found) == len(set(found))


def test_five_megabytes_of_keywords_are_read_in_part():
    found = clean_list([", ".join(f"word {i}" for i in range(400_000))], (), "")
    assert found[:2] == ["word 0", "word 1"]
    assert len(found) == 60
    assert len(clean_list((f"word {i}" for i in range(100_000)), (), "")) == 60


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (["yağmur, haber, haberler, son dakika"], ["yağmur"]),
        (["новости", "дождь"], ["новости", "дождь"]),
        (["новости, дождь, The Example"], ["дождь"]),
        (["Oslo news, rain, The Example"], ["rain"]),
        (["#rain", "#wind", "#oats"], ["rain", "wind", "oats"]),
        (["#rain", "#wind"], ["#rain", "#wind"]),
        (["rain (12)", "wind [3]", "Vote (2025)"], ["rain", "wind", "Vote (2025)"]),
        (["front-page", "rain"], ["rain"]),
    ],
)
def test_what_every_page_of_a_site_has_goes(values, kept):
    assert clean_list(values, {"theexample"}, "") == kept


@pytest.mark.parametrize(
    ("values", "title", "kept"),
    [
        (["How, rain, falls"], "How rain falls?", []),
        (["rain, Oslo, wind"], "Rain and wind in Oslo", ["rain", "Oslo", "wind"]),
        (["Oslo, Bergen, Moss"], "Oslo, Bergen, Moss: where it rains", ["Oslo", "Bergen", "Moss"]),
        (["#The rain"], "", ["The rain"]),
        (["#MeToo"], "", ["#MeToo"]),
        (["雨水 奥斯陆"], "", ["雨水", "奥斯陆"]),
        (["서울 비"], "", ["서울 비"]),
        (['<meta name='], "", []),
        (["Your keywords here"], "", []),
        (["Allgemein"], "", []),
        (["Allgemein, Regen"], "", ["Allgemein", "Regen"]),
    ],
)
def test_what_templates_leave_goes(values, title, kept):
    assert clean_list(values, (), title) == kept


@pytest.mark.parametrize("text", ["Artikel drucken", "Drucken", "Get alerts for these topics", "Print"])
def test_controls_lead_on(text):
    assert leads_on(text)


@pytest.mark.parametrize("text", ["Druckerei", "Alerts", "Print media", "Artikel 5"])
def test_subjects_do_not_lead_on(text):
    assert not leads_on(text)
