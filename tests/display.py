"""A display of its own for a test that needs real windows, real keys or a real screen reader's bus."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    manager = subprocess.Popen(
        ["openbox"], env=os.environ | {"DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    try:
        yield name
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Until it is so; fails after that time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
