"""Why expected utility and naive choice permit a branch or a plan, or do not: node by node."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from solver.document.elements import Kind
from solver.explain.case import Ground
from solver.explain.explanation import Clause, Completed, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.explain.resolute import MOST, against
from solver.preferences.exact_simplex import dot
from solver.rules.eu import utility_of

ZERO = Fraction(0)


def branch(ground: Ground, rule: str, number: int, place: int) -> Explanation:
    """About a branch of a choice node."""
    return (_eu if rule == "eu" else _naive)(ground, number, place)


def plan(ground: Ground, rule: str, whole: Part) -> Explanation:
    """About a plan from the root: permitted iff each of its steps is."""
    ask: Callable[[Ground, int, int], Explanation] = _eu if rule == "eu" else _naive
    choices = ground.numbered(whole.choices)
    undecided: Explanation | None = None
    for number in ground.reached(0, choices):
        if ground.tree.kinds[number] is not Kind.CHOICE:
            continue
        found = ask(ground, number, choices[number])
        if found.permitted is None:
            undecided = replace(found, branch=None, plan=whole)
        elif not found.permitted:
            values = _plan_values(ground, whole) if rule == "eu" else {}
            return replace(found, branch=None, step=found.branch, plan=whole, values=values)
    if undecided is not None:
        return undecided
    if rule == "eu":
        values = _plan_values(ground, whole)
        return Explanation(
            rule, True, Clause.BEST, whole.node, plan=whole, start=whole.node, values=values,
            witnesses=(Witness(whole, completion=utility(ground)),),
        )  # fmt: skip
    row = ground.better(ground.maximal, 0, whole)
    dominated = None
    if row is not None:
        other = ground.part_of(ground.maximal, 0, row)
        dominated = Witness(whole, other, contrast(ground, other, whole))
    return Explanation(
        rule, True, Clause.MAXIMAL, whole.node, plan=whole, start=whole.node,
        seen_from=whole.node, dominated_by=dominated,
    )  # fmt: skip


# ---------------------------------------------------------------------- expected utility


def utility(ground: Ground) -> Completed | None:
    """The completion that the document names; None where the value itself is the utility."""
    weights, _ = utility_of(ground.tree)
    if ground.document.completion is None or _is_complete(ground):
        return None
    features = ground.tree.features
    return Completed(
        ground.document.completion,
        {prize: dot(weights, features[kind]) for kind, prize in enumerate(ground.prizes)},
    )


def _is_complete(ground: Ground) -> bool:
    """Whether the outcomes of the tree are on one scale with one criterion."""
    used = [ground.document.outcomes[id_] for id_ in ground.tree.used_outcomes]
    scales = {outcome.scale_name for outcome in used}
    features = ground.tree.preference.features
    first = features.values_from
    own = [name for name in features.names[first:] if name[0] == ("scale", next(iter(scales)))]
    return len(scales) == 1 and None not in scales and len(own) == 1


def _values_below(ground: Ground, number: int) -> dict[int, Fraction]:
    """The expected utility of a node and all nodes below it, by rollback."""
    tree = ground.tree
    weights, _ = utility_of(tree)
    of_kind = [dot(weights, vector) for vector in tree.features]
    below: list[int] = []
    stack = [number]
    while stack:
        node = stack.pop()
        below.append(node)
        stack.extend(tree.children[node])
    values: dict[int, Fraction] = {}
    for node in reversed(below):
        children = tree.children[node]
        if not children:
            values[node] = of_kind[int(tree.leaf_kinds[node])]
        elif tree.kinds[node] is Kind.CHOICE:
            values[node] = max(values[child] for child in children)
        else:
            pairs = zip(tree.shares[node], children, strict=True)
            values[node] = sum((p * values[child] for p, child in pairs if p), ZERO)
    return values


def _eu(ground: Ground, number: int, place: int) -> Explanation:
    tree = ground.tree
    _, sign = utility_of(tree)
    values = _values_below(ground, number)
    node, id_ = tree.ids[number], tree.branches[number][place]
    own = values[tree.children[number][place]]
    best = own == values[number]
    plans = [_best_plan(ground, number, values, place)]
    others = [k for k, child in enumerate(tree.children[number]) if k != place]
    rival = max(others, key=lambda k: values[tree.children[number][k]], default=None)
    if rival is not None:
        plans.append(_best_plan(ground, number, values, rival))
    witness = Witness(plans[0], plans[1] if len(plans) > 1 else None, completion=utility(ground))
    return Explanation(
        "eu",
        best,
        Clause.BEST if best else Clause.WORSE,
        node,
        id_,
        start=node,
        seen_from=node,
        witnesses=(witness,),
        values={
            branch: sign * values[child]
            for branch, child in zip(tree.branches[number], tree.children[number], strict=True)
        },
    )


def _best_plan(ground: Ground, number: int, values: dict[int, Fraction], place: int) -> Part:
    """A plan that begins with this branch and then does what is best."""
    tree, choices, stack = ground.tree, {number: place}, [tree_child(ground, number, place)]
    while stack:
        node = stack.pop()
        children = tree.children[node]
        if children and tree.kinds[node] is Kind.CHOICE:
            choices[node] = max(range(len(children)), key=lambda k: values[children[k]])
            stack.append(children[choices[node]])
        else:
            stack.extend(children)
    return ground.part(number, choices)


def tree_child(ground: Ground, number: int, place: int) -> int:
    """The node that a branch leads to."""
    return ground.tree.children[number][place]


def _plan_values(ground: Ground, whole: Part) -> dict[str, Fraction]:
    """The expected value of a plan and of the best plan."""
    weights, sign = utility_of(ground.tree)
    features = ground.tree.features
    own = sum(
        (p * dot(weights, features[ground.kind_of[prize]]) for prize, p in whole.prizes.items()),
        ZERO,
    )
    return {"plan": sign * own, "best": sign * _values_below(ground, 0)[0]}


# --------------------------------------------------------------------------------- naive


def _naive(ground: Ground, number: int, place: int) -> Explanation:
    sets, tree = ground.maximal, ground.tree
    node, id_ = tree.ids[number], tree.branches[number][place]
    said = Explanation("naive", None, Clause.UNDECIDED, node, id_, start=node, seen_from=node)
    child = tree.children[number][place]
    if ground.is_open(sets, number):
        return said
    own = [
        ground.part(number, {**ground.choices_of(sets, child, row), number: place})
        for row in ground.rows(sets, child, judged=False)[: MOST + 1]
    ]
    best = {ground.point(sets, number, row): row for row in ground.rows(sets, number)}
    kept = next((part for part in own if part.point in best), None)
    if kept is None and len(own) > MOST:  # look at all of them before anything is said
        rows = ground.rows(sets, child, judged=False)
        found = next((row for row in rows if ground.point(sets, child, row) in best), None)
        if found is not None:
            kept = ground.part(number, {**ground.choices_of(sets, child, found), number: place})
    if kept is not None:
        others = [row for point, row in best.items() if point != kept.point]
        other = ground.part_of(sets, number, others[0]) if others else None
        seen = None if other is None else contrast(ground, other, kept)
        return replace(
            said, permitted=True, clause=Clause.MAXIMAL, witnesses=(Witness(kept, other, seen),)
        )
    witnesses, all_shown = against(ground, "naive", number, own[:MOST])
    return replace(
        said,
        permitted=False,
        clause=Clause.DOMINATED,
        witnesses=witnesses,
        every=all_shown and len(own) <= MOST,
    )
