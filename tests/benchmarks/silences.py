"""Are planted outages found, and only those?

    python tests/benchmarks/silences.py DIR

DIR holds ``articles/`` (Parquet) and ``manifest.json``, which names the planted outages under ``outages``: days
without any article (``all_outlets``), and runs of days in which one outlet has none (``by_outlet``). Prints recall and
precision over (outlet, UTC day), and ends with status 1 if either is under 0.95.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

import toolkit as tk

LEAST = 0.95


def planted(manifest: dict[str, dict[str, list[dict[str, str]]]], outlets: list[str]) -> set[tuple[str, str]]:
    """Every planted (outlet, day)."""
    outages = manifest["outages"]
    days = {(outlet, str(day)) for day in outages["all_outlets"] for outlet in outlets}
    for run in outages["by_outlet"]:
        days |= {(run["outlet"], f"{day:%Y-%m-%d}") for day in pd.date_range(run["first_day"], run["last_day"])}
    return days


def main(folder: Path) -> int:
    """Compare what was planted with what coverage calls not collected."""
    counted = tk.coverage(folder / "articles", by="outlet", clock="UTC")
    silent = counted[counted["state"] == "not_collected"]
    found = set(zip(silent["outlet"], silent["period"].dt.strftime("%Y-%m-%d"), strict=True))
    truth = planted(json.loads((folder / "manifest.json").read_text(encoding="utf-8")),
                    counted["outlet"].unique().tolist())
    recall, precision = len(truth & found) / len(truth), len(truth & found) / max(len(found), 1)
    print(f"{len(truth)} outlet-days planted, {len(found)} found: recall {recall:.3f}, precision {precision:.3f}")
    return int(min(recall, precision) < LEAST)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
