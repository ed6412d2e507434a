"""How the window and the tree look: theme, style, motion, and what stands beside the tree."""

from collections.abc import Callable, Mapping

from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from app.window.style_dialog import StyleDialog
from solver.document.style import Style
from solver.edits import SetView
from solver.translation import tr
from solver.words.numbers import Format, NumberForm
from widgets.basics.fields import keep_on_screen
from widgets.basics.theme import DARK, LIGHT
from widgets.canvas import Snapping
from widgets.canvas.scene.motion import DURATION


class Appearance(WindowPart):
    """What can be switched without changing the tree, and the dialog for the tree's own look."""

    rows = (
        ActionRow("layout.guides", "snapping", "Snap to &guides", checkable=True, needs="",
            tip="What is dragged falls in line with other nodes; Alt lets it go freely."),
        ActionRow("layout.grid", "snapping", "Snap to the gr&id", checkable=True, needs="",
            tip="What is dragged goes in steps of 8 pixels."),
        ActionRow("view.only_tree", "panels", "Onl&y the tree", ("F9",), checkable=True,
            tip="Put the panels away."),
        ActionRow("view.tree", "tree", "&Tree", ("Ctrl+Shift+T",), tip="The tree, with the panel beside it; Escape leads here, too."),
        ActionRow("view.panel", "panels", "&Panel beside the tree", checkable=True,
            tip="The verdict, what is selected, and the document."),
        ActionRow("view.next_area", "panels", "Ne&xt part of the window", ("F6",), needs="",
            tip="Menus, tool bar, tree, panel, pages of answers, status line: the keys go there."),
        ActionRow("view.previous_area", "panels", "P&revious part of the window", ("Shift+F6",),
            needs="", tip="The other way round."),
        ActionRow("view.numbers", "look", "&Numbers as decimals", ("Ctrl+.",), checkable=True,
            tip="Fractions or decimals, everywhere in the window and in what is written."),
        ActionRow("view.style", "look", "Look of th&e tree…", ("Ctrl+L",),
            tip="Theme, type and lines, and what is shown."),
        ActionRow("view.hints", "look", "&Key hints", checkable=True, needs="",
            tip="A line below the tree says which keys do something now."),
        ActionRow("view.overview", "look", "O&verview", ("F8",), checkable=True, needs="",
            tip="A small map in the corner, while the tree is larger than the window."),
        ActionRow("view.motion", "colours", "&Motion", checkable=True, needs="",
            tip="Nodes glide to their new places."),
        ActionRow("view.dark", "colours", "Dar&k", (), "dark", "Light on dark.", "", checkable=True),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._actions, self._settings = window.actions_table, window.settings
        self._dialog: StyleDialog | None = None
        self._actions["view.dark"].setChecked(window.theme.is_dark)
        self._actions["view.panel"].setChecked(True)
        self._canvas.set_default_style(self._settings.style)
        for name, usual in (
            ("layout.guides", True),
            ("layout.grid", False),
            ("view.motion", True),
            ("view.hints", True),
            ("view.overview", True),
        ):
            self._actions[name].setChecked(self._settings.flag(name.partition(".")[2], usual))
            self.does()[name]()

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "layout.guides": self._set_snapping,
            "layout.grid": self._set_snapping,
            "view.style": self._show_style,
            "view.motion": self._set_motion,
            "view.hints": self._set_hints,
            "view.overview": self._set_overview,
            "view.only_tree": self._set_panels,
            "view.tree": self._window.show_tree,
            "view.panel": self._set_panel,
            "view.next_area": lambda: self._window.go_to_area(1),
            "view.previous_area": lambda: self._window.go_to_area(-1),
            "view.numbers": self._turn_numbers,
            "view.dark": self._set_dark,
        }

    def _set_dark(self) -> None:
        dark = self._actions["view.dark"].isChecked()
        self._settings.set("dark", dark)
        self._window.set_theme(DARK if dark else LIGHT)

    def _set_snapping(self) -> None:
        guides, grid = (self._actions[f"layout.{what}"].isChecked() for what in Snapping._fields)
        self._canvas.snapping = Snapping(guides, grid)
        self._settings.set("guides", guides)
        self._settings.set("grid", grid)

    def _set_motion(self) -> None:
        wanted = self._kept("motion")
        self._canvas.tree.motion.duration_wanted = DURATION if wanted else 0

    def _set_hints(self) -> None:
        self._window.hints.setVisible(self._kept("hints"))

    def _set_overview(self) -> None:
        self._canvas.overview.set_wanted(self._kept("overview"))

    def _kept(self, name: str) -> bool:
        """Whether something of the View menu is wanted; remembered between runs."""
        wanted = self._actions[f"view.{name}"].isChecked()
        self._settings.set(name, wanted)
        return wanted

    def _set_panels(self) -> None:
        self._window.show_only_tree(self._actions["view.only_tree"].isChecked())

    def _set_panel(self) -> None:
        self._window.show_panel(self._actions["view.panel"].isChecked())

    def follow_page(self) -> None:
        self._actions["view.panel"].setChecked(self._window.is_panel_wanted)

    def _turn_numbers(self) -> None:
        """The other form; the document keeps it, and it can be undone."""
        decimal = Format.of(self._session.document).form is NumberForm.DECIMAL
        self.set_numbers(NumberForm.FRACTION if decimal else NumberForm.DECIMAL)

    def set_numbers(self, form: NumberForm) -> None:
        """Write numbers in this form."""
        if Format.of(self._session.document).form is not form:
            self.intended.emit(SetView("numbers", str(form)))
        self.follow_document()

    def _show_style(self) -> None:
        """The look of the tree, beside it."""
        if self._dialog is None:
            self._dialog = StyleDialog(self._window)
            self._dialog.intended.connect(self.intended)
            self._dialog.default_wanted.connect(self._keep_style)
            # Over the panels, not over the tree.
            corner = self._window.mapToGlobal(self._window.rect().topRight())
            self._dialog.move(corner.x() - self._dialog.width() - 20, corner.y() + 90)
            keep_on_screen(self._dialog)
        self.follow_document()
        self._dialog.show()
        self._dialog.activateWindow()

    def follow_document(self) -> None:
        form = Format.of(self._session.document).form
        self._actions["view.numbers"].setChecked(form is NumberForm.DECIMAL)
        if self._dialog is not None:
            self._dialog.show_document(self._session.document, self._settings.style)

    def _keep_style(self, style: Style) -> None:
        self._settings.set_style(style)
        self._canvas.set_default_style(style)
        self.told.emit(
            tr("Documents that do not set it themselves are drawn this way from now on.")
        )
