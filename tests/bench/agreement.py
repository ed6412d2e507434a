"""Do all rules, improve and rationalise agree with the naive reference?  On many random trees.

    python -m tests.bench.agreement [TREES] [--seed N] [--workers 2] [--relation ID] [--settled] [--opinions] [--curves] [--in-turn]

Compares on TREES trees (20,000 by default), from seed N (0) on, in several processes, what
`tests.reference.agreement` compares, under every relation by default; ``--settled`` on trees some of
whose choices conduct settles, ``--opinions`` on trees with two to four opinions, both on trees with both; ``--curves`` expected utility by a curve under several opinions.  Prints a table; with a disagreement also the seed and the document, and exits with 1.
"""

import argparse
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import product
from multiprocessing import get_context
from typing import Any, Final

from solver.document.elements import DEFAULT_RELATION
from solver.document.model import Document
from solver.formats.quandary import dumps
from solver.preferences.relations import RELATIONS
from tests.documents.at_random.random_documents import random_document
from tests.reference.agreement import SUBJECTS, Checks, is_silent, random_reference
from tests.reference.curves_under_opinions import curve_agrees, curved_document, curves_reference
from tests.reference.opinions_agreement import OF_SETTLED, opinions_document, opinions_reference
from tests.reference.opinions_agreement import SUBJECTS as OF_OPINIONS
from tests.reference.settled_choices import settled_document, settled_reference
from tests.reference.settled_opinions import settled_opinions, settled_together

BLOCK = 100
MOST_SHOWN = 10
WIDTH = 38


@dataclass
class Tally:
    """What came of one subject on some trees."""

    trees: int = 0
    comparisons: int = 0
    disagreements: list[tuple[int, str]] = field(default_factory=list)  # seed, what was said
    seconds: float = 0.0

    def add(self, other: "Tally") -> None:
        self.trees += other.trees
        self.comparisons += other.comparisons
        self.disagreements += other.disagreements
        self.seconds += other.seconds


def named(subject: str, relation: str) -> str:
    return f"{subject}, {RELATIONS[relation].name}"


#: What is compared on which trees: the subjects, how a reference is made, and the document of a seed.
KINDS: Final[
    Mapping[str, tuple[Mapping[str, Any], Callable[..., Any], Callable[[int], Document]]]
] = {
    "plain": (SUBJECTS, random_reference, random_document),
    "settled": (
        SUBJECTS,
        settled_reference,
        lambda seed: settled_document(seed, DEFAULT_RELATION),
    ),
    "opinions": (OF_OPINIONS, opinions_reference, opinions_document),
    "curves": ({"eu": curve_agrees}, curves_reference, curved_document),
    "settled opinions": (
        OF_SETTLED,
        settled_together,
        lambda seed: settled_opinions(seed, DEFAULT_RELATION),
    ),
}


def compare(
    seeds: range, relations: Sequence[str], kind: str = "plain", in_turn: bool = False
) -> dict[str, Tally]:
    """Every subject on the trees of these seeds, under each relation; ``kind`` is one of `KINDS`.

    What a subject takes includes the first listing of plans that others then find done.
    """
    subjects, make, _ = KINDS[kind]
    tallies = {named(*pair): Tally() for pair in product(subjects, relations)}
    every = list(product(relations, subjects))
    for seed, relation in product(seeds, relations):
        asked = [every[seed % len(every)]] if in_turn else every
        wanted = [subject for under, subject in asked if under == relation]
        if not wanted:
            continue
        reference = make(seed, relation)
        for subject in wanted:
            agrees = subjects[subject]
            tally, checks = tallies[named(subject, relation)], Checks()
            started = time.process_time()
            try:
                agrees(reference, checks)
            except Exception:  # whatever it is, the other trees are to be looked at too
                tally.disagreements.append((seed, traceback.format_exc()))
            tally.seconds += time.process_time() - started
            tally.trees += 1
            tally.comparisons += checks.made
    return tallies


def blocks(first: int, trees: int) -> Iterator[range]:
    stop = first + trees
    return (range(start, min(start + BLOCK, stop)) for start in range(first, stop, BLOCK))


def report(tallies: dict[str, Tally], kind: str, in_turn: bool = False) -> None:
    header = ("", "trees", "comparisons", "disagreements", "seconds")
    print(f"{header[0]:<{WIDTH}}{header[1]:>9}{header[2]:>14}{header[3]:>15}{header[4]:>10}")
    total = Tally()
    for subject, tally in tallies.items():
        _row(subject, tally)
        total.add(tally)
    if not in_turn:
        total.trees = max(tally.trees for tally in tallies.values())
    _row("all", total)
    for subject, tally in tallies.items():
        for seed, said in tally.disagreements[:MOST_SHOWN]:
            print(f"\n{subject}, seed {seed}:\n{said}{dumps(KINDS[kind][2](seed))}")


def _row(subject: str, tally: Tally) -> None:
    print(
        f"{subject:<{WIDTH}}{tally.trees:>9,}{tally.comparisons:>14,}"
        f"{len(tally.disagreements):>15,}{tally.seconds:>10.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.agreement")
    parser.add_argument("trees", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first tree")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--relation", choices=list(RELATIONS), help="only this one")
    parser.add_argument("--in-turn", action="store_true", help="each tree about one subject")
    parser.add_argument("--settled", action="store_true", help="trees with settled choices")
    parser.add_argument("--opinions", action="store_true", help="trees with several opinions")
    parser.add_argument("--curves", action="store_true", help="utility curves under opinions")
    chosen = parser.parse_args()
    asked = [name for name in ("settled", "opinions", "curves") if getattr(chosen, name)]
    kind = " ".join(asked) or "plain"
    if kind not in KINDS:
        parser.error("utility curves are compared by themselves")
    relations = [chosen.relation] if chosen.relation else list(RELATIONS)
    tallies = {named(*pair): Tally() for pair in product(KINDS[kind][0], relations)}
    started = time.perf_counter()
    done, shown = 0, 0
    # Workers start afresh, so that the figures do not depend on the platform.
    with ProcessPoolExecutor(chosen.workers, mp_context=get_context("spawn")) as pool:
        seeds = blocks(chosen.seed, chosen.trees)
        running = [pool.submit(compare, block, relations, kind, chosen.in_turn) for block in seeds]
        for future in as_completed(running):
            for subject, tally in future.result().items():
                tallies[subject].add(tally)
            done += 1
            if (percent := 100 * done // len(running)) >= shown + 5:
                shown = percent
                wrong = sum(len(tally.disagreements) for tally in tallies.values())
                passed = time.perf_counter() - started
                print(f"{percent:>3} %  {passed:>6.0f} s  {wrong} disagreements", flush=True)
    report(tallies, kind, chosen.in_turn)
    print(f"{time.perf_counter() - started:.0f} s with {chosen.workers} processes")
    if any(tally.disagreements for tally in tallies.values()):
        raise SystemExit(1)
    unasked = [
        named(subject, relation)
        for subject, relation in product(KINDS[kind][0], relations)
        if not tallies[named(subject, relation)].comparisons
        and not (KINDS[kind][0] is SUBJECTS and is_silent(subject, relation))
    ]
    if unasked:
        raise SystemExit(f"Nothing was compared: {', '.join(unasked)}.")


if __name__ == "__main__":
    main()
