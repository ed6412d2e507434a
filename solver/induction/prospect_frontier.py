"""Which prospects of a set are best under some completion, in any number of dimensions.

A prospect is such iff no mixture of others is strictly preferred to it.  It is enough to look at
mixtures of those already known to be best somewhere: either one of them is preferred to it, or the
linear program names a completion under which it beats them all, and what is best under that
completion is one more (Clarkson 1994 finds extreme points so).  The programs stay as small as the
answer.
"""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import Final

import numpy as np
import numpy.typing as npt

from solver.budget import Budget
from solver.induction.tree.prospect_order import Order
from solver.preferences.best_under_completion import acceptance
from solver.preferences.exact_simplex import Vector
from solver.whole_numbers import SAFE, Whole

#: So many completions are tried before any linear program.
TRIED: Final = 24
#: A fixed seed, so that the same tree always gets the same answer.
SEED: Final = 20081


def completions(order: Order) -> Iterator[list[Fraction]]:
    """Weights of the coordinates under each of which all strict preferences are strict."""
    if order.general is not None:
        yield list(order.general.witness)
        return
    rays = order.size - order.equal
    draw = random.Random(SEED)
    yield [Fraction(0)] * order.equal + [Fraction(1)] * rays
    for i in range(rays):
        yield [Fraction(0)] * order.equal + [Fraction(1000 if i == j else 1) for j in range(rays)]
    while True:
        free = [
            Fraction(draw.choice((-1, 1)) * draw.randint(0, 100), 10) for _ in range(order.equal)
        ]
        yield free + [Fraction(draw.randint(1, 100)) for _ in range(rays)]


def frontier(order: Order, vectors: Whole, budget: Budget) -> npt.NDArray[np.bool_] | None:
    """Which of some vectors, no two of them alike, are best under some strict completion.

    None if the time did not suffice.
    """
    best = np.zeros(len(vectors), dtype=bool)
    exact: list[Vector] = [tuple(map(Fraction, row)) for row in vectors.tolist()]
    largest = int(abs(vectors).max(initial=1)) or 1

    def mark(weights: Sequence[Fraction]) -> None:
        factor = lcm(*(weight.denominator for weight in weights))
        numbers = [int(weight * factor) for weight in weights]
        kind = np.int64 if sum(map(abs, numbers)) * largest < SAFE else object
        values = vectors.astype(kind, copy=False) @ np.array(numbers, dtype=kind)
        best[values == values.max()] = True

    for weights in islice(completions(order), TRIED):
        mark(weights)
    for i, vector in enumerate(exact):
        while not best[i]:
            budget.look()
            if budget.is_late:
                return None
            known = [exact[j] for j in best.nonzero()[0].tolist()]
            found = acceptance(order.relation, vector, known, budget.cancelled)
            if found.utility is None:
                break
            mark(found.utility)
    return best
