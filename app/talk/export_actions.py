"""Export and copy of the picture, as the window offers them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from app.export.export_request import ExportRequest
from app.export.options import ExportOptions
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.errors import Cancelled, QuandaryError
from solver.translation import tr
from widgets.canvas.items.painter_surface import plain_rect

if TYPE_CHECKING:
    from app.export.subject import Subject

COPIED = ExportOptions(size=3.0, background="white")


class Pictures(WindowPart):
    """Takes the tree away as a picture, with or without what a rule says of it."""

    rows = (
        ActionRow("export.picture", "pictures", "&Export picture…", ("Ctrl+E",), "export",
            "Write the tree as PNG, SVG, PDF, TikZ or DOT.", in_tool_bar=True),
        ActionRow("export.again", "pictures", "Export a&gain", ("Ctrl+Shift+E",),
            tip="Write the same file in the same way once more."),
        ActionRow("export.print", "pictures", "&Print…", ("Ctrl+P",),
            tip="Look at the tree on a sheet of paper, and print it."),
        ActionRow("export.copy_vector", "copies", "Copy picture as S&VG", ("Ctrl+Alt+C",),
            tip="Copy the tree as SVG and PDF, for programs that paste vectors."),
        ActionRow("export.copy", "copies", "&Copy picture", ("Ctrl+Shift+C",), tip="Copy the tree as a picture."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._documents = window.documents
        self._last: ExportRequest | None = None

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "export.picture": self._export,
            "export.again": self._export_again,
            "export.print": self._print,
            "export.copy": self._copy,
            "export.copy_vector": self._copy_vector,
        }

    def subject(self) -> "Subject":
        """What the canvas shows."""
        from app.export.subject import Subject

        tree, canvas = self._canvas.tree, self._canvas
        nodes, branches = canvas.selection()
        below = {inner for id_ in nodes for inner in tree.expanded.below(id_)}
        lines = {b.id for b in tree.expanded.branches.values() if b.source in below}
        seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
        return Subject(
            self._session.document,
            self._verdict.solution,
            self._verdict.plan,
            only=frozenset(below | lines | set(branches)) or None,
            view=plain_rect(seen.intersected(tree.content_rect().adjusted(-16, -16, 16, 16))),
            style=tree.drawn_style,
        )

    def _export(self) -> None:
        """Ask how and where, and write the picture."""
        wanted = self._documents.dialogs.ask_export(self._documents.name, self.subject())
        if wanted is not None:
            self._write(wanted)

    def _export_again(self) -> None:
        """The same file in the same way, of the tree as it is now."""
        if self._last is None:
            self._export()
        else:
            self._write(self._last)

    def _write(self, wanted: ExportRequest) -> None:
        from app.export.encode import left_out, write_picture

        subject = self.subject() if wanted.highlighted else self.subject().unsolved()
        dialogs = self._documents.dialogs
        try:
            with dialogs.progress(tr("Writing the picture…")) as progress:
                write_picture(subject, wanted.path, wanted.options, progress)
                said = left_out(subject, wanted.path)
        except Cancelled:
            self.told.emit(tr("Nothing was written."))
            return
        except QuandaryError as error:
            dialogs.complain(tr("The picture could not be written."), str(error))
            return
        self._last = wanted
        self.told.emit(" ".join((tr("Wrote {path}.").format(path=wanted.path), *said)))

    def _print(self) -> None:
        """Show the sheet; from there it is printed."""
        from app.export.printing import paint_on, picture_on_paper, printer_for

        dialogs, subject = self._documents.dialogs, self.subject()
        try:
            with dialogs.progress(tr("Laying the tree out on paper…")) as progress:
                picture = picture_on_paper(subject, progress)
        except Cancelled:
            self.told.emit(tr("Nothing was printed."))
            return
        printer = printer_for(picture, subject.name)
        if dialogs.preview_print(printer, lambda: paint_on(printer, picture)):
            self.told.emit(tr("Printed the tree."))

    def _copy(self) -> None:
        """Put the picture on the clipboard, large enough for print."""
        from app.export.pixels import image

        subject, mime = self.subject(), QMimeData()
        with self._copying(tr("Copied the picture."), mime) as progress:
            picture = subject.picture(COPIED, lambda done: progress(0.6 * done))
            mime.setImageData(image(picture, COPIED, lambda done: progress(0.6 + 0.4 * done)))

    def _copy_vector(self) -> None:
        """Put the picture on the clipboard as SVG and PDF, for programs that paste vectors."""
        from app.export.encode import encoded

        subject, mime = self.subject(), QMimeData()
        options = ExportOptions(background="transparent")
        with self._copying(tr("Copied the picture as SVG and PDF."), mime) as progress:
            svg = encoded(subject, ".svg", options, lambda done: progress(0.5 * done))
            pdf = encoded(subject, ".pdf", options, lambda done: progress(0.5 + 0.5 * done))
            mime.setData("image/svg+xml", QByteArray(svg))
            mime.setData("application/pdf", QByteArray(pdf))

    @contextmanager
    def _copying(self, said: str, mime: QMimeData) -> Iterator[Callable[[float], None]]:
        """Put what is made meanwhile on the clipboard, and say so; or say why not."""
        try:
            with self._documents.dialogs.progress(tr("Copying the picture…")) as progress:
                yield progress
        except Cancelled:
            self.told.emit(tr("Nothing was copied."))
        except QuandaryError as error:
            self.told.emit(error.message)
        else:
            QGuiApplication.clipboard().setMimeData(mime)
            self.told.emit(said)
