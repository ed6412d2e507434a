"""One frame of a talk, drawn at once or on another thread."""

import pytest
from pytestqt.qtbot import QtBot

from app.export.frame_sequence import FrameSequence
from app.export.subject import Subject
from app.talk import frame_view
from app.talk.frame_view import FrameView
from tests.documents import trees


def test_a_large_tree_is_drawn_on_another_thread_while_the_frame_before_stays(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = trees.chance(
        "k", ("c", "x", {"probability": "1/2"}), ("d", "y", {"probability": "1/2"})
    )
    tree = trees.choice("n", ("a", "x"), ("b", lower))
    ends = [trees.outcome(id_, "s", value) for value, id_ in enumerate("xy")]
    sequence = FrameSequence(Subject(trees.document(tree, ends), None, None))
    at_once, beside = FrameView(sequence), FrameView(sequence)
    for view in (at_once, beside):
        qtbot.addWidget(view)
        view.resize(300, 200)
    drawn = []
    for number in (0, 1):
        at_once.show_frame(number)
        drawn.append(at_once.grab().toImage())
    assert drawn[0] != drawn[1]
    monkeypatch.setattr(frame_view, "MANY", 0)
    beside.show_frame(0)
    assert beside.grab().toImage().pixelColor(150, 100) == drawn[0].pixelColor(0, 0)  # nothing yet
    qtbot.waitUntil(lambda: beside.grab().toImage() == drawn[0])
    with sequence.in_use:  # as if another view drew it
        beside.show_frame(1)
        assert beside.grab().toImage() == drawn[0]
    qtbot.waitUntil(lambda: beside.grab().toImage() == drawn[1])
    beside.shut_down()
