"""One style for all charts, light or dark, and the fonts that this machine has for the scripts of the news."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from toolkit.errors import OptionError

STYLES: Final = ("light", "dark")

_FAMILIES: Final = (
    "DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Kufi Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Noto Sans Georgian", "Noto Sans Armenian",
    "Noto Sans Ethiopic", "Droid Sans Fallback", "WenQuanYi Zen Hei", "PingFang SC", "Hiragino Sans", "Geeza Pro",
    "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Segoe UI", "Arial Unicode MS", "Noto Sans Symbols2",
)


_LOOKS: Final = ("axes.", "figure.", "font.", "grid.", "hatch.", "image.", "lines.", "patch.", "savefig.", "scatter.",
                 "text.", "xtick.", "ytick.")
"""Groups of parameters that start from matplotlib's own values, so that no style in force shows through."""
_NOT_LOOKS: Final = frozenset({"figure.hooks", "figure.max_open_warning", "figure.raise_window", "savefig.directory",
                               "text.hinting_factor", "text.kerning_factor"})


@lru_cache(maxsize=1)
def fonts() -> tuple[str, ...]:
    """Families to draw with, in order of preference; only installed ones, so that none is reported as missing."""
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    found = tuple(name for name in _FAMILIES if name in installed)
    _let_stand_for_bold(found)
    return found or ("sans-serif",)


def _let_stand_for_bold(families: tuple[str, ...]) -> None:
    """Enter families of one weight as bold, too: matplotlib draws with them anyway, but complains in the notebook."""
    from matplotlib import font_manager

    entries = font_manager.fontManager.ttflist
    for family in families:
        own = [entry for entry in entries if entry.name == family and entry.style == "normal"]
        if own and not any(entry.weight in (700, "bold") for entry in own):
            entries.append(replace(own[0], weight=700))


@lru_cache(maxsize=1)
def _drawable_code_points() -> frozenset[int]:
    from matplotlib import font_manager

    points: set[int] = set()
    for name in fonts():
        path = font_manager.findfont(font_manager.FontProperties(family=name))
        points |= set(font_manager.get_font(path).get_charmap())
    return frozenset(points)


def drawable(text: str) -> str:
    """Text in which every letter that no installed font has is a question mark, so that no empty box is printed."""
    points = _drawable_code_points()
    kept = ["" if 0xFE00 <= ord(c) <= 0xFE0F or ord(c) in (0x200B, 0x200D, 0x2060, 0xFEFF, 0xAD) else c for c in text]
    return "".join(c if c in "\n " or ord(c) in points else "?" for c in kept)


@lru_cache(maxsize=4)
def _parameters(style: str) -> dict[str, Any]:
    import matplotlib as mpl

    room = resources.files("toolkit.charts.style")
    found: dict[str, Any] = {
        name: value for name, value in mpl.rcParamsDefault.items()
        if name.startswith(_LOOKS) and name not in _NOT_LOOKS
    }
    for name in ("common", style):
        with resources.as_file(room / f"{name}.mplstyle") as path:
            found |= dict(mpl.rc_params_from_file(path, use_default_template=False).items())
    return found | {"font.family": list(fonts())}


def parameters(style: str) -> dict[str, Any]:
    """Matplotlib parameters of a style.

    Parameters
    ----------
    style : str
        ``light`` or ``dark``.

    Returns
    -------
    dict
        For ``matplotlib.rc_context``.

    Raises
    ------
    OptionError
        If there is no such style.

    Examples
    --------
    >>> parameters("dark")["figure.facecolor"]
    '#16181d'
    """
    if style not in STYLES:
        raise OptionError(f"style={style!r} is not one of {', '.join(STYLES)}")
    return dict(_parameters(style))


def colours() -> list[str]:
    """Line colours of the style in force."""
    import matplotlib as mpl

    return [str(entry["color"]) for entry in mpl.rcParams["axes.prop_cycle"]]


def sequential(style: str) -> Any:
    """Colour map for amounts: from the page's own shade (nothing) to the strongest; even in lightness."""
    from matplotlib.colors import LinearSegmentedColormap

    if style == "dark":
        stops = ["#1c2027", "#0f4c75", "#2a7fb8", "#56b4e9", "#f0e442"]
    else:
        stops = ["#f7f7f2", "#c9dcec", "#7fb3d8", "#2f7fb9", "#08306b"]
    return LinearSegmentedColormap.from_list(f"toolkit-{style}", stops)
