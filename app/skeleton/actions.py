"""The actions of a window, composed from the rows of its parts: menus, shortcuts, tool bar, keys page."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

import assets
from app.skeleton.frame import MENUS, SUBMENUS
from solver.translation import mark, tr
from widgets.basics.chooser import Entry
from widgets.basics.icons import icon
from widgets.basics.theme import Theme
from widgets.basics.tips import keys_text

#: A property of actions that open a document: which kind of document.
OPENS: Final = "opens"
#: And of those of an example: its name.
EXAMPLE: Final = "example"

#: What is to be done first where an action is not possible, by what it needs.
NEEDED: Final = {
    "document": mark("needs a tree"),
    "tree": mark("go to the tree first"),
    "selection": mark("select something first"),
    "one": mark("select one node or branch first"),
    "several": mark("select several nodes first"),
}


@dataclass(frozen=True)
class ActionRow:
    """One action.

    ``group`` says where it stands (`MENUS`), ``needs`` when it is possible: with a document, where
    its tree is to be seen ("tree"), with so much selected on it, always (""), or as its part says ("part").
    """

    name: str
    group: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    needs: str = "document"  # "", "document", "tree", "selection", "one", "several", "part"
    checkable: bool = False
    in_tool_bar: bool = False


def in_order(rows: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
    """The rows as they stand in the menus.

    Raises `ValueError` for a group that is in no menu, and for two actions with one name.
    """
    groups = [group for text in MENUS.values() for group in text.replace("|", " ").split()]
    known: set[str] = set()
    rows = tuple(rows)
    for row in rows:
        if row.group not in groups:
            raise ValueError(f"{row.name} stands in “{row.group}”, which is in no menu.")
        if row.name in known:
            raise ValueError(f"There are two actions with the name {row.name}.")
        known.add(row.name)
    return tuple(sorted(rows, key=lambda row: groups.index(row.group)))


def all_actions(menu: QMenu) -> Iterator[QAction]:
    """The actions of a menu and of the menus within it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from all_actions(inner)
        else:
            yield action


class Actions:
    """The actions of one window, by name; they fill its menus."""

    def __init__(
        self, window: QMainWindow, menus: dict[str, QMenu], rows: Iterable[ActionRow]
    ) -> None:
        self._window = window
        self._by_name: dict[str, QAction] = {}
        self._menu_of: dict[str, str] = {}
        self.rows = in_order(rows)
        self.menus = menus
        for title, groups in MENUS.items():
            menu = menus[title]
            for section in groups.split("|"):
                found = [row for row in self.rows if row.group in section.split()]
                if found and menu.actions():
                    menu.addSeparator()
                within: dict[str, QMenu] = {}
                for row in found:
                    if row.name in self._by_name:  # its group stands in another menu, too
                        menu.addAction(self._by_name[row.name])
                        continue
                    self._menu_of[row.name] = title
                    inner = SUBMENUS.get(row.group)
                    if inner is not None and inner not in within:
                        within[inner] = menu.addMenu(tr(inner))
                    self._add(row, menu if inner is None else within[inner])

    def _add(self, row: ActionRow, menu: QMenu) -> None:
        action = QAction(tr(row.text), self._window)
        action.setObjectName(row.name)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.setCheckable(row.checkable)
        action.setIconVisibleInMenu(not row.checkable)  # it would stand where the tick does
        keys = f" ({keys_text(row.keys[0])})" if row.keys else ""
        action.setToolTip(f"{tr(row.tip) or tr(row.text).replace('&', '')}{keys}")
        action.setStatusTip(tr(row.tip))
        menu.addAction(action)
        self._by_name[row.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def connect(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """What each action does."""
        for name, handler in handlers.items():
            self._by_name[name].triggered.connect(lambda _=False, do=handler: do())

    def entries(self) -> list[Entry]:
        """Every action, to be searched; then those that lack something now, and documents that it opens."""
        result, lacking, documents = [], [], []
        known: set[QAction] = set()
        needs = {id(self._by_name[row.name]): NEEDED.get(row.needs) for row in self.rows}
        for menu in self.menus.values():
            title = menu.title().replace("&", "")
            for action in all_actions(menu):
                text = action.text().replace("&", "").rstrip("…")
                more, keys = f"{title} {action.statusTip()}", keys_text(action.shortcut())
                kind, needed = action.property(OPENS), needs.get(id(action))
                if action.isSeparator() or action in known:  # a group may stand in two menus
                    continue
                known.add(action)
                if not action.isEnabled():
                    if needed is not None:
                        lacking.append(Entry(text, more, action, keys, tr(needed)))
                elif kind is not None:
                    if example := action.property(EXAMPLE):
                        more += f" {assets.example_source(example)}"
                    documents.append(Entry(text, more, action, str(kind)))
                else:
                    result.append(Entry(text, more, action, keys))
        return result + lacking + documents

    def fill_tool_bar(self, bar: QToolBar) -> None:
        menu = ""
        for row in self.rows:
            if row.in_tool_bar:
                here = self._menu_of[row.name]
                if menu and here != menu:
                    bar.addSeparator()
                menu = here
                bar.addAction(self._by_name[row.name])

    def set_theme(self, theme: Theme) -> None:
        for row in self.rows:
            if row.icon:
                self._by_name[row.name].setIcon(icon(row.icon, theme.ink))

    def enable(self, *, document: bool, tree: bool, selected: int) -> None:
        """Offer only what is possible: nothing is done to a tree that is out of sight."""
        possible = {
            "": True,
            "document": document,
            "tree": tree,
            "selection": tree and selected > 0,
            "one": tree and selected == 1,
            "several": tree and selected > 1,
        }
        for row in self.rows:
            if row.needs != "part":
                self._by_name[row.name].setEnabled(possible[row.needs])

    def context_menu(
        self, parent: QWidget, selected: int, *, is_node: bool, without: Collection[str] = ()
    ) -> QMenu:
        """What is possible with the selection, but for the actions ``without`` which it must do."""
        menu = QMenu(parent)
        adding = ("add.choice", "add.chance", "add.outcome")
        settling = (
            "edit.settle_policy", "edit.settle_completion", "edit.free", "edit.offer_commit",
            "edit.offer_complete",
        )  # fmt: skip
        copying = (
            "edit.cut", "edit.copy", "edit.paste", "edit.paste_linked", "edit.duplicate"
        )  # fmt: skip
        groups: tuple[tuple[str, ...], ...]
        if selected == 1 and is_node:
            changing = (
                "edit.equal",
                "edit.rescale",
                "edit.earlier",
                "edit.later",
                "edit.flip",
                "edit.set_root",
            )
            deleting = ("edit.delete", "edit.delete_keep_children")
            groups = (("edit.rename", "solve.why"), adding, settling, copying, changing, deleting)
        elif selected == 1:
            shares = ("edit.equal", "edit.rescale", "edit.make_parameter")
            groups = (("edit.rename", "solve.why", *shares), ("edit.delete",))
        elif selected:
            aligning = ("layout.column", "layout.row")
            distributing = ("layout.distribute_down", "layout.distribute_right")
            groups = (("edit.cut", "edit.copy"), (*aligning, *distributing), ("edit.delete",))
        else:
            groups = (adding, ("add.text", "edit.paste"))
        for names in (*groups, ("edit.select_all", "layout.tidy", "view.fit")):
            if names in (adding, settling):
                title = tr("&Add below") if selected else tr("&Add")
                below = menu.addMenu(title if names is adding else tr("From here &on"))
                below.menuAction().setVisible(not set(names) <= set(without))
                for name in names:
                    below.addAction(self._by_name[name])
                continue
            menu.addSeparator()
            for name in names:
                if name not in without and self._by_name[name].isEnabled():
                    menu.addAction(self._by_name[name])
        return menu
