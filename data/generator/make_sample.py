"""Write data/sample: the news of a fictional region, with known facts planted in it.

    python data/generator/make_sample.py --out data/sample [--seed 20260302]

The same seed gives the same bytes. `data/README.md` says what is planted.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import shutil
from datetime import date, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import region
import texts
from designs import DESIGNS, View, dump, next_quarter
from region import Story

SEED = 20260302
SAVED_SHARE = 0.42
REDESIGN = date(2026, 4, 1)  # the wave gives up its table layout
TABLE_UNTIL = date(2026, 3, 11)  # what the gazette published before comes from a table
FEED_ITEMS = 30


def design_of(story: Story) -> str:
    """Which design the outlet used for this article on its day."""
    if story.outlet.key == "herald":
        return {"uk": "graph", "ru": "meta", "en": "ld_list"}[story.language]
    if story.outlet.key == "wave":
        return "old" if story.at.date() < REDESIGN else "time_tag"
    if story.outlet.key == "gazette":
        return "microdata" if story.at.date() < date(2026, 4, 6) else "day_in_meta"
    return "graph"


def collected(story: Story, rng: random.Random) -> bool:
    """Whether the article was collected; the outage takes a whole outlet for three days."""
    key, first, last = region.NOT_COLLECTED
    kept = story.agency or rng.random() < SAVED_SHARE
    return kept and not (story.outlet.key == key and first <= story.at.date() <= last)


def view(story: Story, published: list[Story], rng: random.Random) -> View:
    """The page as it stood when it was saved: what was published by then is in its lists."""
    saved = next_quarter(story.at, rng.randrange(20, 400))
    same = [s for s in published if s.outlet is story.outlet and s.language == story.language]
    recent = [s for s in same if s.at <= saved and s is not story][-9:][::-1]
    related = [s for s in same if s is not story and s.at < story.at and s.topics[0] in story.topics][-3:]
    return View(story, recent, related, saved)


def write_page(v: View, folder: Path) -> None:
    """One saved page; the agency's are gzipped, the old design is in windows-1251."""
    name = design_of(v.story)
    data = DESIGNS[name](v).encode("windows-1251" if name == "old" else "utf-8", "xmlcharrefreplace")
    target = folder / "pages" / v.story.outlet.key / v.story.language / f"{v.story.at:%Y-%m-%d}-{v.story.number}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    if v.story.outlet.key == "agency":
        target.with_suffix(".html.gz").write_bytes(gzip.compress(data, mtime=0))
    else:
        target.write_bytes(data)


def write_table(stories: list[Story], target: Path) -> None:
    """The gazette's first days as a spreadsheet with its own column names."""
    with target.open("w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f)
        rows.writerow(["Headline", "Link", "Media name", "Publish date", "Keywords", "Byline", "Body"])
        for s in stories:
            rows.writerow([s.title, s.url, s.outlet.name[s.language], s.at.isoformat(), "; ".join(s.tags), s.author or "",
                           "\n\n".join(s.paragraphs)])


def write_feed(stories: list[Story], target: Path) -> None:
    """The agency's last items as RSS 2.0."""
    agency = region.OUTLETS[-1]
    items = "\n".join(
        f"<item><title>{escape(s.title)}</title><link>{s.url}</link><guid>{s.url}</guid><pubDate>{format_datetime(s.at)}</pubDate>"
        f"<description>{escape(s.paragraphs[0])}</description>{''.join(f'<category>{escape(t)}</category>' for t in s.tags)}</item>"
        for s in stories)
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{agency.name["uk"]}</title>'
                      f"<link>https://{agency.domain}/</link><description>Вигадана агенція</description><language>uk</language>\n"
                      f"{items}\n</channel></rss>\n", encoding="utf-8")


def write_broken(folder: Path, example: str) -> None:
    """Inputs that cannot be read, one for each way in which this happens."""
    folder.mkdir(parents=True)
    (folder / "empty.html").write_bytes(b"")
    (folder / "cut_short.html.gz").write_bytes(gzip.compress(example.encode(), mtime=0)[:700])
    (folder / "photo_named_as_page.html").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8)
    (folder / "table_without_titles.csv").write_text("colour,size\nblue,3\ngreen,4\n", encoding="utf-8")
    (folder / "broken_feed.rss").write_text('<?xml version="1.0"?><rss version="2.0"><channel><title>Cut', encoding="utf-8")


OUTLETS_TOML = """# The fictional outlets of this folder: names, domains and clocks. Any folder may have such a file.
"""


def write_outlets(target: Path) -> None:
    """What is true of one outlet only: its name and its clock."""
    text = OUTLETS_TOML
    for o in region.OUTLETS:
        languages = ", ".join(f'"{x}"' for x in o.languages)
        text += (f'\n[[outlet]]\nname = "{o.name[o.languages[0]]}"\ndomains = ["{o.domain}"]\ntime_zone = "{o.zone}"\n'
                 f"languages = [{languages}]\n")
        aliases = [n for lang, n in o.name.items() if lang != o.languages[0]]
        if aliases:
            text += f"aliases = {json.dumps(aliases, ensure_ascii=False)}\n"
    target.write_text(text, encoding="utf-8")


def write_topics(target: Path) -> None:
    """A dictionary that folds the tags of the three languages into topics."""
    lines = ["# The topics of this folder: the outlets' tags in three languages. Any folder may have such a file."]
    for topic, (tag, _, _) in texts.TOPICS.items():
        lines += ["", f"[{topic}]", *(f'{language} = ["{word}"]' for language, word in zip(texts.LANGUAGES, tag, strict=True))]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def truth(published: list[Story], saved: list[Story], seed: int) -> dict:
    """What is planted, for the tests."""
    key, first, last = region.NOT_COLLECTED
    return {
        "seed": seed, "first_day": str(region.FIRST_DAY), "last_day": str(region.FIRST_DAY + timedelta(days=7 * region.WEEKS - 1)),
        "published": len(published), "saved": len(saved), "storm_day": str(region.STORM_DAY),
        "not_collected": {"outlet": next(o.name[o.languages[0]] for o in region.OUTLETS if o.key == key), "first": str(first), "last": str(last)},
        "articles": [{"url": s.url, "title": s.title, "published_at": s.at.isoformat(), "language": s.language,
                      "tags": s.tags, "topics": s.topics, "author": s.author, "agency": s.agency} for s in saved],
    }


def main() -> None:
    """Write the sample folder anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("data/sample"))
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    folder: Path = options.out
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "dumps").mkdir(parents=True)
    published = region.publish(options.seed)
    rng = random.Random(options.seed + 1)
    saved = [s for s in published if collected(s, rng)]
    table = [s for s in saved if s.outlet.key == "gazette" and s.at.date() <= TABLE_UNTIL]
    english = [s for s in saved if s.outlet.key == "herald" and s.language == "en"]
    dumped = english[::3]
    views = {id(s): view(s, published, rng) for s in saved}
    for s in saved:
        if s in table:
            continue
        if s in dumped:
            (folder / "dumps" / f"{s.at:%Y-%m-%d}-{s.number}.txt").write_text(dump(views[id(s)]), encoding="utf-8")
        else:
            write_page(views[id(s)], folder)
    write_table(table, folder / "gazette_archive.csv")
    write_feed([s for s in published if s.outlet.key == "agency"][-FEED_ITEMS:][::-1], folder / "ozerinform.rss")
    write_broken(folder / "broken", DESIGNS["graph"](views[id(saved[0])]))
    write_outlets(folder / "outlets.toml")
    write_topics(folder / "topics.toml")
    facts = truth(published, saved, options.seed)
    (folder.parent / "sample_truth.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(saved)} of {len(published)} published articles saved in {folder}")


if __name__ == "__main__":
    main()
