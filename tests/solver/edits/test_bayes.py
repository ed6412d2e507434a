"""Two chance nodes change places, and every way keeps its probability and what it leads to."""

from fractions import Fraction

import pytest

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import FlipChances, SetBranch, SetNode, SetParameter
from solver.errors import EditError
from solver.induction.tree.compiling import compile_tree
from solver.prospect import Prospect
from solver.words.numbers import Format, NumberForm
from tests.documents.trees import chance, choice, document, outcome

NAMES = [
    {"id": "p", "value": "1/100"},
    {"id": "sens", "value": "9/10"},
    {"id": "spec", "value": "95%"},
]
ENDS = [outcome(id_, "s", value) for value, id_ in enumerate(("A", "B", "C", "D"))]


def told(state: str, share: str, *ends: str) -> tuple[object, ...]:
    return (
        state,
        chance(
            f"test {state}",
            (f"+ {state}", ends[0], {"label": "positive", "probability": share}),
            (f"- {state}", ends[1], {"label": "negative", "probability": "#"}),
        ),
        {"label": state, "probability": "p" if state == "ill" else "#"},
    )


def natural() -> Document:
    """First the state with its prior, then the test with its likelihoods."""
    tree = chance("state", told("ill", "sens", "A", "B"), told("well", "1 - spec", "C", "D"))
    made = document(choice("go?", ("go", tree), ("stay", "A")), ENDS, parameters=NAMES)
    for id_, label in (("state", "State"), ("test ill", "Test"), ("test well", "Test")):
        made = SetNode(id_, {"label": label}).apply(made)
    return made


def prospect(made: Document) -> Prospect:
    tree = compile_tree(made)
    return tree.prospect_of({0: 0})


def test_prior_and_likelihoods_become_a_posterior_tree() -> None:
    flipped = FlipChances("state").apply(natural())
    assert flipped.nodes["state"].label == "Test"
    positive, negative = flipped.children("state")
    assert (positive.label, negative.label) == ("positive", "negative")
    assert positive.probability == Numeral("p * sens + (1 - p) * (1 - spec)")
    ill, well = flipped.children(positive.target)
    assert flipped.nodes[positive.target].label == "State"
    assert (ill.label, well.label) == ("ill", "well")
    assert ill.probability == Numeral("p * sens / (p * sens + (1 - p) * (1 - spec))")
    names = flipped.parameter_values
    assert ill.probability.value(names) == Fraction(2, 13)  # 0.009 of 0.009 + 0.0495
    assert prospect(flipped) == prospect(natural())


def test_what_is_flipped_follows_its_parameters() -> None:
    flipped, plain = FlipChances("state").apply(natural()), natural()
    for name, value in (("p", "1/3"), ("sens", "1"), ("spec", "1/7")):
        edit = SetParameter(name, {"value": Numeral(value)})
        flipped, plain = edit.apply(flipped), edit.apply(plain)
        assert prospect(flipped) == prospect(plain)


def test_flipping_twice_says_the_same_as_before() -> None:
    twice = FlipChances("state").apply(FlipChances("state").apply(natural()))
    assert compile_tree(twice).shares == compile_tree(natural()).shares
    assert [b.label for b in twice.children("state")] == ["ill", "well"]
    assert prospect(twice) == prospect(natural())


def test_payoffs_stay_on_their_ways() -> None:
    paid = natural()
    for branch, payoff in (("go", "1"), ("ill", "-2"), ("+ ill", "3"), ("+ well", "5")):
        paid = SetBranch(branch, {"payoff": Numeral(payoff)}).apply(paid)
    flipped = FlipChances("state").apply(paid)
    assert prospect(flipped) == prospect(paid)
    alike = natural()
    for branch in ("+ ill", "+ well"):
        alike = SetBranch(branch, {"payoff": Numeral("-7")}).apply(alike)
    flipped = FlipChances("state").apply(alike)
    assert flipped.children("state")[0].payoff == Numeral("-7")  # what all pay is paid at once
    assert prospect(flipped) == prospect(alike)


def test_numbers_stand_as_they_did() -> None:
    said = natural()
    for name, value in (("p", "1/2"), ("sens", "9/10"), ("spec", "9/10")):
        said = SetParameter(name, {"value": Numeral(value)}).apply(said)
    for branch, share in (("ill", "1/2"), ("+ ill", "9/10"), ("+ well", "1/10")):
        said = SetBranch(branch, {"probability": Numeral(share)}).apply(said)
    assert Format.of(said).form is NumberForm.FRACTION
    assert Format.of(FlipChances("state").apply(said)).form is NumberForm.FRACTION


def test_a_sign_that_never_comes_keeps_the_prior() -> None:
    never = natural()
    for name, value in (("sens", "0"), ("spec", "1")):
        never = SetParameter(name, {"value": Numeral(value)}).apply(never)
    flipped = FlipChances("state").apply(never)
    positive = flipped.children("state")[0]
    ill, _ = flipped.children(positive.target)
    assert positive.probability is not None
    assert positive.probability.value(flipped.parameter_values) == 0
    assert ill.probability == Numeral("p")
    assert prospect(flipped) == prospect(never)


@pytest.mark.parametrize(
    ("node", "change", "said"),
    [
        ("go?", None, "Only chance nodes can change places"),
        ("test ill", None, "does not lead to a chance node of its own"),
        ("state", SetBranch("+ ill", {"label": "yes"}), "need the same branch labels"),
        ("state", SetBranch("+ ill", {"probability": Numeral("2")}), "sum to 1 first"),
    ],
)
def test_what_cannot_be_flipped(node: str, change: SetBranch | None, said: str) -> None:
    made = natural() if change is None else change.apply(natural())
    with pytest.raises(EditError, match=said):
        FlipChances(node).apply(made)
