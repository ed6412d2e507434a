"""What is told where the pointer rests: more than the tree has room for, all of it exact."""

from solver.analysis_words.element_words import ElementWords
from solver.document.model import Document
from solver.solution import Plan, Solution
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.node_item import NodeItem


class Hover:
    """Makes the tips of one tree; what many of them need is worked out once."""

    def __init__(self) -> None:
        self._words: ElementWords | None = None

    def text(
        self, document: Document, item: TreeItem, solution: Solution | None, plan: Plan | None
    ) -> str:
        """The tip of a node or branch; ``document`` has its live copies written out."""
        words = self._words
        if words is None or not words.is_of(document, solution, plan):
            words = self._words = ElementWords(document, solution, plan)
        if isinstance(item, BranchItem) and item.id in document.branches:
            target = document.branches[item.id].target
            lines = [item.look.problem, item.look.tip, words.verdict_of(item.id)]
            lines += [words.held(target), words.expected(target), words.chance(target)]
        elif isinstance(item, NodeItem) and item.id in document.nodes:
            expected = words.expected(item.id)
            lines = [item.look.problem, item.look.tip]
            lines += [expected] if expected not in item.look.tip else []
            lines += [
                words.gap(item.id),
                words.settled(item.id),
                words.held(item.id),
                words.chance(item.id),
            ]
        else:
            return ""
        return "\n".join(line for line in lines if line)
