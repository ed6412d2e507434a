"""What the menus do with the document as a whole: files, history, windows, and lists of documents."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtWidgets import QMenu

import assets
from app.skeleton.actions import EXAMPLE, OPENS, ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.model import Document
from solver.translation import tr


class DocumentCommands(WindowPart):
    """Begins, opens, saves and closes documents, takes changes back, and goes from window to window."""

    rows = (
        ActionRow("file.new", "documents", "&New", ("Ctrl+N",), "new", "Begin an empty tree.", ""),
        ActionRow("file.open", "documents", "&Open…", ("Ctrl+O",), "open", "Open a document.", ""),
        ActionRow("file.new_window", "documents", "New &window", ("Ctrl+Shift+N",), needs="",
            tip="Another window, for another document beside this one."),
        ActionRow("file.open_in_window", "documents", "Open in a new win&dow…", ("Ctrl+Shift+O",), needs="",
            tip="Open a document beside this one."),
        ActionRow("file.save", "saving", "&Save", ("Ctrl+S",), "save", "Save the document."),
        ActionRow("file.save_as", "saving", "Save &as…", ("Ctrl+Shift+S",), tip="Save under another name."),
        ActionRow("file.close", "closing", "C&lose", ("Ctrl+W",), tip="Back to the start screen."),
        ActionRow("file.quit", "closing", "&Quit", ("Ctrl+Q",), tip="End Quandary.", needs=""),
        ActionRow("edit.undo", "history", "&Undo", ("Ctrl+Z",), "undo", "Take back the last change.",
            in_tool_bar=True, needs="part"),
        ActionRow("edit.redo", "history", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "Make it again.",
            in_tool_bar=True, needs="part"),
        ActionRow("window.next", "windows", "&Next window", ("Ctrl+F6",), needs="",
            tip="Go to the window that was opened after this one."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._documents, self._settings = window.documents, window.settings
        self._undo, self._redo = (window.actions_table[f"edit.{way}"] for way in ("undo", "redo"))
        self._documents.told.connect(self.told)
        stack = self._session.stack
        stack.canUndoChanged.connect(self._undo.setEnabled)
        stack.canRedoChanged.connect(self._redo.setEnabled)
        for action, able in ((self._undo, stack.canUndo()), (self._redo, stack.canRedo())):
            action.setEnabled(able)
        stack.undoTextChanged.connect(
            lambda text: self._undo.setText(tr("&Undo {text}").format(text=text).strip())
        )
        stack.redoTextChanged.connect(
            lambda text: self._redo.setText(tr("&Redo {text}").format(text=text).strip())
        )
        self._recent = self._list_documents(window.actions_table.menus["&File"])
        menu = window.actions_table.menus["&Window"]
        menu.aboutToShow.connect(lambda: window.windows.fill_menu(menu, window))

    def does(self) -> Mapping[str, Callable[[], object]]:
        documents, windows = self._documents, self._window.windows
        return {
            "file.new": documents.new,
            "file.open": documents.open,
            "file.new_window": self._window.new_window,
            "file.open_in_window": self._open_in_window,
            "file.save": documents.save,
            "file.save_as": documents.save_as,
            "file.close": documents.close,
            "file.quit": windows.quit,
            "edit.undo": lambda: self._step(back=True),
            "edit.redo": lambda: self._step(back=False),
            "window.next": lambda: windows.next_after(self._window),
        }

    def _step(self, *, back: bool) -> None:
        """Take the last change back, or make it again; what was selected stays so where it can."""
        stack, before = self._session.stack, self._session.document
        if not (stack.canUndo() if back else stack.canRedo()):
            return
        name = stack.undoText() if back else stack.redoText()
        canvas = self._window.canvas
        nodes, branches = canvas.selection()
        if back:
            stack.undo()
        else:
            stack.redo()
        after = self._session.document
        kept = tuple(id_ for id_ in nodes if id_ in after.nodes)
        lines = tuple(id_ for id_ in branches if id_ in after.branches)
        if not kept and not lines:  # what came back, or what is left above what went
            new = {id_ for id_ in after.nodes if id_ not in before.nodes}
            kept = tuple(id_ for id_ in after.nodes if id_ in new and after.parent(id_) not in new)
            kept = kept or remaining(before, after, nodes)
        canvas.select(kept, lines)
        said = tr("Undone: {name}.") if back else tr("Redone: {name}.")
        self.told.emit(said.format(name=name))

    def _open_in_window(self) -> None:
        """Open a document without leaving the one that is here."""
        if path := self._documents.dialogs.ask_open():
            room = self._window.new_window() if self._session.is_open else self._window
            room.documents.open_path(path)

    # ------------------------------------------------------------- lists of documents

    def _list_documents(self, file_menu: QMenu) -> QMenu:
        recent = QMenu(tr("Open &recent"), file_menu)
        recent.setObjectName("menu.recent")
        recent.aboutToShow.connect(self._fill_recents)
        examples = QMenu(tr("E&xamples"), file_menu)
        examples.setObjectName("menu.examples")
        groups = dict.fromkeys(example.group for example in assets.EXAMPLES)
        menus = {group: examples.addMenu(_plain(tr(group))) for group in groups}
        for example in assets.EXAMPLES:
            action = menus[example.group].addAction(_plain(tr(example.title)))
            action.setObjectName(f"file.example.{example.name}")
            action.setProperty(OPENS, tr("example"))
            action.setProperty(EXAMPLE, example.name)
            action.setStatusTip(tr(example.summary))
            action.triggered.connect(partial(self._open_example, example.name))
        for menu in (recent, examples):
            file_menu.insertMenu(self._window.actions_table["file.save"], menu)
        return recent

    def _open_example(self, name: str, _checked: bool = False) -> None:
        self._documents.open_example(name)

    def _open_path(self, path: str, _checked: bool = False) -> None:
        self._documents.open_path(path)

    def _fill_recents(self) -> None:
        self._recent.clear()
        for path in self._settings.recents:
            action = self._recent.addAction(_plain(path))
            action.setProperty(OPENS, tr("recent document"))
            action.triggered.connect(partial(self._open_path, path))
        if self._recent.isEmpty():
            self._recent.addAction(tr("None yet")).setEnabled(False)


def _plain(text: str) -> str:
    """A text without mnemonics."""
    return text.replace("&", "&&")


def remaining(before: Document, after: Document, nodes: Iterable[str]) -> tuple[str, ...]:
    """The nearest node above nodes that are gone which is still there."""
    for id_ in nodes:
        here, seen = before.parent(id_) if id_ in before.nodes else None, {id_}
        while here is not None and here not in seen:
            if here in after.nodes:
                return (here,)
            seen.add(here)
            here = before.parent(here)
    return ()
