"""The entry point: a verb goes to the command line, everything else opens the window."""

import gc
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow

    from app.window.main_window import MainWindow
    from app.window.windows import Windows


def create_window(path: str | None = None) -> "QMainWindow":
    """The main window, with the document at ``path`` or the start screen; not yet shown.

    All of it, at once.  A QApplication must exist.  A file that cannot be opened is said in a message, not raised.
    """
    from app.window.main_window import MainWindow

    window = MainWindow()
    if path is not None:
        window.documents.open_path(path, wait=True)
        window.canvas.finish_drawing()
    return window


def first_picture(opening: str = "") -> "MainWindow":
    """The main window with the start screen; the rest of it follows once this has been painted.

    With what is being ``opening`` in place of the start screen, if anything is.
    """
    from app.window.main_window import MainWindow

    return MainWindow(first_picture=True, opening=opening)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    if getattr(sys, "frozen", False):  # a bundle starts itself for its workers, too
        from multiprocessing import freeze_support

        freeze_support()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    first = arguments[0] if arguments else ""
    if _is_verb(first) or first in ("-h", "--help", "--version", "--register", "--unregister"):
        from app.cli.command_line import run
        from solver.memory import collector_seldom

        with collector_seldom():
            code = run(arguments)
        gc.freeze()  # it ends: nobody need look through what is left
        return code
    restore = first == "--restore"  # after a crash: see app.window.crash
    example = arguments[1] if first == "--example" and len(arguments) == 2 else None
    if (len(arguments) > 1 or first.startswith("-")) and example is None and not restore:
        print("quandary: usage: quandary [FILE], or quandary VERB … (see --help)", file=sys.stderr)
        return 2
    if example is not None:
        from app.cli.verbs.examples import unknown_example

        if problem := unknown_example(example):
            print(f"quandary: {problem}", file=sys.stderr)
            return 2
    from app.process.start_checks import why_not

    if (reason := why_not(display=True)) is not None:
        print(f"quandary: {reason}", file=sys.stderr)
        return 1
    if restore:
        return _open_window(arguments[1:], None, restore=True)
    return _open_window([first] if first and not example else [], example)


def _is_verb(first: str) -> bool:
    from app.cli.verbs import names

    return bool(first) and first in names()


def _open_window(paths: Sequence[str], example: str | None, *, restore: bool = False) -> int:
    gc.disable()  # see app.process.garbage
    from PySide6.QtWidgets import QApplication

    from app.process.end_signals import EndSignals
    from app.process.fatal_errors import FatalLog
    from app.process.language import SETTING, language_of, speak_language
    from app.storage.settings import Settings
    from app.window.crash import CrashHook

    sys.set_int_max_str_digits(0)  # exact numbers may have many digits, and they are shown
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Quandary")
    application.setDesktopFileName("quandary")
    hook = CrashHook(application)
    hook.install()
    fatal = FatalLog()
    fatal.begin()
    speak_language(application, language_of(Settings().text(SETTING, "")))
    window = first_picture(_called(paths, example))
    hook.keep_first(window.windows)
    signals = EndSignals(partial(_end, application, window.windows))
    application.aboutToQuit.connect(_empty_clipboard)
    window.completed.connect(partial(_begin, window, paths, example, restore=restore))
    window.show()
    code = 128 + signals.number if signals.number else application.exec()
    signals.let_go()
    fatal.end()
    return code


def _called(paths: Sequence[str], example: str | None) -> str:
    """What is about to be opened, as the person who started the program called it."""
    import assets
    from solver.translation import tr

    if example is not None:
        return next(f"“{tr(each.title)}”" for each in assets.EXAMPLES if each.name == example)
    return f"“{Path(paths[0]).name}”" if paths else ""


def _begin(
    window: "MainWindow", paths: Sequence[str], example: str | None, *, restore: bool
) -> None:
    """What the program was started for, once the window is complete."""
    from app.process.background import share_lock
    from app.process.garbage import Collector
    from app.window.restoring import Restoring

    share_lock()
    window.windows.closed.connect(Collector(window.windows).expect_much)
    if restore:
        window.part(Restoring).restore_all()
    else:
        window.part(Restoring).offer()
    window.documents.opener.waiting.connect(
        lambda text, _: None if text else window.start_screen.show_opening("")
    )
    if example is not None:
        window.documents.open_example(example)
    if not paths:
        window.start_screen.show_opening("")
    for path in paths:
        room = window.new_window() if window.session.is_open else window
        room.documents.open_path(path)


def _end(application: "QApplication", windows: "Windows", number: int) -> None:
    """Somebody ends the program from outside: nothing is asked, and nothing is lost."""
    for window in windows.all:
        window.end()
    application.exit(128 + number)


def _empty_clipboard() -> None:
    """What is still on the clipboard at the end would be freed twice."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().clear()


if __name__ == "__main__":
    raise SystemExit(main())
