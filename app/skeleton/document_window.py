"""A window with one document, as its parts and other windows see it."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

if TYPE_CHECKING:
    from app.documents.document_check import DocumentChecker
    from app.documents.documents import Documents
    from app.documents.recovery import Recovery
    from app.documents.session import Session
    from app.skeleton.actions import Actions
    from app.skeleton.current_verdict import CurrentVerdict
    from app.storage.settings import Settings
    from solver.findings import Finding
    from widgets.answers.rule_switch import RuleSwitch
    from widgets.basics.theme import Theme
    from widgets.canvas import Canvas
    from widgets.canvas.scene.way_marks import WayMarks
    from widgets.inspector.inspector import Inspector
    from widgets.shell.key_hints import KeyHints
    from widgets.shell.message_bar import MessageBar
    from widgets.shell.start_screen import StartScreen

AnyPart = TypeVar("AnyPart", bound=QObject)


class OtherWindows(Protocol):
    """The ways from one window to another."""

    def new(self, beside: "DocumentWindow") -> "DocumentWindow":
        """Another window with the start screen."""

    def having(self, path: str) -> "DocumentWindow | None":
        """The window in which this file is open, if any."""

    def quit(self) -> None:
        """Close every window; one with unsaved changes asks first, and may stay."""

    def next_after(self, window: "DocumentWindow") -> None:
        """Go to the window that was opened after this one, round and round."""

    def fill_menu(self, menu: QMenu, here: "DocumentWindow") -> None:
        """List the windows behind the entries that are always there."""


class DocumentWindow(QMainWindow):
    """What the parts of a window share.  Which panels there are, and where, is not among it."""

    theme_changed = Signal(object)  # a Theme

    windows: OtherWindows
    session: "Session"
    documents: "Documents"
    recovery: "Recovery"
    surveyor: "DocumentChecker"
    settings: "Settings"
    verdict: "CurrentVerdict"
    actions_table: "Actions"
    canvas: "Canvas"
    start_screen: "StartScreen"  # in the place of a tree while there is none
    rule_switch: "RuleSwitch"  # in the tool bar
    inspector: "Inspector"
    way: "WayMarks"  # over the tree
    hints: "KeyHints"
    message: "MessageBar"
    theme: "Theme"
    is_retired: bool  # closed for good

    @abstractmethod
    def part(self, kind: type[AnyPart]) -> AnyPart:
        """The part of this kind.  Raises `LookupError` where the window has none."""

    @abstractmethod
    def show_page(self, page: QWidget) -> None:
        """Bring a page of some part to the front."""

    @abstractmethod
    def is_in_front(self, page: QWidget) -> bool:
        """Whether a page is the one that is shown in its place."""

    @property
    @abstractmethod
    def is_drawer_open(self) -> bool:
        """Whether some page of answers is shown."""

    @abstractmethod
    def tell(self, text: str) -> None:
        """One line in the status bar."""

    @abstractmethod
    def tell_verdict(self, text: str) -> None:
        """The verdict in one line, for where the card is not to be seen."""

    @abstractmethod
    def show_finding(self, finding: "Finding") -> None:
        """Go to what a finding is about."""

    @abstractmethod
    def show_tree(self) -> None:
        """Go to the tree from whatever takes its place."""

    @abstractmethod
    def named_widget(self, name: str) -> QWidget:
        """What some part lets be pointed at by this name.  Raises `LookupError` where none does."""

    @property
    @abstractmethod
    def is_panel_wanted(self) -> bool:
        """Whether the panel stands beside the tree."""

    @abstractmethod
    def show_panel(self, wanted: bool) -> None:
        """Put the panel beside the tree away, or bring it back."""

    @abstractmethod
    def show_only_tree(self, only_tree: bool) -> None:
        """Put everything away that lies around the tree, or bring it back."""

    @abstractmethod
    def go_to_area(self, step: int) -> None:
        """Bring the focus to the next area of the window (1), or to the previous one (−1)."""

    @abstractmethod
    def free_corner(self) -> QPoint:
        """The top right corner, on the screen, of a place that a small window may cover."""

    @abstractmethod
    def end(self) -> None:
        """Stop everything without asking; what is not saved is offered at the next start."""

    def new_window(self) -> "DocumentWindow":
        """Another window, shown, with the start screen."""
        return self.windows.new(self)

    def set_theme(self, theme: "Theme") -> None:
        """The colours of everything."""
        self.theme = theme
        self.theme_changed.emit(theme)
