"""How a tree is drawn is data in the document's view; what is shown is exact."""

from dataclasses import replace
from fractions import Fraction

import pytest

import assets
from solver.analyses.expectations import expectations
from solver.document.numerals import Numeral
from solver.document.style import KEY, USUAL, Style, style_entry, style_of
from solver.formats.exporting.tex_text import tex
from solver.formats.importing.embedded_document import carried, png_with, svg_metadata
from solver.formats.quandary import dumps, loads
from solver.rules import solve
from solver.words.tree_texts import decimal, share_text


def test_a_style_survives_the_file() -> None:
    style = Style(theme="print", type_size=120, probabilities="percent", names=False, legend=True)
    document = loads(assets.example_text("shutdown"))
    document = replace(document, view={**document.view, KEY: style_entry(style)})
    assert style_of(loads(dumps(document))) == style


def test_what_is_stated_wrongly_is_as_usual_and_unknown_keys_are_kept() -> None:
    stated = {"theme": "neon", "legend": 1, "type_size": Numeral("9999", quoted=False), "new": "x"}
    document = loads(assets.example_text("oil"))
    assert style_of(replace(document, view={KEY: stated})) == USUAL
    assert style_entry(USUAL, stated) == {"new": "x"}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("typed", "1 / 3"),
        ("decimal", "≈\u202f0.333333"),
        ("percent", "≈\u202f33.3333%"),
        ("fraction", "1/3"),
    ],
)
def test_probabilities_say_when_they_are_rounded(form: str, text: str) -> None:
    assert share_text(Numeral("1 / 3"), Fraction(1, 3), form) == text


def test_a_decimal_that_ends_is_exact() -> None:
    assert decimal(Fraction(-5, 4)) == "−1.25"
    assert decimal(Fraction(0)) == "0"


def test_rolled_back_values_agree_with_the_rule() -> None:
    document = loads(assets.example_text("oil"))
    solution = solve(document, "eu")
    found = expectations(document, solution)
    root = document.root_id
    assert root is not None
    ((_, numbers),) = [found.values[root]]
    assert list(numbers.values()) == [solution.value]


def test_a_lottery_is_said_only_where_it_is_determined() -> None:
    document = loads(assets.example_text("shutdown"))
    solution = solve(document, "dsm")
    root = document.root_id
    assert root is not None
    assert root not in expectations(document, solution).prospects
    for permitted in solution.plans:
        found = expectations(document, solution, permitted.plan)
        assert found.prospects[root] == permitted.plan.prospect


def test_pictures_carry_any_text() -> None:
    text = dumps(loads(assets.example_text("shutdown").replace("lucky", "𝛼 <&> ≻")))
    header = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + bytes(17) + b"\0\0\0\0IEND\xaeB`\x82"
    assert carried(png_with(header, text)) == text
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><metadata>{svg_metadata(text)}</metadata></svg>"
    assert carried(svg.encode()) == text


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (r"a $A^+ \succ A$ b", r"a $A^+ \succ A$ b"),
        (r"$\tfrac{4}{9}$", r"$\tfrac{4}{9}$"),
        (r"$\input{x}$", r"\$\textbackslash{}input\{x\}\$"),
        (r"5 $ and 6 %", r"5 \$ and 6 \%"),
        (r"$}{$", r"\$\}\{\$"),
    ],
)
def test_formulas_that_are_known_stay_formulas_in_latex(label: str, expected: str) -> None:
    assert tex(label) == expected
