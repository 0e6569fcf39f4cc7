"""How CPU time and memory grow with the number of articles.

    python tests/benchmarks/scaling.py FOLDER [FOLDER ...]

Each folder holds Parquet files of one synthetic corpus (columns as in `candidates.py`). Every job runs twice in a fresh
process; the second call's CPU seconds and the process's peak memory are printed, and the exponent of growth between
each size and the next (1 = linear).
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.dataset

JOBS = ("coverage", "times", "cooccurrence")


def measure(job: str, folder: str) -> None:
    """Run one job twice in this process and print what the second call cost."""
    import candidates

    call = getattr(candidates, job)
    call(folder)
    start = time.process_time()
    call(folder)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


def run(job: str, folder: str) -> dict[str, float]:
    """One job in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--measure", job, folder], capture_output=True, text=True,
                          cwd=Path(__file__).parent, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(folders: list[str]) -> None:
    """Print a table: one row per job and size."""
    sizes = {f: pyarrow.dataset.dataset(f).count_rows() for f in folders}
    print(f"{'job':14} {'articles':>12} {'CPU s':>8} {'peak MB':>8} {'exponent':>8}")
    for job in JOBS:
        before = None
        for folder in sorted(folders, key=sizes.__getitem__):
            got, n = run(job, str(Path(folder).resolve())), sizes[folder]
            growth = math.log(got["seconds"] / before[1]) / math.log(n / before[0]) if before else math.nan
            print(f"{job:14} {n:12,} {got['seconds']:8.3f} {got['peak']:8.0f} {growth:8.2f}", flush=True)
            before = (n, got["seconds"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:4])
    elif len(sys.argv) > 1:
        main(sys.argv[1:])
    else:
        sys.exit(__doc__)
