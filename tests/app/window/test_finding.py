"""Finding tells places apart; replacing puts other words everywhere in one step."""

from app.window.finding import Finder, places
from app.window.help import Help
from app.window.main_window import MainWindow
from solver.edits import SetDocument
from widgets.basics.chooser import Entry, matching


def test_places_of_one_name_are_told_apart(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    entries = places(window.session.document, window.session.names)
    texts = [(entry.text, entry.beside) for entry in entries]
    assert ("shut down if lucky", "branch") in texts
    assert ("shut down if unlucky", "branch") in texts
    assert ("Shut down? if lucky", "choice") in texts
    assert len(set(texts)) == len(texts)


def test_words_are_replaced_everywhere_in_one_step(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.perform(SetDocument(title="To shut down or not"))
    before = window.session.document
    window.actions_table["edit.replace"].trigger()
    bar = window.part(Finder).replacer
    assert bar.isVisible()
    bar.old.setText("shut down")
    bar.new.setText("switch off")
    assert bar.count.text() == "in 3 places"  # two branches and the title
    bar.button.click()
    after = window.session.document
    assert after.title == "To switch off or not"
    assert [b.label for b in after.branches.values()].count("switch off") == 2
    assert after.nodes["if lucky"].label == "Shut down?"  # written otherwise
    assert bar.count.text() == "in 0 places"
    assert not bar.button.isEnabled()
    assert window.session.stack.undoText() == "replace “shut down” with “switch off”"
    window.session.stack.undo()
    assert window.session.document == before
    bar.leave()
    assert not bar.isVisible()


def test_the_command_list_begins_with_what_is_called_so_and_marks_examples(
    window: MainWindow,
) -> None:
    window.documents.open_example("oil")
    entries = window.actions_table.entries()
    known = {entry.text: entry.beside for entry in entries}
    assert known["The shutdown example"] == "example"
    assert matching(entries, "the policy")[0].text == "The policy"
    assert matching(entries, "tidy")[0].text == "Tidy layout"
    commands = [entry.beside == "example" for entry in matching(entries, "the shutdown example")]
    assert commands[0]
    assert [entry.text for entry in matching(entries, "elga")] == ["Two bets"]
    some = [Entry("Compare rules", "", 0), Entry("Rules", "", 1), Entry("Open", "rules", 2)]
    assert [entry.data for entry in matching(some, "rules")] == [1, 0, 2]
    assert [entry.data for entry in matching(some, "rul")] == [1, 0, 2]


def test_what_is_not_possible_yet_is_found_and_says_what_it_needs(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    actions = window.actions_table
    found = {entry.text: entry.lacks for entry in matching(actions.entries(), "offer to complete")}
    assert found["Offer to complete"] == "select one node or branch first"
    before = window.session.document
    window.part(Help).chooser.chosen.emit(actions["edit.offer_complete"])
    assert window.session.document is before
    told = window.statusBar().currentMessage()
    assert told == "Offer to complete: select one node or branch first."
    window.canvas.select(("observe",))
    found = {entry.text: entry.lacks for entry in matching(actions.entries(), "offer to complete")}
    assert not found["Offer to complete"]


def test_where_nothing_is_found_it_says_so(window: MainWindow) -> None:
    chooser = window.part(Finder).chooser
    chooser.open([Entry("Rules", "", 0)])
    assert chooser._nothing.isHidden()
    chooser._line.setText("unheard of")
    assert chooser._list.isHidden()
    assert chooser._nothing.text() == "Nothing found"
    assert not chooser._nothing.isHidden()
