"""Formulas in labels as plain signs."""

import pytest

from solver.words.plain_mathematics import plain_text


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("keep $A^+$", "keep A⁺"),
        ("$10.3 billion: 0.2 · $5 billion: 0.5", "$10.3 billion: 0.2 · $5 billion: 0.5"),
        ("“$5” or “$2”, $5–$7", "“$5” or “$2”, $5–$7"),
        ("$A^-$", "A⁻"),
        ("$A^{-}$ or $B$", "A⁻ or B"),
        (r"$A \succ B$", "A ≻ B"),
        (r"$x_{12} \parallel y_1$", "x₁₂ ∥ y₁"),
        (r"$\tfrac12$", "1/2"),
        (r"$\frac{a+b}{2}$", "(a+b)/2"),
        (r"$\mathrm{EU}_\alpha$", "EU_α"),
        (r"$A'$, $A^*$, $A^\prime$", "A', A*, A′"),
        ("$x^Q$ and $x^{QR}$", "x^Q and x^(QR)"),
        (r"$a\,b \unknown{c}$", r"a b \unknownc"),
        (r"costs \$5 and \$6", "costs $5 and $6"),
        ("no formula ^+ _1", "no formula ^+ _1"),
        ("$ 5", "$ 5"),
        ("$p - q$", "p − q"),
        ("$$", "$$"),
        ("", ""),
    ],
)
def test_labels_in_plain_signs(label: str, plain: str) -> None:
    assert plain_text(label) == plain


def test_a_long_label_takes_no_time() -> None:
    assert plain_text("$" + "{" * 50_000 + "$").strip() == ""
    assert len(plain_text(r"$\frac" * 20_000)) > 0
