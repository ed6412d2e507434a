"""Charts on pages, taken away: as pictures in the files that trees are written to, and as CSV."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication, QImage

from app.export.chart_subject import ChartSubject
from app.export.encode import write_picture
from app.export.options import ExportOptions
from app.export.paper_charts import chart_figure
from app.process.awaited_work import AwaitedWork, Order
from app.process.background import Run
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from app.storage.atomic_write import replace_file
from solver.charts.chart import Chart
from solver.charts.question import ChartQuestion
from solver.charts.table import ChartTable
from solver.edits import AddStep
from solver.errors import QuandaryError
from solver.formats.exporting.markup import LATEX
from solver.formats.exporting.paper_tables import paper_table
from solver.page.talk_steps import Step
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.charts.chart_view import ChartView
from widgets.charts.table_view import TableView

COPIED: Final = ExportOptions(size=3.0, background="white", carry=False)
_NOT_IN_NAMES: Final = re.compile(r"[^\w .,()-]+")


class ChartExport:
    """Answers what views of charts ask for; ``part`` is told what came of it."""

    def __init__(self, window: DocumentWindow, part: WindowPart) -> None:
        self._window, self._part = window, part
        self._working = AwaitedWork(window)

    def serve(self, view: ChartView, question: Callable[[], ChartQuestion] | None = None) -> None:
        """From now on this view can be exported; ``question`` is what its chart answers now."""
        view.export_wanted.connect(self.export)
        view.copy_wanted.connect(self.copy)
        view.table_wanted.connect(self.save_chart)
        view.text_wanted.connect(self.copy_text)
        if question is not None:
            view.has_question = True
            view.talk_wanted.connect(lambda chart: self._to_the_talk(chart, question()))

    def serve_table(self, view: TableView, title: str) -> None:
        """From now on this table can be taken away."""
        view.csv_wanted.connect(lambda table: self.save_table(table, title))
        view.text_wanted.connect(lambda table: self._copy_table(table, title))

    def subject(self, chart: Chart) -> ChartSubject:
        """A chart as what is to be written, in the style of the tree."""
        style = self._window.canvas.tree.drawn_style
        return ChartSubject(self._window.session.reading, style=style, chart=chart)

    def export(self, chart: Chart) -> None:
        """Ask how and where, and write the picture."""
        dialogs, subject = self._window.documents.dialogs, self.subject(chart)
        wanted = dialogs.ask_chart(_file_name(chart.title), subject)
        if wanted is None:
            return
        order = Order(
            said=tr("Writing the chart…"),
            work=lambda run: write_picture(subject, wanted.path, wanted.options, run.go_on),
            then=lambda _: self._part.told.emit(tr("Wrote {path}.").format(path=wanted.path)),
            failed=lambda problem: dialogs.complain(
                tr("The chart could not be written."), problem.message
            ),
            stopped=lambda: self._part.told.emit(tr("Nothing was written.")),
        )
        self._working.do(order)

    def copy(self, chart: Chart) -> None:
        """Put the chart on the clipboard as a picture, large enough for print."""
        told = self._part.told
        order = Order(
            said=tr("Copying the picture…"),
            work=partial(_pixels, self.subject(chart)),
            then=self._copied,
            failed=lambda problem: told.emit(problem.message),
            stopped=lambda: told.emit(tr("Nothing was copied.")),
        )
        self._working.do(order)

    def _copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._part.told.emit(tr("Copied the chart."))

    def copy_text(self, chart: Chart) -> None:
        """Put the chart on the clipboard as a figure for a paper."""
        style = self._window.canvas.tree.drawn_style
        text = chart_figure(self._window.session.reading, chart, LATEX, style)
        QGuiApplication.clipboard().setText(text)
        self._part.told.emit(tr("Copied the chart as a LaTeX figure."))

    def _copy_table(self, table: ChartTable, title: str) -> None:
        QGuiApplication.clipboard().setText(paper_table(table, LATEX, title))
        self._part.told.emit(tr("Copied the table as LaTeX."))

    def _to_the_talk(self, chart: Chart, question: ChartQuestion) -> None:
        """Add a step at the end that shows the chart, worked out anew whenever it is shown."""
        rule = self._window.verdict.rule if question.kind.by_rule else ""
        step = Step("chart", name=plain_text(chart.title), rule=rule, chart=question.text)
        self._part.intended.emit(AddStep(step))
        self._part.told.emit(tr("Added a step with this chart to the talk (F12)."))

    def save_chart(self, chart: Chart) -> None:
        """Write the numbers of a chart as CSV."""
        self.save_table(chart.table(), chart.title)

    def save_table(self, table: ChartTable, title: str) -> None:
        """Ask where, and write a table as CSV."""
        dialogs = self._window.documents.dialogs
        if not (path := dialogs.ask_table(_file_name(title))):
            return
        try:
            replace_file(path, table.csv().encode("utf-8"))
        except QuandaryError as error:
            dialogs.complain(tr("The numbers could not be written."), str(error))
        else:
            self._part.told.emit(tr("Wrote {path}.").format(path=path))


def _pixels(subject: ChartSubject, run: Run) -> QImage:
    from app.export.pixels import image

    return image(subject.picture(COPIED), COPIED, run.go_on)


def _file_name(title: str) -> str:
    """A title as the name of a file."""
    return _NOT_IN_NAMES.sub(" ", title).strip()[:80] or "chart"
