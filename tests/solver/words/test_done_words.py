"""What edits report: all of them in the past, none as an order."""

import solver.edits
from solver.words.done_words import done


def test_reports() -> None:
    assert done("add choice node") == "Added choice node."
    assert done("state the policy") == "Stated the policy."
    assert done("delete") == "Deleted."
    assert done("make branches equally likely") == "Made branches equally likely."
    assert done("tidy layout") == "Tidied layout."
    assert done("switch to “Timestep Dominance”") == "Switched to “Timestep Dominance”."


def test_no_edit_reports_an_order() -> None:
    edits = vars(solver.edits).values()
    names = {name for edit in edits if isinstance(name := getattr(edit, "name", None), str)}
    assert len(names) > 20
    for name in names:
        first = done(name).split()[0].rstrip(".")
        assert first.endswith("ed") or first in ("Made", "Set", "Split", "Took"), name
