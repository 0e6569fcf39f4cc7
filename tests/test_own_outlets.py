"""Outlets that a user describes in the folder that is loaded."""

import pytest

import toolkit as tk
from toolkit import outlets, own_outlets
from toolkit.errors import InputError, OptionError
from toolkit.own_outlets import OwnOutlet, read_outlets, using

LAKE = OwnOutlet("Lake Times", ("laketimes.example",), "Europe/Kyiv", ("en",), ("The Lake-Times",))
PAGE = '<html lang="en"><h1>Ice leaves the harbour early</h1><p>5 April 2026, 12:30</p><p>The ice has gone.</p></html>'


def test_a_users_outlet_goes_before_the_table():
    with using([LAKE]):
        found = outlets.find("https://www.laketimes.example/a")
        assert (found.name, found.time_zone, found.time_zone_from) == ("Lake Times", "Europe/Kyiv", "outlet")
        assert outlets.find("laketimes.example", time_zone="Europe/Riga").time_zone_from == "user"
        assert outlets.named("THE LAKE TIMES").name == "Lake Times"
        assert outlets.mentioned(["(c) the Lake Times, 2026"]) == "laketimes.example"
    assert outlets.find("https://www.laketimes.example/a").name == "laketimes.example"
    assert own_outlets.in_use() == ()


def test_a_folder_says_what_its_outlets_are(tmp_path):
    (tmp_path / "outlets.toml").write_text(
        '[[outlet]]\nname = "Lake Times"\ndomains = ["laketimes.example"]\ntime_zone = "Europe/Kyiv"\n'
        'aliases = ["LT"]\n', encoding="utf-8")
    url = "https://laketimes.example/news/1"
    (tmp_path / "a.html").write_text(f'<link rel="canonical" href="{url}">{PAGE}', encoding="utf-8")
    (tmp_path / "b.csv").write_text("title,media,date\nIce,LT,2026-04-05 10:00\n", encoding="utf-8")
    corpus = tk.load(tmp_path)
    assert len(corpus.report) == 2
    assert corpus.articles["outlet"].tolist() == ["Lake Times"] * 2
    assert corpus.articles["time_zone"].tolist() == ["Europe/Kyiv"] * 2
    assert corpus.articles["time_zone_from"].tolist() == ["outlet"] * 2
    assert [f"{t:%H:%M}" for t in corpus.articles["published_at"]] == ["09:30", "07:00"]


@pytest.mark.parametrize(("text", "says"), [
    ("[[outlet]\n", "not valid TOML"),
    ("name = 'a'\n", r"no \[\[outlet\]\] entries"),
    ("[[outlet]]\ntime_zone = 'Europe/Kyiv'\n", "outlet 1 has no name"),
    ("[[outlet]]\nname = 'A'\ntime_zone = 'Europe/Kyiv'\ndomain = 'a.example'\n", "has 'domain'; an entry takes"),
    ("[[outlet]]\nname = 'A'\ntime_zone = 'Kyiv'\n", "'Kyiv' is no IANA zone"),
    ("[[outlet]]\nname = 'A'\ndomains = 'a.example'\ntime_zone = 'Europe/Kyiv'\n", "no list of texts"),
])
def test_a_faulty_table_is_told_at_once(tmp_path, text, says):
    path = tmp_path / "outlets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_outlets(path)
    with pytest.raises(InputError, match=says):
        tk.load(tmp_path)


def test_a_zone_that_does_not_exist_is_refused():
    with using([LAKE]), pytest.raises(OptionError):
        outlets.find("laketimes.example", time_zone="Kyiv")


@pytest.mark.parametrize("written", ["https://www.laketimes.example/", "WWW.laketimes.example", "laketimes.example"])
def test_a_domain_may_be_written_as_an_address(tmp_path, written):
    path = tmp_path / "outlets.toml"
    path.write_text(f"[[outlet]]\nname = 'A'\ndomains = ['{written}']\ntime_zone = 'Europe/Kyiv'\n", encoding="utf-8")
    assert read_outlets(path)[0].domains == ("laketimes.example",)
