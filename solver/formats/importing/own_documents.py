"""Quandary's own documents, as files and on the clipboard.  What they say: `solver.formats.quandary`."""

import re
from typing import Final

from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Imported
from solver.formats.quandary import loads

SUFFIX: Final = ".quandary.json"
#: As we write it: the first key of the object.
_SAYS_SO: Final = re.compile(rb'\s*\{\s*"format"\s*:\s*"quandary"')

OWN: Final = ImportFormat(
    "Quandary documents",
    (SUFFIX,),
    read=lambda data: Imported(loads(data), is_own=True),
    begins_file=lambda _: True,  # what nothing else is: if it is none, the reader says why
    begins_paste=lambda text: text.lstrip().startswith("{"),
)


def is_own(data: bytes) -> bool:
    """Whether a file says at its beginning that it is a document of ours."""
    return _SAYS_SO.match(data, 0, 500) is not None
