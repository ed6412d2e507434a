"""Games of Gambit, made in `solver.formats.exporting.interchange.gambit`: a tree for game theorists."""

from typing import Final

from app.export.export_format import PictureFormat
from app.export.subject import Drawn, Subject


def encode(drawn: Drawn) -> bytes:
    """A tree as a game in which one player moves."""
    from solver.formats.exporting.interchange.gambit import gambit_text

    return gambit_text(drawn.subject.document).encode("utf-8")


def _leaves_out(subject: Subject) -> tuple[str, ...]:
    from solver.formats.exporting.interchange.gambit import gambit_leaves_out

    return gambit_leaves_out(subject.document)


PICTURE: Final = PictureFormat(
    suffix=".efg", label="Game of Gambit", encode=encode, needs_qt=False, leaves_out=_leaves_out
)
