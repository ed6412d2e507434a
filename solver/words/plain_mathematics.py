"""Formulas in labels as plain signs: “$A^+$” is “A⁺” wherever nothing can be set as mathematics.

For the command line, accessible names and texts of lists.  What has no plain form stays as typed.
"""

import re
from collections.abc import Mapping
from typing import Final

#: A formula: at least one sign between single dollars; \\$ is a dollar.  No blank stands right inside
#: and no figure right behind, so that “from $2 billion to $5 billion” holds none.
FORMULA: Final = re.compile(r"(?<!\\)\$(?!\s)((?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)")
_RAISED: Final = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_LOWERED: Final = str.maketrans("0123456789+-−=()aeijoruvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₒᵣᵤᵥₓ")
_SIGNS: Final[Mapping[str, str]] = {
    "succ": "≻", "prec": "≺", "succeq": "≽", "preceq": "≼", "succcurlyeq": "≽", "preccurlyeq": "≼",
    "sim": "~", "parallel": "∥", "mid": "∣", "ge": "≥", "geq": "≥", "le": "≤", "leq": "≤",
    "ne": "≠", "neq": "≠", "approx": "≈", "in": "∈", "notin": "∉", "subset": "⊂", "cup": "∪",
    "cap": "∩", "emptyset": "∅", "infty": "∞", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "times": "×", "cdot": "·", "pm": "±", "neg": "¬", "lnot": "¬", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…", "prime": "′",
    "star": "⋆", "ast": "∗", "circ": "∘", "euro": "€", "pounds": "£",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
}  # fmt: skip
_SPACES: Final = {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "quad": " ", "qquad": " "}
_FONTS: Final = "text|mathrm|mathit|mathbf|mathsf|mathcal|operatorname|textit|textbf|mbox"
_FONT: Final = re.compile(rf"\\(?:{_FONTS})\s*\{{([^{{}}]*)\}}")
_FRACTION: Final = re.compile(r"\\[td]?frac\s*(?:\{([^{}]*)\}|(\w))\s*(?:\{([^{}]*)\}|(\w))")
_SCRIPT: Final = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|(\S))")
_WORD: Final = re.compile(r"\\([A-Za-z]+|[,;: !])")


#: A fraction of plain numbers that is no part of a longer expression.
_NUMBERS: Final = re.compile(r"(?<![\w.,^/*$)\\])(\d+)/(\d+)(?!\w|[.,]\d|\s*[\^/*(]|\$)")


def with_fractions(text: str) -> str:
    r"""A text of numbers in which fractions are formulas, to be set one number above the other.

    >>> with_fractions("policy 4/9 \u00b7 payoff \u22121/2"), with_fractions("(1-p)/2, $1/2$")
    ('policy $\\tfrac{4}{9}$ · payoff −$\\tfrac{1}{2}$', '(1-p)/2, $1/2$')
    """
    if "/" not in text:
        return text
    parts, at = [], 0
    for found in FORMULA.finditer(text):
        parts += [_with_fractions(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, _with_fractions(text[at:])])


def _with_fractions(text: str) -> str:
    return _NUMBERS.sub(r"$\\tfrac{\1}{\2}$", text)


def plain_sign(word: str) -> str | None:
    r"""The sign that a command such as ``\succ`` stands for; None where it stands for none."""
    return _SIGNS.get(word, _SPACES.get(word))


def plain_text(label: str) -> str:
    r"""A label with its formulas in plain signs.

    >>> plain_text(r"keep $A^+$"), plain_text(r"$A \succ B_{12}$"), plain_text("costs \\$5")
    ('keep A⁺', 'A ≻ B₁₂', 'costs $5')
    """
    if "$" not in label:
        return label
    return FORMULA.sub(lambda found: _plain(found[1]), label).replace("\\$", "$")


def _plain(formula: str) -> str:
    text = _FONT.sub(r"\1", formula)
    text = _WORD.sub(_sign, text)
    text = _FRACTION.sub(_fraction, text)
    text = _SCRIPT.sub(_script, text)
    return text.replace("{", "").replace("}", "").replace("-", "−").strip()


def _sign(found: re.Match[str]) -> str:
    word = found[1]
    return _SIGNS.get(word, _SPACES.get(word, found[0]))


def _fraction(found: re.Match[str]) -> str:
    above, below = found[1] or found[2] or "", found[3] or found[4] or ""
    return "/".join(
        part if len(part) < 2 or part.isalnum() else f"({part})" for part in (above, below)
    )


def _script(found: re.Match[str]) -> str:
    """What is raised or lowered, as far as there are signs for all of it."""
    script = found[2] if found[2] is not None else found[3]
    if found[1] == "^" and script in ("′", "∗", "⋆", "*", "∘"):
        return "°" if script == "∘" else script
    moved = script.translate(_RAISED if found[1] == "^" else _LOWERED)
    if all(a != b for a, b in zip(script, moved, strict=True)):
        return moved
    return f"{found[1]}{script}" if len(script) == 1 else f"{found[1]}({script})"
