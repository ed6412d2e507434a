"""Export and copy of the picture, as the window offers them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog

from app.export.export_request import ExportRequest
from app.export.options import EXPORT_DIALOG, ExportOptions
from app.process.awaited_work import AwaitedWork, Order
from app.process.background import Run, Work
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.errors import Cancelled, QuandaryError
from solver.translation import tr
from widgets.canvas.items.painter_surface import plain_rect

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.export.printing import Sheet
    from app.export.subject import Subject

COPIED = ExportOptions(size=3.0, background="white")


class Pictures(WindowPart):
    """Takes the tree away as a picture, with or without what a rule says of it."""

    rows = (
        ActionRow("export.picture", "pictures", "&Export picture…", ("Ctrl+E",), "export",
            "Write the tree as PNG, SVG, PDF, TikZ or DOT.", in_tool_bar=True),
        ActionRow("export.again", "pictures", "Export a&gain", ("Ctrl+Shift+E",),
            tip="Write the same file again, in the same way."),
        ActionRow("export.print", "pictures", "&Print…", ("Ctrl+P",),
            tip="Look at the tree on a sheet of paper, and print it."),
        ActionRow("layout.texts_aside", "aligning", "Move free te&xts aside",
            tip="Move free texts that overlap the tree or each other to where they are clear of both."),
        ActionRow("export.copy_vector", "copies", "Copy picture as S&VG", ("Ctrl+Alt+C",),
            tip="Copy the tree as SVG and PDF, for programs that paste vectors."),
        ActionRow("export.copy", "copies", "&Copy picture", ("Ctrl+Shift+C",), tip="Copy the tree as a picture."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._documents = window.documents
        self._last: ExportRequest | None = None
        #: Who is asked first: each exports what it shows itself, if it is in front.
        self.others: list[Callable[[], bool]] = []
        self.working = AwaitedWork(window)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "export.picture": self._export,
            "export.again": self._export_again,
            "export.print": self._print,
            "export.copy": self._copy,
            "layout.texts_aside": self._move_texts_aside,
            "export.copy_vector": self._copy_vector,
        }

    def follow_verdict(self) -> None:
        """What a rule says may come while somebody is asked how the picture is to be made."""
        for dialog in self._window.findChildren(QDialog, EXPORT_DIALOG):
            from app.export.dialog import ExportDialog

            if isinstance(dialog, ExportDialog) and dialog.isVisible():
                dialog.follow(self.subject())

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
            named=self._documents.name if self._session.path else "",
        )

    def _export(self) -> None:
        """Ask how and where, and write the picture; in the place of the talk its steps."""
        if any(takes() for takes in self.others):
            return
        wanted = self._documents.dialogs.ask_export(self._documents.name, self.subject())
        if wanted is not None:
            self._write(wanted)

    def _export_again(self) -> None:
        """The same file in the same way, of the tree as it is now."""
        if self._last is None:
            self._export()
        else:
            self._write(self._last)

    def _move_texts_aside(self) -> None:
        from app.export.noticed import texts_aside

        edit = texts_aside(self.subject().picture(), ExportOptions())
        if edit is None:
            self.told.emit(tr("Every free text is clear of the tree."))
        else:
            self.intended.emit(edit)

    def _write(self, wanted: ExportRequest) -> None:
        if wanted.edit is not None:
            self.intended.emit(wanted.edit)
        subject = self.subject() if wanted.highlighted else self.subject().unsolved()
        order = Order(
            said=tr("Writing the picture…"),
            work=partial(_written, subject, wanted),
            then=partial(self._tell_written, wanted),
            failed=self._complain,
            stopped=lambda: self.told.emit(tr("Nothing was written.")),
        )
        self.working.do(order)

    def _tell_written(self, wanted: ExportRequest, left_out: tuple[str, ...]) -> None:
        self._last = wanted._replace(edit=None)
        self.told.emit(" ".join((tr("Wrote {path}.").format(path=wanted.path), *left_out)))

    def _complain(self, problem: QuandaryError) -> None:
        title = tr("The picture could not be written.")
        self._documents.dialogs.complain(title, problem.message)

    def _print(self) -> None:
        """Show the sheet; from there it is printed."""
        subject = self.subject()
        order = Order(
            said=tr("Laying the tree out on paper…"),
            work=partial(_on_paper, subject),
            then=partial(self._show_sheet, subject.name),
            failed=lambda problem: self.told.emit(problem.message),
            stopped=lambda: self.told.emit(tr("Nothing was printed.")),
        )
        self.working.do(order)

    def _show_sheet(self, name: str, sheet: "Sheet") -> None:
        from app.export.printing import printer_for, show_on

        printer = printer_for(sheet.picture, name)
        if not self._documents.dialogs.preview_print(printer, lambda: show_on(printer, sheet)):
            return
        order = Order(
            said=tr("Printing the tree…"),
            work=partial(_printed, printer, sheet),
            then=lambda _: self.told.emit(tr("Printed the tree.")),
            failed=lambda problem: self.told.emit(problem.message),
            stopped=lambda: self.told.emit(tr("Nothing was printed.")),
        )
        self.working.do(order)

    def _copy(self) -> None:
        """Put the picture on the clipboard, large enough for print."""
        self._take_along(tr("Copied the picture."), partial(_pixels, self.subject()), _of_pixels)

    def _copy_vector(self) -> None:
        """Put the picture on the clipboard as SVG and PDF, for programs that paste vectors."""
        said = tr("Copied the picture as SVG and PDF.")
        self._take_along(said, partial(_vectors, self.subject()), _of_vectors)

    def _take_along(self, said: str, make: Work, put: Callable[[Any], QMimeData]) -> None:
        """Put what is made on the clipboard, and say so; or say why not."""

        def then(made: object) -> None:
            QGuiApplication.clipboard().setMimeData(put(made))
            self.told.emit(said)

        order = Order(
            said=tr("Copying the picture…"),
            work=make,
            then=then,
            failed=lambda problem: self.told.emit(problem.message),
            stopped=lambda: self.told.emit(tr("Nothing was copied.")),
        )
        self.working.do(order)


def _written(subject: "Subject", wanted: ExportRequest, run: Run) -> tuple[str, ...]:
    """Write it; what such a file has no place for."""
    from app.export.encode import left_out, write_picture

    write_picture(subject, wanted.path, wanted.options, run.go_on)
    return left_out(subject, wanted.path)


def _on_paper(subject: "Subject", run: Run) -> "Sheet":
    from app.export.printing import sheet_of

    return sheet_of(subject, run.go_on)


def _printed(printer: "QPrinter", sheet: "Sheet", run: Run) -> None:
    """What has begun to be printed goes on to its end."""
    from app.export.printing import print_on

    if run.cancelled():
        raise Cancelled
    print_on(printer, sheet, run.tell)


def _pixels(subject: "Subject", run: Run) -> tuple[QImage, bytes]:
    """The picture, and what most programs ask for: nobody waits for it when it is pasted."""
    from app.export.pixels import image, png

    picture = subject.picture(COPIED, lambda done: run.go_on(0.5 * done))
    made = image(picture, COPIED, lambda done: run.go_on(0.5 + 0.3 * done))
    return made, png(made)


def _of_pixels(made: tuple[QImage, bytes]) -> QMimeData:
    mime = QMimeData()
    mime.setImageData(made[0])
    mime.setData("image/png", QByteArray(made[1]))
    return mime


def _vectors(subject: "Subject", run: Run) -> tuple[bytes, bytes]:
    from app.export.encode import encoded

    options = ExportOptions(background="transparent")
    svg = encoded(subject, ".svg", options, lambda done: run.go_on(0.5 * done))
    return svg, encoded(subject, ".pdf", options, lambda done: run.go_on(0.5 + 0.5 * done))


def _of_vectors(made: tuple[bytes, bytes]) -> QMimeData:
    mime = QMimeData()
    for kind, data in zip(("image/svg+xml", "application/pdf"), made, strict=True):
        mime.setData(kind, QByteArray(data))
    return mime
