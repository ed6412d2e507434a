"""What stands below a picture, and what is said to who cannot see it."""

from pathlib import Path

import pytest

import assets
from solver.formats.exporting.captions import TOLD, alt_text, caption
from solver.formats.exporting.markup import LATEX, MARKDOWN
from solver.formats.quandary import loads
from solver.rules import RULES, solve
from tests.documents.entries import branch, node, read
from tests.programs import needs
from tests.solver.formats.exporting.test_paper import compiled, example


def test_a_caption_has_three_lines() -> None:
    tree = example("single-souring")
    found = caption(tree, MARKDOWN, RULES["dsm"], solve(tree, "dsm")).splitlines()
    assert found == [
        "Single souring: a money pump. A decision tree with 2 choices and 3 ends.",
        "Squares are choice nodes and triangles are ends; heavy branches are permitted by Dynamic "
        "Strong Maximality; branches with two strokes are not permitted; an arc with two bars is a "
        "preferential gap.",
        "Dynamic Strong Maximality: 2 of 3 plans are permitted: “take A” or “go on; then take B”.",
    ]


def test_an_alt_text_goes_through_the_tree() -> None:
    tree = example("shutdown")
    found = alt_text(tree, RULES["dsm"], solve(tree, "dsm"))
    assert found.startswith(
        "Decision tree “The shutdown example” with 2 choices, 1 chance node and 4 ends. "
        "At “Lucky?”, a chance node: “lucky” (9/10) leads to “Shut down?” if lucky; "
    )
    assert found.endswith("Dynamic Strong Maximality: 4 of 4 plans are permitted.\n")
    assert found.count("\n") == 1


def test_it_is_plain_and_not_endless() -> None:
    tree = loads(
        assets.example_text("oil").replace('"Oil"', r'"$O^+ \\succ x$"').replace("Dry", "*dry*")
    )
    found = alt_text(tree, RULES["eu"], solve(tree, "eu"))
    assert "O⁺ ≻ x" in found
    assert "*dry*" in found
    assert "$" not in found
    count = TOLD + 3
    deep = read(
        outcomes=[{"id": "A"}],
        nodes=[
            *(node(f"c{n}", "choice") for n in range(count)),
            node(f"c{count}", "outcome", outcome="A"),
        ],
        branches=[branch(f"b{n}", f"c{n}", f"c{n + 1}") for n in range(count)],
    )
    found = alt_text(deep, RULES["dsm"], solve(deep, "dsm"))
    assert "And 3 more nodes." in found


@needs("pdflatex")
@pytest.mark.parametrize("name", ["oil", "single-sweetening", "lake-district"])
def test_latex_takes_a_caption(name: str, tmp_path: Path) -> None:
    tree = example(name)
    text = caption(tree, LATEX, RULES["dsm"], solve(tree, "dsm"))
    compiled(f"\\begin{{figure}}\\caption{{{text}}}\\end{{figure}}", tmp_path)


def test_mathematics_renders_in_markdown_and_nothing_else_does() -> None:
    for text, written in (
        (r"$A^+ \succ B_1$", r"$A^+ \succ B_1$"),
        ("α $α ≥ 2$ *b*", r"α $\alpha  \geq  2$ \*b\*"),
        ("$a<b>c|d$", r"$a\lt b\gt c\vert d$"),
        ("$a*b*c$", r"$a\ast b\ast c$"),
        ("$[x](http://y)$", r"\$\[x\](http://y)\$"),
        ("$`x`$", r"\$\`x\`\$"),
        (r"$\input{x}$", r"\$\\input\{x\}\$"),
        ("costs $2 and $3", r"costs \$2 and \$3"),
        ("$<script>$", r"$\lt script\gt $"),
        ("$![x][y]$", r"\$!\[x\]\[y\]\$"),
    ):
        assert MARKDOWN.text(text) == written
