"""Policies at random; some branches are never taken."""

import random
from fractions import Fraction

from solver.document.elements import Kind
from solver.document.model import Document


def random_shares(draw: random.Random, found: Document) -> dict[str, Fraction]:
    """How often each branch is taken, at every choice node."""
    shares: dict[str, Fraction] = {}
    for node in found.tree:
        if found.nodes[node].kind is Kind.CHOICE:
            ids = [branch.id for branch in found.children(node)]
            parts = [draw.choice((0, 0, 1, 2)) for _ in ids]
            parts[draw.randrange(len(parts))] += 1
            shares |= {id_: Fraction(p, sum(parts)) for id_, p in zip(ids, parts, strict=True)}
    return shares
