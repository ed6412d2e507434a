"""Several opinions word for word: every plan under every opinion, every preference held under each.

Shares no code with the solver but that which reads documents.  Completions of all opinions at once are
found, or not, by Fourier-Motzkin elimination.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from fractions import Fraction
from itertools import product
from typing import Any

from msgspec.structs import replace

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from tests.reference.all_plans import Features, Reference, RefPlan, Row, Vector, feasible, whole
from tests.reference.rules import Expected, first_branches, normal_form
from tests.reference.without_probabilities import value_at

ZERO = Fraction(0)


def plain(document: Document) -> Document:
    """The document with numbers in place of expressions."""
    names = document.parameter_values

    def number(value: Any) -> Any:
        if isinstance(value, Numeral):
            return value if value.is_remainder else Numeral.of(value.value(names))
        if isinstance(value, Mapping):
            return {key: number(entry) for key, entry in value.items()}
        return value

    return replaced(
        document,
        parameters={},
        opinions={},
        outcomes={i: replace(o, value=number(o.value)) for i, o in document.outcomes.items()},
        branches={
            i: replace(
                b,
                probability=number(b.probability),
                payoff=number(b.payoff),
                policy=number(b.policy),
            )
            for i, b in document.branches.items()
        },
    )


class Together(Reference):
    """All plans of a document under all of its opinions: features stand side by side."""

    def __init__(self, document: Document) -> None:
        super().__init__(plain(document))
        self.whole_document = document
        self.readings = [self._read(plain(document.under(id_))) for id_ in document.opinions]
        sizes = [len(reading._keys) for reading in self.readings]
        self._apart: dict[Vector, list[Vector]] = {}
        self._known: dict[tuple[Vector, Vector], bool] = {}
        self._starts = [sum(sizes[:i]) for i in range(len(sizes) + 1)]
        self.strict = [
            self._placed(i, row) for i, own in enumerate(self.readings) for row in own.strict
        ]
        self.equal = [
            self._placed(i, row) for i, own in enumerate(self.readings) for row in own.equal
        ]

    def _read(self, document: Document) -> Reference:
        """The reference of one opinion's reading."""
        return Reference(document)

    def _placed(self, i: int, row: Row) -> Row:
        return (0,) * self._starts[i] + row + (0,) * (self._starts[-1] - self._starts[i + 1])

    def apart(self, features: Vector) -> list[Vector]:
        """The features under each opinion."""
        if features not in self._apart:
            bounds = zip(self._starts, self._starts[1:], strict=False)
            self._apart[features] = [Features(features[a:b]) for a, b in bounds]
        return self._apart[features]

    def _list(self, node: str) -> Iterator[RefPlan]:
        for same in zip(*(own.plans(node) for own in self.readings), strict=True):
            assert len({plan.choices for plan in same}) == 1
            features = Features(entry for plan in same for entry in plan.features)
            yield RefPlan(same[0].choices, features)

    def combinations(self, node: str, parts: Sequence[Sequence[RefPlan]]) -> Iterator[RefPlan]:
        shares = [own.probabilities(node) for own in self.readings]
        for chosen in product(*parts):
            apart = [self.apart(part.features) for part in chosen]
            features = Features(
                sum((p * c[i][k] for p, c in zip(own, apart, strict=True) if c[i][k]), ZERO)
                for i, own in enumerate(shares)
                for k in range(self._starts[i + 1] - self._starts[i])
            )
            yield RefPlan(tuple(sorted(pair for part in chosen for pair in part.choices)), features)

    def at_least(self, p: Vector, q: Vector) -> bool:
        if (p, q) not in self._known:
            pairs = zip(self.readings, self.apart(p), self.apart(q), strict=True)
            self._known[p, q] = all(own.at_least(a, b) for own, a, b in pairs)
        return self._known[p, q]

    def agreed(self, p: Vector, q: Vector) -> bool:
        pairs = zip(self.readings, self.apart(p), self.apart(q), strict=True)
        return all(own.agreed(a, b) for own, a, b in pairs)

    def dominated(self, own: Vector, held: Sequence[Fraction] | None = None) -> bool:
        if not self.by_scale:
            return super().dominated(own, held)
        plans = self.plans(self.root)
        gains: list[tuple[int, int, Fraction]] = []
        unreached: list[int] = []
        for start, reading in zip(self._starts, self.readings, strict=False):
            masses = {key[1:]: i for i, key in enumerate(reading._keys) if key[0] == "mass"}
            for i, key in enumerate(reading._keys):
                mass = start + masses[key[1:]]
                if key[0] != "mass" and own[mass]:
                    gains.append((start + i, mass, own[start + i] / own[mass]))
                if key[0] == "mass" and not own[mass]:
                    unreached.append(mass)
        size = len(gains) + len(unreached)
        strict = [tuple(int(i == k) for k in range(size)) for i in range(len(gains))]
        weak = {
            whole((*(c * p[m] - p[v] for v, m, c in gains), *(p[m] for m in unreached)))
            for p in (plan.features for plan in plans)
        }
        return not feasible(strict, weak, [])

    # ---------------------------------------------------------------- where chance never leads

    def ways(self, start: str) -> tuple[dict[str, frozenset[int]], set[str]]:
        """Which opinions give the way from a node to each node below positive probability.

        And the first nodes to which none does, from which it is counted anew.
        """
        every = frozenset(range(len(self.readings)))
        alive, never, stack = {start: every}, set[str](), [start]
        while stack:
            node = stack.pop()
            shares = [own.probabilities(node) for own in self.readings]
            for place, branch in enumerate(self.document.children(node)):
                left = alive[node]
                if self.is_chance(node):
                    left = frozenset(i for i in left if shares[i][place])
                if not left:
                    never.add(branch.target)
                alive[branch.target] = left or every
                stack.append(branch.target)
        return alive, never

    def firsts(self, plan: RefPlan, start: str) -> list[str]:
        _, never = self.ways(start)
        choices, found, stack = dict(plan.choices), [], [start]
        while stack:
            node = stack.pop()
            for branch in self.document.children(node):
                if choices.get(node, branch.id) != branch.id:
                    continue
                (found if branch.target in never else stack).append(branch.target)
        return found

    # ----------------------------------------------------------------------------- intervals

    def expected(self, plan: RefPlan, node: str) -> list[Fraction]:
        """What each opinion expects of a plan from a node, on one scale and one criterion."""
        choices = dict(plan.choices)

        def worth(own: Reference, node: str) -> Fraction:
            branches = self.document.children(node)
            if not branches:
                return value_at(own, node)
            if node in choices:
                return worth(own, next(b.target for b in branches if b.id == choices[node]))
            pairs = zip(own.probabilities(node), branches, strict=True)
            return sum((p * worth(own, branch.target) for p, branch in pairs), ZERO)

        return [worth(own, node) for own in self.readings]

    def by_intervals(self, rule: str, node: str, alpha: Fraction) -> list[RefPlan]:
        """What a rule on intervals admits at a node: all plans where conduct settles what to do."""
        plans = self.plans(node)
        if self.is_held(node):
            return plans
        if rule == "interval-dominance":
            least = max(min(self.expected(p, node)) for p in plans)
            return [p for p in plans if max(self.expected(p, node)) >= least]
        weight = {"gamma-maximin": Fraction(1), "gamma-maximax": ZERO, "hurwicz": alpha}[rule]

        def worth(plan: RefPlan) -> Fraction:
            own = self.expected(plan, node)
            return weight * min(own) + (1 - weight) * max(own)

        best = max(worth(plan) for plan in self.maximal(node))
        return [plan for plan in self.maximal(node) if worth(plan) == best]


def expected_by_intervals(reference: Together, rule: str, alpha: Fraction) -> Expected:
    """What such a rule permits, in normal form."""
    admitted = {n: reference.by_intervals(rule, n, alpha) for n in reference.seen}
    found = _named(reference, admitted)
    if rule == "interval-dominance":
        return found
    weight = {"gamma-maximin": Fraction(1), "gamma-maximax": ZERO, "hurwicz": alpha}[rule]
    own = reference.expected(admitted[reference.root][0], reference.root)
    return replaced(found, value=weight * min(own) + (1 - weight) * max(own))


def _named(reference: Together, admitted: Mapping[str, list[RefPlan]]) -> Expected:
    found = normal_form(reference, {n: {p.choices for p in own} for n, own in admitted.items()})
    clashes = {
        n for n in reference.choice_nodes if found.permitted[n] - first_branches(n, admitted[n])
    }
    return replaced(found, clashes=frozenset(clashes))


def expected_by_best_or_worst(reference: Together, rule: str) -> Expected:
    """Maximin and maximax: over all ends that some opinion gives positive probability."""
    among = min if rule == "maximin" else max

    def worth(plan: RefPlan, start: str) -> Fraction:
        alive, never = reference.ways(start)
        reached = set(reference.reached(plan, start))
        values, stack = [], [start]
        while stack:
            node = stack.pop()
            if reference.document.nodes[node].kind is Kind.OUTCOME:
                values += [value_at(reference.readings[i], node) for i in alive[node]]
            for branch in reference.document.children(node):
                if branch.target in reached and branch.target not in never:
                    stack.append(branch.target)
        return among(values)

    admitted = {}
    for node in reference.seen:
        admitted[node] = reference.plans(node)
        if reference.is_held(node):  # where conduct settles what to do
            continue
        worths = [(plan, worth(plan, node)) for plan in reference.plans(node)]
        best = max(value for _, value in worths)
        admitted[node] = [plan for plan, value in worths if value == best]
    root = max(worth(plan, reference.root) for plan in reference.plans(reference.root))
    return replaced(_named(reference, admitted), value=root)


# ---------------------------------------------------------------------------- expected utility


@dataclass(frozen=True)
class Weighed(Expected):
    """What expected utility permits, and the expected utility of each plan from the root."""

    worths: Mapping[tuple[tuple[str, str], ...], Fraction] = field(default_factory=dict)


def expected_utility(
    reference: Together, shares: Sequence[Fraction], leaves: Sequence[Mapping[str, Fraction]]
) -> "Weighed":
    """``leaves`` has the utility of each leaf under each opinion; opinions count by shares times chances."""
    document = reference.document
    _, never = reference.ways(reference.root)
    weights: dict[str, list[Fraction]] = {reference.root: list(shares)}
    for node in document.tree:
        given = [own.probabilities(node) for own in reference.readings]
        for place, branch in enumerate(document.children(node)):
            own = weights[node]
            if reference.is_chance(node):
                own = [w * p[place] for w, p in zip(own, given, strict=True)]
            weights[branch.target] = list(shares) if branch.target in never else own

    def worth(plan: RefPlan, node: str) -> Fraction:
        if document.nodes[node].kind is Kind.OUTCOME:
            return sum((w * own[node] for w, own in zip(weights[node], leaves, strict=True)), ZERO)
        choices = dict(plan.choices)
        return sum(
            (
                worth(plan, branch.target)
                for branch in document.children(node)
                if choices.get(node, branch.id) == branch.id
                and not (reference.is_chance(node) and branch.target in never)
            ),
            ZERO,
        )

    permitted, best = {}, dict[str, Fraction]()
    for node in reference.choice_nodes:
        worths = [(plan, worth(plan, node)) for plan in reference.plans(node)]
        best[node] = max(value for _, value in worths)
        permitted[node] = first_branches(
            node, (plan for plan, value in worths if value == best[node])
        )
    plans = frozenset(
        plan.choices
        for plan in reference.plans(reference.root)
        if all(
            worth(plan, node) == best[node]
            for node in reference.reached(plan, reference.root)
            if node in best
        )
    )
    worths = {plan.choices: worth(plan, reference.root) for plan in reference.plans(reference.root)}
    return Weighed(permitted, plans, value=max(worths.values()), worths=worths)


def mixture(parts: Iterable[tuple[Fraction, Vector]]) -> Vector:
    """The features of plans drawn by lot."""
    weighed = [tuple(w * entry for entry in features) for w, features in parts]
    return tuple(sum(column, ZERO) for column in zip(*weighed, strict=True))
