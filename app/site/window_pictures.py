"""Pictures of the window itself, one for each page of answers: they cannot show what the program does not."""

import os
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

from app.storage.data_folder import settings_file
from app.storage.kept_values import kept_values

#: The example on which a page has something to show; the usual one for all others.
_ON: Final = {
    "sensitivity": "two-bets",
    "opinions": "two-bets",
    "information": "oil",
    "risk": "oil",
    "criteria": "marble-bets",
    "utilities": "marble-bets",
    "compare": "single-souring",
}
_USUAL: Final = "shutdown"
_SIZE: Final = (1180, 780)
_SECONDS: Final = 60.0  # for one page to be found out


def window_pictures(wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The pages of answers that are wanted, by the first words of their names, as PNG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _settings_of_its_own():
        from PySide6.QtWidgets import QApplication

        from app.export.pixels import png
        from app.window.main_window import MainWindow

        application = QApplication.instance() or QApplication([])
        window = MainWindow()
        window.canvas.tree.motion.duration_wanted = 0
        window.resize(*_SIZE)
        window.show()
        shown = ""
        drawer = window.panels.drawer
        for page, title in zip(drawer.pages, drawer.titles, strict=True):
            name = title.strip("?").lower()
            if name not in wanted:
                continue
            if (example := _ON.get(name, _USUAL)) != shown:
                window.documents.open_example(example)
                shown = example
                _settle(window)
            document = window.session.document
            first = next(
                b for b in document.branches.values() if document.nodes[b.source].kind == "choice"
            )
            window.canvas.select((), (first.id,))
            drawer.show_page(page)
            _settle(window)
            yield name, png(window.grab().toImage())
        window.session.stack.setClean()
        window.close()
        application.processEvents()


def _settle(window: object) -> None:
    """Until all that was asked for is answered."""
    from PySide6.QtWidgets import QApplication, QWidget

    from app.process.background import Background

    assert isinstance(window, QWidget)
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        QApplication.processEvents()
        if all(each.is_idle for each in window.findChildren(Background)):
            break
        time.sleep(0.01)
    for _ in range(10):
        QApplication.processEvents()


@contextmanager
def _settings_of_its_own() -> Iterator[None]:
    """What the person prefers is nobody’s business here, and nothing of it is changed."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= dict.fromkeys(names, folder)
        try:
            yield
        finally:
            kept_values(settings_file()).wait()  # what is still on its way there
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
