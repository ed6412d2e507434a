"""What is written and drawn at a node."""

import pytest

from solver.document.elements import Kind
from solver.document.model import Document
from solver.page.geometry import Rect
from widgets.drawing.looks.look import NodeLook
from widgets.drawing.node_figure import NodeFigure
from widgets.drawing.picture import Picture


def meet(one: Rect, other: Rect) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("label", ["", "Drill?"])
def test_the_sign_of_a_live_copy_lies_on_no_text(label: str, down: bool) -> None:
    theme = Picture(Document()).theme
    figure = NodeFigure("n", theme, down=down)
    look = NodeLook(kind=Kind.CHANCE, label=label, rolled="EV 4.56", copy_top=True)
    figure.show_look(look, theme, down=down)
    boxes = figure.text_boxes()
    assert len(boxes) == 1 + bool(label)
    assert not any(meet(box, figure.copy_sign_rect()) for box in boxes)
