"""The Caprice rule in its history form (Thornley, *There are no coherence theorems*, 2023).

Having turned an option down, never settle on one strictly dispreferred to it.
"""

from solver.budget import Budget
from solver.compiled import Compiled
from solver.document import Kind
from solver.linear import Vector
from solver.rules.base import Answer, Rule, first_branches, gaps, maximal_ways
from solver.rules.ways import Ways, combine


def _apply(tree: Compiled, budget: Budget) -> Answer:
    maximal = maximal_ways(tree, budget)
    turned_down = _turned_down(tree, maximal, budget)
    ways = Ways(tree, [()] * len(tree), {}, {})
    for node in tree.bottom_up:
        if tree.kinds[node] is Kind.OUTCOME:
            ways.vectors[node] = (tree.leaf_vector(node),)
        elif tree.kinds[node] is Kind.CHANCE:
            combine(ways, node, None, budget)
        else:
            _choose(ways, node, turned_down, budget)
    return Answer(first_branches(ways), ways, available=maximal, gaps=gaps(maximal))


def _turned_down(tree: Compiled, maximal: Ways, budget: Budget) -> list[list[Vector]]:
    """At each node the prospects turned down on the way to it.

    Only their maximal ones are kept: if anything turned down is strictly preferred to a plan, so
    is one of these.
    """
    result: list[list[Vector]] = [[] for _ in range(len(tree))]
    for node in range(len(tree)):
        for child in tree.children[node]:
            if tree.kinds[node] is not Kind.CHOICE:
                result[child] = result[node]
                continue
            others = dict.fromkeys(result[node])
            for sibling in tree.children[node]:
                if sibling != child:
                    others.update(dict.fromkeys(maximal.vectors[sibling]))
            budget.spend(len(others))
            result[child] = tree.preference.maximal(list(others))
    return result


def _choose(ways: Ways, node: int, turned_down: list[list[Vector]], budget: Budget) -> None:
    """C(n, D) at a choice node: filter each branch by what was turned down, then drop branches."""
    tree, prefers = ways.tree, ways.tree.preference.prefers
    down = turned_down[node]
    offered = [list(ways.vectors[child]) for child in tree.children[node]]
    kept = []
    for vectors in offered:
        budget.spend(len(vectors) * max(1, len(down)))
        kept.append([v for v in vectors if not any(prefers(turned, v) for turned in down)])
    if not any(kept):
        kept = offered

    def beats(strong: list[Vector], weak: list[Vector]) -> bool:
        budget.spend(len(strong) * len(weak))
        return all(prefers(v, w) for v in strong for w in weak)

    options: dict[Vector, list[int]] = {}
    for place, vectors in enumerate(kept):
        rivals = (other for i, other in enumerate(kept) if other and i != place)
        if vectors and not any(beats(other, vectors) for other in rivals):
            for vector in vectors:
                options.setdefault(vector, []).append(place)
    ways.options[node] = options
    ways.vectors[node] = tuple(options)


CAPRICE = Rule(
    id="caprice",
    name="Caprice",
    summary="Having turned an option down, never settle on one strictly dispreferred to it.",
    explanation=(
        "The history form. Prospects turned down on the way to a node are, for every earlier choice "
        "node on the path, all plans of the branches not taken, as they stood there. At a choice "
        "node keep in each branch only the plans that nothing turned down is strictly preferred to "
        "(if that leaves nothing at all, keep everything); then drop a branch if another branch "
        "that still has plans has every plan strictly preferred to every plan of it. What remains "
        "is permitted. The rule looks back, not ahead, so it may pass up a sure gain.\n\n"
        "Source: Thornley, There are no coherence theorems (2023).\n\n"
        "Our reading: that plans of branches not taken count as turned down, how a branch with "
        "several plans is compared, and that plans below a branch are judged by what was turned "
        "down on the way to them. Thornley’s later plan form (no sequence of trades that another "
        "available sequence beats) permits exactly the maximal plans: choose Dynamic Strong "
        "Maximality for it. By Caprice Weatherson (2008) means E-admissibility."
    ),
    apply=_apply,
)
