"""How a picture is made: a value that dialogs, settings and the command line agree on."""

from dataclasses import dataclass
from typing import Final

from solver.document.style import Style
from solver.translation import mark

BACKGROUNDS: Final = {
    "theme": mark("The theme’s"),
    "white": mark("White"),
    "transparent": mark("Transparent"),
}
#: The inks of a picture: those of its theme, or of the theme’s other half.
INKS: Final = {
    "": mark("The theme’s"),
    "dark": mark("Dark, for a light background"),
    "light": mark("Light, for a dark background"),
}
#: Sheets of paper, by width and height in centimetres; what has no width of its own fills one.
PAPERS: Final = {
    "A4": (29.7, 21.0),
    "A4-upright": (21.0, 29.7),
    "letter": (27.94, 21.59),
    "letter-upright": (21.59, 27.94),
}
#: The shapes of page that a picture can be fitted to, as width to height.
RATIOS: Final[dict[str, float | None]] = {
    "": None,
    "16:9": 16 / 9,
    "4:3": 4 / 3,
    **{name: wide / high for name, (wide, high) in PAPERS.items()},
}
#: What of the tree is shown.
PARTS: Final = {
    "tree": mark("The whole tree"),
    "selection": mark("The selection"),
    "view": mark("What is in view"),
}
#: How the size is said: as factor, in dots per inch, in pixels or centimetres of width.
UNITS: Final = {
    "scale": mark("× its size"),
    "dpi": mark("dpi"),
    "px": mark("pixels wide"),
    "cm": mark("cm wide"),
}
#: Of these those that say how many pixels there are: of lines and texts they say nothing.
OF_PIXELS: Final = ("scale", "dpi")

#: How the margin is said.
MARGIN_UNITS: Final = {"px": mark("pixels"), "%": mark("% of the page’s width")}
WIDEST_MARGIN: Final = {"px": 500.0, "%": 20.0}

EXPORT_DIALOG: Final = "export"  # the name of what asks for them

DPI: Final = 96.0  # what one pixel at 100 % means on paper
CM: Final = DPI / 2.54  # pixels


@dataclass(frozen=True)
class ExportOptions:
    """How a picture is made.

    ``size`` in ``unit`` (one of `UNITS`): a factor on 100 %, PNG's dots per inch, or the width.
    ``margin`` is in ``margin_unit`` (one of `MARGIN_UNITS`).  ``seconds`` is how long a step stays in a GIF.
    ``ink`` is one of `INKS`: a theme’s other half, for where its own inks are not read on the ground.
    ``style`` overrides the document's own.  ``carry`` puts the document into PNG, SVG and PDF.
    ``beamer`` writes TikZ as a slide, ``standalone`` as a file that compiles as it is.
    """

    size: float = 2.0
    unit: str = "scale"
    background: str = "theme"
    ink: str = ""
    margin: float = 16.0
    margin_unit: str = "px"
    ratio: str = ""
    outlines: bool = False
    part: str = "tree"
    carry: bool = True
    standalone: bool = True
    seconds: float = 2.0
    style: Style | None = None

    def factor(self, width: float, *, pixels: bool) -> float:
        """How much larger than at 100 % the picture is; ``pixels`` tells PNG from vectors."""
        if self.unit == "px":
            return self.size / max(width, 1.0)
        if self.unit == "cm":
            printed = self.size * CM / max(width, 1.0)
            return printed * 300 / DPI if pixels else printed
        if self.unit == "dpi":
            return self.size / DPI if pixels else 1.0
        if not pixels and self.ratio in PAPERS:
            return PAPERS[self.ratio][0] * CM / max(width, 1.0)
        return self.size if pixels else 1.0

    def ground(self, canvas: str) -> str | None:
        """The colour behind the tree, in a theme with this canvas; None leaves it transparent."""
        if self.background == "transparent":
            return None
        return "#FFFFFF" if self.background == "white" else canvas


AS_USUAL = ExportOptions()
