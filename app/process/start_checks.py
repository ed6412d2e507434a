"""What must hold before Qt is started, each with the sentence that says what to do."""

import ctypes
import importlib.util
import os
import socket
import sys

SECONDS = 2.0  # that a display may take to answer

APT_LINE = (
    "apt-get install -y --no-install-recommends libgl1 libegl1 libxkbcommon0 libdbus-1-3 "
    "libfontconfig1 libglib2.0-0 fonts-dejavu-core libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libxcb-shape0 libxkbcommon-x11-0"
)


def broken_pyside(pyside: str, python: tuple[int, ...]) -> str | None:
    """Why this pair of versions cannot be used, or None.

    PySide6 6.12.0 on CPython 3.11 loses a reference at every signal and aborts after some hundred.
    """
    if pyside.startswith("6.12.0") and python < (3, 12):
        return (
            f"PySide6 {pyside} does not work with Python {python[0]}.{python[1]}: it would abort "
            'after a short while. Please install another one: pip install "PySide6-Essentials<6.12"'
        )
    return None


def installed_pyside() -> str:
    """The version of PySide6; empty if it cannot be loaded."""
    try:
        import PySide6
    except ImportError:
        return ""
    return str(PySide6.__version__)


def missing_library() -> str | None:
    """Why Qt cannot be loaded, or None."""
    if importlib.util.find_spec("PySide6") is None:
        return (
            "The window, and pictures in pixels or pages, need Qt, which is not installed: "
            'pip install "quandary[gui]"'
        )
    try:
        import PySide6.QtWidgets  # noqa: F401 - loading it is the test
    except ImportError as error:
        return f"Qt cannot be loaded ({error}). On Debian or Ubuntu run:\n    sudo {APT_LINE}"
    return None


def missing_display() -> str | None:
    """Why no window can open, or None."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    named = [
        name for name in (os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")) if name
    ]
    if _wayland_answers() or _x11_answers():
        return None
    why = f"The display {' or '.join(named)} does not answer" if named else "There is no display"
    return (
        f"{why}, so that the window cannot open. "
        "The verbs work without one, for example: quandary solve FILE --rule dsm"
    )


def _wayland_answers() -> bool:
    """Whether a Wayland display takes a connection."""
    if not (name := os.environ.get("WAYLAND_DISPLAY")):
        return False
    place = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(SECONDS)
        try:
            probe.connect(place)
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Whether an X display takes a connection, asked as Qt will ask it: without an answer Qt aborts."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt brings its own, or says which library is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def why_not(*, display: bool) -> str | None:
    """The first reason why the program cannot start, or None."""
    return (
        missing_library()
        or broken_pyside(installed_pyside(), sys.version_info[:2])
        or (missing_display() if display else None)
    )
