"""The menu entries that are not in the table of actions: recent documents, examples, rules."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

import assets
from app.documents.documents import Documents
from app.skeleton.actions import Actions
from app.storage.settings import Settings
from solver.rules import RULES
from widgets.answers.verdict_page import SolverPanel


class Menus(QObject):
    """Fills the menus of one window with what is listed somewhere else."""

    def __init__(
        self, actions: Actions, documents: Documents, panel: SolverPanel, settings: Settings
    ) -> None:
        super().__init__()
        self._documents = documents
        self._settings = settings
        self._recent = self._add_lists(actions.menus["&File"], actions["file.save"])
        self._add_rules(actions.menus["&Solve"], panel)

    def _add_lists(self, file_menu: QMenu, before: QAction) -> QMenu:
        recent = file_menu.addMenu("Open &recent")
        recent.setObjectName("menu.recent")
        recent.aboutToShow.connect(self._fill_recents)
        examples = file_menu.addMenu("E&xamples")
        examples.setObjectName("menu.examples")
        for example in assets.EXAMPLES:
            action = examples.addAction(_plain(example.title))
            action.setObjectName(f"file.example.{example.name}")
            action.setStatusTip(example.summary)
            action.triggered.connect(_call(self._documents.open_example, example.name))
        for menu in (recent, examples):
            file_menu.insertMenu(before, menu)
        return recent

    @staticmethod
    def _add_rules(solve_menu: QMenu, panel: SolverPanel) -> None:
        solve_menu.addSeparator()
        for number, rule in enumerate(RULES.values(), start=1):
            action = solve_menu.addAction(rule.name)
            action.setObjectName(f"solve.rule.{rule.id}")
            action.setShortcut(f"Alt+{number}")
            action.setStatusTip(rule.summary)
            action.triggered.connect(_call(panel.set_rule, rule.id))

    def _fill_recents(self) -> None:
        self._recent.clear()
        for path in self._settings.recents:
            action = self._recent.addAction(_plain(path))
            action.triggered.connect(_call(self._documents.open_path, path))
        if self._recent.isEmpty():
            self._recent.addAction("None yet").setEnabled(False)


def _plain(text: str) -> str:
    """A text without mnemonics."""
    return text.replace("&", "&&")


def _call(do: Callable[[str], object], what: str) -> Callable[[], None]:
    def called() -> None:
        do(what)

    return called
