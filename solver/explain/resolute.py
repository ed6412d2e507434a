"""Why Dynamic Strong Maximality and E-admissibility permit a branch or a plan, or do not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from solver.document.elements import Kind
from solver.explain.case import Ground
from solver.explain.climbing import Climb, climb
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast, contrast_of, mixed
from solver.induction.prospect_tables import Sets

MOST: Final = 256  # plans that are gone through one by one
SHOWN: Final = 6  # witnesses that are given


def branch(ground: Ground, rule: str, number: int, place: int) -> Explanation:
    """About a branch of a choice node."""
    sets = ground.maximal if rule == "dsm" else ground.acceptable
    tree = ground.tree
    node, id_ = tree.ids[number], tree.branches[number][place]
    way = ground.path(number)
    if any(ground.is_open(sets, above) for above in way):
        return Explanation(rule, None, Clause.UNDECIDED, node, id_)
    everything = climb(ground, sets, number, None)
    start = everything.lowest
    own = climb(ground, sets, number, place)
    said = Explanation(
        rule,
        own.lowest <= start,
        Clause.FOLLOWS if rule == "dsm" else Clause.ACCEPTABLE,
        node,
        id_,
        start=tree.ids[way[start]],
        off_plan=start > 0,
    )
    if said.permitted:
        row = next(iter(own.made[start]))
        plan = ground.part(way[start], own.choices(start, row))
        beside = [row for row in everything.made[start] if row not in own.made[start]]
        witness = _behind(ground, rule, way[start], plan, beside)
        return replace(said, plan=plan, seen_from=said.start, witnesses=witness)
    seen_from = min(own.lowest, len(way)) - 1
    parts, every = _ruled_out(ground, own, seen_from, place)
    witnesses, all_shown = against(ground, rule, way[seen_from], parts)
    return replace(
        said,
        clause=Clause.RULED_OUT if rule == "dsm" else Clause.UNACCEPTABLE,
        seen_from=tree.ids[way[seen_from]],
        witnesses=witnesses,
        every=every and all_shown,
    )


def _behind(
    ground: Ground, rule: str, number: int, plan: Part, beside: Sequence[int] = ()
) -> tuple[Witness, ...]:
    """What speaks for a plan: a completion, or how it compares with another maximal plan.

    If possible with one of these rows.
    """
    if rule == "e-admissible":
        found, _ = ground.accepted(number, plan)
        if found.utility is None:
            return ()
        utility = ground.tree.order.of_features(found.utility)
        return (Witness(plan, completion=ground.completed(utility)),)
    rows = [*beside, *ground.rows(ground.maximal, number)]
    others = [row for row in rows if ground.point(ground.maximal, number, row) != plan.point]
    if not others:
        return (Witness(plan),)
    other = ground.part_of(ground.maximal, number, others[0])
    return (Witness(plan, other, contrast(ground, other, plan)),)


def _ruled_out(ground: Ground, own: Climb, at: int, place: int) -> tuple[list[Part], bool]:
    """The plans from a node of the way that come by it and are admitted at all nodes after it.

    None of them is admitted at the node itself.  (And whether these are all.)
    """
    tree, number = ground.tree, own.way[at]
    if at + 1 == len(own.way):
        child = tree.children[number][place]
        rows = ground.rows(own.sets, child, judged=False)
        choices = [ground.choices_of(own.sets, child, row) for row in rows[: MOST + 1]]
        parts = [ground.part(number, {**each, number: place}) for each in choices]
        return parts[:MOST], len(parts) <= MOST
    below = own.way[at + 1]
    options = [own.choices(at + 1, row) for row in list(own.made[at + 1])[: MOST + 1]]
    if tree.kinds[number] is Kind.CHOICE:
        step = ground.step(number, below)
        return [ground.part(number, {**each, number: step}) for each in options], True
    beside = [
        options
        if child == below
        else [
            ground.choices_of(own.sets, child, row)
            for row in ground.rows(own.sets, child, judged=False)[: MOST + 1]
        ]
        for child in tree.children[number]
    ]
    return ground.products(number, beside, MOST)


def against(
    ground: Ground, rule: str, number: int, parts: Sequence[Part]
) -> tuple[tuple[Witness, ...], bool]:
    """For plans from a node that are not admitted there: what is strictly preferred to each.

    As few plans as possible serve for all of them.  Whether all plans are covered is told, too.
    """
    left = list(parts)
    witnesses: list[Witness] = []
    rows = ground.rows(ground.maximal, number)
    points = [ground.point(ground.maximal, number, row) for row in rows]
    prefers = ground.tree.order.prefers
    beaten = [[prefers(point, part.point) for part in left] for point in points]
    open_ = set(range(len(left)))
    while open_ and len(witnesses) < SHOWN:
        best = max(range(len(rows)), key=lambda i: sum(beaten[i][k] for k in open_), default=None)
        if best is None or not any(beaten[best][k] for k in open_):
            break
        covered = {k for k in open_ if beaten[best][k]}
        other = ground.part_of(ground.maximal, number, rows[best])
        part = left[min(covered)]
        witnesses.append(Witness(part, other, contrast(ground, other, part)))
        open_ -= covered
    if rule == "e-admissible":
        while open_ and len(witnesses) < SHOWN:
            k = min(open_)
            open_ -= {k}
            witnesses.append(beaten_by_mixture(ground, number, left[k]))
    return tuple(witnesses), not open_


def beaten_by_mixture(ground: Ground, number: int, part: Part) -> Witness:
    """A mixture of acceptable plans that is strictly preferred to a plan that is not."""
    found, rows = ground.accepted(number, part)
    mixture = tuple(
        (weight, ground.part_of(ground.acceptable, number, rows[i]))
        for i, weight in (found.mixture or {}).items()
    )
    return Witness(part, mixture=mixture, contrast=contrast_of(ground, mixed(mixture), part.prizes))


# -------------------------------------------------------------------------------- plans


def plan(ground: Ground, rule: str, whole: Part) -> Explanation:
    """About a plan from the root."""
    sets = ground.maximal if rule == "dsm" else ground.acceptable
    tree = ground.tree
    choices = ground.numbered(whole.choices)
    reached = ground.reached(0, choices)
    if any(ground.is_open(sets, number) for number in reached):
        return Explanation(rule, None, Clause.UNDECIDED, whole.node, plan=whole)
    for number in reached:
        if number and not _judged(ground, number):
            continue
        part = ground.part(number, choices)
        if _admitted(ground, sets, number, part):
            continue
        witnesses, _ = against(ground, rule, number, [part])
        return Explanation(
            rule,
            False,
            Clause.RULED_OUT if rule == "dsm" else Clause.UNACCEPTABLE,
            tree.ids[number],
            plan=whole,
            start=whole.node,
            seen_from=tree.ids[number],
            witnesses=witnesses,
        )
    return Explanation(
        rule,
        True,
        Clause.FOLLOWS if rule == "dsm" else Clause.ACCEPTABLE,
        whole.node,
        plan=whole,
        start=whole.node,
        seen_from=whole.node,
        witnesses=_behind(ground, rule, 0, whole),
    )


def _judged(ground: Ground, number: int) -> bool:
    """Whether a plan is judged at a node: with independence everywhere, else where chance never leads."""
    if ground.tree.order.keeps_independence:
        return True
    levels = ground.tree.levels
    return levels.share(int(levels.places[number])) == 0


def _admitted(ground: Ground, sets: Sets, number: int, part: Part) -> bool:
    return any(ground.point(sets, number, r) == part.point for r in ground.rows(sets, number))
