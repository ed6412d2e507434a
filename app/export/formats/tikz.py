"""TikZ, made in `solver.formats.exporting.tikz` of where the nodes stand on the page."""

from typing import Final

from app.export.export_format import PictureFormat
from app.export.subject import Drawn


def encode(drawn: Drawn) -> bytes:
    """A picture as TikZ: a file that compiles by itself, or a part of one."""
    from solver.formats.exporting.tikz import tikz_text

    subject, options = drawn.subject, drawn.options
    text = tikz_text(
        subject.document,
        drawn.picture.positions,
        subject.solution,
        subject.drawn_style(options),
        plan=subject.plan,
        standalone=options.standalone,
    )
    return text.encode("utf-8")


PICTURE: Final = PictureFormat(
    suffix=".tex", label="TikZ (LaTeX)", uses=frozenset({"standalone"}), encode=encode
)
