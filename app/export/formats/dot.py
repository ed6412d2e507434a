"""DOT, made in `solver.formats.exporting.dot`: Graphviz lays it out, so that no picture is needed."""

from typing import Final

from app.export.export_format import PictureFormat
from app.export.subject import Drawn, Subject


def encode(drawn: Drawn) -> bytes:
    """A tree as a graph."""
    from solver.formats.exporting.dot import dot_text

    subject = drawn.subject
    style = subject.drawn_style(drawn.options)
    return dot_text(subject.document, subject.solution, style).encode("utf-8")


def _leaves_out(subject: Subject) -> tuple[str, ...]:
    from solver.formats.exporting.interchange.left_out import Part, left_out

    kept = (Part.SCALES, Part.STATEMENTS, Part.RELATION, Part.POLICY, Part.DRAFTS)
    return left_out(subject.document, kept, "a graph of Graphviz")


PICTURE: Final = PictureFormat(
    suffix=".dot", label="DOT (Graphviz)", encode=encode, needs_qt=False, leaves_out=_leaves_out
)
