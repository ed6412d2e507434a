"""Walking through a tree as the agent: what a rule says where one stands, and what it has come to.

A walk is the branches taken from the root.  Nothing here changes the document.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import Final

from solver.analyses.trammelling import Trammelling, trammelling
from solver.document.elements import Conduct, Kind
from solver.document.model import Document
from solver.explain.case import Case
from solver.induction.dominance import Dominance
from solver.induction.single_plan import plan_of
from solver.induction.tree.compiled_tree import Compiled
from solver.prospect import End, Prospect
from solver.rules import rule_of
from solver.rules.dsm import DSM
from solver.solution import Plan, Solution

MOST_WAYS: Final = 60  # choices up to which it is found out what the ways to them rule out
LISTED: Final = 1_000_000  # plans that can be read
MOST_PLANS: Final = 500  # are looked through for those that lead to where the walk has ended
MOST_OFFERS: Final = 12  # of one branch are told one by one
MOST_NODES: Final = 400  # below a branch whose plans are told
MOST_TOLD: Final = 3  # are told at the end

Walk = tuple[str, ...]  # the branches taken, from the root


@dataclass(frozen=True)
class WalkedTree:
    """A tree under a rule, made ready to be walked through.

    ``maximal`` is what Dynamic Strong Maximality says: its plans are the maximal ones, so that a
    branch which none of them takes belongs to dominated plans only.  ``trammelling`` is what the ways
    to its choices rule out and settle, where they are not too many.
    """

    tree: Compiled
    solution: Solution
    maximal: Solution
    dominance: Dominance
    trammelling: Trammelling | None = None


@dataclass(frozen=True)
class Taken:
    """One step of a walk; ``permitted`` and ``reachable`` for choices, ``share`` where chance fell."""

    node: str
    branch: str
    permitted: bool | None = None
    reachable: bool | None = None
    share: Fraction | None = None


@dataclass(frozen=True)
class Offer:
    """A plan of a branch, as it stands at the node that the branch leads to."""

    plan: Plan
    point: tuple[Fraction, ...]


@dataclass(frozen=True)
class TurnedDown:
    """A branch that was not taken at an earlier choice node, with the plans that it offered.

    ``offers`` is empty where they are too many to be told; ``number`` is how many there are.
    """

    node: str
    branch: str
    number: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Beaten:
    """A plan of a branch, and one that was turned down and is strictly preferred to it."""

    offer: Offer
    turned_down: TurnedDown
    by: Offer


@dataclass(frozen=True)
class Position:
    """Where a walk has come to, and what the rule says there.

    ``options`` are the branches of a choice node with whether they are permitted, ``chances`` those
    of a chance node.  ``off_plan`` tells whether some choice on the way was one that no permitted
    plan takes, ``left_at`` the first such step.  ``beaten`` has the branches all of whose plans
    something turned down is strictly preferred to, with an example.  ``end`` is where an outcome node
    is.  ``conduct`` settles what is done at a choice node, if anything does: where the policy holds
    such a node counts as a chance node.
    """

    node: str
    kind: Kind
    steps: tuple[Taken, ...]
    options: Mapping[str, bool | None]
    chances: Mapping[str, Fraction]
    turned_down: tuple[TurnedDown, ...]
    off_plan: bool | None
    left_at: Taken | None
    beaten: Mapping[str, Beaten]
    end: End | None = None
    conduct: Conduct | None = None


@dataclass(frozen=True)
class Result:
    """What a walk has come to at an outcome.

    ``prospects`` are those of permitted plans that make all its choices: what the agent could
    expect at the root; ``all_told`` tells that there are no others.  ``dominated``: every available
    plan that makes these choices is dominated; ``example`` is then one of them, ``better`` a plan
    strictly preferred to it.  None where it is not known, or where chance has gone a way of
    probability zero, which no prospect counts.
    """

    end: End
    prospects: tuple[Prospect, ...]
    all_told: bool
    dominated: bool | None
    example: Plan | None = None
    better: Plan | None = None


def walked_tree(
    asked: Document | Case, rule: str, cancelled: Callable[[], bool] | None = None
) -> WalkedTree:
    """A document's tree under a rule; raises as `solver.rules.solve` does."""
    case, chosen = Case.of(asked, cancelled), rule_of(rule)
    answer = chosen.solve(case, case.budget(), LISTED)
    maximal = DSM.solve(case, case.budget(), LISTED)
    few = sum(1 for _ in case.tree.agents_choices()) <= MOST_WAYS
    history = trammelling(case, cancelled) if few else None
    return WalkedTree(case.tree, answer, maximal, Dominance(case.tree, case.maximal), history)


def position(on: WalkedTree, walk: Walk) -> Position:
    """Where a walk has come to; raises `KeyError` where no such branches follow each other."""
    tree = on.tree
    nodes = _nodes(tree, walk)
    steps = tuple(_taken(on, node, branch) for node, branch in zip(nodes[:-1], walk, strict=True))
    here = nodes[-1]
    kind, branches = tree.kinds[here], tree.branches[here]
    options: Mapping[str, bool | None] = {}
    chances: Mapping[str, Fraction] = {}
    if kind is Kind.CHOICE:
        options = {branch: on.solution.branches[branch].permitted for branch in branches}
    elif kind is Kind.CHANCE:
        chances = dict(zip(branches, tree.shares[here], strict=True))
    chosen = [step for step in steps if step.share is None]
    left_at = next((step for step in chosen if step.reachable is False), None)
    unsure = any(step.reachable is None for step in chosen)
    turned_down = tuple(_turned_down(tree, nodes, walk))
    return Position(
        node=tree.ids[here],
        kind=kind,
        steps=steps,
        options=options,
        chances=chances,
        turned_down=turned_down,
        off_plan=True if left_at is not None else None if unsure else False,
        left_at=left_at,
        beaten=dict(_all_beaten(tree, here, turned_down)) if kind is Kind.CHOICE else {},
        end=tree.end(here) if kind is Kind.OUTCOME else None,
        conduct=None if tree.settled is None else tree.settled.conducts.get(tree.ids[here]),
    )


def fall(chances: Mapping[str, Fraction], below: Callable[[int], int]) -> str:
    """Where chance falls; ``below(n)`` draws a whole number from 0 to n − 1, each as likely."""
    whole = lcm(*(share.denominator for share in chances.values()))
    drawn = below(whole)
    for branch, share in chances.items():
        drawn -= int(share * whole)
        if drawn < 0:
            return branch
    raise ValueError("the chances do not sum to one")


def result(on: WalkedTree, walk: Walk) -> Result:
    """What a walk that has ended at an outcome has come to."""
    tree = on.tree
    nodes = _nodes(tree, walk)
    if tree.outcomes[nodes[-1]] is None:
        raise ValueError("the walk has not come to an outcome yet")
    choices = {tree.ids[n]: b for n, b in zip(nodes, walk, strict=False) if _is_choice(tree, n)}
    prospects: dict[Prospect, None] = {}
    looked_at = min(MOST_PLANS, len(on.solution.plans))
    for place in range(looked_at):
        plan = on.solution.plans[place].plan
        if choices.items() <= plan.choices.items():
            prospects.setdefault(plan.prospect)
    told, end = tuple(prospects), tree.end(nodes[-1])
    all_told = looked_at == on.solution.plans_total and len(told) <= MOST_TOLD
    dominated = _dominated(on, nodes, walk)
    found = Result(end, told[:MOST_TOLD], all_told, dominated)
    if not dominated:
        return found
    example = _with(tree, nodes, walk)
    better = on.dominance.of_plan(0, example)
    return Result(end, found.prospects, all_told, dominated, example, better)


def _dominated(on: WalkedTree, nodes: list[int], walk: Walk) -> bool | None:
    tree = on.tree
    last = None
    for node, branch in zip(nodes, walk, strict=False):
        if _is_choice(tree, node):
            last = branch
        elif any(not own.shares[node][tree.branches[node].index(branch)] for own in tree.readings):
            return None
    if last is None:  # nothing was chosen, so that the maximal plans have come here
        return False
    reachable = on.maximal.branches[last].reachable
    return None if reachable is None else not reachable


def _with(tree: Compiled, nodes: list[int], walk: Walk) -> Plan:
    """A plan that makes the choices of a walk, and the first ones elsewhere."""
    taken = dict(zip(nodes, walk, strict=False))
    choices: dict[int, int] = {}
    stack = [0]
    while stack:
        node = stack.pop()
        if not _is_choice(tree, node):
            stack += tree.children[node]
            continue
        choices[node] = tree.branches[node].index(taken[node]) if node in taken else 0
        stack.append(tree.children[node][choices[node]])
    return plan_of(tree, choices)


def _is_choice(tree: Compiled, node: int) -> bool:
    return tree.kinds[node] is Kind.CHOICE


def _nodes(tree: Compiled, walk: Walk) -> list[int]:
    """The nodes that a walk passes, the root and the last one included."""
    nodes = [0]
    for branch in walk:
        here = nodes[-1]
        if branch not in tree.branches[here]:
            raise KeyError(branch)
        nodes.append(tree.children[here][tree.branches[here].index(branch)])
    return nodes


def _taken(on: WalkedTree, node: int, branch: str) -> Taken:
    tree = on.tree
    if _is_choice(tree, node):
        verdict = on.solution.branches[branch]
        return Taken(tree.ids[node], branch, verdict.permitted, verdict.reachable)
    share = tree.shares[node][tree.branches[node].index(branch)]
    return Taken(tree.ids[node], branch, share=share)


# ------------------------------------------------------------------------ turned down


def _turned_down(tree: Compiled, nodes: list[int], walk: Walk) -> Iterator[TurnedDown]:
    """The branches not taken on the way, in its order."""
    for node, taken in zip(nodes, walk, strict=False):
        if not _is_choice(tree, node):
            continue
        for branch, child in zip(tree.branches[node], tree.children[node], strict=True):
            if branch != taken:
                number, offers = _offers(tree, child)
                yield TurnedDown(tree.ids[node], branch, number, offers)


def _offers(tree: Compiled, node: int) -> tuple[int, tuple[Offer, ...]]:
    """How many plans there are from a node, and the plans if they are few."""
    size, number = _size(tree, node)
    if size > MOST_NODES or number > MOST_OFFERS:
        return number, ()
    return number, tuple(_plans(tree, node))


def _size(tree: Compiled, node: int) -> tuple[int, int]:
    """How many nodes and how many plans there are below a node, itself included."""
    stop = node + 1
    while stop < len(tree) and tree.parents[stop] >= node:
        stop += 1
    counts: dict[int, int] = {}
    for here in range(stop - 1, node - 1, -1):  # children come after parents
        below = [counts[child] for child in tree.children[here]]
        counts[here] = sum(below) if _is_choice(tree, here) else prod(below)
    return stop - node, counts[node]


def _plans(tree: Compiled, node: int) -> Iterator[Offer]:
    """The plans from a node, by listing them."""
    for choices in _choices(tree, node):
        named = {tree.ids[n]: tree.branches[n][k] for n, k in choices.items()}
        plan = Plan(named, tree.prospect_of(choices, node))
        yield Offer(plan, tree.point_of(choices, node))


def _choices(tree: Compiled, node: int) -> Iterator[dict[int, int]]:
    if tree.outcomes[node] is not None:
        yield {}
    elif _is_choice(tree, node):
        for place, child in enumerate(tree.children[node]):
            for further in _choices(tree, child):
                yield {node: place, **further}
    else:
        for parts in product(*(list(_choices(tree, child)) for child in tree.children[node])):
            yield {n: place for part in parts for n, place in part.items()}


def _all_beaten(
    tree: Compiled, node: int, turned_down: tuple[TurnedDown, ...]
) -> Iterator[tuple[str, Beaten]]:
    """The branches of a choice node all of whose plans something turned down is preferred to."""
    for branch, child in zip(tree.branches[node], tree.children[node], strict=True):
        _, offers = _offers(tree, child)
        found = [_beaten(tree, offer, turned_down) for offer in offers]
        if found and all(found):
            first = found[0]
            assert first is not None
            yield branch, first


def _beaten(tree: Compiled, offer: Offer, turned_down: tuple[TurnedDown, ...]) -> Beaten | None:
    for earlier in turned_down:
        for other in earlier.offers:
            scaled = _alike(other.point, offer.point)
            if tree.order.prefers(*scaled):
                return Beaten(offer, earlier, other)
    return None


def _alike(
    p: tuple[Fraction, ...], q: tuple[Fraction, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Two points in whole numbers, scaled alike."""
    scale = lcm(*(entry.denominator for entry in (*p, *q)))
    return tuple(int(e * scale) for e in p), tuple(int(e * scale) for e in q)
