"""The formats of trees that are read: a row each.  `solver.formats.importing.any_format` asks them."""

from typing import Final, Never

from solver.errors import DocumentError
from solver.formats.importing.dot.dot_tree import GRAPH
from solver.formats.importing.embedded_document import PICTURE
from solver.formats.importing.gambit import GAME, WORKBOOK
from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.outline import OUTLINE
from solver.formats.importing.own_documents import OWN
from solver.formats.importing.silver.silver_decisions import SILVER
from solver.formats.importing.table import TABLE
from solver.formats.importing.unread_kinds import unread_kind
from solver.translation import tr


def _refuse(data: bytes | str) -> Never:
    """Say what something seems to be that is of none of the kinds, and which there are."""
    pasted = isinstance(data, str)
    seems = unread_kind(data.encode() if isinstance(data, str) else data, is_pasted=pasted)
    kinds = "; ".join(f"{row.label} ({', '.join(row.suffixes)})" for row in FORMATS if row.suffixes)
    raise DocumentError(
        tr("This seems to be {seems}. It cannot be opened; these can: {kinds}.").format(
            seems=seems, kinds=kinds
        )
    )


_UNREAD: Final = ImportFormat(
    "Other files",
    (),
    read=_refuse,
    begins_file=lambda data: unread_kind(data) is not None,
    begins_paste=lambda text: (
        unread_kind(text.encode(errors="replace"), is_pasted=True) is not None
    ),
)

#: From the general to the particular: asked from the last to the first, listed from the first.
FORMATS: Final[list[ImportFormat]] = [
    OUTLINE, OWN, _UNREAD, SILVER, TABLE, WORKBOOK, PICTURE, GAME, GRAPH,
]  # fmt: skip
