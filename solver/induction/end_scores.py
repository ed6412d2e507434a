"""Plans judged by the ends that they may come to, whatever their probabilities: in normal form.

Each end has a **score**, and a plan is as good as its worst end (or its best) among those that have
positive probability, counted from where the plan starts.  N(m) are the best plans from a node m;
at the first node on each way that has probability zero their part must be in N of that node.

At a node those continuations count that belong to a plan in N of the earliest node on the way which
has any that comes there.  Who stands where no plan in N(root) comes is off the plan.

Nodes are numbered in preorder, so that those below a node follow it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Final

from solver.budget import Budget
from solver.document.elements import Kind
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.induction.single_plan import plan_of
from solver.induction.tree.compiled_tree import Compiled
from solver.solution import Plan
from solver.translation import tr

UNKNOWN: Final = -1
OPEN: Final = -1  # a branch of which it is not known whether it is permitted


# ------------------------------------------------------------------------------- net values


@dataclass(frozen=True)
class NetValues:
    """The net value at each leaf by its number, times ``unit``, the more the better; 0 elsewhere.

    ``opinions`` has them under each opinion, and ``of`` is what the first says.  ``sign`` is −1 where
    less of the criterion is better.
    """

    opinions: Sequence[Sequence[int]]
    unit: int
    sign: int

    @property
    def of(self) -> Sequence[int]:
        return self.opinions[0]

    def value(self, score: int) -> Fraction:
        """A score in the document's terms."""
        return Fraction(self.sign * score, self.unit)


def _refused(why: str) -> NotSolvable:
    message = tr(
        "Rules without probabilities compare net values on one scale and one criterion, and {why}. Put all outcomes on one scale, or choose another rule."
    ).format(why=why)
    return NotSolvable([Finding(code="rule.one-scale", message=message)])


def net_values(tree: Compiled, refused: Callable[[str], NotSolvable] = _refused) -> NetValues:
    """The net values of a tree whose outcomes stand on one scale with one criterion.

    Raises `NotSolvable` where they do not: then there is no best and no worst of them.  ``refused``
    says it, of a part of a sentence that tells why.
    """
    document = tree.document
    alone = [id_ for id_ in tree.used_outcomes if document.outcomes[id_].scale_name is None]
    if alone:
        raise refused(
            tr("“{value}” stands alone, without a value").format(
                value=document.outcomes[alone[0]].label or alone[0]
            )
        )
    scales = list(dict.fromkeys(document.outcomes[id_].scale_name for id_ in tree.used_outcomes))
    if len(scales) > 1:
        raise refused(
            tr("the outcomes of this tree stand on {scales} scales").format(scales=len(scales))
        )
    ends = [leaf for leaf, kind in enumerate(tree.leaf_kinds.tolist()) if kind >= 0]
    leaves = [{leaf: reading.end(leaf).values for leaf in ends} for reading in tree.readings]
    criteria = {criterion for own in leaves for values in own.values() for criterion, _ in values}
    if len(criteria) != 1:
        raise refused(
            tr("the outcomes of this tree have values on {criteria} criteria").format(
                criteria=len(criteria)
            )
        )
    criterion = document.criterion(criteria.pop())
    sign = -1 if criterion is not None and criterion.better == "less" else 1
    unit = lcm(*{values[0][1].denominator for own in leaves for values in own.values()})
    opinions = []
    for own in leaves:
        scores = [0] * len(tree)
        for leaf, values in own.items():
            scores[leaf] = int(sign * values[0][1] * unit)
        opinions.append(scores)
    return NetValues(opinions, unit, sign)


# ---------------------------------------------------------------------------------- scores


@dataclass(frozen=True)
class Rolled:
    """What the best plan from each node below a start is worth: from ``first`` on, in preorder."""

    first: int
    of: Sequence[int]

    def __getitem__(self, node: int) -> int:
        return self.of[node - self.first]


class Scores(ABC):
    """What ends are worth, and how a plan's worth comes of them.

    ``by_worst``: a plan is as good as its worst end, else as its best.  ``fixed``: ends are worth
    the same whatever node one looks from.
    """

    by_worst: bool
    fixed: bool

    @abstractmethod
    def rolled(self, start: int, budget: Budget | None = None) -> Rolled | None:
        """What plans are worth seen from a node; None where the budget does not suffice.

        Without a budget it is that of one question.
        """


def stops(tree: Compiled) -> list[int]:
    """For each node the number after the last node below it."""
    result = list(range(1, len(tree) + 1))
    for node in range(len(tree) - 1, 0, -1):
        parent = tree.parents[node]
        result[parent] = max(result[parent], result[node])
    return result


def roll(tree: Compiled, scores: Sequence[int], first: int, *, by_worst: bool) -> Rolled:
    """Roll the scores of the leaves from a node on back to it; ``scores`` begin with that node.

    What is entered with probability zero does not count above.
    """
    _, cut = tree.open_from(first)
    result = list(scores)
    among = min if by_worst else max
    for node in range(first + len(scores) - 1, first - 1, -1):
        children = tree.children[node]
        if not children:
            continue
        if tree.kinds[node] is Kind.CHOICE:
            result[node - first] = max([result[child - first] for child in children])
        else:
            result[node - first] = among([result[c - first] for c in children if not cut[c]])
    return Rolled(first, result)


class Fixed(Scores):
    """Ends are worth their net value, wherever one stands.

    With several opinions it is the worst (or the best) that one of those makes of it which give the
    way there positive probability.
    """

    def __init__(self, tree: Compiled, values: NetValues, *, by_worst: bool) -> None:
        self.by_worst, self.fixed = by_worst, not tree.revives
        self._tree, self._values = tree, values
        self._after = stops(tree)
        self._kept: dict[int, Rolled] = {}

    def rolled(self, start: int, budget: Budget | None = None) -> Rolled:
        start = 0 if self.fixed else start
        if start not in self._kept:
            scores = self._scores(start)[start : self._after[start]]
            self._kept = {start: roll(self._tree, scores, start, by_worst=self.by_worst)}
        return self._kept[start]

    def _scores(self, start: int) -> Sequence[int]:
        opinions = self._values.opinions
        if len(opinions) == 1:
            return opinions[0]
        bits, _ = self._tree.open_from(start)
        among = min if self.by_worst else max
        return [
            among([own[node] for i, own in enumerate(opinions) if bits[node] >> i & 1])
            for node in range(len(bits))
        ]


# --------------------------------------------------------------------------------- judging


@dataclass(frozen=True)
class Judged:
    """What a rule that looks at ends says of every node, by number.

    ``start`` is the node from which the plans count that come to a node; ``seen_from`` the node
    from which its branches are judged, the start or the last one on the way whose probability is
    zero; both are -1 where the budget did not suffice.  ``permitted`` tells of the branch into a
    node: 1 yes, 0 no, -1 open.  ``alone`` the same, seen from the node that it leaves alone.
    ``whole`` tells that all is known of the plans from the root.
    """

    scores: Scores
    start: list[int]
    seen_from: list[int]
    permitted: list[int]
    alone: list[int]
    whole: bool

    def clashes(self, tree: Compiled) -> list[int]:
        """The choice nodes at which, alone, some permitted branch would not be permitted."""
        return [
            node
            for node in tree.choice_nodes()
            if any(self.permitted[c] == 1 and self.alone[c] == 0 for c in tree.children[node])
        ]

    @property
    def knows_alone(self) -> bool:
        """Whether all is known of what the rule would do at each node alone."""
        return OPEN not in self.alone


def judge(tree: Compiled, scores: Scores, budget: Budget) -> Judged:
    """Judge all branches of a tree."""
    size = len(tree)
    found = Judged(scores, [UNKNOWN] * size, [UNKNOWN] * size, [1] * size, [1] * size, whole=True)
    for node in tree.choice_nodes():
        for child in tree.children[node]:
            found.permitted[child] = found.alone[child] = OPEN
    after = stops(tree)
    waiting = [0]
    if scores.fixed:
        # Where a way is cut off, it is so for all nodes on it: plans count from there.
        while waiting:
            budget.look()
            waiting += _walk(tree, found, waiting.pop(), budget)[0]
    else:
        # The next node that no plan comes to so far, from each node on.
        behind = [*range(size), size]
        for start in range(size):
            node = _next(behind, start)
            if node >= after[start]:
                continue
            budget.look()
            _, whole = _walk(tree, found, start, budget)
            if start == 0 and not whole:
                found = replace(found, whole=False)
            for passed in range(start, after[start]):
                if found.start[passed] != UNKNOWN:
                    behind[passed] = passed + 1
            if budget.is_over:
                break
    for node in tree.choice_nodes():
        budget.look()
        children = tree.children[node]
        seen = scores.rolled(node, budget) if len(children) > 1 else None
        for child in children:
            if len(children) == 1:
                found.alone[child] = found.permitted[child] = 1
            elif seen is not None:
                found.alone[child] = int(seen[child] >= seen[node])
    return found


def _next(behind: list[int], node: int) -> int:
    """The first node from this one on that nobody came to, with the ways there made shorter."""
    way = []
    while behind[node] != node:
        way.append(node)
        node = behind[node]
    for passed in way:
        behind[passed] = node
    return node


def _walk(tree: Compiled, found: Judged, start: int, budget: Budget) -> tuple[list[int], bool]:
    """Follow the best plans from a node: the nodes that they leave aside, and whether these are all."""
    cut: list[int] = []
    whole = True
    by_worst = found.scores.by_worst
    tied = {int(tree.levels.order[place]) for place in tree.unjudged}
    regions = [start]
    while regions:
        seen_from = regions.pop()
        rolled = found.scores.rolled(seen_from, budget)
        if rolled is None:
            whole = False
            continue
        best = rolled[seen_from]
        _, never = tree.open_from(seen_from)
        stack = [(seen_from, False)]
        while stack:
            node, is_free = stack.pop()  # free: a plan may have its best end elsewhere
            children = tree.children[node]
            is_new = found.start[node] == UNKNOWN
            if is_new:
                found.start[node], found.seen_from[node] = start, seen_from
            if not children:
                continue
            if tree.kinds[node] is Kind.CHOICE:
                for child in children:
                    counts = is_free or node in tied or rolled[child] >= best
                    if is_new:
                        found.permitted[child] = int(counts)
                    if counts:
                        stack.append((child, is_free))
                    else:
                        cut.append(child)
                continue
            able = [c for c in children if not never[c] and rolled[c] >= best]
            for child in children:
                if never[child]:
                    regions.append(child)
                else:
                    others = len(able) - (rolled[child] >= best)
                    stack.append((child, is_free or (not by_worst and others > 0)))
    return cut, whole


# ----------------------------------------------------------------------------------- plans


class SomeEnd:
    """The best plans from the root where a plan is as good as its best end.

    Such a plan has *some* end that is as good as can be, so that its choices do not stand alone:
    those that have none are counted apart.  ``allowed`` tells of each node whether plans may enter
    it.
    """

    def __init__(
        self, tree: Compiled, judged: Judged, allowed: Sequence[bool] | None = None
    ) -> None:
        rolled = judged.scores.rolled(0)
        assert rolled is not None
        size = len(tree)
        self._tree, self._allowed = tree, allowed
        #: Nodes of probability zero: a plan has a best end below each of them for itself.
        _, self._never = tree.open_from(0)
        #: Where conduct settles what to do from such a node, or the root, on: there all plans count.
        self._settled = [False] * size
        region = [0] * size
        for node in range(size):
            for child in tree.children[node]:
                region[child] = child if self._never[child] else region[node]
        if tree.settled is not None:
            for node, id_ in enumerate(tree.ids):
                held = id_ in tree.settled.nodes
                self._settled[node] = held and (self._never[node] or not node)
        #: How many plans there are from each node, and how many of them have no best end.
        self._all, self._none = [1] * size, [0] * size
        for node in range(size - 1, -1, -1):
            children = tree.children[node]
            if not children:
                self._none[node] = int(rolled[node] < rolled[region[node]])
                continue
            join = sum if tree.kinds[node] is Kind.CHOICE else _product
            taken = self._taken(children, node)
            self._all[node] = join(self._many("all", child) for child in taken)
            self._none[node] = join(self._many("none", child) for child in taken)

    def _taken(self, children: Sequence[int], node: int) -> Sequence[int]:
        if self._allowed is None or self._tree.kinds[node] is not Kind.CHOICE:
            return children
        return [child for child in children if self._allowed[child]]

    def _many(self, which: str, node: int) -> int:
        """How many plans there are from a node: all, those with some best end, those with none."""
        if self._settled[node]:
            return self._all[node]
        if which == "some" or self._never[node]:
            return self._all[node] - self._none[node]
        return self._all[node] if which == "all" else self._none[node]

    @property
    def total(self) -> int:
        return self._many("some", 0)

    def plan(self, rank: int) -> Plan:
        if not 0 <= rank < self.total:
            raise IndexError("there are not as many plans")
        tree, choices = self._tree, dict[int, int]()
        stack = [(0, "some", rank)]  # node, which of its plans, rank among these
        while stack:
            node, which, rank = stack.pop()
            children = tree.children[node]
            if self._never[node] or self._settled[node]:
                which = "all" if self._settled[node] else "some"
            if not children:
                continue
            if tree.kinds[node] is not Kind.CHOICE:
                rank, parts = self._split(children, which, rank)
                for child, part in zip(children, parts, strict=True):
                    rank, own = divmod(rank, self._many(part, child))
                    stack.append((child, part, own))
                continue
            for child in self._taken(children, node):
                if rank < (many := self._many(which, child)):
                    choices[node] = children.index(child)
                    stack.append((child, which, rank))
                    break
                rank -= many
        return plan_of(tree, choices)

    def _split(self, children: Sequence[int], which: str, rank: int) -> tuple[int, list[str]]:
        """Which plans of each child of a chance node a plan of this rank is made of.

        Those with some best end are sorted by the first child that has one.
        """
        if which != "some":
            return rank, [which] * len(children)
        for place, child in enumerate(children):
            if self._never[child]:
                continue
            parts = ["none"] * place + ["some"] + ["all"] * (len(children) - place - 1)
            many = _product(self._many(p, c) for p, c in zip(parts, children, strict=True))
            if rank < many:
                return rank, parts
            rank -= many
        raise IndexError("there are not as many plans")


def _product(numbers: Iterable[int]) -> int:
    result = 1
    for number in numbers:
        result *= number
    return result
