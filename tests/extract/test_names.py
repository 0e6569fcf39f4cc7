"""Bylines: names split, cleaned, and told from what is no person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract import names


@pytest.mark.parametrize(
    ("language", "byline", "people"),
    [
        ("en", "By Ann Lee", ["Ann Lee"]),
        ("en", "Written by Ann Lee and Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("en", "Ann Lee, Bob Ray & Cy Day", ["Ann Lee", "Bob Ray", "Cy Day"]),
        ("en", "Ann Lee, Senior Political Correspondent", ["Ann Lee"]),
        ("en", "By Ann Lee ann.lee@example.org @annlee", ["Ann Lee"]),
        ("en", "By Ann Lee | 12 May 2024, 10:30", ["Ann Lee"]),
        ("en", "By Ann Lee in Nairobi", ["Ann Lee"]),
        ("en", "Ann Lee (guest)", ["Ann Lee"]),
        ("en", "Ann Lee/Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("en", "By Bob Ray Jr.", ["Bob Ray Jr."]),
        ("fr", "Anne PETIT.", ["Anne PETIT"]),
        ("en", "admin", []),
        ("de", "Von Anna Müller und Jörg von der Heide", ["Anna Müller", "Jörg von der Heide"]),
        ("de", "Ein Kommentar von Anna Müller", ["Anna Müller"]),
        ("fr", "Par Anne Légère et Paul Petit", ["Anne Légère", "Paul Petit"]),
        ("es", "Por Ana Ruiz y Luis Gómez", ["Ana Ruiz", "Luis Gómez"]),
        ("es", "José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("it", "di Anna Verdi e Luca Neri", ["Anna Verdi", "Luca Neri"]),
        ("pt", "Por Ana Silva e João Costa", ["Ana Silva", "João Costa"]),
        ("pl", "Autor: Anna Nowak i Jan Kowal", ["Anna Nowak", "Jan Kowal"]),
        ("uk", "Автор: Олена Приклад", ["Олена Приклад"]),
        ("uk", "Олена Приклад та Іван Зразок", ["Олена Приклад", "Іван Зразок"]),
        ("ru", "Автор: Анна Пример и Иван Образец", ["Анна Пример", "Иван Образец"]),
        ("ru", "Анна Пример, фото: Иван Образец", ["Анна Пример"]),
        ("nl", "Door Anna de Vries en Jan Smit", ["Anna de Vries", "Jan Smit"]),
        ("sv", "Av Anna Ek och Per Lind", ["Anna Ek", "Per Lind"]),
        ("no", "Skrevet av Anne Vik og Per Dal", ["Anne Vik", "Per Dal"]),
        ("tr", "Yazan: Ayşe Örnek ve Ali Deneme", ["Ayşe Örnek", "Ali Deneme"]),
        ("id", "Penulis: Siti Contoh dan Budi Misal", ["Siti Contoh", "Budi Misal"]),
        ("ja", "文：山田太郎", ["山田太郎"]),
        ("zh", "记者：张三、李四", ["张三", "李四"]),
        ("el", "Της Άννα Δείγμα", ["Άννα Δείγμα"]),
    ],
)
def test_bylines_of_many_languages(language, byline, people):
    assert names.split(byline, language) == people


@pytest.mark.parametrize(
    "text",
    [
        "Read more",
        "Follow us on social media",
        "12 May 2024",
        "Photo: Ann Lee",
        "Share this article with friends",
        "updated two hours ago",
        "5 min read",
        "Ann",
        "http://example.org/ann",
        "นักเคลื่อนไหวทางการเมือง และเป็นผู้ลี้ภัยในประเทศเพื่อนบ้าน",
    ],
)
def test_what_a_reader_sees_is_only_taken_if_written_like_a_name(text):
    assert names.split(text, "en", visible=True) == []


@pytest.mark.parametrize(
    "name",
    [
        "Example News Agency",
        "dpa",
        "AFP",
        "Redaktion",
        "Редакція",
        "example.com",
        "Staff",
        "編集部",
        "The Daily Example Team",
    ],
)
def test_organisations(name):
    assert names.is_organisation(name)


@pytest.mark.parametrize("name", ["Ann Lee", "Олена Приклад", "山田太郎", "Jörg von der Heide"])
def test_people_are_no_organisations(name):
    assert not names.is_organisation(name)


@given(st.text(max_size=200), st.sampled_from(["en", "es", None, "uk", "xx-YY"]), st.booleans())
def test_any_text_splits_into_clean_names(text, language, visible):
    for name in names.split(text, language, visible=visible):
        assert name == name.strip() != ""
        assert "\n" not in name and "@" not in name
        assert len(name) <= 80


@pytest.mark.parametrize(("name", "expected"), [
    ("Sita Kumari", False), ("Ani Lorak", False), ("ANI", True), ("dpa", True), ("Jane Roe, AP", True)])
def test_an_agencys_letters_are_no_part_of_a_persons_name(name, expected):
    assert names.is_organisation(name) is expected


@pytest.mark.parametrize(("byline", "expected", "language"), [
    ("Ann Lee in Washington and Bo Day in London", ["Ann Lee", "Bo Day"], "en"),
    ("Ann Lee, Washington correspondent, and Bo Day", ["Ann Lee", "Bo Day"], "en"),
    ("Ann Lee and AP", ["Ann Lee"], "en"),
    ("AP/Ann Lee", ["AP", "Ann Lee"], "en"),
    ("dpa/Ann Lee", ["dpa", "Ann Lee"], "de"),
    ("Von dpa", ["dpa"], "de"),
    ("dpa-infocom GmbH", ["dpa-infocom GmbH"], "de"),
    ("Ann Lee • May 1, 2024", ["Ann Lee"], "en"),
    ("Text: Ann Lee; Foto: Bo Day", ["Ann Lee"], "de"),
    ("La Redazione", ["La Redazione"], "it"),
    ("Redacción", ["Redacción"], "es"),
    ("Олена Приклад, Київ", ["Олена Приклад"], "uk"),
    ("Олена ПРИКЛАД", ["Олена ПРИКЛАД"], "uk"),
    ("김철수 기자", ["김철수"], "ko"),
    ("अमित कुमार", ["अमित कुमार"], "hi"),
    ("Nguyễn Văn A", ["Nguyễn Văn A"], "vi"),
    ("Γιάννης Παπαδόπουλος", ["Γιάννης Παπαδόπουλος"], "el"),
    ("מאת: ישראל ישראלי", ["ישראל ישראלי"], "he"),
    ("Kovács János", ["Kovács János"], "hu"),
    ("Jan Novák, ČTK", ["Jan Novák"], "cs"),
    ("Matti Meikäläinen / STT", ["Matti Meikäläinen"], "fi"),
    ("Political Correspondent Ann Lee", ["Ann Lee"], "en"),
    ("Chief Reporter Ann Lee", ["Ann Lee"], "en"),
    ("Кореспондент Олена Приклад", ["Олена Приклад"], "uk"),
    ("Ann Lee, Bo Day, and Cy Fox", ["Ann Lee", "Bo Day", "Cy Fox"], "en"),
    ("Ann Lee with Bo Day", ["Ann Lee", "Bo Day"], "en"),
    ("J. K. Rowling", ["J. K. Rowling"], "en"),
    ("Dr. Ann Lee, MD", ["Dr. Ann Lee"], "en"),
    ("María José Rodríguez-Zapatero", ["María José Rodríguez-Zapatero"], "es"),
    ("Mª José Pérez", ["Mª José Pérez"], "es"),
    ("Ana Ejemplo / Juan Prueba", ["Ana Ejemplo", "Juan Prueba"], "es"),
    ("AFP/Ana Ejemplo", ["AFP", "Ana Ejemplo"], "es"),
    ("EFE", ["EFE"], "es"),
    ("Анна Иванова, Пётр Петров, РИА", ["Анна Иванова", "Пётр Петров"], "ru"),
    ("Автор: Анна Иванова", ["Анна Иванова"], "ru"),
    ("Редакція", ["Редакція"], "uk"),
    ("Укрінформ", ["Укрінформ"], "uk"),
    ("Jean-Pierre Exemple (à Marseille)", ["Jean-Pierre Exemple"], "fr"),
    ("Propos recueillis par Anne Exemple", ["Anne Exemple"], "fr"),
    ("L'équipe Example", ["L'équipe Example"], "fr"),
    ("Anna Beispiel (ab)", ["Anna Beispiel"], "de"),
    ("Ein Gastbeitrag von Anna Beispiel", ["Anna Beispiel"], "de"),
    ("Interview: Anna Beispiel", ["Anna Beispiel"], "de"),
    ("Eine Kolumne von Anna Beispiel", ["Anna Beispiel"], "de"),
    ("Von Anna Beispiel, Washington", ["Anna Beispiel"], "de"),
    ("Jan de Vries en Piet Bakker", ["Jan de Vries", "Piet Bakker"], "nl"),
    ("Anna Eksempel og Per Hansen", ["Anna Eksempel", "Per Hansen"], "da"),
    ("Anna Exempel och Per Svensson", ["Anna Exempel", "Per Svensson"], "sv"),
    ("Ahmet Yılmaz - Ankara", ["Ahmet Yılmaz"], "tr"),
    ("Haber Merkezi", ["Haber Merkezi"], "tr"),
    ("共同通信", ["共同通信"], "ja"),
    ("【ワシントン＝山田太郎】", ["山田太郎"], "ja"),
    ("文・山田太郎", ["山田太郎"], "ja"),
    ("本报记者 王小明 李大伟", ["王小明", "李大伟"], "zh"),
    ("新华社", ["新华社"], "zh"),
    ("作者：王小明", ["王小明"], "zh"),
    ("أحمد علي - القاهرة", ["أحمد علي"], "ar"),
    ("وكالات", ["وكالات"], "ar"),
])
def test_bylines_of_many_countries(byline, expected, language):
    assert names.split(byline, language) == expected


@pytest.mark.parametrize(
    ("byline", "people", "language"),
    [
        ("Елена Лесная. Фото: Пётр Полев", ["Елена Лесная"], "ru"),
        ("Елена Горска, снимка: Петър Полев", ["Елена Горска"], "bg"),
        ("Haber: Ayşe GÜL - Fotoğraf: Can TAŞ", ["Ayşe GÜL"], "tr"),
        ("Piše: Ana Anić", ["Ana Anić"], "hr"),
        ("Snimio: Ivo Ivić", [], "hr"),
        ("Kari Eksempel, Ola Prøve (foto)", ["Kari Eksempel"], "no"),
        ("Γράφει ο Νίκος Δήμου", ["Νίκος Δήμου"], "el"),
        ("Van onze verslaggever Jan de Vries", ["Jan de Vries"], "nl"),
        ("De notre correspondant Jean Petit", ["Jean Petit"], "fr"),
        ("נעמי כהן-לוי ודוד בן עמי", ["נעמי כהן-לוי", "דוד בן עמי"], "he"),
        ("أحمد علي حسن ومحمد سالم", ["أحمد علي حسن", "محمد سالم"], "ar"),
        ("أحمد علي ووليد سالم", ["أحمد علي", "وليد سالم"], "ar"),
        ("أحمد بن وليد سالم", ["أحمد بن وليد سالم"], "ar"),
        ("نویسنده: سارا نمونه", ["سارا نمونه"], "fa"),
        ("기자명 홍길동 기자", ["홍길동"], "ko"),
        ("Müəllif: Aygün Əliyeva", ["Aygün Əliyeva"], "az"),
        ("Oleh Siti Aminah binti Omar", ["Siti Aminah binti Omar"], "ms"),
        ("user12", [], "en"),
    ],
)
def test_labels_and_joiners_of_more_countries(byline, people, language):
    assert names.split(byline, language, visible=" " in byline) == people


@pytest.mark.parametrize("name", ["Haber Merkezi", "Redacția", "Uredništvo", "みなと日報", "연합뉴스"])
def test_desks_of_more_countries_are_organisations(name):
    assert names.is_organisation(name)


@pytest.mark.parametrize(
    ("byline", "people", "language"),
    [
        ("Publicado por: Ana Díaz", ["Ana Díaz"], "es"),
        ("Bài, ảnh: Lê Văn An - Trần Bình", ["Lê Văn An", "Trần Bình"], "vi"),
        ("Text och foto: Anna Prov", ["Anna Prov"], "sv"),
        ("Muhabir: Ayşe Gül", ["Ayşe Gül"], "tr"),
        ("责任编辑：王小明", [], "zh"),
        ("編集委員・山田太郎", ["山田太郎"], "ja"),
        ("부산=홍길동 기자", ["홍길동"], "ko"),
        ("Na ASHA MFANO", ["ASHA MFANO"], "sw"),
        ("Матеріал підготувала Ольга ПЛЕСО, кореспондент", ["Ольга ПЛЕСО"], "uk"),
        ("Aus Graz berichtet Eva Muster", ["Eva Muster"], "de"),
        ("Una crónica de Ana Díaz", ["Ana Díaz"], "es"),
        ("Na Hong-jin", ["Na Hong-jin"], "en"),
    ],
)
def test_labels_with_roles_and_places(byline, people, language):
    assert names.split(byline, language) == people


@pytest.mark.parametrize("name", ["Nga Pham", "Bron Taylor", "Ann Haber", "Hina Shah", "Leta Stone", "Antara Roy"])
def test_names_that_are_words_elsewhere(name):
    assert names.split(name, "en", visible=True) == [name]
    assert not names.is_organisation(name)


@pytest.mark.parametrize(("byline", "people", "language"), [
    ("Example Wave (www.example.com)", ["Example Wave"], "en"),
    ("Autor/in: Anna Muster", ["Anna Muster"], "de"),
    ("durch Anna Muster", ["Anna Muster"], "de"),
    ("Rechtsanwältin Anna Muster", ["Anna Muster"], "de"),
    ("Super User", [], "en"),
    ("name", [], "zh"),
    ("홍길동 나무 칼럼니스트", ["홍길동"], "ko"),
])
def test_titles_addresses_and_templates(byline, people, language):
    assert names.split(byline, language) == people


def test_other_words_beside_chinese_authors_are_no_names():
    assert names.split("打印 | 版权声明 | 王小明", "zh", visible=True) == ["王小明"]


@pytest.mark.parametrize("name", ["Beispielanstalt Nord", "Fraktion Nord", "Bäckerverband", "例子报", "Example d.o.o"])
def test_more_organisations(name):
    assert names.is_organisation(name)
