"""What is pasted on the canvas is what opening it as a file makes of it."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from app.window.main_window import MainWindow
from solver.rules import solve
from tests.app.conftest import Answers
from tests.solver.formats.importing.test_other_programs import GAME, silver

MERMAID = "flowchart LR\n    a --> b\n"


def paste(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.actions_table["edit.paste"].trigger()
    QGuiApplication.clipboard().clear()


def test_it_is_a_tree(window: MainWindow, wait_solved: Callable[[], None]) -> None:
    for text, value in (
        (GAME, "91/10"), (silver().decode(), "70/3"), ("Plan\tValue\na\t1\nb\t2\n", "2"),
        ('digraph { c [shape=circle]; c -> a [label="win 0.5"]; c -> b [label="lose 0.5"]; a [label="$10"]; b [label="0"] }', "5"),
        ("go?\n    yes [-1]: win = 3\n    no: stay = 1", "2"),
    ):  # fmt: skip
        window.documents.new()
        paste(window, text)
        assert str(solve(window.session.document, "eu").value) == value
        wait_solved()
        window.session.stack.setClean()


def test_what_is_lost_is_told_and_rules_come_along(window: MainWindow, answers: Answers) -> None:
    window.documents.new()
    paste(window, silver(rule="expected-value-minimization").decode())
    assert solve(window.session.document, "eu").value == 0
    assert answers.said == []
    window.documents.new()
    paste(window, GAME)
    assert any("Information sets" in sentence for sentence in answers.said)


def test_a_stranger_is_told_and_makes_no_nodes(window: MainWindow, answers: Answers) -> None:
    window.documents.new()
    paste(window, MERMAID)
    assert not window.session.document.nodes
    assert answers.said[0].startswith(
        "That cannot be pasted. This seems to be a diagram in Mermaid."
    )
