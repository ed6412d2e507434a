"""The page “Opinions”, and an opinion looked at alone."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QPushButton

from app.analyses.opinions import OpinionsPart
from app.analyses.verdict import VerdictPart
from app.window.main_window import MainWindow
from assets import example_text
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetParameter
from solver.formats.quandary import loads
from solver.words.tree_texts import branch_detail
from widgets.answers.opinions_page import OpinionsPage

Wait = Callable[[], None]


def opened(window: MainWindow, wait_solved: Wait) -> OpinionsPage:
    window.documents.open_example("two-bets")
    window.actions_table["solve.page_opinions"].trigger()
    wait_solved()
    return window.part(OpinionsPart).page


def row(page: OpinionsPage, number: int) -> list[str]:
    items = [page.table.item(number, column) for column in range(page.table.columnCount())]
    return [item.text() if item is not None else "" for item in items]


def test_parameters_by_opinions_and_what_is_expected(window: MainWindow, wait_solved: Wait) -> None:
    page = opened(window, wait_solved)
    assert row(page, 0) == ["", "Rain unlikely", "Rain likely"]
    assert row(page, 1) == ["1/2", "1/10", "8/10"]
    texts = [page.plans.item(i, 1) for i in range(page.plans.rowCount())]
    assert [item.text() for item in texts if item] == ["5", "−5 to 25/2", "−15/2 to 10"]


def test_the_middle_of_an_interval_is_nobodys_value(qapp: QApplication) -> None:
    made = loads(example_text("two-bets"))
    page = OpinionsPage()
    page.show_document(made, None, "")
    assert row(page, 1)[0] == "1/2"  # typed by somebody
    (only,) = made.parameters
    page.show_document(SetParameter(only, {"value": Numeral("0.45")}).apply(made), None, "")
    assert row(page, 1)[0] == "1/10 – 4/5"


def test_a_cell_is_an_edit(window: MainWindow, wait_solved: Wait) -> None:
    page = opened(window, wait_solved)
    item = page.table.item(1, 1)
    assert item is not None
    item.setText("1/3")
    opinions = window.session.document.opinions
    assert opinions["low"].parameters["rain"] == Numeral("1/3")
    assert window.session.stack.count() == 1


def test_without_opinions_a_sentence_and_what_makes_the_first(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("shutdown")
    window.actions_table["solve.page_opinions"].trigger()
    wait_solved()
    page = window.part(OpinionsPart).page
    assert not page.table.isVisible()
    assert not page.plans.isVisible()
    (add,) = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert add.text() == "&Add an opinion"
    add.click()
    assert page.table.isVisible()
    assert row(page, 0) == ["", "Opinion 1"]
    window.actions_table["edit.undo"].trigger()
    assert not page.table.isVisible()


def test_one_opinion_alone_with_one_key(window: MainWindow, wait_solved: Wait) -> None:
    page = opened(window, wait_solved)
    together = window.session.document
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 3
    seen = []
    for _ in range(3):
        window.actions_table["solve.next_opinion"].trigger()
        wait_solved()
        assert window.verdict.solution is not None
        seen.append((page.look.currentText(), window.verdict.solution.plans_total))
    assert seen == [("Rain unlikely", 1), ("Rain likely", 1), ("All opinions", 3)]
    assert window.session.document is together  # it is no change of the document
    assert window.session.stack.count() == 0


def test_an_edit_while_one_is_looked_at_is_one_of_the_whole(
    window: MainWindow, wait_solved: Wait
) -> None:
    opened(window, wait_solved)
    window.actions_table["solve.next_opinion"].trigger()
    window.perform(SetBranch("take A", {"label": "accept A"}))
    wait_solved()
    assert len(window.session.document.opinions) == 2
    assert window.canvas.tree.document is window.session.reading
    assert window.session.reading.branches["take A"].label == "accept A"


def test_alpha_of_hurwicz_has_a_field(window: MainWindow, wait_solved: Wait) -> None:
    page = opened(window, wait_solved)
    window.documents.open_example("three-acts")
    window.part(VerdictPart)._choose_rule("hurwicz")
    wait_solved()

    def permitted() -> set[str]:
        assert window.verdict.solution is not None
        return {b for b, v in window.verdict.solution.branches.items() if v.permitted}

    bets = permitted()
    assert len(bets) == 2
    page.alpha.setText("1")
    page.alpha.editingFinished.emit()
    wait_solved()
    assert window.session.document.view["alpha"] == Numeral("1", quoted=False)
    assert len(permitted()) == 1
    assert not permitted() & bets
    page.alpha.setText("")
    page.alpha.editingFinished.emit()
    wait_solved()
    assert "alpha" not in window.session.document.view
    assert permitted() == bets
    page.alpha.setText("2")
    page.alpha.editingFinished.emit()
    wait_solved()
    assert window.verdict.solution is None  # a sentence says why


def test_what_is_written_while_one_opinion_is_looked_at_is_the_whole(
    window: MainWindow, wait_solved: Wait
) -> None:
    opened(window, wait_solved)
    window.part(VerdictPart)._choose_rule("naive")
    window.actions_table["solve.next_opinion"].trigger()
    wait_solved()
    window.documents.writing.emit()
    assert list(window.session.document.opinions) == ["low", "high"]
    assert window.session.document.view["rule"] == "naive"


def test_credences_are_on_the_tree_while_that_rule_is_chosen(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("single-souring")
    for rule, credences in (("credence", 4), ("dsm", 0)):
        window.part(VerdictPart)._choose_rule(rule)
        wait_solved()
        document, names = window.session.document, window.session.names
        told = [
            branch_detail(names, document.nodes[b.source], b, None)
            for b in document.branches.values()
        ]
        assert told.count("credence 0.5") == credences
    assert window.session.stack.count() == 0
    assert not window.session.is_dirty
