"""Fragments are pasted with what they mean, outlines are read, and shares are mended."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest

import assets
from solver.checks import check, errors
from solver.document.elements import Criterion, Kind, Parameter, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.edits import (
    Paste,
    PasteLinked,
    Rescale,
    SetBranch,
    SetNode,
    SetOpinion,
    SetOutcome,
    SetRelation,
    ShareEqually,
    StatePreference,
    Together,
    fragment,
)
from solver.errors import DocumentError, EditError
from solver.formats.importing.outline import read_outline
from solver.formats.quandary import dumps, loads
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.rules import solve
from tests.documents.at_random.random_documents import random_document


def example(name: str) -> Document:
    return loads(assets.example_text(name))


def test_pasting_makes_valid_documents_that_survive_their_file() -> None:
    draw = random.Random(1)
    pasted = 0
    for seed in range(60):
        document = random_document(seed)
        source = fragment(document, draw.sample(list(document.nodes), 1))
        inner = [id_ for id_, n in document.nodes.items() if n.kind is not Kind.OUTCOME]
        parent = draw.choice([*inner, None])
        after = Paste(loads(dumps(source)), parent=parent, position=(0, 0)).apply(document)
        assert len(after.nodes) == len(document.nodes) + len(source.nodes)
        assert after.outcomes == document.outcomes  # the very same outcomes serve
        assert dumps(loads(dumps(after))) == dumps(after)
        for id_, node in document.nodes.items():
            assert after.nodes[id_] == node
        pasted += parent is not None
        codes = {finding.code for finding in check(after)}
        # Numbers that summed to one no longer need to; a payoff may now stand above what has none.
        new = codes - {finding.code for finding in check(document)}
        assert new <= {"probability.sum", "policy.sum", "payoff.criterion"}
    assert pasted > 50


def test_outcomes_that_mean_something_else_come_under_a_new_id() -> None:
    document = example("shutdown")
    other = SetOutcome("L", {"value": Numeral("5", quoted=False)}).apply(document)
    after = Paste(fragment(other, ["if lucky"]), parent="if unlucky").apply(document)
    assert after.outcomes["L"].value == document.outcomes["L"].value
    assert after.outcomes["L_1"].value == other.outcomes["L"].value
    used = {after.nodes[id_].outcome for id_ in after.below("if unlucky")}
    assert {"L_1", "S"} <= used


def test_several_subtrees_come_in_order_and_with_their_branches() -> None:
    document = example("shutdown")
    leaves = [branch.target for branch in document.children("if lucky")]
    source = loads(dumps(fragment(document, leaves)))
    after = Paste(source, parent="if unlucky", index=1).apply(document)
    labels = [branch.label for branch in after.children("if unlucky")]
    old = [branch.label for branch in document.children("if unlucky")]
    new = [branch.label for branch in document.children("if lucky")]
    assert labels == [old[0], *new, old[1]]
    texts = [b.policy and b.policy.text for b in after.children("if unlucky")]
    assert texts == ["1/2"] * 4


def test_what_cannot_be_pasted_says_why() -> None:
    document = example("shutdown")
    leaf = document.children("if lucky")[0].target
    with pytest.raises(EditError, match="ends the tree"):
        Paste(fragment(document, ["if lucky"]), parent=leaf).apply(document)
    other = replace(document, criteria={"value": Criterion(id="value", better="less")})
    for source, target in ((other, document), (document, other)):
        with pytest.raises(EditError, match="criteria"):
            Paste(source, parent="if lucky").apply(target)
    named = replace(document, parameters={"p": Parameter(id="p", value=Numeral("1/2"))})
    again = replace(document, parameters={"p": Parameter(id="p", value=Numeral("1/3"))})
    with pytest.raises(EditError, match="parameter"):
        Paste(named, parent="if lucky").apply(again)
    assert Paste(Document(), parent=None).apply(document) is document


def test_what_is_pasted_takes_the_place_of_an_open_end() -> None:
    """The branch that leads there keeps what it says; an end of which something is said stays."""
    document = example("single-souring")
    entering = document.incoming(document.tree[-1])[0]
    emptied = SetNode(entering.target, {"outcome": None}).apply(document)
    source = fragment(document, (document.tree[1],))
    for edit in (
        Paste(source, parent=entering.target),
        PasteLinked(document.tree[1], parent=entering.target),
    ):
        after = edit.apply(emptied)
        assert entering.target not in after.nodes
        assert after.branches[entering.id].label == entering.label
        assert not errors(check(after))
        assert len(after.branches) == len(document.branches)
        with pytest.raises(EditError, match="Turn it into a choice or chance node first"):
            edit.apply(document)


@pytest.mark.parametrize("payoff", [Numeral("-3"), {"value": Numeral("1/2")}])
def test_the_payoff_of_the_branch_comes_along(payoff: Values) -> None:
    document = SetBranch("lucky", {"payoff": payoff}).apply(example("shutdown"))
    source = loads(dumps(fragment(document, ["if lucky"])))
    after = Paste(source, parent="if unlucky").apply(document)
    pasted = after.children("if unlucky")[-1].payoff
    assert criterion_values(after, pasted) == criterion_values(document, payoff)


def test_what_is_stated_comes_along_into_another_document() -> None:
    document = StatePreference("S", "U", "better").apply(example("shutdown"))
    document = SetRelation(TIMESTEP_DOMINANCE.id).apply(document)
    whole = loads(dumps(fragment(document, [document.root_id or ""])))
    after = Paste(whole).apply(Document())
    assert after.preferences.better == (("S", "U"),)
    assert after.preferences.relation == TIMESTEP_DOMINANCE.id
    lucky = fragment(document, ["if lucky"])
    assert lucky.preferences.better == ()  # U is not in it
    assert Paste(lucky, parent="if unlucky").apply(document).preferences is document.preferences
    unlucky = fragment(document, ["if unlucky"])
    other = SetOutcome("S", {"label": "Another"}).apply(example("shutdown"))
    met = Paste(unlucky, parent="if lucky").apply(other)
    assert met.preferences.better == (("S_1", "U"),)


def test_an_outline_has_choices_chances_and_shared_outcomes() -> None:
    document = read_outline(
        "Test?\n\ttest: Result\n\t\tgood (0.3): Oil\n\t\tbad (#): Dry: nothing\n\tstop: Dry: nothing\n"
    )
    assert [n.kind for n in document.nodes.values()] == [
        Kind.CHOICE, Kind.CHANCE, Kind.OUTCOME, Kind.OUTCOME, Kind.OUTCOME,
    ]  # fmt: skip
    assert [o.label for o in document.outcomes.values()] == ["Oil", "Dry: nothing"]
    assert [b.label for b in document.branches.values()] == ["test", "good", "bad", "stop"]
    assert not [f for f in check(document) if f.severity == "error" and f.code != "outcome.value"]
    drafts = read_outline("one\ntwo\n")
    assert drafts.root is None
    assert len(drafts.nodes) == 2
    with pytest.raises(DocumentError):
        read_outline("  \n")


@pytest.mark.parametrize("seed", range(5))
def test_any_text_is_an_outline(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(200):
        text = "".join(draw.choice("ab:() \t\n#1/2é") for _ in range(draw.randint(1, 60)))
        if text.strip():
            document = read_outline(text)
            lines = [line for line in text.splitlines() if line.strip()]
            assert len(document.nodes) == len(lines)
            assert not {f.code for f in check(document)} & {"tree.cycle", "tree.parents"}
            assert dumps(loads(dumps(document))) == dumps(document)


def test_shares_are_made_equal_and_rescaled() -> None:
    document = example("shutdown")
    root = document.root_id or ""
    first, second = (branch.id for branch in document.children(root))
    equal = ShareEqually(root).apply(document)
    assert [b.probability and b.probability.text for b in equal.children(root)] == ["1/2", "1/2"]
    odd = Together(
        (
            SetBranch(first, {"probability": Numeral("2/3")}),
            SetBranch(second, {"probability": Numeral("2/3")}),
        ),
        "make them too large",
    ).apply(document)
    mended = Rescale(root).apply(odd)
    found = shares(mended.nodes[root], mended.children(root), {})
    assert found.is_valid
    assert set(found.values.values()) == {Fraction(1, 2)}
    assert Rescale(root).apply(mended) is mended
    zero = SetBranch(first, {"probability": Numeral("0")}).apply(document)
    zeros = SetBranch(second, {"probability": Numeral("0")}).apply(zero)
    with pytest.raises(EditError, match="zero"):
        Rescale(root).apply(zeros)
    with pytest.raises(EditError, match="No branches"):
        ShareEqually(document.children("if lucky")[0].target).apply(document)


def test_a_fragment_holds_what_it_needs_and_no_more() -> None:
    document = example("shutdown")
    source = fragment(document, ["if lucky", document.children("if lucky")[0].target])
    assert source.tops == ("if lucky",)
    assert set(source.outcomes) == {"L", "S"}
    said = json.loads(dumps(source))["extensions"]["entering"]
    assert said == {"if lucky": {"label": "lucky", "probability": "90%"}}


OUTLINE = """Bet A?
  take A: Bet B?
    take B: Both = 5
    leave B: Rain?
      rain (0.1 – 0.8): Lost = -10
      dry (#): Won = 15
  leave A: Bet B?
    take B: Rain?
      rain (0.1 – 0.8): Won = 15
      dry (#): Lost = -10
    leave B: None = 0
"""


def test_an_outline_may_say_intervals() -> None:
    bets = read_outline(OUTLINE)
    assert [dict(o.parameters) for o in bets.opinions.values()] == [
        {"rain": Numeral("0.1")}, {"rain": Numeral("0.8")},
    ]  # fmt: skip
    assert solve(bets, "dsm").plans_total == 3
    assert solve(bets, "naive").plans_total == 4
    many = "".join(f"  b{i} (0.1 – 0.{i + 2}):\n    x (1): X\n" for i in range(7))
    with pytest.raises(DocumentError, match="there can be at most 64"):
        read_outline(f"Many?\n{many}  rest (#): R\n")


def test_what_opinions_say_comes_along_and_is_not_mixed_up() -> None:
    bets = read_outline(OUTLINE)
    rain = next(n for n in bets.tree if bets.nodes[n].label == "Rain?")
    part = loads(dumps(fragment(bets, [rain])))
    assert list(part.opinions) == list(bets.opinions)
    assert Paste(part).apply(Document()).opinions == part.opinions
    assert Paste(part).apply(bets).opinions is bets.opinions
    sure = next(n for n in bets.tree if bets.nodes[n].outcome == "Both")
    assert not fragment(bets, [sure]).opinions  # no number of it depends on them
    others = SetOpinion("low", values={"rain": Numeral("0.3")}).apply(bets)
    with pytest.raises(EditError, match="other opinions than this document"):
        Paste(part).apply(others)
