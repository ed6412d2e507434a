"""What the branches of a node show, and how a verdict marks them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from solver.document.elements import Branch, Kind, Node
from solver.document.numerals import Numeral
from solver.document.shares import share_of, shares
from solver.document.style import Style
from solver.solution import Plan, Solution
from solver.words.names import Names
from solver.words.plain_mathematics import with_fractions
from solver.words.tree_texts import READABLE, as_typed, branch_detail
from widgets.drawing.looks.look import BranchLook, Mark
from widgets.drawing.looks.look_memory import BranchLooks


class BranchState(NamedTuple):
    """What a branch shows besides its own words."""

    mark: Mark
    faded: bool
    doubled: bool
    draft: bool
    problem: str
    copied: bool
    held: tuple[str, str | None]  # what is said of the conduct that holds here, and below


def set_numbers(text: str, style: Style) -> str:
    """Numbers as they are set; in tips and names they stay in the line."""
    return with_fractions(text) if style.fractions == "stacked" else text


_UNMARKED: Final = Mark.NONE
_MARKS: Final = {True: Mark.PERMITTED, False: Mark.DOMINATED, None: Mark.UNDECIDED}


def branch_state(
    branch: Branch,
    reached: set[str],
    solution: Solution | None,
    plan: Plan | None,
    problems: Mapping[str, str],
    drafts: set[str],
    style: Style,
    *,
    copied: bool,
    held: tuple[str, str | None],
) -> BranchState:
    verdict = solution.branches.get(branch.id) if solution is not None else None
    mark = _UNMARKED if verdict is None else _MARKS[verdict.permitted]
    faded = branch.target not in reached and branch.target not in drafts
    in_plan = plan is not None and not faded
    if plan is not None:
        mark = Mark.PERMITTED if in_plan and verdict is not None else Mark.NONE
    problem = problems.get(branch.id, "")
    if style.dominated == "faded" and mark is Mark.DOMINATED:
        faded = True
    return BranchState(mark, faded, in_plan, branch.source in drafts, problem, copied, held)


def _is_worked_out(node: Node, branch: Branch) -> bool:
    """Whether more is told of its share than what was typed."""
    stated = share_of(branch, node.kind)
    if stated is None:
        return node.kind is Kind.CHANCE
    return stated.is_remainder or len(stated.text) > READABLE


def branch_looks(
    names: Names,
    node: Node,
    branches: tuple[Branch, ...],
    states: list[BranchState],
    style: Style,
) -> BranchLooks:
    resolved: Mapping[str, Fraction] = {}
    if style.probabilities != "typed" or any(_is_worked_out(node, branch) for branch in branches):
        resolved = shares(node, branches, names.document.parameter_values).values
    looks: BranchLooks = {}
    for branch, state in zip(branches, states, strict=True):
        detail = branch_detail(names, node, branch, resolved.get(branch.id), style)
        exact = [
            as_typed(number)
            for number in (branch.probability, branch.policy, branch.payoff)
            if isinstance(number, Numeral) and len(number.text) > READABLE
        ]
        said = detail
        if style.probabilities != "typed" or not (style.payoffs and style.policies):
            said = branch_detail(names, node, branch, resolved.get(branch.id))
        tip = [branch.label, said, *exact]
        looks[branch.id] = BranchLook(
            label=branch.label,
            detail=set_numbers(detail, style),
            tip="\n".join(part for part in tip if part),
            mark=state.mark,
            faded=state.faded,
            doubled=state.doubled,
            draft=state.draft,
            problem=state.problem,
            copied=state.copied,
        )
    return looks
