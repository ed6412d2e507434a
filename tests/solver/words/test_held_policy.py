"""A policy that is held says so; where a completion holds, the policy is not what is done."""

import assets
from solver.document.elements import Completion
from solver.edits import OfferCommitment, SetView
from solver.formats.quandary import loads
from solver.rules import RULES
from solver.words.names import Names
from solver.words.tree_texts import CREDENCE, branch_detail


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


def told(name: str, rule: str) -> list[str]:
    document = SetView("rule", rule).apply(loads(assets.example_text(name)))
    names = Names(document)
    branches = [b for id_ in document.tree for b in document.children(id_)]
    return [branch_detail(names, document.nodes[b.source], b, None) for b in branches]


def test_credences_in_ones_own_choices_are_shown_stated_or_not() -> None:
    assert CREDENCE in RULES
    assert told("single-souring", "dsm") == [""] * 4
    assert told("single-souring", CREDENCE) == ["credence 0.5"] * 4
    assert told("shutdown", CREDENCE).count("credence 1/2") == 4
    assert told("contract", CREDENCE).count("held at x") == 1  # settled: that is what holds
