"""The public surface: what it offers, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import toolkit as tk

HEAVY = ("matplotlib", "newspaper", "numba", "dask", "scipy", "sklearn", "pandas", "lxml", "trafilatura")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout


def test_import_loads_nothing_heavy() -> None:
    loaded = run("import toolkit, sys; print(*sys.modules)").split()
    assert [name for name in HEAVY if name in loaded] == []


def test_loading_a_page_needs_no_drawing_or_compiling() -> None:
    loaded = run("import toolkit as tk, sys; tk.read_page('<h1>Rain in town</h1>'); print(*sys.modules)").split()
    assert [name for name in ("matplotlib", "newspaper", "numba", "dask", "sklearn") if name in loaded] == []


@pytest.mark.parametrize("name", sorted(tk._HOMES))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(tk, name) is not None
    assert name in dir(tk)


def test_the_list_of_names_is_one() -> None:
    assert sorted(tk.__all__) == sorted(tk._HOMES)


def test_public_calls_go_before_modules_of_their_name() -> None:
    out = run(
        "import toolkit.load, toolkit as tk; from toolkit.load import load; print(callable(tk.load), tk.load is load)"
    )
    assert out.split() == ["True", "True"]
    assert run(
        "import toolkit as tk; print(callable(tk.load)); import toolkit.load; print(callable(tk.load))"
    ).split() == ["True", "True"]


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match="read_page"):
        tk.read_pages  # noqa: B018


def test_importing_touches_no_files_and_no_logging(tmp_path) -> None:
    code = (
        f"import os, logging; os.chdir({str(tmp_path)!r}); before = list(logging.root.handlers); import toolkit; "
        "print(os.listdir('.'), logging.root.handlers == before)"
    )
    assert run(code).split() == ["[]", "True"]
