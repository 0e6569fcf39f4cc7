"""Language: declared, checked against the letters, detected where in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract import jsonld
from toolkit.extract.document import Document
from toolkit.extract.language import cyrillic, detect, language, normalise, script

UK = "Уряд ухвалив рішення про підтримку фермерів, які втратили врожай через посуху цієї весни"
RU = "Правительство приняло решение о поддержке фермеров, которые потеряли урожай из-за этой засухи, объявили вчера"
BE = "Урад прыняў рашэнне аб падтрымцы фермераў, якія страцілі ўраджай праз засуху гэтай вясны"
EN = "The government has decided on the support of farmers who lost their harvest to the drought of this spring"
DE = "Die Regierung hat beschlossen, die Bauern zu unterstützen, die ihre Ernte wegen der Dürre verloren haben"
ID = "Pemerintah memutuskan untuk membantu para petani yang kehilangan hasil panen mereka karena kekeringan musim ini"
JA = "政府は今春の干ばつで収穫を失った農家を支援することを決めたと発表した。"
ZH = "政府决定支持因今年春季干旱而失去收成的农民，并将在下月公布细则。"


def read(html: str, text: str, longer: str = ""):
    doc = Document(html)
    return language(doc, jsonld.article(doc), text, lambda: longer or text)


@pytest.mark.parametrize(
    ("html", "text", "tag", "origin"),
    [
        ('<html lang="uk">', UK, "uk", "html lang"),
        ('<html lang="en-gb">', EN, "en-GB", "html lang"),
        ('<html lang="uk-UA"><meta property="og:locale" content="uk_UA">', UK, "uk-UA", "html lang"),
        ('<meta http-equiv="content-language" content="de">', DE, "de", "meta language"),
        ('<meta property="og:locale" content="ru_RU">', RU, "ru-RU", "meta og:locale"),
        ('<html lang="ua">', UK, "uk", "html lang"),
        ('<html lang="de"><meta property="og:locale" content="en_US">', DE, "de", "html lang"),
    ],
)
def test_declared(html, text, tag, origin):
    found = read(html, text)
    assert (found.tag, found.origin) == (tag, origin)


@pytest.mark.parametrize(
    ("html", "text", "tag"),
    [
        ('<html lang="ru">', UK, "uk"),
        ('<html lang="uk">', RU, "ru"),
        ('<html lang="en">', UK, "uk"),
        ('<html lang="en-US">', ID, "id"),
        ('<html lang="en">', JA, "ja"),
        ('<html lang="ru">', BE, "be"),
        ('<html lang="de">', EN, "en"),
    ],
)
def test_declaration_that_the_letters_or_words_contradict_is_overruled_and_flagged(html, text, tag):
    found = read(html, text, f"{text}. " * 4)
    assert found.tag == tag
    assert found.doubtful


def test_two_declarations_are_settled_by_the_text():
    html = '<html lang="ru"><meta http-equiv="content-language" content="uk">'
    assert read(html, UK).tag == "uk"
    assert read(html, RU).tag == "ru"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (UK, "uk"),
        (RU, "ru"),
        (BE, "be"),
        (EN, "en"),
        (DE, "de"),
        (JA, "ja"),
        (ZH, "zh"),
        ("Η κυβέρνηση αποφάσισε να στηρίξει", "el"),
        ("정부는 가뭄으로 수확을 잃은 농민을 지원하기로 결정했다", "ko"),
        ("载人航天工程全线备战空间站建造任务", "zh"),  # few characters, and the script alone tells it
        ("한국은행 기준금리 동결", "ko"),
        ("Short", None),
        ("", None),
    ],
)
def test_detection_without_a_declaration(text, tag):
    assert read("<p>", text).tag == tag
    assert detect(text) == tag


def test_norwegian_declared_twice_is_no_contradiction():
    found = read('<html lang="nb"><meta property="og:locale" content="no_NO">', "Regjeringen vedtok i dag")
    assert (found.tag, found.doubtful) == ("nb", False)


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("EN", "en"),
        ("en_US", "en-US"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("sr-latn", "sr-Latn"),
        ("English", "en"),
        ("cz", "cs"),
        ("jp", "ja"),
        ("es-419", "es-419"),
        ("ru-RU.UTF-8", "ru-RU"),
        ("utf-8", None),
        ("", None),
        ("und", None),
        ("de, en", "de"),
        ("12", None),
        ("x" * 100, None),
    ],
)
def test_normalise(value, tag):
    assert normalise(value) == tag


def test_scripts_and_letters():
    assert script(EN) is None
    assert script(UK)[0] == "Cyrl"
    assert (cyrillic(UK), cyrillic(RU), cyrillic(BE), cyrillic("Москва")) == ("uk", "ru", "be", None)


@given(st.text(max_size=40))
def test_normalised_tags_stay(value):
    tag = normalise(value)
    assert tag is None or normalise(tag) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Берачите казват, че добивът ще бъде добър, но цената още не е договорена", "bg"),
        ("Жаңа көпір ашылды. Бұл туралы қала әкімі хабарлады, қозғалыс ертең басталады", "kk"),
        ("Жаңы көпүрө ачылды деп шаардын мэри билдирди, унаалар эртең жүрөт", "ky"),
        ("Пули нав ифтитоҳ шуд, гуфт раиси шаҳр, ҳаракати нақлиёт ҷорӣ мешавад", "tg"),
        ("Яңа күпер ачылды, диде шәһәр башлыгы, хәрәкәт җомга көнне башлана", "tt"),
        ("Шинэ гүүр нээгдлээ гэж хотын дарга мэдэгдэв, хөдөлгөөн маргааш эхэлнэ", "mn"),
        ("Новый мост открыли в воскресенье, объявил мэр, и движение начнётся завтра", "ru"),
    ],
)
def test_cyrillic_beyond_three_languages(text, tag):
    assert detect(text) == tag
    assert read('<html lang="en">', text, text).tag == tag


def test_bulgarian_is_not_taken_for_russian():
    text = "Производителите казват, че добивът ще бъде добър, а търсенето расте"
    assert read('<html lang="bg">', text) == ("bg", "html lang", False)


SHTOKAVIAN = "Građani su zadovoljni i kažu da je most otvoren nakon obnove, ali traže da se uredi i prilazni put. "


@pytest.mark.parametrize(
    ("text", "url", "tag"),
    [
        (SHTOKAVIAN + "Pre dve nedelje rečeno je da će gde god treba biti svetla.", None, "sr"),
        (SHTOKAVIAN + "Prije dva tjedna rečeno je da će gdje god treba biti svjetla.", None, "hr"),
        (SHTOKAVIAN, "https://example.rs/a", "sr"),
        (SHTOKAVIAN, "https://example.hr/a", "hr"),
        (SHTOKAVIAN, "https://example.ba/a", "bs"),
    ],
)
def test_south_slavs(text, url, tag):
    assert language(Document('<html lang="en">', url), None, text, lambda: text * 2).tag == tag


def test_malay_and_indonesian():
    malay = "Projek jeti itu siap lebih awal daripada jadual kerana cuaca baik, kata beliau di pejabat semalam"
    assert read('<html lang="en">', malay, malay * 3).tag == "ms"
    assert read('<html lang="en">', ID, ID * 3).tag == "id"


@pytest.mark.parametrize(
    ("declared", "text", "tag"),
    [
        ("es", "Els pagesos temen que la plaga torni a fer mal als camps que són més a prop del mar, però amb els "
               "preus d'aquest any la collita és bona", "ca"),
        ("cs", "Deti museli ísť domov, lebo medveď prišiel až ku škole, ktorá sa nachádza na okraji mesta, ako povedal "
               "aj riaditeľ, a podľa polície už nie je v okolí", "sk"),
        ("es", "El gobierno ha decidido apoyar a los agricultores que perdieron la cosecha por la sequía", "es"),
        ("de", DE + " in São João, Łódź", "de"),
    ],
)
def test_neighbours_with_the_same_letters(declared, text, tag):
    assert read(f'<html lang="{declared}">', text, text * 2).tag == tag


@pytest.mark.parametrize(("declared", "text", "tag"), [("id", DE, "de"), ("tr", EN, "en"), ("de", DE, "de")])
def test_a_text_without_the_small_words_of_its_declared_language(declared, text, tag):
    assert read(f'<html lang="{declared}">', text, text * 2).tag == tag


def test_a_few_names_do_not_overrule():
    assert read('<html lang="tr">', "Fenerbahçe Galatasaray Beşiktaş Trabzonspor " * 4).tag == "tr"
