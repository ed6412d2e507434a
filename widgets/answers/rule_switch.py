"""Which rule decides: the usual rules beside each other, and a list of all."""

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from solver.translation import tr
from widgets.answers.pinned import PINNED
from widgets.answers.rules_table import RuleHeading
from widgets.basics.segmented_switch import HEIGHT, SegmentedSwitch, paint_segment
from widgets.basics.signs import chevron
from widgets.basics.style import LINE, theme_now
from widgets.basics.theme import PANEL_PIXELS, SMALL_PIXELS

LIST: Final = 280  # pixels, the width of the list
ROW, HEAD = 28, 24  # of a rule, and of the name of a group
GROUP: Final = Qt.ItemDataRole.UserRole + 1  # the name of the group that begins with a rule

Index = QModelIndex | QPersistentModelIndex


class RuleText(RuleHeading, Protocol):
    """What is shown of a rule."""

    @property
    def summary(self) -> str: ...
    @property
    def group(self) -> str: ...


class _RuleRow(QStyledItemDelegate):
    """A rule in the list, with a tick if it is the one that holds; above the first its group."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(LIST, ROW + (HEAD if index.data(GROUP) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = theme_now(), QRectF(option.rect)
        group, font = index.data(GROUP), QFont(self._box.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.fillRect(rect, QColor(theme.base))
        if group:
            if index.row():
                painter.fillRect(
                    QRectF(rect.left(), rect.top(), rect.width(), 1), QColor(theme.line)
                )
            font.setPixelSize(SMALL_PIXELS)
            painter.setFont(font)
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                QRectF(rect.left() + 10, rect.top() + 2, LIST, HEAD - 2), middle, group
            )
            rect.setTop(rect.top() + HEAD)
        is_current = index.row() == self._box.currentIndex()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.tint))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), LINE, rect.height()), QColor(theme.accent)
            )
        font.setPixelSize(PANEL_PIXELS)
        font.setWeight(QFont.Weight.DemiBold if is_current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        if is_current:
            painter.drawText(rect.adjusted(10, 0, 0, 0), middle, "✓")
        painter.drawText(rect.adjusted(30, 0, -8, 0), middle, str(index.data()))
        painter.restore()


class _AllRules(QComboBox):
    """The list of all rules, drawn as the last part of the switch; it holds which one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule")
        self.setAccessibleName(tr("Decision rule"))
        self.setToolTip(tr("All rules (Alt+0)"))
        self.setFixedSize(28, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew
        self.view().setMinimumWidth(LIST)
        self.setItemDelegate(_RuleRow(self))
        self.setMaxVisibleItems(20)

    def sizeHint(self) -> QSize:
        return QSize(28, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = paint_segment(self, painter, first=False, last=True)
        chevron(painter, QRectF(self.rect()), ink.name())

    def showPopup(self) -> None:
        """The list hangs below the switch, at its right end, and covers none of it."""
        super().showPopup()
        popup = self.view().window()
        corner = self.mapToGlobal(self.rect().bottomRight())
        popup.move(corner.x() - popup.width() + 1, corner.y() + 2)

    def wheelEvent(self, event: object) -> None:
        """A wheel over the tool bar changes no verdict."""


class RuleSwitch(QWidget):
    """`rule_changed` carries the id of the rule that a person, or a program, has chosen."""

    rule_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box = _AllRules()
        self.switch = SegmentedSwitch(tr("Decision rule"), filled=True)
        self.switch.append(self.box)
        caption = QLabel(tr("Rule"))
        caption.setBuddy(self.box)
        caption.setForegroundRole(caption.palette().ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self.switch)
        self._pinned: tuple[str, ...] = ()
        self._folded = False
        self.switch.chosen.connect(self.choose)
        self.box.currentIndexChanged.connect(self._chosen)

    def show_rules(self, rules: Sequence[RuleText], chosen: str) -> None:
        """List these; the first of them stand in the switch."""
        self.box.blockSignals(True)
        self.box.clear()
        self.switch.clear()
        last = ""
        for place, rule in enumerate(_in_groups(rules)):
            self.box.addItem(rule.title, rule.id)
            self.box.setItemData(place, tr(rule.summary), Qt.ItemDataRole.ToolTipRole)
            self.box.setItemData(place, "" if rule.group == last else tr(rule.group), GROUP)
            last = rule.group
        for number, rule in enumerate(rules):
            key = tr(" (Alt+{number})").format(number=number + 1) if number < PINNED else ""
            text = rule.head
            self.switch.add(rule.id, text, rule.title, f"{rule.title}{key}\n{tr(rule.summary)}")
        self.box.setCurrentIndex(self.box.findData(chosen))
        self.box.blockSignals(False)
        self._pinned = tuple(rule.id for rule in rules[:PINNED])
        self._show()

    @property
    def current(self) -> str:
        """The id of the chosen rule."""
        return str(self.box.currentData())

    def choose(self, rule: str) -> None:
        """Choose a rule by its id."""
        self.box.setCurrentIndex(self.box.findData(rule))

    def show_list(self) -> None:
        """Open the list of all rules."""
        self.box.setFocus()
        self.box.showPopup()

    def set_folded(self, folded: bool) -> None:
        """Show the chosen rule alone, where there is little room."""
        if folded != self._folded:
            self._folded = folded
            self._show()

    def _chosen(self) -> None:
        self._show()
        self.rule_changed.emit(self.current)

    def _show(self) -> None:
        self.switch.choose(self.current)
        if self._folded:
            self.switch.show_only((self.current,))
        else:
            self.switch.show_only((*self._pinned, self.current))


def _in_groups(rules: Sequence[RuleText]) -> list[RuleText]:
    """The rules with those of a group beside each other, groups in the order of their first rules."""
    groups = list(dict.fromkeys(rule.group for rule in rules))
    return sorted(rules, key=lambda rule: groups.index(rule.group))
