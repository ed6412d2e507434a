"""Holding a total fixed: what a probability of an outcome, or of a scale, forces a policy to do.

Let g(w), linear in realisation weights, be the probability in question, and c what it is held at.
Fix a choice node n and let one of its branches have the share r.  The policies that reach n with
this share form a convex set, so that g takes an interval of values there.  Rollback of the least
and of the greatest value with r at n gives its ends: going up from n, the least value of the tree is

    min(K, k + s · (r · least below the branch + (1 - r) · least below its siblings)),

where K is the least of the policies that avoid n and s ≥ 0 the chance to come to n if the agent
goes there; K is left out where n cannot be avoided.  K itself is not attained by policies that reach
n, unless the other term is as small.  So some policy that reaches n meets c from below iff c > K or
c is no less than the other term, which is affine in r; likewise from above.  Thus the shares r
that are possible form a closed interval, and its ends are solutions of linear equations.

Under several opinions there is a g for each of them, and the probability is held under all: see
`solver.analyses.policy_faces.held_by_opinions`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.analyses.policies import Policy
from solver.analyses.policy_faces.faces_of_policies import Face
from solver.analyses.policy_faces.held_by_opinions import HeldByOpinions
from solver.analyses.policy_faces.undominated_policies import (
    Policies,
    PolicyRegion,
    Shares,
    Square,
    Total,
)
from solver.document.elements import Kind

ZERO = Fraction(0)
ONE = Fraction(1)

#: The least and the greatest share that a branch can have; None where its node is never reached.
Range = tuple[Fraction, Fraction] | None


@dataclass(frozen=True)
class CurvePiece:
    """Policies that meet a total, are undominated among those that do, and take the same branches.

    ``ranges`` has what each branch can get in the closure, ``policy`` is one of the policies.
    ``undominated`` tells whether they are so among all policies as well; None: it may depend on
    the policy.  Where the region is open it may depend on the policy whether it is undominated
    among those that meet the total, too.  ``avoidable`` are the choice nodes that some policy of
    them leaves unreached.
    """

    region: PolicyRegion
    ranges: Mapping[str, Range]
    policy: Policy
    undominated: bool | None
    avoidable: frozenset[str]


@dataclass(frozen=True)
class Forced:
    """What holding a total at a probability forces.

    ``least`` and ``greatest`` are what any policy can give it.  ``ranges`` are the shares of each
    branch over all policies that meet it, at nodes that they reach; empty if none does.  ``pieces``
    are the undominated ones among them; None where there are too many faces to go through.
    ``avoidable`` are the choice nodes that some policy leaves unreached.  ``under_all``: the probability
    is held under each of several opinions; least is more than greatest where no policy gives it the same.
    """

    total: Total
    probability: Fraction
    least: Fraction
    greatest: Fraction
    ranges: Mapping[str, Range]
    pieces: tuple[CurvePiece, ...] | None
    avoidable: frozenset[str]
    under_all: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether some policy meets it."""
        return self.least <= self.probability <= self.greatest


def probability_of(policies: Policies, total: Total, shares: Shares) -> Fraction:
    """The probability that a policy gives the total; the least, where opinions differ."""
    return policies.totals_of(policies.policy(shares).prospect).get(total, (ZERO, ZERO))[0]


def forced(
    policies: Policies,
    total: Total,
    probability: Fraction,
    cancelled: Callable[[], bool] | None = None,
) -> Forced:
    """What a policy that gives the total this probability must do."""
    everything = frozenset(
        child for node in policies.choice_nodes for child in policies.tree.children[node]
    )
    whole = _within(policies, total, everything, cancelled)
    least, greatest = whole.least, whole.greatest
    possible = least <= probability <= greatest
    ranges: Mapping[str, Range] = whole.ranges(probability) if possible else {}
    pieces = _pieces(policies, total, probability, cancelled) if possible else ()
    avoidable = policies.avoidable()
    under_all = len(policies.tree.readings) > 1
    return Forced(total, probability, least, greatest, ranges, pieces, avoidable, under_all)


def _within(
    policies: Policies, total: Total, face: Face, cancelled: Callable[[], bool] | None
) -> "_Within | HeldByOpinions":
    """The policies of one face that meet a total."""
    if len(policies.tree.readings) > 1:
        return HeldByOpinions(policies, total, face, cancelled)
    return _Within(policies, total, face)


def _pieces(
    policies: Policies,
    total: Total,
    probability: Fraction,
    cancelled: Callable[[], bool] | None,
) -> tuple[CurvePiece, ...] | None:
    faces = policies.undominated_faces(total, cancelled)
    if faces is None:
        return None
    met: dict[Face, tuple[Shares, Mapping[str, Range], bool | None]] = {}
    for face, kept in faces.items():
        within = _within(policies, total, face, cancelled)
        # The inside of the face meets the total: policies with exactly these branches do.
        if (shares := within.inside(probability)) is None:
            continue
        own: Mapping[str, Range] = within.ranges(probability)
        if kept is None and _is_single(own):
            # Of an open face just one policy meets the total.
            kept = policies.is_undominated(shares, total, cancelled)
            if not kept:
                continue
        met[face] = shares, own, kept
    closed, pieces = policies.closed(faces), []
    for face, (shares, ranges, kept) in met.items():
        if any(
            face < other and (other in closed or kept is met[other][2] is None) for other in met
        ):
            continue
        undominated = policies.is_undominated(shares, None, cancelled)
        pieces.append(
            CurvePiece(
                policies.region(face, face in closed or _is_single(ranges), kept is None),
                ranges,
                policies.policy(shares),
                undominated if _is_single(ranges) or policies.is_decided(shares) else None,
                policies.avoidable(face),
            )
        )
    return tuple(pieces)


def _is_single(ranges: Mapping[str, Range]) -> bool:
    """Whether only one policy has these shares where it comes."""
    return all(ends is None or ends[0] == ends[1] for ends in ranges.values())


class _Within:
    """The least and greatest total below each node, with the branches of one face only."""

    def __init__(self, policies: Policies, total: Total, face: Face) -> None:
        self.policies = policies
        self.face = face
        self.total = total
        tree = policies.tree
        counted = policies.counted(total)
        self.low = [ZERO] * len(tree)
        self.high = [ZERO] * len(tree)
        for node in range(len(tree) - 1, -1, -1):
            children = tree.children[node]
            if not children:
                self.low[node] = self.high[node] = Fraction(counted[tree.leaf_kinds[node]])
            elif tree.kinds[node] is Kind.CHANCE:
                rows = list(zip(tree.shares[node], children, strict=True))
                self.low[node] = sum((p * self.low[c] for p, c in rows), ZERO)
                self.high[node] = sum((p * self.high[c] for p, c in rows), ZERO)
            else:
                # Below a branch left out anything will do: it is never looked at.
                kept = self._kept(node) or children
                self.low[node] = min(self.low[c] for c in kept)
                self.high[node] = max(self.high[c] for c in kept)

    @property
    def least(self) -> Fraction:
        """The least probability that a policy of the face gives the total."""
        return self.low[0]

    @property
    def greatest(self) -> Fraction:
        """The greatest."""
        return self.high[0]

    def _kept(self, node: int) -> Sequence[int]:
        return [child for child in self.policies.tree.children[node] if child in self.face]

    def ranges(self, probability: Fraction) -> dict[str, Range]:
        """By branch the least and greatest share of policies of the face that meet the total."""
        tree, result = self.policies.tree, dict[str, Range]()
        for node in self.policies.choice_nodes:
            kept = self._kept(node)
            for branch, child in zip(tree.branches[node], tree.children[node], strict=True):
                if not kept:
                    result[branch] = None
                elif child not in kept:
                    result[branch] = (ZERO, ZERO)
                else:
                    result[branch] = self._range(node, child, probability)
            if any(result[branch] is None for branch in tree.branches[node]):
                result |= dict.fromkeys(tree.branches[node])
        return result

    def _range(self, node: int, child: int, probability: Fraction) -> Range:
        others = [c for c in self._kept(node) if c != child]
        least, greatest = ZERO if others else ONE, ONE
        for values, sign in ((self.low, 1), (self.high, -1)):
            # With the sign turned, the greatest of values is the least of their opposites.
            ends = [sign * values[child]]
            ends.append(min(sign * values[c] for c in others) if others else ends[0])
            avoiding, base, chance = self._above(node, values, sign)
            if avoiding is not None and sign * probability > avoiding:
                continue
            # base + chance · (r · ends[0] + (1 - r) · ends[1]) ≤ sign · probability
            slope = chance * (ends[0] - ends[1])
            room = sign * probability - base - chance * ends[1]
            if slope > 0:
                greatest = min(greatest, room / slope)
            elif slope < 0:
                least = max(least, room / slope)
            elif room < 0:
                return None
        return (least, greatest) if least <= greatest else None

    def _above(
        self, node: int, values: Sequence[Fraction], sign: int
    ) -> tuple[Fraction | None, Fraction, Fraction]:
        """The least without the node (None if it cannot be avoided), and base and chance with it."""
        tree = self.policies.tree
        avoiding: Fraction | None = None
        base, chance = ZERO, ONE
        while (parent := tree.parents[node]) >= 0:
            if tree.kinds[parent] is Kind.CHANCE:
                rows = list(zip(tree.shares[parent], tree.children[parent], strict=True))
                beside = sum((p * sign * values[c] for p, c in rows if c != node), ZERO)
                own = next(p for p, c in rows if c == node)
                base, chance = beside + own * base, own * chance
                avoiding = None if avoiding is None else beside + own * avoiding
            else:
                beside_it = [sign * values[c] for c in self._kept(parent) if c != node]
                if avoiding is not None:
                    beside_it.append(avoiding)
                avoiding = min(beside_it) if beside_it else None
            node = parent
        return avoiding, base, chance

    def inside(self, probability: Fraction) -> Shares | None:
        """A policy that takes every branch of the face and meets the total, if there is one."""
        low, high = self.least, self.greatest
        if not (low < probability < high or low == probability == high):
            return None
        policies, tree = self.policies, self.policies.tree
        even = policies.evenly(self.face)
        now = probability_of(policies, self.total, even)
        if now == probability:
            return even
        values = self.high if now < probability else self.low
        end = dict(even)
        for node in policies.choice_nodes:
            kept = self._kept(node)
            if kept:
                best = (max if now < probability else min)(kept, key=lambda c: values[c])
                rows = zip(tree.branches[node], tree.children[node], strict=True)
                end |= {branch: Fraction(child == best) for branch, child in rows}
        part = (probability - now) / (values[0] - now)
        from_even, from_end = policies.weights(even), policies.weights(end)
        mixed = [(1 - part) * a + part * b for a, b in zip(from_even, from_end, strict=True)]
        result = dict(even)
        for node in policies.choice_nodes:
            if mixed[node]:
                rows = zip(tree.branches[node], tree.children[node], strict=True)
                result |= {branch: mixed[child] / mixed[node] for branch, child in rows}
        return result


@dataclass(frozen=True)
class TotalCurve:
    """The policies of a square that meet a total: a + b·x + c·y + d·x·y = 0.

    Each of the two probabilities enters a plan's probability at most once, so nothing is squared.
    """

    a: Fraction
    b: Fraction
    c: Fraction
    d: Fraction

    @classmethod
    def of(
        cls,
        policies: Policies,
        square: Square,
        shares: Shares,
        total: Total,
        probability: Fraction,
    ) -> "tuple[TotalCurve, ...]":
        """The curves of all opinions, from what the total is in the corners; equal ones are one."""
        corners = [
            policies.given_by_each(total, policies.moved(shares, {square.across: x, square.up: y}))
            for x, y in ((ZERO, ZERO), (ONE, ZERO), (ZERO, ONE), (ONE, ONE))
        ]
        curves = [
            cls(none - probability, right - none, up - none, both - right - up + none)
            for none, right, up, both in zip(*corners, strict=True)
        ]
        return tuple(dict.fromkeys(curves))

    @property
    def is_everything(self) -> bool:
        """Whether every policy of the square meets the total."""
        return not any((self.a, self.b, self.c, self.d))

    @property
    def on_sides(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Where the curve meets the sides of the square, exactly; sides that lie in it are left out."""
        found = []
        for end in (ZERO, ONE):
            # On x = end: (a + b·end) + (c + d·end)·y = 0, and likewise on y = end.
            if slope := self.c + self.d * end:
                found.append((end, -(self.a + self.b * end) / slope))
            if slope := self.b + self.d * end:
                found.append((-(self.a + self.c * end) / slope, end))
        inside = [(x, y) for x, y in found if 0 <= x <= 1 and 0 <= y <= 1]
        return tuple(dict.fromkeys(inside))

    def drawn(self, steps: int) -> list[list[tuple[float, float]]]:
        """The curve as lines to be drawn, about that many points each."""
        lines: list[list[tuple[float, float]]] = []
        a, b, c, d = map(float, (self.a, self.b, self.c, self.d))
        if self.is_everything:
            return lines
        if not self.b and not self.d:  # level
            return [[(0.0, -a / c), (1.0, -a / c)]] if self.c and 0 <= -self.a / self.c <= 1 else []
        if self.d and self.a * self.d == self.b * self.c:  # d · (x + c/d) · (y + b/d) = 0
            upright, level = float(-self.c / self.d), float(-self.b / self.d)
            if 0 <= upright <= 1:
                lines.append([(upright, 0.0), (upright, 1.0)])
            if 0 <= level <= 1:
                lines.append([(0.0, level), (1.0, level)])
            return lines
        # x as a function of y where that is defined; the places where it meets the sides included.
        run: list[tuple[float, float]] = []
        for y in sorted(
            {i / steps for i in range(steps + 1)} | {float(y) for _, y in self.on_sides}
        ):
            slope = b + d * y
            x = -(a + c * y) / slope if slope else -1.0
            if -1e-9 <= x <= 1 + 1e-9:
                run.append((min(1.0, max(0.0, x)), y))
            elif run:
                lines.append(run)
                run = []
        lines.append(run)
        return [line for line in lines if len(line) > 1]
