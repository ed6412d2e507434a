"""Rules asked at many points at once: where the trees are made alike they say the same.

What Dynamic Strong Maximality, E-admissibility and naive choice permit depends on how the sets of maximal, or
acceptable, plans come about and on nothing else (`solver.induction.made_alike`).  So these sets are formed for many
points side by side, and a rule is asked at one point of each kind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from solver.budget import Budget
from solver.errors import Cancelled, QuandaryError
from solver.explain.case import Case
from solver.induction.made_alike import Making, makings
from solver.induction.prospect_tables import Everywhere, induce
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.side_by_side import SideBySide
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE, acceptable, are_hulls
from solver.rules.naive import NAIVE
from solver.rules.rule import Rule
from solver.sensitivity.judged import never_best
from solver.sensitivity.points import Asked, Points, Values, ask, refusal


def _maximal(order: Order, budget: Budget) -> Everywhere:
    return Everywhere(order.maximal)


def _acceptable(order: Order, budget: Budget) -> Everywhere:
    return Everywhere(
        lambda first, vectors: acceptable(order, first, vectors, budget), are_hulls(order)
    )


MOST_NODES: Final = 20_000  # side by side
#: What is admitted to the sets that all depends on.
ADMITS: Final[Mapping[str, Callable[[Order, Budget], Everywhere]]] = {
    DSM.id: _maximal, NAIVE.id: _maximal, E_ADMISSIBLE.id: _acceptable
}  # fmt: skip


@dataclass(frozen=True)
class AskedHere:
    """What a rule says at a point, and whether some plan that it permits there is best under no completion."""

    asked: Asked
    never_best: bool = False


class ManyPoints:
    """A document and a rule, to be asked at many points; ``judges``: whether a maximal plan is never best, too."""

    def __init__(self, points: Points, *, judges: bool = False) -> None:
        self._points, self._cancelled = points, points.cancelled
        self._rules = [points.rule, *([E_ADMISSIBLE] if judges else [])]
        self._known: dict[tuple[str, Making], Asked] = {}
        self._judged: dict[tuple[Making, ...], bool] = {}
        self._is_too_much = False  # whether sets went past the budget: they would again

    def at(self, many: Sequence[Values]) -> list[AskedHere]:
        """What the rule says at each of these points."""
        found: dict[int, AskedHere] = {}
        cases: dict[int, Case] = {}
        for place, values in enumerate(many):
            if self._cancelled is not None and self._cancelled():
                raise Cancelled
            try:
                cases[place] = self._points.case(values)
            except QuandaryError as error:
                found[place] = AskedHere(Asked(None, refused=refusal(error)))
        made = self._makings(list(cases.values()))
        for number, (place, case) in enumerate(cases.items()):
            own = tuple(rows[number] for rows in made)
            found[place] = self._here(case, own)
        return [found[place] for place in range(len(many))]

    def _here(self, case: Case, own: tuple[Making, ...]) -> AskedHere:
        first, *others = self._rules
        asked = self._asked(case, first, own[:1])
        if not others or asked.answer is None or asked.answer.plans_total == 1:
            return AskedHere(asked)  # something is always best: where there is one plan, that
        # Which opinions rule out which way is no matter of how sets come about.
        key = None if case.tree.opinions else own
        judged = self._judged.get(key) if key else None
        if judged is None:
            best = self._asked(case, others[0], own[1:]).answer
            judged = best is not None and never_best(case, asked.answer, best)
            if key:
                self._judged[key] = judged
        return AskedHere(asked, judged)

    def _asked(self, case: Case, rule: Rule, own: tuple[Making, ...]) -> Asked:
        if not own:
            return ask(rule, case)
        key = rule.id, own[0]
        if (known := self._known.get(key)) is None:
            known = ask(rule, case)
            if known.answer is not None and known.answer.decided:
                self._known[key] = known
        return known

    def _makings(self, cases: Sequence[Case]) -> list[list[Making]]:
        """By rule and case how the sets come about; nothing where that is not found side by side."""
        trees = [case.tree for case in cases]
        if self._is_too_much or len(trees) < 2 or any(r.id not in ADMITS for r in self._rules):
            return []
        if any(tree.children is not trees[0].children or tree.held is not None for tree in trees):
            return []
        if not trees[0].relation.keeps_independence:
            return []
        result: list[list[Making]] = [[] for _ in self._rules]
        at_once = max(1, MOST_NODES // len(trees[0]))
        for start in range(0, len(trees), at_once):
            if (side := SideBySide.of(trees[start : start + at_once])) is None:
                return []
            for rule, found in zip(self._rules, result, strict=True):
                budget = Budget(self._cancelled)
                tables = induce(side, ADMITS[rule.id](side.order, budget), budget)
                if any(table.open.any() for table in tables):
                    self._is_too_much = True
                    return []
                found += makings(side, tables)
        return result
