"""The languages that the window speaks, in the menu View."""

from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.process.language import SETTING, languages
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.translation import tr


class Languages(WindowPart):
    """One of them can be chosen; the window speaks it from the next start on."""

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._settings = window.settings
        view = window.actions_table.menus["&View"]
        self.menu = menu = QMenu(tr("L&anguage"), view)
        menu.setObjectName("menu.language")
        group = QActionGroup(menu)
        for code, name in {"": tr("&As the system has it"), **languages()}.items():
            action = menu.addAction(name)
            action.setObjectName(f"language.{code}")
            action.setCheckable(True)
            action.setChecked(code == self._settings.text(SETTING, ""))
            action.triggered.connect(partial(self._choose, code))
            group.addAction(action)
        view.insertMenu(window.actions_table["view.motion"], menu)

    def _choose(self, code: str, _checked: bool = False) -> None:
        self._settings.set(SETTING, code)
        self.told.emit(tr("The language changes at the next start."))
