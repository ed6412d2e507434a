"""What was shown last, so that most of it need not be made again."""

from collections.abc import Iterable
from operator import is_

from solver.document.elements import Branch, Node, Outcome
from widgets.drawing.looks.look import BranchLook, NodeLook

BranchLooks = dict[str, BranchLook]


class LookMemory:
    """What was shown last, and what it was made of: most of it stays the same.

    Elements of a document are never changed in place, so what is made of the very same ones looks
    the same, if what all depend on (`context`) is the same, too.
    """

    def __init__(self) -> None:
        self._context: object = None
        self._nodes: dict[str, tuple[Node, Outcome | None, object, NodeLook]] = {}
        self._branches: dict[str, tuple[Node, tuple[Branch, ...], object, BranchLooks]] = {}

    def begin(self, context: object) -> None:
        """Forget everything where what all depends on is different."""
        if context != self._context:
            self._context = context
            self._nodes.clear()
            self._branches.clear()

    def follow(self, context: object, touched: Iterable[str]) -> None:
        """What all depend on is different in no more than what these nodes show."""
        self._context = context
        for id_ in touched:
            self._nodes.pop(id_, None)
            self._branches.pop(id_, None)

    def node(self, node: Node, outcome: Outcome | None, state: object) -> NodeLook | None:
        known = self._nodes.get(node.id)
        if known and known[0] is node and known[1] is outcome and known[2] == state:
            return known[3]
        return None

    def keep_node(
        self, node: Node, outcome: Outcome | None, state: object, look: NodeLook
    ) -> NodeLook:
        self._nodes[node.id] = node, outcome, state, look
        return look

    def branches(
        self, node: Node, branches: tuple[Branch, ...], state: object
    ) -> "BranchLooks | None":
        known = self._branches.get(node.id)
        if known is None or known[0] is not node or known[2] != state:
            return None
        same = len(known[1]) == len(branches) and all(map(is_, known[1], branches))
        return known[3] if same else None

    def keep_branches(
        self, node: Node, branches: tuple[Branch, ...], state: object, looks: BranchLooks
    ) -> BranchLooks:
        self._branches[node.id] = node, branches, state, looks
        return looks
