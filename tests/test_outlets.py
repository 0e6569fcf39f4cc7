"""Outlets: facts from the table, guesses marked as guesses."""

import re
from zoneinfo import ZoneInfo

import pytest

from toolkit import outlets
from toolkit.errors import OptionError
from toolkit.extract.language import normalise
from toolkit.extract.urls import host_of

ENTRIES = outlets._entries()


def test_every_entry_is_complete_and_true_to_its_form():
    domains, names = [], []
    for entry in ENTRIES:
        assert set(entry) == {"name", "domains", "time_zone", "languages"}, entry
        assert ZoneInfo(entry["time_zone"])
        assert entry["name"].strip() == entry["name"] != ""
        assert entry["languages"]
        assert [normalise(tag) for tag in entry["languages"]] == entry["languages"]
        assert [host_of(d) for d in entry["domains"]] == entry["domains"] != []
        domains += entry["domains"]
        names.append(entry["name"])
    assert len(domains) == len(set(domains))
    assert len(names) == len(set(names))


def test_table_covers_all_continents():
    assert len(ENTRIES) > 600
    areas = {entry["time_zone"].split("/")[0] for entry in ENTRIES}
    assert {"Africa", "America", "Asia", "Australia", "Europe", "Pacific"} <= areas


def test_known_outlet_is_found_below_its_domain():
    entry = next(e for e in ENTRIES if e["name"] == "The New York Times")
    found = outlets.find(f"https://cooking.{entry['domains'][0]}:443/a?b#c")
    assert (found.name, found.time_zone, found.time_zone_from) == ("The New York Times", "America/New_York", "outlet")
    assert outlets.find("https://notnytimes.com/").name == "notnytimes.com"


@pytest.mark.parametrize(
    ("host", "language", "zone"),
    [
        ("news.example.pl", None, "Europe/Warsaw"),
        ("example.com.ua", "ru", "Europe/Kyiv"),
        ("example.co.uk", None, "Europe/London"),
        ("example.de", "tr", "Europe/Berlin"),
        ("example.com", "en-GB", "Europe/London"),
        ("example.com", "pt-BR", "America/Sao_Paulo"),
        ("example.com", "uk", "Europe/Kyiv"),
        ("example.com", "en", None),
        ("example.com", "es", None),
        ("example.com", None, None),
        ("example.io", None, None),
        ("example.tv", "de", "Europe/Berlin"),
        ("example.me", "sr", "Europe/Podgorica"),
        ("example.me", "uk", "Europe/Kyiv"),
        (None, None, None),
    ],
)
def test_clock_of_an_unknown_outlet_is_a_marked_guess_or_none(host, language, zone):
    found = outlets.find(host, language=language)
    assert (found.time_zone, found.time_zone_from) == (zone, "guess" if zone else None)


def test_what_the_user_says_goes_first():
    assert outlets.find("nytimes.com", time_zone="Asia/Tokyo").time_zone == "Asia/Tokyo"
    assert outlets.find("example.pl", time_zone="Asia/Tokyo").time_zone_from == "user"
    assert outlets.find("example.com", country="JP").time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("wrong", ["Mars/Olympus", "", "../etc/passwd", "+02:00"])
def test_no_zone_is_an_option_error(wrong):
    with pytest.raises(OptionError, match=re.escape(repr(wrong))):
        outlets.find("example.pl", time_zone=wrong)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.example.org", "example.org"),
        ("m.example.org", "example.org"),
        ("amp.example.org", "example.org"),
        ("m.de", "m.de"),
    ],
)
def test_name_of_an_unknown_outlet_is_its_host(host, name):
    assert outlets.find(host).name == name


def test_countries_of_several_clocks_keep_that_of_the_press():
    assert outlets.zone_of_country("US") == "America/New_York"
    assert outlets.zone_of_country("FR") == "Europe/Paris"
    assert outlets.zone_of_country("XX") is None
    assert all(ZoneInfo(zone) for zone in outlets._MAIN_ZONES.values())


@pytest.mark.parametrize(
    ("texts", "domain"),
    [
        (["Home | World", "The Washington Post - politics"], "washingtonpost.com"),
        (["time for tea and a long walk home"], None),
        (["Дзеркало тижня, 3 травня"], "zn.ua"),
        ([], None),
    ],
)
def test_outlet_named_in_a_text(texts, domain):
    assert outlets.mentioned(texts) == domain
