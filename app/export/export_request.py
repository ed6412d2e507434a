"""What somebody wants to have exported, and where to."""

from typing import NamedTuple

from app.export.options import ExportOptions
from solver.edits import Edit


class ExportRequest(NamedTuple):
    """A picture that is to be written; ``highlighted`` with what the rule says, after an edit if there is one."""

    path: str
    options: ExportOptions
    highlighted: bool
    edit: Edit | None = None
