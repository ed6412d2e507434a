"""How the window and the tree look: theme, style, motion, and what stands beside the tree."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from app.documents.session import Session
from app.skeleton.actions import Actions
from app.skeleton.panels import Panels
from app.storage.settings import Settings
from app.window.style_dialog import StyleDialog
from solver.document.style import Style
from widgets.basics.icons import icon
from widgets.basics.theme import DARK, LIGHT, Theme, apply_theme
from widgets.canvas import Snapping
from widgets.canvas.scene.motion import DURATION


class Appearance(QObject):
    """What can be switched without changing the tree, and the dialog for the tree's own look."""

    intended = Signal(object)  # an Edit
    told = Signal(str)
    theme_changed = Signal(object)  # a Theme

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        panels: Panels,
        actions: Actions,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self._panels = panels
        self._actions = actions
        self._settings = settings
        self._dialog: StyleDialog | None = None
        self.theme = DARK if settings.flag("dark", False) else LIGHT
        self._set_theme(self.theme)
        panels.canvas.set_default_style(settings.style)
        session.changed.connect(self._follow)
        for name, usual in (
            ("layout.guides", True),
            ("layout.grid", False),
            ("view.motion", True),
            ("view.hints", True),
            ("view.overview", True),
        ):
            actions[name].setChecked(settings.flag(name.partition(".")[2], usual))
            self.table()[name]()

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
        return {
            "layout.guides": self._set_snapping,
            "layout.grid": self._set_snapping,
            "view.style": self._show_style,
            "view.motion": self._set_motion,
            "view.hints": self._set_hints,
            "view.overview": self._set_overview,
            "view.only_tree": self._set_panels,
            "view.dark": self._set_dark,
        }

    def _set_theme(self, theme: Theme) -> None:
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self._window.setWindowIcon(icon("quandary", theme.accent))
        self._panels.set_theme(theme)
        self._actions.set_theme(theme)
        self._actions["view.dark"].setChecked(theme.is_dark)
        self.theme_changed.emit(theme)

    def _set_dark(self) -> None:
        dark = self._actions["view.dark"].isChecked()
        self._settings.set("dark", dark)
        self._set_theme(DARK if dark else LIGHT)

    def _set_snapping(self) -> None:
        guides, grid = (self._actions[f"layout.{what}"].isChecked() for what in Snapping._fields)
        self._panels.canvas.snapping = Snapping(guides, grid)
        self._settings.set("guides", guides)
        self._settings.set("grid", grid)

    def _set_motion(self) -> None:
        wanted = self._kept("motion")
        self._panels.canvas.tree.motion.duration_wanted = DURATION if wanted else 0

    def _set_hints(self) -> None:
        self._panels.hints.setVisible(self._kept("hints"))

    def _set_overview(self) -> None:
        self._panels.canvas.overview.set_wanted(self._kept("overview"))

    def _kept(self, name: str) -> bool:
        """Whether something of the View menu is wanted; remembered between runs."""
        wanted = self._actions[f"view.{name}"].isChecked()
        self._settings.set(name, wanted)
        return wanted

    def _set_panels(self) -> None:
        self._panels.show_only_tree(self._actions["view.only_tree"].isChecked())

    def _show_style(self) -> None:
        """The look of the tree, beside it."""
        if self._dialog is None:
            self._dialog = StyleDialog(self._window)
            self._dialog.intended.connect(self.intended)
            self._dialog.default_wanted.connect(self._keep_style)
            # Over the panels, not over the tree.
            corner = self._window.mapToGlobal(self._window.rect().topRight())
            self._dialog.adjustSize()
            self._dialog.move(corner.x() - self._dialog.width() - 20, corner.y() + 90)
        self._follow()
        self._dialog.show()
        self._dialog.activateWindow()

    def _follow(self) -> None:
        if self._dialog is not None:
            self._dialog.show_document(self._session.document, self._settings.style)

    def _keep_style(self, style: Style) -> None:
        self._settings.set_style(style)
        self._panels.canvas.set_default_style(style)
        self.told.emit("Documents that do not say it themselves are drawn this way from now on.")
