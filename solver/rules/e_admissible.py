"""E-admissibility (Levi 1974), which is Weatherson's version of Caprice (2008).

A plan is acceptable iff it maximises expected utility under some completion of the preferences.
"""

import numpy as np

from solver.budget import Budget
from solver.induction.compiled_tree import Compiled
from solver.induction.prospect_frontier import frontier
from solver.induction.prospect_order import Order
from solver.induction.prospect_tables import Everywhere, Sets, induce, maximal_sets
from solver.induction.table_plans import gaps
from solver.induction.vector_maxima import on_hull
from solver.rules.resolute import resolute
from solver.rules.rule import Answer, Rule, require_completions
from solver.whole_numbers import Ints, Whole


def acceptable_sets(tree: Compiled, budget: Budget) -> Sets:
    """The acceptable plans at every node, as prospects."""

    def admit(first: Ints, vectors: Whole) -> Ints:
        return _acceptable(tree.order, first, vectors, budget)

    require_completions(tree)
    return Sets.all_of(induce(tree, Everywhere(admit), budget))


def _apply(tree: Compiled, budget: Budget) -> Answer:
    def find_gaps() -> frozenset[str]:
        return gaps(tree, maximal_sets(tree, budget.anew()))

    return resolute(tree, acceptable_sets(tree, budget), budget, find_gaps)


def _acceptable(order: Order, first: Ints, vectors: Whole, budget: Budget) -> Ints:
    """The vectors of each set that some strict completion makes best, as representatives.

    With two coordinates one of which all completions weigh positively they are the upper hull.
    """
    if order.general is None and order.size == 2 and order.equal < 2:
        return on_hull(first, vectors, order.equal)
    admitted = order.maximal(first, vectors)
    if order.general is None and (order.size < 2 or order.size == order.equal):
        return admitted
    for start, stop in zip(first.tolist(), first.tolist()[1:], strict=False):
        rows = [row for row in range(start, stop) if admitted[row] == row]
        if len(rows) < 3:
            continue  # a mixture of one other vector is that vector
        best = frontier(order, vectors[rows], budget)
        if best is None:
            admitted[start:stop] = -1  # the set stays open
            continue
        gone = np.zeros(stop - start + 1, dtype=bool)
        gone[np.array(rows)[~best] - start] = True
        part = admitted[start:stop]
        part[gone[np.maximum(part - start, -1)]] = -1
    return admitted


E_ADMISSIBLE = Rule(
    id="e-admissible",
    name="E-admissible",
    summary="Follow a plan that some completion of the preferences makes best.",
    explanation=(
        "A plan is acceptable at a node if some completion of the preferences (a utility function "
        "that respects every strict preference strictly) makes it a maximiser of expected utility "
        "among the plans available there. A continuation is permitted if it belongs to a plan from "
        "the root that agrees with the choices made so far and is acceptable at every node on the "
        "way.\n\n"
        "A plan that no plan is preferred to can still be unacceptable: then a mixture of other "
        "plans is preferred to it.\n\n"
        "Sources: Levi, On indeterminate probabilities (1974); Weatherson, Decision making with "
        "imprecise probabilities (2008), whose Caprice this is.\n\n"
        "Our reading: off the plan, and at nodes of probability zero, as for Dynamic Strong "
        "Maximality."
    ),
    apply=_apply,
)
