"""Whether all policies of a face are undominated, where a relation compares expectations given scales.

Under Timestep Dominance a policy is dominated iff some policy that excludes the scales which it
excludes expects at least as much given each of the others, and more given one (what the better one
excludes in turn, half of the first policy makes possible again).  So it depends on the policy's
expectations and on which scales it reaches.  The latter are the same all over the inside of a face;
the former need not be, so that the verdict may change within a face.  It does not where

1. at most one expectation can vary at all among the policies that exclude those scales: then a policy
   is undominated iff it attains the greatest, that is, iff all plans that its face takes do;
2. the masses of the scales on which an expectation can vary are fixed among these policies, or follow
   from the total that is held: then expectations compare as linear values do, and what is proved in
   `solver.analyses.policy_faces.undominated_policies` holds;
3. the expectations are the same all over the face (and the total is, if one is held); or
4. one policy expects at least as much as any of the face given each scale, and more given one.

Where none of these can be shown the face is left open, and each of its policies is judged by itself.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction

from solver.analyses.given_scale import greatest, least, parts_of
from solver.analyses.policies import better_weights, prospect_of
from solver.document.elements import Kind
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import ByExpectations
from solver.preferences.relations.relation import Expectation

ZERO = Fraction(0)


def face_is_undominated(
    tree: Compiled,
    order: ByExpectations,
    face: Collection[int],
    inside: Sequence[Fraction],
    counted: Sequence[bool] | None,
    cancelled: Callable[[], bool] | None = None,
) -> bool | None:
    """Whether all policies of the inside of a face are undominated (True), or dominated (False).

    None where it may depend on the policy.  ``inside`` are the realisation weights of one of them,
    ``counted`` tells which kinds of leaves belong to the total that is held, if one is.
    """
    own = prospect_of(tree, order, inside)
    better = better_weights(tree, inside, order, cancelled)
    defined = [e for e in order.expectations if e.of(own) is not None]
    excluded = {e.given for e in order.expectations if e.of(own) is None}
    kept = _excluding(tree, excluded)
    live = [e for e in defined if e.value is not None and not _is_one(_ends(tree, e, kept))]
    linear = all(_mass_follows(tree, e.given, counted, kept) for e in live)
    if linear or (counted is None and len(live) < 2):
        return better is None
    ends = [_ends(tree, e, face) for e in live]
    if all(map(_is_one, ends)) and (counted is None or _is_fixed(tree, counted, face)):
        return better is None
    if better is not None and counted is None:
        found = prospect_of(tree, order, better)
        # Inside the face an expectation that varies is less than the greatest.
        if all((e.of(found) or ZERO) >= high for e, (_, high) in zip(live, ends, strict=True)):
            return False
    return None


def _excluding(tree: Compiled, masses: Collection[int]) -> set[int]:
    """The nodes below choice nodes from which these masses can be kept at zero."""
    can = [True] * len(tree)
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            vector = tree.leaf_vector(node)
            can[node] = not any(vector[mass] for mass in masses)
        elif tree.kinds[node] is Kind.CHOICE:
            can[node] = any(can[child] for child in children)
        else:
            shares = zip(tree.shares[node], children, strict=True)
            can[node] = all(can[child] for share, child in shares if share)
    return {child for node in tree.choice_nodes() for child in tree.children[node] if can[child]}


def _ends(tree: Compiled, of: Expectation, kept: Collection[int]) -> tuple[Fraction, Fraction]:
    """The least and the greatest expectation of the plans with these branches."""
    assert of.value is not None
    parts = parts_of(tree, of.given, of.value)
    low, high = least(tree, parts, kept), greatest(tree, parts, kept)
    assert low is not None
    assert high is not None
    return low, high


def _is_one(ends: tuple[Fraction, Fraction]) -> bool:
    return ends[0] == ends[1]


def _mass_follows(
    tree: Compiled, mass: int, counted: Sequence[bool] | None, kept: Collection[int]
) -> bool:
    """Whether the mass of a scale is fixed, or its sum or difference with the total is."""
    own = [int(vector[mass] != 0) for vector in tree.features]
    if _is_fixed(tree, own, kept):
        return True
    return counted is not None and any(
        _is_fixed(tree, [m + sign * c for m, c in zip(own, counted, strict=True)], kept)
        for sign in (1, -1)
    )


def _is_fixed(tree: Compiled, numbers: Sequence[int], kept: Collection[int]) -> bool:
    """Whether all plans with these branches expect the same of a number at each kind of leaf."""
    low, high = [ZERO] * len(tree), [ZERO] * len(tree)
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            low[node] = high[node] = Fraction(numbers[int(tree.leaf_kinds[node])])
        elif tree.kinds[node] is Kind.CHOICE:
            allowed = [child for child in children if child in kept] or children
            low[node] = min(low[child] for child in allowed)
            high[node] = max(high[child] for child in allowed)
        else:
            rows = list(zip(tree.shares[node], children, strict=True))
            low[node] = sum((p * low[child] for p, child in rows), ZERO)
            high[node] = sum((p * high[child] for p, child in rows), ZERO)
    return low[0] == high[0]
