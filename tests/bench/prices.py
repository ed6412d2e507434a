"""Are the prices of events those that a search over prices finds?  On many random trees.

    python -m tests.bench.prices [SEEDS] [--seed N] [--workers 2]

From seed N (0) on; 500 by default.  For each, trees of one and of several scales and criteria, with
stated comparisons and without, are asked under the rules that have prices, for knowing and for deciding
(`tests.reference.price_search`): the offer is solved at prices around each bound and at others.  Prints
what disagrees, and how many questions there were; exits with 1 if any disagreed.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.reference.price_search import disagreement, questions


def ask(seed: int) -> tuple[int, list[str]]:
    asked, wrong = 0, []
    for document, rule, control in questions(seed):
        asked += 1
        if found := disagreement(document, rule, control=control):
            wrong.append(f"seed {seed}, {rule}, {'control' if control else 'knowing'}: {found}")
    return asked, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int, nargs="?", default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.seeds)
    asked, wrong = 0, 0
    with ProcessPoolExecutor(options.workers, get_context("spawn")) as pool:
        for number, found in pool.map(ask, seeds, chunksize=5):
            asked += number
            wrong += len(found)
            for line in found[:5]:
                print(line)
    print(f"{len(seeds)} seeds, {asked} questions, {wrong} disagreements")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
