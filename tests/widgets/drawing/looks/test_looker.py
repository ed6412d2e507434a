"""How numbers are set on the tree, and which of them stand there."""

import assets
from solver.document.style import Style
from solver.edits import MoveBranch
from solver.formats.quandary import loads
from solver.rules import solve
from widgets.drawing.looks.looker import Looker, looks


def test_fractions_are_stacked_where_asked_and_said_in_a_line() -> None:
    document = loads(assets.example_text("shutdown"))
    stacked = looks(document, style=Style(fractions="stacked", probabilities="fraction"))
    plain = looks(document, style=Style(probabilities="fraction"))
    for id_, look in plain.branches.items():
        set_ = stacked.branches[id_]
        assert set_.tip == look.tip
        assert ("/" in look.detail) == (r"\tfrac" in set_.detail)
    assert any(r"policy $\tfrac{1}{2}$" in look.detail for look in stacked.branches.values())


def test_a_policy_stands_there_only_where_it_is_wanted() -> None:
    document = loads(assets.example_text("shutdown"))
    shown, hidden = looks(document), looks(document, style=Style(policies=False))
    policies = [id_ for id_, look in shown.branches.items() if "policy" in look.detail]
    assert policies
    for id_ in policies:
        assert hidden.branches[id_].detail == ""
        assert "policy 1/2" in hidden.branches[id_].tip


def test_the_arc_of_a_gap_follows_the_order_of_branches() -> None:
    """Also before there is an answer for the new order."""
    before = loads(assets.example_text("shutdown"))
    answer = solve(before, "dsm")
    (node, *_) = (id_ for id_, gap in answer.gaps.items() if gap)
    last = Looker(before, solution=answer)
    after = MoveBranch(before.children(node)[0].id, 1).apply(before)
    looker = Looker(after, solution=answer)
    kept = looker.after(last, last.all())
    assert kept is not None
    mended, touched = kept
    for _ in looker.into(mended, touched):
        pass
    assert [id_ for id_, _ in mended.nodes[node].gap] == [b.id for b in after.children(node)]


def test_a_verdict_that_goes_is_taken_off_node_by_node() -> None:
    """So that a window with a large tree lives in between."""
    document = loads(assets.example_text("shutdown"))
    last, looker = Looker(document, solution=solve(document, "dsm")), Looker(document)
    kept = looker.after(last, last.all())
    assert kept is not None
    shown, touched = kept
    assert len(touched) > 1
    assert shown != looks(document)
    assert len(list(looker.into(shown, touched))) == len(touched)
    assert shown == looks(document)
