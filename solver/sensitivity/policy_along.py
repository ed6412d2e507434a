"""Where along a parameter the stated policy is dominated by another policy.

By expected multi-utility it is iff no completion makes its prospect best among those of all plans: the
question of E-admissibility, asked of one prospect.  So its answer changes at most where the acceptable
plans at the root do, or where a determinant of the policy's prospect with these is zero.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from solver.analyses.policies import improve
from solver.budget import Budget
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import Cancelled, QuandaryError
from solver.sensitivity.along.acceptable import AcceptanceAlong
from solver.sensitivity.along.critical import Coordinates, coordinates, node_sets
from solver.sensitivity.along.expressions import NotCovered
from solver.sensitivity.along.node_sets import TooMany, Vec
from solver.sensitivity.along.roots import ZERO, Poly, Root, Roots, between
from solver.sensitivity.along.tree_along import Piece, TreeAlong, document_at, pieces
from solver.sensitivity.ranges import range_of
from solver.translation import tr


@dataclass(frozen=True)
class PolicyPiece:
    """A stretch or a point on which the stated policy is dominated, is not, or cannot be asked about."""

    low: Root
    high: Root
    dominated: bool | None
    refused: str = ""
    with_low: bool = False
    with_high: bool = False

    @property
    def is_point(self) -> bool:
        return self.low is self.high


@dataclass(frozen=True)
class PolicyAlong:
    """All pieces in order; ``incomplete`` says why one may be missing."""

    parameter: str
    pieces: tuple[PolicyPiece, ...]
    incomplete: str = ""

    @property
    def is_complete(self) -> bool:
        return not self.incomplete


def policy_along(
    document: Document,
    parameter: str,
    low: Fraction | None = None,
    high: Fraction | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> PolicyAlong:
    """Where the stated policy is dominated, over the range of a parameter.

    Raises `QuandaryError` where there is no such parameter or range, `Cancelled` when asked to.
    """
    first, last = range_of(document, parameter, low, high)
    roots, budget = Roots(first, last), Budget(cancelled, left=50_000_000)
    incomplete: list[str] = []
    found: list[PolicyPiece] = []

    def asked(a: Root, b: Root, value: Fraction) -> PolicyPiece:
        budget.look()
        try:
            answer = improve(document_at(document, parameter, value), cancelled)
        except Cancelled:
            raise
        except QuandaryError as error:
            return PolicyPiece(a, b, None, str(error).splitlines()[0])
        return PolicyPiece(a, b, answer.better is not None)

    def point(root: Root) -> PolicyPiece:
        if root.is_rational:
            return asked(root, root, root.low)
        incomplete.append(tr("What holds of the policy at an irrational value is not worked out."))
        return PolicyPiece(root, root, None)

    for piece in pieces(document, parameter, roots):
        if not found:
            found.append(point(piece.low))
        cuts: list[Root] = []
        if piece.tree is not None:
            try:
                cuts = _cuts(piece, piece.tree, roots, budget)
            except (NotCovered, TooMany) as error:
                incomplete.append(str(error))
        elif piece.uncovered:
            incomplete.append(piece.uncovered)
        for a, b in pairwise([piece.low, *cuts, piece.high]):
            if a is not piece.low:
                _add(found, point(a))
            _add(found, asked(a, b, between(a, b)))
        _add(found, point(piece.high))
    return PolicyAlong(parameter, tuple(found), " ".join(dict.fromkeys(incomplete)))


def _add(found: list[PolicyPiece], entry: PolicyPiece) -> None:
    last = found[-1]
    unknown = last.dominated is None and not last.refused
    if unknown or (last.dominated, last.refused) != (entry.dominated, entry.refused):
        found.append(entry)
    elif entry.is_point:
        found[-1] = replace(last, high=entry.low, with_high=True)
    elif last.is_point:
        found[-1] = replace(entry, low=last.low, with_low=True)
    else:
        found[-1] = replace(last, high=entry.high, with_high=False)


def _cuts(piece: Piece, along: TreeAlong, roots: Roots, budget: Budget) -> list[Root]:
    """Where the answer may change inside a piece."""
    if not along.tree.relation.keeps_independence:
        raise NotCovered(
            tr("{name} has no thresholds of policies.").format(name=along.tree.relation.name)
        )
    own = coordinates(along)
    acceptance = AcceptanceAlong(own.equal, roots, budget)
    sets, top = node_sets(piece, own, roots, budget, acceptance)
    policy = _prospect(along, own)
    # The denominators of policies are not in the scale of the root: see `_prospect`.
    cuts = set(sets.breaks)
    for vectors, (a, b) in zip(
        top.sets, pairwise([piece.low, *top.breaks, piece.high]), strict=True
    ):
        scale = along.scales[0]
        scaled = tuple(Vec.of(e * policy.bottom for e in vec.entries) for vec in vectors)
        target = Vec.of(e * scale for e in policy.entries)
        cuts.update(acceptance.changes(target, scaled, a, b))
    return sorted(cuts)


@dataclass(frozen=True)
class _Policy:
    entries: tuple[Poly, ...]
    bottom: Poly  # what they are to be divided by


def _prospect(along: TreeAlong, own: Coordinates) -> _Policy:
    """The coordinates of the stated policy's prospect."""
    tree = along.tree
    size = len(next(iter(own.leaves.values())).entries)
    top: dict[int, list[Poly]] = {}
    bottoms: dict[int, Poly] = {}
    for node in range(len(tree) - 1, -1, -1):
        below = tree.children[node]
        if tree.kinds[node] is Kind.OUTCOME:
            top[node], bottoms[node] = list(own.leaves[node].entries), ZERO + 1
            continue
        entries, bottom = [ZERO] * size, ZERO + 1
        for child, share in zip(below, along.shares[node], strict=True):
            more = share.bottom * bottoms[child]
            part = [e * share.top for e in top.pop(child)]
            entries = [a * more + b * bottom for a, b in zip(entries, part, strict=True)]
            bottom = bottom * more
        top[node], bottoms[node] = entries, bottom
    return _Policy(tuple(top[0]), bottoms[0])
