"""How long reading and checking a large document take, measured against the bare JSON parser.

    python -m tests.bench.large.reading [NODES]

Writes documents of about NODES nodes (1,000,000 by default) and times ``json.loads`` alone and
`loads` with `check` on the same bytes, alternating in one run, median of five.  Peak memory is
that of a process of its own for each.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from solver.checks import check
from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import dumps, loads
from tests import memory
from tests.bench.large.open_document import balanced

ROUNDS = 5
TARGET = 3
THIRDS = ("1/3", "1/3", "1/3")
SHARES = (
    THIRDS,
    ("0.1", "90%", "0"),
    ("#", "1/4", "#"),
    ("44.4%", "5/9 - 0.0004", "#"),
    ("1", "0", "0"),
)


def mixed(size: int, seed: int = 1) -> Document:
    """A balanced tree with everything that one may write: numbers of all kinds, an outcome a leaf."""
    draw = random.Random(seed)
    plain = balanced(size)
    outcomes: dict[str, Outcome] = {}
    nodes: dict[str, Node] = {}
    for id_, node in plain.nodes.items():
        changes: dict[str, object] = {"label": f"Node {id_}"} if draw.random() < 0.3 else {}
        if draw.random() < 0.1:
            place = (Numeral.of(draw.randrange(9999)), Numeral.of(draw.randrange(9999)))
            changes |= {"x": place[0], "y": place[1]}
        if node.kind is Kind.OUTCOME:
            own = f"o{len(outcomes)}"
            value = Numeral.of(draw.randrange(1000))
            outcomes[own] = Outcome(id=own, label=f"Way {own}", scale="s", value=value)
            changes["outcome"] = own
        nodes[id_] = msgspec.structs.replace(node, **changes)
    branches: dict[str, Branch] = {}
    for id_, branch in plain.branches.items():
        at = len(branches) % 3
        changes = {}
        if at == 0:
            shares = draw.choice(SHARES)
            drawn = draw.randrange(60_000)
            if draw.random() < 0.3:  # numbers that hardly ever come again
                shares = (f"0.{drawn:05}", f"{drawn}/200000", "#")
        if branch.probability is not None:
            quoted = not shares[at].replace(".", "").isdigit()
            changes["probability"] = Numeral(shares[at], quoted=quoted)
        elif draw.random() < 0.1:
            changes["payoff"] = Numeral.of(draw.randrange(-9, 9))
        branches[id_] = msgspec.structs.replace(branch, **changes)
    return Document(nodes=nodes, branches=branches, outcomes=outcomes, root="n0")


DOCUMENTS: Mapping[str, Callable[[int], Document]] = {"balanced": balanced, "mixed": mixed}


def bare(text: bytes) -> None:
    json.loads(text)


def ours(text: bytes) -> None:
    findings = check(loads(text))
    assert not findings, findings[:3]


READERS: Mapping[str, Callable[[bytes], None]] = {"json.loads": bare, "loads + check": ours}


def peak(reader: str, path: Path) -> int:
    """The most memory (MB) that a process of its own needs for reading a file this way."""
    command = [sys.executable, "-m", "tests.bench.large.reading", "--peak", reader, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(path: Path) -> dict[str, list[float]]:
    text = path.read_bytes()
    times: dict[str, list[float]] = {reader: [] for reader in READERS}
    for turn in range(ROUNDS + 1):
        for reader, read in READERS.items():
            started = time.perf_counter()
            read(text)
            if turn:  # the first turn warms up
                times[reader].append(time.perf_counter() - started)
    return times


def main() -> None:
    if sys.argv[1:2] == ["--peak"]:
        READERS[sys.argv[2]](Path(sys.argv[3]).read_bytes())
        print(memory.peak())
        return
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{'document':<10} {'reader':<14} {'median':>9} {'fastest':>9} {'ratio':>6} {'peak':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in DOCUMENTS.items():
            path = Path(folder) / f"{name}.quandary.json"
            path.write_text(dumps(make(size)), encoding="utf-8")
            times = measure(path)
            base = statistics.median(times["json.loads"])
            for reader, taken in times.items():
                median = statistics.median(taken)
                print(
                    f"{name:<10} {reader:<14} {median:>7.2f} s {min(taken):>7.2f} s "
                    f"{median / base:>6.2f} {peak(reader, path):>5} MB",
                    flush=True,
                )
    print(f"The target is a ratio of at most {TARGET}.")


if __name__ == "__main__":
    main()
