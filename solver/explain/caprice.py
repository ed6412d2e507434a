"""Why the Caprice rule permits a branch or a plan, or does not: by which clause, and what was turned down."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from solver.document.elements import Kind
from solver.explain.case import Ground
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.explain.resolute import MOST, SHOWN
from solver.induction.prospect_order import Point


@dataclass(frozen=True)
class Standing:
    """How a choice node stands under the rule: what its branches offer, and what is kept of it.

    ``offered`` has for each branch the rows of its child; ``kept`` those that nothing turned down
    is strictly preferred to, or all if that were none (``undone``).
    """

    offered: list[list[int]]
    kept: list[list[int]]
    undone: bool
    dropped_by: list[int | None]  # for each branch, one that is better in everything


def standing(ground: Ground, number: int) -> Standing:
    """The clauses of the rule, applied at one choice node."""
    found, tree, prefers = ground.history, ground.tree, ground.tree.order.prefers
    down = found.down[int(tree.levels.places[number])]

    def points(child: int, rows: list[int]) -> list[Point]:
        return [ground.point(found.sets, child, row) for row in rows]

    children = tree.children[number]
    offered = [ground.rows(found.sets, child) for child in children]
    kept = [
        [
            row
            for row, point in zip(rows, points(child, rows), strict=True)
            if not any(prefers(turned, point) for turned in down)
        ]
        for child, rows in zip(children, offered, strict=True)
    ]
    undone = not any(kept)
    if undone:
        kept = offered
    of = [points(child, rows) for child, rows in zip(children, kept, strict=True)]
    dropped_by: list[int | None] = []
    for weak in of:
        rivals = (
            k
            for k, strong in enumerate(of)
            if strong is not weak and strong and weak
            if all(prefers(p, q) for p in strong for q in weak)
        )
        dropped_by.append(next(rivals, None))
    return Standing(offered, kept, undone, dropped_by)


def _turned_down(ground: Ground, number: int) -> Iterator[tuple[int, int, int]]:
    """What was turned down on the way to a node: choice node, place of a branch, row of its child."""
    way = ground.path(number)
    for above, below in pairwise(way):
        if ground.tree.kinds[above] is Kind.CHOICE:
            for place, child in enumerate(ground.tree.children[above]):
                if child != below:
                    for row in ground.rows(ground.history.maximal, child):
                        yield above, place, row


def _as_it_stood(ground: Ground, above: int, place: int, row: int) -> Part:
    child = ground.tree.children[above][place]
    choices = ground.choices_of(ground.history.maximal, child, row)
    return ground.part(above, {**choices, above: place})


def _better_turned_down(ground: Ground, number: int, part: Part) -> Witness | None:
    """The earliest option turned down that is strictly preferred to a part, if any."""
    prefers = ground.tree.order.prefers
    for above, place, row in _turned_down(ground, number):
        child = ground.tree.children[above][place]
        if prefers(ground.point(ground.history.maximal, child, row), part.point):
            other = _as_it_stood(ground, above, place, row)
            at = ground.tree.ids[above]
            return Witness(part, other, contrast(ground, other, part), turned_down=at)
    return None


def branch(ground: Ground, rule: str, number: int, place: int) -> Explanation:
    """About a branch of a choice node."""
    tree = ground.tree
    node, id_ = tree.ids[number], tree.branches[number][place]
    said = Explanation(rule, None, Clause.UNDECIDED, node, id_, start=node, seen_from=node)
    if ground.history.unsure[int(tree.levels.places[number])]:
        return said
    found = standing(ground, number)

    def part(row: int, at: int = place) -> Part:
        child = tree.children[number][at]
        choices = ground.choices_of(ground.history.sets, child, row)
        return ground.part(number, {**choices, number: at})

    if not found.kept[place]:
        rows = found.offered[place]
        parts = [part(row) for row in rows[:MOST]]
        witnesses = _covering(ground, number, parts)
        every = len(rows) <= MOST and len(witnesses) <= SHOWN
        return replace(
            said, permitted=False, clause=Clause.TURNED_DOWN, witnesses=witnesses[:SHOWN],
            every=every,
        )  # fmt: skip
    rival = found.dropped_by[place]
    if rival is not None:
        strong, weak = part(found.kept[rival][0], rival), part(found.kept[place][0])
        every = len(found.kept[rival]) == len(found.kept[place]) == 1
        return replace(
            said,
            permitted=False,
            clause=Clause.DROPPED,
            step=tree.branches[number][rival],
            witnesses=(Witness(weak, strong, contrast(ground, strong, weak)),),
            every=every,
        )
    kept = part(found.kept[place][0])
    if found.undone:
        clause, witnesses = Clause.UNDONE, _covering(ground, number, [kept])
    else:
        clause, witnesses = Clause.NOT_TURNED_DOWN, _turned_down_beside(ground, number, kept)
    return replace(
        said, permitted=True, clause=clause, plan=kept, witnesses=witnesses or (Witness(kept),)
    )


def _covering(ground: Ground, number: int, parts: list[Part]) -> tuple[Witness, ...]:
    """For each of these plans an option turned down that is strictly preferred; each option once."""
    witnesses: list[Witness] = []
    for part in parts:
        if any(w.other is not None and ground.prefers(w.other, part) for w in witnesses):
            continue
        found = _better_turned_down(ground, number, part)
        if found is not None:
            witnesses.append(found)
    return tuple(witnesses)


def _turned_down_beside(ground: Ground, number: int, part: Part) -> tuple[Witness, ...]:
    """What was turned down at each node of the way, held against a part that is kept all the same."""
    seen: dict[int, Witness] = {}
    for above, place, row in _turned_down(ground, number):
        if above not in seen:
            other = _as_it_stood(ground, above, place, row)
            at = ground.tree.ids[above]
            seen[above] = Witness(part, other, contrast(ground, other, part), turned_down=at)
    return tuple(seen.values())[:SHOWN]


def plan(ground: Ground, rule: str, whole: Part) -> Explanation:
    """About a plan from the root.

    It is permitted iff at every choice node that it reaches, from the last to the first, its part
    is kept and its branch is not dropped.
    """
    tree, choices = ground.tree, ground.numbered(whole.choices)
    said = Explanation(rule, None, Clause.UNDECIDED, whole.node, plan=whole, start=whole.node)
    nodes = [n for n in ground.reached(0, choices) if tree.kinds[n] is Kind.CHOICE]
    if any(ground.history.unsure[int(tree.levels.places[n])] for n in nodes):
        return said
    undone: Witness | None = None
    for number in reversed(nodes):
        found, part = standing(ground, number), ground.part(number, choices)
        failing = _failing(ground, number, choices[number], part, found)
        if failing is not None:
            return replace(failing, plan=whole, start=whole.node)
        if found.undone:
            undone = _better_turned_down(ground, number, part)
    row = ground.better(ground.history.maximal, 0, whole)
    dominated = None
    if row is not None:
        other = ground.part_of(ground.history.maximal, 0, row)
        dominated = Witness(whole, other, contrast(ground, other, whole))
    return replace(
        said,
        permitted=True,
        clause=Clause.NOT_TURNED_DOWN if undone is None else Clause.UNDONE,
        seen_from=whole.node,
        witnesses=() if undone is None else (undone,),
        dominated_by=dominated,
    )


def _failing(
    ground: Ground, number: int, place: int, part: Part, found: Standing
) -> Explanation | None:
    """Why a part is not kept at a choice node; None if it is."""
    tree = ground.tree
    said = Explanation(
        "caprice", False, Clause.TURNED_DOWN, tree.ids[number], seen_from=tree.ids[number]
    )
    said = replace(said, step=tree.branches[number][place])
    if not found.undone:
        witness = _better_turned_down(ground, number, part)
        if witness is not None:
            return replace(said, witnesses=(witness,))
    rival = found.dropped_by[place]
    if rival is None:
        return None
    child = tree.children[number][rival]
    choices = ground.choices_of(ground.history.sets, child, found.kept[rival][0])
    strong = ground.part(number, {**choices, number: rival})
    return replace(
        said,
        clause=Clause.DROPPED,
        witnesses=(Witness(part, strong, contrast(ground, strong, part)),),
        every=len(found.kept[rival]) == len(found.kept[place]) == 1,
    )
