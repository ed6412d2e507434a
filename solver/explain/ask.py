"""Asking why a rule permits a branch or a plan, or does not.

>>> from assets import example_text
>>> from solver.formats.quandary import loads
>>> souring = loads(example_text("single-souring"))
>>> found = why_branch(souring, "caprice", "take A-")
>>> found.permitted, found.clause.value
(False, 'turned down')
>>> witness = found.witnesses[0]
>>> witness.turned_down, dict(witness.other.choices), witness.contrast.relation.sign
('n1', {'n1': 'take A'}, '≻')
"""

from collections.abc import Callable, Mapping
from typing import Final

from solver.document.model import Document
from solver.errors import EditError
from solver.explain import caprice, resolute, stepwise
from solver.explain.case import Ground
from solver.explain.explanation import Explanation, Part
from solver.rules import rule_of
from solver.solution import Plan

_BRANCH: Final[Mapping[str, Callable[[Ground, str, int, int], Explanation]]] = {
    "eu": stepwise.branch,
    "naive": stepwise.branch,
    "caprice": caprice.branch,
    "e-admissible": resolute.branch,
    "dsm": resolute.branch,
}
_PLAN: Final[Mapping[str, Callable[[Ground, str, Part], Explanation]]] = {
    "eu": stepwise.plan,
    "naive": stepwise.plan,
    "caprice": caprice.plan,
    "e-admissible": resolute.plan,
    "dsm": resolute.plan,
}


def why_branch(
    document: Document,
    rule: str,
    branch: str,
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Why a rule permits a branch of a choice node, or does not.

    Raises as `solver.rules.solve` does.
    """
    return explain_branch(Ground.of(document, cancelled), rule, branch)


def why_plan(
    document: Document,
    rule: str,
    choices: Mapping[str, str],
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Why a rule permits a plan from the root, or does not; it may be any available plan.

    ``choices`` has a branch for every choice node that the plan reaches; further ones are left
    out.  Raises as `solver.rules.solve` does.
    """
    return explain_plan(Ground.of(document, cancelled), rule, choices)


def explain_branch(ground: Ground, rule: str, branch: str) -> Explanation:
    """The same, with all that has been computed about the document so far."""
    return _BRANCH[rule_of(rule).id](ground, rule, *ground.end(branch))


def explain_plan(ground: Ground, rule: str, choices: Mapping[str, str]) -> Explanation:
    """The same, with all that has been computed about the document so far."""
    return _PLAN[rule_of(rule).id](ground, rule, whole_plan(ground, choices))


def whole_plan(ground: Ground, choices: Mapping[str, str] | Plan) -> Part:
    """A plan from the root; raises `EditError` where a choice is missing."""
    given = choices.choices if isinstance(choices, Plan) else choices
    numbered = ground.numbered(given)
    if missing := missing_choices(ground, numbered):
        names = ", ".join(f"“{node}”" for node in missing)
        raise EditError(f"This is not a whole plan yet: it also comes to {names}.")
    return ground.part(0, numbered)


def missing_choices(ground: Ground, choices: Mapping[int, int]) -> list[str]:
    """The choice nodes that a plan comes to and for which it does not say what to do."""
    missing, stack = [], [0]
    while stack:
        node = stack.pop()
        below = ground.tree.children[node]
        if ground.tree.kinds[node] != "choice":
            stack.extend(reversed(below))
        elif node in choices:
            stack.append(below[choices[node]])
        else:
            missing.append(ground.tree.ids[node])
    return missing
