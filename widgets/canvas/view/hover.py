"""What is told where the pointer rests: more than the tree has room for, all of it exact."""

from fractions import Fraction

from solver.analyses.expectations import Expectations, expectations
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.solution import Plan, Solution
from solver.words.names import Names
from solver.words.tree_texts import READABLE, decimal, plain
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.node_item import NodeItem

MOST = 3000  # nodes of a tree whose expected values are worked out for a tip


class Hover:
    """Makes the tips of one tree; what many of them need is worked out once."""

    def __init__(self) -> None:
        self._of: tuple[Document, Solution | None, Plan | None] | None = None
        self._expected: Expectations | None = None
        self._names: Names | None = None

    def text(
        self, document: Document, item: TreeItem, solution: Solution | None, plan: Plan | None
    ) -> str:
        """The tip of a node or branch; ``document`` has its live copies written out."""
        if isinstance(item, BranchItem) and item.id in document.branches:
            lines = [item.look.problem, item.look.tip, _mark(item, solution)]
            lines.append(chance(document, document.branches[item.id].target))
        elif isinstance(item, NodeItem) and item.id in document.nodes:
            expected = self._value(document, item.id, solution, plan)
            lines = [item.look.problem, item.look.tip]
            lines += [expected] if expected not in item.look.tip else []
            lines.append(chance(document, item.id))
        else:
            return ""
        return "\n".join(line for line in lines if line)

    def _value(
        self, document: Document, node: str, solution: Solution | None, plan: Plan | None
    ) -> str:
        """What may be expected from a choice or chance node on."""
        if document.nodes[node].kind is Kind.OUTCOME or len(document.nodes) > MOST:
            return ""
        now = document, solution, plan
        if self._of is None or any(a is not b for a, b in zip(self._of, now, strict=True)):
            self._of, self._expected = now, expectations(document, solution, plan)
            self._names = Names(document)
        if self._expected is None or self._names is None:
            return ""
        return self._expected.value_text(self._names, node)


def _mark(item: BranchItem, solution: Solution | None) -> str:
    verdict = solution.branches.get(item.id) if solution is not None else None
    if verdict is None:
        return ""
    return {True: "Permitted.", False: "Not permitted.", None: "Not decided."}[verdict.permitted]


def chance(document: Document, node: str) -> str:
    """How probable it is that a node is reached, if every choice on the way leads there."""
    product, chosen = Fraction(1), False
    here, seen = node, {node}
    while entering := document.incoming(here):
        branch = entering[0]
        above = document.nodes[branch.source]
        if above.id in seen:
            return ""
        if above.kind is Kind.CHANCE:
            siblings = document.children(above.id)
            share = shares(above, siblings, document.parameter_values).values.get(branch.id)
            if share is None:
                return ""
            product *= share
        else:
            chosen = True
        here = above.id
        seen.add(here)
    if here != document.root_id or here == node:
        return ""
    exact, rounded = plain(product), decimal(product)
    is_exact = not rounded.startswith("≈")
    number = rounded if is_exact or len(exact) > READABLE else f"{exact} {rounded}"
    return f"Reached with probability {number}{', if so chosen' if chosen else ''}."
