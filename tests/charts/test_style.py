import pytest
from matplotlib import font_manager
from matplotlib.colors import to_rgb

from toolkit.charts import style
from toolkit.errors import OptionError


def _luminance(colour: str) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def _contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", style.STYLES)
def test_words_can_be_read_on_the_page(name) -> None:
    given = style.parameters(name)
    for part in ("text.color", "axes.labelcolor", "xtick.labelcolor"):
        assert _contrast(given[part], given["figure.facecolor"]) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("name", style.STYLES)
def test_lines_can_be_seen_on_the_page(name) -> None:
    given = style.parameters(name)
    first = [entry["color"] for entry in given["axes.prop_cycle"]][:3]
    assert all(_contrast(f"#{c}" if len(c) == 6 else c, given["figure.facecolor"]) >= 3 for c in first)  # WCAG 1.4.11


def test_amounts_change_evenly_from_light_to_dark() -> None:
    shades = [_luminance(style.sequential("light")(x)[:3]) for x in (0, 0.25, 0.5, 0.75, 1.0)]
    assert shades == sorted(shades, reverse=True)


def test_only_installed_fonts_are_asked_for() -> None:
    installed = set(font_manager.get_font_names())
    assert set(style.fonts()) <= installed | {"sans-serif"}


def test_bold_text_is_drawn_without_a_complaint(caplog) -> None:
    assert style.fonts()
    for family in style.fonts():  # a size that nobody has asked for yet, since each complaint comes once
        font_manager.findfont(font_manager.FontProperties(family=family, weight="bold", size=7.31))
    assert caplog.messages == []


def test_letters_of_the_news_are_drawable() -> None:
    text = "Їжак Ёлка Ωμέγα العربية naïve – “x” …"
    assert style.drawable(text) == text


def test_invisible_signs_are_dropped() -> None:
    assert style.drawable("a\u200bb\ufe0f") == "ab"


def test_an_unknown_style_lists_the_known_ones() -> None:
    with pytest.raises(OptionError, match="light, dark"):
        style.parameters("neon")


def test_a_style_in_force_does_not_show_through(coverage_frame) -> None:
    import matplotlib.style
    from matplotlib import pyplot as plt

    import toolkit as tk

    plain = tk.plot.coverage(coverage_frame(1))
    with matplotlib.style.context("dark_background"):
        other = tk.plot.coverage(coverage_frame(1))
    assert other.get_facecolor() == plain.get_facecolor()
    assert other.figure.get_facecolor() == plain.figure.get_facecolor()
    assert plt.rcParams["axes.facecolor"] == "white"
