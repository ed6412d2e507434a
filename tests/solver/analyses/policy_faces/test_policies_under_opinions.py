"""Which policies are undominated where a document lists opinions, against the definition."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from solver.analyses.policy_faces.fixed_total import forced
from solver.analyses.policy_faces.undominated_policies import Policies, Total
from solver.document.elements import Kind, Opinion, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetOpinion
from solver.errors import NotSolvable
from tests.documents import worked
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.opinions import Together
from tests.reference.opinions_agreement import followed

GRID = [Fraction(i, 4) for i in range(5)]


def squares(relation: str) -> Iterator[tuple[int, Document, str, str]]:
    """Random documents with just two choices to make, both between two branches."""
    for seed in range(4000):
        found = random_opinions(seed, relation=relation)
        free = [n for n in found.tree if len(found.children(n)) > 1
                and found.nodes[n].kind is Kind.CHOICE]  # fmt: skip
        if len(free) == 2 and all(len(found.children(n)) == 2 for n in free):
            across, up = (found.children(n)[0].id for n in free)
            yield seed, found, across, up


@pytest.mark.parametrize(
    ("relation", "count"), [("expected-multi-utility", 12), ("timestep-dominance", 6)]
)
def test_the_map_says_of_each_policy_what_the_definition_says(relation: str, count: int) -> None:
    answers = []
    for (seed, found, across, up), _ in zip(squares(relation), range(count), strict=False):
        policies, reference = Policies.of(found), Together(found)
        shares = policies.stated(found)
        assert shares is not None
        square = policies.square(across, up, shares)
        for x, y in product(GRID, repeat=2):
            moved = policies.moved(shares, {across: x, up: y})
            undominated = not reference.dominated(followed(reference, moved))
            assert square.at(x, y) in (None, undominated), (seed, x, y)
            assert policies.is_undominated(moved) == undominated, (seed, x, y)
            answers.append(undominated)
    assert {True, False} <= set(answers)


def with_luck(*chances: str) -> Document:
    """The shutdown example, in which opinions differ about how likely luck is."""
    found = worked.shutdown()
    (first, *_) = [b for b in found.branches.values() if b.probability is not None]
    (other,) = [b for b in found.children(first.source) if b.id != first.id]
    found = SetBranch(first.id, {"probability": Numeral("p")}).apply(found)
    found = SetBranch(other.id, {"probability": Numeral("1 - p")}).apply(found)
    opinions = {
        f"o{i}": Opinion(id=f"o{i}", parameters={"p": Numeral(chance)})
        for i, chance in enumerate(chances)
    }
    return replace(
        found, parameters={"p": Parameter(id="p", value=Numeral(chances[0]))}, opinions=opinions
    )


def test_with_one_chance_half_of_the_time_is_dominated_and_with_two_it_is_not() -> None:
    """What keeps the chance of S under one opinion moves it under another."""
    for chances, undominated in ((("9/10", "9/10"), False), (("9/10", "1/2"), True)):
        found = with_luck(*chances)
        policies = Policies.of(found)
        shares = policies.stated(found)
        assert shares is not None
        assert policies.is_undominated(shares) is undominated
        prospect = policies.policy(shares).prospect
        assert [own.lottery["S"] for own in prospect.opinions.values()] == [Fraction(1, 2)] * 2
        (piece,) = forced(policies, Total("S"), Fraction(1, 2)).pieces or ()
        kept = piece.ranges["sl"], piece.ranges["su"]
        if undominated:  # under both opinions the agent shuts down half of the time only so
            assert kept == ((Fraction(1, 2),) * 2,) * 2
        else:
            assert kept == ((Fraction(4, 9),) * 2, (1, 1))


def test_a_policy_about_which_opinions_differ_is_refused() -> None:
    found = with_luck("9/10", "1/2")
    policies = Policies.of(found)
    assert policies.fits(found)
    moved = SetBranch("sl", {"policy": Numeral("p")}).apply(found)
    moved = SetBranch("cl", {"policy": Numeral("#")}).apply(moved)
    assert not policies.fits(moved)
    with pytest.raises(NotSolvable, match="differ about the stated policy"):
        Policies.of(moved)
    alike = SetOpinion("o1", values={"p": Numeral("9/10")}).apply(moved)
    assert Policies.of(alike).fits(alike)
