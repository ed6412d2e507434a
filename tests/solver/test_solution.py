"""What answers have in common."""

from dataclasses import replace

import assets
from solver.formats.quandary import loads
from solver.rules import solve
from solver.solution import marked_alike


def test_answers_mark_the_tree_alike_where_branches_and_gaps_are_the_same() -> None:
    tree = loads(assets.example_text("single-souring"))
    dsm, naive = solve(tree, "dsm"), solve(tree, "naive")
    assert marked_alike(dsm, solve(tree, "e-admissible"))
    assert not marked_alike(dsm, naive)  # which permits another branch
    assert dsm.gaps
    assert not marked_alike(dsm, replace(dsm, find_gaps=dict))
    assert marked_alike(None, None)
    assert not marked_alike(dsm, None)
    assert not marked_alike(None, dsm)
