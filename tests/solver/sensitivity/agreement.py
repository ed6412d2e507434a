"""Do thresholds agree with the naive way on one document?  Of the solver only the answer is used."""

import re
from fractions import Fraction

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.rules import RULES
from solver.rules.rule import DependsOn
from solver.sensitivity.along.roots import Root
from solver.sensitivity.thresholds import Thresholds, thresholds
from tests.documents.one_parameter import plain_at
from tests.reference.agreement import completion_for, leaf_utilities
from tests.reference.all_plans import Reference
from tests.reference.along import Along, places
from tests.reference.rules import Expected, expected
from tests.reference.without_probabilities import (
    BY_ENDS,
    comes_twice,
    expected_by_ends,
    has_one_criterion,
)


def reference_at(reference: Reference, rule: str) -> Expected:
    """What the rule says word for word."""
    if rule in BY_ENDS:
        return expected_by_ends(reference, rule)
    completion, _ = completion_for(reference)
    return expected(reference, rule, leaf_utilities(reference, completion))


def uses(document: Document, parameter: str) -> bool:
    """Whether some number of the tree is written with the parameter."""
    nodes = [document.nodes[id_] for id_ in document.tree]
    outcomes = [document.outcomes[node.outcome] for node in nodes if node.outcome is not None]
    branches = [branch for node in nodes for branch in document.children(node.id)]
    stated = [outcome.value for outcome in outcomes]
    stated += [own for b in branches for own in (b.probability, b.payoff, b.policy)]
    texts = [
        numeral.text
        for own in stated
        if own is not None
        for numeral in ((own,) if isinstance(own, Numeral) else own.values())
    ]
    return any(re.search(rf"\b{parameter}\b", text) for text in texts)


def applies(document: Document, rule: str) -> bool:
    """Whether the rule has an answer for the document, and the reference one within reason."""
    if RULES[rule].depends_on in (DependsOn.UNKNOWN, DependsOn.INTERVALS):
        return False  # their trees have opinions: `test_opinions`
    if rule not in BY_ENDS:
        return True
    reference = Reference(plain_at(document, Fraction(2, 7)))
    return has_one_criterion(reference) and not (
        rule == "minimax-regret" and comes_twice(reference)
    )


def check(document: Document, rule: str, along: Along) -> tuple[Thresholds, int]:
    """Compare at every place that could matter; what was found, and how many places were compared.

    Raises `AssertionError` with the place.
    """
    found = thresholds(document, "t", rule)
    asked = places(
        along.critical(across=rule == "caprice", mixtures=rule == "e-admissible"),
        grid=9,
    )
    for value in asked:
        piece = found.at(value)
        assert piece is not None, f"{rule}: nothing is said at {value}"
        theirs = reference_at(along.at(value), rule)
        assert piece.answer is not None, f"{rule} at {value}: {piece.refused or 'unknown'}"
        own = {node: set[str]() for node in theirs.permitted}
        for branch, permitted in piece.answer.branches.items():
            if permitted:
                own[document.branches[branch].source].add(branch)
        assert own == theirs.permitted, f"{rule} at {value}: {own}, not {theirs.permitted}"
        plans = {tuple(sorted(plan)) for plan in piece.answer.choices or ()}
        assert plans == theirs.plans, f"{rule} at {value}: {plans}, not {theirs.plans}"
    return found, len(asked)


def bounds(found: Thresholds) -> list[Root]:
    """All ends of pieces, in order."""
    ends = [piece.low for piece in found.pieces]
    return [*ends, found.pieces[-1].high]
