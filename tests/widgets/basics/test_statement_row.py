"""Rows of a card: heights follow from widths, arrows move, names tell the sign."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from widgets.basics.statement_row import RowCard, StatementRow

SAID = (
    ("good", "None dominated by a plan", "so the rule is not exploitable on this tree"),
    (
        "look",
        "Stated policy dominated by a policy",
        "shut down ≈ 0.444 if lucky, always if unlucky",
    ),
    ("plain", "Nothing is forced", ""),
)


@pytest.fixture
def card(qtbot: QtBot) -> RowCard:
    made = RowCard("Statements")
    qtbot.addWidget(made)
    made.show_rows([StatementRow(*each) for each in SAID])
    made.resize(360, 100)
    made.show()
    return made


def test_a_screen_reader_hears_what_a_sign_means(card: RowCard) -> None:
    assert [row.accessibleName() for row in card.rows] == [
        "good: None dominated by a plan, so the rule is not exploitable on this tree",
        "warning: Stated policy dominated by a policy, shut down ≈ 0.444 if lucky, "
        "always if unlucky",
        "Nothing is forced",
    ]


def test_narrow_rows_are_higher_and_the_card_holds_them_all(card: RowCard) -> None:
    wide = [row.height() for row in card.rows]
    card.resize(180, 100)
    narrow = [row.height() for row in card.rows]
    assert all(a < b for a, b in zip(wide[:2], narrow[:2], strict=True))
    last = card.rows[-1].geometry()
    assert card.height() == last.bottom() + 2
    for above, below in zip(card.rows, card.rows[1:], strict=False):
        assert above.geometry().bottom() < below.geometry().top()


def test_compact_rows_keep_the_second_line_in_the_tip(card: RowCard) -> None:
    row = card.rows[0]
    assert isinstance(row, StatementRow)
    before = row.height()
    row.set_compact(True)
    card.place()
    assert row.height() < before
    assert row.toolTip() == "so the rule is not exploitable on this tree"


def test_arrows_move_and_return_opens(card: RowCard, qtbot: QtBot) -> None:
    opened: list[str] = []
    for row in card.rows:
        row.clicked.connect(lambda _=False, clicked=row: opened.append(clicked.text()))
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.rows[0].setFocus()
    QTest.keyClick(card.rows[0], Qt.Key.Key_Down)
    assert card.rows[1].hasFocus()
    QTest.keyClick(card.rows[1], Qt.Key.Key_Return)
    assert opened == ["Stated policy dominated by a policy"]
    QTest.keyClick(card.rows[1], Qt.Key.Key_Up)
    QTest.keyClick(card.rows[0], Qt.Key.Key_Up)
    assert card.rows[0].hasFocus()


def test_a_long_detail_is_cut_at_a_word_and_the_tip_has_all_of_it(card: RowCard) -> None:
    detail = "at “Comply with the shutdown command or delay?” after disclosing: resist; " * 4
    card.show_rows([StatementRow("plain", "5 of 10 choices forced", detail)])
    (row,) = card.rows
    high = row.height_for(340)
    assert high == row.height_for(300)  # three lines however narrow it is
    assert detail.strip() in row.toolTip()
    short = StatementRow("plain", "Nothing is forced", "both branches are permitted")
    assert short.height_for(340) < high
    assert not short.toolTip()
