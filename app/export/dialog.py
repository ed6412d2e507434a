"""How a picture is to be made: one dialog that shows what comes out, and remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.export.chart_subject import ChartSubject
from app.export.export_format import ExportFormat, PictureFormat, StepsFormat
from app.export.formats import PICTURES
from app.export.measures import in_pixels
from app.export.options import (
    BACKGROUNDS,
    EXPORT_DIALOG,
    INKS,
    MARGIN_UNITS,
    OF_PIXELS,
    PARTS,
    RATIOS,
    UNITS,
    WIDEST_MARGIN,
    ExportOptions,
)
from app.export.preview import Noticed, Seen, noticed_in, seen
from app.export.subject import Subject
from app.process.background import Background
from app.storage.settings import Settings
from solver.edits import Edit, MoveTexts
from solver.errors import QuandaryError
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import DropDown
from widgets.basics.layouts import nest
from widgets.basics.tips import plain_tip

PREVIEW: Final = 380  # pixels, both ways, where the screen has room
BESIDE: Final = 520  # pixels, for what stands beside it
MOST_NODES: Final = 2_000  # larger trees are not previewed: it would take too long
DELAY: Final = 80  # ms after the last change
KEY: Final = "export/options"


class ExportDialog(QDialog):
    """Format, size, background and part; a preview beside them."""

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        subject: Subject,
        title: str = "Export the picture",
        formats: Sequence[ExportFormat] = PICTURES,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._formats = {row.suffix: row for row in formats}
        self._steps = any(isinstance(row, StepsFormat) for row in formats)
        self._kept = "export/frames_format" if self._steps else "export/format"
        self.setObjectName(EXPORT_DIALOG)
        self._settings = settings
        self._subject = subject
        options = remembered(settings)
        self._format = _box({row.suffix: row.label for row in formats}, tr("Format"))
        _choose(self._format, settings.text(self._kept, formats[0].suffix))
        self._size = QDoubleSpinBox()
        self._size.setRange(0.1, 20_000)
        self._size.setDecimals(1)
        self._size.setAccessibleName(tr("Size"))
        self._unit = _box(UNITS, tr("Unit of the size"))
        self._background = _box(BACKGROUNDS, tr("Background"))
        self._ink = _box(INKS, tr("Ink"))
        self._part = _box(PARTS, tr("Part of the tree"))
        self._ratio = _box(
            {ratio: ratio or tr("As the tree is") for ratio in RATIOS}, tr("Shape of the page")
        )
        self._margin = QDoubleSpinBox()
        self._margin.setDecimals(0)
        self._margin_unit = _box(MARGIN_UNITS, tr("Unit of the margin"))
        self._margin.setAccessibleName(tr("Margin"))
        self._seconds = QDoubleSpinBox()
        self._seconds.setRange(0.1, 600)
        self._seconds.setDecimals(1)
        self._seconds.setSuffix(" s")
        self._seconds.setAccessibleName(tr("Seconds for each step"))
        self._outlines = QCheckBox(tr("Text as outlines, for where the font is missing"))
        self._carry = QCheckBox(
            tr("With the tree inside, so that Quandary can open the picture again")
        )
        self._standalone = QCheckBox(tr("A file that compiles by itself"))
        self._highlight = QCheckBox(tr("With what the rule permits, or the selected plan"))
        self._preview = QLabel()
        self._preview.setAccessibleName(tr("Preview"))
        room = self.screen().availableSize().width() - BESIDE
        self._edge = max(160, min(PREVIEW, room))
        self._preview.setFixedSize(self._edge, self._edge)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setFrameShape(QLabel.Shape.StyledPanel)
        self._preview.setWordWrap(True)
        self._step, self._step_name = QSpinBox(), QLabel()
        self._step.setAccessibleName(tr("Step that is shown"))
        self._step_name.setWordWrap(True)
        self._step.setMinimumWidth(72)
        self._step.setRange(0, 0)  # the last, until it is known how many there are
        self._size_text = QLabel()
        self._size_text.setWordWrap(True)
        self._note = QLabel()
        self._note.setAccessibleName(tr("What to know before it is written"))
        self._note.setWordWrap(True)
        self._other_ink = QPushButton()
        self._other_ink.hide()
        self._other_ink.clicked.connect(self._take_other_ink)
        self._aside = QPushButton(tr("Move free texts aside"))
        self._aside.hide()
        self._aside.clicked.connect(self._move_aside)
        self.edit: Edit | None = None  # of the document, before it is written
        self._offered: MoveTexts | None = None
        self._noticing = Background(parent)
        self._noticing.answered.connect(self._show_noticed)
        self._noticing.failed.connect(lambda _, error: self._refuse(error))
        self._asking = Background(parent)
        self._asking.answered.connect(self._show_picture)
        self._asking.failed.connect(lambda _, error: self._refuse(error))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY)
        self._soon.timeout.connect(self._show_preview)
        self._lay_out()
        self._show(options)
        self._connect()
        self._fit_format()
        self._show_preview()

    def _lay_out(self) -> None:
        size = QHBoxLayout()
        size.addWidget(self._size, 1)
        size.addWidget(self._unit)
        form = QFormLayout()
        form.addRow(tr("&Format"), self._format)
        form.addRow(_caption(tr("&Size"), self._size), size)
        form.addRow(tr("&Part"), self._part)
        form.addRow(tr("&Background"), self._background)
        form.addRow(tr("&Ink"), self._ink)
        form.addRow(tr("Page s&hape"), self._ratio)
        margin = QHBoxLayout()
        margin.addWidget(self._margin, 1)
        margin.addWidget(self._margin_unit)
        form.addRow(_caption(tr("&Margin"), self._margin), margin)
        if self._steps:
            form.addRow(tr("A step st&ays"), self._seconds)
        for box in (self._highlight, self._carry, self._outlines, self._standalone):
            form.addRow("", box)
        buttons = QDialogButtonBox()
        self._export = buttons.addButton(tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        shown = QVBoxLayout()
        shown.addWidget(self._preview)
        if self._steps:
            which = QHBoxLayout()
            which.addWidget(_caption(tr("Step sho&wn"), self._step))
            which.addWidget(self._step)
            which.addWidget(self._step_name, 1)
            nest(shown, which)
        shown.addWidget(self._size_text)
        shown.addWidget(self._note)
        shown.addWidget(self._other_ink)
        shown.addWidget(self._aside)
        shown.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        nest(beside, form, 1)
        nest(beside, shown)
        column = QVBoxLayout(self)
        nest(column, beside)
        column.addWidget(buttons)

    def _show(self, options: ExportOptions) -> None:
        self._size.setValue(options.size)
        for box, value in (
            (self._unit, options.unit),
            (self._margin_unit, options.margin_unit),
            (self._background, options.background),
            (self._ink, options.ink),
            (self._part, options.part),
            (self._ratio, options.ratio),
        ):
            _choose(box, value)
        missing = [
            part
            for part, there in (
                ("selection", self._subject.only),
                ("view", self._subject.view is not None),
            )
            if not there
        ]
        for part in missing:
            self._part.removeItem(self._part.findData(part))
        self._margin.setRange(0, WIDEST_MARGIN[options.margin_unit])
        self._margin.setValue(options.margin)
        self._seconds.setValue(options.seconds)
        self._outlines.setChecked(options.outlines)
        self._carry.setChecked(options.carry)
        self._standalone.setChecked(options.standalone)
        self._offer_highlight()

    def _offer_highlight(self) -> None:
        is_solved = self._subject.solution is not None
        self._highlight.setEnabled(is_solved)
        self._highlight.setChecked(is_solved and self._settings.flag("export/highlight", True))

    def follow(self, subject: Subject) -> None:
        """Show the tree with what a rule says of it by now."""
        if isinstance(self._subject, ChartSubject):
            return
        document = self._subject.document  # in which texts may have moved
        self._subject = replace(subject, document=document)
        self._offer_highlight()
        self._show_preview()

    def _connect(self) -> None:
        boxes = self._format, self._unit, self._background, self._ink, self._part, self._ratio
        for box in (*boxes, self._margin_unit):
            box.currentIndexChanged.connect(self._change)
        for spin in (self._size, self._margin, self._seconds):
            spin.valueChanged.connect(self._change)
        self._step.valueChanged.connect(self._choose_step)
        for check in (self._highlight, self._outlines, self._carry, self._standalone):
            check.toggled.connect(self._change)

    def _choose_step(self) -> None:
        self._soon.start()

    def _change(self) -> None:
        self._margin.setMaximum(WIDEST_MARGIN[self._margin_unit.currentData()])
        self._fit_format()
        self._soon.start()

    def _fit_format(self) -> None:
        """Offer what the format has a use for."""
        uses = self.format.uses
        for option, widget in (
            ("size", self._size),
            ("unit", self._unit),
            ("background", self._background),
            ("ink", self._ink),
            ("ratio", self._ratio),
            ("margin", self._margin),
            ("margin", self._margin_unit),
            ("part", self._part),
            ("carry", self._carry),
            ("outlines", self._outlines),
            ("standalone", self._standalone),
            ("seconds", self._seconds),
        ):
            widget.setEnabled(option in uses)
        if self.format.measure is not in_pixels and self._unit.currentData() in OF_PIXELS:
            self._size.setEnabled(False)
        is_idle = "size" in uses and not self._size.isEnabled()
        tip = tr("Lines and texts have no pixels: say how wide the picture is.") if is_idle else ""
        self._size.setToolTip(plain_tip(tip))

    def _show_preview(self) -> None:
        subject, options = self.subject, self.options
        if "background" in self.format.uses:
            self._noticing.ask(subject, partial(noticed_in, subject, options, steps=self._steps))
        else:
            self._noticing.cancel()
            self._show_noticed(subject, Noticed())
        if len(subject.document.nodes) > MOST_NODES:
            self._preview.setText(tr("The tree is too large for a preview."))
            self._size_text.clear()
            return
        room = self._edge - 8
        step = self._step.value() if self._steps else None
        self._asking.ask(subject, partial(seen, subject, options, room, step=step))

    def _show_picture(self, _: Subject, found: Seen) -> None:
        options, picture, image = self.options, found.picture, found.image
        if self._steps:
            self._step.blockSignals(True)
            self._step.setRange(1, found.steps)
            if not self._soon.isActive():  # else another is asked for in a moment
                self._step.setValue(found.step)
            self._step.blockSignals(False)
            told = tr("of {steps}: {name}").format(steps=found.steps, name=plain_text(found.name))
            self._step_name.setText(told)
        try:
            measure = self.format.measure
            words = [] if measure is None else [measure(picture, options).words]
            if isinstance(self.format, PictureFormat):
                words += self.format.leaves_out(self.subject)
        except QuandaryError as error:
            self._refuse(error)
            return
        self._export.setEnabled(True)
        self._size_text.setText("\n".join(words))
        self._preview.setPixmap(QPixmap.fromImage(image))

    def _show_noticed(self, _: Subject, found: Noticed) -> None:
        """Say what is not read, or not clear of something else; offer what helps."""
        self._note.setText(" ".join(found.sentences))
        self._other_ink.setVisible(bool(found.ink))
        self._other_ink.setText(tr("Draw it in {ink} ink").format(ink=found.ink))
        self._other_ink.setProperty("ink", found.ink)
        self._offered = found.aside
        self._aside.setVisible(found.aside is not None)

    def _move_aside(self) -> None:
        """Show free texts where they are clear; in the document they are moved when it is exported."""
        if self._offered is not None:
            self.edit = self._offered
            document = self._offered.apply(self._subject.document)
            self._subject = replace(self._subject, document=document)
            self._show_preview()

    def _take_other_ink(self) -> None:
        _choose(self._ink, self._other_ink.property("ink"))

    def _refuse(self, error: QuandaryError) -> None:
        """Say why it cannot be written like this."""
        self._size_text.clear()
        self._preview.setText(error.message)
        self._export.setEnabled(False)

    def done(self, result: int) -> None:
        self._soon.stop()
        for background in (self._asking, self._noticing):
            background.shut_down()
            background.deleteLater()
        super().done(result)

    def accept(self) -> None:
        self._settings.set(self._kept, self.suffix)
        remember(self._settings, self.options)
        if self._highlight.isEnabled():
            self._settings.set("export/highlight", self._highlight.isChecked())
        super().accept()

    @property
    def suffix(self) -> str:
        return str(self._format.currentData())

    @property
    def format(self) -> ExportFormat:
        """What was chosen."""
        return self._formats[self.suffix]

    @property
    def options(self) -> ExportOptions:
        """How it is to be made."""
        return ExportOptions(
            size=self._size.value(),
            unit=self._unit.currentData(),
            background=self._background.currentData(),
            ink=self._ink.currentData(),
            margin=self._margin.value(),
            margin_unit=self._margin_unit.currentData(),
            ratio=self._ratio.currentData(),
            outlines=self._outlines.isChecked(),
            part=self._part.currentData(),
            carry=self._carry.isChecked(),
            standalone=self._standalone.isChecked(),
            seconds=self._seconds.value(),
        )

    @property
    def subject(self) -> Subject:
        """What is shown: without what a rule says of it, if that is not wanted."""
        return self._subject if self._highlight.isChecked() else self._subject.unsolved()


def _box(words: Mapping[str, str], name: str) -> QComboBox:
    box = DropDown()
    box.setAccessibleName(name)
    for value, text in words.items():
        box.addItem(tr(text), value)
    return box


def _caption(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def remembered(settings: Settings) -> ExportOptions:
    """What was chosen last; the usual where nothing, or nothing that can be read, was."""
    try:
        kept = msgspec.json.decode(settings.text(KEY, ""), type=ExportOptions)
    except msgspec.MsgspecError:
        return ExportOptions()
    known = (
        (kept.unit, UNITS), (kept.background, BACKGROUNDS), (kept.ink, INKS), (kept.ratio, RATIOS), (kept.part, PARTS), (kept.margin_unit, MARGIN_UNITS)
    )  # fmt: skip
    return kept if all(word in words for word, words in known) else ExportOptions()


def remember(settings: Settings, options: ExportOptions) -> None:
    settings.set(KEY, msgspec.json.encode(options).decode())
