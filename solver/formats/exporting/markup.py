"""Running text in two markups: LaTeX to be put into a paper, and Markdown."""

import re
from dataclasses import dataclass
from typing import Final

from solver.formats.exporting.tex_text import mathematics, tex
from solver.words.numbers import THIN
from solver.words.plain_mathematics import FORMULA

#: What Markdown (or HTML within it) gives a meaning to inside a line; no text begins one.
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|&$~^])")

_FRACTION: Final = re.compile(r"(\d+)/(\d+)")
_POWER: Final = re.compile(f"{THIN}·{THIN}10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_LOWERED: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_MATHS: Final = {"≻": r"\succ", "≺": r"\prec", "~": r"\sim", "∥": r"\parallel", "≽": r"\succeq"}


@dataclass(frozen=True)
class Markup:
    """One of the two; both take text as it is and leave nothing in it to be interpreted."""

    latex: bool

    def text(self, text: str) -> str:
        """Words of the document: shown as they are, formulas between dollars set by LaTeX."""
        parts = [" ".join(part.split()) for part in text.split(THIN)]  # thin spaces stay
        if self.latex:
            return r"\,".join(tex(part) for part in parts)
        return THIN.join(_markdown(part) for part in parts)

    def figures(self, text: str) -> str:
        """A number as `solver.words.numbers.Format` writes it."""
        if not self.latex:
            return text
        text = _POWER.sub(lambda match: rf" \cdot 10^{{{match[1].translate(_LOWERED)}}}", text)
        text = _FRACTION.sub(r"\\tfrac{\1}{\2}", text)
        for sign, written in (("≈" + THIN, r"\approx "), (THIN, r"\,"), ("−", "-")):
            text = text.replace(sign, written)
        return f"${text}$"

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


def _markdown(text: str) -> str:
    """Words in which Markdown finds nothing to do, and formulas that its readers set."""
    parts, at = [], 0
    for match in FORMULA.finditer(text):
        if (formula := _markdown_formula(match[1])) is not None:
            parts += [_escaped(text[at : match.start()]), f"${formula}$"]
            at = match.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", "".join(c for c in text if c.isprintable()))


def _markdown_formula(formula: str) -> str | None:
    """A formula that means nothing to whoever reads the Markdown but not the formula; None where it would."""
    found = mathematics(formula)
    if found is None or any(signs in found for signs in ("`", "](", "!", "&")):
        return None
    for sign, written in (("<", r"\lt "), (">", r"\gt "), ("|", r"\vert "), ("*", r"\ast ")):
        found = found.replace(sign, written)
    return found


LATEX: Final = Markup(latex=True)
MARKDOWN: Final = Markup(latex=False)
MARKUPS: Final = {"latex": LATEX, "markdown": MARKDOWN}
