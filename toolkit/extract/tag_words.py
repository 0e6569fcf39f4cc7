"""Words among the keywords of a page that are not about the article: of the system, and of every news site."""

from __future__ import annotations

_SYSTEM = (
    "web|video|article|articles|news|home|homepage|front page|story|post|posts|default|general news|"
    "curated|n/a|none|null|undefined|uncategorized|uncategorised|без рубрики|без категорії|sin categoría|"
    "sem categoria|non classé|senza categoria|unkategorisiert|без категория|χωρίς κατηγορία|"
    "kategorisiz|bez kategorii|nezařazené|okategoriserade|ikke kategoriseret|geen categorie|egyéb kategória|"
    "nekategorizirano|chưa được phân loại|غير مصنف|دسته‌بندی نشده|nocomments|noindex|noads|no ads|"
    "no comments|amp|true|false|your keywords here|your keywords|keywords here|")
"""Kinds of pages, settings, and the category of what has none."""

_SITE = (
    "latest news|breaking news|top news|today news|nachrichten|"
    "aktuelles|aktuelle nachrichten|schlagzeilen|noticias|últimas noticias|notícias|"
    "últimas notícias|actualités|actualité|infos|notizie|ultime notizie|nieuws|laatste nieuws|nyheter|"
    "nyheder|uutiset|wiadomości|aktualności|zprávy|zpravodajství|správy|spravodajstvo|hírek|friss hírek|"
    "știri|stiri|ultimele stiri|ultimele știri|vijesti|vesti|najnovije vijesti|najnovije vesti|novice|вести|"
    "најнови вести|новини|останні новини|новини україни|новости|последние новости|свежие новости|"
    "новости сегодня|новости дня|главные новости|последни новини|ειδήσεις|νέα|τελευταία νέα|haber|haberler|"
    "son dakika|son dakika haberleri|son dakika haber|haberleri|xəbər|xəbərlər|lajme|naujienos|žinios|ziņas|"
    "jaunākās ziņas|uudised|ახალი ამბები|სიახლეები|նորություններ|լուրեր|berita|berita terkini|berita terbaru|"
    "berita hari ini|tin tức|tin nhanh|tin mới|tin tức 24h|tin nóng|báo|đọc báo|báo mới|أخبار|الأخبار|"
    "اخبار|آخر الأخبار|أخبار اليوم|عاجل|خبر|خبرگزاری|آخرین اخبار|خبریں|خبر فوری|חדשות|ידיעות|समाचार|"
    "ताजा समाचार|हिंदी समाचार|hindi news|news in hindi|ニュース|新聞|新闻|뉴스|속보|ข่าว|ข่าววันนี้|খবর|সংবাদ|"
    "செய்திகள்|"
    "info|infos|actu|即時新聞|即时新闻|最新新聞|最新新闻|最新消息|最新ニュース|aktuální zprávy|son xəbərlər|xəbərləri|"
    "news|न्यूज|"
    "najnovšie správy|nyhet|")
"""What sites add to every page for search engines: "news", "latest news" and the like."""

def _words(text: str) -> frozenset[str]:
    return frozenset(text.strip("|").split("|"))


OF_SYSTEM, OF_SITES = _words(_SYSTEM), _words(_SITE)
ALONE = _words("general|allgemein|allgemeines|général|generale|geral|загальне|общее|algemeen|generelt|other|其他")
"""In lower case, with spaces for hyphens. What stands in `ALONE` says nothing where it is the only tag."""
