"""A drawing as a list of what is drawn, for writers of files: no screen, no library of fonts.

Places are in pixels, y downwards.  Who draws a tree decides where everything stands and how wide its
texts may be; who writes a file says the same in another language.
"""

from typing import Final, NamedTuple

Place = tuple[float, float]


class Pen(NamedTuple):
    """A line: its colour (``#rrggbb``), its width, ``dash`` ("", "dash" or "dot"), how it bends."""

    colour: str
    width: float
    dash: str = ""
    join: str = "bevel"


class DrawnWay(NamedTuple):
    """Lines and curves: M and L with a place, C with two control points and a place, Z.

    Here and below, ``fill`` is a colour, empty for none.
    """

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    pen: Pen | None
    fill: str = ""


class DrawnBox(NamedTuple):
    """A rectangle; ``round`` is the radius of its corners."""

    left: float
    top: float
    right: float
    bottom: float
    pen: Pen | None
    fill: str = ""
    round: float = 0.0


class DrawnDisc(NamedTuple):
    """A circle."""

    at: Place
    radius: float
    pen: Pen | None
    fill: str = ""


class Run(NamedTuple):
    """Some text, or a formula as it was typed between its dollars."""

    text: str
    is_formula: bool = False


class DrawnText(NamedTuple):
    """A line of text whose baseline is at a place.

    ``indent`` is the part of its width that stands before the place, ``room`` how wide it may be,
    ``size`` that of its type.
    """

    at: Place
    runs: tuple[Run, ...]
    room: float
    size: float
    colour: str
    indent: float = 0.0
    bold: bool = False


DrawnMark = DrawnWay | DrawnBox | DrawnDisc | DrawnText


#: The kind of a group that lies above the tree, on a ground of its own where it may meet it.
ABOVE: Final = "above"


class DrawnGroup(NamedTuple):
    """What belongs together: a node, a branch, the title with the legend; ``kind`` is which of these."""

    name: str
    kind: str
    marks: list[DrawnMark]

    @property
    def words(self) -> str:
        """What it is, for who reads the list: its kind and the first that is written in it."""
        texts = (mark for mark in self.marks if isinstance(mark, DrawnText))
        first = next(("".join(run.text for run in text.runs) for text in texts), "")
        return f"{self.kind}: {first}" if self.kind and first else self.kind


class DrawingList(NamedTuple):
    """A page: its size in pixels at 100 %, its colour (empty: see-through), and what stands on it."""

    width: float
    height: float
    ground: str
    groups: tuple[DrawnGroup, ...]
