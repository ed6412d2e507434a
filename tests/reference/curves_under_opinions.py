"""Expected utility by a curve under several opinions, word for word: every plan, every opinion, utilities to 80 figures.

Different sums of exponentials differ long before that, and equal ones are made of equal parts: so ties are ties.
"""

from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from random import Random

from msgspec.structs import replace as with_fields

from solver.analyses.risk.certainty import certainty_equivalents, of_plan
from solver.document.elements import ScaleEntry, UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.explain.case import Case
from solver.rules import solve
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.agreement import Checks
from tests.reference.opinions import Together, Weighed, expected_utility
from tests.reference.opinions_agreement import shares_of
from tests.reference.without_probabilities import value_at

FIGURES = 80
POINTS = ((-60, -90), (-2, -3), (0, 0), (1, 2), (3, 4), (60, 20))


def curved_document(seed: int) -> Document:
    """A random document with opinions, complete preferences and a utility curve."""
    draw = Random(f"curve {seed}")
    made = random_opinions(seed, complete=True)
    (scale,) = {str(outcome.scale_name) for outcome in made.outcomes.values()}
    falls = any(criterion.better == "less" for criterion in made.criteria.values())
    if falls or draw.random() < 0.5:
        curve = UtilityCurve(
            kind="exponential", risk_tolerance=Numeral(draw.choice(("1", "2", "7/2")))
        )
    else:
        points = tuple((Numeral.of(x), Numeral.of(u)) for x, u in POINTS)
        curve = UtilityCurve(kind="points", points=points)
    return replace(made, scales={scale: ScaleEntry(id=scale, utility=curve)})


def utility(curve: UtilityCurve, value: Fraction, sign: int) -> Fraction:
    """What a net value is worth; ``sign`` is −1 where less is better."""
    if curve.kind == "points":
        for (x, u), (y, w) in pairwise(POINTS):
            if x <= value <= y:
                return u + (value - x) / Fraction(y - x) * (w - u)
        raise AssertionError("the points reach all values")
    assert curve.risk_tolerance is not None
    exponent = -sign * value / curve.risk_tolerance.value()
    with localcontext(prec=FIGURES):
        return 1 - Fraction((Decimal(exponent.numerator) / Decimal(exponent.denominator)).exp())


def expected_by_curve(reference: Together) -> Weighed:
    """What is permitted; the worths are expected utilities."""
    document = reference.whole_document
    (entry,) = document.scales.values()
    assert entry.utility is not None
    (criterion,) = document.criterion_ids
    stated = document.criterion(criterion)
    sign = -1 if stated is not None and stated.better == "less" else 1
    ends = [node for node in document.tree if not document.children(node)]
    leaves = [
        {leaf: utility(entry.utility, sign * value_at(own, leaf), sign) for leaf in ends}
        for own in reference.readings
    ]
    assert document.completion is not None
    return expected_utility(reference, shares_of(document, document.completion), leaves)


def curve_agrees(reference: Together, checks: Checks) -> None:
    """What is permitted; and what ties with the best is worth as much for sure."""
    document = reference.whole_document
    wanted, case = expected_by_curve(reference), Case.of(document)
    found = solve(case, "eu", limit=10**6)
    plans = {tuple(sorted(entry.plan.choices.items())) for entry in found.plans}
    checks.true("everything is decided", found.decided)
    checks.equal("plans", plans, wanted.plans)
    branches = {b: verdict.permitted for b, verdict in found.branches.items()}
    permitted = {
        branch.id: branch.id in wanted.permitted[node]
        for node in reference.choice_nodes
        for branch in document.children(node)
    }
    checks.equal("permitted", branches, permitted)
    low, high = certainty_equivalents(case).nodes[reference.root].equivalent
    for entry in found.plans:
        own = of_plan(case, entry.plan)
        assert own is not None
        if wanted.worths[tuple(sorted(entry.plan.choices.items()))] == wanted.value:
            checks.found += 1
            least, most = own.equivalent
            checks.true("it is worth as much for sure", least <= high and low <= most)


def curves_reference(seed: int, relation: str) -> Together:
    """The reference of a seed’s document, under any relation: curves are gone by under all."""
    made = curved_document(seed)
    stated = with_fields(made.preferences, relation=relation)
    return Together(replace(made, preferences=stated))
