"""The notebooks and the panel in the real JupyterLab, driven as a user would."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(p.name for p in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
SETTINGS = {
    # every cell in the page, not only those in sight
    "notebook-extension/tracker": {"windowingMode": "none", "autoStartDefaultKernel": True},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser"), pytest.mark.timeout(240)]

CELLS = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    const cells = panel?.content?.model ? [...panel.content.model.cells] : [];
    return {
        status: panel?.sessionContext?.session?.kernel?.status ?? 'none',
        code: cells.filter(c => c.type === 'code' && c.sharedModel.source.trim()).map(c => ({
            count: c.executionCount, state: c.sharedModel.executionState, outputs: c.outputs.toJSON()}))
    };
}"""
DONE = f"""() => {{
    const now = ({CELLS})();
    const failed = now.code.some(c => c.outputs.some(o => o.output_type === 'error'));
    return now.status === 'idle' && now.code.length > 0 && (failed || now.code.every(c => c.count !== null));
}}"""


@dataclass
class Lab:
    """A running JupyterLab."""

    address: str
    token: str
    root: Path

    def ask(self, method: str, path: str):
        request = Request(f"{self.address}/{path}", method=method, headers={"Authorization": f"token {self.token}"})
        with urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def open(self, page, notebook: str) -> None:
        page.goto(f"{self.address}/lab/tree/notebooks/{notebook}?token={self.token}&reset")
        page.wait_for_function(f"() => ({CELLS})().status === 'idle'", timeout=120_000)

    def close_kernels(self) -> None:
        for session in self.ask("GET", "api/sessions"):
            self.ask("DELETE", f"api/sessions/{session['id']}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _surroundings(home: Path) -> dict[str, str]:
    """Environment in which nothing of the user's own Jupyter is read or written."""
    for name, values in SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    folders = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
               "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
               "IPYTHONDIR": "ipython", "HOME": "."}
    return {**os.environ, "JUPYTER_NO_CONFIG": "1", **{name: str(home / folder) for name, folder in folders.items()}}


@pytest.fixture(scope="module")
def lab(chromium_path, tmp_path_factory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "data" / "sample", root / "data" / "sample")
    home = tmp_path_factory.mktemp("home")
    server = Lab(f"http://127.0.0.1:{_free_port()}", secrets.token_hex(16), root)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
               "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={server.address.rsplit(':', 1)[1]}",
               "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={server.token}",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    log = home / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=root, env=_surroundings(home), stdout=out, stderr=out)
    try:
        _wait(server, process, log)
        yield server
        server.close_kernels()
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Lab, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        assert process.poll() is None, f"JupyterLab ended by itself:\n{log.read_text()[-3000:]}"
        try:
            server.ask("GET", "api/status")
        except (URLError, OSError):
            time.sleep(0.3)
        else:
            return
    raise AssertionError(f"JupyterLab did not answer in 90 s:\n{log.read_text()[-3000:]}")


@pytest.fixture
def page(lab, watched) -> Iterator:
    yield watched.page
    lab.close_kernels()


def run_all(page) -> list[dict]:
    """Run every cell from the menu; the code cells when they have all run, or when one has failed."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(DONE, timeout=180_000)
    return page.evaluate(CELLS)["code"]


def errors_in(cells: list[dict]) -> list[str]:
    return [f"{o['ename']}: {o['evalue']}" for c in cells for o in c["outputs"] if o["output_type"] == "error"]


def pictures_in(cells: list[dict]) -> int:
    return sum("image/png" in o.get("data", {}) for c in cells for o in c["outputs"])


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_cell_runs_and_the_charts_are_there(notebook, lab, page, watched, snap) -> None:
    lab.open(page, notebook)
    cells = run_all(page)
    assert errors_in(cells) == []
    assert [c["count"] for c in cells] == list(range(1, len(cells) + 1))
    assert pictures_in(cells) > 0
    shown = page.locator(".jp-Notebook .jp-RenderedImage img")
    shown.last.scroll_into_view_if_needed()
    assert shown.count() == pictures_in(cells)
    assert all(shown.evaluate_all("all => all.map(i => i.complete && i.naturalWidth > 300 && i.clientWidth > 300)"))
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert watched.asked == []
    snap(page, Path(notebook).stem)


@pytest.fixture
def panel(lab, page):
    """A notebook with the panel open on the sample."""
    cells = ["import toolkit as tk\ncorpus = tk.load('../data/sample')", "tk.explore(corpus)"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    nbformat.write(book, lab.root / "notebooks" / "panel.ipynb")
    lab.open(page, "panel.ipynb")
    assert errors_in(run_all(page)) == []
    found = page.locator(".toolkit-explore")
    found.get_by_role("img").wait_for()
    return found


def test_the_panel_follows_clicks(panel, page, watched, snap) -> None:
    snap(page, "panel_coverage")
    full = panel.locator("button[title$='articles']:not([title*=': 0 '])").first
    said = full.get_attribute("title")
    full.click()
    panel.get_by_text(said.split(":")[0], exact=True).wait_for()
    n = said.split(": ")[1].split(" ")[0]
    assert panel.locator("table tbody tr").count() == int(n) > 0
    snap(page, "panel_period")

    before = panel.get_by_role("img").get_attribute("alt")
    panel.get_by_label("Outlets").select_option(index=0)
    page.wait_for_function("was => document.querySelector('.toolkit-explore img').alt !== was", arg=before)
    panel.get_by_label("Per", exact=True).select_option("week")
    panel.get_by_text("Headlines by week").wait_for()

    panel.get_by_role("button", name="Times").click()
    panel.get_by_text("tk.times(").wait_for()
    hour = panel.locator("button[title*=':00: ']:not([title*=': 0 '])").first
    said = hour.get_attribute("title")
    hour.click()
    panel.locator("b").get_by_text(said[:9]).wait_for()
    assert panel.locator("table tbody tr").count() == int(said.split(": ")[1].split(" ")[0]) > 0
    snap(page, "panel_hour")

    panel.get_by_role("button", name="Co-occurrence").click()
    panel.get_by_text("tk.cooccurrence(").wait_for()
    pair = panel.locator("button[title*=' with both ']").first
    n = int(pair.get_attribute("title").split(" ")[0])
    pair.click()
    panel.locator("table tbody tr").first.wait_for()
    assert panel.locator("table tbody tr").count() == n
    snap(page, "panel_pair")
    assert watched.asked == []


def test_the_copied_code_runs(panel, page, snap) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.get_by_label("Topics").select_option(index=0)
    panel.get_by_text("topic=").wait_for()
    panel.get_by_role("button", name="Copy the code").click()
    panel.get_by_role("button", name="Copied").wait_for()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.splitlines()[0] == "import toolkit as tk"
    page.evaluate("""async code => {
        const { commands, shell } = window.jupyterapp;
        await commands.execute('notebook:move-cursor-down');
        await commands.execute('notebook:insert-cell-below');
        shell.currentWidget.content.activeCell.model.sharedModel.setSource(code);
        await commands.execute('notebook:run-cell');
    }""", code)
    page.wait_for_function(DONE)
    cells = page.evaluate(CELLS)["code"]
    assert errors_in(cells) == []
    assert len(cells) == 3
    assert pictures_in(cells[2:]) == 1
    snap(page, "panel_copied_code")
