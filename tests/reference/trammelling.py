"""Trammelling word for word: every plan by which each step of a way may have been the best one."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product

from tests.reference.all_plans import Features, Reference, Row, Vector, difference, feasible
from tests.reference.opinions import Together

Points = list[tuple[Fraction, ...]]

MOST: int = 3000  # combinations of plans along a way


@dataclass(frozen=True)
class Told:
    """What is settled at a node, and whether any completion explains the way there."""

    settled: frozenset[tuple[str, str]]
    explained: bool


def expected_trammelling(reference: Reference, node: str) -> Told | None:
    """By feasibility of the completions in each combination; None where they are too many."""
    steps = [(own, every) for _, own, every in _choices(reference, node)]
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


def expected_trammelling_by_each(reference: Together, node: str) -> Told | None:
    """The same under several opinions: at each node they count by what they give the way there."""
    weights = dict(_weighed(reference, node))
    steps = [
        ([_scaled(reference, p, weights[above]) for p in own],
         [_scaled(reference, p, weights[above]) for p in every])
        for above, own, every in _choices(reference, node)
    ]  # fmt: skip
    size = 1
    for own, _ in steps:
        size *= len(set(own))
    if size > MOST:
        return None
    options = [[[difference(p, q) for q in set(every)] for p in set(own)] for own, every in steps]
    explained: list[list[Row]] = []
    for chosen in product(*options):
        weak = list(dict.fromkeys(row for part in chosen for row in part))
        if feasible(reference.strict, weak, reference.equal):
            explained.append(weak)
    settled, here = set(), weights[node]
    for x, y in combinations(_used(reference), 2):
        pair = []
        for id_ in (x, y):
            pair.append(Features(e for own in reference.readings for e in own.own(id_)))
        if reference.agreed(pair[0], pair[1]) or reference.agreed(pair[1], pair[0]):
            continue
        one, other = (_scaled(reference, entry, here) for entry in pair)
        for_sure = [
            _all(reference, [[]], difference(*ends)) for ends in ((other, one), (one, other))
        ]
        if for_sure[0] is not for_sure[1]:
            continue  # those who have a say here agree anyway
        higher = _all(reference, explained, difference(other, one))
        lower = _all(reference, explained, difference(one, other))
        if explained and higher is not lower:
            settled.add((x, y) if higher else (y, x))
    return Told(frozenset(settled), bool(explained))


def _weighed(reference: Together, node: str) -> Iterator[tuple[str, list[Fraction]]]:
    """By node of a way what each opinion gives the way there; 1 for each anew where all give it 0."""
    document, way = reference.document, [node]
    while (above := document.parent(way[-1])) is not None:
        way.append(above)
    now = [Fraction(1)] * len(reference.readings)
    yield way[-1], now
    for above, below in pairwise(reversed(way)):
        place = [b.target for b in document.children(above)].index(below)
        if reference.is_chance(above):
            shares = [own.probabilities(above)[place] for own in reference.readings]
            now = [w * p for w, p in zip(now, shares, strict=True)]
            now = now if any(now) else [Fraction(1)] * len(now)
        yield below, now


def _scaled(reference: Together, features: Vector, weights: list[Fraction]) -> Vector:
    pairs = zip(reference.apart(Features(features)), weights, strict=True)
    return tuple(w * entry for own, w in pairs for entry in own)


def _choices(reference: Reference, node: str) -> Iterator[tuple[str, Points, Points]]:
    """For each of the agent's choices on the way: where, the plans by the branch taken, and all plans."""
    document, below = reference.document, node
    while (above := document.parent(below)) is not None:
        if above in reference.choice_nodes:
            taken = next(b.id for b in document.children(above) if b.target == below)
            every = reference.plans(above)
            own = [p.features for p in every if dict(p.choices)[above] == taken]
            yield above, list(dict.fromkeys(own)), list(dict.fromkeys(p.features for p in every))
        below = above


def _used(reference: Reference) -> list[str]:
    document = reference.document
    used = {document.nodes[n].outcome for n in reference.seen}
    return [id_ for id_ in document.outcomes if id_ in used]
