"""The pages of help, made from what the program itself knows."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from PySide6.QtGui import QAction

from app.process.version import program_version
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.translation import mark, tr
from widgets.basics.chooser import Chooser
from widgets.basics.tips import keys_text


def keys_page(actions: Iterable[ActionRow]) -> str:
    """All shortcuts, and what the mouse does."""
    rows = "".join(
        f"<tr><td>{escape(tr(row.text).replace('&', '').rstrip('…'))}</td>"
        f"<td>&nbsp;&nbsp;<b>{escape(tr(' or ').join(map(keys_text, row.keys)))}</b></td></tr>"
        for row in actions
        if row.keys
    )
    gestures = _table(_GESTURES)
    building = _table(_BUILDING)
    return (
        f"<h2>{tr('Building by keyboard')}</h2>{building}<h2>{tr('On the tree')}</h2>{gestures}"
        f"<h2>{tr('Outlines and tables that can be pasted')}</h2>{tr(_OUTLINE)}"
        f"<h2>{tr('Numbers')}</h2>{tr(_NUMBERS)}<h2>{tr('Keys')}</h2><table>{rows}</table>"
    )


_BUILDING = (
    (
        mark("Tab, or Insert"),
        mark("adds a child and edits it: a chance node after a choice node, else a choice node"),
    ),
    (
        mark("Enter, Shift+Enter"),
        mark(
            "adds a sibling after or before it and edits it; beside a choice node that follows chance, another choice node"
        ),
    ),
    ("1, 2, 3", mark("turns the node into a choice, chance or outcome node")),
    (mark("Ctrl+1, Ctrl+2, Ctrl+3"), mark("adds a child of this kind and edits it")),
    (mark("Typing, or F2"), mark("edits the label")),
    (
        mark("Tab while editing"),
        mark("next field; after the last one, the next place that is still empty"),
    ),
    (mark("Enter, Escape while editing"), mark("accepts, takes back")),
    (mark("Alt+Up, Alt+Down"), mark("moves the node among its siblings")),
    (mark("Space"), mark("folds and unfolds what is below")),
    (mark("Arrow keys"), mark("walk through the tree as it lies")),
    (
        mark("Shift+arrow keys"),
        mark("go from branch to branch: back, on, to the next and the previous sibling"),
    ),
    (mark("F6, Shift+F6"), mark("to the next part of the window, to the previous one")),
    (mark("Ctrl+Tab, Shift+Tab"), mark("leave the tree")),
)
_GESTURES = (
    (
        mark("Drag a node from the tool bar"),
        mark("adds a node: loose, below a node, or inside a branch"),
    ),
    (
        mark("Drag the round handle of a node"),
        mark("draws a branch to a new node or to a loose one"),
    ),
    (mark("Drag a node"), mark("places it by hand; what is below comes along")),
    (
        mark("Drag a node onto another"),
        mark("hangs the subtree there; onto a branch: beside it, before it"),
    ),
    (mark("Drag a node between two siblings"), mark("puts it there")),
    (mark("The same with Ctrl"), mark("brings a copy")),
    (mark("The same with Alt"), mark("ignores guides and grid")),
    (mark("Double-click"), mark("edits in place; in a live copy it leads to the original")),
    (mark("Ctrl+Shift+V"), mark("pastes a live copy, which follows every change of the original")),
    (
        mark("Paste"),
        mark(
            "takes a copied subtree, the text of any file that opens, cells of a table, or an outline"
        ),
    ),
    (mark("Wheel"), mark("zooms at the pointer")),
    (mark("Middle button, or Space and drag"), mark("moves the page")),
    (
        mark("Escape"),
        mark("ends a gesture, undoes typing, clears the selection, or leads back to the tree"),
    ),
)


_OUTLINE = mark(
    "<p>A line is a node; what is indented below it hangs from it. Before a colon comes the label of "
    "the branch, with a probability in parentheses if chance decides (an interval such as 0.1 – 0.8 "
    "makes opinions) and a payoff in brackets. "
    "Lines with nothing below them are outcomes, with a value after = if you like.</p><pre>Lucky?\n    lucky (9/10): Shut down?\n        yes: Shut down early\n"
    "        no [-1]: Task done = 5\n    unlucky (#): Shut down early</pre>"
    "<p>Cells of a spreadsheet become a tree, too: columns of words are its steps from left to right, "
    "an empty cell on the left is the one above it; a column headed Probability makes the last step one "
    "of chance, and a column of numbers holds the values.</p>"
)
_NUMBERS = mark(
    "<p>Wherever a number stands, an expression may: 9/10, 44.4%, 1e6, names of parameters, "
    "+ - * / ( ), a^n with a whole n, min(a, b), max(a, b), abs(a), and if(a &lt; b, x, y) with "
    "&lt; &lt;= = &gt;= &gt;. All of it is exact. Decimals follow a point; a comma is no part of a "
    "number.</p>"
)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f"<tr><td><b>{escape(tr(what))}</b></td><td>&nbsp;&nbsp;{escape(tr(does))}</td></tr>"
        for what, does in rows
    )
    return f"<table>{cells}</table>"


def about_page() -> str:
    """Version and licence."""
    built = tr(
        "Build decision trees by hand and solve them, also for agents whose preferences have "
        "gaps. All arithmetic is exact."
    )
    licence = tr("MIT licence. Made with Qt (LGPL) through PySide6.")
    return f"<h2>Quandary {escape(program_version())}</h2><p>{built}</p><p>{licence}</p>"


class Help(WindowPart):
    """Help that is read, and commands that are found by a part of their name."""

    rows = (
        ActionRow("view.message", "message", "Go to the messa&ge", ("Ctrl+Alt+M",), needs="",
            tip="To the message above the tree: Tab goes through what can be done, Escape closes it."),
        ActionRow("help.commands", "help", "&Find a command…", ("Ctrl+Shift+P",), needs="",
            tip="Type a part of its name."),
        ActionRow("help.keys", "help", "&Keys", tip="All shortcuts.", needs=""),
        ActionRow("help.about", "help", "&About Quandary", tip="Version and licence.", needs=""),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.chooser = Chooser(window, "commands", tr("Find a command"))
        self.chooser.chosen.connect(self._do)

    def does(self) -> Mapping[str, Callable[[], object]]:
        actions = self._window.actions_table
        return {
            "view.message": self._window.message.take_focus,
            "help.commands": lambda: self.chooser.open(actions.entries()),
            "help.keys": lambda: self._show(tr("Keys"), keys_page(actions.rows)),
            "help.about": lambda: self._show(tr("About Quandary"), about_page()),
        }

    def _do(self, action: QAction) -> None:
        """Do what was chosen; where it is not possible, say what it lacks."""
        if action.isEnabled():
            action.trigger()
            return
        entries = self._window.actions_table.entries()
        entry = next(entry for entry in entries if entry.data is action)
        self.told.emit(tr("{command}: {lacks}.").format(command=entry.text, lacks=entry.lacks))

    def _show(self, title: str, html: str) -> None:
        self._window.documents.dialogs.show_text(title, html)
