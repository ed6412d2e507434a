"""Quandary's own documents, as files and on the clipboard.  What they say: `solver.formats.quandary`."""

from typing import Final

from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Imported
from solver.formats.quandary import loads

SUFFIX: Final = ".quandary.json"

OWN: Final = ImportFormat(
    "Quandary documents",
    (SUFFIX,),
    read=lambda data: Imported(loads(data), is_own=True),
    begins_file=lambda _: True,  # what nothing else is: if it is none, the reader says why
    begins_paste=lambda text: text.lstrip().startswith("{"),
)
