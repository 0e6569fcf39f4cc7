"""Stamps as people and programs write them."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.stamps import Written, find, find_sure, label, read, read_iso, resolve

# All of them say 12 February 2025, 14:30.
DATED = {
    "uk": [
        "12 лютого 2025, 14:30",
        "12 лютого 2025 р. о 14:30",
        "Середа, 12 лютого 2025, 14:30",
        "12.02.2025 14:30",
        "Опубліковано: 12 лют. 2025 14:30",
        "14:30, 12.02.2025",
        "12 лютого 2025 року, 14:30",
    ],
    "ru": [
        "12 февраля 2025, 14:30",
        "12 февраля 2025 г. в 14:30",
        "12 фев 2025, 14:30",
        "14:30 12.02.2025",
        "Опубликовано 12.02.25 в 14:30",
        "ср, 12 февраля 2025 года, 14:30",
        "14:30, 12 февраля 2025",
    ],
    "be": [
        "12 лютага 2025, 14:30",
        "12 лютага 2025 г. у 14:30",
        "12.02.2025, 14:30",
        "Апублікавана 12 лютага 2025 14:30",
    ],
    "en": [
        "February 12, 2025 2:30 PM",
        "Feb. 12, 2025 at 2:30 p.m.",
        "12 Feb 2025 14:30",
        "12th February 2025, 2.30pm",
        "Published: Wed, 12 Feb 2025, 14:30",
        "Wednesday 12 February 2025 14.30",
        "2025-02-12 14:30",
        "12-Feb-2025 14:30",
        "February 12th, 2025 | 2:30pm",
        "First published on Wed 12 Feb 2025 14.30",
        "Posted at 14:30 on 12 February 2025",
        "2:30 PM, February 12, 2025",
        "Feb 12 2025, 14:30",
    ],
    "pl": [
        "12 lutego 2025, 14:30",
        "12 lutego 2025 r., godz. 14:30",
        "12.02.2025, 14:30",
        "12 lut 2025 14:30",
        "Opublikowano: 12 lutego 2025 o 14:30",
        "środa, 12 lutego 2025 14:30",
    ],
    "de": [
        "12. Februar 2025, 14:30 Uhr",
        "12.02.2025 um 14:30 Uhr",
        "12.2.2025, 14.30 Uhr",
        "Mi., 12. Feb. 2025, 14:30",
        "Veröffentlicht am 12. Februar 2025 um 14:30 Uhr",
        "Stand: 12.02.2025 14:30 Uhr",
        "12.02.25 | 14:30 Uhr",
        "12. Februar 2025, 14 Uhr 30",
    ],
    "fr": [
        "12 février 2025 à 14h30",
        "Publié le 12 février 2025 à 14:30",
        "le 12/02/2025 à 14h30",
        "12 févr. 2025 14:30",
        "Mercredi 12 février 2025 - 14 h 30",
        "12.02.2025 | 14:30",
        "Paru le mercredi 12 février 2025 à 14h30",
    ],
    "es": [
        "12 de febrero de 2025 a las 14:30",
        "12 feb. 2025 - 14:30",
        "12/02/2025 14:30 h",
        "Publicado el 12/02/2025 - 14:30",
        "miércoles, 12 de febrero de 2025, 14:30",
        "12 de febrero del 2025 2:30 p. m.",
        "12 febrero, 2025 14:30 hs",
    ],
    "pt": [
        "12 de fevereiro de 2025 às 14:30",
        "12 de fevereiro de 2025 às 14h30",
        "12/02/2025 14h30",
        "12 fev 2025 - 14:30",
        "Publicado em 12/02/2025 às 14h30",
        "quarta-feira, 12 de fevereiro de 2025, 14:30",
    ],
    "it": [
        "12 febbraio 2025 alle 14:30",
        "12 febbraio 2025, ore 14:30",
        "12/02/2025 14:30",
        "Pubblicato il 12 feb 2025 14:30",
        "mercoledì 12 febbraio 2025 - 14.30",
        "12 Febbraio 2025 | 14:30",
    ],
    "nl": [
        "12 februari 2025 om 14:30",
        "12 feb. 2025 14:30 uur",
        "12-02-2025 14:30",
        "Gepubliceerd: 12 februari 2025, 14.30 uur",
        "wo 12 feb 2025 14:30",
        "12/02/2025 om 14u30",
    ],
    "sv": [
        "12 februari 2025 kl. 14.30",
        "12 feb 2025 kl 14:30",
        "Publicerad 12 februari 2025 14:30",
        "2025-02-12 14:30",
        "Onsdag 12 februari 2025, 14:30",
    ],
    "no": [
        "12. februar 2025 kl. 14.30",
        "12. feb. 2025 14:30",
        "Publisert 12. februar 2025 klokken 14:30",
        "12.02.2025 14:30",
        "Publisert: 12.02.2025 kl 14.30",
        "onsdag 12. februar 2025 - 14:30",
    ],
    "da": [
        "12. februar 2025 kl. 14.30",
        "12. feb. 2025 14:30",
        "Offentliggjort 12. februar 2025 kl. 14:30",
        "12/02/2025 14.30",
        "d. 12. feb. 2025, kl. 14:30",
    ],
    "fi": [
        "12. helmikuuta 2025 klo 14.30",
        "12.2.2025 klo 14.30",
        "12.2.2025 14:30",
        "Julkaistu 12.02.2025 klo 14:30",
        "ke 12.2.2025 14.30",
    ],
    "cs": [
        "12. února 2025 14:30",
        "12. 2. 2025 14:30",
        "12. února 2025, 14.30",
        "Publikováno 12. února 2025 v 14:30",
        "středa 12. února 2025, 14:30 hod",
    ],
    "sk": [
        "12. februára 2025 14:30",
        "12. 2. 2025, 14:30",
        "12. feb 2025 o 14:30",
        "Publikované 12. februára 2025 o 14:30 hod.",
        "streda 12. februára 2025 14:30",
    ],
    "sl": [
        "12. februar 2025 ob 14:30",
        "12. 2. 2025 14.30",
        "12. februarja 2025, 14:30",
        "Objavljeno 12.02.2025 ob 14:30",
    ],
    "hr": [
        "12. veljače 2025. u 14:30",
        "12. velj. 2025. 14:30",
        "12.02.2025. u 14:30 sati",
        "Objavljeno: 12. veljače 2025., 14:30",
    ],
    "sr": [
        "12. februar 2025. 14:30",
        "12. фебруар 2025. у 14:30",
        "12.02.2025. 14:30",
        "12. feb 2025, 14:30",
        "Објављено: 12. фебруара 2025, 14:30",
    ],
    "ro": [
        "12 februarie 2025, 14:30",
        "12 feb. 2025 ora 14:30",
        "12.02.2025, 14:30",
        "Publicat: 12 februarie 2025, ora 14:30",
        "miercuri, 12 februarie 2025 la 14:30",
    ],
    "bg": [
        "12 февруари 2025 г., 14:30 ч.",
        "12.02.2025 г. 14:30",
        "12 фев 2025, 14:30",
        "Публикувана: 12 февруари 2025 в 14:30",
        "14:30, 12 февруари 2025 г.",
    ],
    "mk": ["12 февруари 2025, 14:30", "12.02.2025 во 14:30", "12 фев. 2025 14:30", "Објавено: 12.02.2025 14:30 часот"],
    "el": [
        "12 Φεβρουαρίου 2025, 14:30",
        "12 Φεβ 2025 | 14:30",
        "12/02/2025 14:30",
        "Δημοσίευση: 12 Φεβρουαρίου 2025, 2:30 μ.μ.",
        "Τετάρτη, 12 Φεβρουαρίου 2025, ώρα 14:30",
    ],
    "tr": [
        "12 Şubat 2025 14:30",
        "12 Şub 2025, 14:30",
        "12.02.2025 - 14:30",
        "Yayınlanma: 12 Şubat 2025 saat 14:30",
        "12 Şubat 2025 Çarşamba 14:30",
    ],
    "lt": [
        "2025 m. vasario 12 d. 14:30",
        "2025 m. vasario 12 d., 14:30 val.",
        "2025-02-12 14:30",
        "2025.02.12 14:30",
        "Paskelbta 2025 vasario 12 d. 14:30",
    ],
    "lv": [
        "2025. gada 12. februāris, 14:30",
        "2025. gada 12. februārī plkst. 14.30",
        "12. februāris, 2025 14:30",
        "Publicēts: 12.02.2025. 14:30",
    ],
    "et": [
        "12. veebruar 2025 14:30",
        "12. veebruaril 2025 kell 14.30",
        "12.02.2025 14:30",
        "Avaldatud: 12. veebr 2025, 14:30",
    ],
    "hu": [
        "2025. február 12. 14:30",
        "2025. február 12., szerda 14:30",
        "2025.02.12. 14:30",
        "2025. febr. 12. 14:30",
        "Megjelent: 2025. február 12. 14:30",
        "2025. 02. 12. 14:30",
    ],
    "is": [
        "12. febrúar 2025 kl. 14:30",
        "12. feb. 2025 14:30",
        "12.02.2025 kl. 14:30",
        "Birt 12. febrúar 2025 klukkan 14:30",
    ],
    "ja": [
        "2025年2月12日 14時30分",
        "2025年02月12日14:30",
        "2025/2/12 14:30",
        "2025.02.12 14:30",
        "公開日時：2025年2月12日 午後2時30分",
        "2025年2月12日(水) 14:30",
        "令和7年2月12日 14時30分",
    ],
    "zh": [
        "2025年2月12日 14:30",
        "2025年02月12日14时30分",
        "2025-02-12 14:30",
        "发布时间：2025-02-12 14:30",
        "2025年2月12日 下午2:30",
        "2025/02/12 14:30",
        "2025年2月12日 星期三 14:30",
        "發布時間：2025年2月12日 下午 02:30",
    ],
    "ko": [
        "2025년 2월 12일 14:30",
        "2025.02.12 14:30",
        "입력 2025.02.12. 오후 2:30",
        "2025-02-12 14:30",
        "2025년 2월 12일 오후 2시 30분",
        "25.02.12 14:30",
        "2025. 2. 12. 오후 2:30",
        "2025.02.12 (수) 14:30",
    ],
    "ar": [
        "12 فبراير 2025 - 14:30",
        "12 فبراير 2025، 2:30 م",
        "الأربعاء 12 فبراير 2025 14:30",
        "١٢ فبراير ٢٠٢٥، ١٤:٣٠",
        "12 شباط 2025 14:30",
        "تاريخ النشر: 12/02/2025 14:30",
    ],
    "he": [
        "12 בפברואר 2025, 14:30",
        "12 בפברואר 2025 בשעה 14:30",
        "12.02.2025 14:30",
        "פורסם: 12/02/2025 14:30",
        "12.2.25, 14:30",
    ],
    "fa": ["12 فوریه 2025، 14:30", "12 فوریهٔ 2025 ساعت 14:30", "۱۲ فوریه ۲۰۲۵، ۱۴:۳۰", "2025/02/12 14:30"],
    "id": [
        "12 Februari 2025 14:30",
        "Rabu, 12 Feb 2025 14:30",
        "12 Februari 2025, 14:30",
        "12/02/2025, 14:30",
        "Diterbitkan 12 Februari 2025 pukul 14.30",
    ],
    "ms": ["12 Februari 2025 14:30", "12 Feb 2025 2:30pm", "12/02/2025 14:30", "Diterbitkan: 12 Feb 2025, 2:30 PTG"],
    "vi": [
        "12/02/2025 14:30",
        "Thứ tư, 12/2/2025, 14:30",
        "ngày 12 tháng 2 năm 2025 14:30",
        "12 tháng 2, 2025 lúc 14:30",
        "14:30 12/02/2025",
        "14:30 | 12/02/2025",
        "14:30, 12 tháng 2 năm 2025",
    ],
    "hy": ["12 փետրվարի 2025, 14:30", "12 փետրվարի, 2025 14:30", "12.02.2025 | 14:30", "12 փտվ 2025 14:30"],
    "ka": ["12 თებერვალი, 2025, 14:30", "12 თებერვალი 2025 14:30", "12.02.2025 14:30", "12 თებ. 2025, 14:30"],
    "th": [
        "12 กุมภาพันธ์ 2568 14:30",
        "12 ก.พ. 2568 เวลา 14:30 น.",
        "12 ก.พ. 2025 14:30",
        "12 กุมภาพันธ์ พ.ศ. 2568 เวลา 14.30 น.",
    ],
    "ca": [
        "12 de febrer de 2025 a les 14:30",
        "12 febrer 2025 14:30",
        "12/02/2025 14:30",
        "Publicat el 12/02/2025 a les 14:30h",
    ],
    "gl": [
        "12 de febreiro de 2025 ás 14:30",
        "12 febreiro 2025 14:30",
        "12/02/2025 14:30",
        "Publicado o 12 feb 2025 14:30",
    ],
    "eu": ["2025eko otsailaren 12a, 14:30", "2025eko otsailak 12, 14:30", "2025/02/12 14:30", "2025-02-12 14:30"],
    "sq": ["12 shkurt 2025, 14:30", "12.02.2025 14:30", "12 Shkurt 2025 ora 14:30", "12/02/2025 - 14:30"],
    "az": ["12 fevral 2025, 14:30", "12 fevral 2025 14:30", "12.02.2025 14:30", "14:30 12 fevral 2025"],
    "kk": ["12 ақпан 2025, 14:30", "2025 жылғы 12 ақпан 14:30", "12.02.2025 14:30", "12 ақпан, 2025 14:30"],
    "hi": ["12 फ़रवरी 2025, 14:30", "12 फरवरी 2025 14:30", "12 Feb 2025 14:30", "12 फ़र॰ 2025, 2:30 pm"],
    "bn": ["১২ ফেব্রুয়ারি ২০২৫, ১৪:৩০", "12 ফেব্রুয়ারি 2025 14:30", "১২ ফেব ২০২৫, ১৪:৩০", "12/02/2025 14:30"],
    "lb": ["12. Februar 2025 um 14:30", "12.02.2025 14:30", "12. Feb 2025, 14:30", "12/02/2025 14:30"],
}

# All of them say three hours ago.
AGO = {
    "uk": "3 години тому",
    "ru": "3 часа назад",
    "be": "3 гадзіны таму",
    "en": "3 hours ago",
    "pl": "3 godziny temu",
    "de": "vor 3 Stunden",
    "fr": "il y a 3 heures",
    "es": "hace 3 horas",
    "pt": "há 3 horas",
    "it": "3 ore fa",
    "nl": "3 uur geleden",
    "sv": "för 3 timmar sedan",
    "no": "for 3 timer siden",
    "da": "3 timer siden",
    "fi": "3 tuntia sitten",
    "cs": "před 3 hodinami",
    "sk": "pred 3 hodinami",
    "sl": "pred 3 urami",
    "hr": "prije 3 sata",
    "sr": "пре 3 сата",
    "ro": "acum 3 ore",
    "bg": "преди 3 часа",
    "el": "πριν από 3 ώρες",
    "tr": "3 saat önce",
    "lt": "prieš 3 valandas",
    "lv": "pirms 3 stundām",
    "et": "3 tunni eest",
    "hu": "3 órája",
    "is": "fyrir 3 klst.",
    "ja": "3時間前",
    "zh": "3小时前",
    "ko": "3시간 전",
    "ar": "منذ 3 ساعات",
    "he": "לפני 3 שעות",
    "fa": "3 ساعت پیش",
    "id": "3 jam yang lalu",
    "ms": "3 jam lalu",
    "vi": "3 giờ trước",
    "hy": "3 ժամ առաջ",
    "ka": "3 საათის წინ",
    "th": "3 ชั่วโมงที่แล้ว",
    "ca": "fa 3 hores",
    "hi": "3 घंटे पहले",
}

# All of them say yesterday at 10:48.
YESTERDAY = {
    "uk": "вчора, 10:48",
    "ru": "Вчера в 10:48",
    "en": "Yesterday at 10:48 AM",
    "pl": "wczoraj, 10:48",
    "de": "Gestern, 10:48 Uhr",
    "fr": "hier à 10h48",
    "es": "ayer a las 10:48",
    "pt": "ontem às 10h48",
    "it": "ieri alle 10:48",
    "nl": "gisteren om 10:48",
    "sv": "i går kl 10.48",
    "no": "i går 10:48",
    "fi": "eilen klo 10.48",
    "cs": "včera 10:48",
    "sk": "včera o 10:48",
    "hr": "jučer u 10:48",
    "ro": "ieri, 10:48",
    "bg": "вчера в 10:48",
    "el": "χθες στις 10:48",
    "tr": "dün 10:48",
    "lt": "vakar 10:48",
    "lv": "vakar, 10:48",
    "et": "eile 10:48",
    "hu": "tegnap 10:48",
    "ja": "昨日 10:48",
    "zh": "昨天 10:48",
    "ko": "어제 10:48",
    "ar": "أمس 10:48",
    "he": "אתמול, 10:48",
    "id": "kemarin, 10:48",
    "vi": "hôm qua 10:48",
}

NOON = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)


def _parts(written: Written | None) -> tuple[int | None, ...] | None:
    return written and (written.year, written.month, written.day, written.hour, written.minute)


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in DATED.items() for text in texts])
def test_date_lines_in_many_languages(language: str, text: str) -> None:
    assert _parts(read(text, language=language)) == (2025, 2, 12, 14, 30)


def test_every_language_of_the_table_has_four_forms() -> None:
    assert len(DATED) >= 33
    assert all(len(forms) >= 4 for forms in DATED.values())


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in DATED.items() for text in texts])
def test_find_gives_the_place_of_a_stamp(language: str, text: str) -> None:
    found = find(f"Aaa bbb. {text}", language=language)
    assert [_parts(w) for _, _, w in found] == [(2025, 2, 12, 14, 30)]
    start, end, _ = found[0]
    assert 9 <= start < end <= 9 + len(text)


@pytest.mark.parametrize(("language", "text"), AGO.items())
def test_relative_times(language: str, text: str) -> None:
    written = read(text, language=language)
    assert written is not None
    assert (written.ago, written.precision) == (timedelta(hours=3), "hour")
    assert resolve(written, zone=None, anchor=NOON, origin="visible").instant == NOON - timedelta(hours=3)


@pytest.mark.parametrize(("language", "text"), YESTERDAY.items())
def test_named_days(language: str, text: str) -> None:
    stamp = resolve(read(text, language=language), zone="Europe/Kyiv", anchor=NOON, origin="visible")
    assert (stamp.instant, stamp.precision) == (datetime(2025, 2, 11, 8, 48, tzinfo=UTC), "minute")


@pytest.mark.parametrize(("text", "language", "seconds", "precision"), [
    ("an hour ago", "en", 3600, "hour"), ("1 hr 20 min ago", "en", 4800, "minute"), ("3h", "en", 10800, "hour"),
    ("5m ago", "en", 300, "minute"), ("2d", "en", 172800, "day"), ("vor einer Stunde", "de", 3600, "hour"),
    ("годину тому", "uk", 3600, "hour"), ("5 хв тому", "uk", 300, "minute"), ("минуту назад", "ru", 60, "minute"),
    ("منذ ساعتين", "ar", 7200, "hour"), ("לפני שעתיים", "he", 7200, "hour"), ("il y a 2 jours", "fr", 172800, "day"),
    ("5分前", "ja", 300, "minute"), ("2天前", "zh", 172800, "day"), ("10분 전", "ko", 600, "minute"),
    ("2 weeks ago", "en", 1209600, "day"), ("just now", "en", 0, "minute"), ("щойно", "uk", 0, "minute"),
])  # fmt: skip
def test_other_relative_times(text: str, language: str, seconds: int, precision: str) -> None:
    written = read(text, language=language)
    assert written is not None
    assert (written.ago, written.precision) == (timedelta(seconds=seconds), precision)


@pytest.mark.parametrize(("text", "instant"), [
    ("2025-02-12T14:30:00Z", "2025-02-12T14:30:00+00:00"), ("2025-02-12T14:30:00.123Z", "2025-02-12T14:30:00+00:00"),
    ("2025-02-12T14:30+0200", "2025-02-12T12:30:00+00:00"), ("2025-02-12T14:30:00 +02:00", "2025-02-12T12:30:00+00:00"),
    ("2025-02-12 14:30:00 02:00", "2025-02-12T12:30:00+00:00"), ("2025-2-12T9:30:00-05:00", "2025-02-12T14:30:00+00:00"),
    ("20250212T143000Z", "2025-02-12T14:30:00+00:00"), ("20250212143000", "2025-02-12T14:30:00+00:00"),
    ("1739370600", "2025-02-12T14:30:00+00:00"), ("1739370600000", "2025-02-12T14:30:00+00:00"),
    ("/Date(1739370600000+0200)/", "2025-02-12T14:30:00+00:00"),
    ("Wed, 12 Feb 2025 14:30:00 GMT", "2025-02-12T14:30:00+00:00"),
    ("Wed, 12 Feb 2025 14:30:00 +0200", "2025-02-12T12:30:00+00:00"),
    ("Wed Feb 12 2025 14:30:00 GMT+0200 (Eastern European Standard Time)", "2025-02-12T12:30:00+00:00"),
    ("Wed Feb 12 14:30:00 CET 2025", "2025-02-12T13:30:00+00:00"), ("Feb 12, 2025 2:30 PM ET", "2025-02-12T19:30:00+00:00"),
    ("Jul 12, 2025 2:30 PM ET", "2025-07-12T18:30:00+00:00"), ("2025-02-12T14:30:00+02:00[Europe/Kyiv]",
                                                                "2025-02-12T12:30:00+00:00"),
    ("2025-02-12T24:00:00Z", "2025-02-12T00:00:00+00:00"), ("2025-02-12T14:30:00+00:00Z", "2025-02-12T14:30:00+00:00"),
])  # fmt: skip
def test_machine_stamps(text: str, instant: str) -> None:
    written = read_iso(text)
    assert written is not None
    assert resolve(written, zone=None, origin="meta").instant.isoformat() == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "12",
        "3.14",
        "99999999999999999999",
        "2025-13-45",
        "2025-02-30T10:00Z",
        "T10:00",
        "99999-01-01T00:00:00Z",
        "0000-00-00T00:00:00",
        "0001-01-01T00:00:00",
        "Infinity",
        "-1",
    ],
)
def test_what_is_no_machine_stamp(text: str) -> None:
    written = read_iso(text)
    assert written is None or resolve(written, zone=None, origin="meta") is not None
    assert text.startswith("0001") or written is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The 7 best soups of 2025",
        "Call 555-1234 now",
        "Price: 12.50",
        "Windows 11",
        "Ukraine 2:1 Wales",
        "10 people, 3 cars",
        "Chapter 12",
        "iPhone 15 Pro",
        "24/7",
        "5 min read",
        "Top 10",
        "2025",
        "Covid-19",
        "3.5 million",
        "Formula 1",
        "World Cup 2026",
        "No. 10",
        "99,99",
    ],
)
def test_headlines_are_no_stamps(text: str) -> None:
    assert read(text, language="en") is None
    assert find_sure(text, language="en") == []


def test_day_and_month_order() -> None:
    assert (read("3/4/2025").ambiguous, read("3/4/2025", language="fr").ambiguous) == (True, False)
    assert read("3/4/2025", language="fr").month == 4
    assert (read("3/4/2025", language="en").month, read("3/4/2025", language="en").ambiguous) == (3, True)
    assert (read("3/4/2025", day_first=True).day, read("3/4/2025", day_first=False).day) == (3, 4)
    assert _parts(read("2/13/2025"))[:3] == _parts(read("13/2/2025"))[:3] == (2025, 2, 13)
    assert read("3.4.2025", language="en").month == 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.02.25", date(2025, 2, 12)),
        ("12/02/99", date(1999, 2, 12)),
        ("12-Feb-25", date(2025, 2, 12)),
        ("Feb 12 '25", date(2025, 2, 12)),
        ("12 лют 25", date(2025, 2, 12)),
    ],
)
def test_two_digit_years(text: str, day: date) -> None:
    written = read(text, language="de")
    assert date(written.year, written.month, written.day) == day


def test_words_that_differ_between_languages() -> None:
    assert (read("5 listopada 2025", language="hr").month, read("5 listopada 2025", language="pl").month) == (10, 11)
    assert (read("5 липня 2025", language="uk").month, read("5 травня 2025", language="uk").month) == (7, 5)
    assert (read("5. lipnja 2025", language="hr").month, read("5. srpnja 2025", language="hr").month) == (6, 7)
    assert read("12 August 2025", language="uk").month == 8


def test_missing_parts_come_from_the_anchor() -> None:
    def at(text: str) -> str:
        return resolve(read(text, language="en"), zone="Europe/Kyiv", anchor=NOON, origin="listing").instant.isoformat()

    assert at("10:48") == "2025-02-12T08:48:00+00:00"
    assert at("23:10") == "2025-02-11T21:10:00+00:00"
    assert at("30 December, 10:00") == "2024-12-30T08:00:00+00:00"
    assert at("11 February, 10:00") == "2025-02-11T08:00:00+00:00"
    assert (
        resolve(read("29 February, 10:00", language="en"), zone=None, anchor=NOON, origin="listing").instant.year
        == 2024
    )
    assert resolve(read("10:48"), zone="Europe/Kyiv", origin="listing") is None
    assert resolve(read("3 hours ago"), zone="Europe/Kyiv", origin="listing") is None


def test_precision_is_what_was_written() -> None:
    day = resolve(read("12 February 2025", language="en"), zone="Europe/Kyiv", origin="visible", zone_from="outlet")
    assert (day.precision, day.instant.isoformat()) == ("day", "2025-02-11T22:00:00+00:00")
    assert (day.zone, day.zone_from) == ("Europe/Kyiv", "outlet")
    assert read("February 2025", language="en").precision == "month"
    assert read("12 February 2025, 2 pm", language="en").precision == "hour"
    assert read("2025-02-12T14:30:05Z").precision == "second"


def test_offset_and_zone() -> None:
    stamp = resolve(read_iso("2025-02-12T14:30:00+02:00"), zone=None, origin="meta")
    assert (stamp.zone, stamp.zone_from) == ("Etc/GMT-2", "stamp")
    known = resolve(read_iso("2025-02-12T12:30:00Z"), zone="Europe/Kyiv", origin="meta", zone_from="outlet")
    assert (known.zone, known.zone_from) == ("Europe/Kyiv", "stamp")
    belied = resolve(read_iso("2025-02-12T12:30:00-03:00"), zone="Europe/Kyiv", origin="meta", zone_from="guess")
    assert belied.zone == "Etc/GMT+3"
    assert resolve(read_iso("2025-02-12T12:30:00"), zone="Nowhere/Land", origin="meta").zone is None


def test_clock_changes() -> None:
    gap = resolve(read_iso("2025-03-30T03:30:00"), zone="Europe/Kyiv", origin="meta")
    fold = resolve(read_iso("2025-10-26T03:30:00"), zone="Europe/Kyiv", origin="meta")
    assert gap.instant == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert fold.instant == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_instants_beyond_the_calendar_are_none(text: str) -> None:
    written = Written(
        int(text[:4]), int(text[5:7]), int(text[8:10]), int(text[11:13]), 0, 0, 840 if "+" in text else -840
    )
    assert resolve(written, zone=None, origin="meta") is None


def test_several_stamps_in_a_text() -> None:
    text = "Опубліковано 12 лютого 2025, 14:30. Оновлено 13 лютого 2025, 09:15"
    assert [_parts(w) for _, _, w in find(text, language="uk")] == [(2025, 2, 12, 14, 30), (2025, 2, 13, 9, 15)]
    start = find(text, language="uk")[1][0]
    assert (label(text[:20]), label(text[:start])) == ("published", "updated")


@pytest.mark.parametrize(("text", "role"), [
    ("Updated", "updated"), ("Last modified on", "updated"), ("Aktualisiert am", "updated"), ("Mis à jour le", "updated"),
    ("Оновлено:", "updated"), ("Обновлено", "updated"), ("Actualizado", "updated"), ("Aggiornato", "updated"),
    ("最終更新", "updated"), ("수정", "updated"), ("更新时间", "updated"), ("Zaktualizowano", "updated"), ("Päivitetty", "updated"),
    ("Published", "published"), ("Veröffentlicht", "published"), ("Publié le", "published"), ("Опубліковано", "published"),
    ("Julkaistu", "published"), ("입력", "published"), ("公開", "published"), ("Kyiv", None), ("", None),
])  # fmt: skip
def test_labels(text: str, role: str | None) -> None:
    assert label(text) == role


def test_long_texts_are_searched_around_their_digits() -> None:
    text = "слово " * 3000 + "12 лютого 2025, 14:30 " + "слово " * 3000
    found = find(text, language="uk")
    assert [_parts(w) for _, _, w in found] == [(2025, 2, 12, 14, 30)]
    assert text[found[0][0] : found[0][1]] == "12 лютого 2025, 14:30"


_MINUTES = st.datetimes(datetime(2001, 1, 1), datetime(2060, 12, 31)).map(lambda d: d.replace(second=0, microsecond=0))
_LANGUAGES = sorted(
    set(tomllib.loads(files("toolkit.extract").joinpath("calendar_words.toml").read_text("utf-8"))) - {"eu", "mn"}
)


@settings(max_examples=300, deadline=None)
@given(_MINUTES, st.sampled_from(_LANGUAGES), st.sampled_from(["long", "medium"]), st.sampled_from([" ", ", "]))
def test_any_minute_in_any_language_reads_back(moment: datetime, language: str, width: str, gap: str) -> None:
    dates = pytest.importorskip("babel.dates", reason="Babel writes the dates that are read back")
    text = dates.format_date(moment, width, locale=language) + gap + moment.strftime("%H:%M")
    assert _parts(read(text, language=language)) == (moment.year, moment.month, moment.day, moment.hour, moment.minute)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_any_iso_stamp_reads_back(moment: datetime, offset: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    stamp = resolve(read_iso(aware.isoformat()), zone="Europe/Kyiv", origin="meta")
    assert stamp.instant == aware.astimezone(UTC)


_BITS = st.lists(
    st.sampled_from(
        [
            "12",
            "02",
            "2025",
            "99999",
            ".",
            "/",
            ":",
            " ",
            "-",
            "T",
            "Z",
            "+",
            "ago",
            "pm",
            "лютого",
            "年",
            "月",
            "日",
            "午後",
            "vor",
            "3",
            "(",
            "Feb",
            "tháng",
            "令和",
            "o'clock",
            "yesterday",
            "\u0661",
            "\ud800",
            "UTC",
            "h",
            "Uhr",
            ",",
            "'",
            "it's",
            "\n",
            "999999999999999999999999",
            "í",
            "İ",
        ]
    ),
    max_size=14,
)


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=400), _BITS.map("".join)), st.sampled_from([None, "uk", "en", "ko", "xx", ""]))
def test_no_text_raises(text: str, language: str | None) -> None:
    anchor = datetime(2025, 2, 12, tzinfo=UTC)
    for written in (read(text, language=language), read_iso(text), *(w for _, _, w in find(text, language=language))):
        if written is not None:
            resolve(written, zone="Asia/Kathmandu", anchor=anchor, origin="visible")
    label(text)


@pytest.mark.parametrize(
    "text", ["9" * 100_000, "12.02.2025 " * 20_000, "лютого " * 30_000, "(" * 100_000, "1:" * 60_000]
)
def test_hostile_texts_end(text: str) -> None:
    assert read(text) is None
    find(text)
