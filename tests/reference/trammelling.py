"""Trammelling word for word: every plan by which each step of a way may have been the best one."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from tests.reference.all_plans import Reference, Row, difference, feasible

MOST: int = 3000  # combinations of plans along a way


@dataclass(frozen=True)
class Told:
    """What is settled at a node, and whether any completion explains the way there."""

    settled: frozenset[tuple[str, str]]
    explained: bool


def expected_trammelling(reference: Reference, node: str) -> Told | None:
    """By feasibility of the completions in each combination; None where they are too many."""
    steps = list(_steps(reference, node))
    options = [
        [[difference(p, q) for q in every] for p in own] for own, every in steps
    ]  # the weak conditions of each plan by which a step may have been best
    size = 1
    for each in options:
        size *= len(each)
    if size > MOST:
        return None
    explained: list[list[Row]] = []
    for chosen in product(*options):
        weak = list(dict.fromkeys(row for part in chosen for row in part))
        if feasible(reference.strict, weak, reference.equal):
            explained.append(weak)
    settled = set()
    for x, y in combinations(_used(reference), 2):
        one, other = (reference.own(id_) for id_ in (x, y))
        if reference.agreed(one, other) or reference.agreed(other, one):
            continue
        higher = _all(reference, explained, difference(other, one))
        lower = _all(reference, explained, difference(one, other))
        if explained and higher is not lower:
            settled.add((x, y) if higher else (y, x))
    return Told(frozenset(settled), bool(explained))


def _all(reference: Reference, explained: list[list[Row]], against: Row) -> bool:
    """Whether no completion that explains the way makes this positive."""
    return not any(
        feasible([*reference.strict, against], weak, reference.equal) for weak in explained
    )


Points = list[tuple[Fraction, ...]]


def _steps(reference: Reference, node: str) -> Iterator[tuple[Points, Points]]:
    """For each of the agent's choices on the way: the plans by the branch taken, and all plans."""
    document, below = reference.document, node
    while (above := document.parent(below)) is not None:
        if above in reference.choice_nodes:
            taken = next(b.id for b in document.children(above) if b.target == below)
            every = reference.plans(above)
            own = [p.features for p in every if dict(p.choices)[above] == taken]
            yield list(dict.fromkeys(own)), list(dict.fromkeys(p.features for p in every))
        below = above


def _used(reference: Reference) -> list[str]:
    document = reference.document
    used = {document.nodes[n].outcome for n in reference.seen}
    return [id_ for id_ in document.outcomes if id_ in used]
