"""A sweep on a real Dask cluster on this machine: the same rows, a killed worker, a dead scheduler.

    python -m tests.bench.cluster [POINTS]

Needs `quandary[cluster]`.  Starts a scheduler and two workers on loopback, sweeps (POINTS along one parameter,
2,000 by default) and compares with the rows of one core; kills a worker in the middle of a second sweep and compares
again; kills the scheduler in a third and looks for the sentence.
"""

import itertools
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from socket import socket

from app.process.sweep import SweptParameter, on_cluster, parts, rows_of
from solver.errors import QuandaryError
from tests.solver.sensitivity.test_many_points import oil


def free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """A part of the cluster, which finds the project where this runs."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main() -> None:
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    work = parts(oil(), "dsm", [SweptParameter("c", Fraction(0), Fraction(100), points)])
    began = time.perf_counter()
    alone = list(map(rows_of, work))
    print(f"one core: {points:,} points in {time.perf_counter() - began:.1f} s")
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    running = [
        started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    ]  # fmt: skip
    running += [
        started("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        for _ in range(2)
    ]  # fmt: skip
    try:
        time.sleep(8)
        began = time.perf_counter()
        assert list(on_cluster(work, address)) == alone
        print(f"two workers: the same rows, in {time.perf_counter() - began:.1f} s")
        found = on_cluster(work, address)
        first = list(itertools.islice(found, 2))
        running[1].send_signal(signal.SIGKILL)
        assert [*first, *found] == alone
        print("a worker killed in the middle: the same rows")
        found = on_cluster(work * 3, address)
        next(found)
        running[0].send_signal(signal.SIGKILL)
        try:
            list(found)
        except QuandaryError as error:
            print(f"a scheduler killed in the middle: {error.message}")
        else:
            raise AssertionError("nobody missed the scheduler")
        try:
            list(on_cluster(work, address))
        except QuandaryError as error:
            print(f"no scheduler: {error.message}")
    finally:
        for process in running:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
