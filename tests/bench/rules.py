"""How fast the rules are, measured against the plain ways to do the same in the same run.

    python -m tests.bench.rules [ROW …]

Every row runs in a process of its own: both sides alternate, the medians count.  What both begin
with is made ready beforehand: arrays or node objects with numbers in them, not documents, except
where the row says so.  Peak memory is that of the whole process, with Python and the tree.
"""

import json
import statistics
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from solver.analyses.policies import improve
from solver.analyses.rationales import rationalise
from solver.budget import Budget
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetOutcome
from solver.explain.case import Case
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.rollback import Rollback
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from tests import memory
from tests.bench.baselines import Vectorised, plain_sets, plain_tree, recursion
from tests.documents.made_trees import as_document, balanced, chain, correlated, independent, star
from tests.solver.rules.test_partial_answers import hard_family

Run = Callable[[], Any]


@dataclass(frozen=True)
class Row:
    """What is measured: ours, the baseline (if any), and the target as a ratio or in seconds."""

    name: str
    make: Callable[[], tuple[Run, Run | None]]
    baseline: str = ""
    at_most: float | None = None  # times the baseline
    seconds: float | None = None
    rounds: int = 7


# ------------------------------------------------------------------------------ what is run


def eu(tree: Compiled) -> Run:
    """All best branches and the exact value of the root."""
    first = tree.preference.features.values_from
    utilities = [int(leaf[first]) for leaf in tree.features]
    levels, leaves = tree.levels, tree.leaves
    ready = Rollback(levels, leaves, utilities)
    ready.best()  # what depends on the tree alone is kept with it

    def run() -> Any:
        rolled = Rollback(levels, leaves, utilities)
        best = rolled.best()
        return best, rolled.value(best)

    return run


def whole_eu(tree: Compiled) -> Run:
    return lambda: RULES["eu"].answer(Case(tree), Budget())


def against_vectorised(tree: Compiled, run: Callable[[Compiled], Run] = eu) -> tuple[Run, Run]:
    return run(tree), Vectorised(tree)


def against_recursion(tree: Compiled) -> tuple[Run, Run]:
    root = plain_tree(tree)
    return eu(tree), lambda: recursion(root)


def sets(rule: str, tree: Compiled) -> Run:
    made = (tree.levels, tree.leaves, tree.order.table)
    assert made
    return lambda: RULES[rule].answer(Case(tree), Budget())


def against_sets(tree: Compiled) -> tuple[Run, Run]:
    return sets("dsm", tree), lambda: plain_sets(tree)


def edits(what: str) -> tuple[Run, None]:
    """One edit after the other in a document of 100,000 nodes, each solved before the next.

    Only solving is timed; the edit itself copies a mapping of 100,000 entries.
    """
    document = as_document(balanced(100_000, lambda draw, _: [draw.randint(0, 10**6)]))
    draw, live = Random(1), Live()
    live.solve(document, "eu")
    at, past = document, deque([document], maxlen=5)
    chances = [b for b in document.branches.values() if b.probability is not None]
    outcomes = list(document.outcomes)
    ids = list(document.branches)

    def edited() -> Document:
        if what == "value":
            value = {"c0": Numeral.of(draw.randint(0, 10**6))}
            return SetOutcome(draw.choice(outcomes), {"value": value}).apply(at)
        if what == "payoff":
            leaf = draw.choice(ids)
            return SetBranch(leaf, {"payoff": {"c0": Numeral.of(draw.randint(0, 9))}}).apply(at)
        branch = draw.choice(chances)
        siblings = at.children(branch.source)
        p = draw.randint(1, 98)
        parts = [p, *[1] * (len(siblings) - 2), 100 - p - (len(siblings) - 2)]
        after = at
        for sibling, part in zip(siblings, parts, strict=True):
            after = SetBranch(sibling.id, {"probability": Numeral(f"{part}%")}).apply(after)
        return after

    def run() -> Any:
        nonlocal at
        past.append(at)  # as undo keeps it: letting go of it is not part of solving
        at = edited()
        started = time.perf_counter()
        solution = live.solve(at, "eu")
        taken = time.perf_counter() - started
        assert solution.value is not None
        return Timed(taken)

    for _ in range(3):
        run()  # the first look-ups are made once for all
    return run, None


@dataclass(frozen=True)
class Timed:
    """What a run measured itself."""

    seconds: float


def policies(what: str) -> tuple[Run, None]:
    document = as_document(balanced(20_000, correlated(2)))
    if what == "improve":
        return lambda: improve(document), None
    return lambda: rationalise(document, "dsm", limit=1), None


def hard() -> tuple[Run, None]:
    document = hard_family(40)

    def run() -> Any:
        solution = solve(document, "dsm")
        assert solution.plans_total == 2**40
        assert all(verdict.permitted for verdict in solution.branches.values())

    return run, None


def deep(kind: str) -> tuple[Run, Run | None]:
    if kind == "chain":
        return against_recursion(chain(10_000, independent(1)))
    if kind == "star":
        return against_recursion(star(100_000, independent(1)))
    return against_recursion(balanced(50, independent(1)))


MILLION = 1_000_000
RECURSION, VECTORISED, SETS = "recursion", "vectorised", "plain sets"
ROWS = (
    Row("eu, 1,000,000 nodes", lambda: against_vectorised(balanced(MILLION, independent(1))), VECTORISED, 2.5),
    Row("the same, two branches each", lambda: against_vectorised(balanced(MILLION, independent(1), (2,))), VECTORISED, 2.5),
    Row("the same with plans counted", lambda: against_vectorised(balanced(MILLION, independent(1)), whole_eu), VECTORISED),
    Row("eu, chain of 10,000", lambda: deep("chain"), RECURSION, 1),
    Row("eu, star of 100,000", lambda: deep("star"), RECURSION, 1),
    Row("eu, 50 nodes", lambda: deep("50"), RECURSION, 1, rounds=301),
    Row("eu, one value edited in 100,000", lambda: edits("value"), seconds=0.001, rounds=201),
    Row("eu, one probability edited", lambda: edits("probability"), seconds=0.001, rounds=201),
    Row("eu, one payoff edited", lambda: edits("payoff"), seconds=0.001, rounds=201),
    Row("dsm, 5,000 independent", lambda: against_sets(balanced(5_000, independent(2))), SETS, 1 / 5, rounds=5),
    Row("dsm, 30,000 correlated", lambda: against_sets(balanced(30_000, correlated(2))), SETS, 1 / 5, rounds=5),
    Row("dsm, 1,000 with 3 features", lambda: against_sets(balanced(1_000, correlated(3))), SETS, 1 / 5, rounds=15),
    Row(
        "e-admissible, 1,000,000 correlated",
        lambda: against_vectorised(balanced(MILLION, correlated(2)), lambda t: sets("e-admissible", t)),
        VECTORISED, 15,
    ),
    Row(
        "e-admissible, 1,000,000 independent",
        lambda: against_vectorised(balanced(MILLION, independent(2)), lambda t: sets("e-admissible", t)),
        VECTORISED, 15,
    ),
    Row("improve, document of 20,000", lambda: policies("improve"), seconds=5, rounds=3),
    Row("rationalise, one plan of 20,000", lambda: policies("rationalise"), seconds=5, rounds=3),
    Row("dsm, hard family of 40", hard, seconds=2, rounds=3),
)  # fmt: skip


# ------------------------------------------------------------------------------ measuring


class Measured(msgspec.Struct):
    ours: float
    baseline: float | None
    peak: int  # MB


def measure(row: Row) -> Measured:
    ours, baseline = row.make()
    times: dict[int, list[float]] = {0: [], 1: []}
    for turn in range(row.rounds + 1):
        for side, run in enumerate((ours, baseline)):
            if run is None:
                continue
            started = time.perf_counter()
            found = run()
            taken = time.perf_counter() - started
            if turn:  # the first turn warms up
                times[side].append(found.seconds if isinstance(found, Timed) else taken)
    return Measured(
        statistics.median(times[0]),
        statistics.median(times[1]) if times[1] else None,
        memory.peak(),
    )


def _in_deep_thread(row: Row) -> Measured:
    """The plain recursion needs a stack as deep as the tree."""
    found: list[Measured] = []
    sys.setrecursionlimit(10**6)
    threading.stack_size(512 * 1024 * 1024)
    thread = threading.Thread(target=lambda: found.append(measure(row)))
    thread.start()
    thread.join()
    return found[0]


def _shown(row: Row, found: Measured) -> str:
    parts = [f"{row.name:<37} {found.ours * 1000:>10.3f} ms"]
    if found.baseline is None:
        parts.append(" " * 36)
        verdict = "" if row.seconds is None else f"at most {row.seconds * 1000:g} ms"
        is_met = row.seconds is None or found.ours <= row.seconds
    else:
        ratio = found.ours / found.baseline
        parts.append(f"{row.baseline:>11} {found.baseline * 1000:>10.3f} ms {ratio:>8.2f} ×")
        verdict = "" if row.at_most is None else f"at most {row.at_most:g} ×"
        is_met = row.at_most is None or ratio <= row.at_most
    parts.append(f"{found.peak:>6} MB  {verdict}{'' if is_met else '  MISSED'}")
    return " ".join(parts)


def main() -> None:
    if sys.argv[1:2] == ["--row"]:
        print(msgspec.json.encode(_in_deep_thread(ROWS[int(sys.argv[2])])).decode())
        return
    wanted = sys.argv[1:]
    for i, row in enumerate(ROWS):
        if wanted and not any(word in row.name for word in wanted):
            continue
        command = [sys.executable, "-m", "tests.bench.rules", "--row", str(i)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(_shown(row, msgspec.convert(json.loads(done.stdout), Measured)), flush=True)


if __name__ == "__main__":
    main()
