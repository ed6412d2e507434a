"""Charts on pages, taken away: as pictures in the files that trees are written to, and as CSV."""

import re
from typing import Final

from PySide6.QtGui import QGuiApplication

from app.export.chart_subject import ChartSubject
from app.export.encode import write_picture
from app.export.options import ExportOptions
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from app.storage.atomic_write import replace_file
from solver.charts.chart import Chart
from solver.charts.table import ChartTable
from solver.errors import Cancelled, QuandaryError
from widgets.charts.chart_view import ChartView

COPIED: Final = ExportOptions(size=3.0, background="white", carry=False)
_NOT_IN_NAMES: Final = re.compile(r"[^\w .,()-]+")


class ChartExport:
    """Answers what views of charts ask for; ``part`` is told what came of it."""

    def __init__(self, window: DocumentWindow, part: WindowPart) -> None:
        self._window, self._part = window, part

    def serve(self, *views: ChartView) -> None:
        """From now on these views can be exported."""
        for view in views:
            view.export_wanted.connect(self.export)
            view.copy_wanted.connect(self.copy)
            view.table_wanted.connect(self.save_chart)

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
        try:
            with dialogs.progress("Writing the chart…") as progress:
                write_picture(subject, wanted.path, wanted.options, progress)
        except Cancelled:
            self._part.told.emit("Nothing was written.")
        except QuandaryError as error:
            dialogs.complain("The chart could not be written.", str(error))
        else:
            self._part.told.emit(f"Wrote {wanted.path}.")

    def copy(self, chart: Chart) -> None:
        """Put the chart on the clipboard as a picture, large enough for print."""
        from app.export.pixels import image

        QGuiApplication.clipboard().setImage(image(self.subject(chart).picture(COPIED), COPIED))
        self._part.told.emit("Copied the chart.")

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
            dialogs.complain("The numbers could not be written.", str(error))
        else:
            self._part.told.emit(f"Wrote {path}.")


def _file_name(title: str) -> str:
    """A title as the name of a file."""
    return _NOT_IN_NAMES.sub(" ", title).strip()[:80] or "chart"
