"""The tree in DOT, and text for a paper: kept texts, and what each setting changes in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import unified_diff
from fractions import Fraction
from itertools import groupby

import pytest

import assets
from solver.document.model import Document
from solver.document.style import Style
from solver.edits import SetView
from solver.formats.exporting.dot import dot_text
from solver.formats.exporting.markup import MARKUPS
from solver.formats.exporting.paper import paper
from solver.formats.exporting.tex_text import tex
from solver.formats.quandary import loads
from solver.prospect import End, Prospect
from solver.rules import RULES, solve
from solver.solution import PermittedPlan, Plan, Solution, Verdict
from tests.documents.entries import branch, node, read
from tests.kept.kept import compare

#: Two scales and what stands alone, all that stands on branches, a draft, free texts.
WHOLE = read(
    title="A & its\n $\\tfrac{1}{2}$",
    parameters=[{"id": "p", "value": "1/3"}],
    outcomes=[
        {"id": "A", "label": "α, 50%", "value": 3},
        {"id": "B", "scale": "two", "value": "p"},
        {"id": "C", "label": "$A^+ \\succ B$"},
    ],
    nodes=[
        node("r", "choice", label="Root?"),
        node("c", "chance", label="Luck"),
        node("d", "choice"),
        node("a", "outcome", outcome="A", label="leaf"),
        node("b", "outcome", outcome="B"),
        node("e", "outcome", outcome="C"),
        node("f", "outcome"),
        node("top", "choice", label="draft"),
        node("g", "outcome", outcome="A"),
        node("away", "outcome", outcome="A"),
    ],
    branches=[
        branch("rc", "r", "c", label="go", policy="1/4", payoff=-1),
        branch("rd", "r", "d", label="stay"),
        branch("ca", "c", "a", label="good", probability="p"),
        branch("cb", "c", "b", probability="#", payoff="p + 1"),
        branch("de", "d", "e", label="one"),
        branch("df", "d", "f"),
        branch("tg", "top", "g"),
        branch("ta", "top", "away"),
    ],
    root="r",
    view={"annotations": [{"x": 5, "y": -10, "text": "two\nlines_"}, {"text": "here"}]},
)
SAYS = {
    "rc": Verdict(True, True),
    "rd": Verdict(False, False),
    "de": Verdict(None, None),
    "df": Verdict(False, None),
}
PLAN = Plan({"r": "rd", "d": "df"}, Prospect({End("C"): Fraction(1)}))


def answer(rule: str, says: dict[str, Verdict]) -> Solution:
    plans = [PermittedPlan(PLAN), PermittedPlan(Plan({"r": "rc"}, {"A": Fraction(1)}))]
    return Solution(
        rule,
        says,
        plans,
        2,
        complete=True,
        value=Fraction(5, 2),
        find_gaps=lambda: {"r": tuple(b for b in says if b.startswith("r"))},
    )


SOLVED = answer("dsm", SAYS)
DOWN = SetView("direction", "down").apply(WHOLE)

BEGUN = 16  # characters of a line that stands above

#: What is drawn otherwise, and what is set for it.
DOT: list[tuple[str, Callable[[], str]]] = [
    ("solved", lambda: dot_text(WHOLE, SOLVED)),
    ("solved, no highlighting", lambda: dot_text(WHOLE, SOLVED, Style(highlighting=False))),
    ("down", lambda: dot_text(DOWN)),
    ("without names, values, payoffs", lambda: dot_text(WHOLE, None, Style(names=False, values=False, payoffs=False))),
    ("in percent", lambda: dot_text(WHOLE, None, Style(probabilities="percent"))),
    ("one tree, no title", lambda: dot_text(loads(assets.example_text("oil").replace('"title"', '"tilte"')))),
    ("two criteria, preferences, an outcome that is not there", lambda: dot_text(read(
        parameters=[{"id": "p", "value": "1/3"}],
        criteria=[{"id": "m", "better": "less"}, {"id": "h"}],
        outcomes=[{"id": "A", "notes": "n", "scale": "s", "value": {"m": "1/3", "h": "p"}}, {"id": "B", "value": {"m": "q"}}],
        preferences={"better": [["A", "B"]]},
        nodes=[node("r", "choice"), node("a", "outcome", outcome="A"), node("b", "outcome", outcome="gone"), node("x", "chance", outcome="A")],
        branches=[branch("ra", "r", "a", payoff={"m": "p", "h": "2"}), branch("rb", "r", "b", policy="p"), branch("rx", "r", "x", policy="q")],
    ))),
]  # fmt: skip


def changes(base: str, table: Sequence[tuple[str, Callable[[], str]]]) -> Iterator[str]:
    """The whole text, then for each setting how many lines go, and which come in their stead.

    A line that stands above already is only begun.
    """
    yield base
    known = set(base.splitlines())
    for title, make in table:
        yield f"=== {title}"
        diff = [*unified_diff(base.splitlines(), make().splitlines(), n=0, lineterm="")][2:]
        for sign, lines in groupby(diff, lambda line: line[0]):
            if sign == "-":
                yield f"- {len(list(lines))}"
            for line in lines if sign == "+" else ():
                is_known = line[1:] in known and len(line) > BEGUN + 2
                yield f"{line[: BEGUN + 1]} …" if is_known else line
                known.add(line[1:])


def test_dot() -> None:
    compare("dot.txt", "\n".join(changes(dot_text(WHOLE), DOT)))


# -------------------------------------------------------------------------------------- a paper

TWO = read(
    criteria=[{"id": "m", "better": "less"}, {"id": "h"}],
    outcomes=[
        {"id": "A", "label": "first", "value": {"m": -1, "h": "1/3"}},
        {"id": "B", "value": {"m": 2}, "scale": "s & t"},
        {"id": "unused"},
    ],
    preferences={"better": [["A", "B"]], "equal": [["B", "unused"]]},
    nodes=[node("r", "choice"), node("a", "outcome", outcome="A"), node("b", "outcome", outcome="B")],
    branches=[branch("ra", "r", "a", payoff={"m": 1}), branch("rb", "r", "b", label="b_")],
)  # fmt: skip


def wide(size: int) -> Document:
    """A choice between so many branches."""
    return read(
        outcomes=[{"id": "A"}, {"id": "B"}],
        nodes=[
            node("r", "choice"),
            *(node(f"a{i}", "outcome", outcome="AB"[i % 2]) for i in range(size)),
        ],
        branches=[branch(f"b{i}", "r", f"a{i}") for i in range(size)],
    )


COST = read(
    criteria=[{"id": "c", "label": "Cost", "better": "less"}],
    outcomes=[{"id": "A", "value": {"c": 3}}, {"id": "B", "value": {"c": "7/2"}}],
    nodes=[node("r", "choice"), node("a", "outcome", outcome="A"), node("b", "outcome", outcome="B")],
    branches=[branch("ra", "r", "a", payoff={"c": "1/2"}), branch("rb", "r", "b")],
)  # fmt: skip
LEAF = read(outcomes=[{"id": "A"}], nodes=[node("a", "outcome", outcome="A")])
TIMES = replace(
    loads(
        assets.example_text("shutdown").replace(
            '"nodes"', '"preferences": {"relation": "timestep-dominance"}, "nodes"', 1
        )
    )
)
PAPERS: list[tuple[str, Document, str]] = [
    ("shutdown", loads(assets.example_text("shutdown")), "dsm"),
    ("timestep dominance", TIMES, "dsm"),
    ("dominated", loads(assets.example_text("single-souring")), "naive"),
    ("a cost", COST, "eu"),
    ("two criteria", TWO, "dsm"),
    ("one plan more", wide(21), "dsm"),
    ("a leaf", LEAF, "dsm"),
]


def test_a_paper() -> None:
    blocks: list[str] = []
    said: set[str] = set()
    for title, document, rule in PAPERS:
        solution = solve(document, rule)
        for name, markup in MARKUPS.items():
            lines = paper(document, markup, RULES[rule], solution).splitlines()
            short = [f"{line[:30]} …" if line in said else line for line in lines if line]
            said.update(line for line in lines if len(line) > 36)  # once is enough
            blocks.append("\n".join([f"=== {title}, {name}", *short, ""]))
    document = PAPERS[0][1]
    uncounted = replace(solve(document, "dsm"), plans_total=None)
    text = paper(document, MARKUPS["markdown"], RULES["dsm"], uncounted)
    blocks.append(f"=== not counted\n{text[text.index('### Verdict') :]}")
    compare("papers.txt", "\n".join(blocks))


# -------------------------------------------------------------------------------------- LaTeX


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        (" two \n lines\tand  tabs ", "two lines and tabs"),
        ("a\u200bb\u0007c", "abc"),
        ("\\{}#$%&_^~<>|\"", r"\textbackslash{}\{\}\#\$\%\&\_\textasciicircum{}\textasciitilde{}\textless{}\textgreater{}\textbar{}\textquotedbl{}"),
        ("“a” ‘b’ – —", "``a'' `b' -- ---"),
        ("−≻≺∥≥≤≠≈→⊥∞", "".join(f"\\ensuremath{{{c}}}" for c in ("-", r"\succ", r"\prec", r"\parallel", r"\geq", r"\leq", r"\neq", r"\approx", r"\rightarrow", r"\bot", r"\infty"))),
        ("αοω ΑΓΩς", r"\ensuremath{\alpha}\ensuremath{o}\ensuremath{\omega} \ensuremath{A}\ensuremath{\Gamma}\ensuremath{\Omega}\ensuremath{\varsigma}"),
        ("žſŦ Āž", "ž\\otherscript{ſŦ} Āž"),
        ("ſ Ŧ", r"\otherscript{ſ Ŧ}"),
        ("ź Ƶ", r"ź \otherscript{Ƶ}"),
        ("\u017f\u017e\u0180", "\\otherscript{\u017f}\u017e\\otherscript{\u0180}"),
        ("שלום עולם and Ж", r"\righttoleft{שלום עולם} and \otherscript{Ж}"),
        ("Ж שלום", r"\otherscript{Ж} \righttoleft{שלום}"),
        ("سلام", r"\righttoleft{سلام}"),
        ("中文 x", r"\otherscript{中文} x"),
        ("Ж", r"\otherscript{Ж}"),
        ("a $x$ $y$ b", "a $x$ $y$ b"),
        ("a $α ≥ β$ b", r"a $\alpha  \geq  \beta $ b"),
        ("$x^^41$", r"\$x\textasciicircum{}\textasciicircum{}41\$"),
        ("$x%$ $x\\%$", r"\$x\%\$ $x\%$"),
        ("$a & b$", r"\$a \& b\$"),
        ("$}{$ ${x}$", r"\$\}\{\$ ${x}$"),
        ("$\\left( x$", r"\$\textbackslash{}left( x\$"),
        ("$\\left( x \\right)$", r"$\left( x \right)$"),
        ("$\\def\\x{}$", r"\$\textbackslash{}def\textbackslash{}x\{\}\$"),
        ("$Ж$", r"\$\otherscript{Ж}\$"),
        ("$a\\$", r"\$a\textbackslash{}\$"),
        ("$$ 5", r"\$\$ 5"),
    ],
)  # fmt: skip
def test_labels_in_latex(text: str, written: str) -> None:
    assert tex(text) == written
