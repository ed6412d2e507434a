"""Pictures of every page of the window in every size, light and dark; and what cannot be read there.

    python -m tests.bench.looks.window_sheets FOLDER [DOCUMENT …]

Documents are files or names of examples; four by default.  FOLDER gets a sheet for each document,
theme and size, and every picture by itself; contrast that is too low is printed (`tests.contrast`).
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.main import create_window
from app.process.background import Background
from app.window.main_window import MainWindow
from tests.contrast import faults
from widgets.basics.theme import DARK, LIGHT

SIZES = ((1024, 700), (1280, 800), (1920, 1080), (2560, 1440))
LONG = Path(__file__).parents[2] / "documents" / "cases" / "long40.json"
DOCUMENTS = ("shutdown", "oil", "chance-pump", str(LONG))
ACROSS = 3  # pictures beside each other


def settle(window: MainWindow) -> None:
    """Until all that was asked for is answered."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        QApplication.processEvents()
        if all(each.is_idle for each in window.findChildren(Background)):
            break
        time.sleep(0.01)
    for _ in range(5):
        QApplication.processEvents()


def pages(window: MainWindow) -> Iterator[tuple[str, Callable[[], None]]]:
    """Every page, and how to come there."""
    panels = window.panels
    yield "verdict", panels.show_first_tab
    yield "nothing", panels.show_inspector

    def select(nodes: tuple[str, ...], branches: tuple[str, ...]) -> Callable[[], None]:
        return lambda: (window.canvas.select(nodes, branches), panels.show_inspector())[1]

    document = window.session.document
    if document.root_id is not None:
        yield "node", select((document.root_id,), ())
        yield "branch", select((), (document.children(document.root_id)[0].id,))
    yield "document", lambda: panels.show_page(panels.document)
    drawer = panels.drawer
    for page, title in zip(drawer.pages, drawer.titles, strict=True):
        yield (
            title.strip("?").lower(),
            lambda page=page: (panels.show_first_tab(), drawer.show_page(page))[1],
        )
    for number in range(1, len(panels.places)):
        yield panels.places[number][1].lower(), lambda number=number: panels.show_place(number)


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings")
    )
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    window = create_window()
    assert isinstance(window, MainWindow)
    window.canvas.tree.motion.duration_wanted = 0
    window.show()
    for name in ("", *(names or DOCUMENTS)):
        if not name:
            pass
        elif Path(name).exists():
            window.documents.open_path(name)
        else:
            window.documents.open_example(name)
        settle(window)
        short = Path(name).stem.split(".")[0] or "start"
        for theme in (LIGHT, DARK):
            window.set_theme(theme)
            for size in SIZES:
                window.resize(*size)
                settle(window)
                window.panels.show_tree()
                found = list(pages(window)) if name else [("start", lambda: None)]
                shots: list[tuple[str, QImage]] = []
                for title, go in found:
                    window.panels.drawer.close_page()
                    window.canvas.select()
                    go()
                    settle(window)
                    image = window.grab().toImage()
                    shots.append((title, image))
                    where = f"{short}-{size[0]}-{theme.name}-{title}"
                    image.save(str(folder / f"{where}.png"))
                    for fault in faults(window):
                        print(f"{where}: {fault}", flush=True)
                window.panels.drawer.close_page()
                window.panels.show_tree()
                sheet(shots, size).save(str(folder / f"sheet-{short}-{size[0]}-{theme.name}.png"))
    window.session.stack.setClean()
    window.close()


def sheet(shots: list[tuple[str, QImage]], size: tuple[int, int]) -> QImage:
    """The pictures beside each other, with their names."""
    wide = min(size[0], 900)
    high = wide * size[1] // size[0]
    across = min(ACROSS, len(shots))
    rows = -(-len(shots) // across)
    whole = QImage(across * (wide + 8), rows * (high + 26), QImage.Format.Format_RGB32)
    whole.fill(QColor("#777777"))
    painter = QPainter(whole)
    painter.setPen(QColor("#FFFFFF"))
    for number, (title, image) in enumerate(shots):
        x, y = number % across * (wide + 8), number // across * (high + 26)
        smaller = image.scaled(wide, high, mode=Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(x, y + 22, smaller)
        painter.drawText(x + 4, y + 16, title)
    painter.end()
    return whole


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", nargs="*")
    asked = parser.parse_args()
    main(asked.folder, asked.documents)
