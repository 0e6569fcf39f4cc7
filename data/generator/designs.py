"""Seven page designs, as seven content systems would write the same article. Each takes a `View` and returns HTML."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from region import Story

WORDS = {
    "uk": {"recent": "ОСТАННІ НОВИНИ", "more": "Читайте також", "all": "Усі новини", "tags": "Теми", "by": "Автор",
           "share": "Поділитися у фейсбуку", "subscribe": "Підпишіться на розсилку, щоб не пропустити головного.",
           "photo": "Фото: архів редакції", "menu": ("Політика", "Економіка", "Життя", "Спорт"), "comments": "Коментарі (3)"},
    "ru": {"recent": "ЛЕНТА НОВОСТЕЙ", "more": "Читайте также", "all": "Все новости", "tags": "Темы", "by": "Автор",
           "share": "Поделиться", "subscribe": "Подпишитесь на рассылку, чтобы не пропустить главное.",
           "photo": "Фото: архив редакции", "menu": ("Политика", "Экономика", "Жизнь", "Спорт"), "comments": "Комментарии (3)"},
    "en": {"recent": "RECENT NEWS", "more": "Read also", "all": "All news", "tags": "Topics", "by": "By",
           "share": "Share this", "subscribe": "Sign up for our newsletter and miss nothing.",
           "photo": "Photo: newsroom archive", "menu": ("Politics", "Business", "Life", "Sport"), "comments": "Comments (3)"},
}
MONTHS = {
    "uk": ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"],
    "ru": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
DAYS = {
    "uk": ["понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя"],
    "ru": ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


@dataclass
class View:
    """What a page shows: its story, the lists beside it, and the moment at which it was saved."""

    story: Story
    recent: list[Story]  # newest first
    related: list[Story]
    saved: datetime

    @property
    def words(self) -> dict:
        """The interface's words in the page's language."""
        return WORDS[self.story.language]


def long_date(at: datetime, language: str, *, weekday: bool = True) -> str:
    """Date and time as a page shows them."""
    text = f"{at.day} {MONTHS[language][at.month - 1]} {at.year}, {at:%H:%M}"
    return f"{DAYS[language][at.weekday()].capitalize()}, {text}" if weekday else text


def save_note(view: View, *, stamped: bool = True) -> str:
    """Comment that a browser's save function leaves at the top of a page."""
    if not stamped:
        return f"<!-- saved from url=({len(view.story.url):04d}){view.story.url} -->"
    offset = view.saved.strftime("%z")
    return (f"<!--\n Page saved with SingleFile \n url: {view.story.url} \n saved date: "
            f"{view.saved:%a %b %d %Y %H:%M:%S} GMT{offset} (local time)\n-->")


def lead(view: View) -> str:
    """First sentence, which most designs set apart."""
    return view.story.paragraphs[0]


def paragraphs(view: View) -> str:
    """The article's paragraphs, the first one left out."""
    return "\n".join(f"<p>{escape(p)}</p>" for p in view.story.paragraphs[1:])


def ld(view: View, **more: object) -> dict:
    """JSON-LD of the article."""
    s = view.story
    out: dict = {"@type": "NewsArticle", "headline": s.title, "mainEntityOfPage": s.url, "inLanguage": s.language,
                 "datePublished": s.at.isoformat(), "dateModified": (s.updated or s.at).isoformat(),
                 "publisher": {"@type": "Organization", "name": s.outlet.name[s.language]},
                 "keywords": s.tags, "description": lead(view), **more}
    if s.author:
        out["author"] = [{"@type": "Person", "name": s.author}]
    return out


def recent_times(view: View) -> str:
    """The list of recent news with HH:MM, newest first, which runs back over midnight."""
    rows = "\n".join(f'<li><span class="time">{r.at:%H:%M}</span> <a href="{r.url}">{escape(r.title)}</a></li>' for r in view.recent)
    return f'<section class="newsline"><h3>{view.words["recent"]}</h3><ul>{rows}</ul><a class="all" href="/news/">{view.words["all"]}</a></section>'


def related_links(view: View) -> str:
    """Related articles, without times."""
    rows = "\n".join(f'<div class="card"><a href="{r.url}?utm_source=related">{escape(r.title)}</a></div>' for r in view.related)
    return f'<section class="related"><h3>{view.words["more"]}</h3>{rows}</section>' if rows else ""


def editions(view: View) -> str:
    """Links to the other language editions."""
    return "\n".join(f'<link rel="alternate" hreflang="{e.language}" href="{e.url}">' for e in view.story.editions)


def menu(view: View) -> str:
    """Navigation bar."""
    links = "".join(f'<a href="/section/{i}/">{w}</a> ' for i, w in enumerate(view.words["menu"]))
    return f"<nav>{links}</nav>"


def graph(v: View) -> str:
    """Design 1: JSON-LD in a @graph, OpenGraph, a list of recent news at the side."""
    s = v.story
    data = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": s.outlet.name[s.language], "url": f"https://{s.outlet.domain}/"}, ld(v)]}
    tags = "".join(f'<a class="tag" rel="tag" href="/tag/{i}/">{escape(t)}</a>' for i, t in enumerate(s.tags))
    return f"""<!DOCTYPE html>
<html lang="{s.language}"><head><meta charset="utf-8">{save_note(v)}
<title>{escape(s.title)} | {s.outlet.name[s.language]}</title><link rel="canonical" href="{s.url}">
<meta property="og:title" content="{escape(s.title)}"><meta property="og:type" content="article"><meta property="og:site_name" content="{s.outlet.name[s.language]}">
{editions(v)}<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head>
<body>{menu(v)}<main><article><h1>{escape(s.title)}</h1><div class="byline">{v.words["by"]}: {escape(s.author or s.outlet.name[s.language])}
<span class="date">{long_date(s.at, s.language)}</span></div><figure><img src="/img/{s.number}.jpg" alt=""><figcaption>{v.words["photo"]}</figcaption></figure>
<p class="lead">{escape(lead(v))}</p>{paragraphs(v)}<div class="share"><a href="https://social.example/?u={s.url}">{v.words["share"]}</a></div>
<div class="tags">{v.words["tags"]}: {tags}</div></article>{related_links(v)}</main><aside>{recent_times(v)}</aside><footer>© 2026 {s.outlet.name[s.language]}</footer></body></html>"""


def meta_only(v: View) -> str:
    """Design 2: OpenGraph and article: metas, no JSON-LD; recent news as cards with a date."""
    s = v.story
    tags = "".join(f'<meta property="article:tag" content="{escape(t)}">' for t in s.tags)
    updated = f'<meta property="article:modified_time" content="{s.updated.isoformat()}">' if s.updated else ""
    rows = "".join(f'<div class="news-item"><a class="news-title" href="{r.url}">{escape(r.title)}</a>'
                   f'<div class="news-date">{r.at.day} {MONTHS[s.language][r.at.month - 1]}, {r.at:%H:%M}</div></div>' for r in v.recent)
    return f"""<!DOCTYPE html>
<html lang="{s.language}"><head><meta charset="utf-8">{save_note(v)}<title>{escape(s.title)} — {s.outlet.name[s.language]}</title>
<meta property="og:title" content="{escape(s.title)}"><meta property="og:url" content="{s.url}"><meta property="og:description" content="{escape(lead(v))}">
<meta property="article:published_time" content="{s.at.isoformat()}">{updated}{tags}
<meta name="author" content="{escape(s.author or "")}"><link rel="canonical" href="{s.url}">{editions(v)}</head>
<body><header>{menu(v)}</header><div id="content"><h1 class="headline">{escape(s.title)}</h1><div class="info">{escape(s.author or "")} <span>{long_date(s.at, s.language, weekday=False)}</span></div>
<div class="post-body"><p><strong>{escape(lead(v))}</strong></p>{paragraphs(v)}<p class="promo">{v.words["subscribe"]}</p></div></div>
<div class="sidebar"><div class="block"><div class="block-title">{v.words["recent"]}</div>{rows}</div></div>{related_links(v)}</body></html>"""


def ld_list(v: View) -> str:
    """Design 3: JSON-LD as a list with a breadcrumb first, no OpenGraph, comments under the text."""
    s = v.story
    data = [{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": v.words["menu"][1], "item": f"https://{s.outlet.domain}/business/"}]},
        {"@context": "https://schema.org", **ld(v, keywords=", ".join(s.tags))}]
    return f"""<!DOCTYPE html>
<html lang="{s.language}-GB"><head><meta charset="utf-8">{save_note(v)}<title>{escape(s.title)} - {s.outlet.name[s.language]}</title>
<link rel="canonical" href="{s.url}">{editions(v)}<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head>
<body>{menu(v)}<div class="article"><h1>{escape(s.title)}</h1><p class="standfirst">{escape(lead(v))}</p>
<p class="meta">{escape(s.author or s.outlet.name[s.language])}, {long_date(s.at, s.language)}</p>{paragraphs(v)}</div>
<div class="comments"><h4>{v.words["comments"]}</h4><p>Lakeside reader: at last somebody writes about it.</p></div>{recent_times(v)}{related_links(v)}</body></html>"""


def old_tables(v: View) -> str:
    """Design 4: a table layout of the nineties in windows-1251; the time stands only in a visible line."""
    s = v.story
    rows = "".join(f'<tr><td width="50"><b>{r.at:%H:%M}</b></td><td><a href="{r.url}">{escape(r.title)}</a></td></tr>\n' for r in v.recent)
    text = "<br><br>\n".join(escape(p) for p in s.paragraphs)
    tags = ", ".join(f'<a href="/tags/{i}">{escape(t)}</a>' for i, t in enumerate(s.tags))
    return f"""<HTML><HEAD>{save_note(v, stamped=False)}<META http-equiv="Content-Type" content="text/html; charset=windows-1251">
<TITLE>{s.outlet.name[s.language]}: {escape(s.title)}</TITLE></HEAD><BODY bgcolor="#ffffff">
<TABLE width="100%"><TR><TD colspan="2"><A href="/"><B>{s.outlet.name[s.language]}</B></A> | <A href="/sport/">{v.words["menu"][3]}</A></TD></TR>
<TR><TD valign="top" width="70%"><H1>{escape(s.title)}</H1><FONT size="2">{long_date(s.at, s.language, weekday=False)}<BR>{v.words["by"]}: {escape(s.author or "")}</FONT>
<P>{text}</P><P><FONT size="1">{v.words["tags"]}: {tags}</FONT></P></TD>
<TD valign="top"><B>{v.words["recent"]}</B><TABLE>{rows}</TABLE><A href="/arhiv/">{v.words["all"]}</A></TD></TR></TABLE></BODY></HTML>"""


def time_tag(v: View) -> str:
    """Design 5: no metadata at all but <time datetime>, rel=author and rel=tag."""
    s = v.story
    rows = "".join(f'<article class="teaser"><time datetime="{r.at.isoformat()}">{r.at:%H:%M}</time><h4><a href="{r.url}">{escape(r.title)}</a></h4></article>' for r in v.recent)
    tags = "".join(f'<li><a rel="tag" href="/topic/{i}">{escape(t)}</a></li>' for i, t in enumerate(s.tags))
    author = f'<a rel="author" href="/authors/1">{escape(s.author)}</a>' if s.author else ""
    return f"""<!DOCTYPE html>
<html lang="{s.language}"><head><meta charset="utf-8">{save_note(v)}<title>{escape(s.title)} :: {s.outlet.name[s.language]}</title><link rel="canonical" href="{s.url}"></head>
<body>{menu(v)}<article class="post"><h1>{escape(s.title)}</h1><p>{author} <time datetime="{s.at.isoformat()}">{long_date(s.at, s.language)}</time></p>
<div class="text"><p>{escape(lead(v))}</p>{paragraphs(v)}</div><ul class="tags">{tags}</ul></article>
<section class="latest"><h2>{v.words["recent"]}</h2>{rows}</section></body></html>"""


def microdata(v: View) -> str:
    """Design 6: microdata (itemprop), with the section in a breadcrumb."""
    s = v.story
    rows = "".join(f'<li><a href="{r.url}">{escape(r.title)}</a> <small>{r.at:%d/%m/%Y %H:%M}</small></li>' for r in v.recent)
    modified = f'<meta itemprop="dateModified" content="{s.updated.isoformat()}">' if s.updated else ""
    return f"""<!DOCTYPE html>
<html lang="{s.language}"><head><meta charset="utf-8">{save_note(v)}<title>{escape(s.title)} | {s.outlet.name[s.language]}</title><link rel="canonical" href="{s.url}">
<meta name="news_keywords" content="{escape(", ".join(s.tags))}"></head><body>{menu(v)}
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{escape(s.title)}</h1>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{escape(s.author or s.outlet.name[s.language])}</span></span>
<meta itemprop="datePublished" content="{s.at.isoformat()}">{modified}<div itemprop="articleBody"><p>{escape(lead(v))}</p>{paragraphs(v)}</div></div>
<aside><h3>{v.words["recent"]}</h3><ol>{rows}</ol></aside>{related_links(v)}</body></html>"""


def day_in_meta(v: View) -> str:
    """Design 7: the metadata knows only the day, the visible line knows the minute; JSON-LD with a stray comma."""
    s = v.story
    broken = json.dumps({"@context": "https://schema.org", **ld(v)}, ensure_ascii=False)
    broken = broken.replace(s.at.isoformat(), f"{s.at:%Y-%m-%d}").replace((s.updated or s.at).isoformat(), f"{s.at:%Y-%m-%d}")
    broken = broken[:-1] + ",}"
    return f"""<!DOCTYPE html>
<html lang="{s.language}"><head><meta charset="utf-8">{save_note(v)}<title>{s.outlet.name[s.language]} - {escape(s.title)}</title><link rel="canonical" href="{s.url}">
<meta name="date" content="{s.at:%Y-%m-%d}"><script type="application/ld+json">{broken}</script></head><body>{menu(v)}
<div class="page"><h1>{escape(s.title)}</h1><div class="article-date">{long_date(s.at, s.language)}</div><div class="article-text"><p>{escape(lead(v))}</p>{paragraphs(v)}</div>
<p class="keywords">{v.words["tags"]}: {escape(", ".join(s.tags))}</p></div>{recent_times(v)}</body></html>"""


def dump(v: View) -> str:
    """The page as plain text, as a person gets it who marks everything and copies it."""
    s = v.story
    labels = {"uk": ("Джерело", "Деталі", "Передісторія"), "ru": ("Источник", "Детали", "Предыстория"), "en": ("Source", "Details", "Background")}[s.language]
    name = s.outlet.name[s.language]
    lines = [f"{name} {v.saved:%Y-%m-%d}", " ".join(v.words["menu"]), "", s.title, "",
             f"{s.author or name}{long_date(s.at, s.language)}", "", s.paragraphs[0], "", f"{labels[0]}: {name}", ""]
    lines += [f"{labels[1]}: {s.paragraphs[1]}", ""] + [x for p in s.paragraphs[2:-1] for x in (p, "")]
    lines += [f"{labels[2]}:", "", f"  • {s.paragraphs[-1]}", "", "".join(s.tags), v.words["recent"]]
    lines += [x for r in v.recent for x in (f"{r.at:%H:%M}", r.title)]
    return "\n".join([*lines, v.words["all"], ""])


def next_quarter(at: datetime, minutes: int) -> datetime:
    """The quarter of an hour at which a collector comes by, at least ``minutes`` later."""
    later = at + timedelta(minutes=minutes)
    return later.replace(minute=later.minute // 15 * 15, second=0) + timedelta(minutes=15)


DESIGNS: dict[str, Callable[[View], str]] = {
    "graph": graph, "meta": meta_only, "ld_list": ld_list, "old": old_tables, "time_tag": time_tag,
    "microdata": microdata, "day_in_meta": day_in_meta,
}
