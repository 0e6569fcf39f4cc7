"""Is a memory limit kept, and what does it cost?

    python tests/benchmarks/memory.py FOLDER [LIMIT ...]

FOLDER holds articles as Parquet. Pairs are counted without a limit and with each of those given ("1 GB"), each
time in a fresh process in which a small job has loaded the libraries before. Prints CPU seconds, by how much the peak
memory rose over that of the loaded libraries, and the size of the result, which stands beside the limit. All results
must be equal.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import candidates
import numpy as np
import pandas as pd
import psutil

import toolkit as tk

LIMITS = ("1 GB", "300 MB")


def warm_up() -> None:
    """Load the libraries and the compiled loops on a corpus that is just large enough for them."""
    rng = np.random.default_rng(1)
    tags = [[f"t{i}" for i in rng.integers(0, 2000, 6)] for _ in range(300_000)]
    with tempfile.TemporaryDirectory() as folder:
        pd.DataFrame({"tags": tags}).to_parquet(Path(folder) / "a.parquet")
        candidates.cooccurrence(folder)


def measure(folder: str, limit: str) -> None:
    """Count pairs once in this process and print what it took."""
    warm_up()
    process, done, peak = psutil.Process(), threading.Event(), [0]
    base = process.memory_info().rss

    def watch() -> None:
        while not done.wait(0.005):
            peak[0] = max(peak[0], process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.process_time()
    pairs = candidates.cooccurrence(folder if limit == "none" else tk.open_dataset(folder, memory_limit=limit))
    seconds = time.process_time() - start
    done.set()
    watcher.join()
    print(json.dumps({"seconds": seconds, "over": (peak[0] - base) / 1e6, "result": pairs.memory_usage().sum() / 1e6,
                      "hash": int(pd.util.hash_pandas_object(pairs).sum())}))


def main(folder: str, limits: list[str]) -> None:
    """Print a row for each limit."""
    found = set()
    print(f"{'limit':>8} {'CPU s':>8} {'over base, MB':>14} {'result, MB':>11}")
    for limit in ("none", *limits):
        out = subprocess.run([sys.executable, __file__, "--measure", folder, limit], capture_output=True, text=True,
                             check=True).stdout
        got = json.loads(out.splitlines()[-1])
        print(f"{limit:>8} {got['seconds']:8.1f} {got['over']:14.0f} {got['result']:11.0f}", flush=True)
        found.add(got["hash"])
    print("all results are equal" if len(found) == 1 else "RESULTS DIFFER")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:4])
    elif len(sys.argv) > 1:
        main(sys.argv[1], sys.argv[2:] or list(LIMITS))
    else:
        sys.exit(__doc__)
