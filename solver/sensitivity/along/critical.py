"""Between which values a rule's verdict cannot change: found from what the rule depends on.

For each rule the places are all those at which something that it looks at may become different;
there may be more of them than its verdict has thresholds, never less.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import lcm

from solver.budget import Budget
from solver.document.elements import Completion, Kind
from solver.document.numerals import Numeral
from solver.induction.completion_utility import utility_of, value_itself
from solver.preferences.double_description import independent
from solver.preferences.relations.net_value_functions import Capped
from solver.rules.rule import DependsOn, Rule
from solver.sensitivity.along.acceptable import AcceptanceAlong
from solver.sensitivity.along.all_plans import Block, all_plans
from solver.sensitivity.along.expressions import NotCovered
from solver.sensitivity.along.node_sets import Along, NodeSets, TooMany, Vec
from solver.sensitivity.along.regrets_along import RegretsAlong
from solver.sensitivity.along.roots import ZERO, Key, Poly, Root, Roots, key_of
from solver.sensitivity.along.tree_along import Piece, TreeAlong
from solver.translation import tr

MOST_PAIRS = 200_000  # of plans, or of values, that are compared with each other


@dataclass(frozen=True)
class Coordinates:
    """The coordinates of leaves in which prospects compare, and how many of them must be equal."""

    leaves: dict[int, Vec]
    equal: int


def coordinates(along: TreeAlong) -> Coordinates:
    """Those of the relation, where it obeys independence and can be decided by fixed tests."""
    tree = along.tree
    if not tree.relation.adds_up and not _fixed(along):
        raise NotCovered(
            tr(
                "{name} compares values by their order, and here they depend on the parameter."
            ).format(name=tree.relation.name)
        )
    own = tree.preference.features
    if isinstance(own, Capped) and own.rounded:
        raise NotCovered(
            tr("Irrational utilities are rounded for the probabilities at each value by itself.")
        )
    dual = tree.preference.dual
    if dual is None:
        raise NotCovered(tr("There are too many stated comparisons to follow all of them."))
    first = tree.preference.features.values_from
    lines = independent(
        [tuple(e - line[0] if i < first else e for i, e in enumerate(line)) for line in dual.lines]
    )
    features = _features(along)
    kept: list[dict[int, Poly]] = []
    equal = 0
    for place, row in enumerate((*lines, *dual.rays)):
        used = [(i, e) for i, e in enumerate(row) if e]
        column = {leaf: sum((own[i] * e for i, e in used), ZERO) for leaf, own in features.items()}
        if len({key_of(entry) for entry in column.values()}) > 1:
            kept.append(column)
            equal += place < len(lines)
    return Coordinates({leaf: Vec.of(column[leaf] for column in kept) for leaf in features}, equal)


def utilities(along: TreeAlong) -> Coordinates:
    """One coordinate: the utility that expected utility goes by."""
    tree, features = along.tree, _features(along)
    curved = [id_ for id_, entry in tree.document.scales.items() if entry.utility is not None]
    if curved:
        raise NotCovered(
            tr(
                "The scale “{curved}” has a utility curve, by which utilities are no fractions of polynomials."
            ).format(curved=curved[0])
        )
    own = value_itself(tree)
    if own is not None and own not in tree.preference.features.index:
        raise NotCovered(
            tr("Expected values are not among what {name} compares.").format(
                name=tree.relation.name
            )
        )
    if own is not None:
        place = tree.preference.features.index[own]
        return Coordinates({leaf: Vec.of([f[place]]) for leaf, f in features.items()}, 0)
    if any(not along.names.of(number).is_constant for number in _stated(tree.document.completion)):
        raise NotCovered(tr("The completion depends on the parameter."))
    weights, _ = utility_of(tree)
    unit = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * unit) for weight in weights]
    return Coordinates(
        {
            leaf: Vec.of([sum((e * w for e, w in zip(f, whole, strict=True)), ZERO)])
            for leaf, f in features.items()
        },
        0,
    )


def _stated(completion: Completion | None) -> Iterator[Numeral]:
    """The numbers of a completion."""
    if completion is None:
        return
    yield from completion.alone.values()
    for scale in completion.scales.values():
        if scale.offset is not None:
            yield scale.offset
        if isinstance(scale.weight, Numeral):
            yield scale.weight
        elif scale.weight is not None:
            yield from scale.weight.values()


def _fixed(along: TreeAlong) -> bool:
    return all(q.is_constant for own in along.values.values() for q in own.values())


def _features(along: TreeAlong) -> dict[int, tuple[Poly, ...]]:
    if along.tree.relation.adds_up:
        return dict(along.features)
    unit = lcm(*(entry.denominator for vector in along.tree.features for entry in vector))
    one = ZERO + 1
    return {
        leaf: tuple([one * int(entry * unit) for entry in along.tree.leaf_vector(leaf)])
        for leaf in along.values
    }


# ---------------------------------------------------------------------------- the places


def critical(rule: Rule, piece: Piece, roots: Roots, budget: Budget) -> list[Root]:
    """All values inside a piece at which the verdict of a rule may change.

    Raises `NotCovered` or `TooMany`, with a sentence, where they cannot be named for sure.
    """
    along = piece.tree
    assert along is not None
    depends = rule.depends_on
    independence = along.tree.relation.keeps_independence
    if along.readings:
        return _under_opinions(rule, piece, roots, budget)
    if depends in (DependsOn.UTILITY, DependsOn.INTERVALS):
        return _sets(piece, utilities(along), roots, budget)
    if depends is DependsOn.MAXIMAL_SETS and independence:
        return _sets(piece, coordinates(along), roots, budget)
    if depends is DependsOn.ACCEPTABLE_SETS and independence:
        own = coordinates(along)
        return _sets(piece, own, roots, budget, AcceptanceAlong(own.equal, roots, budget))
    if depends is DependsOn.REGRETS:
        return sorted(RegretsAlong(piece, roots, budget).run())
    polys: Iterable[Poly]
    if depends is DependsOn.NET_VALUES:
        polys = _between_values(along)
    elif depends is DependsOn.FORESEEN:
        tree = along.tree
        beside = [tree.children[node] for node in tree.choice_nodes()]
        polys = _between_plans(_all_events(along), budget, mixtures=False, beside=beside)
    elif depends in (DependsOn.PLANS, DependsOn.MAXIMAL_SETS, DependsOn.ACCEPTABLE_SETS):
        polys = _between_plans(along, budget, mixtures=depends is DependsOn.ACCEPTABLE_SETS)
    else:
        raise NotCovered(
            tr("It is not known what the verdict of {name} depends on.").format(name=rule.title)
        )
    return _roots(polys, piece, roots, budget)


def _roots(polys: Iterable[Poly], piece: Piece, roots: Roots, budget: Budget) -> list[Root]:
    found: set[Root] = set()
    for poly in _each(polys):
        budget.look()
        if budget.is_late:
            raise TooMany(tr("There was not enough time to find all thresholds."))
        found.update(roots.within(poly, piece.low, piece.high))
    return sorted(found)


def _each(polys: Iterable[Poly]) -> Iterator[Poly]:
    seen: set[Key] = set()
    for poly in polys:
        if poly.degree() > 0 and (key := key_of(poly)) not in seen:
            seen.add(key)
            yield poly


def node_sets(
    piece: Piece,
    own: Coordinates,
    roots: Roots,
    budget: Budget,
    admit: AcceptanceAlong | None = None,
) -> tuple[NodeSets, Along]:
    """The sets at every node of a piece; those of the root."""
    along = piece.tree
    assert along is not None
    leaves = {
        leaf: Vec.of(entry * along.scales[along.depths[leaf]] for entry in vec.entries)
        for leaf, vec in own.leaves.items()
    }
    sets = NodeSets(along, leaves, own.equal, roots, piece.low, piece.high, budget, admit)
    return sets, sets.run()


def _sets(
    piece: Piece,
    own: Coordinates,
    roots: Roots,
    budget: Budget,
    admit: AcceptanceAlong | None = None,
) -> list[Root]:
    sets, _ = node_sets(piece, own, roots, budget, admit)
    return sorted(sets.breaks)


# ------------------------------------------------------------------- plans pair by pair


def _under_opinions(rule: Rule, piece: Piece, roots: Roots, budget: Budget) -> list[Root]:
    """The same where the document lists opinions: what all of them say of any two plans.

    Intervals of expectations also compare what one opinion expects of one plan with what another one
    expects of another.
    """
    along = piece.tree
    assert along is not None
    depends, relation = rule.depends_on, along.tree.relation
    known = (
        DependsOn.PLANS,
        DependsOn.MAXIMAL_SETS,
        DependsOn.ACCEPTABLE_SETS,
        DependsOn.INTERVALS,
    )
    if depends not in known or not relation.keeps_independence:
        raise NotCovered(
            tr("Under several opinions it is not known what {name} depends on here.").format(
                name=rule.title
            )
        )
    own = [coordinates(reading) for reading in along.readings]
    # Those that must be equal stand first, of all opinions.
    lines = [Block(r, _part(c, 0, c.equal)) for r, c in zip(along.readings, own, strict=True)]
    rays = [Block(r, _part(c, c.equal, None)) for r, c in zip(along.readings, own, strict=True)]
    plans = all_plans([*lines, *rays], budget)
    pool = list(dict.fromkeys(vec for vectors in plans for vec in vectors))
    if len(pool) ** 2 // 2 > MOST_PAIRS:
        raise TooMany(tr("There are too many plans to compare each with each."))

    def polys() -> Iterator[Poly]:
        for one, other in combinations(pool, 2):
            for a, b in zip(one.entries, other.entries, strict=True):
                yield a - b
        equal = sum(c.equal for c in own)
        if depends is DependsOn.ACCEPTABLE_SETS:
            acceptance = AcceptanceAlong(equal, roots, budget)
            for vectors in plans:
                if len(vectors) > 2:
                    for vec in vectors:
                        yield from acceptance.determinants(vec, tuple(vectors))
        elif depends is DependsOn.INTERVALS:
            yield from _expected(plans, along, own)

    return _roots(polys(), piece, roots, budget)


def _part(own: Coordinates, first: int, last: int | None) -> dict[int, Vec]:
    return {leaf: Vec.of(vec.entries[first:last]) for leaf, vec in own.leaves.items()}


def _expected(
    plans: Sequence[Sequence[Vec]], along: TreeAlong, own: Sequence[Coordinates]
) -> Iterator[Poly]:
    """What opinions expect of plans, also of different ones: one scale and one criterion."""
    if any(c.equal or len(next(iter(c.leaves.values())).entries) != 1 for c in own):
        raise NotCovered(
            tr("Under several opinions not all of them tell the plans apart by one value.")
        )
    scales = [reading.scales[0] * reading.unit for reading in along.readings]
    expected = list(
        dict.fromkeys(
            Vec.of((vec.entries[i], scale))
            for vectors in plans
            for vec in vectors
            for i, scale in enumerate(scales)
        )
    )
    if len(expected) ** 2 // 2 > MOST_PAIRS:
        raise TooMany(tr("There are too many plans to compare each with each."))
    for one, other in combinations(expected, 2):
        yield one.entries[0] * other.entries[1] - other.entries[0] * one.entries[1]


def _all_events(along: TreeAlong) -> TreeAlong:
    """The tree in which all choices fall as the policy says: from each node there is one plan."""
    kinds = tuple([Kind.CHANCE if kind is Kind.CHOICE else kind for kind in along.tree.kinds])
    return replace(along, tree=replace(along.tree, kinds=kinds))


def _between_plans(
    along: TreeAlong,
    budget: Budget,
    *,
    mixtures: bool,
    beside: Sequence[Sequence[int]] | None = None,
) -> Iterator[Poly]:
    """What decides how any two plans compare, whether from one node or as what was turned down.

    With ``beside`` only plans from two nodes of one of these sets are compared.
    """
    tree = along.tree
    if tree.relation.keeps_independence:
        leaves, by_ratio = coordinates(along).leaves, False
    elif tree.relation.adds_up:
        leaves, by_ratio = {leaf: Vec.of(f) for leaf, f in along.features.items()}, True
    else:
        raise NotCovered(
            tr("It is not known what {name} depends on.").format(name=tree.relation.name)
        )
    plans = all_plans([Block(along, leaves)], budget)
    sets = [range(len(plans))] if beside is None else beside
    pools = [list(dict.fromkeys(vec for node in nodes for vec in plans[node])) for nodes in sets]
    if sum(len(pool) ** 2 for pool in pools) // 2 > MOST_PAIRS:
        raise TooMany(tr("There are too many plans to compare each with each."))
    budget.spend(sum(len(pool) ** 2 for pool in pools))
    pairs = [pair for pool in pools for pair in combinations(pool, 2)]
    if not by_ratio:
        for one, other in pairs:
            for a, b in zip(one.entries, other.entries, strict=True):
                yield a - b
        return
    expectations = tree.relation.expectations
    assert expectations is not None
    asked = expectations(tree.preference.features)
    for vec in dict.fromkeys(vec for pool in pools for vec in pool):
        for entry in asked:
            yield vec.entries[entry.given]
    for one, other in pairs:
        for entry in asked:
            if entry.value is not None:
                a, m = one.entries[entry.value], one.entries[entry.given]
                b, n = other.entries[entry.value], other.entries[entry.given]
                yield a * n - b * m
    if mixtures:
        equal = tree.preference.features.values_from
        for own in plans:
            distinct = tuple(own)
            if len(distinct) > 2:
                acceptance = AcceptanceAlong(equal, Roots(Fraction(0), Fraction(1)), budget)
                for vec in distinct:
                    yield from acceptance.determinants(vec, distinct)


# ------------------------------------------------------------------------------ net values


def _one_value(along: TreeAlong) -> list[tuple[Poly, Poly]]:
    """The different net values of the leaves as numerator and denominator; one criterion each."""
    found: dict[tuple[Key, Key], tuple[Poly, Poly]] = {}
    for own in along.values.values():
        for quotient in own.values():
            key = key_of(quotient.top), key_of(quotient.bottom)
            found[key] = quotient.top, quotient.bottom
    return list(found.values())


def _between_values(along: TreeAlong) -> Iterator[Poly]:
    values = _one_value(along)
    if len(values) ** 2 // 2 > MOST_PAIRS:
        raise TooMany(tr("There are too many values to compare each with each."))
    for (a, b), (c, d) in combinations(values, 2):
        yield a * d - c * b
