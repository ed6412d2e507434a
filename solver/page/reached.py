"""Which nodes a verdict or a plan leads to: all else is drawn faded."""

from solver.document.model import Document
from solver.solution import Plan, Solution


def reached(document: Document, solution: Solution | None, plan: Plan | None) -> set[str]:
    """The nodes that the plan reaches, or that some permitted plan reaches; all if unsolved."""
    if solution is None or document.root_id is None:
        return set(document.tree)
    found: set[str] = set()
    stack = [document.root_id]
    while stack:
        id_ = stack.pop()
        if id_ in found or id_ not in document.nodes:
            continue
        found.add(id_)
        for branch in document.children(id_):
            verdict = solution.branches.get(branch.id)
            if verdict is None:
                stack.append(branch.target)
            elif plan is not None:
                if plan.choices.get(id_) == branch.id:
                    stack.append(branch.target)
            elif verdict.reachable is not False:
                stack.append(branch.target)
    return found
