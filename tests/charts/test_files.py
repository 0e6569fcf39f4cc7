import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

import toolkit as tk
from toolkit.charts.files import _compact
from toolkit.errors import OptionError


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_file_holds_the_run_and_is_the_same_every_time(times_frame, tmp_path, ending) -> None:
    first = tk.plot.save(tk.plot.times(times_frame(2)), tmp_path / f"one.{ending}", run="run0123").read_bytes()
    second = tk.plot.save(tk.plot.times(times_frame(2)), tmp_path / f"two.{ending}", run="run0123").read_bytes()
    assert b"run0123" in first
    assert first == second


def test_an_svg_is_xml_with_title_and_description(times_frame, tmp_path) -> None:
    axes = tk.plot.times(times_frame(1), lang="uk")
    text = tk.plot.save(axes, tmp_path / "chart.svg").read_text(encoding="utf-8")
    ET.fromstring(text)
    assert tk.plot.alt_text(axes).replace("<", "&lt;") in text


def test_a_picture_has_the_colours_of_the_figure(times_frame, tmp_path) -> None:
    axes = tk.plot.times(times_frame(1))
    axes.figure.savefig(tmp_path / "full.png", dpi=150)
    small = np.asarray(Image.open(tk.plot.save(axes, tmp_path / "small.png")).convert("RGB"), dtype=int)
    full = np.asarray(Image.open(tmp_path / "full.png").convert("RGB"), dtype=int)
    assert small.shape == full.shape
    assert np.abs(small - full).mean() < 1
    assert (tmp_path / "small.png").stat().st_size < (tmp_path / "full.png").stat().st_size


def test_scales_are_kept_and_places_rounded() -> None:
    svg = '<path d="M 1.23456 \n2" transform="translate(3.14159 2.5) scale(0.015625)"/>'
    assert _compact(svg) == '<path d="M 1.23 2" transform="translate(3.14 2.5) scale(0.015625)"/>'


def test_another_format_is_refused(times_frame, tmp_path) -> None:
    with pytest.raises(OptionError, match=r"\.png, \.svg, \.pdf"):
        tk.plot.save(tk.plot.times(times_frame(1)), tmp_path / "chart.gif")
