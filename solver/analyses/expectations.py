"""What may be expected from each node on: the lottery, and the value rolled back.

At a chance node both are the averages over its branches, weighted with their probabilities.  At a
choice node they are those of the branch that is taken: the one of the plan that is looked at, else
the branches that the rule permits there.  Where these do not agree, or nothing was solved and there
is a choice, nothing is determined and nothing is said.  Payoffs on the way from the root are part
of the values, so that the root's value is that of the whole (the textbook's rollback of terminal
totals).

A value is there only where all outcomes that may still be reached stand on one scale: numbers of
different scales have no average.  For expected utility under a completion it is the utility.

Where several scales may be reached, what is expected given each of them stands beside how likely it
is (`by_scale`).
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.induction.curved.rollback import certainty
from solver.preferences.curves.curve import Curve, curve_of
from solver.prospect import End, Prospect
from solver.solution import Plan, Solution
from solver.translation import tr
from solver.words.names import Names
from solver.words.numbers import decimal
from solver.words.tree_texts import Payoffs

#: The scale that all values are on, and the expected value by criterion.
Value = tuple[str | None, Mapping[str, Fraction]]
UTILITY = "utility"  # what is there where values are utilities, which are on none of the scales


@dataclass(frozen=True)
class Expectations:
    """By node below the root, where determined: the prospect, and the value."""

    prospects: Mapping[str, Prospect]
    values: Mapping[str, Value]
    #: Under each opinion, where the document lists some; the values are then its own numbers.
    opinions: "Mapping[str, Expectations]" = field(default_factory=dict)
    #: The utility curves of scales, where the values are to be taken by them.
    curves: Mapping[str, Curve] = field(default_factory=dict)

    def value_text(self, names: Names, node: str) -> str:
        """What is written at a node: its expected value, or expected utility."""
        if self.opinions:
            return self._ranges(names, node)
        found = self.values.get(node)
        if found is None:
            return ""
        word = "EU" if found[0] is None else "EV"
        return f"{word} {self.number_text(names, node)}{self._certain(node, found[0])}"

    def number_text(self, names: Names, node: str) -> str:
        """The value of a node that has one, without a word for it."""
        scale, numbers = self.values[node]
        return _numbers(names, scale, numbers)

    def _certain(self, node: str, scale: str | None) -> str:
        """The certainty equivalent behind an expected value, where a curve is stated."""
        curve = None if scale is None else self.curves.get(scale)
        prospect = self.prospects.get(node)
        if curve is None or prospect is None:
            return ""
        spread: dict[Fraction, Fraction] = {}
        for end, chance in prospect.items():
            value = end.values[0][1]
            spread[value] = spread.get(value, Fraction(0)) + chance
        if len(spread) < 2 or any(curve.problem(value) for value in spread):
            return ""
        low, high = certainty(curve, spread)
        return tr(" · CE {decimal}").format(decimal=decimal((low + high) / 2))

    def _ranges(self, names: Names, node: str) -> str:
        """The least and the greatest expected value under the opinions."""
        known = [own.values.get(node) for own in self.opinions.values()]
        found = [value for value in known if value is not None]
        if len(found) < len(known) or len({scale for scale, _ in found}) > 1:
            return ""
        texts = []
        for end in (min, max):
            numbers = {c: end(values[c] for _, values in found) for c in found[0][1]}
            texts.append(_numbers(names, found[0][0], numbers))
        word = "EU" if found[0][0] is None else "EV"
        return f"{word} {' – '.join(dict.fromkeys(texts))}"


@dataclass(frozen=True)
class OnScale:
    """How likely a scale is, and the net value expected given it, by criterion."""

    probability: Fraction
    values: Mapping[str, Fraction]


def by_scale(document: Document, prospect: Prospect) -> Mapping[str, OnScale]:
    """What is expected on each scale that a prospect gives a positive probability.

    By the name of the scale; an outcome alone is a scale of its own, by its id, and has no values.
    (Where it bears the name of another scale: “id (alone)”.)

    >>> from assets import example_text
    >>> from solver.analyses.policies import stated_policy
    >>> from solver.formats.quandary import loads
    >>> shutdown = loads(example_text("shutdown"))
    >>> found = by_scale(shutdown, stated_policy(shutdown).prospect)["two steps"]
    >>> found.probability, found.values
    (Fraction(1, 2), {'value': Fraction(9, 10)})
    """
    outcomes = document.outcomes
    masses: dict[str, Fraction] = {}
    totals: dict[str, dict[str, Fraction]] = {}
    taken = {outcomes[end.outcome].scale_name for end in prospect}
    for end, chance in prospect.items():
        name = outcomes[end.outcome].scale_name
        if name is None:
            name = (
                tr("{outcome} (alone)").format(outcome=end.outcome)
                if end.outcome in taken
                else end.outcome
            )
        masses[name] = masses.get(name, Fraction(0)) + chance
        total = totals.setdefault(name, {})
        for criterion, value in end.values:
            total[criterion] = total.get(criterion, Fraction(0)) + chance * value
    return {
        name: OnScale(mass, {c: total / mass for c, total in totals[name].items()})
        for name, mass in masses.items()
    }


def expectations(
    document: Document,
    solution: Solution | None = None,
    plan: Plan | None = None,
    *,
    by_criterion: bool = False,
) -> Expectations:
    """What may be expected at every node of the tree, exactly.

    ``by_criterion``: the values on the criteria, even where expected utility goes by a completion.
    """
    if document.opinions:
        own = expectations(replace(document, opinions={}), solution, plan, by_criterion=True)
        under = {
            id_: expectations(reading, solution, plan, by_criterion=True)
            for id_, reading in zip(document.opinions, document.readings, strict=True)
        }
        joined = {
            node: Prospect(prospect, {id_: each.prospects[node] for id_, each in under.items()})
            for node, prospect in own.prospects.items()
            if all(node in each.prospects for each in under.values())
        }
        return Expectations(joined, own.values, under)
    walk = _Walk(document, solution, plan, by_criterion=by_criterion)
    prospects: dict[str, Prospect] = {}
    values: dict[str, Value] = {}
    for id_ in reversed(document.tree):  # children come before their parents
        walk.visit(id_, prospects, values)
    by_curves = solution is not None and solution.rolls_back
    return Expectations(prospects, values, curves=_curves(document) if by_curves else {})


def _curves(document: Document) -> Mapping[str, Curve]:
    """The curves that a document states for scales, those that make sense."""
    found: dict[str, Curve] = {}
    if len(document.criterion_ids) == 1:
        for id_ in document.scales:
            with suppress(NumberError):
                if (curve := curve_of(document, id_, document.criterion_ids[0])) is not None:
                    found[id_] = curve
    return found


class _Walk:
    def __init__(
        self,
        document: Document,
        solution: Solution | None,
        plan: Plan | None,
        *,
        by_criterion: bool,
    ) -> None:
        self._document = document
        self._solution = solution
        self._plan = plan
        self._payoffs = Payoffs(document)
        self._places = {id_: place for place, id_ in enumerate(document.outcomes)}
        self._utilities = None if by_criterion else _utilities(document, solution)

    def visit(self, id_: str, prospects: dict[str, Prospect], values: dict[str, Value]) -> None:
        node = self._document.nodes[id_]
        if node.kind is Kind.OUTCOME:
            if node.outcome is not None and node.outcome in self._document.outcomes:
                prospects[id_] = Prospect({self._end(id_, node.outcome): Fraction(1)})
                value = self._leaf_value(id_, node.outcome)
                if value is not None:
                    values[id_] = value
            return
        if node.kind is Kind.CHANCE:
            parts = dict(self._parts(id_))
            if parts and parts.keys() <= prospects.keys():
                prospects[id_] = self._mixed(parts, prospects)
            if parts and parts.keys() <= values.keys():
                averaged = _averaged(parts, values)
                if averaged is not None:
                    values[id_] = averaged
            return
        taken = self._taken(id_)
        known = [prospects.get(target) for target in taken]
        if known and known[0] is not None and all(entry == known[0] for entry in known):
            prospects[id_] = known[0]
        worth = [values.get(target) for target in taken]
        if worth and worth[0] is not None and all(entry == worth[0] for entry in worth):
            values[id_] = worth[0]

    def _parts(self, id_: str) -> Iterator[tuple[str, Fraction]]:
        branches = self._document.children(id_)
        found = shares(self._document.nodes[id_], branches, self._document.parameter_values)
        if not found.is_valid:
            return
        for branch in branches:
            if found.values[branch.id]:
                yield branch.target, found.values[branch.id]

    def _taken(self, id_: str) -> list[str]:
        """Where the branches lead that may be taken at a choice node."""
        branches = self._document.children(id_)
        if self._plan is not None:
            chosen = self._plan.choices.get(id_)
            if chosen is not None:
                return [branch.target for branch in branches if branch.id == chosen]
        if len(branches) == 1:
            return [branches[0].target]
        if self._solution is None:
            return []
        verdicts = [self._solution.branches.get(branch.id) for branch in branches]
        if any(verdict is None or verdict.permitted is None for verdict in verdicts):
            return []
        return [
            branch.target
            for branch, verdict in zip(branches, verdicts, strict=True)
            if verdict is not None and verdict.permitted
        ]

    def _mixed(self, parts: Mapping[str, Fraction], prospects: Mapping[str, Prospect]) -> Prospect:
        ends = (
            (end, share * chance)
            for target, share in parts.items()
            for end, chance in prospects[target].items()
        )
        return Prospect.of(ends, self._places)

    def _end(self, id_: str, outcome_id: str) -> End:
        net = self._net(id_, outcome_id) or {}
        ids = self._document.criterion_ids
        return End(outcome_id, tuple((c, net[c]) for c in ids if c in net))

    def _leaf_value(self, id_: str, outcome_id: str) -> Value | None:
        if self._utilities is not None:
            return None, {UTILITY: self._utilities[id_]}
        scale = self._document.outcomes[outcome_id].scale_name
        net = self._net(id_, outcome_id) if scale is not None else None
        return None if scale is None or net is None else (scale, net)

    def _net(self, id_: str, outcome_id: str) -> Mapping[str, Fraction] | None:
        """The values of an outcome with all payoffs; None where they cannot be computed."""
        try:
            own = dict(criterion_values(self._document, self._document.outcomes[outcome_id].value))
        except NumberError:
            return None  # a finding says so at its place
        if own:
            for criterion, paid in (self._payoffs.above(id_) or {}).items():
                own[criterion] = own.get(criterion, Fraction(0)) + paid
        return own


def _numbers(names: Names, scale: str | None, numbers: Mapping[str, Fraction]) -> str:
    """Expected values, with their criteria where there are several; an expected utility."""
    if scale is None:
        return names.format.number(numbers[UTILITY])
    return names.values(numbers.items())


def _averaged(parts: Mapping[str, Fraction], values: Mapping[str, Value]) -> Value | None:
    scales = {values[target][0] for target in parts}
    criteria = {tuple(values[target][1]) for target in parts}
    if len(scales) > 1 or len(criteria) > 1:
        return None
    total = {
        criterion: sum((share * values[t][1][criterion] for t, share in parts.items()), Fraction(0))
        for criterion in next(iter(criteria))
    }
    return next(iter(scales)), total


def _utilities(document: Document, solution: Solution | None) -> Mapping[str, Fraction] | None:
    """The utility of each leaf where expected utility goes by a completion; else None."""
    if solution is None or not solution.rolls_back or document.completion is None:
        return None
    from solver.explain.case import Case
    from solver.induction.completion_utility import utility_of, value_itself
    from solver.preferences.exact_simplex import dot

    tree = Case.of(document).tree
    if value_itself(tree) is not None:
        return None
    utility, sign = utility_of(tree)
    worth = [sign * dot(utility, features) for features in tree.features]
    return {
        id_: worth[kind]
        for id_, kind in zip(tree.ids, tree.leaf_kinds.tolist(), strict=True)
        if kind >= 0
    }
