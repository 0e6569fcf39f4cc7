"""The figures that the news list must reach on the stored pages beside the repository."""

from __future__ import annotations

import gzip
import importlib.util
import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from toolkit.extract.page import read_page

PAGES = Path(__file__).resolve().parents[2] / "../shared/newslists"
BARS = {"micro_f1": 0.97, "macro_f1": 0.96, "title_equal": 0.97, "time_accuracy": 0.99, "time_recall": 0.97}

pytestmark = [pytest.mark.shared, pytest.mark.skipif(
    not (PAGES / "gold.jsonl").exists(), reason="the stored pages (../shared/newslists) are not beside the repository")]


def scorer():
    spec = importlib.util.spec_from_file_location("newslists_score", PAGES / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(score, *, told_when_seen):
    rows = []
    for line in (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        html = gzip.decompress((PAGES / "pages" / f"{gold['file']}.gz").read_bytes()).decode("utf-8", "replace")
        seen = None
        if told_when_seen and gold["crawl_date_known"]:
            seen = datetime.fromisoformat(gold["crawl_date"]).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
        items = [{"title": i.title, "url": i.url, "published_at": i.published_at and i.published_at.isoformat()}
                 for i in read_page(html, gold["url"], seen_at=seen, body=False).news_list]
        rows.append(score.score_page(gold, items))
    total = {name: sum(r[name] for r in rows) for name in rows[0]}
    macro = [score.prf(r["tp"], r["fp"], r["fn"])[2] for r in rows]
    return {"micro_f1": score.prf(total["tp"], total["fp"], total["fn"])[2], "macro_f1": sum(macro) / len(macro),
            "title_equal": total["title"] / total["tp"], "time_accuracy": total["ok"] / total["mt"],
            "time_recall": total["ok"] / total["gt"]}


@pytest.mark.parametrize("told_when_seen", [False, True], ids=["day read off the page", "moment of saving known"])
def test_the_bars_are_reached(told_when_seen):
    found = figures(scorer(), told_when_seen=told_when_seen)
    assert {name: found[name] for name, bar in BARS.items() if found[name] < bar} == {}
