"""What must hold before Qt starts, and that the installed pair of versions keeps its references."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, Signal

from app.main import main
from app.process import start_checks


@pytest.mark.parametrize(
    ("pyside", "python", "broken"),
    [
        ("6.12.0", (3, 11), True),
        ("6.12.0", (3, 10), True),
        ("6.12.0", (3, 12), False),
        ("6.11.3", (3, 11), False),
        ("6.12.1", (3, 11), False),
        ("", (3, 11), False),
    ],
)
def test_the_broken_pair_is_told_from_others(
    pyside: str, python: tuple[int, ...], broken: bool
) -> None:
    reason = start_checks.broken_pyside(pyside, python)
    assert (reason is not None) is broken
    if reason is not None:
        assert "pip install" in reason


def test_the_program_says_so_and_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start_checks, "installed_pyside", lambda: "6.12.0")
    monkeypatch.setattr(start_checks.sys, "version_info", (3, 11, 7, "final", 0))
    assert main([]) == 1
    assert "does not work with Python 3.11" in capsys.readouterr().err


def test_without_a_display_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start_checks.sys, "platform", "linux")
    assert main([]) == 1
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_that_does_not_answer_is_a_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for other in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setattr(start_checks.sys, "platform", "linux")
    monkeypatch.setenv(name, ":7777")
    assert main([]) == 1
    assert "The display :7777 does not answer" in capsys.readouterr().err


class _Source(QObject):
    rang = Signal(object)
    said = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal there")
def test_signals_and_calls_lose_no_references() -> None:
    """A canary: a broken pair of PySide6 and Python loses one of them at every call."""
    source = _Source()
    source.rang.connect(lambda _: None)
    source.said.connect(lambda _: None)

    def counts() -> tuple[int, ...]:
        return sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)

    for _ in range(10):  # what is made once is made now
        source.rang.emit(None)
        source.said.emit(True)
    before = counts()
    for _ in range(200):
        source.rang.emit(None)
        source.said.emit(True)
        source.blockSignals(False)
        source.setObjectName("x")
    after = counts()
    assert all(abs(new - old) < 50 for old, new in zip(before, after, strict=True))


def test_ten_thousand_signals_leave_a_program_alive() -> None:
    program = (
        "from PySide6.QtCore import QObject, Signal\n"
        "class S(QObject):\n    s = Signal(object)\n"
        "s = S(); s.s.connect(lambda x: None)\n"
        "for i in range(10_000): s.s.emit(None); s.s.emit(True)\n"
        "print('alive')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "alive\n"
