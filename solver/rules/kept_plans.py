"""What the Caprice rule keeps at one choice node, clause by clause."""

from dataclasses import dataclass

from solver.explain.case import Case
from solver.induction.tree.prospect_order import Point
from solver.induction.turned_down import history


@dataclass(frozen=True)
class KeptPlans:
    """How a choice node stands under the rule: what its branches offer, and what is kept of it.

    ``offered`` has for each branch the rows of its child; ``kept`` those for which nothing better
    would be turned down, and that nothing turned down is strictly preferred to.  Where the first
    leaves nothing the node is ``spared`` from it, where the second does that is ``undone``.
    """

    offered: list[list[int]]
    kept: list[list[int]]
    spared: bool
    undone: bool
    dropped_by: list[int | None]  # for each branch, one that is better in everything


def kept_at(case: Case, number: int) -> KeptPlans:
    """The clauses of the rule, applied at one choice node."""
    found, tree, prefers = case.within(history), case.tree, case.tree.order.prefers
    node = int(tree.levels.places[number])
    children = tree.children[number]
    offered = [case.rows(found.sets, child) for child in children]

    def points(child: int, rows: list[int]) -> list[Point]:
        return [case.point(found.sets, child, row) for row in rows]

    def without(rows: list[list[int]], better: list[list[Point]]) -> list[list[int]]:
        return [
            [
                row
                for row, point in zip(own, points(child, own), strict=True)
                if not any(prefers(other, point) for other in others)
            ]
            for child, own, others in zip(children, rows, better, strict=True)
        ]

    places = [int(tree.levels.places[child]) for child in children]
    beside = [found.siblings[place] if found.chooses_on[place] else [] for place in places]
    sound = without(offered, beside)
    spared = not any(sound)
    if spared:
        sound = offered
    down = [] if found.free[node] else found.down[node]
    kept = without(sound, [down] * len(children))
    undone = not any(kept)
    if undone:
        kept = sound
    of = [points(child, rows) for child, rows in zip(children, kept, strict=True)]
    dropped_by: list[int | None] = []
    for weak in of:
        rivals = (
            k
            for k, strong in enumerate(of)
            if strong is not weak and strong and weak
            if all(prefers(p, q) for p in strong for q in weak)
        )
        dropped_by.append(next(rivals, None))
    return KeptPlans(offered, kept, spared, undone, dropped_by)
