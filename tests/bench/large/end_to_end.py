"""From a file to its answer: ``quandary solve`` and SilverDecisions' engine on the same file.

    python -m tests.bench.large.end_to_end [NODES] [RUNS]

Writes a tree of about NODES nodes (100,000 by default) as a file of SilverDecisions and lets both find its best expected
value, in turn, RUNS times (3 by default), each in a process of its own: starting, reading, checking, solving.  Medians on
the clock; exit 1 where they do not agree.  Needs node and npm.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from solver.formats.exporting.interchange.silver_decisions import silver_text
from tests.bench.foreign.other_programs import install_silver
from tests.bench.large.open_document import balanced


def timed(command: list[str], asked: str = "") -> tuple[float, Any]:
    """Seconds on the clock, and what the program printed."""
    started = time.perf_counter()
    done = subprocess.run(
        command, input=asked, check=True, stdout=subprocess.PIPE, text=True, timeout=600
    )
    return time.perf_counter() - started, json.loads(done.stdout)


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    document = balanced(size)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        theirs = install_silver(folder)
        file = folder / "tree.silver.json"
        file.write_text(silver_text(document, "eu"), encoding="utf-8")
        times: dict[str, list[float]] = {"quandary solve": [], "SilverDecisions": []}
        for _ in range(runs):
            took, solved = timed(
                [
                    sys.executable,
                    "-m",
                    "app",
                    "solve",
                    str(file),
                    "--rule",
                    "eu",
                    "--json",
                    "--limit",
                    "1",
                ]
            )
            times["quandary solve"].append(took)
            took, found = timed(theirs, str(file))
            times["SilverDecisions"].append(took)
            value, _ = found[str(file)]
            if Fraction(value) != Fraction(solved["value"]):
                print(f"They do not agree: {solved['value']} and {value}.")
                return 1
    for name, taken in times.items():
        print(f"{name:16} {statistics.median(taken):7.2f} s")
    print(f"{len(document.nodes):,} nodes; the same value, {solved['value']}; medians of {runs}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
