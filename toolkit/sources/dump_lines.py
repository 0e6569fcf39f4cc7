"""Lines of a plain-text page dump, and what each line is by its own look.

The words below are those that news sites put around articles (labels, closers of lists, advertising marks, calls for
support) in Ukrainian, Russian, English and a few neighbours; they name kinds of lines, never a site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from toolkit.extract import stamps

Written = stamps.Written

LABELS: Final = (
    "source", "details", "quote", "direct quote", "background", "what happened", "context", "reference", "updated",
    "джерело", "деталі", "подробиці", "пряма мова", "цитата", "передісторія", "довідка", "нагадаємо", "що відомо",
    "дослівно", "контекст", "що передувало", "оновлено", "нагадування",
    "источник", "детали", "подробности", "прямая речь", "предыстория", "справка", "напомним", "дословно",
    "что предшествовало", "обновлено", "quelle", "hintergrund", "źródło", "szczegóły", "cytat", "tło",
)
"""Labels of the fields that agency-style items are made of."""
TAG_LABELS: Final = ("tags", "tag", "topics", "topic", "keywords", "related topics", "теги", "тег", "теми", "мітки",
                     "ключові слова", "темы", "метки", "ключевые слова", "themen", "schlagworte", "tagi", "tematy",
                     "mots-clés", "etiquetas", "temas")
_ADS: Final = ("advertisement", "advertising", "advertisements", "ad", "ads", "sponsored", "реклама",
               "на правах реклами", "партнерський матеріал", "anzeige", "werbung", "reklama", "publicité",
               "publicidad", "pubblicità")
_CLOSERS: Final = (
    "all news", "more news", "all articles", "see all", "see more", "show more", "view all", "load more", "more",
    "read more", "all stories", "more stories", "усі новини", "всі новини", "більше новин", "ще новини", "показати ще",
    "показати більше", "дивитися всі", "усі публікації", "всі публікації", "усі матеріали", "ще", "завантажити ще",
    "все новости", "больше новостей", "еще новости", "ещё новости", "показать еще", "показать ещё", "смотреть все",
    "все публикации", "все материалы", "еще", "ещё", "загрузить еще", "alle nachrichten", "mehr anzeigen",
    "alle artikel", "wszystkie", "zobacz więcej", "pokaż więcej", "toutes les actualités", "voir plus", "ver más",
)
_LIST_HEADINGS: Final = (
    "recent news", "latest news", "latest", "news", "top news", "top stories", "most read", "most popular", "popular",
    "trending", "related", "related news", "related articles", "read also", "see also", "also read", "editor's choice",
    "editors' picks", "in this section", "more on this topic", "on this topic", "headlines", "breaking news",
    "you may also like", "you might also like", "recommended", "don't miss",
    "останні новини", "новини", "головні новини", "головне", "стрічка новин", "популярне", "популярні новини",
    "найпопулярніше", "читайте також", "за темою", "на цю тему", "схожі новини", "пов'язані новини", "вибір редакції",
    "вас може зацікавити", "вам може сподобатися", "рекомендуємо", "не пропустіть", "вам может быть интересно",
    "рекомендуем", "вас может заинтересовать", "головне за добу", "новини за темою",
    "топ новин", "новини дня", "сьогодні",
    "последние новости", "новости", "главные новости", "главное", "лента новостей", "популярное", "популярные новости",
    "самое читаемое", "самое популярное", "читайте также", "по теме", "на эту тему", "похожие новости",
    "выбор редакции", "новости по теме", "топ новостей", "новости дня",
    "neueste nachrichten", "meistgelesen", "najnowsze", "najczęściej czytane", "dernières nouvelles", "les plus lus",
    "últimas noticias", "lo más leído",
)
_APPEAL: Final = re.compile(
    r"\b(?:support|patron|patreon|donat\w*|subscri\w+|sign up|follow us|join (?:us|the|our)|newsletter)\b"
    r"|\bпідтрим\w*|\bпідпи(?:ш|с)\w*|\bдонат\w*|\bприєдну\w*|\bстань\w*|\bстежте\b|\bчитайте нас\b"
    r"|\bподдерж\w*|\bподпи(?:ш|с)\w*|\bприсоединя\w*|\bследите\b|\bunterstütz\w*|\babonn\w*|\bwesprzyj\w*", re.I)
_TO_US: Final = re.compile(r"\b(?:us|our|нас|наш\w*|uns|unser\w*|nas|nasz\w*)\b", re.I)
_FOOTER: Final = re.compile(
    r"©|\bcopyright\b|all rights reserved|terms of (?:use|service)|privacy policy|cookie|усі права|всі права|все права"
    r"|використання матеріалів|при использовании|использование материалов|політика конфіденційності"
    r"|политика конфиденциальности|alle rechte|impressum", re.I)
_CREDIT: Final = re.compile(
    r"\b(?:stock )?photo\b|\bphotograph|\bimage\b|\bgetty\b|\breuters\b|\bafp\b|\bscreenshot\b|\bcollage\b|\bpicture\b"
    r"|\bфото\b|\bілюстрац\w*|\bскриншот\w*|\bколаж\b|\bиллюстрац\w*|\bскріншот\w*|\bfoto\b|\bbild\b|\bzdjęcie\b", re.I)
_READ_ALSO: Final = re.compile(
    r"^(?:read (?:also|more)|see also|also read|related|читайте також|читайте ще|дивіться також|читайте также"
    r"|смотрите также|lesen sie auch|czytaj też|zobacz też|à lire aussi)\s*[:>-]\s*\S", re.I)
_SHARE: Final = re.compile(
    r"^(?:share\b.{0,30}|поділи\w+.{0,20}|подели\w+.{0,20}|teilen|udostępnij|partager|compartir|copy link|print"
    r"|(?:(?:facebook|twitter|telegram|whatsapp|viber|linkedin|instagram|x|youtube|email|reddit|tiktok|threads)"
    r"\W*)+)$", re.I)
_NETWORK: Final = re.compile(
    r"\b(?:facebook|twitter|telegram|whatsapp|viber|linkedin|instagram|youtube|e-?mail)\b", re.I)
_COMMENTS: Final = re.compile(
    r"^(?:\d+ )?(?:comments?|коментар\w*|комментари\w*|kommentare?|komentarze?|commentaires|comentarios)"
    r"\W*\d*\W*$", re.I)
_ONLY_ADDRESS: Final = re.compile(r"https?://[^\s/]+/\S+$", re.I)
_BULLET: Final = re.compile(r"^(?:[•●▪◦‣■►·*]|[-–—](?=\s))\s*")
_NUMBER: Final = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'»”’)\]]*$|:$")
_LABEL: Final = re.compile(r"^([^\W\d_][\w'’ʼ -]{2,28}):(?:\s|$)")
_EDGE: Final = re.compile(r"^[\W_]+|[\W_]+$")


def bare(text: str) -> str:
    """Text without case, outer signs and repeated spaces: two lines that say the same have the same."""
    return _EDGE.sub("", re.sub(r"\s+", " ", text.replace("’", "'").replace("ʼ", "'"))).casefold()


def is_heading(text: str) -> bool:
    """Whether a text is a usual heading of a list of news."""
    return bare(text) in _LIST_HEADINGS


@dataclass(frozen=True)
class Line:
    """One line that is not blank.

    Attributes
    ----------
    number : int
        Number in the file, from 1.
    text : str
        The line with single spaces.
    after_blank : bool
        Whether a blank line is before it.
    columns : tuple of str
        Its parts where tabs or several spaces stand inside.
    """

    number: int
    text: str
    after_blank: bool
    columns: tuple[str, ...] = ()

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @cached_property
    def key(self) -> str:
        """Text for comparing."""
        return bare(self.text)

    @cached_property
    def stamps(self) -> list[tuple[int, int, Written]]:
        """Times written in the line, with their places."""
        return stamps.find(self.text) if any(c.isdigit() for c in self.text) else []

    @cached_property
    def label(self) -> str | None:
        """Label of an agency-style field that the line begins with, in lower case."""
        match = _LABEL.match(self.text)
        return bare(match.group(1)) if match and bare(match.group(1)) in LABELS else None

    @cached_property
    def tag_label(self) -> str | None:
        """What follows a label such as ``Tags:``; the label may also stand alone (then empty)."""
        match = _LABEL.match(self.text)
        if match and bare(match.group(1)) in TAG_LABELS:
            return self.text[match.end():].strip()
        return None

    @property
    def is_ad(self) -> bool:
        """Advertising mark."""
        return self.key in _ADS

    @property
    def is_closer(self) -> bool:
        """Link that ends a list, such as ``All news``."""
        return self.key in _CLOSERS

    @property
    def is_list_heading(self) -> bool:
        """Known heading of a list."""
        return is_heading(self.text)

    @property
    def is_bullet(self) -> bool:
        """Entry of a bulleted list."""
        return _BULLET.match(self.text) is not None

    @property
    def without_bullet(self) -> str:
        """Text without the bullet."""
        return _BULLET.sub("", self.text)

    @property
    def without_number(self) -> str:
        """Text without the number or bullet that a list puts before its entries."""
        return _NUMBER.sub("", self.without_bullet)

    @property
    def is_sentence(self) -> bool:
        """Running text: it ends as a sentence does, or is too long for a headline."""
        return (self.words >= 4 and _SENTENCE_END.search(self.text) is not None) or self.words > 40

    @property
    def is_chrome(self) -> bool:
        """Advertising, appeal for support or subscription, pointer to another article, legal notice."""
        if self.is_ad or self.is_comments or any(p.match(self.text) for p in (_SHARE, _READ_ALSO)):
            return True
        if _FOOTER.search(self.text):
            return True
        if self.label is not None or self.words > 16 or _APPEAL.search(self.text) is None:
            return False
        return self.words <= 4 or self.text.endswith("!") or _TO_US.search(self.text) is not None

    @property
    def is_comments(self) -> bool:
        """Heading of the readers' comments."""
        return _COMMENTS.match(self.text) is not None

    @property
    def address(self) -> str | None:
        """Address of a page, where the line is nothing else."""
        return self.text if _ONLY_ADDRESS.match(self.text) else None

    @property
    def is_credit(self) -> bool:
        """Caption or credit of a picture."""
        return self.words <= 40 and self.label is None and _CREDIT.search(self.text) is not None

    @cached_property
    def clock(self) -> tuple[Written, str] | None:
        """Time at the beginning or end of a list entry, and the text without it (empty on a line of its own)."""
        for start, end, written in self.stamps:
            before, after = self.text[:start].strip(" |,–—-•[]()"), self.text[end:].strip(" |,–—-•[]():")
            if not before or not after:
                return written, before or after
        return None

    @property
    def names_network(self) -> bool:
        """Short line with the name of a social network, as buttons for sharing are."""
        return self.words <= 6 and _NETWORK.search(self.text) is not None

    @property
    def is_title_like(self) -> bool:
        """Could be the headline of an article, which may also be a short sentence or two words."""
        return 2 <= self.words <= 35 and self.label is None and not self.is_bullet and not self.is_chrome \
            and not self.is_closer

    @property
    def is_headline(self) -> bool:
        """Could stand in a list of headlines."""
        if self.is_sentence and not self.text.endswith(("!", "?", "…", "»", '"', "”")):
            return False
        return self.words >= 3 and self.label is None and not self.is_bullet and not self.is_chrome \
            and not self.is_closer and self.words <= 40


def split_lines(text: str) -> list[Line]:
    """Lines of a dump that are not blank."""
    lines, blank = [], True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        cleaned = re.sub(r"[\s\u200b\ufeff]+", " ", raw).strip()
        if cleaned:
            lines.append(Line(number, cleaned, blank, tuple(re.split(r"\t|[ \xa0]{2,}", raw.strip()))))
        blank = not cleaned
    return lines


def is_list_part(line: Line) -> bool:
    """Whether a line can belong to lists of headlines: headline, time, heading, closer or advertising mark."""
    if line.is_closer or line.is_ad or line.is_list_heading or line.is_chrome:
        return True
    if line.clock is not None and not line.clock[1]:
        return True
    return line.is_headline or (line.words <= 3 and not line.is_sentence and line.label is None and not line.is_bullet)


def count_headlines(lines: Sequence[Line]) -> int:
    """Count the headlines at the beginning of some lines, up to the first that belongs to no list."""
    count = 0
    for line in lines:
        if not is_list_part(line):
            break
        count += line.is_headline and not line.is_list_heading
    return count
