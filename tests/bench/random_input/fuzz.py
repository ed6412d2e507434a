"""Fuzzers for every reader: mutated documents, expressions, pasted outlines, games, pictures.

    python -m tests.bench.random_input.fuzz [--reader R] [--runs N] [--seconds S] [--seed N]
    python -m tests.bench.random_input.fuzz --reader R --guided --seconds S

100,000 runs of each reader by default.  A case may be accepted or refused with a sentence; all else
is a fault: another exception, 2 s of processor time, 500 MB more memory.  The case is then printed
and kept beside this file's report in the current folder's ``fuzz-faults``.  The exit code is 1 if
there was any.  ``--guided`` lets coverage choose the mutations (needs ``pip install atheris``).
"""

import argparse
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType

SECONDS = 2.0
MEMORY = 500 * 2**20
KEPT = Path("fuzz-faults")


class TooSlow(BaseException):
    """A case took more processor time than it may."""


def _late(_: int, __: FrameType | None) -> None:
    raise TooSlow


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--guided", action="store_true")
    wanted = parser.parse_args()
    if wanted.guided:
        _guided(wanted)
        return
    from tests.documents.at_random.mutators import READERS

    readers = [wanted.reader] if wanted.reader else list(READERS)
    faults = sum(_fuzz(reader, wanted) for reader in readers)
    raise SystemExit(1 if faults else 0)


def _size() -> int:
    """Bytes of address space that the process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _fuzz(reader: str, wanted: argparse.Namespace) -> int:
    from tests.documents.at_random.mutators import READERS, documents, try_case

    documents()  # read once, before memory is bounded
    make = READERS[reader][0]
    draw = Random(f"{reader} {wanted.seed}")
    try_case(reader, make(draw))
    resource.setrlimit(resource.RLIMIT_AS, (_size() + MEMORY, resource.RLIM_INFINITY))
    signal.signal(signal.SIGPROF, _late)
    started = told = time.monotonic()
    faults: Counter[str] = Counter()
    run = accepted = 0
    slowest = 0.0
    while run < wanted.runs and time.monotonic() - started < wanted.seconds:
        run += 1
        data = make(draw)
        before = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            accepted += try_case(reader, data)
        except (Exception, TooSlow) as error:
            signal.setitimer(signal.ITIMER_PROF, 0)
            name = type(error).__name__
            faults[name] += 1
            if faults[name] <= 5:
                KEPT.mkdir(exist_ok=True)
                file = KEPT / f"{reader}-{wanted.seed}-{run}"
                file.write_bytes(data)
                print(f"{reader}: run {run}: {error!r}; the case is in {file}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - before)
        if time.monotonic() - told > 60 or run == wanted.runs:
            told = time.monotonic()
            print(_line(reader, run, accepted, faults, slowest, told - started), flush=True)
    if run < wanted.runs:
        print(_line(reader, run, accepted, faults, slowest, time.monotonic() - started))
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return sum(faults.values())


def _line(
    reader: str, run: int, accepted: int, faults: Counter[str], slowest: float, seconds: float
) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{reader}: {run:,} cases, {accepted:,} accepted, faults: {dict(faults) or 'none'}, "
        f"slowest {slowest:.2f} s, at most {peak} MB, {seconds:,.0f} s"
    )


def _guided(wanted: argparse.Namespace) -> None:
    """Coverage chooses: libFuzzer through atheris, which ends at the first fault."""
    import atheris

    with atheris.instrument_imports(include=["solver"]):
        from tests.documents.at_random.mutators import READERS, try_case
    corpus = Path(f"fuzz-corpus-{wanted.reader}")
    corpus.mkdir(exist_ok=True)
    draw = Random(wanted.seed)
    for number in range(200):
        (corpus / f"seed{number}").write_bytes(READERS[wanted.reader][0](draw)[:4096])
    seconds = min(wanted.seconds, 10**9)
    limits = [f"-max_total_time={seconds:.0f}", "-timeout=2", "-rss_limit_mb=700", "-max_len=8192"]
    atheris.Setup(
        [sys.argv[0], *limits, str(corpus)],
        lambda data: bool(try_case(wanted.reader, data)) and None,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
