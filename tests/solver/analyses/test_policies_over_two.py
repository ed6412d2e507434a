"""The map of two choices where live copies follow them: offers to commit, to complete, and free copies."""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest

from assets import example_text
from solver.analyses.policies import improve
from solver.analyses.policy_faces.policies_over_two import PoliciesOverTwo, mappable
from solver.analyses.policy_faces.undominated_policies import Policies
from solver.document.elements import BY_POLICY, Completion, Conduct, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import OfferCommitment, SetConduct, SetRelation, StatePolicy
from solver.formats.quandary import loads

GRID = [Fraction(k, 3) for k in range(4)]
RELATIONS = ("expected-multi-utility", "timestep-dominance")


def offered(conduct: Conduct | None) -> Document:
    """The shutdown example with the offer of a copy in which this holds; None: the agent chooses there."""
    offer = OfferCommitment("observe", conduct or BY_POLICY)
    made = offer.apply(loads(example_text("shutdown")))
    (copy,) = (id_ for id_, node in made.nodes.items() if node.copy_of)
    return SetConduct(copy, conduct).apply(made)


def completing() -> Document:
    """The same with an offer to complete, as somebody who puts shutting down between the others."""
    between = ScaleUtility(offset=Numeral("1/2"))
    completion = Completion(scales={"one step": between})
    return OfferCommitment("observe", completion=completion).apply(loads(example_text("shutdown")))


def over(document: Document) -> PoliciesOverTwo:
    policies = Policies.of(document)
    shares = policies.stated(document)
    assert shares is not None
    axes = mappable(document, policies)
    assert axes[-2:] == ("if lucky", "if unlucky")
    across, up = (document.children(node)[0].id for node in axes[-2:])
    return PoliciesOverTwo(document, policies, shares, across, up)


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize(
    ("made", "chances"),
    [(offered(BY_POLICY), True), (completing(), False), (offered(None), False)],
    ids=["commit", "complete", "free"],
)
def test_the_map_says_what_improving_each_policy_says(
    made: Document, chances: bool, relation: str
) -> None:
    document = SetRelation(relation).apply(made)
    found = over(document)
    assert found.are_chances is chances
    judged, told = found.judged(samples=len(GRID)), Counter[str]()
    for x, y in product(GRID, repeat=2):
        shares = tuple((id_, Numeral.of(p)) for id_, p in found.stated_at((x, y)).items())
        undominated = not improve(StatePolicy(shares).apply(document)).dominated
        by_cell = judged.square.at(x, y)
        kept = judged.one_by_one[x, y] if by_cell is None else by_cell
        assert kept is undominated, (x, y)
        policies, own = found.at((x, y))
        assert policies.is_undominated(own) is undominated
        told["one by one" if by_cell is None else "by cell"] += 1
        told[str(undominated)] += 1
    assert told["by cell"] >= 4  # the corners at least
    assert min(told["True"], told["False"]) > 3
    assert (told["one by one"] > 0) >= chances


def test_which_choices_a_map_can_be_of() -> None:
    document = offered(BY_POLICY)
    found = over(document)
    policies, _ = found.at((Fraction(0), Fraction(1)))
    assert mappable(document, policies)[1:] == ("if lucky", "if unlucky")
    assert len(mappable(document, policies)) == 3  # whether to commit is one, too
    assert not found.is_plain
    assert over(completing()).is_plain
    assert not over(offered(None)).is_plain  # the same shares count at two nodes
