"""A slide of Beamer with overlays, made in `solver.formats.exporting.beamer`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from app.export.export_format import StepsFormat
from app.export.formats.tikz import called, letters_of, on_surface
from app.export.options import ExportOptions

if TYPE_CHECKING:
    from app.export.frame_sequence import FrameSequence
    from solver.formats.exporting.beamer import Slide
    from widgets.drawing.drawing import Progress

#: Of a slide's width: what stays free of it where the margin is said in pixels of the tree.
LEAST_MARGIN: Final = 0.03


def _slides(
    sequence: "FrameSequence", options: ExportOptions, progress: "Progress"
) -> Iterator[bytes]:
    from solver.formats.exporting.beamer import beamer_text

    theme = sequence.picture.theme
    width = sequence.picture.size.width
    margin = options.margin / (100.0 if options.margin_unit == "%" else width)
    text = beamer_text(
        [_slide(sequence, options, count) for count in sequence.each(progress)],
        called(theme),
        title=sequence.subject.name,
        ratio="43" if options.ratio == "4:3" else "169",
        margin=margin if options.margin_unit == "%" else max(margin, LEAST_MARGIN),
        letters=letters_of(theme),
        standalone=options.standalone,
    )
    yield text.encode("utf-8")


def _slide(sequence: "FrameSequence", options: ExportOptions, count: int) -> "Slide":
    """What a step shows: the whole picture, and the part that it looks at."""
    from solver.formats.exporting.beamer import Slide

    page, seen = sequence.picture.rect, sequence.seen(count)
    larger = page.width / max(seen.width, 1.0)
    view = seen.left - page.left, seen.top - page.top, larger
    whole = on_surface(
        sequence.picture,
        options,
        lambda surface: sequence.draw(surface, count),
        (page.left, page.top),
    )
    return Slide(sequence.title(count), sequence.step.notes, whole, view)


STEPS: Final = StepsFormat(
    suffix=".tex",
    label="Beamer (a slide with overlays)",
    uses=frozenset({"standalone", "background", "ink", "ratio", "margin"}),
    encode=_slides,
    said="slides of Beamer (.tex)",
    needs_qt=False,
)
