"""What somebody wants to have exported, and where to."""

from typing import NamedTuple

from app.export.options import ExportOptions


class ExportRequest(NamedTuple):
    """A picture that is to be written; ``highlighted`` with what the rule says."""

    path: str
    options: ExportOptions
    highlighted: bool
