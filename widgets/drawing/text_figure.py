"""A free text as it is drawn: words that belong to the page, not to the tree."""

from typing import Final

from solver.page.geometry import Rect
from widgets.basics.theme import Theme
from widgets.drawing.figure import Figure, is_legible
from widgets.drawing.surfaces.surface import Surface
from widgets.drawing.texts.label import Label, label

MOST_LINES: Final = 200
LONGEST_LINE: Final = 400  # characters that are drawn


class TextFigure(Figure):
    """Shows one text, by its place in the document’s list."""

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__(str(index), "text", theme)
        self.index = index
        self.text = ""
        self._lines: list[tuple[Label, Rect]] = []

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def show_text(self, text: str, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if (text, theme) == (self.text, self.theme):
            return False
        self.text, self.theme = text, theme
        self._lines = []
        self.drawn, top = Rect(), 0.0
        high = label("x", theme.text_pixels, theme.face).height
        for line in text.split("\n")[:MOST_LINES]:
            words = label(line[:LONGEST_LINE], theme.text_pixels, theme.face)
            place = words.at(0, top)
            self._lines.append((words, place))
            self.drawn = self.drawn.united(place)
            top += max(high, words.height)
        return True

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw the lines onto anything."""
        for words, place in self._lines if is_legible(self.theme.text_pixels, scale) else ():
            words.draw(surface, place, self.theme.text)
