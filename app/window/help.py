"""The pages of help, made from what the program itself knows."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from app.process.version import program_version
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from widgets.basics.chooser import Chooser


def keys_page(actions: Iterable[ActionRow]) -> str:
    """All shortcuts, and what the mouse does."""
    rows = "".join(
        f"<tr><td>{escape(row.text.replace('&', '').rstrip('…'))}</td>"
        f"<td>&nbsp;&nbsp;<b>{escape(' or '.join(row.keys))}</b></td></tr>"
        for row in actions
        if row.keys
    )
    gestures = _table(_GESTURES)
    building = _table(_BUILDING)
    return (
        f"<h2>Building by keyboard</h2>{building}<h2>On the tree</h2>{gestures}"
        f"<h2>Outlines and tables that can be pasted</h2>{_OUTLINE}<h2>Numbers</h2>{_NUMBERS}"
        f"<h2>Keys</h2><table>{rows}</table>"
    )


_BUILDING = (
    ("Tab, or Insert", "adds a child of the likely kind (that was hung there last) and edits it"),
    ("Enter, Shift+Enter", "adds a sibling after or before, of the same kind, and edits it"),
    ("1, 2, 3", "turns the node into a choice, chance or outcome node"),
    ("Ctrl+1, Ctrl+2, Ctrl+3", "adds a child of this kind and edits it"),
    ("Typing, or F2", "edits the label"),
    ("Tab while editing", "next field; behind the last one, the next place that is still empty"),
    ("Enter, Escape while editing", "accepts, takes back"),
    ("Alt+Up, Alt+Down", "moves the node among its siblings"),
    ("Space", "folds and unfolds what is below"),
    ("Arrow keys", "walk through the tree as it lies"),
    (
        "Shift+arrow keys",
        "go from branch to branch: back, on, to the next and the previous sibling",
    ),
    ("F6, Shift+F6", "to the next part of the window, to the previous one"),
    ("Ctrl+Tab, Shift+Tab", "leave the tree"),
)
_GESTURES = (
    ("Drag a node from the tool bar", "adds a node: loose, below a node, or inside a branch"),
    ("Drag the round handle of a node", "draws a branch to a new node or to a loose one"),
    ("Drag a node", "places it by hand; what is below comes along"),
    ("Drag a node onto another", "hangs the subtree there; onto a branch: beside it, before it"),
    ("Drag a node between two siblings", "puts it there"),
    ("The same with Ctrl", "brings a copy"),
    ("The same with Alt", "ignores guides and grid"),
    ("Double-click", "edits in place; in a live copy it leads to the original"),
    ("Ctrl+Shift+V", "pastes a live copy, which follows every change of the original"),
    (
        "Paste",
        "takes a copied subtree, the text of any file that opens, cells of a table, or an outline",
    ),
    ("Wheel", "zooms at the pointer"),
    ("Middle button, or Space and drag", "moves the page"),
    ("Escape", "ends a gesture, takes back typing, selects nothing, or leads back to the tree"),
)


_OUTLINE = (
    "<p>A line is a node; what is indented below it hangs from it. Before a colon stands the label "
    "of the branch, with a probability in parentheses if chance decides (an interval such as 0.1 – 0.8 "
    "makes opinions) and a payoff in brackets. "
    "Lines with nothing below them are outcomes, with a value behind = if you like.</p><pre>Lucky?\n    lucky (9/10): Shut down?\n        yes: Shut down early\n"
    "        no [-1]: Task done = 5\n    unlucky (#): Shut down early</pre>"
    "<p>Cells of a spreadsheet become a tree, too: columns of words are its steps from left to right, "
    "an empty cell on the left is the one above it; a column headed Probability makes the last step one "
    "of chance, and a column of numbers holds the values.</p>"
)
_NUMBERS = (
    "<p>Wherever a number stands, an expression may: 9/10, 44.4%, 1e6, names of parameters, "
    "+ - * / ( ), a^n with a whole n, min(a, b), max(a, b), abs(a), and if(a &lt; b, x, y) with "
    "&lt; &lt;= = &gt;= &gt;. All of it is exact. Decimals stand behind a point; a comma is no part of a "
    "number.</p>"
)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f"<tr><td><b>{escape(what)}</b></td><td>&nbsp;&nbsp;{escape(does)}</td></tr>"
        for what, does in rows
    )
    return f"<table>{cells}</table>"


def about_page() -> str:
    """Version and licence."""
    return (
        f"<h2>Quandary {escape(program_version())}</h2>"
        "<p>Build decision trees by hand and solve them, also for agents whose preferences have "
        "gaps. All arithmetic is exact.</p>"
        "<p>MIT licence. Made with Qt (LGPL) through PySide6.</p>"
    )


class Help(WindowPart):
    """Help that is read, and commands that are found by a part of their name."""

    rows = (
        ActionRow("view.message", "message", "Go to the messa&ge", ("Ctrl+Alt+M",), needs="",
            tip="To what is said above the tree: Tab goes through the ways to go on, Escape closes it."),
        ActionRow("help.commands", "help", "&Find a command…", ("Ctrl+Shift+P",), needs="",
            tip="Type a part of its name."),
        ActionRow("help.keys", "help", "&Keys", tip="All shortcuts.", needs=""),
        ActionRow("help.about", "help", "&About Quandary", tip="Version and licence.", needs=""),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.chooser = Chooser(window, "commands", "Find a command")
        self.chooser.chosen.connect(lambda action: action.trigger())

    def does(self) -> Mapping[str, Callable[[], object]]:
        actions = self._window.actions_table
        return {
            "view.message": self._window.message.take_focus,
            "help.commands": lambda: self.chooser.open(actions.entries()),
            "help.keys": lambda: self._show("Keys", keys_page(actions.rows)),
            "help.about": lambda: self._show("About Quandary", about_page()),
        }

    def _show(self, title: str, html: str) -> None:
        self._window.documents.dialogs.show_text(title, html)
