"""Two worker processes give what one process gives, also when one of them is killed in the middle.

    python tests/benchmarks/cluster.py FOLDER

FOLDER holds articles as Parquet. Each job runs in a fresh process: on a local cluster of two worker processes, then
again while one worker is killed; the results must be equal to the last digit. Prints wall seconds and the peak memory
of the process that holds the client and, being a local cluster, the scheduler.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time

import candidates
import pandas as pd

import toolkit as tk

JOBS = ("coverage", "times", "cooccurrence")
KILL_AFTER = 0.4
"""Seconds into the job."""


def main(folder: str, name: str) -> None:
    """Run one job on the cluster, on the cluster with a kill, and here."""
    from distributed import Client, LocalCluster

    job = getattr(candidates, name)
    with (LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
          Client(cluster) as client):
        handle = tk.open_dataset(folder, client=client)
        start = time.perf_counter()
        calm = job(handle)
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        victim = next(iter(client.run(os.getpid).values()))
        timer = threading.Timer(KILL_AFTER, os.kill, (victim, signal.SIGKILL))
        timer.start()
        killed = job(handle)
        timer.join()
    here = job(folder)
    pd.testing.assert_frame_equal(calm, here, check_exact=True)
    pd.testing.assert_frame_equal(killed, here, check_exact=True)
    print(f"{name}: equal, also after a kill; {seconds:.1f} s on two processes; driver's memory {memory:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(sys.argv[1], sys.argv[2])
    else:
        for one in JOBS:
            subprocess.run([sys.executable, __file__, sys.argv[1], one], check=True)
