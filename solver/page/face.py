"""What a drawing must know of the letters in which it is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from solver.page.path import Path


class Face(Protocol):
    """A typeface, whoever measures it; sizes in pixels.  Equal ones are one object."""

    def __hash__(self) -> int: ...

    @property
    def name(self) -> str:
        """What its family is called."""

    @property
    def mathematics(self) -> str:
        """In what letters formulas are set with it: “text” (its own), “sans” or “serif”."""

    def advance(self, text: str, pixels: int, *, bold: bool = False, italic: bool = False) -> float:
        """How far a text goes to the right."""

    def ascent(self, pixels: int) -> float:
        """How far lines reach above their baseline."""

    def descent(self, pixels: int) -> float:
        """How far they reach below it."""

    def outline(
        self, text: str, pixels: int, *, bold: bool = False, italic: bool = False
    ) -> "Path":
        """A text to be filled, its baseline beginning at the origin."""

    def pieces(self, text: str) -> list[str]:
        """The text in pieces between which a line may end, each with the blanks behind it."""

    def signs(self, text: str) -> list[str]:
        """The text in what people take for its signs, however many code points each is."""


#: The face of a family by its name, an empty one is the usual; and the letters of formulas.
Faces = Callable[[str, str], Face]

_SERIFS: Final = (
    "serif",
    "times",
    "roman",
    "georgia",
    "garamond",
    "palatino",
    "cambria",
    "charter",
)


def has_serifs(family: str) -> bool:
    """Whether the letters of a family have serifs, as its name tells."""
    name = family.lower()
    return "sans" not in name and any(word in name for word in _SERIFS)


def formula_letters(face: Face) -> str:
    """In what letters formulas are set beside a face: “sans” or “serif”."""
    if face.mathematics != "text":
        return face.mathematics
    return "serif" if has_serifs(face.name) else "sans"
