"""What answers have in common."""

import assets
from solver.formats.quandary import loads
from solver.rules import solve
from solver.solution import marked_alike


def test_answers_mark_the_tree_alike_where_branches_and_gaps_are_the_same() -> None:
    tree = loads(assets.example_text("single-souring"))
    dsm, e_admissible, naive, eu = (
        solve(tree, "dsm"), solve(tree, "e-admissible"), solve(tree, "naive"), None,
    )  # fmt: skip
    assert marked_alike(dsm, solve(tree, "dsm"))
    assert marked_alike(dsm, e_admissible) == (
        dsm.branches == e_admissible.branches and dsm.gaps == e_admissible.gaps
    )
    assert not marked_alike(dsm, naive)
    assert marked_alike(eu, None)
    assert not marked_alike(dsm, None)
    assert not marked_alike(None, dsm)
