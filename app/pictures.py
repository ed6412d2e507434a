"""Export and copy of the picture, as the window offers them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.documents import Documents
from app.export_options import ExportOptions
from app.session import Session
from solver.errors import QuandaryError
from solver.solution import Plan, Solution


class Pictures(QObject):
    """Takes the tree away as a picture, with or without what a rule says of it."""

    told = Signal(str)  # what was done, for the status bar

    def __init__(self, documents: Documents, session: Session) -> None:
        super().__init__()
        self._documents = documents
        self._session = session

    def export(self, solution: Solution | None, plan: Plan | None) -> None:
        """Ask how and where, and write the picture."""
        from app.export import export_file  # not needed to show the window

        dialogs = self._documents.dialogs
        chosen = dialogs.ask_export(self._documents.name, can_highlight=solution is not None)
        if chosen is None:
            return
        path, options, highlighted = chosen
        if not highlighted:
            solution = plan = None
        try:
            export_file(self._session.document, path, solution, plan, options)
        except QuandaryError as error:
            dialogs.complain("The picture could not be written.", str(error))
            return
        self.told.emit(f"Wrote {path}.")

    def copy(self, solution: Solution | None, plan: Plan | None) -> None:
        """Put the picture on the clipboard, large enough for print."""
        from app.export import image
        from widgets.canvas.picture import Picture

        picture = Picture(self._session.document, solution, plan)
        try:
            copied = image(picture, ExportOptions(scale=3.0))
        except QuandaryError as error:
            self.told.emit(error.message)
            return
        QGuiApplication.clipboard().setImage(copied)
        self.told.emit("Copied the picture.")
