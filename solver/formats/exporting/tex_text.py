"""Labels as LaTeX: formulas as they are where they are harmless, all else as text.

LaTeX is a programming language, and documents are hostile: a formula passes only if it is made of
a list of known commands, so that nothing can be read, written or run by what a label says.
"""

import re
from typing import Final

from solver.formats.exporting.tex_scripts import GREEK, scripted
from solver.words.plain_mathematics import FORMULA

# What LaTeX gives a meaning to, and signs that its usual fonts lack.
_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "\n": " ",
    "\t": " ",
    "−": r"\ensuremath{-}",
    "≻": r"\ensuremath{\succ}",
    "≺": r"\ensuremath{\prec}",
    "∥": r"\ensuremath{\parallel}",
    "≥": r"\ensuremath{\geq}",
    "≤": r"\ensuremath{\leq}",
    "≠": r"\ensuremath{\neq}",
    "≈": r"\ensuremath{\approx}",
    "→": r"\ensuremath{\rightarrow}",
    "⊥": r"\ensuremath{\bot}",
    "∞": r"\ensuremath{\infty}",
    "…": r"\ldots{}",
    "·": r"\ensuremath{\cdot}",
    "×": r"\texttimes{}",
    "½": r"\textonehalf{}",
    "€": r"\texteuro{}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "---",
    **{sign: rf"\ensuremath{{{command}}}" for sign, command in GREEK.items()},
}  # fmt: skip

_WORDS: Final = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi
    pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta
    Lambda Xi Pi Sigma Upsilon Phi Psi Omega succ prec succeq preceq succcurlyeq preccurlyeq
    nsucc nprec nsucceq npreceq sim nsim simeq approx equiv cong parallel nparallel perp mid
    nmid leq geq le ge neq ne ll gg lt gt in notin ni subset subseteq supset supseteq cup cap
    setminus emptyset varnothing forall exists nexists neg lnot land lor wedge vee to rightarrow
    leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow iff implies mapsto
    longrightarrow uparrow downarrow times cdot cdots ldots dots div pm mp circ bullet star ast
    oplus otimes infty partial nabla sum prod int bigcup bigcap max min sup inf lim arg log ln
    exp Pr det dim ker frac tfrac dfrac sqrt binom overline underline hat bar tilde vec dot ddot
    widehat widetilde left right big Big bigg Bigg langle rangle lfloor rfloor lceil rceil
    lbrace rbrace vert Vert mathrm mathbf mathit mathcal mathbb mathsf mathtt text textrm textit
    textbf operatorname prime quad qquad ell Re Im aleph top bot triangle square Box Diamond
"""
#: Commands that draw signs, put things above each other, or change the type of letters.
_COMMANDS: Final = frozenset((*_WORDS.split(), *",;:! {}|%$#&_"))
_TOKEN: Final = re.compile(r"\\(?:([A-Za-z]+)|(.))")
#: Signs that stand for themselves on the keyboard and for commands in a formula.
_SYMBOLS: Final = {
    sign: text.removeprefix(r"\ensuremath{").removesuffix("}") + " "
    for sign, text in _ESCAPES.items()
    if text.startswith(r"\ensuremath{")
}


def escaped(text: str) -> str:
    """A text in which LaTeX finds nothing to do."""
    kept = "".join(_ESCAPES.get(c, c) for c in text if c.isprintable() or c in "\n\t")
    return scripted(kept)


def mathematics(formula: str) -> str | None:
    """A formula that can be handed to LaTeX; None if it is made of anything but known commands."""
    if "^^" in formula or any(command not in _COMMANDS for command in _names(formula)):
        return None
    bare = _TOKEN.sub(" ", formula)
    if any(sign in bare for sign in "%#&~\\") or not bare.isprintable() or not _paired(bare):
        return None
    if _names(formula).count("left") != _names(formula).count("right"):
        return None
    written = "".join(sign if sign.isascii() else _SYMBOLS.get(sign, "") for sign in formula)
    known = all(sign.isascii() or sign in _SYMBOLS for sign in formula)
    return written if known else None


def _names(formula: str) -> list[str]:
    """What follows backslashes: names of commands, or signs."""
    return [match[1] or match[2] for match in _TOKEN.finditer(formula)]


def _paired(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def tex(text: str) -> str:
    """A label as LaTeX."""
    text = " ".join(text.split())
    parts, at = [], 0
    for match in FORMULA.finditer(text):
        if (formula := mathematics(match[1])) is not None:
            parts += [escaped(text[at : match.start()]), f"${formula}$"]
            at = match.end()
    return "".join([*parts, escaped(text[at:])])
