"""How controls are drawn: frames, focus, tabs, switches and rows, from the colours of the theme.

The style that Qt brings draws frames too faint to be seen by everybody in both themes; here the
edge of whatever can be used has a contrast of three to one, and the focus is a line outside it.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionTab,
    QStyleOptionViewItem,
    QWidget,
)

from widgets.basics.signs import LEAST_HIGH, air_of, chevron, paint_check, paint_radio
from widgets.basics.theme import LIGHT, PANEL_PIXELS, Theme

RADIUS: Final = 4
LINE: Final = 3  # pixels, below what is chosen

_P = QStyle.PrimitiveElement
_C = QStyle.ControlElement
_X = QStyle.ComplexControl
_S = QStyle.StateFlag
_T = QStyle.ContentsType

# Asked thousands of times while a window is made: nothing is looked up in Qt's classes then.
_TAB: Final = _T.CT_TabBarTab
_CELLS: Final = (_T.CT_ItemViewItem, _T.CT_HeaderSection)
_IN_FIELD: Final = QStyle.SubElement.SE_LineEditContents
_IN_ROW: Final = QStyle.SubElement.SE_ItemViewItemText
_size_from_contents: Final = QProxyStyle.sizeFromContents
_sub_element_rect: Final = QProxyStyle.subElementRect


class QuandaryStyle(QProxyStyle):
    """Qt's own plain style, with our edges; ``theme`` has the colours."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.setObjectName("quandary")
        self.theme = LIGHT

    # -------------------------------------------------------------------------- primitives

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = self._PRIMITIVES.get(element)
        if draw is None or not draw(self, option, painter, widget):
            super().drawPrimitive(element, option, painter, widget)

    def _box(self, option: QStyleOption, painter: QPainter, fill: str, *, edge: str = "") -> None:
        """A rounded box; the line of the focus is thicker."""
        focus = bool(option.state & _S.State_HasFocus and option.state & _S.State_Enabled)
        width = 2 if focus else 1
        theme = self.theme
        enabled = bool(option.state & _S.State_Enabled)
        line = theme.accent if focus else (edge or (theme.edge if enabled else theme.line))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(line), width))
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        half = width / 2
        box = QRectF(option.rect).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.restore()

    def _fill(self, option: QStyleOption) -> str:
        """What is behind something that can be pressed."""
        theme = self.theme
        if option.state & _S.State_Enabled:
            if option.state & _S.State_Sunken:
                return theme.pressed
            if option.state & _S.State_On:
                return theme.tint
            if option.state & _S.State_MouseOver:
                return theme.hover
        return theme.base

    def _field(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        parent = widget.parentWidget() if widget is not None else None
        if parent is not None and parent.inherits("QAbstractSpinBox"):
            painter.fillRect(option.rect, QColor(self.theme.base))
            return True
        if parent is not None and parent.inherits("QComboBox"):
            return True
        self._box(option, painter, self.theme.base)
        return True

    def _frame(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        listed = _is(widget, "QAbstractItemView")
        edge = self.theme.line if listed or widget is None else ""
        self._box(option, painter, "", edge=edge)
        return True

    def _focus(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        if _is(widget, "QAbstractItemView"):
            return False
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.restore()
        return True

    def _button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        self._box(option, painter, self._fill(option))
        if option.state & _S.State_On:
            self.line_below(painter, option.rect)
        return True

    def _tool_button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        raised = bool(option.state & _S.State_AutoRaise)
        on = option.state & (_S.State_On | _S.State_Sunken | _S.State_MouseOver)
        if raised and not (on and option.state & _S.State_Enabled):
            return True
        if raised:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._fill(option)))
            painter.drawRoundedRect(QRectF(option.rect), RADIUS, RADIUS)
            painter.restore()
        else:
            self._box(option, painter, self._fill(option))
        if option.state & _S.State_On:
            self.line_below(painter, option.rect)
        return True

    def line_below(self, painter: QPainter, rect: QRect) -> None:
        """The line that tells what is chosen, whatever its colour."""
        line = QRect(rect.left() + 1, rect.bottom() - LINE + 1, rect.width() - 2, LINE)
        painter.fillRect(line, QColor(self.theme.accent))

    def _check(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        paint_check(option, painter, self.theme)
        return True

    def _radio(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        paint_radio(option, painter, self.theme)
        return True

    def _row(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        """What is selected is tinted, and has a bar at its left."""
        super().drawPrimitive(_P.PE_PanelItemViewItem, option, painter, widget)
        if not option.state & _S.State_Selected or not isinstance(option, QStyleOptionViewItem):
            return True
        first = option.viewItemPosition in (
            QStyleOptionViewItem.ViewItemPosition.Beginning,
            QStyleOptionViewItem.ViewItemPosition.OnlyOne,
        )
        if first:
            bar = QRect(option.rect.left(), option.rect.top(), LINE, option.rect.height())
            painter.fillRect(bar, QColor(self.theme.accent))
        return True

    def _nothing(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        return True

    def _tab_base(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        rect = option.rect
        painter.fillRect(
            QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(self.theme.line)
        )
        return True

    def _tab_frame(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
        painter.fillRect(option.rect, QColor(self.theme.window))
        return True

    _PRIMITIVES: ClassVar[Mapping[QStyle.PrimitiveElement, Callable[..., bool]]] = {
        _P.PE_FrameLineEdit: _field,
        _P.PE_PanelLineEdit: _field,
        _P.PE_Frame: _frame,
        _P.PE_FrameFocusRect: _focus,
        _P.PE_PanelButtonCommand: _button,
        _P.PE_PanelButtonTool: _tool_button,
        _P.PE_IndicatorCheckBox: _check,
        _P.PE_IndicatorRadioButton: _radio,
        _P.PE_PanelItemViewItem: _row,
        _P.PE_FrameStatusBarItem: _nothing,
        _P.PE_FrameTabBarBase: _tab_base,
        _P.PE_FrameTabWidget: _tab_frame,
    }

    # ---------------------------------------------------------------------------- controls

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        theme = self.theme
        if element == _C.CE_TabBarTabShape and isinstance(option, QStyleOptionTab):
            self._tab(option, painter)
        elif element == _C.CE_TabBarTabLabel and option.state & _S.State_Selected:
            painter.save()
            font = QFont(painter.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            option.state &= ~_S.State_HasFocus  # the shape has its line already
            super().drawControl(element, option, painter, widget)
            painter.restore()
        elif element == _C.CE_ToolBar:
            painter.fillRect(option.rect, QColor(theme.chrome))
            rect = option.rect
            below = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            painter.fillRect(below, QColor(theme.line))
        elif element in (_C.CE_MenuBarEmptyArea, _C.CE_HeaderEmptyArea):
            bar = element == _C.CE_MenuBarEmptyArea
            painter.fillRect(option.rect, QColor(theme.chrome if bar else theme.shade))
        elif element == _C.CE_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
            self._menu_title(option, painter)
        elif element == _C.CE_HeaderSection and isinstance(option, QStyleOptionHeader):
            painter.fillRect(option.rect, QColor(theme.shade))
            rect = option.rect
            right = rect.width() - 1 if option.orientation == Qt.Orientation.Vertical else 0
            down = 0 if right else rect.height() - 1
            painter.fillRect(rect.adjusted(right, down, 0, 0), QColor(theme.line))
        elif element == _C.CE_HeaderLabel and isinstance(option, QStyleOptionHeader):
            level = option.orientation == Qt.Orientation.Horizontal
            beside = air_of(widget) + 1 if level else 0
            option.rect = option.rect.adjusted(beside, 0, -beside, 0)  # in line with the cells
            super().drawControl(element, option, painter, widget)
        elif isinstance(option, QStyleOptionComboBox) and element == _C.CE_ComboBoxLabel and widget:
            part = QStyle.SubControl.SC_ComboBoxEditField
            room = self.subControlRect(_X.CC_ComboBox, option, part, widget).width()
            text, metrics = option.currentText, option.fontMetrics
            option.currentText = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            super().drawControl(element, option, painter, widget)
        elif element == _C.CE_Splitter:
            painter.fillRect(option.rect, QColor(theme.line))
        else:
            super().drawControl(element, option, painter, widget)

    def _tab(self, option: QStyleOptionTab, painter: QPainter) -> None:
        """A word with a line below: no box."""
        if option.state & _S.State_Selected:
            self.line_below(painter, option.rect)
        elif option.state & _S.State_MouseOver:
            painter.fillRect(option.rect.adjusted(0, 2, 0, -2), QColor(self.theme.hover))
        if option.state & _S.State_HasFocus:
            self._focus(option, painter, None)

    def _menu_title(self, option: QStyleOptionMenuItem, painter: QPainter) -> None:
        theme = self.theme
        active = option.state & _S.State_Selected
        painter.fillRect(option.rect, QColor(theme.hover if active else theme.chrome))
        shown = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        hint = QStyle.StyleHint.SH_UnderlineShortcut
        under = self.styleHint(hint, option, None)
        mnemonic = Qt.TextFlag.TextShowMnemonic if under else Qt.TextFlag.TextHideMnemonic
        enabled = option.state & _S.State_Enabled
        painter.setPen(QColor(theme.text if enabled else theme.disabled))
        painter.drawText(option.rect, int(shown | mnemonic), option.text)

    # ------------------------------------------------------------------------ with parts

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _X.CC_ComboBox:
            self._combo(option, painter, widget)
        elif control == _X.CC_Slider and isinstance(option, QStyleOptionSlider):
            self._slider(option, painter, widget)
        elif control == _X.CC_SpinBox:
            super().drawComplexControl(control, option, painter, widget)
            self._box(option, painter, "")
        elif control == _X.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _scroll_bar(
        self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None
    ) -> None:
        part = QStyle.SubControl.SC_ScrollBarSlider
        slider = QRectF(self.subControlRect(_X.CC_ScrollBar, option, part, widget))  # type: ignore[arg-type]
        painter.fillRect(option.rect, option.palette.window())
        if option.maximum == option.minimum:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        held = option.state & _S.State_Sunken
        painter.setBrush(QColor(self.theme.accent if held else self.theme.edge))
        if option.orientation == Qt.Orientation.Vertical:
            slider = QRectF(slider.center().x() - 3, slider.top() + 1, 6, slider.height() - 2)
        else:
            slider = QRectF(slider.left() + 1, slider.center().y() - 3, slider.width() - 2, 6)
        painter.drawRoundedRect(slider, 3, 3)
        painter.restore()

    def _combo(
        self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
    ) -> None:
        self._box(option, painter, self._fill(option))
        arrow = self.subControlRect(
            _X.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxArrow,
            widget,  # type: ignore[arg-type]
        )
        enabled = bool(option.state & _S.State_Enabled)
        chevron(painter, QRectF(arrow), self.theme.text if enabled else self.theme.disabled)

    def _slider(
        self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None
    ) -> None:
        theme, part = self.theme, QStyle.SubControl
        groove = self.subControlRect(_X.CC_Slider, option, part.SC_SliderGroove, widget)  # type: ignore[arg-type]
        handle = QRectF(self.subControlRect(_X.CC_Slider, option, part.SC_SliderHandle, widget))  # type: ignore[arg-type]
        enabled = bool(option.state & _S.State_Enabled)
        across = option.orientation == Qt.Orientation.Horizontal
        middle = groove.center()
        if across:
            bar = QRectF(groove.left() + 6, middle.y() - 1.5, groove.width() - 12, 4)
            done = QRectF(bar.left(), bar.top(), handle.center().x() - bar.left(), 4)
        else:
            bar = QRectF(middle.x() - 1.5, groove.top() + 6, 4, groove.height() - 12)
            done = QRectF(bar.left(), handle.center().y(), 4, bar.bottom() - handle.center().y())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.edge if enabled else theme.line))
        painter.drawRoundedRect(bar, 2, 2)
        if enabled:
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(done, 2, 2)
        focus = bool(option.state & _S.State_HasFocus)
        painter.setPen(QPen(QColor(theme.accent if enabled else theme.line), 3 if focus else 2))
        painter.setBrush(QColor(theme.tint if focus else theme.base))
        painter.drawEllipse(handle.center(), 7, 7)
        painter.restore()

    # ---------------------------------------------------------------------------- measures

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        if air := air_of(widget) if kind in _CELLS else 0:
            option.rect = option.rect.adjusted(air, 0, -air, 0)  # where lines are broken
        found = _size_from_contents(self, kind, option, size, widget)  # type: ignore[arg-type]
        found += QSize(2 * air, 0)
        least = LEAST_HIGH.get(kind)
        if least is not None:
            if found.height() < least:
                found.setHeight(least)
            if kind is _TAB:
                found.setWidth(found.width() + 10)  # the chosen one is semi-bold
        return found

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        found = _sub_element_rect(self, element, option, widget)  # type: ignore[arg-type]
        if element is _IN_FIELD:
            return found.adjusted(4, 0, -4, 0)
        if element is _IN_ROW and _is(widget, "QListView"):
            return found.adjusted(LINE + 2, 0, 0, 0)  # clear of the bar of what is selected
        if element is _IN_ROW and (air := air_of(widget)):
            return found.adjusted(air, 0, -air, 0)
        return found

    def standardIcon(
        self,
        icon: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        if icon.name.startswith("SP_Dialog") and icon.name.endswith("Button"):
            return QIcon()  # those would be somebody else's
        return super().standardIcon(icon, option, widget)


def _is(widget: QWidget | None, kind: str) -> bool:
    """Whether it is of a class of Qt's that need not be loaded for that."""
    return widget is not None and widget.inherits(kind)


def theme_now() -> Theme:
    """The theme of the program; what paints itself with more colours than a palette has asks here."""
    style = QApplication.style()
    return style.theme if isinstance(style, QuandaryStyle) else LIGHT


def qt_palette(theme: Theme) -> QPalette:
    """The palette of all panels: every role, so that nothing is left to the platform."""
    palette = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.base),
        (role.AlternateBase, theme.shade),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.base),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error),
        (role.ToolTipBase, theme.base),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.tint),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Accent, theme.accent),
        (role.Light, theme.base),
        (role.Midlight, theme.line),
        (role.Mid, theme.line),
        (role.Dark, theme.edge),
        (role.Shadow, theme.edge),
    ):
        palette.setColor(key, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(disabled, key, QColor(theme.disabled))
    palette.setColor(disabled, role.Highlight, QColor(theme.hover))
    return palette


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program one look."""
    style = app.style()
    if not isinstance(style, QuandaryStyle):
        style = QuandaryStyle()
        app.setStyle(style)
    style.theme = theme
    font = app.font()
    if font.pixelSize() != PANEL_PIXELS:
        font.setPixelSize(PANEL_PIXELS)
        app.setFont(font)
    app.setPalette(qt_palette(theme))
