"""The one table of actions: menus, shortcuts, the tool bar and the keys page come from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from widgets.basics.chooser import Entry
from widgets.basics.icons import icon
from widgets.basics.theme import Theme


@dataclass(frozen=True)
class Row:
    """One action.  ``needs`` says when it is possible: a document, a selection, or always."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    needs: str = "document"  # "", "document", "selection", "one", "several"
    checkable: bool = False
    in_tool_bar: bool = False
    separate: bool = False  # a line before it


ROWS: Final = (
    Row("file.new", "&File", "&New", ("Ctrl+N",), "new", "Begin an empty tree.", "", in_tool_bar=True),
    Row("file.open", "&File", "&Open…", ("Ctrl+O",), "open", "Open a document.", "", in_tool_bar=True),
    Row("file.new_window", "&File", "New &window", ("Ctrl+Shift+N",), needs="",
        tip="Another window, for another document beside this one."),
    Row("file.open_in_window", "&File", "Open in a new win&dow…", ("Ctrl+Shift+O",), needs="",
        tip="Open a document beside this one."),
    Row("file.save", "&File", "&Save", ("Ctrl+S",), "save", "Save the document.", in_tool_bar=True,
        separate=True),
    Row("file.save_as", "&File", "Save &as…", ("Ctrl+Shift+S",), tip="Save under another name."),
    Row("export.picture", "&File", "&Export picture…", ("Ctrl+E",), "export",
        "Write the tree as PNG, SVG, PDF, TikZ or DOT.", in_tool_bar=True, separate=True),
    Row("export.again", "&File", "Export a&gain", ("Ctrl+Shift+E",),
        tip="Write the same file in the same way once more."),
    Row("export.steps", "&File", "Export s&teps…", tip="Write the tree step by step: the pages of "
        "a PDF, or numbered PNG or SVG."),
    Row("export.copy_vector", "&File", "Copy picture as S&VG", ("Ctrl+Alt+C",),
        tip="Copy the tree as SVG and PDF, for programs that paste vectors."),
    Row("export.copy", "&File", "&Copy picture", ("Ctrl+Shift+C",), tip="Copy the tree as a picture."),
    Row("file.close", "&File", "C&lose", ("Ctrl+W",), tip="Back to the start screen.", separate=True),
    Row("file.quit", "&File", "&Quit", ("Ctrl+Q",), tip="End Quandary.", needs=""),
    Row("edit.undo", "&Edit", "&Undo", ("Ctrl+Z",), "undo", "Take back the last change.",
        in_tool_bar=True),
    Row("edit.redo", "&Edit", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "Make it again.",
        in_tool_bar=True),
    Row("edit.cut", "&Edit", "Cu&t", ("Ctrl+X",), needs="selection", separate=True,
        tip="Put the subtree on the clipboard and delete it here."),
    Row("edit.copy", "&Edit", "&Copy", ("Ctrl+C",), needs="selection",
        tip="Put the subtree on the clipboard, as the text of a document."),
    Row("edit.paste", "&Edit", "&Paste", ("Ctrl+V",),
        tip="Hang a subtree or an indented outline from the selected node."),
    Row("edit.paste_linked", "&Edit", "Paste as a li&ve copy", ("Ctrl+Shift+V",),
        tip="Hang what was copied in this tree here, too: it follows every change of the original."),
    Row("edit.unlink", "&Edit", "Make it a copy of its o&wn", needs="one",
        tip="The live copy no longer follows its original."),
    Row("edit.duplicate", "&Edit", "D&uplicate", ("Ctrl+D",), needs="one",
        tip="A copy of the subtree beside it."),
    Row("edit.copy_latex", "&Edit", "Copy text as LaTe&X", ("Ctrl+Alt+L",), separate=True,
        tip="The tree, its preferences, the rule and its verdict in words, for a paper."),
    Row("edit.copy_markdown", "&Edit", "Copy text as &Markdown", ("Ctrl+Alt+K",),
        tip="The same for notes and web pages."),
    Row("edit.find", "&Edit", "&Find…", ("Ctrl+F",), tip="Find a label, an outcome or a note.",
        separate=True),
    Row("edit.find_next", "&Edit", "Find &next", ("F3",), tip="The next place with the same words."),
    Row("edit.find_previous", "&Edit", "Find pre&vious", ("Shift+F3",),
        tip="The place before with the same words."),
    Row("edit.rename", "&Edit", "Edit in &place", ("F2",), needs="one", separate=True,
        tip="Edit the selected node or branch where it stands."),
    Row("edit.delete", "&Edit", "&Delete", ("Del",), "delete",
        "Delete what is selected, with everything below it.", "selection"),
    Row("edit.delete_keep_children", "&Edit", "Delete, &keep children", ("Shift+Del",), needs="one",
        tip="Delete the node and hang its children from its parent."),
    Row("edit.earlier", "&Edit", "Move &earlier", ("Alt+Up",), needs="one", separate=True,
        tip="Before the sibling that comes before it."),
    Row("edit.later", "&Edit", "Move &later", ("Alt+Down",), needs="one",
        tip="Behind the sibling that comes next."),
    Row("edit.equal", "&Edit", "Make branches e&qual", needs="one",
        tip="The same probability, or part of the policy, for every branch of the node."),
    Row("edit.rescale", "&Edit", "Rescale to &sum 1", needs="one",
        tip="Multiply the probabilities of the node’s branches so that they sum to 1."),
    Row("edit.set_root", "&Edit", "Make it the &root", needs="one",
        tip="Solve the tree below this node."),
    Row("edit.select_all", "&Edit", "Select &all", ("Ctrl+A",), separate=True),
    Row("add.choice", "&Add", "&Choice node", ("Ctrl+1",), "choice",
        "Add a choice node below the selected node.", in_tool_bar=True),
    Row("add.chance", "&Add", "C&hance node", ("Ctrl+2",), "chance",
        "Add a chance node below the selected node.", in_tool_bar=True),
    Row("add.outcome", "&Add", "&Outcome node", ("Ctrl+3",), "outcome",
        "Add an outcome node below the selected node.", in_tool_bar=True),
    Row("add.text", "&Add", "Free &text", ("Ctrl+4",), separate=True,
        tip="Write on the page; what is written there is no part of the tree."),
    Row("layout.tidy", "&Layout", "&Tidy layout", ("Ctrl+T",), "tidy",
        "Place all nodes automatically; hand-made positions are forgotten.", in_tool_bar=True),
    Row("layout.right", "&Layout", "Grow to the &right", tip="The tree grows from left to right.",
        separate=True),
    Row("layout.down", "&Layout", "Grow &downwards", tip="The tree grows from the top down."),
    Row("layout.angled", "&Layout", "&Angled branches", separate=True,
        tip="Branches begin slanted and go on level, with their texts above and below."),
    Row("layout.curved", "&Layout", "&Curved branches",
        tip="Branches begin with a bend and go on level."),
    Row("layout.straight", "&Layout", "&Straight branches",
        tip="Branches run straight, with their texts in the line."),
    Row("layout.leaves", "&Layout", "&Leaves in one column", checkable=True, separate=True,
        tip="All outcome nodes stand below each other, however short the way to them."),
    Row("layout.column", "&Layout", "Align in a c&olumn", needs="several", separate=True,
        tip="Put the selected nodes below each other."),
    Row("layout.row", "&Layout", "Align in a ro&w", needs="several",
        tip="Put the selected nodes beside each other."),
    Row("layout.distribute_down", "&Layout", "Distribute d&own", needs="several",
        tip="The same space between the selected nodes, from the top down."),
    Row("layout.distribute_right", "&Layout", "Distribute ac&ross", needs="several",
        tip="The same space between the selected nodes, from left to right."),
    Row("layout.guides", "&Layout", "Snap to &guides", checkable=True, needs="", separate=True,
        tip="What is dragged falls in line with other nodes; Alt lets it go freely."),
    Row("layout.grid", "&Layout", "Snap to the gr&id", checkable=True, needs="",
        tip="What is dragged goes in steps of 8 pixels."),
    Row("view.zoom_in", "&View", "Zoom &in", ("Ctrl++", "Ctrl+="), "zoom-in", in_tool_bar=True,
        separate=True, tip="Show the tree larger."),
    Row("view.zoom_out", "&View", "Zoom &out", ("Ctrl+-",), "zoom-out", in_tool_bar=True,
        tip="Show the tree smaller."),
    Row("view.fit", "&View", "&Fit the tree", ("Ctrl+0",), "fit", "Show the whole tree.",
        in_tool_bar=True),
    Row("view.zoom_selection", "&View", "Zoom to the &selection", ("Ctrl+Shift+0",), needs="selection",
        tip="Show what is selected, with everything below it, as large as there is room."),
    Row("view.zoom_reset", "&View", "&100 %", ("Ctrl+Alt+0",), tip="Show the tree at its own size."),
    Row("view.only_tree", "&View", "Onl&y the tree", ("F9",), checkable=True, separate=True,
        tip="Put the panels away."),
    Row("view.style", "&View", "Look of th&e tree…", ("Ctrl+L",), separate=True,
        tip="Theme, type and lines, and what is shown."),
    Row("view.hints", "&View", "&Key hints", checkable=True, needs="",
        tip="A line below the tree says which keys do something now."),
    Row("view.overview", "&View", "O&verview", ("F8",), checkable=True, needs="",
        tip="A small map in the corner, while the tree is larger than what is seen."),
    Row("view.message", "&View", "Go to the messa&ge", ("Ctrl+Alt+M",), needs="",
        tip="To what is said above the tree: Tab goes through the ways to go on, Escape closes it."),
    Row("view.preferences", "&View", "Prefe&rences in a window", ("Ctrl+Shift+R",), separate=True,
        tip="How outcomes compare, as a matrix and a diagram beside each other."),
    Row("view.motion", "&View", "&Motion", checkable=True, needs="",
        tip="Nodes glide to their new places."),
    Row("view.dark", "&View", "Dar&k", (), "dark", "Light on dark.", "", checkable=True),
    Row("talk.steps", "&Talk", "&Steps of the talk", ("F12",), checkable=True,
        tip="The steps in which the tree is shown, below it."),
    Row("talk.generate", "&Talk", "&Generate steps",
        tip="Steps for the structure, the numbers, the values and the verdict, instead of those there are.",
        separate=True),
    Row("talk.add", "&Talk", "&Add a step from the selection", ("Ctrl+Alt+N",),
        tip="A step that uncovers what is selected, behind the chosen step."),
    Row("talk.take", "&Talk", "P&ut the selection into the step", ("Ctrl+Alt+Return",),
        tip="The chosen step is about what is selected."),
    Row("talk.build", "&Talk", "&Build by clicking", ("Ctrl+Alt+B",), checkable=True,
        tip="Clicks on the tree go into the chosen step; Escape ends it."),
    Row("view.present", "&Talk", "&Present step by step", ("Shift+F5",), "present", separate=True,
        in_tool_bar=True,
        tip="The whole screen: PageDown and PageUp or a click go on and back, Escape ends it."),
    Row("solve.run", "&Solve", "&Solve", ("F5", "Ctrl+Return"), "solve", "Apply the rule.",
        in_tool_bar=True),
    Row("solve.live", "&Solve", "&Live", checkable=True, tip="Solve again after every change."),
    Row("solve.clear", "&Solve", "&Clear the marks", ("Ctrl+Shift+F5",),
        tip="Show the tree without a verdict."),
    Row("solve.walk", "&Solve", "&Walk through the tree", ("F6",), checkable=True, separate=True,
        tip="You are the agent: choose as the rule permits, let chance fall by a click or by dice."),
    Row("solve.page_verdict", "&Solve", "&Verdict", ("Ctrl+Alt+1",), separate=True,
        tip="The rule, its verdict, and the permitted plans."),
    Row("solve.why", "&Solve", "Wh&y?", ("F7",),
        tip="Why the rule permits the selected branch or plan, or does not."),
    Row("solve.page_why", "&Solve", "The page “Why?”", ("Ctrl+Alt+2",),
        tip="Why the rule permits what is selected, or does not."),
    Row("solve.page_compare", "&Solve", "Co&mpare the rules", ("Ctrl+Alt+3",), separate=True,
        tip="All rules on this tree side by side, and the money pump where one is exploitable."),
    Row("solve.page_policy", "&Solve", "The polic&y", ("Ctrl+Alt+4",),
        tip="The stated policy, its lottery, and whether it is dominated."),
    Row("solve.page_utilities", "&Solve", "&Utilities", ("Ctrl+Alt+5",),
        tip="Which plan is best under which utility function, and which is under none."),
    Row("solve.improve", "&Solve", "&Improve the policy",
        tip="State the policy that is strictly preferred to the stated one."),
    Row("relation.next", "&Solve", "Next &preference relation", ("F4",), separate=True,
        tip="Go on to the document’s next preference relation."),
    Row("relation.copy", "&Solve", "Add a relation: a &copy of this one",
        tip="Another relation to be changed, beside the one at hand."),
    Row("relation.complete", "&Solve", "Add a relation: complete, on &one scale",
        tip="A completion of the preferences at hand, as a relation without gaps."),
    Row("window.next", "&Window", "&Next window", ("Ctrl+F6",), needs="",
        tip="Go to the window that was opened after this one."),
    Row("help.tour", "&Help", "Guided &tour", needs="",
        tip="Two money pumps and the shutdown example, in about ten minutes."),
    Row("help.rules", "&Help", "About the &rules", ("F1",), "help",
        "What each rule says, its source, and our reading.", ""),
    Row("help.commands", "&Help", "&Find a command…", ("Ctrl+Shift+P",), needs="",
        tip="Type a part of its name."),
    Row("help.keys", "&Help", "&Keys", tip="All shortcuts.", needs=""),
    Row("help.about", "&Help", "&About Quandary", tip="Version and licence.", needs=""),
)  # fmt: skip


class Actions:
    """The actions of one window, by name."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._by_name: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for row in ROWS:
            menu = self.menus.get(row.menu)
            if menu is None:
                menu = self.menus[row.menu] = window.menuBar().addMenu(row.menu)
                menu.setObjectName(f"menu.{row.menu.replace('&', '').lower()}")
            if row.separate:
                menu.addSeparator()
            action = QAction(row.text, window)
            action.setObjectName(row.name)
            action.setShortcuts([QKeySequence(keys) for keys in row.keys])
            action.setCheckable(row.checkable)
            action.setIconVisibleInMenu(not row.checkable)  # it would stand where the tick does
            keys = f" ({row.keys[0]})" if row.keys else ""
            action.setToolTip(f"{row.tip or row.text.replace('&', '')}{keys}")
            action.setStatusTip(row.tip)
            menu.addAction(action)
            self._by_name[row.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def connect(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """What each action does."""
        for name, handler in handlers.items():
            self._by_name[name].triggered.connect(lambda _=False, do=handler: do())

    def entries(self) -> list[Entry]:
        """Everything that can be done now, to be searched."""
        result = []
        for menu in self.menus.values():
            title = menu.title().replace("&", "")
            for action in menu.actions():
                if action.isEnabled() and not action.isSeparator() and action.menu() is None:
                    text = action.text().replace("&", "").rstrip("…")
                    keys = action.shortcut().toString()
                    shown = f"{text}    {keys}" if keys else text
                    result.append(Entry(shown, f"{title} {action.statusTip()}", action))
        return result

    def fill_tool_bar(self, bar: QToolBar) -> None:
        menu = ""
        for row in ROWS:
            if row.in_tool_bar:
                if menu and row.menu != menu:
                    bar.addSeparator()
                menu = row.menu
                bar.addAction(self._by_name[row.name])

    def set_theme(self, theme: Theme) -> None:
        for row in ROWS:
            if row.icon:
                self._by_name[row.name].setIcon(icon(row.icon, theme.ink))

    def enable(self, *, document: bool, selected: int) -> None:
        """Offer only what is possible."""
        possible = {
            "": True,
            "document": document,
            "selection": document and selected > 0,
            "one": document and selected == 1,
            "several": document and selected > 1,
        }
        for row in ROWS:
            if row.name not in ("edit.undo", "edit.redo"):  # the history knows
                self._by_name[row.name].setEnabled(possible[row.needs])

    def context_menu(self, parent: QWidget, selected: int, *, is_node: bool) -> QMenu:
        """What is possible with the selection."""
        menu = QMenu(parent)
        adding = ("add.choice", "add.chance", "add.outcome")
        copying = (
            "edit.cut", "edit.copy", "edit.paste", "edit.paste_linked", "edit.duplicate"
        )  # fmt: skip
        groups: tuple[tuple[str, ...], ...]
        if selected == 1 and is_node:
            changing = ("edit.equal", "edit.rescale", "edit.earlier", "edit.later", "edit.set_root")
            deleting = ("edit.delete", "edit.delete_keep_children")
            groups = (("edit.rename", "solve.why"), adding, copying, changing, deleting)
        elif selected == 1:
            groups = (("edit.rename", "solve.why", "edit.equal", "edit.rescale"), ("edit.delete",))
        elif selected:
            aligning = ("layout.column", "layout.row")
            distributing = ("layout.distribute_down", "layout.distribute_right")
            groups = (("edit.cut", "edit.copy"), (*aligning, *distributing), ("edit.delete",))
        else:
            groups = (adding, ("add.text", "edit.paste"))
        for names in (*groups, ("edit.select_all", "layout.tidy", "view.fit")):
            if names is adding:
                below = menu.addMenu("&Add below" if selected else "&Add")
                for name in names:
                    below.addAction(self._by_name[name])
                continue
            menu.addSeparator()
            for name in names:
                menu.addAction(self._by_name[name])
        return menu
