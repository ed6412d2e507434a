"""What a tree shows at a step of a reveal: everything has its room, what is still to come is veiled."""

from collections.abc import Sequence
from dataclasses import replace

from solver.document import Document
from solver.reveal import Step, heights
from solver.solution import Solution
from solver.style import Style
from widgets.canvas.look import BranchLook, Looks, Mark, NodeLook, looks


def frame_looks(
    document: Document,
    solution: Solution | None,
    style: Style,
    steps: Sequence[Step],
    hidden: dict[str, int] | None = None,
) -> Looks:
    """What is shown once these steps have been made; the last of them is the newest."""
    document = document.expanded
    done = {step.show for step in steps}
    stage = max((step.stage for step in steps if step.show == "rollback"), default=0)
    plan = steps[-1].plan if steps else None
    shown = looks(document, (), solution, plan, hidden, style=style)
    high = heights(document)
    open_ = {id_ for id_ in document.nodes if "verdict" in done or plan is not None}
    open_ |= {id_ for id_, height in high.items() if height <= stage}
    nodes = {
        id_: _node(look, is_open=id_ in open_, values="values" in done)
        for id_, look in shown.nodes.items()
    }
    branches = {
        id_: _branch(
            look,
            is_open=document.branches[id_].source in open_,
            numbers="probabilities" in done,
        )
        for id_, look in shown.branches.items()
    }
    if plan is None and "verdict" not in done:  # what cannot be reached is known only at the end
        nodes = {id_: replace(look, faded=False) for id_, look in nodes.items()}
        branches = {id_: replace(look, faded=False) for id_, look in branches.items()}
    return Looks(nodes, branches)


def _node(look: NodeLook, *, is_open: bool, values: bool) -> NodeLook:
    veiled = set()
    if not is_open:
        veiled |= {"rolled", "verdict"}
    if not values:
        veiled.add("detail")
    return replace(look, veiled=frozenset(veiled))


def _branch(look: BranchLook, *, is_open: bool, numbers: bool) -> BranchLook:
    if not is_open:
        look = replace(look, mark=Mark.NONE, doubled=False)
    return look if numbers else replace(look, veiled=frozenset(("detail",)))
