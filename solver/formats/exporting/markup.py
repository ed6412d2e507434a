"""Running text in two markups: LaTeX to be put into a paper, and Markdown."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.formats.exporting.tex_text import tex

#: What Markdown (or HTML within it) gives a meaning to inside a line; no text begins one.
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|&$~^])")

_MATHS: Final = {"≻": r"\succ", "≺": r"\prec", "~": r"\sim", "∥": r"\parallel", "≽": r"\succeq"}


@dataclass(frozen=True)
class Markup:
    """One of the two; both take text as it is and leave nothing in it to be interpreted."""

    latex: bool

    def text(self, text: str) -> str:
        """Words of the document: shown as they are, formulas between dollars set by LaTeX."""
        text = " ".join(text.split())
        if self.latex:
            return tex(text)
        return _MARKS.sub(r"\\\1", "".join(c for c in text if c.isprintable()))

    def number(self, value: Fraction) -> str:
        """An exact number, a fraction where it is no whole number."""
        if not self.latex:
            return str(value).replace("-", "−")
        sign = "-" if value < 0 else ""
        top, bottom = abs(value.numerator), value.denominator
        body = str(top) if bottom == 1 else rf"\tfrac{{{top}}}{{{bottom}}}"
        return f"${sign}{body}$"

    def sign(self, sign: str) -> str:
        """The sign of a comparison."""
        return f"${_MATHS[sign]}$" if self.latex else sign.replace("~", r"\~")

    def quoted(self, text: str) -> str:
        """A label in quotation marks."""
        return f"``{self.text(text)}''" if self.latex else f"“{self.text(text)}”"

    def heading(self, text: str) -> str:
        """The title of a part."""
        return rf"\paragraph{{{self.text(text)}}}" if self.latex else f"### {self.text(text)}\n"

    def items(self, items: list[str]) -> str:
        """A list of points."""
        if not self.latex:
            return "\n".join(f"- {item}" for item in items)
        lines = "\n".join(rf"  \item {item}" for item in items)
        return f"\\begin{{itemize}}\n{lines}\n\\end{{itemize}}"


LATEX: Final = Markup(latex=True)
MARKDOWN: Final = Markup(latex=False)
MARKUPS: Final = {"latex": LATEX, "markdown": MARKDOWN}
