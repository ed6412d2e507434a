"""The legend below a tree in TikZ: the signs that the tree uses, and what they mean."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from solver.document.elements import Kind
from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz_gap import gap_lines
from solver.words.tree_texts import KIND_WORDS

_MARKS: Final = {"permitted": "permitted", "rejected": "not permitted", "undecided": "undecided"}
_ROW: Final = 26.0  # pixels
_SAMPLE: Final = 44.0

#: A place on the page, as TikZ has it.
At = Callable[[float, float], str]


def legend(
    kinds: Collection[Kind],
    scales: Sequence[str],
    marks: Collection[str],
    *,
    gap: bool,
    left: float,
    top: float,
    at: At,
) -> Iterator[str]:
    """A row for each sign: kinds of node, scales if there are several, marks of branches, the gap."""
    y = top
    several = len(scales) > 1
    for kind in Kind:
        if kind in kinds and not (kind is Kind.OUTCOME and several):
            one = ", scale 1" if kind is Kind.OUTCOME and scales else ""
            yield from _sign(f"{kind}{one}", KIND_WORDS[kind], left, y, at)
            y += _ROW
    for number, scale in enumerate(scales if several else (), start=1):
        words = f"outcome on the scale “{scale}”"
        yield from _sign(f"outcome, scale {number}", words, left, y, at)
        y += _ROW
    for mark, words in _MARKS.items():
        if mark in marks:
            yield f"  \\draw[{mark}] {at(left, y)} -- {at(left + _SAMPLE, y)};"
            if mark == "rejected":
                yield (
                    "  \\draw[strokes] "
                    + " ".join(
                        f"{at(left + 22 + step + 3, y - 7)} -- {at(left + 22 + step - 3, y + 7)}"
                        for step in (-3, 3)
                    )
                    + ";"
                )
            yield _words(words, left + _SAMPLE + 8, y, at)
            y += _ROW
    if gap:
        yield from gap_lines((left, y), 14.0, [(-60.0, True), (60.0, True)], 14.0)
        yield _words("preferential gap", left + 30, y, at)


def _sign(style: str, words: str, left: float, y: float, at: At) -> tuple[str, str]:
    sign = f"  \\node[{style}] at {at(left + 11, y)} {{}};"
    return sign, _words(words, left + 30, y, at)


def _words(words: str, x: float, y: float, at: At) -> str:
    return f"  \\node[node value, anchor=west] at {at(x, y)} {{{tex(words)}}};"
