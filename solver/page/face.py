"""What a drawing must know of the letters in which it is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from solver.page.path import Path


class Face(Protocol):
    """A typeface, whoever measures it; sizes in pixels.  Equal ones are one object."""

    def __hash__(self) -> int: ...

    @property
    def name(self) -> str:
        """What its family is called."""

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


#: The face of a family by its name; an empty one is the usual.
Faces = Callable[[str], Face]
