"""Files of SilverDecisions, made in `solver.formats.exporting.interchange.silver_decisions`.

They are JSON, as our own documents are: the longer suffix keeps one from being written over the other.
"""

from typing import Final

from app.export.export_format import PictureFormat
from app.export.subject import Drawn, Subject


def encode(drawn: Drawn) -> bytes:
    """A tree with the rule that it was solved by."""
    from solver.formats.exporting.interchange.silver_decisions import silver_text

    solution = drawn.subject.solution
    return silver_text(drawn.subject.document, "eu" if solution is None else solution.rule).encode()


def _leaves_out(subject: Subject) -> tuple[str, ...]:
    from solver.formats.exporting.interchange.silver_decisions import silver_leaves_out

    solution = subject.solution
    return silver_leaves_out(subject.document, None if solution is None else solution.rule)


PICTURE: Final = PictureFormat(
    suffix=".silver.json",
    label="SilverDecisions",
    encode=encode,
    needs_qt=False,
    leaves_out=_leaves_out,
)
