"""Are the witnesses that explanations name really witnesses?  Checked over all plans listed.

Nothing of the solver is used but the explanation itself: plans, preferences and completions are
looked at by `tests.reference.all_plans`, the clauses of the rules are gone through word for word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from solver.document.elements import Completion, Kind, Preferences
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.explain.explanation import (
    Completed,
    Contrast,
    Explanation,
    Part,
    Witness,
)
from solver.preferences.comparison import Relation
from solver.prospect import End
from solver.rules import caprice, naive
from tests.reference.agreement import Checks, leaf_utilities, utility_of
from tests.reference.all_plans import Reference, RefPlan, Vector, minus
from tests.reference.rules import Expected, Filtered, caprice_steps, value_of

ZERO = Fraction(0)


@dataclass
class Examiner:
    """Checks the explanations of one tree."""

    reference: Reference
    checks: Checks
    filtered: Mapping[str, Filtered] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        return self.reference.document

    # ------------------------------------------------------------------------- values

    def plan(self, part: Part) -> RefPlan:
        """The plan of the reference that a part is; it must be one, with its lottery."""
        choices = tuple(sorted(part.choices.items()))
        found = [p for p in self.reference.plans(part.node) if p.choices == choices]
        self.checks.equal(f"{choices} is a plan from {part.node}", len(found), 1)
        self.checks.equal("its prospect", dict(part.prospect), self.prospect(part))
        return found[0]

    def prospect(self, part: Part) -> dict[End, Fraction]:
        result: dict[End, Fraction] = {}

        def walk(node: str, chance: Fraction) -> None:
            entry = self.document.nodes[node]
            if entry.outcome is not None and chance:
                end = self.end(entry.outcome, self.reference.paid[node])
                result[end] = result.get(end, ZERO) + chance
            shares = self.reference.probabilities(node)
            for branch, share in zip(self.document.children(node), shares, strict=True):
                if entry.kind is Kind.CHANCE:
                    walk(branch.target, chance * share)
                elif part.choices[node] == branch.id:
                    walk(branch.target, chance)

        walk(part.node, Fraction(1))
        return result

    def end(self, outcome: str, paid: Mapping[str, Fraction]) -> End:
        own = criterion_values(self.document, self.document.outcomes[outcome].value)
        ids = [c for c in self.document.criterion_ids if c in own]
        return End(outcome, tuple((c, own[c] + paid.get(c, ZERO)) for c in ids))

    def paid(self, end: End) -> dict[str, Fraction]:
        own = criterion_values(self.document, self.document.outcomes[end.outcome].value)
        return {c: value - own[c] for c, value in end.values}

    def features(self, prospect: Mapping[End, Fraction]) -> Vector:
        vectors = [
            (chance, self.reference._vector(end.outcome, self.paid(end)))
            for end, chance in prospect.items()
        ]
        width = len(self.reference._keys)
        return tuple(sum((c * v[i] for c, v in vectors), ZERO) for i in range(width))

    def relation(self, p: Vector, q: Vector) -> Relation:
        match self.reference.at_least(p, q), self.reference.at_least(q, p):
            case True, True:
                return Relation.EQUAL
            case True, False:
                return Relation.BETTER
            case False, True:
                return Relation.WORSE
            case _:
                return Relation.GAP

    # ----------------------------------------------------------------------- contrasts

    def contrast(self, said: Contrast) -> None:
        """Relation, moves and certificate."""
        p, q = self.features(said.first), self.features(said.second)
        self.checks.equal("the relation", said.relation, self.relation(p, q))
        moved = dict(said.second)
        for move in said.moves:
            self.checks.true("mass moves", move.mass > 0)
            moved[move.source] = moved.get(move.source, ZERO) - move.mass
            moved[move.target] = moved.get(move.target, ZERO) + move.mass
            one, other = (
                self.features({move.target: ZERO + 1}),
                self.features({move.source: ZERO + 1}),
            )
            self.checks.equal("how a move goes", move.relation, self.relation(one, other))
        left = {prize: mass for prize, mass in moved.items() if mass}
        self.checks.equal("what the moves lead to", left, dict(said.first))
        if said.given:
            return
        if said.relation is Relation.GAP:
            assert said.completions is not None
            higher, lower = said.completions
            self.completion(higher)
            self.completion(lower)
            self.checks.true(
                "one puts it higher", higher.value(said.first) > higher.value(said.second)
            )
            self.checks.true(
                "one puts it lower", lower.value(said.first) < lower.value(said.second)
            )
            return
        self.terms(said, p, q)

    def terms(self, said: Contrast, p: Vector, q: Vector) -> None:
        """They add up to the difference, with multipliers of the right sign, from what is stated."""
        stated = self.document.preferences
        total = [ZERO] * len(p)
        strict = False
        for term in said.terms:
            self.checks.true("multipliers are positive", term.times > 0)
            if term.link is not None:
                pair = (term.link.above, term.link.below)
                better = term.link.relation is Relation.BETTER
                known = (
                    stated.better if better else (*stated.equal, *(p[::-1] for p in stated.equal))
                )
                self.checks.true(f"{pair} is stated", pair in known)
                strict |= better
                one, other = (self.features({self.end(id_, {}): ZERO + 1}) for id_ in pair)
                step = minus(one, other)
            else:
                assert term.weight is not None
                scale, criterion = term.weight
                at = [
                    key[0] == criterion and key[1:] in (("scale", scale), ("alone", scale))
                    for key in self.reference._keys
                ]
                self.checks.equal("a weight of a scale", sum(at), 1)
                strict = True
                step = tuple(Fraction(int(hit)) for hit in at)
            total = [t + term.times * s for t, s in zip(total, step, strict=True)]
        against = minus(q, p) if said.relation is Relation.WORSE else minus(p, q)
        self.checks.equal("the sum", tuple(total), against)
        self.checks.equal("strict", strict, said.relation is not Relation.EQUAL)

    def completion(self, said: Completed) -> Completion:
        """It has positive weights, satisfies every statement, and gives the utilities it says."""
        completion, document = said.completion, self.document
        for scale in completion.scales.values():
            weights = [scale.weight] if isinstance(scale.weight, Numeral) else scale.weight or {}
            given = weights if isinstance(weights, list) else [*weights.values()]
            self.checks.true("weights are positive", all(w.value() > 0 for w in given))
        stated = Preferences() if self.reference.by_scale else document.preferences
        for pairs, better in ((stated.better, True), (stated.equal, False)):
            for x, y in pairs:
                gain = utility_of(document, completion, x, {}) - utility_of(
                    document, completion, y, {}
                )
                self.checks.true(f"{x} against {y}", gain > 0 if better else gain == 0)
        for end, utility in said.utility.items():
            own = utility_of(document, completion, end.outcome, self.paid(end))
            self.checks.equal(f"utility of {end}", utility, own)
        return completion

    def witness(self, said: Witness) -> tuple[RefPlan, RefPlan | None]:
        part = self.plan(said.part)
        other = None if said.other is None else self.plan(said.other)
        if said.contrast is not None:
            self.contrast(said.contrast)
            self.checks.equal(
                "second prospect", dict(said.contrast.second), dict(said.part.prospect)
            )
            if said.other is not None:
                self.checks.equal(
                    "first prospect", dict(said.contrast.first), dict(said.other.prospect)
                )
        if said.mixture:
            self.checks.found += 1
            self.checks.equal("weights", sum(w for w, _ in said.mixture), 1)
            self.checks.true("weights are positive", all(w > 0 for w, _ in said.mixture))
            parts = [(w, self.plan(p)) for w, p in said.mixture]
            for _, p in said.mixture:
                self.checks.equal("of the same node", p.node, said.part.node)
            width = len(part.features)
            mixed = tuple(sum((w * p.features[i] for w, p in parts), ZERO) for i in range(width))
            agreed = self.reference.agreed
            beaten = agreed(mixed, part.features) and not agreed(part.features, mixed)
            self.checks.true("the mixture beats it under every completion", beaten)
        return part, other

    # ------------------------------------------------------------------------ branches

    def way(self, node: str) -> list[str]:
        path = [node]
        while path[0] != self.reference.root:
            above = self.document.parent(path[0])
            assert above is not None
            path.insert(0, above)
        return path

    def branch(self, said: Explanation, wanted: Expected) -> None:
        """An explanation of a branch."""
        assert said.branch is not None
        node = self.document.branches[said.branch].source
        self.checks.equal("node", said.node, node)
        self.checks.equal("permitted", said.permitted, said.branch in wanted.permitted[node])
        plans = [self.witness(w) for w in said.witnesses]
        match said.rule:
            case "naive":
                self._naive(said, plans)
            case "dsm" | "e-admissible":
                self.checks.equal("off its plan", said.off_plan, node in wanted.off)
                self._resolute(said, plans)
            case "caprice":
                self._caprice(said, plans)

    def _beats(self, plans: Sequence[tuple[RefPlan, RefPlan | None]]) -> list[RefPlan]:
        """Of each witness the plan that is strictly preferred to its part."""
        result = []
        for part, other in plans:
            assert other is not None
            self.checks.true("it beats it", self.reference.prefers(other.features, part.features))
            result.append(other)
        return result

    def _covered(self, parts: Sequence[RefPlan], by: Sequence[RefPlan]) -> None:
        for part in parts:
            covered = any(self.reference.prefers(q.features, part.features) for q in by)
            self.checks.true(f"{part.choices} is covered", covered)

    def _naive(self, said: Explanation, plans: Sequence[tuple[RefPlan, RefPlan | None]]) -> None:
        taking = [
            p for p in self.reference.plans(said.node) if (said.node, said.branch) in p.choices
        ]
        self.checks.true("there is a witness", bool(plans))
        for part, _ in plans:
            self.checks.true("it takes the branch", part in taking)
        if said.permitted:
            self.checks.equal("clause", said.clause, naive.MAXIMAL)
            self.checks.true("it is maximal", plans[0][0] in self.reference.maximal(said.node))
            return
        self.checks.equal("clause", said.clause, naive.DOMINATED)
        by = self._beats(plans)
        if said.every:
            self._covered(taking, by)

    def _admitted(self, rule: str, node: str) -> list[RefPlan]:
        own = self.reference.maximal if rule == "dsm" else self.reference.acceptable
        return own(node)

    def _all_the_way(self, rule: str, plan: RefPlan, nodes: Sequence[str]) -> bool:
        return all(self.reference.part(plan, node) in self._admitted(rule, node) for node in nodes)

    def _judged(self, way: Sequence[str]) -> list[str]:
        """Where plans are judged that start from the first of these nodes."""
        if not self.reference.by_scale:
            return list(way)
        result = [way[0]]
        for above, node in pairwise(way):
            at = [branch.target for branch in self.document.children(above)].index(node)
            chance = self.document.nodes[above].kind is Kind.CHANCE
            if chance and not self.reference.probabilities(above)[at]:
                result.append(node)
        return result

    def _resolute(self, said: Explanation, plans: Sequence[tuple[RefPlan, RefPlan | None]]) -> None:
        way = self.way(said.node)

        def coming(start: int) -> list[RefPlan]:
            """Plans from a node of the way that take the branch."""
            return [
                plan
                for plan in self.reference.plans(way[start])
                if said.node in self.reference.reached(plan, way[start])
                and (said.node, said.branch) in plan.choices
            ]

        at = way.index(said.seen_from)
        if said.permitted:
            assert said.plan is not None
            self.checks.equal("start", said.seen_from, said.start)
            plan = self.plan(said.plan)
            self.checks.true("it comes here and takes the branch", plan in coming(at))
            nodes = self._judged(way[at:])
            self.checks.true("admitted all the way", self._all_the_way(said.rule, plan, nodes))
            self._clash(said, self.reference.part(plan, said.node))
            for witness in said.witnesses:
                if witness.completion is not None:
                    self._best(witness.part, witness.completion)
            return
        for part, _ in plans:
            self.checks.true("it comes here and takes the branch", part in coming(at))
        nodes = self._judged(way[at:])
        for plan in coming(at):
            self.checks.true("none is admitted", not self._all_the_way(said.rule, plan, nodes))
        left = [p for p in coming(at) if self._all_the_way(said.rule, p, nodes[1:])]
        self.checks.true("since then", bool(left))
        self.checks.true("there is a witness", bool(plans))
        pure = [w for w, p in zip(said.witnesses, plans, strict=True) if not w.mixture]
        by = self._beats([p for w, p in zip(said.witnesses, plans, strict=True) if not w.mixture])
        if said.every and len(pure) == len(plans):
            self._covered(left, by)

    def _clash(self, said: Explanation, part: RefPlan) -> None:
        """Whether another branch is strictly preferred to what the plan does here, seen from here."""
        beside = [
            p for p in self.reference.plans(said.node) if (said.node, said.branch) not in p.choices
        ]
        beaten = any(self.reference.prefers(p.features, part.features) for p in beside)
        self.checks.equal("a clash", said.clash is not None, beaten)
        if said.clash is not None:
            own, other = self.witness(said.clash)
            self.checks.equal("what the plan does", own, part)
            self.checks.true("another branch", other in beside)
            self._beats([(own, other)])

    def _best(self, part: Part, completed: Completed) -> None:
        """A completion makes a part best at its node."""
        completion = self.completion(completed)
        utilities = leaf_utilities(self.reference, completion)
        values = {
            plan.choices: value_of(self.reference, plan, part.node, utilities)
            for plan in self.reference.plans(part.node)
        }
        own = values[tuple(sorted(part.choices.items()))]
        self.checks.equal("the best value", own, max(values.values()))

    # ------------------------------------------------------------------------- Caprice

    def caprice(self) -> None:
        """Go through the rule word for word, and keep what it does at each choice node."""
        _, self.filtered = caprice_steps(self.reference)

    def _caprice(self, said: Explanation, plans: Sequence[tuple[RefPlan, RefPlan | None]]) -> None:
        assert said.branch is not None
        found = self.filtered[said.node]
        offered, kept = found.offered[said.branch], found.kept[said.branch]
        for part, _ in plans:
            self.checks.true("it is offered", part in offered)
        self._turned_down(said)
        match said.clause:
            case caprice.TURNED_DOWN | caprice.PASSED_UP:
                by = self._beats(plans)
                self.checks.true("there is a witness", bool(plans))
                self.checks.true("nothing is kept", not kept)
                beside = [w for w in said.witnesses if w.turned_down is None]
                passed_up = said.clause == caprice.PASSED_UP
                self.checks.equal("something better is passed up", bool(beside), passed_up)
                if passed_up:
                    self.checks.true("it counts", not found.spared)
                    self.checks.true("it is not sound", plans[0][0] not in found.sound[said.branch])
                if said.every:
                    self._covered(offered, by)
            case caprice.NOTHING_ELSE:
                self._beats(plans)
                self.checks.true("spared", found.spared and bool(kept))
            case caprice.DROPPED:
                self._beats(plans)
                rivals = found.rivals(self.reference, said.branch)
                self.checks.true("the rival", said.step in rivals)
            case caprice.UNDONE:
                self._beats(plans)
                self.checks.true("undone", found.undone)
            case _:
                self.checks.equal("clause", said.clause, caprice.NOT_TURNED_DOWN)
                self.checks.true("kept", plans[0][0] in kept and not found.undone)

    def _turned_down(self, said: Explanation) -> None:
        """What is said to have been turned down on the way to the node where witnesses stand."""
        way = self.way(said.witnesses[0].part.node) if said.witnesses else []
        for witness in said.witnesses:
            if witness.turned_down is None:
                continue
            assert witness.other is not None
            self.checks.equal("as it stood", witness.other.node, witness.turned_down)
            self.checks.true("on the way", witness.turned_down in way[:-1])
            taken = witness.other.choices[witness.turned_down]
            next_on_way = way[way.index(witness.turned_down) + 1]
            target = self.document.branches[taken].target
            self.checks.true("not taken", target != next_on_way)

    # -------------------------------------------------------------------------- plans

    def whole(self, said: Explanation, plan: RefPlan, permitted: bool) -> None:
        """An explanation of a plan from the root."""
        assert said.plan is not None
        self.checks.equal("the plan", self.plan(said.plan), plan)
        self.checks.equal(f"{plan.choices} permitted", said.permitted, permitted)
        plans = [self.witness(w) for w in said.witnesses]
        if said.rule in ("naive", "caprice", "eu") and permitted:
            every = self.reference.plans(self.reference.root)
            beaten = any(self.reference.prefers(q.features, plan.features) for q in every)
            self.checks.equal("dominated", said.dominated_by is not None, beaten)
            if said.dominated_by is not None:
                self._beats([self.witness(said.dominated_by)])
        if said.rule == "e-admissible" and permitted:
            completed = said.witnesses[0].completion
            assert completed is not None
            self._best(said.plan, completed)
        if said.rule == "caprice":
            self._turned_down(said)
        if permitted:
            return
        if said.rule != "eu":
            self.checks.true("there is a witness", bool(plans))
            self._beats([p for w, p in zip(said.witnesses, plans, strict=True) if not w.mixture])
        reached = self.reference.reached(plan, self.reference.root)
        self.checks.true("the plan comes there", said.node in reached)
        if said.rule in ("dsm", "e-admissible", "caprice"):
            part = self.reference.part(plan, said.node)
            self.checks.equal("the part in question", [p for p, _ in plans], [part] * len(plans))
        if said.step is not None:
            self.checks.true("a step of the plan", (said.node, said.step) in plan.choices)
