"""How long thresholds, maps, sweeps and draws take, beside the naive way: a full solve for every point.

python -m tests.bench.thresholds            all rows
python -m tests.bench.thresholds map draws  only these
python -m tests.bench.thresholds --agree N [SEED]  thresholds of N random trees against the naive way
"""

import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from fractions import Fraction

import msgspec

from app.process.sweep import SweptParameter, on_cores, parts
from solver.document.elements import Distribution, Kind, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.rules import RULES, solve
from solver.rules.rule import DependsOn
from solver.sensitivity.grid import verdict_map
from solver.sensitivity.points import spaced, with_values
from solver.sensitivity.simulation import simulate
from solver.sensitivity.thresholds import thresholds
from tests.documents.made_trees import Values, as_document, balanced, correlated, independent
from tests.documents.one_parameter import one_parameter
from tests.reference.along import Along
from tests.solver.sensitivity.agreement import applies, check, uses

SWEPT = 60_000  # points: a sweep of some ten seconds on one core; the start of a worker takes half of one


def family(
    size: int, criteria: int = 2, every: int = 3, values: Callable[[int], Values] = correlated
) -> Document:
    """A tree of about that many nodes; every third chance node has p or q as its first probability."""
    made = as_document(balanced(size, (independent if criteria == 1 else values)(criteria)))
    branches = dict(made.branches)
    chances = [node for node in made.nodes.values() if node.kind is Kind.CHANCE]
    for number, node in enumerate(chances):
        if number % every == 0:
            first, *others = made.children(node.id)
            name = "pq"[number // every % 2]
            branches[first.id] = msgspec.structs.replace(
                branches[first.id], probability=Numeral(name)
            )
            for other in others:
                branches[other.id] = msgspec.structs.replace(
                    branches[other.id], probability=Numeral("#")
                )
    bounds = {"min": Numeral("0"), "max": Numeral("1")}
    spread = Distribution(kind="uniform", **bounds)
    parameters = {
        id_: Parameter(id=id_, value=Numeral("1/2"), distribution=spread, **bounds) for id_ in "pq"
    }
    return replace(made, branches=branches, parameters=parameters)


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def naive(document: Document, rule: str, points: Sequence[dict[str, Fraction]]) -> float:
    """Seconds for a full solve per point, from a sample of them."""
    some = points[:: max(1, len(points) // 20)]

    def run() -> None:
        for values in some:
            solution = solve(with_values(document, values), rule)
            _ = [verdict.permitted for verdict in solution.branches.values()], solution.plans_total

    return timed(run) * len(points) / len(some)


def row(name: str, seconds: float, beside: float | None, wanted: str) -> None:
    ratio = "" if beside is None else f"naive {beside:8.2f} s  {beside / seconds:7.1f} ×"
    print(f"{name:<52} {seconds:8.3f} s  {ratio:<30} {wanted}", flush=True)


def bench_thresholds() -> None:
    made = family(200)
    thresholds(family(30), "p", "dsm")  # what is loaded once
    best = min(timed(lambda: thresholds(made, "p", "dsm")) for _ in range(3))
    found = thresholds(made, "p", "dsm")
    points = [{"p": value} for value in spaced(Fraction(0), Fraction(1), 1000)]
    name = f"thresholds, 200 nodes, dsm ({len(found.pieces)} pieces{'' if found.is_complete else ', incomplete'})"
    row(name, best, naive(made, "dsm", points), "at most 1 s, and 20 × a sweep of 1,000 points")


def bench_map() -> None:
    """A tree in which one plan is best nearly everywhere, and one with gaps: several plans are permitted all over."""
    for values, about in ((correlated, "one plan"), (independent, "gaps")):
        made = family(50, values=values)
        for _ in verdict_map(made, "p", "q", "dsm", 9):  # what is loaded once
            pass
        began, started = time.perf_counter(), time.process_time()
        parts = verdict_map(made, "p", "q", "dsm", 41)
        found = next(parts)
        first = time.perf_counter() - began
        *_, found = parts
        *_, _ = verdict_map(made, "p", "q", "e-admissible", 41)
        seconds, busy = time.perf_counter() - began, time.process_time() - started
        plans = sorted(
            asked.answer.plans_total or 0 for asked in found.answers.values() if asked.answer
        )
        sets = len({asked.key for asked in found.answers.values()})
        points = [{"p": p, "q": q} for p in found.columns for q in found.rows]
        row(
            f"map, 41 × 41, 50 nodes, two rules, {about} ({plans[0]} to {plans[-1]} plans, {sets} sets; first picture "
            f"{first:.2f} s, {busy:.2f} s of a processor)",
            seconds,
            naive(made, "dsm", points) + naive(made, "e-admissible", points),
            "at most 2 s",
        )


def bench_sweep() -> None:
    """One core and two in turn; by the time of processors as well, which what else runs hardly moves.

    A worker that starts imports the solver: from source, where Python writes no bytecode.
    """
    made = family(50)
    work = parts(made, "dsm", [SweptParameter("p", Fraction(0), Fraction(1), SWEPT)])
    list(on_cores(work[:2], 1))  # what is loaded once
    ones, twos, own, others = [], [], [], []
    for _ in range(3):
        began = time.process_time()
        ones.append((timed(lambda: list(on_cores(work, 1))), time.process_time() - began))
        began, before = time.process_time(), of_workers()
        twos.append(timed(lambda: list(on_cores(work, 2))))
        own.append(time.process_time() - began)
        while of_workers() == before:  # the worker ends after its last part
            time.sleep(0.1)
        others.append(of_workers() - before)
    one, two = min(ones), min(twos)
    busy = min(max(pair) for pair in zip(own, others, strict=True))
    processors = min(cpu for _, cpu in ones) / busy / 2
    row(f"sweep, {SWEPT:,} points, 50 nodes, one core", one[0], None, "")
    row(
        f"the same on two ({one[0] / two / 2:.2f} a core, {processors:.2f} by processor time)",
        two,
        None,
        f"0.85 a core ({os.cpu_count()} cores here, load {os.getloadavg()[0]:.1f})",
    )


def of_workers() -> float:
    """The time of processors that processes which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bench_draws() -> None:
    made = family(50, criteria=1)
    seconds = timed(lambda: simulate(made, "eu", 100_000, 1))
    points = [{"p": v, "q": v} for v in spaced(Fraction(0), Fraction(1), 100_000)]
    row(
        "100,000 draws, 50 nodes, eu",
        seconds,
        naive(made, "eu", points[::100]) * 100,
        "at most 2 s",
    )


def agree(seeds: range) -> tuple[int, int, int, int, Counter[str], list[str]]:
    """How many were compared: verdicts, places, bounds, irrational ones; what was incomplete, and wrong."""
    checked = placed = bounds = irrational = 0
    incomplete: Counter[str] = Counter()
    wrong: list[str] = []
    listed = [
        id_
        for id_, rule in RULES.items()
        if rule.depends_on not in (DependsOn.UNKNOWN, DependsOn.INTERVALS)
    ]
    for seed in seeds:
        relation = "timestep-dominance" if seed % 7 == 0 else "expected-multi-utility"
        made = one_parameter(seed, relation, complete=seed % 5 == 0)
        if not uses(made, "t"):
            incomplete["(no number of the tree depends on t)"] += 1
            continue
        along = Along(made)
        for rule in {"dsm", listed[seed % len(listed)]}:
            if not applies(made, rule):
                continue
            try:
                found, places = check(made, rule, along)
            except AssertionError as error:
                wrong.append(f"seed {seed}, {rule}, {relation}: {error}")
                continue
            checked, placed, bounds = checked + 1, placed + places, bounds + len(found.pieces) - 1
            irrational += sum(not piece.low.is_rational for piece in found.pieces)
            if not found.is_complete:
                incomplete[found.incomplete] += 1
    return checked, placed, bounds, irrational, incomplete, wrong


def agreement(trees: int, start: int = 0) -> None:
    end = start + trees
    blocks = [range(first, min(first + 20, end)) for first in range(start, end, 20)]
    totals = [0, 0, 0, 0]
    incomplete: Counter[str] = Counter()
    wrong: list[str] = []
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        for number, found in enumerate(pool.map(agree, blocks), 1):
            totals = [a + b for a, b in zip(totals, found[:4], strict=True)]
            incomplete += found[4]
            wrong += found[5]
            if number % 5 == 0 or number == len(blocks):
                print(f"{min(20 * number, trees)} trees, {len(wrong)} wrong, {time.perf_counter() - began:.0f} s", flush=True)  # fmt: skip
    print(
        f"verdicts {totals[0]:,}, places {totals[1]:,}, bounds {totals[2]:,}, of these irrational {totals[3]:,}"
    )
    for words, times in incomplete.items():
        print(f"incomplete {times} ×: {words}")
    for line in wrong[:20]:
        print(line)
    raise SystemExit(1 if wrong else 0)


BENCHES = {
    "thresholds": bench_thresholds, "map": bench_map, "sweep": bench_sweep, "draws": bench_draws
}  # fmt: skip


def main() -> None:
    wanted = sys.argv[1:]
    if wanted[:1] == ["--agree"]:
        agreement(*map(int, wanted[1:3]))
    for name, run in BENCHES.items():
        if not wanted or name in wanted:
            run()


if __name__ == "__main__":
    main()
