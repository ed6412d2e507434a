"""What a rule says, cut down to what is compared along a parameter: equal answers are equal values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from solver.budget import Budget
from solver.explain.case import Case
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.rule import UNDECIDED, Answer, Rule

MOST_PLANS: Final = 64  # that are told apart; of more only the number is known

#: A branch at every choice node that the plan reaches, in preorder.
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answered:
    """Which branches are permitted (None: undecided), how many plans, and which, if they are few.

    ``value`` is left out of comparisons: it changes with every change of the parameter.
    """

    branches: Mapping[str, bool | None]
    plans_total: int | None
    choices: frozenset[Choices] | None
    decided: bool

    @property
    def plans(self) -> tuple[Mapping[str, str], ...] | None:
        """The plans in a fixed order; None where there are too many."""
        if self.choices is None:
            return None
        places = {branch: place for place, branch in enumerate(self.branches)}
        ordered = sorted(self.choices, key=lambda plan: [places[branch] for _, branch in plan])
        return tuple(dict(plan) for plan in ordered)

    def same_plans(self, other: "Answered") -> bool:
        """Whether another permits the same plans: what else differs is off the plan."""
        return self.choices is not None and self.choices == other.choices

    def __hash__(self) -> int:
        return hash((self.plans_total, tuple(self.branches.values())))


def answered(rule: Rule, case: Case, budget: Budget) -> Answered:
    """What a rule that has an answer says of a case."""
    return cut_down(case.tree, rule.answer(case, budget))


def cut_down(tree: Compiled, answer: Answer) -> Answered:
    """What is compared of an answer."""
    permitted = answer.permitted.tolist()
    branches = {
        branch: None if permitted[place] == UNDECIDED else bool(permitted[place])
        for branch, place in tree.choice_branches.items()
    }
    total = answer.total
    choices: frozenset[Choices] | None = None
    if total is not None and total == answer.listed and total <= MOST_PLANS:
        read = getattr(answer.plans, "choices", None)
        found = []
        for rank in range(total):
            if read is None:
                own = answer.plans.plan(rank).choices
            else:
                numbers = read(rank)
                own = {tree.ids[n]: tree.branches[n][numbers[n]] for n in sorted(numbers)}
            found.append(tuple(own.items()))
        choices = frozenset(found)
    decided = total is not None and None not in branches.values()
    return Answered(branches, total, choices, decided)
