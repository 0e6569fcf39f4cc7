"""Which blocks belong to an article: lines of dates, pull quotes, boxes about others, labels in many languages."""

import pytest

from toolkit.extract.body import body
from toolkit.extract.body_filter import is_stamp
from toolkit.extract.document import Document

LEAD = "The bakery of the island is open again, four years after its oven went cold."
ONE = "Two brothers who came home from abroad have rebuilt the oven, and a neighbour brings the wood across the bay."
TWO = "“On the first day we had sold all of it by seven in the morning,” says the younger of the two, still in flour."
THREE = "In summer they will bake at night as well, when the sailors come; in winter three times a week has to do."
TITLE = "Island bakery works again"


def read(inner: str, before: str = "", after: str = "") -> list[str]:
    html = f"<html><body><main><h1>{TITLE}</h1>{before}<div class='k'>{inner}</div>{after}</main></body></html>"
    return body(Document(html), title=TITLE).text.split("\n\n")


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("line", [
    "5.1.2026 klo 9.32 | Päivitetty 5.1.2026 klo 11.10", "10. veebruar 2026, 8:04 · Muudetud 10. veebruar 2026, 9:30",
    "15:07 | 21.01.2026 г.", "11 лютого 2026, 10:15", "Rabu, 11 Feb 2026 18:20 WIB", "2026年2月9日（月） 19時03分",
    "5 gennaio 2026 (modifica il 6 gennaio 2026 | 15:24)",
])
def test_lines_of_dates_are_no_text_of_the_article(line):
    assert is_stamp(line)
    assert read(p(LEAD, line, ONE, TWO, THREE)) == [LEAD, ONE, TWO, THREE]
    assert read(p(ONE, TWO, THREE, line)) == [ONE, TWO, THREE]


@pytest.mark.parametrize("text", [
    "The oven went cold on 5 January 2022 at 9:32.", "1,250 loaves were sold in 2025", "29 November 2025 – 20 January",
    "12 345 678", "",
])
def test_texts_that_say_more_than_a_time(text):
    assert not is_stamp(text)


def test_a_sentence_set_large_beside_its_paragraph_stands_once():
    quote = "“On the first day we had sold all of it by seven in the morning.”"
    told = f"{ONE} On the first day we had sold all of it by seven in the morning. {THREE}"
    assert read(p(LEAD, told) + f"<blockquote><p>{quote}</p></blockquote>" + p(TWO)) == [LEAD, told, TWO]
    assert read(p(LEAD, told, "We had sold all of it.", TWO))[2] == "We had sold all of it."
    assert read(p(LEAD, ONE, "Our daily bread", f"Our daily bread is {THREE}"))[2] == "Our daily bread"


@pytest.mark.parametrize("label", ["Les også", "Читайте також", "Czytaj też", "Διαβάστε επίσης", "Související",
                                   "관련 기사", "相关阅读", "اقرأ أيضا", "Baca juga", "Related stories",
                                   "Ez is érdekelheti"])
def test_a_box_under_a_heading_such_as_read_also_is_about_others(label):
    excerpt = "Four ferries a day are no more, and one will come back, as the region has made known."
    box = f"<div class='x1'><h2>{label}</h2><a href='/1'>The ferries of this winter</a><p>{excerpt}</p></div>"
    assert read(p(LEAD, ONE) + box + p(TWO, THREE)) == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("line", [
    "Mirá también", "Læs også", "Lue myös", "ข่าวที่เกี่ยวข้อง", "διαφήμιση",
    "Artikkel jätkub pärast reklaami",
    "Источник: primer.ru", "Źródło: PAP", "来源：海岛日报", "Foto: Kari Nes", "Фото: громада",
    "Har du fundet en fejl? Skriv til os.",
    "Нашли опечатку? Выделите её и нажмите Ctrl+Enter", "Підписуйтесь на наш канал у Telegram", "Yorumlar",
    "Подписывайтесь на нас в соцсетях, чтобы не пропустить главное", "Folgen Sie uns auf Instagram",
    "Recevez chaque matin l’essentiel de l’actualité dans votre boîte mail.", "Suscríbete a nuestro boletín",
    "Siga o nosso canal no WhatsApp", "Iscriviti alla newsletter", "Meld je aan voor onze nieuwsbrief",
    "Obserwuj nas w Google News", "Sledujte nás na Facebooku", "Urmărește-ne pe Google News",
    "Ακολουθήστε το νησί στο Google News και μάθετε πρώτοι όλα τα νέα", "Ikuti berita terbaru di Google News",
    "© Riproduzione riservata", "扫一扫，手机阅读更方便",
])
def test_labels_and_offers_in_many_languages(line):
    assert read(p(LEAD, ONE, line, TWO, THREE)) == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("line", [
    "Следите за погодой: завтра обещают сильный ветер.", "Sie folgen dem Weg zum Hafen und kaufen Brot.",
    "Recevez nos excuses, a dit le boulanger.", "Il forno segue una ricetta antica.", "Фото зробили вночі.",
    "Dele av øya er uten strøm.", "Più del pane conta il forno.",
])
def test_sentences_that_begin_like_them_stay(line):
    assert line in read(p(LEAD, ONE, line, TWO, THREE))


def test_a_standfirst_set_as_a_heading_or_in_a_box_of_its_own():
    assert read(p(ONE, TWO, THREE), before=f"<h2>{LEAD}</h2>") == [LEAD, ONE, TWO, THREE]
    assert read(p(ONE, TWO, THREE), before="<h2>What happens when the last ferry has left?</h2>") == [ONE, TWO, THREE]
    parts = f"<div class='r-chapo'>{LEAD}</div><div class='s'>{p(ONE)}</div><div class='s'>{p(TWO, THREE)}</div>"
    assert read(parts) == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("caption", ["Ferja legger til kai mandag. Foto: Kari Nes / NTB",
                                     "The oven at dawn (photo: A. Keeper)",
                                     "Піч на світанку. Фото: Ганна Приклад", "Uuni aamulla. Kuva: Anna Esimerkki"])
def test_captions_that_end_with_the_photographer(caption):
    assert read(p(LEAD, caption, ONE, TWO, THREE)) == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("head", ["Komentarze (5)", "Комментарии", "12 Comments", "Kommentare: 3", "コメント",
                                  "Leave a comment"])
def test_comments_in_boxes_without_names_are_known_by_their_heading(head):
    said = "".join(f"<div><b>reader{n}</b><p>{n}. I was there on Sunday, and the bread is as good as it was.</p></div>"
                   for n in range(9))
    box = f"<div class='q'><h3>{head}</h3>{said}</div>"
    assert read(p(LEAD, ONE, TWO, THREE), after=box) == [LEAD, ONE, TWO, THREE]
    assert read(p(LEAD, ONE, TWO, THREE) + box) == [LEAD, ONE, TWO, THREE]


def test_a_small_box_with_a_form_is_no_text_of_the_article():
    box = ("<div class='z7'><h4>Every morning</h4><p>Our letter brings you the most important news of the islands, "
           "free of charge.</p><form><input type=email><button>Send</button></form></div>")
    assert read(p(LEAD, ONE) + box + p(TWO, THREE)) == [LEAD, ONE, TWO, THREE]
    assert read(p(LEAD, ONE, TWO, THREE) + "<form><input name=q></form>") == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("line", [
    "Підтримайте нашу редакцію: зробіть одноразовий внесок.", "Поддержите нашу редакцию любым переводом.",
    "Якщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter.",
    "Unterstützen Sie unsere Arbeit mit einer Spende.",
    "Support our newsroom with a donation of any size.",
])
def test_pleas_and_requests_to_the_reader(line):
    assert read(p(LEAD, ONE, TWO, THREE, line)) == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("caption", [
    "图为面包房重新开业的场景。（王小明 摄）", "资料图：岛上的面包房。本报记者 李雷 摄", "老烤炉已经修好。县文化馆供图",
    "图片来源：岛上面包房", "パン屋が再開した＝田中一郎撮影", "섬의 빵집 [사진=섬마을신문]",
    "The new oven. Photo courtesy of the bakery",
    "The harbour in winter (A. Baker/Getty Images)", "Die Insel im Winter (Symbolbild)",
    "Stary piec (zdjęcie ilustracyjne)",
    "Острів узимку (ілюстративне фото)", "Header image: the oven, seen from the yard", "（原标题：岛上面包房重新开业）",
])
def test_captions_and_credits_among_the_paragraphs_are_no_text(caption):
    assert read(p(LEAD, ONE, caption, TWO, THREE)) == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("sentence", [
    "这部短片是在岛上拍摄", "She has kept every photo by the door since then, and the letters.",
    "The editor, he says, has never been to the bakery.",
])
def test_sentences_that_speak_of_pictures_stay(sentence):
    assert read(p(LEAD, ONE, sentence, TWO, THREE)) == [LEAD, ONE, sentence, TWO, THREE]


@pytest.mark.parametrize("closing", [
    "Alle Angaben ohne Gewähr.", "The views expressed in this article are those of the author.",
    "Disclaimer: Nothing of this is advice. " + 9 * "Bread may go up or down in price, and ovens may cool. ",
    "声明：本报力求信息真实、准确，文章提及内容仅供参考，不构成投资建议。",
    "免责声明：以上内容仅代表作者本人观点。", "免責事項：情報は執筆時のものです。",
    "Las opiniones expresadas en este artículo son responsabilidad del autor.",
    "Les opinions exprimées dans ce texte n'engagent que leur auteur.", "Le opinioni espresse sono dell'autore.",
    "As opiniões expressas neste artigo são do autor.", "Opinie wyrażone w tekście są opiniami autora.",
    "Думка автора може не збігатися з думкою редакції.", "Мнение автора может не совпадать с мнением редакции.",
    "Názory vyjádřené v textu jsou názory autora.", "Aan de inhoud kunnen geen rechten worden ontleend.",
    "الآراء الواردة في المقال لا تعبر عن رأي الصحيفة.", "The baker can be reached at oven@island.example.",
])
def test_disclaimers_at_the_end_are_no_text(closing):
    assert read(p(LEAD, ONE, TWO, THREE, closing)) == [LEAD, ONE, TWO, THREE]


def test_what_reads_like_a_disclaimer_further_up_stays():
    said = "The views expressed at the meeting were many, and the baker wrote all of them down on the flour sacks."
    more = [f"{THREE} That was evening number {n}." for n in range(8)]
    assert read(p(LEAD, said, ONE, TWO, *more)) == [LEAD, said, ONE, TWO, *more]


@pytest.mark.parametrize("ending", [
    "The views expressed by the islanders that night were the same as four years before.",
    "Opinions expressed over bread are the best ones, says the elder brother.",
    "Las opiniones expresadas en el muelle fueron muchas y muy distintas.",
    "Les opinions exprimées ce soir-là au port étaient partagées.", "Posted in the far north, he learned to bake.",
    "Veröffentlicht in keinem Buch, steht das Rezept nur auf dem Sack.",
    "Classé dans le guide, le four attire du monde.",
])
def test_last_sentences_that_begin_like_a_disclaimer_stay(ending):
    assert read(p(LEAD, ONE, TWO, THREE, ending)) == [LEAD, ONE, TWO, THREE, ending]


@pytest.mark.parametrize("box", [
    "<div><b>STORY HIGHLIGHTS</b></div><ul><li>The oven is warm again</li><li>Two brothers bake</li></ul>",
    "<div>AUTHOR</div><p>The author has written about bread on small islands for a dozen years and more.</p>".replace(
        "AUTHOR", "The author"),
])
def test_boxes_under_heads_that_tell_what_they_are(box):
    assert read(f"{p(LEAD, ONE)}<div class='x1'>{box}</div>{p(TWO, THREE)}") == [LEAD, ONE, TWO, THREE]


def test_excerpts_below_linked_headings_are_about_other_articles():
    teaser = "<div><h2><a href='/2'>The ferry of the island rests</a></h2><p>{} A long winter is before it {}</p></div>"
    for cut in ("[…]", "[...]"):
        found = read(p(LEAD, ONE, TWO, THREE), after=teaser.format("The ferry of the island is laid up.", cut))
        assert found == [LEAD, ONE, TWO, THREE]


def test_first_lines_that_end_with_a_comma_are_text():
    assert read(p("Dear readers,", LEAD, ONE, TWO)) == ["Dear readers,", LEAD, ONE, TWO]


def test_long_parts_of_a_paragraph_are_text_whatever_their_names():
    long = f"{ONE} {TWO} {THREE}"
    assert read(p(LEAD, f"<span class='eventContentTags'>{long}</span>")) == [LEAD, long]
    assert read(p(LEAD, f"{ONE} <span class='share'>Share this</span>", TWO)) == [LEAD, ONE, TWO]
