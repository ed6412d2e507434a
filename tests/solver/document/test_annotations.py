"""Free texts on the page: read with care, edited by value."""

import pytest

from solver.document.annotations import annotations
from solver.document.model import Document
from solver.edits import AddText, DeleteTexts, MoveTexts, SetText
from solver.errors import EditError
from solver.formats.quandary import dumps, loads

FOREIGN = (
    '{"format": "quandary", "version": 1, "view": {"annotations": '
    '[5, {"text": "first", "x": "1/2", "y": 1e5, "colour": "red"}, {"x": 3, "text": null}, '
    '{"text": "second"}]}}'
)


def test_what_is_no_text_is_left_alone() -> None:
    document = loads(FOREIGN)
    first, second = annotations(document)
    assert (first.index, first.x, first.y, first.text) == (1, 0.5, 1e5, "first")
    assert (second.index, second.x, second.y) == (3, 0, 0)
    moved = MoveTexts({1: (7.2, -8)}).apply(document)
    assert moved.view["annotations"][1]["colour"] == "red"
    assert annotations(moved)[0].x == 7
    assert loads(dumps(moved)) == moved
    left = DeleteTexts((1, 3)).apply(moved)
    assert annotations(left) == ()
    assert len(left.view["annotations"]) == 2
    for index in (0, 9, -1):
        with pytest.raises(EditError, match="no such text"):
            SetText(index, "x").apply(document)


def test_texts_are_added_changed_and_deleted() -> None:
    empty = Document()
    assert AddText("  ", (0, 0)).apply(empty) is empty
    one = AddText("A ≻ B", (10, 20)).apply(empty)
    assert [text.text for text in annotations(one)] == ["A ≻ B"]
    assert SetText(0, "A ≻ B").apply(one) is one
    assert MoveTexts({0: (10, 20)}).apply(one) is one
    assert SetText(0, "").apply(one) == empty
    assert "annotations" not in DeleteTexts([0]).apply(one).view


@pytest.mark.parametrize("value", ['"text"', "{}", "null", "7"])
def test_a_list_that_is_none_is_kept(value: str) -> None:
    document = loads(f'{{"format": "quandary", "version": 1, "view": {{"annotations": {value}}}}}')
    assert annotations(document) == ()
    with pytest.raises(EditError, match="not a list"):
        AddText("words", (0, 0)).apply(document)
