"""Edits of settled choices: offers, what holds from a node on, named completions."""

import pytest

from solver.document.elements import BY_POLICY, ByCompletion, Completion
from solver.edits import (
    AddCompletion,
    AddOutcome,
    OfferCommitment,
    RemoveCompletion,
    SetConduct,
    SetNamedCompletion,
    fragment,
    free_id,
    offered_at,
)
from solver.edits.paste import Paste
from solver.errors import EditError
from tests.documents.edited import WHOLE

BY_II = ByCompletion(completion="II")


def test_an_offer_before_the_root_makes_a_new_root() -> None:
    made = OfferCommitment("r").apply(WHOLE)
    top = made.root_id
    assert top not in WHOLE.nodes
    assert next(branch.target for branch in made.children(top or "")) == "r"
    assert offered_at(made, "r") == (top, "r")


def test_one_more_offer_stands_beside_the_first() -> None:
    """Whether it is asked for at the node, at a copy of it, or at the node that offers."""
    once = OfferCommitment("c").apply(WHOLE)
    at, _ = offered_at(once, "c")
    assert at is not None
    (copy,) = (node.id for node in once.nodes.values() if node.copy_of == "c")
    for asked in ("c", copy, at):
        twice = OfferCommitment(asked, BY_II).apply(once)
        assert [branch.label for branch in twice.children(at)] == [
            "stay free", "commit to the policy", "complete as second",
        ]  # fmt: skip


def test_a_completion_without_a_name_gets_the_next_one() -> None:
    made = OfferCommitment("c", completion=Completion()).apply(WHOLE)
    assert list(made.completions) == ["I", "II", "C1"]
    assert ByCompletion(completion="C1") in [node.conduct for node in made.nodes.values()]


def test_a_name_is_taken_neither_from_another_completion_nor_from_an_outcome() -> None:
    named = AddCompletion(Completion(), "C2").apply(WHOLE)
    assert list(named.completions) == ["I", "II", "C1"]
    assert free_id(named) == "C3"
    assert free_id(AddOutcome(label="C3").apply(named)) == "C4"


def test_what_is_refused() -> None:
    gone = ByCompletion(completion="III")
    for edit, says in (
        (OfferCommitment("a"), "ends the tree"),
        (OfferCommitment("c", gone), "no completion “III”"),
        (SetConduct("r", gone), "no completion “III”"),
        (SetConduct("a", BY_POLICY), "nothing to choose"),
        (SetNamedCompletion("III", {"label": "x"}), "no “III”"),
    ):
        with pytest.raises(EditError, match=says):
            edit.apply(WHOLE)
    held = SetConduct("r", BY_II).apply(WHOLE)
    with pytest.raises(EditError, match="holds at “Root”: free the choices there first"):
        RemoveCompletion("II").apply(held)
    assert RemoveCompletion("III").apply(WHOLE) is WHOLE
    assert SetConduct("r", None).apply(WHOLE) is WHOLE


def test_completions_come_along_when_a_subtree_is_pasted() -> None:
    held = SetConduct("c", BY_II).apply(WHOLE)
    part = fragment(held, ["c"])
    assert list(part.completions) == ["II"]
    same = Paste(part, parent="r").apply(WHOLE)
    assert list(same.completions) == ["I", "II"]
    other = SetNamedCompletion("II", {"alone": {}}).apply(WHOLE)
    both = Paste(part, parent="r").apply(other)
    (new,) = both.completions.keys() - {"I", "II"}
    assert ByCompletion(completion=new) in [node.conduct for node in both.nodes.values()]
    assert list(AddCompletion(Completion(), "x").apply(both).completions)[-1] == "C1"
