"""The page “Why?”: it follows what is selected, and shows its witness on the tree."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.analyses.verdict import VerdictPart
from app.analyses.why import WhyPart
from app.window.main_window import MainWindow
from widgets.answers.prospect_bars import ProspectBars

Wait = Callable[[], None]


def ask(window: MainWindow, wait_solved: Wait, example: str, rule: str, branch: str) -> None:
    window.documents.open_example(example)
    window.verdict.set_rule(rule)
    wait_solved()
    window.canvas.select((), (branch,))
    window.actions_table["solve.why"].trigger()
    wait_solved()


def test_it_explains_the_selected_branch(window: MainWindow, wait_solved: Wait) -> None:
    ask(window, wait_solved, "single-souring", "caprice", "take A-")
    page = window.part(WhyPart).page
    assert window.panels.drawer.current is page
    assert page.verdict.text() == "✕ “take A−” is not permitted at “B or A−?”."
    assert "Turned down at “A?”: “take A” (A for sure) ≻ “take A−”" in page.reasons.text()
    assert [page.branch.itemText(i) for i in range(2)] == ["✓ take B", "✕ take A−"]
    rows = [[page.plans.item(r, c).text() for c in range(3)] for r in range(2)]
    assert rows == [["≠ A?", "—", "take A"], ["≠ B or A−?", "take A−", "—"]]


def test_it_follows_selection_and_rule(window: MainWindow, wait_solved: Wait) -> None:
    ask(window, wait_solved, "single-souring", "caprice", "take A-")
    page = window.part(WhyPart).page
    window.verdict.set_rule("naive")
    wait_solved()
    assert page.verdict.text().startswith("✓ “take A−” is permitted")
    window.canvas.select((), ("take B",))
    wait_solved()
    assert page.verdict.text().startswith("✓ “take B” is permitted")
    window.canvas.select(("n1",))
    wait_solved()
    assert page.verdict.text().startswith("✓ “take A” is permitted at “A?”")
    window.canvas.select()
    wait_solved()
    assert "Select a branch of a choice node" in page.reasons.text()


def test_a_plan_of_the_list_is_explained(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("single-sweetening")
    window.verdict.set_rule("caprice")
    wait_solved()
    plans = window.part(VerdictPart).plans
    plans.setCurrentIndex(plans.model().index(0, 0))
    window.actions_table["solve.page_why"].trigger()
    wait_solved()
    page = window.part(WhyPart).page
    assert page.verdict.text() == "✓ The plan “take A” is permitted."
    assert "Yet it is dominated" in page.reasons.text()
    assert not page.branch.isVisible()


def test_a_plan_that_is_not_permitted_is_explained_from_the_verdict(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("shutdown")
    window.verdict.set_rule("e-admissible")
    wait_solved()
    card = window.part(VerdictPart).card
    (row,) = (r for r in card.statements.rows if "Not permitted" in r.accessibleName())
    row.click()
    wait_solved()
    page = window.part(WhyPart).page
    assert window.panels.drawer.current is page
    assert page.verdict.text() == (
        "✕ The plan “shut down if lucky, continue if unlucky” is not permitted."
    )


def test_the_witness_is_shown_on_the_tree_until_escape(
    window: MainWindow, qtbot: QtBot, wait_solved: Wait
) -> None:
    ask(window, wait_solved, "single-souring", "dsm", "take A-")
    page = window.part(WhyPart).page
    page.on_tree.click()
    way = window.way.way
    assert way is not None
    assert way.walked == {"go on", "take A-"}
    assert way.better == {"take A"}
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.way.way is None
    assert not page.on_tree.isChecked()


def test_a_branch_chosen_on_the_page_is_selected_on_the_tree(
    window: MainWindow, wait_solved: Wait
) -> None:
    ask(window, wait_solved, "single-souring", "caprice", "take A-")
    page = window.part(WhyPart).page
    page.branch.setCurrentIndex(0)
    page.branch.activated.emit(0)
    wait_solved()
    assert window.canvas.selection() == ((), ("take B",))
    assert page.verdict.text().startswith("✓ “take B”")


def test_what_cannot_be_solved_is_said(window: MainWindow, wait_solved: Wait) -> None:
    ask(window, wait_solved, "single-souring", "eu", "take B")
    assert "completion" in window.part(WhyPart).page.reasons.text()
    assert not window.part(WhyPart).page.verdict.isVisible()


def test_what_the_page_says_while_it_is_empty_stands_in_one_line(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.open_example("shutdown")
    part = window.part(WhyPart)
    part.show()
    words = part.page.reasons
    qtbot.waitUntil(lambda: words.isVisible() and words.width() > 800)
    assert words.height() < 2 * words.fontMetrics().lineSpacing()


def test_where_opinions_differ_bars_say_from_where_to_where(
    window: MainWindow, wait_solved: Wait
) -> None:
    ask(window, wait_solved, "two-bets", "gamma-maximin", "B too take B")
    page = window.part(WhyPart).page
    print(
        [b.lines for b in page.findChildren(ProspectBars)], page.reasons.text(), page.verdict.text()
    )
    bars = page.findChildren(ProspectBars)[0]
    assert dict(bars.lines) == {"One bet lost": "1/5 – 9/10", "One bet won": "1/10 – 4/5"}
