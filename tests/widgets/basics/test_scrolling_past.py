"""Who scrolls past a control changes nothing."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.main import create_window
from widgets.basics.fields import DropDown


def wheel_over(box: QComboBox) -> bool:
    """Turn the wheel over it; whether it took that for its own."""
    middle = QPointF(box.rect().center())
    event = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    return event.isAccepted()


def test_the_wheel_over_a_list_leaves_its_choice(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.addItems(["Left to right", "Top down"])
    box.show()
    assert not wheel_over(box)  # what is around it scrolls
    assert box.currentText() == "Left to right"


def test_so_it_is_with_every_list_of_the_window(qtbot: QtBot) -> None:
    window = create_window()
    qtbot.addWidget(window)
    boxes = window.findChildren(QComboBox)
    assert len(boxes) > 10
    for box in boxes:
        before = box.currentIndex()
        wheel_over(box)
        assert box.currentIndex() == before, box.accessibleName()
