"""Why conduct takes a branch at a node where it settles the choices, or does not."""

from typing import Final

from solver.document.elements import BY_POLICY as POLICY
from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part
from solver.explain.witnesses import dominated_by
from solver.induction.tree.compiled_tree import Compiled

BY_POLICY: Final = Clause(
    "settled by the policy",
    "Settled choices: the choice is made as the stated policy says, whatever the rule "
    "(our reading of the exchange on credences in one’s own future choices).",
)
BY_COMPLETION: Final = Clause(
    "settled by a completion",
    "Settled choices: there the agent maximises expected utility under the completion, whatever the "
    "rule; ties are all left (our reading of the exchange on completing one’s preferences).",
)

NOTHING_TO_CHOOSE: Final = Clause(
    "nothing to choose",
    "Settled choices: where conduct settles every choice, all plans that it leaves are permitted, "
    "whatever the rule (our reading).",
)


def settled_plan(case: Case, rule: str, whole: Part) -> Explanation | None:
    """Why a plan is permitted where conduct settles every choice; None where the agent has any."""
    tree = case.tree
    if tree.settled is None or tree.ids[0] not in tree.settled.nodes:
        return None
    better = dominated_by(case, case.maximal, whole)
    return Explanation(
        rule, True, NOTHING_TO_CHOOSE, whole.node, plan=whole, start=whole.node, dominated_by=better
    )


def settled_branch(tree: Compiled, rule: str, branch: str) -> Explanation | None:
    """Why conduct takes a branch, or does not; None where the choice is the agent's.

    ``values`` are the shares of the policy, or expected utilities under the completion.
    """
    settled = tree.settled
    if settled is None or branch not in settled.permitted:
        return None
    node = settled.stated.branches[branch].source
    by_policy = settled.conducts[node] == POLICY
    return Explanation(
        rule,
        settled.permitted[branch],
        BY_POLICY if by_policy else BY_COMPLETION,
        node,
        branch,
        start=node,
        seen_from=node,
        values={b.id: settled.worth[b.id] for b in settled.stated.children(node)},
    )
