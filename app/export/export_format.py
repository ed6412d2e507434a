"""What a format of pictures, or of steps, says of itself: one row, beside the code that writes it.

The rows stand in `app.export.formats`.  From them the export dialog knows what to offer, the command
line what to list and to refuse, and the file dialogs what to call a file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.export.measures import Measured
from app.export.options import ExportOptions
from app.export.subject import Drawn, Subject

if TYPE_CHECKING:
    from app.export.frame_sequence import FrameSequence
    from widgets.drawing.drawing import Progress
    from widgets.drawing.picture import Picture


@dataclass(frozen=True, kw_only=True)
class ExportFormat:
    """What all formats say of themselves.

    ``suffix`` with its dot; ``label`` in the dialog.  ``uses`` are the fields of `ExportOptions` that
    make a difference.  ``measure`` gives the size, or raises `QuandaryError` with a sentence where it
    would be absurd; None for texts.  ``needs_qt``: without Qt it cannot be written.
    """

    suffix: str
    label: str
    uses: frozenset[str] = frozenset()
    measure: "Callable[[Picture, ExportOptions], Measured] | None" = None
    needs_qt: bool = True


def nothing(_: Subject) -> tuple[str, ...]:
    """What a format leaves out that shows all there is to be seen."""
    return ()


@dataclass(frozen=True, kw_only=True)
class PictureFormat(ExportFormat):
    """A kind of file that shows a tree; ``encode`` gives what it holds.

    ``leaves_out`` says, in sentences, what of a document such a file has no place for.
    """

    encode: Callable[[Drawn], bytes]
    leaves_out: Callable[[Subject], tuple[str, ...]] = nothing


@dataclass(frozen=True, kw_only=True)
class StepsFormat(ExportFormat):
    """A kind of file, or a kind of numbered files, that show a tree step by step.

    ``encode`` gives what each file holds, one after the other: one file, or where ``numbered`` one for
    each step.  ``said`` is what the command line calls it.
    """

    encode: "Callable[[FrameSequence, ExportOptions, Progress], Iterator[bytes]]"
    said: str
    numbered: bool = False


#: What makes a difference wherever a tree is painted.
PAINTED = frozenset(("size", "unit", "background", "ink", "ratio", "margin"))


def each_alone(encode: Callable[[Drawn], bytes]) -> "Callable[..., Iterator[bytes]]":
    """Steps as pictures, a file each, of which none carries the document."""

    def frames(
        sequence: "FrameSequence", options: ExportOptions, progress: "Progress"
    ) -> Iterator[bytes]:
        alone = replace(options, carry=False)
        for number in sequence.each(progress):
            title = f"{sequence.subject.name}: {sequence.title(number)}"
            yield encode(Drawn(sequence.subject, alone, picture=sequence.picture, title=title))

    return frames
