"""Two worker processes give what one process gives, also when one of them is killed in the middle.

    python tests/benchmarks/cluster.py FOLDER

FOLDER holds articles as Parquet. Each job runs on a local cluster of two processes, then again while one worker is
killed; the results must be equal to the last digit. Prints wall seconds and the memory of the driver.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time

import candidates
import pandas as pd

import toolkit as tk

JOBS = ("coverage", "times", "cooccurrence")
KILL_AFTER = 0.4
"""Seconds into the job."""


def main(folder: str) -> None:
    """Run every job three times: on the cluster, on the cluster with a kill, and here."""
    from distributed import Client, LocalCluster

    on_cluster = {}
    with (LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
          Client(cluster) as client):
        handle = tk.open_dataset(folder, client=client)
        for name in JOBS:
            start = time.perf_counter()
            calm = getattr(candidates, name)(handle)
            seconds = time.perf_counter() - start
            victim = next(iter(client.run(os.getpid).values()))
            timer = threading.Timer(KILL_AFTER, os.kill, (victim, signal.SIGKILL))
            timer.start()
            on_cluster[name] = calm, getattr(candidates, name)(handle), seconds
            timer.join()
            client.wait_for_workers(2)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, (calm, killed, seconds) in on_cluster.items():
        here = getattr(candidates, name)(folder)
        pd.testing.assert_frame_equal(calm, here, check_exact=True)
        pd.testing.assert_frame_equal(killed, here, check_exact=True)
        print(f"{name}: equal, also after a kill; {seconds:.1f} s on two processes")
    print(f"driver's memory: {memory:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1])
