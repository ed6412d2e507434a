"""How a picture is made: a value that dialogs, settings and the command line agree on."""

from dataclasses import dataclass
from typing import Final

#: The suffixes of the pictures that can be written.
FORMATS: Final = (".png", ".svg", ".pdf", ".tex", ".dot")


@dataclass(frozen=True)
class ExportOptions:
    """How a picture is made: ``scale`` of PNG pixels, white or transparent or dark."""

    scale: float = 2.0
    transparent: bool = False
    dark: bool = False


AS_USUAL = ExportOptions()
