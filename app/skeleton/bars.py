"""What lies around the panels: the tool bar above, the status line below."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QMainWindow

from app.skeleton.actions import Actions
from app.skeleton.areas import Areas
from app.skeleton.frame import set_ground
from app.skeleton.panels import Panels
from app.skeleton.status_line import StatusLine
from app.skeleton.tool_bar import ToolBar
from solver.translation import tr
from widgets.answers.rule_switch import RuleSwitch
from widgets.basics.theme import Theme
from widgets.basics.tips import keys_text


class Bars:
    """Built once a window, after its panels and actions."""

    def __init__(
        self, window: QMainWindow, panels: Panels, rules: RuleSwitch, actions: Actions
    ) -> None:
        self._window, self._panels = window, panels
        self.line = StatusLine(panels.hints)
        status = window.statusBar()
        status.messageChanged.connect(self.line.show_said)
        status.addPermanentWidget(self.line, 1)  # what is said is shown by the line itself
        self.bar = ToolBar(panels.palette_panel, rules, window)
        keys = keys_text(actions["view.tree"].shortcut())
        for number, (_, title) in enumerate(panels.places):
            tip = (
                tr("{title}; Escape or {keys} leads back to the tree")
                if number
                else "{title} ({keys})"
            )
            self.bar.places.add(str(number), title, tip=tip.format(title=title, keys=keys))
        self.bar.places.choose("0")
        self.bar.fill(actions)
        window.addToolBar(self.bar)
        self.bar.place_wanted.connect(lambda key: panels.show_place(int(key)))
        canvas = panels.canvas
        self.line.zoom_in.clicked.connect(canvas.zoom_in)
        self.line.zoom_out.clicked.connect(canvas.zoom_out)
        self.line.fit.toggled.connect(self._set_fit)
        self.line.findings_wanted.connect(self._show_findings)
        canvas.fit_changed.connect(self.line.show_fit)
        canvas.zoom_changed.connect(self.line.show_zoom)
        around = window.menuBar(), self.bar
        self.areas = Areas(window, lambda: (*around, *panels.areas, self.line))

    def set_theme(self, theme: Theme) -> None:
        """The same colours for all of them."""
        for part in (self._window.statusBar(), self._window.menuBar()):
            set_ground(part, theme)
        muted = QPalette(self.line.palette())
        muted.setColor(QPalette.ColorRole.WindowText, QColor(theme.muted))
        self.line.setPalette(muted)

    def show_start(self, start: bool, *, only_tree: bool) -> None:
        """The start screen has no tool bar, and nothing is said about a tree there."""
        self.bar.setVisible(not start and not only_tree)
        self.line.show_place(tree=not start)
        if start:
            self.line.show_verdict(tr("New here? The shutdown example takes two minutes."))

    def show_place(self, *, is_open: bool) -> None:
        """Another place or page is in front."""
        on_tree = self._panels.is_tree_shown
        self.bar.places.choose(str(self._panels.place_number))
        self._panels.palette_panel.setEnabled(on_tree)
        self.line.show_place(tree=on_tree and is_open)

    def _set_fit(self, fits: bool) -> None:
        if fits:
            self._panels.canvas.fit()
        else:
            self._panels.canvas.keep_zoom()

    def _show_findings(self) -> None:
        self._panels.show_tree()
        self._panels.findings.setFocus()
