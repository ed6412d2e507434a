"""Cards of the start screen."""

import pytest
from pytestqt.qtbot import QtBot

from widgets.basics.statement_row import WrappedText
from widgets.shell import start_cards
from widgets.shell.start_cards import CARD_HEIGHT, ExampleCard


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are laid out; no height is known yet."""
    found: list[str] = []

    class Noted(WrappedText):
        def __init__(self, text: str, *args: object, **more: object) -> None:
            found.append(text)
            super().__init__(text, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(start_cards, "WrappedText", Noted)
    monkeypatch.setattr(start_cards, "_HEIGHTS", {})
    return found


def test_how_high_a_card_is_is_found_once_for_a_text_a_width_and_a_font(
    qtbot: QtBot, laid: list[str]
) -> None:
    long = "what it asks, in many words, " * 12
    one, same, other = (ExampleCard("A title", text) for text in (long, long, "in short"))
    for card in (one, same, other):
        qtbot.addWidget(card)
    assert one.heightForWidth(300) == same.heightForWidth(300) == one.heightForWidth(300)
    assert laid == ["A title", long]
    assert other.heightForWidth(300) == CARD_HEIGHT < one.heightForWidth(300)
    assert one.heightForWidth(900) < one.heightForWidth(300)
    before = one.heightForWidth(300)
    font = one.font()
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 8)
    one.setFont(font)
    assert one.heightForWidth(300) > before
    assert same.heightForWidth(300) == before


def test_heights_between_known_ones_are_those_that_would_be_found(
    qtbot: QtBot, laid: list[str]
) -> None:
    card = ExampleCard("A title", "what it asks, in many words, " * 9)
    qtbot.addWidget(card)
    widths = [200, 1200, *range(210, 1200, 10)]
    found = {width: card.heightForWidth(width) for width in widths}
    asked = len(laid)
    assert found == {width: card._height(width) for width in widths}
    assert CARD_HEIGHT in found.values()
    assert asked < len(widths)  # two texts each, were all found


def test_no_more_cards_are_kept_than_may_be(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[object, dict[int, int]] = {}
    monkeypatch.setattr(start_cards, "_HEIGHTS", kept)
    monkeypatch.setattr(start_cards, "MOST_CARDS", 3)
    for number in range(10):
        card = ExampleCard("A title", f"in short: {number}")
        qtbot.addWidget(card)
        card.heightForWidth(300)
        assert 0 < len(kept) <= 3
