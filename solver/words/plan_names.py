"""What plans are called: by what sets each of them apart from the others that are listed.

Only choices at which the listed plans differ are told; what all of them share is said once.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import msgspec

from solver.document.changes import conduct_at
from solver.document.elements import Kind
from solver.translation import tr
from solver.words.names import Names

AGAIN: Final = 3  # times from which what is chosen is told once
TOLD: Final = 6  # choices up to which a plan in a sentence is told by all of them

#: A plan's choices: choice node → branch.
Choices = Mapping[str, str]


class PlanNames(msgspec.Struct, frozen=True):
    """The names of some plans, in their order, and what they have in common.

    ``nodes`` are the choice nodes at which they differ, in the tree's order.  Where a plan alone comes
    to some more, its choices there are told, too, unless they are many: else it would say too little.
    """

    names: tuple[str, ...]
    shared: str
    nodes: tuple[str, ...]


def plan_names(names: Names, plans: Sequence[Choices], first: int | None = None) -> PlanNames:
    """What each of some plans, or of the ``first`` of them, is called, seen beside the others.

    “always shut down”; “shut down if lucky, continue if unlucky”; “test; then drill if open”;
    “drill only if open, else stop”.  A plan alone is told by all its choices.
    """
    order = {id_: place for place, id_ in enumerate(names.document.tree)}
    taken: dict[str, set[str]] = {}
    for plan in plans:
        for node, branch in plan.items():
            taken.setdefault(node, set()).add(branch)
    nodes = sorted(taken, key=lambda id_: order.get(id_, 0))
    differing = tuple(n for n in nodes if len(taken[n]) > 1)
    if len(plans) < 2:
        told = _free(names, nodes)
        return PlanNames(tuple(_name(names, plan, told) for plan in plans), "", tuple(told))
    free = _free(names, nodes)
    common = [n for n in free if len(taken[n]) == 1 and all(n in plan for plan in plans)]
    alike = {n: next(iter(taken[n])) for n in common}
    shared = _name(names, alike, common, beside=free) if common else ""
    own_too, everywhere = set(free).union(differing), set(common)
    own = []
    for plan in plans[:first]:
        whole = [n for n in nodes if n in plan and n in own_too and n not in everywhere]
        own.append(_name(names, plan, whole if len(whole) <= TOLD else differing))
    return PlanNames(tuple(own), shared, differing)


def _free(names: Names, nodes: Sequence[str]) -> Sequence[str]:
    """Without the nodes at which conduct settles the choice, if that leaves any."""
    if not any(map(attrgetter("conduct"), names.document.nodes.values())):
        return nodes
    return [node for node in nodes if conduct_at(names.document, node) is None] or nodes


def plan_name(names: Names, plan: Choices) -> str:
    """A plan by itself, told by all its choices."""
    return plan_names(names, [plan]).names[0]


def held_against(names: Names, plans: Sequence[Choices], first: int | None = None) -> Sequence[str]:
    """What plans, or the ``first`` of them, are called of which a sentence says something: by all their choices.

    Else it would be said of other plans, too.  Where choices are many, by those that set the plans apart, if any do
    (plans that begin at different nodes have nothing in common), with a sign that there are more.
    """
    told = plans[:first]
    if max(map(len, told), default=0) > TOLD:
        found = plan_names(names, plans, first)
        if found.nodes:
            apart = set(found.nodes)
            return [
                plan_name(names, plan)
                if len(plan) <= TOLD
                else name
                if apart.issuperset(plan)
                else tr("{name}; …").format(name=name)
                for name, plan in zip(found.names, told, strict=True)
            ]
    return [plan_name(names, plan) for plan in told]


def _name(names: Names, plan: Choices, told: Sequence[str], *, beside: Sequence[str] = ()) -> str:
    """A plan by its choices at some of the nodes; ``beside`` has those from which they are told apart as well."""
    nodes = [node for node in told if node in plan and node in names.document.nodes]
    nodes = [node for node in nodes if len(names.document.children(node)) > 1] or nodes
    if not nodes:
        return tr("nothing to choose")
    wanted = set(nodes)
    others = [n for n in beside if len(names.document.children(n)) > 1 and n not in wanted]
    stages: list[list[str]] = []
    depth: dict[str, int] = {}
    for node in [n for n in beside if n in wanted or n in others] if others else nodes:
        # parents come before what is below them
        above = (branch.source for branch in names.way(node))
        depth[node] = max((depth[n] + 1 for n in above if n in depth), default=0)
        if depth[node] == len(stages):
            stages.append([])
        stages[depth[node]].append(node)
    found = [[node for node in stage if node in wanted] for stage in stages]
    return _joined(
        [_stage(names, plan, own, stage) for own, stage in zip(found, stages, strict=True) if own]
    )


class _Stage(NamedTuple):
    """What is chosen at one stage: whatever chance did, or else it is told by what it did."""

    text: str
    is_always: bool = False
    hangs_on_chance: bool = False


def _joined(stages: Sequence[_Stage]) -> str:
    """What is chosen one after the other; what is chosen again and again is told once."""
    runs = [(stage, len(list(same))) for stage, same in groupby(stages)]
    first = stages[0]
    if len(runs) == 1 and len(stages) >= AGAIN and not first.hangs_on_chance:
        return first.text if first.is_always else tr("always ") + first.text
    return tr("; then ").join(
        tr("{text} {count} times").format(text=stage.text, count=count)
        if count >= AGAIN and not stage.hangs_on_chance
        else tr("; then ").join([stage.text] * count)
        for stage, count in runs
    )


def _stage(names: Names, plan: Choices, nodes: Sequence[str], beside: Sequence[str]) -> _Stage:
    """What is chosen at nodes of which the agent meets one at most; ``beside`` has all that there are."""
    groups: dict[str, list[str]] = {}
    for node in nodes:
        groups.setdefault(names.branch(plan[node]), []).append(node)
    partly = len(beside) > len(nodes)
    if len(groups) == 1 and not partly:
        (label,) = groups
        return _Stage(label) if len(nodes) == 1 else _Stage(tr("always ") + label, is_always=True)
    cases = _cases(names, beside)
    if len(groups) == 2 and len(nodes) > 2 and not partly:
        few, many = sorted(groups, key=lambda label: len(groups[label]))
        if len(groups[few]) < len(groups[many]):
            text = tr("{few} only if {value}, else {many}").format(
                few=few, value=_or(cases, groups[few]), many=many
            )
            return _Stage(text, hangs_on_chance=True)
    text = ", ".join(
        tr("{label} if {own}").format(label=label, own=_or(cases, own))
        for label, own in groups.items()
    )
    return _Stage(text, hangs_on_chance=True)


def _cases(names: Names, nodes: Sequence[str]) -> Mapping[str, str]:
    """By what chance did each of these nodes is told from the others."""
    told = names.told_apart(nodes, by=Kind.CHANCE)
    return {node: text.removeprefix(tr("if ")) or names.node(node) for node, text in told.items()}


def _or(cases: Mapping[str, str], nodes: Sequence[str]) -> str:
    texts = [cases[node] for node in nodes]
    return (
        texts[0]
        if len(texts) == 1
        else tr("{texts} or {texts2}").format(texts=", ".join(texts[:-1]), texts2=texts[-1])
    )
