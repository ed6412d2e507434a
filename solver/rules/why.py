"""Asking why a rule permits a branch or a plan, or does not, and saying it in sentences.

>>> from assets import example_text
>>> from solver.formats.quandary import loads
>>> souring = loads(example_text("single-souring"))
>>> found = why_branch(souring, "caprice", "take A-")
>>> found.permitted, found.clause.name
(False, 'turned down')
>>> witness = found.witnesses[0]
>>> witness.turned_down, dict(witness.other.choices), witness.contrast.relation.sign
('n1', {'n1': 'take A'}, '≻')
"""

from collections.abc import Callable, Mapping

from solver.document.model import Document
from solver.errors import EditError
from solver.explain.case import Case
from solver.explain.explanation import NOT_DECIDED, Explanation, Part
from solver.explain.settled_branches import (
    BY_COMPLETION,
    BY_POLICY,
    NOTHING_TO_CHOOSE,
    settled_branch,
    settled_plan,
)
from solver.rules import rule_of
from solver.solution import Plan
from solver.translation import tr
from solver.words.explanation_words import NO_WITNESS, Said, dominated, listed, verdict
from solver.words.names import Names
from solver.words.settled_words import settled_reasons


def why_branch(
    asked: Document | Case,
    rule: str,
    branch: str,
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Why a rule permits a branch of a choice node, or does not.

    Raises as `solver.rules.solve` does, and `EditError` where there is no such branch.
    """
    case, chosen = Case.of(asked, cancelled), rule_of(rule)
    chosen.require(case)
    if (settled := settled_branch(case.tree, rule, branch)) is not None:
        return settled
    number, place = case.end(branch)
    return chosen.why_branch(case, number, place)


def why_plan(
    asked: Document | Case,
    rule: str,
    choices: Mapping[str, str],
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Why a rule permits a plan from the root, or does not; it may be any available plan.

    ``choices`` has a branch for every choice node that the plan reaches; further ones are left
    out.  Raises as `solver.rules.solve` does, and `EditError` where a choice is missing.
    """
    case, chosen = Case.of(asked, cancelled), rule_of(rule)
    whole = whole_plan(case, choices)
    chosen.require(case)
    return settled_plan(case, rule, whole) or chosen.why_plan(case, whole)


def said(names: Names, found: Explanation) -> Said:
    """An explanation in words."""
    if found.clause == NOT_DECIDED:
        reasons = [NO_WITNESS]
    elif found.clause in (BY_POLICY, BY_COMPLETION):
        reasons = settled_reasons(names, found)
    elif found.clause == NOTHING_TO_CHOOSE:
        reasons = [tr("Every choice is settled: there is nothing for the rule to choose.")]
        if found.dominated_by is not None:
            reasons += dominated(names, found.dominated_by)
    else:
        reasons = rule_of(found.rule).reasons(names, found)
        if found.dominated_by is not None:
            reasons += dominated(names, found.dominated_by)
    return Said(verdict(names, found), tuple(reasons), tr(found.clause.text))


def whole_plan(case: Case, choices: Mapping[str, str] | Plan) -> Part:
    """A plan from the root; raises `EditError` where a choice is missing."""
    given = choices.choices if isinstance(choices, Plan) else choices
    numbered = case.numbered(given)
    for number in case.tree.choice_nodes():
        if not case.tree.chooses(number):  # conduct has settled it: what it leaves there is as good
            numbered.setdefault(number, 0)
    if missing := missing_choices(case, numbered):
        names = Names(case.document)
        where = listed([names.node_in_sentence(node) for node in missing])
        raise EditError(
            tr("This is not a whole plan yet: it also comes to {where}.").format(where=where)
        )
    return case.part(0, numbered)


def missing_choices(case: Case, choices: Mapping[int, int]) -> list[str]:
    """The choice nodes that a plan comes to and for which it does not say what to do."""
    missing, stack = [], [0]
    while stack:
        node = stack.pop()
        below = case.tree.children[node]
        if case.tree.kinds[node] != "choice":
            stack.extend(reversed(below))
        elif node in choices:
            stack.append(below[choices[node]])
        else:
            missing.append(case.tree.ids[node])
    return missing
