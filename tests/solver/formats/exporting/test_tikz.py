"""A drawing as TikZ and as overlays of Beamer: what each mark becomes, and where slides differ."""

import pytest

from solver.formats.exporting.beamer import Slide, beamer_text
from solver.formats.exporting.tikz import TexLetters, tikz_text, words
from solver.page.drawing_list import (
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnMark,
    DrawnText,
    DrawnWay,
    Pen,
    Run,
)

INK, PALE = "#2b323b", "#8a94a0"
NAMES = {"#2B323B": "ink", "#0b62a8": "accent"}
SQUARE = DrawnBox(0, 1, 10, 11, Pen(INK, 1.5, "", "miter"), "#ffffff")
DISC = DrawnDisc((5.25, -0.001), 3, Pen(PALE, 1, "dash"))
BEND = DrawnWay((("M", (0, 0)), ("C", (1, 0, 1, 2, 3, 2)), ("L", (9, 2))), Pen(INK, 1.5))
FILLED = DrawnWay((("M", (0, 0)), ("L", (4, 0)), ("Z", ())), None, "#0b62a8")
NAME = DrawnText((20, 5), (Run("go 50% "), Run("A^+", is_formula=True)), 40.5, 14, INK, 1.0)


def text_of(*runs: Run) -> DrawnText:
    return DrawnText((0, 0), runs, 99, 12, PALE)


def page(*marks: DrawnMark, ground: str = "") -> DrawingList:
    return DrawingList(100, 50, ground, (DrawnGroup("node-r", "node choice", list(marks)),))


def commands(*marks: DrawnMark) -> list[str]:
    """What is between the corners and the end."""
    text = tikz_text(page(*marks), NAMES)
    inner = text[text.index("rectangle (100, 50);") :].splitlines()[1:]
    return [line.strip() for line in inner[: inner.index(r"\end{tikzpicture}")]]


def test_each_mark_is_one_command() -> None:
    assert commands(SQUARE, DISC, BEND, FILLED, NAME) == [
        "% node choice: go 50 A+",
        r"\draw[ink line, fill=tree ffffff] (0, 1) rectangle (10, 11);",
        r"\draw[8a94a0 dashed] (5.25, 0) circle[radius=3];",
        r"\draw[ink line 2] (0, 0) .. controls (1, 0) and (1, 2) .. (3, 2) -- (9, 2);",
        r"\fill[tree accent] (0, 0) -- (4, 0) -- cycle;",
        r"\node[ink words, anchor=base east] at (20, 5) {\treefit 40.5\treeunit{go 50\% $A^+$}};",
    ]


def test_its_look_is_named_at_the_top() -> None:
    text = tikz_text(page(SQUARE, DISC, NAME, ground="#14171c"), NAMES, title="A & B", factor=2)
    for line in (
        "% A  B",
        r"\treeunit=1.5bp % the size of everything",
        r"\def\treeface{\sffamily} % of the letters",
        r"\definecolor{tree ink}{HTML}{2B323B}",
        r"  8a94a0 dashed/.style={draw=tree 8a94a0, line width=1\treeunit, line join=bevel, "
        r"dash pattern=on 4\treeunit off 2\treeunit},",
        r"  ink words/.style={text=tree ink, "
        r"font=\treeface\fontsize{14\treeunit}{14\treeunit}\selectfont},",
        r"  \fill[tree 14171c] (0, 0) rectangle (100, 50);",
    ):
        assert line in text.splitlines()
    assert "treesans" in text  # mathematics without serifs
    assert "treesans" not in tikz_text(page(SQUARE), NAMES)
    greek = DrawnText((0, 0), (Run("β"),), 20, 14, INK)
    assert "treesans" in tikz_text(page(greek), NAMES)
    assert "treesans" not in tikz_text(page(NAME), NAMES, letters=TexLetters(True, True))
    assert "treesans" in tikz_text(page(NAME), NAMES, letters=TexLetters(True, False))
    assert r"\rmfamily" in tikz_text(page(NAME), NAMES, letters=TexLetters(True, True))


def test_letters_look_as_large_as_on_the_screen() -> None:
    """Where the rooms are made for wide letters those of LaTeX, which are narrower, are set larger."""
    for room, size in ((60, "14.99"), (65, "16.1"), (300, "16.1"), (20, "14")):
        text = tikz_text(page(DrawnText((0, 0), (Run("eightsig"),), room, 14, INK)), NAMES)
        found = float(text.partition(r"\fontsize{")[2].partition(r"\treeunit")[0])
        assert found == pytest.approx(float(size), abs=0.3), room


def test_a_piece_takes_the_face_of_the_text_around_it() -> None:
    text = tikz_text(page(NAME), NAMES, standalone=False)
    assert r"\def\treeface{} % of the letters" in text
    assert "% The preamble needs:" in text
    assert "documentclass" not in text
    assert "#" not in text  # it may be what a command is given


def test_formulas_that_latex_must_not_see_are_plain() -> None:
    (_, said) = commands(text_of(Run(r"\input{x}", is_formula=True), Run(" and "), Run("α≻Ж", is_formula=True)))  # fmt: skip
    assert r"\input" not in said
    assert r"\ensuremath{\alpha}\ensuremath{\succ}\otherscript{Ж}" in said


def slides(*drawings: DrawingList) -> list[str]:
    shown = [Slide(f"Step {count}", "", drawing) for count, drawing in enumerate(drawings, 1)]
    text = beamer_text(shown, NAMES)
    inner = text[text.index(r"\begin{tikzpicture}[tree]") :].splitlines()[1:]
    return [line.strip() for line in inner[: inner.index(r"  \treemeasured")]]


def test_overlays_uncover_what_their_slide_has() -> None:
    found = slides(page(), page(SQUARE), page(SQUARE, DISC), page(SQUARE), page(SQUARE, DISC))
    assert found == [
        "% node choice",
        r"\uncover<2->{%",
        r"\draw[ink line, fill=tree ffffff] (0, 1) rectangle (10, 11);}",
        r"\uncover<3,5->{%",
        r"\draw[8a94a0 dashed] (5.25, 0) circle[radius=3];}",
    ]


def test_what_lies_behind_stays_behind() -> None:
    found = [line for line in slides(page(SQUARE), page(DISC, SQUARE)) if line.startswith(r"\draw")]
    assert found[0].startswith(r"\draw[8a94a0 dashed]")


def test_a_step_that_looks_closer_shows_a_part() -> None:
    whole, part = page(SQUARE), page(SQUARE)
    text = beamer_text([Slide("a", "", whole), Slide("b", "say\nit", part, (10, 5, 2.5))], NAMES)
    assert r"\only<2>{\treeview{10}{5}{40}{20}}%" in text
    assert r"\only<1>" not in text
    assert r"\note<2>{say it}" in text


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ((Run("שלום 100%"),), r"100\% \righttoleft{שלום}"),
        ((Run("לא (no)"),), r"(no) \righttoleft{לא}"),
        ((Run("מזל (abc) 50.5%"),), r"50.5\% (abc) \righttoleft{מזל}"),
        ((Run("עץ החלטה, stop now, מיד"),), r"\righttoleft{מיד} ,stop now ,\righttoleft{עץ החלטה}"),
        ((Run("לבחור "), Run("A^+", True), Run(" או "), Run("x_1", True), Run("?")), r"?$x_1$ \righttoleft{או} $A^+$ \righttoleft{לבחור}"),
        ((Run("see שלום (1)"),), r"see \righttoleft{שלום} (1)"),
    ],
)  # fmt: skip
def test_a_line_that_reads_to_the_left_stands_in_the_order_of_the_page(
    runs: tuple[Run, ...], said: str
) -> None:
    assert words(runs) == said
