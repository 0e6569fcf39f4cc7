"""The fictional region: its outlets, their rhythms, and every article they published (saved or not)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import texts

FIRST_DAY, WEEKS = date(2026, 3, 2), 8  # Monday; the clocks go forward on 29 March
STORM_DAY = date(2026, 4, 8)
NOT_COLLECTED = ("wave", date(2026, 3, 17), date(2026, 3, 21))


@dataclass(frozen=True)
class Outlet:
    """One fictional outlet: its clock, editions and the hours at which it publishes."""

    key: str
    name: dict[str, str]
    domain: str
    zone: str
    languages: tuple[str, ...]
    hours: dict[int, float]  # local hour -> weight
    weekend: float  # how much of a weekday's output on Saturday and Sunday
    per_day: float
    favourites: tuple[str, ...]
    authors: tuple[int, ...]


def _peak(*peaks: tuple[float, float, float], base: float = 0.02) -> dict[int, float]:
    return {h: base + sum(w * 2.718 ** (-((h - c) ** 2) / (2 * s * s)) for c, s, w in peaks) for h in range(24)}


OUTLETS = [
    Outlet("herald", {"uk": "Надозерський вісник", "ru": "Надозерский вестник", "en": "Nadozersk Herald"},
           "visnyk-nadozersk.example", "Europe/Kyiv", ("uk", "ru", "en"), _peak((9, 1.2, 1.0), (18, 1.0, 0.7)), 0.35, 6.5,
           ("energy", "tariffs", "council", "budget"), (0, 1, 2)),
    Outlet("wave", {"ru": "Озёрная волна"}, "volna-ozero.example", "Europe/Kyiv", ("ru",),
           _peak((21, 1.5, 1.0), (13, 1.5, 0.3)), 1.1, 6.5, ("football", "fishing", "culture"), (3, 4)),
    Outlet("gazette", {"en": "Border Gazette"}, "bordergazette.example", "Europe/Warsaw", ("en",),
           _peak((7, 0.9, 1.0), (12, 1.5, 0.35)), 0.05, 4.0, ("border", "railway", "education"), (5, 2)),
    Outlet("agency", {"uk": "ОзерІнформ"}, "ozerinform.example", "Europe/Kyiv", ("uk",),
           {h: 1.0 if 6 <= h <= 23 else 0.5 for h in range(24)}, 0.8, 2.5, ("storm", "flood", "border", "council"), ()),
]


@dataclass
class Story:
    """One published article in one language."""

    number: int
    outlet: Outlet
    language: str
    at: datetime
    topics: list[str]
    title: str
    paragraphs: list[str]
    author: str | None
    tags: list[str]
    agency: bool = False
    updated: datetime | None = None
    editions: list[Story] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Address of the article; the editions of one story share its number."""
        prefix = "" if self.language == self.outlet.languages[0] else f"{self.language}/"
        return f"https://{self.outlet.domain}/{prefix}news/{self.at:%Y/%m/%d}/{self.number}/"


def _fill(triple: tuple[str, str, str], language: str, slots: dict[str, tuple[str, str, str] | int]) -> str:
    i = texts.LANGUAGES.index(language)
    return triple[i].format(**{k: v if isinstance(v, int) else v[i] for k, v in slots.items()})


def _topics(outlet: Outlet, day: date, rng: random.Random) -> list[str]:
    weights = {t: w * (3 if t in outlet.favourites else 1) for t, w in texts.WEIGHTS.items()}
    if day == STORM_DAY:
        weights["storm"] *= 25
    first = rng.choices(list(weights), list(weights.values()))[0]
    chosen = [first]
    for second, probability in texts.TOGETHER[first]:
        if rng.random() < probability:
            chosen.append(second)
            break
    return chosen


def _times(outlet: Outlet, day: date, rng: random.Random) -> list[datetime]:
    mean = outlet.per_day * (outlet.weekend if day.weekday() >= 5 else 1.0) * (2.6 if day == STORM_DAY else 1.0)
    count = sum(rng.random() < mean / 40 for _ in range(40))
    hours = rng.choices(list(outlet.hours), list(outlet.hours.values()), k=count)
    zone = ZoneInfo(outlet.zone)
    found = []
    for h in hours:
        naive = datetime(day.year, day.month, day.day, h, rng.randrange(60), rng.randrange(60))
        # an hour that the clock skips moves on by one, as a newsroom's clock does
        found.append(datetime.fromtimestamp(naive.replace(tzinfo=zone).timestamp(), zone))
    return sorted(found)


def _compose(number: int, outlet: Outlet, at: datetime, topics: list[str], rng: random.Random) -> list[Story]:
    """One story in each edition of the outlet that carries it."""
    _tag, headlines, own = texts.TOPICS[topics[0]]
    headline = rng.choice(headlines)
    body = rng.sample(own, min(3, len(own))) + [rng.choice(texts.TOPICS[t][2]) for t in topics[1:]]
    body += rng.sample(texts.COMMON, rng.choice((2, 3)))
    slots = [{"town": rng.choice(texts.TOWNS), "person": rng.choice(texts.PEOPLE), "n": rng.choice(range(5, 20))}]
    slots += [{**slots[0], "person": rng.choice(texts.PEOPLE), "n": rng.choice((*range(5, 20), 30, 40, 50))} for _ in body]
    author = rng.choice(outlet.authors) if outlet.authors else None
    languages = [outlet.languages[0]]
    if len(outlet.languages) > 1:
        languages += [x for x, p in zip(outlet.languages[1:], (0.35, 0.22), strict=True) if rng.random() < p]
    updated = at + timedelta(minutes=rng.randrange(10, 180)) if rng.random() < 0.25 else None
    stories = []
    for i, language in enumerate(languages):
        k = texts.LANGUAGES.index(language)
        stories.append(Story(
            number, outlet, language, at + timedelta(minutes=25 * i), topics, _fill(headline, language, slots[0]),
            [_fill(p, language, s) for p, s in zip(body, slots[1:], strict=True)],
            texts.PEOPLE[author][k] if author is not None else None, [texts.TOPICS[t][0][k] for t in topics],
            updated=updated + timedelta(minutes=25 * i) if updated else None))
    for s in stories:
        s.editions = stories
    return stories


def _agency_items(number: int, rng: random.Random) -> list[Story]:
    """Items of the agency that the other outlets copy, word for word in their own language, within three hours."""
    agency = OUTLETS[-1]
    out: list[Story] = []
    for i, (topic, headline) in enumerate(texts.AGENCY):
        day = STORM_DAY if topic == "storm" else FIRST_DAY + timedelta(days=6 + 8 * i)
        at = datetime(day.year, day.month, day.day, 10, 5 + i, tzinfo=ZoneInfo(agency.zone))
        own = texts.TOPICS[topic][2] + texts.COMMON[2:]
        slots = {"town": rng.choice(texts.TOWNS), "person": rng.choice(texts.PEOPLE), "n": rng.choice(range(5, 20))}
        for outlet in (agency, *OUTLETS[:-1]):
            language = outlet.languages[0]
            k = texts.LANGUAGES.index(language)
            delay = timedelta(0) if outlet is agency else timedelta(minutes=rng.randrange(12, 170))
            number += 1
            story = Story(number, outlet, language, (at + delay).astimezone(ZoneInfo(outlet.zone)), [topic], headline[k],
                          [_fill(p, language, slots) for p in own], None, [texts.TOPICS[topic][0][k]], agency=True)
            story.editions = [story]
            out.append(story)
    return out


def publish(seed: int) -> list[Story]:
    """Everything that was published in the eight weeks, in order of time."""
    rng = random.Random(seed)
    number, out = 40100, []
    for d in range(7 * WEEKS):
        day = FIRST_DAY + timedelta(days=d)
        for outlet in OUTLETS:
            for at in _times(outlet, day, rng):
                number += rng.randrange(1, 6)
                out += _compose(number, outlet, at, _topics(outlet, day, rng), rng)
    out += _agency_items(number + 100, rng)
    return sorted(out, key=lambda s: s.at)
