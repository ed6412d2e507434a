"""The rules word for word, by listing all plans: slow, plain, and sharing no code with the solver.

Preference is decided from its first definition (what all completions agree on) by Fourier-Motzkin
elimination over the completions, not by cones, duality or linear programming.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise, product
from math import gcd, lcm

from solver.document.elements import Kind, Preferences
from solver.document.model import Document
from solver.document.values import criterion_values

ZERO = Fraction(0)
#: The relations that compare by all utility functions of a kind.
BY_FUNCTIONS = ("first-order", "second-order")
Key = tuple[str, str, str]  # (“mass” or a criterion, “scale” or “alone”, name)
Choices = tuple[tuple[str, str], ...]  # (choice node, branch)
Row = tuple[int, ...]
Vector = tuple[Fraction, ...]


def feasible(strict: Iterable[Row], weak: Iterable[Row], equal: Iterable[Row]) -> bool:
    """Whether some u has s·u > 0, w·u ≥ 0 and e·u = 0 for all these rows (Fourier-Motzkin)."""
    rows = {(_whole(row), True) for row in strict} | {(_whole(row), False) for row in weak}
    equalities = [row for row in equal if any(row)]
    while equalities:  # substitute: add the multiple of e that clears its first variable
        pivot = equalities.pop()
        at = next(i for i, entry in enumerate(pivot) if entry)
        equalities = [row for row in (_cleared(r, pivot, at) for r in equalities) if any(row)]
        rows = {(_cleared(row, pivot, at), is_strict) for row, is_strict in rows}
    # Each row knows, as bits, the rows that it was combined from.  One whose origins include all
    # those of another is a sum of rows that are there (Chernikov 1965, Kohler 1967): it is left
    # out, or there would be far too many.
    known = {1 << i: row for i, row in enumerate(sorted(_essential(rows)))}
    if any(is_strict and not any(row) for row, is_strict in known.values()):
        return False
    while True:
        known = {origins: entry for origins, entry in known.items() if any(entry[0])}
        used = {i for row, _ in known.values() for i, entry in enumerate(row) if entry}
        if not used:
            return True

        at = min(used, key=partial(_cost, [row for row, _ in known.values()]))
        plus = [(o, *entry) for o, entry in known.items() if entry[0][at] > 0]
        minus = [(o, *entry) for o, entry in known.items() if entry[0][at] < 0]
        known = {origins: entry for origins, entry in known.items() if not entry[0][at]}
        for (p_origins, p, p_strict), (m_origins, m, m_strict) in product(plus, minus):
            row = tuple(a * -m[at] + b * p[at] for a, b in zip(p, m, strict=True))
            if (p_strict or m_strict) and not any(row):
                return False
            known[p_origins | m_origins] = (_whole(row), p_strict or m_strict)
        known = {
            origins: entry
            for origins, entry in known.items()
            if not any(other & origins == other != origins for other in known)
        }


def _cost(rows: Sequence[Row], i: int) -> int:
    """How many more rows there are once this variable is eliminated."""
    plus = sum(row[i] > 0 for row in rows)
    minus = sum(row[i] < 0 for row in rows)
    return plus * minus - plus - minus


def _essential(rows: set[tuple[Row, bool]]) -> set[tuple[Row, bool]]:
    """Without rows that others of them say already."""
    return {
        (row, is_strict)
        for row, is_strict in rows
        if (is_strict or any(row)) and not (not is_strict and (row, True) in rows)
    }


def _whole(row: Row) -> Row:
    divisor = gcd(*row)
    return tuple(entry // divisor for entry in row) if divisor > 1 else row


def _cleared(row: Row, pivot: Row, at: int) -> Row:
    if not row[at]:
        return row
    by, factor = abs(pivot[at]), row[at] * (1 if pivot[at] > 0 else -1)
    return _whole(tuple(by * a - factor * b for a, b in zip(row, pivot, strict=True)))


class Features(tuple[Fraction, ...]):
    """A vector that is looked up again and again: its hash is worked out once."""

    _hash: int | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash

    @cached_property
    def over_one(self) -> tuple[Row, int]:
        """Whole numbers, and what they are divided by."""
        scale = lcm(*(entry.denominator for entry in self))
        return tuple([entry.numerator * (scale // entry.denominator) for entry in self]), scale


@dataclass(frozen=True)
class RefPlan:
    choices: Choices  # sorted
    features: Vector = field(compare=False)


class Reference:
    """All plans of a document, and the five rules over them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._relation: dict[tuple[Vector, Vector], bool] = {}
        self._by_scale: dict[tuple[Vector, Vector], bool] = {}
        self._optimal: dict[tuple[Vector, str], bool] = {}
        self._plans: dict[str, list[RefPlan]] = {}
        self._parts: dict[str, tuple[frozenset[str], dict[Choices, RefPlan]]] = {}
        self._reached: dict[tuple[Choices, str], list[str]] = {}
        self._features: dict[Vector, Vector] = {}  # equal ones are the same object
        self._shares: dict[str, list[Fraction]] = {}
        self._maximal: dict[str, list[RefPlan]] = {}
        self._in_gap: dict[str, frozenset[str]] = {}
        assert document.root_id is not None
        self.root = document.root_id
        relation = document.preferences.relation
        self.by_scale = relation == "timestep-dominance"
        self.by_functions = relation in BY_FUNCTIONS
        # What spreads net values about their mean is worse for every strictly concave utility, and as
        # good for the linear one, under which it may be best.
        self.best_is_maximal = relation in ("expected-multi-utility", "first-order")
        keys: dict[Key, None] = {}
        ends = [(id_, {}) for id_ in document.outcomes]
        if self.by_functions:
            ends += self._ends()
        for id_, paid in ends:
            keys.update(dict.fromkeys(self._features_of(id_, paid)))
        self._keys = tuple(keys)
        self.strict = [self._unit(key) for key in self._keys if key[0] != "mass"]
        if self.by_functions:
            self.strict = list(self._increasing(concave=relation == "second-order"))
        self.equal: list[Row] = []
        has_stated = not self.by_scale and not self.by_functions
        stated = document.preferences if has_stated else Preferences()
        for pairs, rows in ((stated.better, self.strict), (stated.equal, self.equal)):
            for x, y in pairs:
                rows.append(whole(minus(self._vector(x, {}), self._vector(y, {}))))
        self.paid: dict[str, dict[str, Fraction]] = {self.root: {}}
        for node in document.tree:
            for branch in document.children(node):
                paid = dict(self.paid[node])
                for c, value in criterion_values(document, branch.payoff).items():
                    paid[c] = paid.get(c, ZERO) + value
                self.paid[branch.target] = paid
        self.choice_nodes = [n for n in document.tree if document.nodes[n].kind is Kind.CHOICE]
        self.every_choice = self.choice_nodes

    # --------------------------------------------------------------------- plans

    def _features_of(self, id_: str, paid: Mapping[str, Fraction]) -> dict[Key, Fraction]:
        outcome = self.document.outcomes[id_]
        if outcome.value is None:
            return {("mass", "alone", id_): Fraction(1)}
        name = outcome.scale or "default"
        result: dict[Key, Fraction] = {("mass", "scale", name): Fraction(1)}
        if self.by_functions:
            ((c, value),) = criterion_values(self.document, outcome.value).items()
            criterion = self.document.criterion(c)
            sign = -1 if criterion is not None and criterion.better == "less" else 1
            return {(str(sign * (value + paid.get(c, ZERO))), "scale", name): Fraction(1)}
        for c, value in criterion_values(self.document, outcome.value).items():
            criterion = self.document.criterion(c)
            sign = -1 if criterion is not None and criterion.better == "less" else 1
            result[c, "scale", name] = sign * (value + paid.get(c, ZERO))
        return result

    def _ends(self) -> list[tuple[str, dict[str, Fraction]]]:
        """Each leaf's outcome, with what is paid on the way."""
        found: list[tuple[str, dict[str, Fraction]]] = []
        stack: list[tuple[str, dict[str, Fraction]]] = [(self.root, {})]
        while stack:
            node, paid = stack.pop()
            if (outcome := self.document.nodes[node].outcome) is not None:
                found.append((outcome, paid))
            for branch in self.document.children(node):
                below = dict(paid)
                for c, value in criterion_values(self.document, branch.payoff).items():
                    below[c] = below.get(c, ZERO) + value
                stack.append((branch.target, below))
        return found

    def _increasing(self, *, concave: bool) -> Iterator[Row]:
        """What makes a utility of each net value an increasing (and concave) function of it."""
        scales = dict.fromkeys(key[2] for key in self._keys if key[1] == "scale")
        for name in scales:
            own = [i for i, key in enumerate(self._keys) if key[1:] == ("scale", name)]
            own.sort(key=lambda i: Fraction(self._keys[i][0]))
            values = [Fraction(self._keys[i][0]) for i in own]
            slopes: list[Vector] = []
            for (i, low), (j, high) in pairwise(zip(own, values, strict=True)):
                slope = [ZERO] * len(self._keys)
                slope[i], slope[j] = -1 / (high - low), 1 / (high - low)
                slopes.append(tuple(slope))
            yield from map(whole, slopes[-1:] if concave else slopes)
            if concave:
                yield from (whole(minus(one, two)) for one, two in pairwise(slopes))

    def _vector(self, id_: str, paid: Mapping[str, Fraction]) -> Vector:
        features = self._features_of(id_, paid)
        return self._once(features.get(key, ZERO) for key in self._keys)

    def _once(self, entries: Iterable[Fraction]) -> Vector:
        vector = Features(entries)
        return self._features.setdefault(vector, vector)

    def own(self, id_: str) -> Vector:
        """The features of an outcome for sure, without payoffs."""
        return self._vector(id_, {})

    def _unit(self, key: Key) -> Row:
        return tuple(int(key == other) for other in self._keys)

    # ------------------------------------------------------- what a reading may see otherwise

    def is_held(self, node: str) -> bool:
        """Whether conduct settles what is done at a node: see `tests.reference.settled_choices`."""
        return False

    def is_chance(self, node: str) -> bool:
        """Whether what is taken at a node is drawn with the probabilities stated there."""
        return self.document.nodes[node].kind is Kind.CHANCE

    @property
    def seen(self) -> list[str]:
        """The nodes that some plan from the root reaches, in the order of the tree."""
        return list(self.document.tree)

    def stated_at(self, node: str) -> list[Fraction]:
        """What a policy says at a choice node, as stated or as conduct settles it."""
        return self.probabilities(node)

    @property
    def has_ties(self) -> bool:
        """Whether a completion that settles choices leaves several plans at any node."""
        return False

    def settled(self) -> dict[str, bool]:
        """The branches of choice nodes that conduct settles, and whether it takes them there."""
        return {}

    def passed(self, plans: Iterable[RefPlan]) -> set[str]:
        """Branches that some of these plans from the root pass where the policy settles choices."""
        return set()

    def probabilities(self, node: str) -> list[Fraction]:
        if node not in self._shares:
            self._shares[node] = self._probabilities(node)
        return self._shares[node]

    def _probabilities(self, node: str) -> list[Fraction]:
        branches = self.document.children(node)
        chance = self.document.nodes[node].kind is Kind.CHANCE
        given = [branch.probability if chance else branch.policy for branch in branches]
        names = self.document.parameter_values
        values = [None if n is None or n.text == "#" else n.value(names) for n in given]
        rest = 1 - sum((value for value in values if value is not None), ZERO)
        share = rest / max(1, values.count(None))
        return [share if value is None else value for value in values]

    def plans(self, node: str) -> list[RefPlan]:
        """P(n)."""
        if node not in self._plans:
            self._plans[node] = list(self._list(node))
        return self._plans[node]

    def _list(self, node: str) -> Iterator[RefPlan]:
        entry, branches = self.document.nodes[node], self.document.children(node)
        if entry.kind is Kind.OUTCOME:
            assert entry.outcome is not None
            yield RefPlan((), self._vector(entry.outcome, self.paid[node]))
        elif entry.kind is Kind.CHOICE:
            for branch in branches:
                for plan in self.plans(branch.target):
                    yield RefPlan(tuple(sorted(((node, branch.id), *plan.choices))), plan.features)
        else:
            yield from self.combinations(node, [self.plans(b.target) for b in branches])

    def combinations(self, node: str, parts: Sequence[Sequence[RefPlan]]) -> Iterator[RefPlan]:
        shares = self.probabilities(node)
        for combination in product(*parts):
            pairs = list(zip(shares, combination, strict=True))
            features = self._once(
                sum(
                    (p * part.features[i] for p, part in pairs if part.features[i]),
                    ZERO,
                )
                for i in range(len(self._keys))
            )
            yield RefPlan(
                tuple(sorted(pair for part in combination for pair in part.choices)), features
            )

    def part(self, plan: RefPlan, node: str) -> RefPlan:
        """The part of a plan from a node that it reaches."""
        if node not in self._parts:
            below = frozenset(self.document.below(node))
            self._parts[node] = below, {other.choices: other for other in self.plans(node)}
        below, parts = self._parts[node]
        return parts[tuple(pair for pair in plan.choices if pair[0] in below)]

    def reached(self, plan: RefPlan, start: str) -> list[str]:
        """The nodes that a plan from ``start`` reaches, probability zero included."""
        if (found := self._reached.get((plan.choices, start))) is not None:
            return found
        choices, stack = dict(plan.choices), [start]
        result = self._reached[plan.choices, start] = list[str]()
        while stack:
            node = stack.pop()
            result.append(node)
            stack += [
                branch.target
                for branch in self.document.children(node)
                if choices.get(node, branch.id) == branch.id
            ]
        return result

    def firsts(self, plan: RefPlan, start: str) -> list[str]:
        """The first nodes on each way that a plan from a node comes to with probability 0."""
        choices, found, stack = dict(plan.choices), [], [start]
        while stack:
            node = stack.pop()
            shares = self.probabilities(node)
            chance = self.is_chance(node)
            for branch, share in zip(self.document.children(node), shares, strict=True):
                if chance and not share:
                    found.append(branch.target)
                elif choices.get(node, branch.id) == branch.id:
                    stack.append(branch.target)
        return found

    def lottery(self, plan: RefPlan) -> dict[str, Fraction]:
        """Each outcome's probability, seen from the root."""
        choices = dict(plan.choices)
        result: dict[str, Fraction] = {}

        def walk(node: str, chance: Fraction) -> None:
            entry = self.document.nodes[node]
            if entry.outcome is not None:
                result[entry.outcome] = result.get(entry.outcome, ZERO) + chance
            shares = self.probabilities(node)
            for branch, share in zip(self.document.children(node), shares, strict=True):
                if self.is_chance(node):
                    walk(branch.target, chance * share)
                elif choices[node] == branch.id:
                    walk(branch.target, chance)

        walk(self.root, Fraction(1))
        return {id_: p for id_, p in result.items() if p}

    # --------------------------------------------------------------- preferences

    def at_least(self, p: Vector, q: Vector) -> bool:
        """No completion puts q above p; or, by Timestep Dominance, nothing does given a scale."""
        if not self.by_scale:
            return self.agreed(p, q)
        if (p, q) not in self._by_scale:
            self._by_scale[p, q] = self._given_each_scale(p, q)
        return self._by_scale[p, q]

    def agreed(self, p: Vector, q: Vector) -> bool:
        """No completion puts q above p, whatever the relation."""
        pair = (p, q)
        if pair not in self._relation:
            against = difference(q, p)
            self._relation[pair] = not feasible([*self.strict, against], [], self.equal)
        return self._relation[pair]

    def _given_each_scale(self, p: Vector, q: Vector) -> bool:
        for i, (what, *scale) in enumerate(self._keys):
            if what != "mass":
                continue
            if bool(p[i]) != bool(q[i]):
                return False
            own = [j for j, (c, *of) in enumerate(self._keys) if c != "mass" and of == scale]
            if p[i] and any(p[j] / p[i] < q[j] / q[i] for j in own):
                return False
        return True

    def prefers(self, p: Vector, q: Vector) -> bool:
        return self.at_least(p, q) and not self.at_least(q, p)

    def gap(self, p: Vector, q: Vector) -> bool:
        return not self.at_least(p, q) and not self.at_least(q, p)

    def optimal(self, p: Sequence[Fraction], among: Iterable[RefPlan]) -> bool:
        """Whether some completion makes p best among these."""
        weak = {difference(p, q.features) for q in among}
        return feasible(self.strict, weak, self.equal)

    def maximal(self, node: str) -> list[RefPlan]:
        """M(n)."""
        if node not in self._maximal:
            plans = self.plans(node)
            self._maximal[node] = [
                p
                for p in plans
                if self.is_held(node)
                or not any(self.prefers(q.features, p.features) for q in plans)
            ]
        return self._maximal[node]

    def acceptable(self, node: str) -> list[RefPlan]:
        """Optimal for a completion; by Timestep Dominance, for one of the scales, and maximal."""
        plans = self.plans(node)
        if self.is_held(node):
            return plans
        among = self.maximal(node) if self.by_scale else plans
        for p in among:
            if (p.features, node) not in self._optimal:
                self._optimal[p.features, node] = self.optimal(p.features, plans)
        return [p for p in among if self._optimal[p.features, node]]

    def dominated(self, own: Vector, held: Sequence[Fraction] | None = None) -> bool:
        """Whether a mixture of plans from the root is strictly preferred to these features.

        By expected multi-utility one is iff no completion makes them optimal.  By Timestep
        Dominance none is iff some multipliers, positive for each gain on a scale that is reached
        and free for the mass of each that is not, give no plan a positive sum (Tucker).
        Fourier-Motzkin finds whether there are any.  ``held`` has by how much each plan exceeds the
        policy in a total that mixtures must leave as it is: one more multiplier that is free.
        """
        plans = self.plans(self.root)
        if not self.by_scale:
            assert held is None
            return not self.optimal(own, plans)
        masses = {key[1:]: i for i, key in enumerate(self._keys) if key[0] == "mass"}
        values = [(i, masses[key[1:]]) for i, key in enumerate(self._keys) if key[0] != "mass"]
        gains = [(value, mass, own[value] / own[mass]) for value, mass in values if own[mass]]
        unreached = [mass for mass in masses.values() if not own[mass]]
        size = len(gains) + len(unreached) + 1
        strict = [tuple(int(i == k) for k in range(size)) for i in range(len(gains))]
        rows = zip((plan.features for plan in plans), held or [ZERO] * len(plans), strict=True)
        weak = {
            whole((*(c * p[m] - p[v] for v, m, c in gains), *(p[m] for m in unreached), more))
            for p, more in rows
        }
        return not feasible(strict, weak, [])

    def in_gap(self, node: str) -> frozenset[str]:
        """The branches of a node with maximal plans in a gap with maximal plans of others."""
        if node not in self._in_gap:
            best = self.maximal(node)
            self._in_gap[node] = frozenset(
                dict(p.choices)[node]
                for p in best
                for q in best
                if dict(p.choices)[node] != dict(q.choices)[node]
                and self.gap(p.features, q.features)
            )
        return self._in_gap[node]

    def gaps(self) -> dict[str, frozenset[str]]:
        """The choice nodes with a gap, and between which branches."""
        return {node: found for node in self.choice_nodes if (found := self.in_gap(node))}


def _known(vector: Sequence[Fraction]) -> Features:
    return vector if isinstance(vector, Features) else Features(vector)


def minus(p: Sequence[Fraction], q: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(a - b for a, b in zip(p, q, strict=True))


def difference(p: Sequence[Fraction], q: Sequence[Fraction]) -> Row:
    """p less q, in the smallest whole numbers."""
    (one, d), (other, e) = _known(p).over_one, _known(q).over_one
    return _whole(tuple([a * e - b * d for a, b in zip(one, other, strict=True)]))


def whole(row: Sequence[Fraction]) -> Row:
    scale = lcm(*(entry.denominator for entry in row))
    return _whole(tuple(int(entry * scale) for entry in row))
