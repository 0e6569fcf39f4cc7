"""Topics from a dictionary: inflected forms, phrases, exclusions, errors."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.topics import TopicMatcher, read_dictionary, topics

# lemma -> forms that mean it, written by hand
FORMS = {
    "uk": {
        "вибори": "вибори виборів виборам виборами виборах",
        "бюджет": "бюджет бюджету бюджетом бюджеті бюджети бюджетів",
        "енергетика": "енергетика енергетики енергетиці енергетику енергетикою",
        "тариф": "тариф тарифу тарифом тарифи тарифів тарифам тарифами тарифах",
        "повінь": "повінь повені повінню повеней",
        "озеро": "озеро озера озеру озером озері озер озерами",
        "школа": "школа школи школі школу школою шкіл школам школах",
        "війна": "війна війни війні війну війною війн",
        "дитина": "дитина дитини дитину дитиною діти дітей дітям дітьми",
        "кордон": "кордон кордону кордоні кордоном кордони",
        "суддя": "суддя судді суддю суддею судді",
        "міст": "міст мосту мостом мости мостів",
        "платіжка": "платіжка платіжки платіжку платіжками",
        "лікарня": "лікарня лікарні лікарню лікарень",
    },
    "ru": {
        "выборы": "выборы выборов выборам выборами выборах",
        "война": "война войны войне войну войной войн",
        "тариф": "тариф тарифа тарифы тарифов тарифам",
        "паводок": "паводок паводка паводку паводком паводки паводков",
        "школа": "школа школы школе школу школой школ школах",
        "суд": "суд суда суду судом суды судам",
        "ребёнок": "ребёнок ребенок ребёнка ребенка ребёнком дети детей детьми",
        "граница": "граница границы границе границу границей границ",
        "поезд": "поезд поезда поездом поездов поездами",
        "врач": "врач врача врачу врачом врачи врачей",
        "налог": "налог налога налогом налоги налогов",
    },
    "en": {
        "flood": "flood floods flooded",
        "child": "child children",
        "city": "city cities",
        "tax": "tax taxes taxed",
        "school": "school schools",
        "strike": "strike strikes struck striking",
        "budget": "budget budgets",
        "ferry": "ferry ferries",
    },
}
# words that look like one of the lemmas above and are none
OTHERS = {
    "uk": "вибір вибоїна бюджетний енергія тариль повітря озеленення школяр війт кордебалет "
          "суднобудування містечко лікар платник",
    "ru": "выбор воин тарантас павлин школьник судно гранит поездка врата налёт ребро войлок",
    "en": "floor chilly citizen taxi scholar strict budgie ferret",
}


def test_enough_forms_are_checked():
    assert sum(len(f.split()) for group in FORMS.values() for f in group.values()) >= 150
    assert sum(len(group) for group in FORMS.values()) >= 30


def test_inflected_forms_are_found():
    right = missed = extra = 0
    for language, lemmas in FORMS.items():
        matcher = TopicMatcher({lemma: {language: [lemma]} for lemma in lemmas})
        for lemma, forms in lemmas.items():
            for form in forms.split():
                found = set(matcher.find(f"{form.capitalize()}!", language))
                right += lemma in found
                missed += lemma not in found
                extra += len(found - {lemma})
        for other in OTHERS[language].split():
            extra += len(matcher.find(other, language))
    assert right / (right + missed) >= 0.97
    assert right / (right + extra) >= 0.98


@pytest.mark.parametrize(("text", "language", "expected"), [
    ("Виборча комісія оголосила підсумки", "uk", ["elections"]),
    ("За даними виборчої комісії", "uk", ["elections"]),
    ("Комісія з благоустрою", "uk", []),
    ("The polling stations closed", "en", ["elections"]),
    ("A station for polling-place staff", "en", []),
    ("OSCE wysyła obserwatorów", "pl", ["elections"]),
    ("Wybory samorządowe", "pl", ["elections"]),
    ("香港选举结果", "zh", ["elections"]),
])
def test_phrases_and_other_languages(text, language, expected):
    dictionary = {"elections": {"uk": ["виборча комісія"], "en": ["polling station"], "pl": ["wybory"], "zh": ["选举"],
                                "all": ["OSCE"]}}
    assert TopicMatcher(dictionary).find(text, language) == expected


def test_what_a_not_pattern_covers_does_not_count():
    matcher = TopicMatcher({"economy": {"en": ["bank"], "not": {"en": ["food bank"]}}})
    assert matcher.find("Food banks are full", "en") == []
    assert matcher.find("Bank gives to food bank", "en") == ["economy"]


def test_a_star_matches_by_the_beginning():
    matcher = TopicMatcher({"elections": {"uk": ["вибор*"]}})
    assert matcher.find("Виборцям і виборчим", "uk") == ["elections"]
    assert matcher.find("Вибір", "uk") == []


def test_a_phrase_does_not_run_over_the_edge_of_a_field():
    frame = pd.DataFrame({"title": ["New polling"], "lead": ["station opened"], "language": ["en"]})
    assert topics(frame, dictionary={"elections": {"en": ["polling station"]}})["topics"].tolist() == [[]]


def test_a_text_of_unknown_language_is_tried_in_each():
    frame = pd.DataFrame({"title": ["Після повені", None, "After the floods"], "language": [None, "uk", pd.NA]})
    found = topics(frame, dictionary={"flood": {"uk": ["повінь"], "en": ["flood"]}})["topics"].tolist()
    assert found == [["flood"], [], ["flood"]]


def test_several_topics_keep_the_order_of_the_dictionary():
    found = TopicMatcher({"b": {"en": ["dam"]}, "a": {"en": ["flood"]}}).find("Flood over the dam", "en")
    assert found == ["b", "a"]


def test_without_a_dictionary_tags_take_their_most_frequent_spelling():
    frame = pd.DataFrame({"tags": [["NATO", "NATO"], ["Nato"], ["NATO", "Суд"], None]})
    assert topics(frame)["topics"].tolist() == [["NATO"], ["NATO"], ["NATO", "Суд"], []]


def test_the_frame_given_is_not_changed_and_attrs_stay():
    frame = pd.DataFrame({"title": ["Flood"], "language": ["en"]})
    frame.attrs["unit"] = "headlines"
    out = topics(frame, dictionary={"flood": {"en": ["flood"]}})
    assert "topics" not in frame.columns
    assert out.attrs["unit"] == "headlines"


@pytest.mark.parametrize(("dictionary", "says"), [
    ({"a": ["flood"]}, "must be a table"),
    ({"a": {"en": "flood"}}, "not a list of patterns"),
    ({"a": {"en": ["!!"]}}, "holds no word"),
    ({"a": {"en": [3]}}, "holds no word"),
])
def test_a_dictionary_of_another_form_is_named(dictionary, says):
    with pytest.raises(OptionError, match=says):
        TopicMatcher(dictionary)


def test_a_file_that_is_no_dictionary_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        read_dictionary(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[flood\n", encoding="utf-8")
    with pytest.raises(InputError, match="not valid TOML"):
        read_dictionary(broken)


def test_a_frame_without_words_is_refused():
    with pytest.raises(ColumnError, match="none of the fields"):
        topics(pd.DataFrame({"n": [1]}), dictionary={"a": {"en": ["b"]}})
    with pytest.raises(ColumnError, match="tags"):
        topics(pd.DataFrame({"n": [1]}))


def test_a_folder_may_hold_its_dictionary(tmp_path):
    frame = pd.DataFrame({"title": ["Flood"], "tags": [["Rain"]], "language": ["en"]})
    assert topics(frame, dictionary=tmp_path)["topics"].tolist() == [["Rain"]]
    (tmp_path / "topics.toml").write_text('[water]\nen = ["flood"]\n', encoding="utf-8")
    assert topics(frame, dictionary=tmp_path)["topics"].tolist() == [["water"]]


def test_a_file_of_news_takes_the_dictionary_of_its_folder(tmp_path):
    frame = pd.DataFrame({"title": ["Flood"], "tags": [["Rain"]], "language": ["en"]})
    news = tmp_path / "news.csv"
    news.write_text("title\nFlood\n", encoding="utf-8")
    assert topics(frame, dictionary=str(news))["topics"].tolist() == [["Rain"]]
    (tmp_path / "topics.toml").write_text('[water]\nen = ["flood"]\n', encoding="utf-8")
    assert topics(frame, dictionary=str(news))["topics"].tolist() == [["water"]]


@given(st.text(max_size=60), st.sampled_from(["uk", "ru", "en", "pl", "zh", None]))
def test_any_text_is_answered(text, language):
    matcher = TopicMatcher({"flood": {"uk": ["повінь"], "en": ["flood"], "zh": ["洪水"],
                                      "not": {"en": ["flood light"]}}})
    assert set(matcher.find(text, language)) <= {"flood"}


def test_the_starter_dictionary_reads():
    path = Path(__file__).resolve().parents[1] / "data" / "topics.toml"
    matcher = TopicMatcher(read_dictionary(path))
    assert {"energy", "flood", "elections"} <= set(matcher.topics)
    assert matcher.find("Паводок підійшов до підстанції", "uk") == ["energy", "flood"]


def test_tags_as_text_are_refused_and_gaps_in_lists_are_no_topics() -> None:
    with pytest.raises(ColumnError, match="split"):
        topics(pd.DataFrame({"tags": ["NATO;EU"]}))
    assert topics(pd.DataFrame({"tags": [["a", None, float("nan")], None]}))["topics"].tolist() == [["a"], []]


@pytest.mark.parametrize("table", [None, 5, "x"])
def test_topics_of_what_is_no_table(table: object) -> None:
    with pytest.raises(InputError, match="not a DataFrame"):
        topics(table)


def test_a_dictionary_of_another_kind() -> None:
    with pytest.raises(OptionError, match="dictionary=5"):
        topics(pd.DataFrame({"title": ["x"]}), dictionary=5)


def test_a_dictionary_with_a_byte_order_mark_and_a_region_is_read(tmp_path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text('[storm]\npt-BR = ["tempestade"]\n', encoding="utf-8-sig")
    frame = pd.DataFrame({"title": ["Tempestade no porto"], "language": ["pt"]})
    assert topics(frame, dictionary=path)["topics"].tolist() == [["storm"]]


@pytest.mark.parametrize(("key", "says"), [
    ("ua", "'ua' is not the code of a language; write uk for it"), ("UA", "write uk"), ("cz", "write cs"),
    ("jp", "write ja"), ("gr", "write el"), ("dk", "write da"), ("by", "write be"), ("ukr", "write uk"),
    ("xx", "'xx' is no language"), ("english", "'english' is no language")])
def test_a_key_that_no_language_has_is_refused_in_mapping_and_file(tmp_path, key: str, says: str) -> None:
    frame = pd.DataFrame({"title": ["Повінь відступає"], "language": ["uk"]})
    with pytest.raises(OptionError, match=says):
        topics(frame, dictionary={"flood": {key: ["повінь"]}})
    with pytest.raises(OptionError, match=says):
        topics(frame, dictionary={"flood": {"all": ["x"], "not": {key: ["повінь"]}}})
    path = tmp_path / "topics.toml"
    path.write_text(f'[flood]\n{key} = ["повінь"]\n', encoding="utf-8")
    with pytest.raises(OptionError, match=rf"topics\.toml, line 1: .*{says}"):
        topics(frame, dictionary=path)


def test_a_table_that_names_the_country_for_the_language_is_understood() -> None:
    frame = pd.DataFrame({"title": ["Після повені", "Повінь"], "language": ["ua", "uk-UA"]})
    assert topics(frame, dictionary={"flood": {"uk": ["повінь"]}})["topics"].tolist() == [["flood"], ["flood"]]
