"""Plain-text dumps in three layouts and languages, none of them a real site's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import toolkit as tk
from toolkit.sources.dump_article import find_article
from toolkit.sources.dump_head import names_in
from toolkit.sources.dump_lines import split_lines

DUMPS = Path(__file__).parent / "dumps"
SEED = Path(__file__).resolve().parents[2] / "../shared/seed"


def load_one(name: str, **options: Any) -> tuple[pd.Series, pd.DataFrame]:
    corpus = tk.load(DUMPS / name, **options)
    assert corpus.report["status"].tolist() == ["loaded"]
    return corpus.articles.iloc[0], corpus.news_list


def local_times(items: pd.DataFrame, zone: str) -> list[str | None]:
    return [None if pd.isna(t) else f"{t.tz_convert(zone):%m-%d %H:%M}" for t in items["published_at"]]


def test_agency_item_in_ukrainian() -> None:
    article, _ = load_one("uk_agency.txt", outlet="Зарічанські вісті", time_zone="Europe/Kyiv")
    assert article["title"] == "У Заріччі відкрили новий міст через Тиху"
    assert article["authors"] == ["Олена Ткаченко"]
    assert article["published_at"] == pd.Timestamp("2025-03-14 09:05", tz="Europe/Kyiv")
    assert (article["published_precision"], article["published_from"]) == ("minute", "visible")
    assert (article["time_zone"], article["time_zone_from"]) == ("Europe/Kyiv", "user")
    assert article["outlet"] == "Зарічанські вісті"
    assert article["language"] == "uk"
    assert article["tags"] == ["Заріччя", "ЗОВА", "Мости"]
    paragraphs = article["text"].split("\n\n")
    assert article["lead"] == paragraphs[0]
    assert paragraphs[0].startswith("У Заріччі в п'ятницю")
    assert [p.split(":")[0] for p in paragraphs[1:5]] == ["Джерело", "Деталі", "Пряма мова", "Передісторія"]
    assert paragraphs[-1] == "Торік роботи зупиняли на три місяці через повінь."
    for chrome in ("Реклама", "Читайте також", "Фото", "Підпишіться"):
        assert chrome not in article["text"]


def test_lists_of_the_agency_item_roll_back_over_midnight() -> None:
    _, items = load_one("uk_agency.txt", time_zone="Europe/Kyiv")
    assert items["position"].tolist() == [1, 2, 3, 1, 2, 3]
    assert items["list_heading"].isna().tolist() == [True] * 3 + [False] * 3
    assert set(items["list_heading"][3:]) == {"ОСТАННІ НОВИНИ"}
    assert local_times(items, "Europe/Kyiv") == [None] * 3 + ["03-14 00:12", "03-13 23:58", "03-13 23:41"]
    assert items["published_from"][3:].tolist() == ["listing"] * 3
    assert items["list_ref"].str.rsplit("#").str[-1].tolist() == ["1"] * 3 + ["2"] * 3


def test_paragraphs_without_blank_lines_and_times_below_the_headline() -> None:
    article, items = load_one("ru_times_behind.txt", time_zone="Asia/Almaty")
    assert article["title"] == "Рынок на Садовой закроют на ремонт до осени"
    assert article["authors"] == ["Пётр Лесной", "Анна Гай"]
    assert article["published_at"] == pd.Timestamp("2024-06-03 15:40", tz="Asia/Almaty")
    assert article["tags"] == ["рынок", "ремонт", "Садовая улица"]
    assert article["text"].split("\n\n")[-1] == "Продавцы рассчитывают вернуться к осени, но подрядчик ещё не выбран."
    assert pd.isna(article["lead"])
    assert items["title"].tolist() == [
        "Кто построит набережную",
        "Трамвай номер пять меняет маршрут на всё лето",
        "В парке поселились совы",
    ]
    assert items["list_heading"].unique().tolist() == ["Лента новостей"]
    assert local_times(items, "Asia/Almaty") == ["06-03 17:30", "06-03 16:05", "06-03 15:47"]


def test_author_on_a_line_of_its_own_and_a_heading_inside() -> None:
    article, items = load_one("en_plain.txt", time_zone="Europe/Tallinn")
    assert article["title"] == "Harbour ferry to run through the night from June"
    assert article["authors"] == ["Mara Lindqvist"]
    assert article["published_at"] == pd.Timestamp("2024-05-28 16:15", tz="Europe/Tallinn")
    assert article["tags"] == ["Stork Island", "Ferries", "City council"]
    assert "What about the winter" in article["text"].split("\n\n")
    assert article["text"].endswith("asked for lights at the landing.")
    assert items["title"].tolist() == [
        "Storks return a week early",
        "Council argues over parking for the third time",
        "Bakery wins prize for black bread",
    ]
    assert items["published_at"].isna().all()


def test_tags_of_the_corpus_settle_small_letters(tmp_path: Path) -> None:
    dump = (
        (DUMPS / "en_plain.txt")
        .read_text(encoding="utf-8")
        .replace("Stork IslandFerriesCity council", "stork islandferriesnight boats")
    )
    (tmp_path / "dump.txt").write_text(dump, encoding="utf-8")
    (tmp_path / "known.jsonl").write_text(
        json.dumps({"title": "x", "tags": ["ferries", "stork island", "night boats"]}) + "\n", encoding="utf-8"
    )
    corpus = tk.load(tmp_path, time_zone="Europe/Tallinn")
    article = corpus.articles.set_index("source_format").loc["text"]
    assert article["tags"] == ["stork island", "ferries", "night boats"]


def test_a_listing_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(
        "Daily Stork\n4 March 2025\nLATEST NEWS\n10:40\nBridge closed for a day\n10:05\nThe mayor opens a library\n"
        "09:58\nFerry late again after fog\nAll news\n",
        encoding="utf-8",
    )
    corpus = tk.load(tmp_path, time_zone="Europe/London")
    assert len(corpus.articles) == 0
    assert local_times(corpus.news_list, "Europe/London") == ["03-04 10:40", "03-04 10:05", "03-04 09:58"]


@pytest.mark.parametrize("text", ["Just a note to myself about the garden.", "word " * 500, "Licence\n\nYou may copy."])
def test_text_that_is_no_page_is_rejected_with_advice(tmp_path: Path, text: str) -> None:
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    corpus = tk.load(tmp_path)
    assert corpus.report["status"].tolist() == ["rejected"]
    assert "headline" in corpus.report["reason"][0]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("Iryna PetrenkoWednesday, ", ["Iryna Petrenko"]),
        ("Автор: Іван Мельник, Ганна Кіт — ", ["Іван Мельник", "Ганна Кіт"]),
        ("Politics | ", []),
        ("Новини Понеділок, ", []),
        ("Reuters, ", ["Reuters"]),
    ],
)
def test_names_beside_a_date(beside: str, expected: list[str]) -> None:
    assert names_in(beside) == expected


def test_a_date_in_the_page_head_is_not_the_article_date() -> None:
    found = find_article(split_lines((DUMPS / "uk_agency.txt").read_text(encoding="utf-8")))
    assert found is not None
    assert found.byline.number == 8


@pytest.mark.shared
def test_stored_dump_gives_its_gold() -> None:
    if not SEED.exists():
        pytest.skip("the stored dump is not beside the repository (../shared/seed)")
    gold = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    corpus = tk.load(SEED / gold["file"])
    article, expected = corpus.articles.iloc[0], gold["article"]
    assert len(corpus.articles) == 1
    assert article["title"] == expected["title"]
    assert article["authors"] == expected["authors"]
    assert article["tags"] == expected["tags"]
    assert article["language"] == expected["language"]
    assert article["published_at"] == pd.Timestamp(expected["published_at"])
    assert (article["published_precision"], article["time_zone"]) == ("minute", expected["time_zone"])
    assert article["lead"] == expected["lead"]["text"]
    lines = (SEED / gold["file"]).read_text(encoding="utf-8").splitlines()
    for number in gold["neither_article_nor_list_lines"]:
        words = lines[number - 1].strip()
        assert not words or words not in article["text"], f"line {number} is in the text"
    for section in expected["sections"]:
        for part in section.get("items", [section]):
            assert part["first"] in article["text"]
            assert part["last"] in article["text"]
    items = corpus.news_list
    assert items["title"].tolist() == [g["title"] for g in gold["news_list"]]
    assert [None if pd.isna(h) else h for h in items["list_heading"]] == [g["list_heading"] for g in gold["news_list"]]
    for shown, wanted in zip(items["published_at"], gold["news_list"], strict=True):
        assert (pd.isna(shown) and wanted["published_at"] is None) or shown == pd.Timestamp(wanted["published_at"])


def test_standfirst_update_and_numbered_list() -> None:
    article, items = load_one("en_standfirst.txt", time_zone="Europe/Stockholm")
    assert article["lead"] == "The toll would have cost drivers two crowns a day."
    assert article["text"].startswith(article["lead"] + "\n\nThe council of Lindholm has dropped")
    assert article["published_at"] == pd.Timestamp("2025-03-03 07:45", tz="Europe/Stockholm")
    assert article["modified_at"] == pd.Timestamp("2025-03-03 12:10", tz="Europe/Stockholm")
    assert article["authors"] == ["Ada Brook", "Jan Kot"]
    assert article["tags"] == ["Bridge", "Toll", "Lindholm council"]
    assert items.groupby("list_heading")["title"].size().to_dict() == {"Related articles": 3, "Most read": 3}
    assert items["title"].tolist()[3] == "Storks return early"


def test_signature_below_the_text() -> None:
    article, items = load_one("uk_signed_below.txt", time_zone="Europe/Kyiv")
    assert (article["title"], article["authors"]) == ("У Заріччі подешевшала вода", ["Ганна Кіт"])
    assert article["tags"] == ["вода", "тарифи"]
    assert article["text"].endswith("Раніше водоканал просив підняти тариф.")
    assert len(items) == 0


def test_author_with_a_role_above_the_date() -> None:
    article, items = load_one("en_author_with_role.txt", time_zone="Europe/Riga")
    assert (article["title"], article["authors"]) == ("Chess club wins cup after long night", ["Mara Lindqvist"])
    assert article["published_at"] == pd.Timestamp("2024-05-28 22:05", tz="Europe/Riga")
    assert len(items) == 3


def test_days_inside_a_listing() -> None:
    corpus = tk.load(DUMPS / "en_listing_of_days.txt", time_zone="Europe/London")
    assert len(corpus.articles) == 0
    assert local_times(corpus.news_list, "Europe/London") == [
        "03-04 10:40",
        "03-04 10:05",
        "03-04 09:58",
        "03-03 23:10",
        "03-03 21:05",
    ]


def test_outlet_named_on_the_page_gives_the_clock(tmp_path: Path) -> None:
    text = (DUMPS / "uk_agency.txt").read_text(encoding="utf-8").replace("Підтримати нас", "Lake Times")
    (tmp_path / "dump.txt").write_text(text, encoding="utf-8")
    (tmp_path / "outlets.toml").write_text(
        '[[outlet]]\nname = "Lake Times"\ndomains = ["laketimes.example"]\ntime_zone = "Asia/Tbilisi"\n',
        encoding="utf-8",
    )
    article = tk.load(tmp_path).articles.iloc[0]
    assert (article["outlet"], article["time_zone"], article["time_zone_from"]) == (
        "Lake Times",
        "Asia/Tbilisi",
        "outlet",
    )


def test_times_of_day_before_the_articles_own_stay_unknown(tmp_path: Path) -> None:
    text = (DUMPS / "ru_times_behind.txt").read_text(encoding="utf-8")
    (tmp_path / "dump.txt").write_text(text.replace("17:30", "08:10").replace("16:05", "07:55"), encoding="utf-8")
    items = tk.load(tmp_path, time_zone="Asia/Almaty").news_list
    assert len(items) == 3
    assert items["published_at"].isna().all(), "such a page was saved on a later day, and nothing says which"


def test_the_files_time_dates_the_list_where_it_fits(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(
        (DUMPS / "ru_times_behind.txt").read_text(encoding="utf-8").replace("17:30", "08:10"), encoding="utf-8"
    )
    saved = pd.Timestamp("2024-06-04 08:30", tz="Asia/Almaty")
    os.utime(path, (saved.timestamp(),) * 2)
    corpus = tk.load(path, time_zone="Asia/Almaty")
    assert local_times(corpus.news_list, "Asia/Almaty")[0] == "06-04 08:10"
    assert corpus.articles["collected_at"][0] == saved


def test_list_before_the_article_and_comments_behind_it() -> None:
    article, items = load_one("uk_list_first.txt", time_zone="Europe/Kyiv")
    assert (article["title"], article["authors"]) == ("Рада Заріччя звільнила начальника порту", ["Ірина Коваль"])
    assert article["text"].endswith("Рибак очолив порт у 2019 році.")
    assert items.groupby("list_heading", sort=False)["title"].size().to_dict() == {
        "Стрічка новин": 3,
        "Читайте також": 2,
    }
    assert local_times(items, "Europe/Kyiv")[:3] == ["02-12 18:58", "02-12 18:40", "02-12 18:22"]


def test_a_date_without_a_time_is_a_day() -> None:
    article, items = load_one("en_day_only.txt", time_zone="Europe/Kyiv")
    assert article["published_precision"] == "day"
    assert article["published_at"] == pd.Timestamp("2025-02-12", tz="Europe/Kyiv")
    assert article["authors"] == ["Ada Brook"]
    assert items["list_heading"].unique().tolist() == ["You may also like"]
    assert "newsletter" not in article["text"]


def test_an_address_in_the_dump_and_tags_in_columns() -> None:
    article, _ = load_one("en_address_and_columns.txt")
    assert article["url"] == "https://laketimes.example/news/2025/02/12/ferry"
    assert article["published_at"] == pd.Timestamp("2025-02-12 16:26", tz="UTC")
    assert article["time_zone_from"] == "stamp"
    assert article["authors"] == ["ADA BROOK"]
    assert article["tags"] == ["FERRIES", "LAKE", "OLA LIND"]


def test_today_without_a_day_on_the_page_is_no_date(tmp_path: Path) -> None:
    article, _ = load_one("uk_today.txt", time_zone="Europe/Kyiv")
    assert article["title"] == "Завод у Заріччі зупинив роботу"
    assert pd.isna(article["published_at"])
    assert article["published_precision"] == "none"
    dated = "12 лютого 2025, середа\n" + (DUMPS / "uk_today.txt").read_text(encoding="utf-8")
    (tmp_path / "dump.txt").write_text(dated, encoding="utf-8")
    article = tk.load(tmp_path / "dump.txt", time_zone="Europe/Kyiv").articles.iloc[0]
    assert article["published_at"] == pd.Timestamp("2025-02-12 12:40", tz="Europe/Kyiv")


def test_buttons_below_the_date_and_authors_on_their_own_lines() -> None:
    article, items = load_one("de_buttons.txt", time_zone="Europe/Berlin")
    assert article["title"] == "Neue Fähre nimmt im Juni den Betrieb auf"
    assert article["lead"].startswith("Die Überfahrt zur Storcheninsel")
    assert article["authors"] == ["Hanna Adler", "Jonas Brandt"]
    assert article["published_at"] == pd.Timestamp("2025-02-12 16:26", tz="Europe/Berlin"), "the year is in the head"
    assert article["text"].split("\n\n")[1].startswith("Die neue Fähre zur Storcheninsel fährt")
    assert "teilen" not in article["text"]
    assert items["list_heading"].unique().tolist() == ["Meistgelesen"]
    assert len(items) == 3


@pytest.mark.parametrize(
    "headline",
    [
        "Solar plant near Lindholm delivers its first 7 megawatts",
        "Updated map of the lake goes on sale in May",
        "Дата відкриття мосту: що відомо мешканцям",
        "Опубліковано список шкіл, які відремонтують улітку",
    ],
)
def test_words_that_also_label_dates_do_not_cost_a_headline(tmp_path: Path, headline: str) -> None:
    text = (DUMPS / "en_plain.txt").read_text(encoding="utf-8")
    (tmp_path / "dump.txt").write_text(
        text.replace("Harbour ferry to run through the night from June", headline), encoding="utf-8"
    )
    assert tk.load(tmp_path).articles["title"].tolist() == [headline]


@pytest.mark.parametrize("text", ["a\n" * 60_000, "word " * 1_000_000])
def test_a_text_too_large_for_a_page_is_rejected(tmp_path: Path, text: str) -> None:
    (tmp_path / "big.txt").write_text(text)
    report = tk.load(tmp_path).report
    assert report["status"].tolist() == ["rejected"]
    assert "table" in report["reason"][0]
