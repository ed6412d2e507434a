"""How the tree is drawn: theme, sizes, what is shown.  Every change shows at once and can be undone."""

from typing import Any

import msgspec
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.document.style import KEY, PERCENT, USUAL, WORDS, Style, style_entry, style_of
from solver.edits import SetView
from solver.translation import mark, tr
from widgets.basics.fields import DropDown, sentence, size_for_screen

_WORDS = {
    "theme": mark("&Theme"),
    "shapes": mark("&Nodes"),
    "probabilities": mark("&Probabilities"),
    "fractions": mark("F&ractions"),
    "mathematics": mark("&Mathematics"),
    "dominated": mark("Branches not &permitted"),
}
_SIZES = {
    "type_size": mark("&Size of text"),
    "line_weight": mark("&Width of lines"),
    "label_width": mark("W&idth of labels"),
}
_GROWS = mark(
    "The whole tree grows with it: seen in pictures and at 100 %, not where it is fitted to the window."
)
_SHOWN = {
    "policies": mark("Policies and credences"),
    "payoffs": mark("Payoffs"),
    "values": mark("Values of outcomes"),
    "columns": mark("Values in columns of their own"),
    "names": mark("Names of nodes"),
    "rolled_back": mark("Expected values, rolled back"),
    "lotteries": mark("Expected prospects"),
    "highlighting": mark("What the rule says"),
    "legend": mark("Legend, in pictures and talks"),
    "title": mark("Title"),
    "step_names": mark("Names of steps, in talks"),
}


class StyleDialog(QDialog):
    """Shows the style of a document and says what a person wants of it."""

    intended = Signal(object)  # an Edit
    default_wanted = Signal(object)  # a Style: one's own default

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("style")
        self.setWindowTitle(tr("Look of the tree"))
        self._style = USUAL
        self._stated: Any = None
        inside = QWidget()
        form = QFormLayout(inside)
        self._boxes: dict[str, QComboBox] = {}
        self._sizes: dict[str, QSpinBox] = {}
        self._checks: dict[str, QCheckBox] = {}
        for key, words in _WORDS.items():
            box = self._boxes[key] = DropDown()
            box.setObjectName(f"style.{key}")
            for word, text in WORDS[key].items():
                box.addItem(tr(text), word)
            box.currentIndexChanged.connect(self._tell)
            form.addRow(tr(words), box)
        self._family = DropDown()
        self._family.setObjectName("style.family")
        self._family.addItem(tr("The program’s own"), "")
        for family in QFontDatabase.families():
            self._family.addItem(family, QFont(family).family())
        self._family.currentIndexChanged.connect(self._tell)
        form.addRow(tr("&Font"), self._family)
        for key, words in _SIZES.items():
            size = self._sizes[key] = QSpinBox()
            size.setObjectName(f"style.{key}")
            size.setRange(*PERCENT)
            size.setSingleStep(10)
            size.setSuffix(" %")
            size.setKeyboardTracking(False)
            size.valueChanged.connect(self._tell)
            form.addRow(tr(words), size)
            if key == "type_size":
                form.addRow("", sentence(tr(_GROWS), muted=True))
        for key, words in _SHOWN.items():
            check = self._checks[key] = QCheckBox(tr(words))
            check.setObjectName(f"style.{key}")
            check.toggled.connect(self._tell)
            form.addRow("", check)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        own = buttons.addButton(tr("Make it my default"), QDialogButtonBox.ButtonRole.ActionRole)
        own.setToolTip(tr("Draw documents this way unless they set it themselves."))
        own.clicked.connect(lambda: self.default_wanted.emit(self._style))
        usual = buttons.addButton(tr("Reset"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.clicked.connect(lambda: self._intend(USUAL))
        buttons.rejected.connect(self.reject)
        scrolled = QScrollArea()
        scrolled.setWidget(inside)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.addWidget(scrolled)
        column.addWidget(buttons)
        whole = inside.sizeHint() + QSize(40, 40 + buttons.sizeHint().height())
        size_for_screen(self, whole.width(), whole.height())

    def show_document(self, document: Document, default: Style) -> None:
        """Show how a document is drawn."""
        self._style = style_of(document, default)
        self._stated = document.view.get(KEY)
        widgets = (*self._boxes.values(), *self._sizes.values(), *self._checks.values())
        blocked = [QSignalBlocker(widget) for widget in (*widgets, self._family)]
        for key, box in self._boxes.items():
            box.setCurrentIndex(box.findData(getattr(self._style, key)))
        self._family.setCurrentIndex(max(0, self._family.findData(self._style.family)))
        for key, size in self._sizes.items():
            size.setValue(getattr(self._style, key))
        for key, check in self._checks.items():
            check.setChecked(getattr(self._style, key))
        for blocker in blocked:
            blocker.unblock()

    def _tell(self) -> None:
        changes: dict[str, Any] = {"family": str(self._family.currentData())}
        changes |= {key: box.currentData() for key, box in self._boxes.items()}
        changes |= {key: size.value() for key, size in self._sizes.items()}
        changes |= {key: check.isChecked() for key, check in self._checks.items()}
        self._intend(msgspec.structs.replace(self._style, **changes))

    def _intend(self, style: Style) -> None:
        self.intended.emit(SetView(KEY, style_entry(style, self._stated)))
