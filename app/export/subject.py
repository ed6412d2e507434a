"""What is shown in a picture, and the picture on its way into a file.

Where Qt can be loaded it measures the texts; it is loaded when a picture is laid out, not before.
"""

import os
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from app.export.options import AS_USUAL, RATIOS, ExportOptions
from solver.document.model import Document
from solver.document.style import Style, style_of
from solver.page.face import Faces
from solver.page.geometry import Rect
from solver.solution import Plan, Solution
from solver.translation import tr
from solver.words.plain_mathematics import plain_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from widgets.drawing.drawing import Progress
    from widgets.drawing.picture import Picture


def unheard(_: float) -> None:
    """Where nobody asks how far it is."""


@dataclass(frozen=True)
class Subject:
    """What a picture shows: a document, what a rule says of it, and which part is wanted."""

    document: Document
    solution: Solution | None = None
    plan: Plan | None = None
    only: frozenset[str] | None = None  # the selected nodes and branches
    view: Rect | None = None  # what is in view, in the tree's own coordinates
    style: Style | None = None  # the window's, where the document states none
    named: str = ""  # what the document is called that has no title: as its file is

    @property
    def name(self) -> str:
        """What the picture is called."""
        return self.document.title or self.named or tr("Decision tree")

    def unsolved(self) -> "Subject":
        """The same without what a rule says of it."""
        return replace(self, solution=None, plan=None)

    def drawn_style(self, options: ExportOptions) -> Style:
        """How it is drawn: as asked for, as the document states, or as the window does."""
        return options.style or self.style or style_of(self.document)

    def picture(
        self, options: ExportOptions = AS_USUAL, progress: "Progress" = unheard
    ) -> "Picture":
        """The picture of it, laid out and ready to be painted."""
        from widgets.drawing.picture import Picture

        return Picture(
            self.document,
            self.solution,
            self.plan,
            self.drawn_style(options),
            margin=options.margin,
            margin_in_per_cent=options.margin_unit == "%",
            only=self.only if options.part == "selection" else None,
            view=self.view if options.part == "view" else None,
            ratio=RATIOS[options.ratio],
            ink=options.ink,
            see_through=options.background == "transparent",
            progress=progress,
            faces=faces_here(),
        )


class Drawn:
    """A subject on its way into files: laid out at most once, for however many formats.

    ``picture`` and ``title`` stand in for the subject's own: those of a step.
    """

    def __init__(
        self,
        subject: Subject,
        options: ExportOptions = AS_USUAL,
        progress: "Progress" = unheard,
        *,
        picture: "Picture | None" = None,
        title: str = "",
    ) -> None:
        self.subject = subject
        self.options = options
        self.title = printable(plain_text(title or subject.name))
        self._progress = progress
        self._laid_out = picture

    @property
    def picture(self) -> "Picture":
        """The picture, ready to be painted."""
        if self._laid_out is None:
            self._laid_out = self.subject.picture(
                self.options, lambda done: self._progress(0.6 * done)
            )
        return self._laid_out

    @cached_property
    def carried(self) -> str | None:
        """The text of the document, where the picture is to carry it."""
        from solver.formats.quandary import dumps

        return dumps(self.subject.document) if self.options.carry else None

    def progress(self, done: float) -> None:
        """Tell how far the painting is."""
        self._progress(0.6 + 0.4 * done)


def faces_here() -> Faces:
    """Who measures texts: Qt, as in the window, or the typeface we bring along where Qt cannot be loaded."""
    from app.process.start_checks import why_not

    if why_not(display=False) is not None:
        from solver.page.shipped_face import shipped_faces

        return shipped_faces
    from widgets.basics.qt_letters import qt_faces

    ensure_application()
    return qt_faces


def ensure_application() -> None:
    """Qt needs an application to draw, also where there is no screen."""
    from PySide6.QtWidgets import QApplication

    from widgets.basics.style import apply_theme
    from widgets.basics.theme import LIGHT

    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication([])
        apply_theme(application, LIGHT)
        _kept.append(application)


_kept: "list[QApplication]" = []  # Qt needs it as long as the process draws


def printable(text: str) -> str:
    """A text without the control characters that XML and PDF do not allow."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200]
