"""The rules as the theory words them, by listing all plans: slow, plain, and only for tests.

Nothing here is shared with `solver.rules`, `solver.preferences` or `solver.linear`: prospects are
walked out, and systems of inequalities are decided by Fourier–Motzkin elimination.
"""

from fractions import Fraction
from itertools import pairwise, product
from math import gcd

from solver.document import Document, Kind

Plan = dict[str, str]
Vector = tuple[Fraction, ...]
Row = tuple[tuple[int, ...], int]  # coefficients · x >= bound


# ---------------------------------------------------------------- Fourier–Motzkin


def _row(coefficients: list[Fraction], bound: Fraction) -> Row:
    numbers = [*coefficients, bound]
    scale = 1
    for number in numbers:
        scale = scale * number.denominator // gcd(scale, number.denominator)
    whole = [int(number * scale) for number in numbers]
    divisor = gcd(*whole) or 1
    return tuple(n // divisor for n in whole[:-1]), whole[-1] // divisor


def feasible(rows: list[tuple[list[Fraction], Fraction]], size: int) -> bool:
    """Whether some x has coefficients · x >= bound for every row."""
    system = {_row(coefficients, bound) for coefficients, bound in rows}
    left = set(range(size))
    while left:
        variable = min(
            left,
            key=lambda v: sum(r[0][v] > 0 for r in system) * sum(r[0][v] < 0 for r in system),
        )
        left.discard(variable)
        low = [row for row in system if row[0][variable] > 0]
        high = [row for row in system if row[0][variable] < 0]
        system = {row for row in system if row[0][variable] == 0}
        for (a, b), (c, d) in product(low, high):
            p, q = -c[variable], a[variable]
            mixed = [Fraction(p * x + q * y) for x, y in zip(a, c, strict=True)]
            system.add(_row(mixed, Fraction(p * b + q * d)))
        # Of rows with the same left side only the strongest says anything.
        strongest: dict[tuple[int, ...], int] = {}
        for a, b in system:
            strongest[a] = max(b, strongest.get(a, b))
        system = set(strongest.items())
        if any(not any(a) and b > 0 for a, b in system):
            return False
    return all(b <= 0 for _, b in system)


# ---------------------------------------------------------------------- the document


class Reference:
    """One document, taken literally."""

    def __init__(self, document: Document) -> None:
        self.document = document
        names = document.parameter_values
        self.names = names
        self.scales: list[tuple[str, str]] = []
        self.values: list[tuple[tuple[str, str], str]] = []
        for outcome in document.outcomes.values():
            scale = self._scale(outcome.id)
            if scale not in self.scales:
                self.scales.append(scale)
            for criterion in self._values(outcome.value):
                if (scale, criterion) not in self.values:
                    self.values.append((scale, criterion))
        self.size = len(self.scales) + len(self.values)
        stated = document.preferences
        self.better = [self._difference(x, y) for x, y in stated.better]
        self.equal = [self._difference(x, y) for x, y in stated.equal]
        self._plans: dict[str, list[Plan]] = {}
        self._cone: dict[Vector, bool] = {}

    def _scale(self, outcome: str) -> tuple[str, str]:
        entry = self.document.outcomes[outcome]
        if entry.value is None:
            return ("alone", outcome)
        return ("scale", entry.scale if entry.scale is not None else "default")

    def _values(self, values: object) -> dict[str, Fraction]:
        if values is None:
            return {}
        if hasattr(values, "text"):
            only = next(iter(self.document.criteria), "value")
            return {only: values.value(self.names)}
        return {c: n.value(self.names) for c, n in values.items()}  # type: ignore[attr-defined]

    def _features(self, outcome: str, paid: dict[str, Fraction]) -> Vector:
        entry = self.document.outcomes[outcome]
        vector = [Fraction(0)] * self.size
        scale = self._scale(outcome)
        vector[self.scales.index(scale)] = Fraction(1)
        for criterion, value in self._values(entry.value).items():
            total = value + paid.get(criterion, Fraction(0))
            known = self.document.criteria.get(criterion)
            sign = -1 if known is not None and known.better == "less" else 1
            vector[len(self.scales) + self.values.index((scale, criterion))] = sign * total
        return tuple(vector)

    def _difference(self, x: str, y: str) -> Vector:
        a, b = self._features(x, {}), self._features(y, {})
        return tuple(p - q for p, q in zip(a, b, strict=True))

    # -------------------------------------------------------------------- the tree

    def kind(self, node: str) -> Kind:
        return self.document.nodes[node].kind

    def chances(self, node: str) -> list[tuple[str, Fraction]]:
        branches = self.document.children(node)
        given = {
            b.id: b.probability.value(self.names)
            for b in branches
            if b.probability is not None and b.probability.text != "#"
        }
        rest = [b.id for b in branches if b.id not in given]
        share = (1 - sum(given.values(), Fraction(0))) / len(rest) if rest else Fraction(0)
        return [(b.target, given.get(b.id, share)) for b in branches]

    def plans(self, node: str) -> list[Plan]:
        """P(n), literally."""
        if node in self._plans:
            return self._plans[node]
        kind, branches = self.kind(node), self.document.children(node)
        result: list[Plan]
        if kind is Kind.OUTCOME:
            result = [{}]
        elif kind is Kind.CHOICE:
            result = [{node: b.id, **plan} for b in branches for plan in self.plans(b.target)]
        else:
            parts = [self.plans(b.target) for b in branches]
            result = [
                {k: v for part in combination for k, v in part.items()}
                for combination in product(*parts)
            ]
        self._plans[node] = result
        return result

    def vector(self, node: str, plan: Plan) -> Vector:
        """The features of a plan's prospect, seen from a node; payoffs from the root count."""
        paid: dict[str, Fraction] = {}
        above = node
        while entering := self.document.incoming(above):
            for criterion, value in self._values(entering[0].payoff).items():
                paid[criterion] = paid.get(criterion, Fraction(0)) + value
            above = entering[0].source
        return self._walk(node, plan, paid)

    def _walk(self, node: str, plan: Plan, paid: dict[str, Fraction]) -> Vector:
        if self.kind(node) is Kind.OUTCOME:
            return self._features(self.document.nodes[node].outcome or "", paid)
        total = [Fraction(0)] * self.size
        chances = dict(self.chances(node)) if self.kind(node) is Kind.CHANCE else {}
        for branch in self.document.children(node):
            if self.kind(node) is Kind.CHOICE and plan[node] != branch.id:
                continue
            below = dict(paid)
            for criterion, value in self._values(branch.payoff).items():
                below[criterion] = below.get(criterion, Fraction(0)) + value
            share = chances.get(branch.target, Fraction(1))
            for i, entry in enumerate(self._walk(branch.target, plan, below)):
                total[i] += share * entry
        return tuple(total)

    # ------------------------------------------------------------------ preferences

    def weakly(self, p: Vector, q: Vector) -> bool:
        """p ≽ q: the difference is a combination of statements and a nonnegative rest."""
        difference = tuple(a - b for a, b in zip(p, q, strict=True))
        if difference not in self._cone:
            self._cone[difference] = self._in_cone(difference)
        return self._cone[difference]

    def _in_cone(self, difference: Vector) -> bool:
        columns = [*self.better, *self.equal]
        rows: list[tuple[list[Fraction], Fraction]] = []
        for i, entry in enumerate(difference):
            coefficients = [-column[i] for column in columns]
            rows.append((coefficients, -entry))  # difference - combination >= 0
            if i < len(self.scales):
                rows.append(([-c for c in coefficients], entry))  # and <= 0 for masses
        for j in range(len(self.better)):
            rows.append(([Fraction(int(j == k)) for k in range(len(columns))], Fraction(0)))
        return feasible(rows, len(columns))

    def prefers(self, p: Vector, q: Vector) -> bool:
        return self.weakly(p, q) and not self.weakly(q, p)

    def acceptable(self, p: Vector, others: list[Vector]) -> bool:
        """Whether some strict completion makes p best."""
        rows: list[tuple[list[Fraction], Fraction]] = []
        for d in self.better:
            rows.append((list(d), Fraction(1)))
        for e in self.equal:
            rows += [(list(e), Fraction(0)), ([-x for x in e], Fraction(0))]
        for i in range(len(self.scales), self.size):
            rows.append(([Fraction(int(i == k)) for k in range(self.size)], Fraction(1)))
        for q in set(others):
            rows.append(([a - b for a, b in zip(p, q, strict=True)], Fraction(0)))
        return feasible(rows, self.size)

    # ------------------------------------------------------------------------- rules

    def maximal(self, node: str) -> list[Plan]:
        """M(n)."""
        plans = [(plan, self.vector(node, plan)) for plan in self.plans(node)]
        vectors = {vector for _, vector in plans}
        best = {v for v in vectors if not any(self.prefers(w, v) for w in vectors)}
        return [plan for plan, vector in plans if vector in best]

    def admissible(self, node: str) -> list[Plan]:
        plans = [(plan, self.vector(node, plan)) for plan in self.plans(node)]
        vectors = list({vector for _, vector in plans})
        best = {v for v in vectors if self.acceptable(v, vectors)}
        return [plan for plan, vector in plans if vector in best]

    def choice_nodes(self) -> list[str]:
        return [id_ for id_ in self.document.tree if self.kind(id_) is Kind.CHOICE]

    def part(self, plan: Plan, node: str) -> Plan:
        """The part of a plan from a node on."""
        below = set(self.document.below(node))
        return {k: v for k, v in plan.items() if k in below}

    def reached(self, plan: Plan) -> list[str]:
        stack, result = [self.document.root_id or ""], []
        while stack:
            node = stack.pop()
            result.append(node)
            for branch in self.document.children(node):
                if self.kind(node) is not Kind.CHOICE or plan[node] == branch.id:
                    stack.append(branch.target)
        return result

    def path(self, node: str) -> list[str]:
        way = [node]
        while entering := self.document.incoming(way[-1]):
            way.append(entering[0].source)
        return way[::-1]

    def stepwise(self, permitted: dict[str, set[str]]) -> list[Plan]:
        root = self.document.root_id or ""
        return [p for p in self.plans(root) if all(b in permitted[n] for n, b in p.items())]

    def naive(self) -> tuple[dict[str, set[str]], list[Plan]]:
        permitted = {n: {plan[n] for plan in self.maximal(n)} for n in self.choice_nodes()}
        return permitted, self.stepwise(permitted)

    def resolute(self, rule: str) -> tuple[dict[str, set[str]], list[Plan]]:
        """DSM, or with acceptability instead of maximality E-admissibility."""
        admitted = {
            node: [
                tuple(sorted(plan.items()))
                for plan in (self.maximal(node) if rule == "dsm" else self.admissible(node))
            ]
            for node in self.document.tree
        }

        def ok(plan: Plan, node: str) -> bool:
            return tuple(sorted(self.part(plan, node).items())) in admitted[node]

        permitted = {}
        for node in self.choice_nodes():
            path = self.path(node)
            for start in range(len(path)):
                found = {
                    plan[node]
                    for plan in self.plans(path[start])
                    if self._runs_through(plan, path[start:])
                    and all(ok(plan, m) for m in path[start:])
                }
                if found:
                    permitted[node] = found
                    break
        root = self.document.root_id or ""
        plans = [p for p in self.plans(root) if all(ok(p, m) for m in self.reached(p))]
        return permitted, plans

    def _runs_through(self, plan: Plan, path: list[str]) -> bool:
        for node, following in pairwise(path):
            entering = self.document.incoming(following)[0]
            if self.kind(node) is Kind.CHOICE and plan.get(node) != entering.id:
                return False
        return True

    def caprice(self) -> tuple[dict[str, set[str]], list[Plan]]:
        permitted: dict[str, set[str]] = {}

        def settle(node: str, down: frozenset[Vector]) -> list[Plan]:
            kind, branches = self.kind(node), self.document.children(node)
            if kind is Kind.OUTCOME:
                return [{}]
            if kind is Kind.CHANCE:
                parts = [settle(b.target, down) for b in branches]
                return [
                    {k: v for part in combination for k, v in part.items()}
                    for combination in product(*parts)
                ]
            offered: dict[str, list[tuple[Plan, Vector]]] = {}
            for b in branches:
                turned = set(down)
                for other in branches:
                    if other.id != b.id:
                        turned |= {
                            self.vector(other.target, plan) for plan in self.plans(other.target)
                        }
                offered[b.id] = [
                    ({node: b.id, **plan}, self.vector(b.target, plan))
                    for plan in settle(b.target, frozenset(turned))
                ]
            kept = {
                id_: [(p, v) for p, v in plans if not any(self.prefers(d, v) for d in down)]
                for id_, plans in offered.items()
            }
            if not any(kept.values()):
                kept = offered
            remaining = {
                id_: plans
                for id_, plans in kept.items()
                if plans
                and not any(
                    rivals
                    and other != id_
                    and all(self.prefers(w, v) for _, w in rivals for _, v in plans)
                    for other, rivals in kept.items()
                )
            }
            permitted[node] = set(remaining)
            return [plan for plans in remaining.values() for plan, _ in plans]

        return permitted, settle(self.document.root_id or "", frozenset())

    def eu(self, utility: Vector) -> tuple[dict[str, set[str]], list[Plan]]:
        permitted = {}
        for node in self.choice_nodes():
            worth = {}
            for plan in self.plans(node):
                vector = self.vector(node, plan)
                value = sum((a * b for a, b in zip(utility, vector, strict=True)), Fraction(0))
                worth[plan[node]] = max(value, worth.get(plan[node], value))
            permitted[node] = {b for b, value in worth.items() if value == max(worth.values())}
        return permitted, self.stepwise(permitted)

    def is_dominated(self, plan: Plan) -> bool:
        root = self.document.root_id or ""
        vector = self.vector(root, plan)
        return any(self.prefers(self.vector(root, q), vector) for q in self.plans(root))
