"""The greatest and the least that policies expect given a scale, exactly.

What is expected is the ratio V / m of two sums over leaves.  It is nowhere greater than at its best
plan, so that randomising attains no more.  Rollback of V - r · m finds a plan that expects more than
r, if any does, and then r is what that plan expects (Dinkelbach 1967).
"""

from collections.abc import Collection, Sequence
from fractions import Fraction

from solver.document.elements import Kind
from solver.induction.tree.compiled_tree import Compiled

ZERO = Fraction(0)

#: What a plan makes of a mass, and of a value that is weighted with it.
Part = tuple[Fraction, Fraction]


def parts_of(tree: Compiled, mass: int, value: int) -> list[Part]:
    """What each kind of leaf is by two features: a mass, and a value weighted with it."""
    return [(vector[mass], vector[value]) for vector in tree.features]


def least(
    tree: Compiled, parts: Sequence[Part], kept: Collection[int] | None = None
) -> Fraction | None:
    """The least V / m of the plans that `greatest` is about."""
    found = greatest(tree, [(mass, -value) for mass, value in parts], kept)
    return None if found is None else -found


def greatest(
    tree: Compiled, parts: Sequence[Part], kept: Collection[int] | None = None
) -> Fraction | None:
    """The greatest V / m of the plans that take only branches into ``kept`` (all by default).

    ``parts`` says what each kind of leaf is.  Where no branch of a choice node is kept the plans
    do not come there.  None if no plan makes the mass positive.
    """
    # First whatever has a positive mass, then what expects more and more.
    mass, value = _best(tree, parts, (Fraction(1), ZERO), kept)
    if not mass:
        return None
    while True:
        ratio = value / mass
        better, worth = _best(tree, parts, (-ratio, Fraction(1)), kept)
        if worth <= ratio * better:
            return ratio
        mass, value = better, worth


def _best(
    tree: Compiled, parts: Sequence[Part], weights: Part, kept: Collection[int] | None
) -> Part:
    """Mass and value of a plan for which they are worth most under weights."""
    of_mass, of_value = weights
    found: list[Part] = [(ZERO, ZERO)] * len(tree)
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            found[node] = parts[int(tree.leaf_kinds[node])]
        elif tree.kinds[node] is Kind.CHOICE:
            allowed = [child for child in children if kept is None or child in kept]
            below = [found[child] for child in allowed or children]
            found[node] = max(below, key=lambda part: of_mass * part[0] + of_value * part[1])
        else:
            rows = list(zip(tree.shares[node], children, strict=True))
            found[node] = (
                sum((p * found[child][0] for p, child in rows if p), ZERO),
                sum((p * found[child][1] for p, child in rows if p), ZERO),
            )
    return found[0]
