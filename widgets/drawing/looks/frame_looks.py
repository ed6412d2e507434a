"""What a tree shows on each frame of a reveal: everything has its room, what is to come is undrawn."""

from collections.abc import Mapping, Sequence

import msgspec

from solver.document.elements import Branch
from solver.document.model import Document
from solver.document.style import Style
from solver.page.talk_steps import Frame, Step, frames
from solver.solution import Solution
from widgets.drawing.looks.look import EVERYTHING, BranchLook, Looks, Mark, NodeLook
from widgets.drawing.looks.looker import looks

_ALL = frozenset((EVERYTHING,))


class Frames:
    """The frames of a document; ``solutions`` has the answer of every rule that the steps ask."""

    def __init__(
        self,
        document: Document,
        steps: Sequence[Step],
        solutions: Mapping[str, Solution],
        style: Style,
    ) -> None:
        self._document = document
        self._solutions = solutions
        self.frames = frames(document, steps)
        self.style = fixed(style, steps)
        self._made: dict[object, Looks] = {}

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def last_solution(self) -> Solution | None:
        """What the rule says that is asked last."""
        rules = [frame.rule for frame in self.frames if frame.rule is not None]
        return self._solutions[rules[-1]] if rules else None

    @property
    def has_marks(self) -> bool:
        """Whether anything is highlighted."""
        return any(frame.marked_nodes or frame.marked_branches for frame in self.frames)

    def rooms(self, hidden: Mapping[str, int]) -> list[Looks]:
        """What takes different room on different frames: the texts that depend on the answer."""
        if not (self.style.rolled_back or self.style.lotteries):
            return []
        return self.fully_drawn(hidden)

    def fully_drawn(self, hidden: Mapping[str, int]) -> list[Looks]:
        """What the frames have to show, each once, and nothing of it undrawn."""
        made = {id(shown): shown for shown in (self._shown(frame, hidden) for frame in self.frames)}
        return list(made.values())

    def looks(self, number: int, hidden: Mapping[str, int]) -> Looks:
        """What is shown on the frame of this number, from 0."""
        frame = self.frames[number]
        shown = self._shown(frame, hidden)
        branches = self._document.expanded.branches
        return Looks(
            {id_: _node(look, id_, frame) for id_, look in shown.nodes.items()},
            {
                id_: _branch(look, branches[id_], frame, fades=self.style.dominated == "faded")
                for id_, look in shown.branches.items()
            },
            shown.heads,
        )

    def _shown(self, frame: Frame, hidden: Mapping[str, int]) -> Looks:
        """What a rule's answer, or one plan, lets the tree show, nothing of it undrawn."""
        choices = None if frame.plan is None else tuple(frame.plan.choices.items())
        key = frame.rule, choices, bool(hidden)
        if key not in self._made:
            solution = None if frame.rule is None else self._solutions[frame.rule]
            self._made[key] = looks(
                self._document, (), solution, frame.plan, hidden, style=self.style
            )
        return self._made[key]


def fixed(style: Style, steps: Sequence[Step]) -> Style:
    """The style for frames: a rollback shows values, and nothing folds, for folding would move."""
    rolled = style.rolled_back or any(step.show == "rollback" for step in steps)
    dominated = "faded" if style.dominated == "folded" else style.dominated
    found: Style = msgspec.structs.replace(style, rolled_back=rolled, dominated=dominated)
    return found


def _node(look: NodeLook, id_: str, frame: Frame) -> NodeLook:
    if id_ in frame.hidden_nodes:
        return msgspec.structs.replace(look, undrawn=_ALL, lit=False)
    undrawn = set()
    if id_ not in frame.opened:
        undrawn |= {"rolled", "verdict"}
    if id_ in frame.unvalued:
        undrawn.add("detail")
    faded = look.faded and id_ in frame.known
    lit = id_ in frame.marked_nodes
    return msgspec.structs.replace(look, undrawn=frozenset(undrawn), faded=faded, lit=lit)


def _branch(look: BranchLook, branch: Branch, frame: Frame, *, fades: bool) -> BranchLook:
    if branch.id in frame.hidden_branches:
        return msgspec.structs.replace(look, undrawn=_ALL, lit=False)
    known = branch.target in frame.known
    if branch.source not in frame.opened:
        look = msgspec.structs.replace(look, mark=Mark.NONE, doubled=False)
    elif fades and look.mark is Mark.DOMINATED:
        known = True
    undrawn = frozenset(("detail",)) if branch.id in frame.unnumbered else frozenset()
    lit = branch.id in frame.marked_branches
    return msgspec.structs.replace(look, undrawn=undrawn, faded=look.faded and known, lit=lit)
