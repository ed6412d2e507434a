"""A tree step by step as files, in the formats of `app.export.formats`.

Nothing here needs a window or the GUI thread.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.export.export_format import StepsFormat
from app.export.formats import steps_format
from app.export.frame_sequence import FrameSequence
from app.export.options import AS_USUAL, ExportOptions
from app.export.subject import Subject
from app.storage.atomic_write import replace_file
from widgets.drawing.drawing import Progress, silent


def write_frames(
    subject: Subject,
    path: str,
    options: ExportOptions = AS_USUAL,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write the steps of a tree; the files that were written.

    ``progress`` is told how far it is and may stop it.  Raises `QuandaryError` with a sentence
    where a step cannot be shown, the size is absurd, or a file cannot be written.
    """
    row = _row(path)
    sequence = FrameSequence(
        subject, options, lambda done: progress(0.5 * done), cancelled=cancelled
    )

    def rest(done: float) -> None:
        progress(0.5 + 0.5 * done)

    return tuple(_written(row, sequence, path, options, rest))


def write_frames_in(subject: Subject, paths: Iterable[str], options: ExportOptions) -> None:
    """The same in several formats: the steps are answered and laid out once."""
    sequence: FrameSequence | None = None
    for path in paths:
        row = _row(path)
        if sequence is None:
            sequence = FrameSequence(subject, options)
        for _ in _written(row, sequence, path, options, silent):
            pass


def _row(path: str) -> StepsFormat:
    return steps_format(Path(path).suffix.lower())


def _written(
    row: StepsFormat, sequence: FrameSequence, path: str, options: ExportOptions, progress: Progress
) -> Iterator[str]:
    """Write a file, or where they are numbered one after the other; what they are called."""
    place = Path(path)
    digits = max(2, len(str(len(sequence))))
    for number, data in enumerate(row.encode(sequence, options, progress), 1):
        target = path
        if row.numbered:
            target = str(place.with_name(f"{place.stem}-{number:0{digits}}{place.suffix}"))
        replace_file(target, data)
        yield target
