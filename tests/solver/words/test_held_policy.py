"""A policy that is held says so; where a completion holds, the policy is not what is done."""

import assets
from solver.document.elements import Completion
from solver.edits import OfferCommitment
from solver.formats.quandary import loads
from solver.words.names import Names
from solver.words.tree_texts import branch_detail


def details(edit: OfferCommitment) -> dict[str, str]:
    document = edit.apply(loads(assets.example_text("shutdown"))).expanded
    names = Names(document)
    return {
        branch.id: branch_detail(names, document.nodes[branch.source], branch, None)
        for branch in document.branches.values()
        if branch.policy is not None
    }


def test_below_a_commitment_the_policy_is_held() -> None:
    root = loads(assets.example_text("shutdown")).root_id
    assert root is not None
    said = list(details(OfferCommitment(root)).values())
    assert said == ["policy 1/2"] * 4 + ["held at 1/2"] * 4


def test_below_a_completion_no_policy_is_shown() -> None:
    root = loads(assets.example_text("shutdown")).root_id
    assert root is not None
    said = list(details(OfferCommitment(root, completion=Completion())).values())
    assert said == ["policy 1/2"] * 4 + [""] * 4
