"""Text as it is drawn: words in the tree's font, mathematics as outlines, any script, in lines.

Labels go on in the next line where they are too wide, and keep the lines they were typed in.  What
does not fit into the lines that there are ends in “…”; the tool tip has all of it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from solver.page.drawing_list import Run
from solver.page.face import Face
from solver.page.geometry import Point, Rect
from solver.words.plain_mathematics import FORMULA
from widgets.drawing.surfaces.surface import END_ISOLATE, ISOLATE, Letters, Surface, letters
from widgets.drawing.texts.mathematics import Formula, formula

LINES: Final = 3  # of a label
ALL: Final = 10_000  # lines: nothing is cut
LONGEST: Final = 2000  # characters that are looked at
MORE: Final = "…"

Part = str | Formula


class Line(NamedTuple):
    """Runs of text and formulas one behind the other, with the place of each on the baseline."""

    runs: tuple[tuple[float, Part], ...]
    width: float
    baseline: float  # from the top of the label
    words: tuple[Run, ...]  # the same, blanks included


class Label(msgspec.Struct, frozen=True, gc=False):
    """The lines of a text below each other, ready to be drawn; in pixels."""

    lines: tuple[Line, ...] = ()
    letters: Letters | None = None
    width: float = 0.0
    height: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.lines)

    def at(self, left: float, top: float) -> Rect:
        """The room it takes with its upper left corner there."""
        return Rect(left, top, self.width + 1, self.height) if self.lines else Rect()

    def draw(self, surface: Surface, place: Rect, colour: str, indent: float = 0.0) -> None:
        """Draw it into its room; ``indent`` is the part of what is left free that goes before."""
        if self.letters is None:
            return
        if surface.takes_lines:
            for line in self.lines:
                begin = Point(place.left + indent * self.width, place.top + line.baseline)
                surface.draw_line_of_text(
                    begin, line.words, line.width, colour, self.letters, indent
                )
            return
        for line in self.lines:
            left = place.left + (indent and indent * (self.width - line.width))
            baseline = place.top + line.baseline
            for offset, run in line.runs:
                at = Point(left + offset, baseline)
                if isinstance(run, str):
                    surface.draw_text(at, run, colour, self.letters)
                else:
                    surface.pen(None)
                    surface.brush(colour)
                    surface.draw_path(run.path, at)


NOTHING: Final = Label()


@lru_cache(maxsize=100_000)
def label(
    text: str, pixels: int, face: Face, width: float = float("inf"), lines: int = LINES
) -> Label:
    """A text, ready to be measured and drawn; trees repeat their texts.

    A single word is broken only where there are not `ALL` lines: numbers are never cut.
    """
    text = text[:LONGEST]
    paragraphs = text.split("\n") if "\n" in text else (text,)
    paragraphs = [stripped for p in paragraphs if (stripped := " ".join(p.split()))]
    if not paragraphs:
        return NOTHING
    written = letters(face, pixels)
    if len(paragraphs) == 1 and "$" not in text and _advance(written, paragraphs[0]) <= width:
        return _set([([paragraphs[0]], False)], written)  # by far the most
    rows: list[tuple[list[Part], bool]] = []
    cut = False
    for paragraph in paragraphs:
        parts: list[Part] = _parts(paragraph, written) if "$" in paragraph else [paragraph]
        leftward = is_leftward(part for part in parts if isinstance(part, str))
        for row in _broken(parts, written, width, words=lines < ALL):
            if len(rows) == lines:
                cut = True
                break
            rows.append((row, leftward))
    if cut:
        row, leftward = rows[-1]
        rows[-1] = _ended(row, written, width), leftward
    return _set(rows, written)


def _parts(text: str, written: Letters) -> list[Part]:
    """Words and formulas in turn; what is no formula stays as it was typed."""
    parts: list[Part] = []
    at = 0
    for match in FORMULA.finditer(text):
        found = formula(match[1], written.pixels, written.face)
        if found is not None:
            parts += [text[at : match.start()], found]
            at = match.end()
    return [part for part in (*parts, text[at:]) if part]


def _wide(parts: Sequence[Part], written: Letters) -> float:
    return sum(p.width if isinstance(p, Formula) else _advance(written, p) for p in parts)


@lru_cache(maxsize=256)
def _advance(written: Letters, text: str) -> float:
    """How wide a text is: asked once where lines are broken, and again where they are set."""
    return written.face.advance(text, written.pixels) if text else 0.0


def _broken(
    parts: list[Part], written: Letters, width: float, *, words: bool
) -> Iterator[list[Part]]:
    """A paragraph in lines; ``words`` that are wider than a line are broken, too."""
    if _wide(parts, written) <= width:
        yield parts
        return
    row: list[Part] = []
    filled = 0.0
    for word in _words(parts, written.face):
        wide = _wide(_stripped(word), written)
        if row and filled + wide > width:
            yield _stripped(row)
            row, filled = [], 0.0
        if wide > width and words:
            *whole, word = _chopped(word, written, width)
            yield from whole
        row += word
        filled += _wide(word, written)
    yield _stripped(row)


def _words(parts: list[Part], face: Face) -> Iterator[list[Part]]:
    """The pieces between which a line may end, with the blanks behind them."""
    word: list[Part] = []
    for part in parts:
        if isinstance(part, Formula):
            word.append(part)
            continue
        pieces = face.pieces(part)
        for number, piece in enumerate(pieces, 1):
            word.append(piece)
            if number < len(pieces) or piece.endswith(" "):
                yield word
                word = []
    if word:
        yield word


def _chopped(word: list[Part], written: Letters, width: float) -> list[list[Part]]:
    """A word that is wider than a line, in lines; a formula stays whole."""
    rows: list[list[Part]] = [[]]
    filled = 0.0
    for part in word:
        for piece in [part] if isinstance(part, Formula) else written.face.signs(part):
            wide = _wide([piece], written)
            if rows[-1] and filled + wide > width:
                rows.append([])
                filled = 0.0
            last = rows[-1][-1] if rows[-1] else None
            if isinstance(last, str) and isinstance(piece, str):
                rows[-1][-1] = last + piece
            else:
                rows[-1].append(piece)
            filled += wide
    return rows


def _ended(row: list[Part], written: Letters, width: float) -> list[Part]:
    """The last line of a text that goes on."""
    row = list(row)
    while row and _wide([*_stripped(row), MORE], written) > width:
        last = row.pop()
        if isinstance(last, str) and (shorter := "".join(written.face.signs(last)[:-1])):
            row.append(shorter)
    return [*_stripped(row), MORE]


def _stripped(row: list[Part]) -> list[Part]:
    """Without the blanks at the end."""
    if row and isinstance(row[-1], str):
        return [*row[:-1], row[-1].rstrip()]
    return row


def _set(rows: Sequence[tuple[list[Part], bool]], written: Letters) -> Label:
    lines: list[Line] = []
    top = widest = 0.0
    for parts, leftward in rows:
        line, high = _line(parts, written, top, leftward=leftward)
        lines.append(line)
        top += high
        widest = max(widest, line.width)
    return Label(tuple(lines), written, widest, top)


def _line(parts: list[Part], written: Letters, top: float, *, leftward: bool) -> tuple[Line, float]:
    """A line below ``top``, and how high it is.  Where one reads to the left, the first stands at the right."""
    face, pixels, _ = written
    ascent, descent = face.ascent(pixels), face.descent(pixels)
    runs: list[
        tuple[float, float, Part]
    ] = []  # where each begins in the order of reading, how wide it is
    words: list[Run] = []
    width, text = 0.0, ""
    for part in (*parts, ""):
        if isinstance(part, str) and part:
            text += part  # pieces of one text are drawn as one
            continue
        if text:
            words.append(Run(text))
            shown = text.strip()  # SVG readers drop blanks at either end: they are places here
            if shown:
                before = _advance(written, text[: text.index(shown)])
                turned = leftward or is_leftward((shown,))
                said = f"{ISOLATE}{shown}{END_ISOLATE}" if turned else shown
                runs.append((width + before, _advance(written, shown), said))
            width += _advance(written, text)
            text = ""
        if isinstance(part, Formula):
            ascent, descent = max(ascent, part.ascent), max(descent, part.descent)
            runs.append((width, part.width, part))
            words.append(Run(part.source, is_formula=True))
            width += part.width
    places = tuple(
        (width - begin - wide if leftward else begin, part) for begin, wide, part in runs
    )
    return Line(places, width, top + ascent, tuple(words)), ascent + descent


def is_leftward(texts: Iterable[str]) -> bool:
    """Whether a text is read from right to left: as the first of its letters that have a direction."""
    for sign in chain.from_iterable(texts):
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL", "L"):
            return direction != "L"
    return False
