"""A display of its own for a test that needs real windows, real keys or a real screen reader's bus."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: What such a test needs; `dev.py` installs it.
NEEDED = ("Xvfb", "openbox", "xdotool")

PATIENCE: Final = 50.0  # seconds: on a busy machine much takes long


@contextmanager
def x_display(size: str = "1280x800") -> Iterator[str]:
    """The name of a display with a window manager, without which no key arrives."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as number:
        name = f":{number.readline().strip()}"
    try:
        with _window_manager(os.environ | {"DISPLAY": name}):
            yield name
    finally:
        _end(server)


@contextmanager
def _window_manager(env: Mapping[str, str]) -> Iterator[None]:
    """A window manager that is at work; where many displays begin at once its first try may fail."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            sign = Path(folder, "at work")
            command = ["openbox", "--startup", f"touch '{sign}'"]

            def is_at_work() -> bool:
                if not started or started[-1].poll() is not None:
                    started.append(subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL))
                return sign.exists()

            wait_for(is_at_work)
        yield
    finally:
        for process in started[-1:]:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(10)


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Until it is so; fails after that time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
