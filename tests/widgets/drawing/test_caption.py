"""The legend has what the tree uses."""

from widgets.basics.theme import LIGHT
from widgets.drawing.caption import mark_samples
from widgets.drawing.looks.look import BranchLook, Mark


def test_the_line_of_the_chosen_plan_is_explained_while_it_is_drawn() -> None:
    plain = [BranchLook(mark=Mark.PERMITTED), BranchLook(mark=Mark.DOMINATED)]
    assert [words for _, words, _ in mark_samples([], plain, LIGHT)] == [
        "permitted",
        "not permitted",
    ]
    chosen = [*plain, BranchLook(mark=Mark.PERMITTED, doubled=True)]
    assert [words for _, words, _ in mark_samples([], chosen, LIGHT)] == [
        "permitted",
        "not permitted",
        "the chosen plan",
    ]


def test_what_is_permitted_out_of_reach_is_explained() -> None:
    off = [BranchLook(mark=Mark.PERMITTED), BranchLook(mark=Mark.PERMITTED, faded=True)]
    faded = BranchLook(mark=Mark.DOMINATED, faded=True)
    assert [words for _, words, _ in mark_samples([], [*off, faded], LIGHT)] == [
        "permitted",
        "permitted off the plan",
        "not permitted",
    ]
