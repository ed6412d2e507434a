"""The page “Sensitivity”: where along a parameter each plan is permitted, a map of two, what changes first."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from solver.charts.chart import Chart
from solver.document.model import Document
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.bars.slider import ParameterSlider
from widgets.basics.fields import DropDown, heading, sentence
from widgets.basics.layouts import empty, nest
from widgets.charts.chart_view import ChartView
from widgets.sensitivity.scenarios_part import ScenariosPart
from widgets.sensitivity.simulation_part import SimulationPart

WIDE: Final = 1000  # pixels, from which on the parts stand beside each other
MOST_WIDE: Final = 240  # pixels of the name of a parameter
MAP_HEIGHT: Final = 320
LINES_HEIGHT: Final = 260


class _Part(QWidget):
    """One of the parts: a title, what is said of it, and its charts."""

    cancelled = Signal()
    again = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = heading(title)
        self.words = sentence(muted=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self.cancel.hide()
        self.go_on = QPushButton(tr("Go on"))
        self.go_on.clicked.connect(self.again)
        self.go_on.hide()
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.cancel)
        top.addWidget(self.go_on)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        nest(self.column, top)
        self.column.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def say(self, text: str, *, busy: bool = False, stopped: bool = False) -> None:
        """What is to be said; while it is ``busy`` it can be cancelled, and if it was ``stopped`` go on."""
        self.words.setText(plain_text(text))
        self.words.setVisible(bool(text))
        self.cancel.setVisible(busy)
        self.go_on.setVisible(stopped)


class SensitivityPage(QScrollArea):
    """Three parts; which parameters they are about is chosen above them."""

    parameter_chosen = Signal(str)
    axes_chosen = Signal(str, str)
    moved = Signal(str, object, str)  # a parameter, its new number, the gesture
    piece_pointed = Signal(object)  # the key of a stretch, or None
    value_wanted = Signal(str, float)  # a parameter, about where somebody clicked
    key_wanted = Signal(str, object)  # a parameter, the key of what was clicked
    point_wanted = Signal(float, float)  # on the map
    cancel_wanted = Signal(str)  # "ruler", "map" or "swings"
    again_wanted = Signal(str)  # likewise: it was stopped, and is to go on
    adding_wanted = Signal()
    making_wanted = Signal(str)  # a branch whose probability is to become a parameter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sensitivity")
        self.setAccessibleName(tr("Sensitivity"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document = Document()
        self._ruler, self._map = (
            _Part(tr("Where each plan is permitted")),
            _Part(tr("Over two parameters")),
        )
        self._swings = _Part(tr("What would change first"))
        self.parameter = _box(tr("Parameter"))
        self.across, self.up = _box(tr("Parameter across")), _box(tr("Parameter upwards"))
        self.slider: ParameterSlider | None = None
        self._slider_of = ""
        self.value = QLabel()
        self.ruler_view = ChartView(tr("Where each plan is permitted"))
        self.lines_view = ChartView(tr("Value of each alternative"), height=LINES_HEIGHT)
        self.map_view = ChartView(tr("Permitted sets over two parameters"), height=MAP_HEIGHT)
        self.verdicts_view = ChartView(tr("What would change the verdict first"))
        self.changes = sentence()
        self.changes.setObjectName("sensitivity changes")
        self.tornado_view = ChartView(tr("How far each parameter moves the value"))
        self.spider_view = ChartView(tr("The value along each parameter"), height=LINES_HEIGHT)
        self.scenarios, self.simulation = ScenariosPart(), SimulationPart()
        self.empty = sentence()
        self.add = QPushButton(tr("Add a parameter"))
        self.add.clicked.connect(self.adding_wanted)
        self._lay_out()
        self._connect()
        self.show_problem(tr("Open or build a tree; what its parameters decide appears here."))

    def _lay_out(self) -> None:
        self._slider_place = QHBoxLayout()
        self._slider_place.addWidget(self.parameter)
        self._slider_place.addWidget(self.value)
        nest(self._ruler.column, self._slider_place)
        self._ruler.column.addWidget(self.ruler_view)
        self._ruler.column.addWidget(self.lines_view)
        self._ruler.column.addStretch(1)
        axes = QHBoxLayout()
        axes.addWidget(self.across, 1)
        axes.addWidget(self.up, 1)
        nest(self._map.column, axes)
        self._map.column.addWidget(self.map_view)
        self._map.column.addStretch(1)
        for view in (self.verdicts_view, self.changes, self.tornado_view, self.spider_view):
            self._swings.column.addWidget(view)
        self._swings.column.addStretch(1)
        inside = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(24)
        for part in (self._ruler, self._map, self._swings):
            self._beside.addWidget(part, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.addWidget(self.empty)
        self._offers = QVBoxLayout()
        nest(column, self._offers)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        nest(column, self._beside)
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.setSpacing(24)
        self._below.addWidget(self.scenarios, 1)
        self._below.addWidget(self.simulation, 1)
        nest(column, self._below)
        column.addStretch(1)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.parameter.activated.connect(lambda _: self.parameter_chosen.emit(self.chosen))
        for box in (self.across, self.up):
            box.activated.connect(lambda _: self.axes_chosen.emit(*self.axes))
        self.ruler_view.hovered.connect(self.piece_pointed)
        self.verdicts_view.hovered.connect(self.piece_pointed)
        self.ruler_view.chosen.connect(lambda key: self.key_wanted.emit(self.chosen, key))
        self.ruler_view.picked.connect(lambda x, _, key: self.value_wanted.emit(self.chosen, x))
        self.lines_view.picked.connect(lambda x, _, key: self.value_wanted.emit(self.chosen, x))
        self.map_view.picked.connect(lambda x, y, _: self.point_wanted.emit(x, y))
        self.verdicts_view.picked.connect(lambda x, _, key: self.value_wanted.emit(str(key), x))
        for which, part in (("ruler", self._ruler), ("map", self._map), ("swings", self._swings)):
            part.cancelled.connect(partial(self.cancel_wanted.emit, which))
            part.again.connect(partial(self.again_wanted.emit, which))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(way)
        self._below.setDirection(way)
        super().resizeEvent(event)

    # ------------------------------------------------------------------------ parameters

    @property
    def chosen(self) -> str:
        """The parameter of the ruler."""
        return str(self.parameter.currentData() or "")

    @property
    def axes(self) -> tuple[str, str]:
        """The parameters of the map."""
        return str(self.across.currentData() or ""), str(self.up.currentData() or "")

    def show_document(self, document: Document, words: str) -> None:
        """The parameters there are; ``words`` where there is none to ask about."""
        self.show_offers({})
        self._document = document
        free = document.free_parameters
        ids = [*free, *(id_ for id_ in document.parameters if id_ not in free)]
        for box, place in ((self.parameter, 0), (self.across, 0), (self.up, 1)):
            _fill(box, document, ids, place)
        self.empty.setText(words)
        self.empty.setVisible(bool(words))
        self.add.setVisible(bool(words) and bool(document.nodes))
        for part in (self._ruler, self._swings):
            part.setVisible(bool(ids) and not words)
        self.scenarios.setVisible(bool(ids) and not words)
        self.simulation.setVisible(bool(ids) and not words)
        self._map.setVisible(len(free) > 1 and not words)
        self._show_slider()

    def show_offers(self, offers: Mapping[str, str]) -> None:
        """Branches whose probability can be made a parameter, and what to say of each."""
        empty(self._offers)
        for branch, text in offers.items():
            button = QPushButton(plain_text(text))
            button.clicked.connect(partial(self.making_wanted.emit, branch))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_problem(self, words: str) -> None:
        """Why there is nothing to be seen."""
        self.show_document(Document(), words)

    def _show_slider(self) -> None:
        parameter = self.chosen
        if parameter != self._slider_of and self.slider is not None:
            self._slider_place.removeWidget(self.slider)
            self.slider.hide()  # until it is deleted
            self.slider.deleteLater()
            self.slider = None
        if not parameter:
            return
        if self.slider is None:
            self.slider = ParameterSlider(parameter)
            self.slider.moved.connect(
                lambda number, gesture: self.moved.emit(self.chosen, number, gesture)
            )
            self._slider_place.addWidget(self.slider, 1)
            self._slider_of = parameter
        self.slider.show_document(self._document)
        value = self._document.parameter_values.get(parameter)
        self.value.setText(
            "" if value is None else f"= {self._document.parameters[parameter].value.text}"
        )
        self.value.setToolTip("" if value is None else str(value))

    # --------------------------------------------------------------------------- charts

    def clear(self) -> None:
        """Nothing is shown of what was found."""
        self.show_ruler(None)
        self.show_lines(None)
        self.show_map(None)
        self.show_swings(None, None, None)

    def show_ruler(self, chart: Chart | None, words: str = "", *, busy: bool = False) -> None:
        self._ruler.say(words, busy=busy)
        _show(self.ruler_view, chart)

    def show_lines(self, chart: Chart | None) -> None:
        _show(self.lines_view, chart)

    def show_map(self, chart: Chart | None, words: str = "", *, busy: bool = False) -> None:
        self._map.say(words, busy=busy)
        _show(self.map_view, chart)

    def show_swings(
        self,
        verdicts: Chart | None,
        tornado: Chart | None,
        spider: Chart | None,
        words: str = "",
        *,
        changes: Sequence[str] = (),
    ) -> None:
        """``changes`` say at which number what becomes permitted."""
        self._swings.say(words)
        self.changes.setText("\n".join(changes))
        self.changes.setForegroundRole(QPalette.ColorRole.WindowText)
        self.changes.setVisible(bool(changes))
        _show(self.verdicts_view, verdicts)
        _show(self.tornado_view, tornado)
        _show(self.spider_view, spider)

    def tell_busy(self, which: str, words: str) -> None:
        """What is shown is the old content, muted, until there is a new one."""
        part, views = {
            "ruler": (self._ruler, (self.ruler_view, self.lines_view)),
            "map": (self._map, (self.map_view,)),
            "swings": (self._swings, (self.verdicts_view, self.tornado_view, self.spider_view)),
        }[which]
        part.say(words, busy=True)
        for view in views:
            view.show_muted(True)
        if part is self._swings:
            self.changes.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def tell_stopped(self, which: str, words: str) -> None:
        """What is shown stays as it is: muted if it is old, or as far as it was found."""
        part = {"ruler": self._ruler, "map": self._map, "swings": self._swings}[which]
        part.say(words, stopped=True)


def _show(view: ChartView, chart: Chart | None) -> None:
    view.show_muted(False)
    view.show_chart(chart)
    view.setVisible(chart is not None)


def _box(name: str) -> QComboBox:
    box = DropDown()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMaximumWidth(MOST_WIDE)
    return box


def _fill(box: QComboBox, document: Document, ids: Sequence[str], place: int) -> None:
    """List the parameters; what was chosen stays chosen."""
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    for id_ in ids:
        box.addItem(plain_text(document.parameters[id_].label or id_), id_)
    if before in ids:
        box.setCurrentIndex(ids.index(before))
    elif ids:
        box.setCurrentIndex(min(place, len(ids) - 1))
    box.blockSignals(False)
