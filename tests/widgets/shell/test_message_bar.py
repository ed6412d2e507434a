"""What is said above the tree has the whole width, with ways to go on and without."""

import pytest
from pytestqt.qtbot import QtBot

from widgets.basics.fields import sentence
from widgets.shell.message_bar import Choice, MessageBar


@pytest.mark.parametrize("choices", [(), (Choice("Go on", lambda: None),)])
def test_a_message_is_as_wide_as_its_bar(qtbot: QtBot, choices: tuple[Choice, ...]) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    bar.say("This could not be read.", "A file, and where it lies.", choices)
    bar.show()
    qtbot.waitExposed(bar)
    words = [label for label in bar.findChildren(type(sentence())) if label.text()]
    assert len(words) == 2
    assert all(label.width() > 800 for label in words)
