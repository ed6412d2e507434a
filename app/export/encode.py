"""Pictures of a tree as files, in the formats of `app.export.formats`.

Nothing here needs a window or the GUI thread.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from app.export.formats import picture_format, suffix_of
from app.export.options import AS_USUAL, ExportOptions
from app.export.subject import Drawn, Subject, unheard
from app.storage.atomic_write import replace_file
from solver.document.model import Document
from solver.memory import collector_at_rest
from solver.solution import Plan, Solution

if TYPE_CHECKING:
    from widgets.drawing.drawing import Progress

MOST_NODES: Final = 3000  # of trees that are looked at for what is not read


def export_file(
    document: Document,
    path: str,
    solution: Solution | None = None,
    plan: Plan | None = None,
    options: ExportOptions = AS_USUAL,
) -> None:
    """Write a picture whose kind the suffix of ``path`` says.

    Works without a window and without a screen.  Raises `QuandaryError` with a sentence where the
    kind is unknown, the picture would be too large, or the file cannot be written.
    """
    write_picture(Subject(document, solution, plan), path, options)


def write_picture(
    subject: Subject, path: str, options: ExportOptions = AS_USUAL, progress: "Progress" = unheard
) -> None:
    """The same for a part of a tree; ``progress`` is told how far it is and may stop it."""
    data = encoded(subject, suffix_of(path), options, progress)
    progress(1.0)  # the last moment: what is written is written
    replace_file(path, data)


def write_pictures(
    subject: Subject, paths: Iterable[str], options: ExportOptions
) -> tuple[str, ...]:
    """The same in several files: the tree is laid out once.

    What is to be said of the pictures: letters that are not read, texts in each other’s way.  Of very
    large trees nothing is: nobody reads them whole.
    """
    drawn = Drawn(subject, options)
    is_painted = False
    for path in paths:
        is_painted |= "background" in picture_format(suffix_of(path)).uses
        replace_file(path, _encoded(drawn, suffix_of(path)))
    if not is_painted or len(subject.document.nodes) > MOST_NODES:
        return ()
    from app.export.noticed import noticed

    return noticed(drawn.picture, options)


def encoded(
    subject: Subject, suffix: str, options: ExportOptions, progress: "Progress" = unheard
) -> bytes:
    """What a file of this kind holds."""
    return _encoded(Drawn(subject, options, progress), suffix)


def _encoded(drawn: Drawn, suffix: str) -> bytes:
    with collector_at_rest():
        return picture_format(suffix).encode(drawn)


def left_out(subject: Subject, path: str) -> tuple[str, ...]:
    """What of a document such a file has no place for, in sentences."""
    return picture_format(suffix_of(path)).leaves_out(subject)
