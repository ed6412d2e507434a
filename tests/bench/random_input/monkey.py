"""A monkey at the real program: real keys, clicks, drags, wheel and resizes in a real X window.

    python -m tests.bench.random_input.monkey [--minutes M] [--seed N] [--log FILE]

60 minutes by default.  Needs Xvfb, openbox and xdotool.  Counted are crashes (the program ended
otherwise than by its own Quit, or a traceback on standard error), hangs (it did not come to rest
within 30 s) and warnings (any other line on standard error); memory is measured each time the program rests, which it does every minute or so:
all windows but one closed and an empty tree begun.  Ends with exit code 1 if anything was found.

The program runs in a temporary folder that is its home, its settings and its current folder, and
dialogs that ask for a file are always closed by Escape.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

import assets

WIDTH, HEIGHT = 1280, 800
REST = 60.0  # seconds between two rests
PATIENCE = 30.0
FILE_DIALOGS = ("Open a document", "Save the document", "Export the picture", "Save ", "Open ")
KEYS = (
    "Tab Tab Tab Return Return Return shift+Return Escape Escape space F2 F2 1 2 3 Left Right Up Down "
    "alt+Up alt+Down Delete shift+Delete BackSpace Home End Next Prior ctrl+a ctrl+c ctrl+x ctrl+v "
    "ctrl+shift+v ctrl+d ctrl+t ctrl+0 ctrl+plus ctrl+minus ctrl+1 ctrl+2 ctrl+3 ctrl+4 ctrl+z ctrl+z "
    "ctrl+z ctrl+z ctrl+y ctrl+shift+z ctrl+f F3 shift+F3 F4 F5 F6 shift+F6 ctrl+F5 F7 F8 F9 shift+F5 ctrl+Return "
    "ctrl+shift+F5 ctrl+shift+p ctrl+l ctrl+e ctrl+s F1 alt+1 alt+2 alt+3 alt+4 alt+5 ctrl+alt+1 "
    "ctrl+alt+2 ctrl+alt+3 ctrl+alt+4 ctrl+alt+5 ctrl+shift+c ctrl+alt+c ctrl+shift+0 shift+Tab Menu "
    "alt+e alt+a alt+l alt+v alt+s alt+h"
)
TEXTS = (
    "a", "Lucky?", "1/2", "90%", "#", "1/0", "x: y (1/3)", "-5", "two steps", "p + q", "9**9",
    "1e300*1e300", "<b>bold</b><img src=x>", "$A^+ \\succ A$", "$\\frac{", "ünïcödé ≻ ∥", "0.1",
    "((((((1))))))", "tidy", "equal", "grow", "dark",
)  # fmt: skip

#: What the window manager does: it raises, moves and closes windows.  It has no menus, since one of
#: them would end it, and hides nothing, since no key of the program's brings that back.
MANAGER = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><titleLayout>NLC</titleLayout></theme>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <mouse>
    <context name="Titlebar">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
      <mousebind button="Left" action="Drag"><action name="Move"/></mousebind>
    </context>
    <context name="Close">
      <mousebind button="Left" action="Click"><action name="Close"/></mousebind>
    </context>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
      <mousebind button="Right" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""


class Program:
    """One run of the program in its own folder, and what it needs."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
            "PYTHONFAULTHANDLER": "1",
        }
        self.environment.pop("QT_QPA_PLATFORM", None)
        path = folder / "tree.quandary.json"
        path.write_text(assets.example_text("shutdown"), encoding="utf-8")
        self.errors = (folder / "errors").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app", str(path)],
            cwd=folder, env=self.environment, stderr=self.errors, stdout=self.errors,
        )  # fmt: skip

    def x(self, *arguments: object) -> str:
        """One call of xdotool; what it says."""
        done = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env=self.environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        return done.stdout.strip()

    @property
    def title(self) -> str:
        """What the active window is called."""
        return self.x("getactivewindow", "getwindowname")

    @property
    def memory(self) -> int:
        """MB of memory that the process has now."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024
        return 0

    def said(self) -> str:
        """What the program wrote to standard error."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.errors.close()


class Monkey:
    """Does random things; `did` are the last ones, `counts` tells how often each kind was done."""

    def __init__(self, program: Program, draw: random.Random) -> None:
        self.program = program
        self.draw = draw
        self.did: deque[str] = deque(maxlen=60)
        self.counts: Counter[str] = Counter()
        self._does: list[tuple[Callable[[], None], int]] = [
            (self.key, 40), (self.type, 14), (self.click, 18), (self.double_click, 4),
            (self.drag, 12), (self.wheel, 5), (self.menu, 4), (self.palette, 3), (self.resize, 1),
        ]  # fmt: skip

    def step(self) -> None:
        """One random thing, and Escape where a dialog stands in the way."""
        title = self.program.title
        if title.startswith(FILE_DIALOGS):
            self._x("key", "Escape")
            return
        if "Quandary" not in title and self.draw.random() < 0.3:
            self._x("key", "Escape")
            return
        does, weights = zip(*self._does, strict=True)
        (do,) = self.draw.choices(does, weights)
        self.counts[do.__name__] += 1
        do()

    def rest(self) -> bool:
        """Close everything but one window and begin an empty tree; whether that came about."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.program.process.poll() is None:
            for _ in range(4):
                self._x("key", "Escape")
            shown = self.windows()
            main = [window for window, title in shown.items() if title.endswith("Quandary")]
            others = [window for window in shown if window not in main[:1]]
            if others:
                self._x("windowactivate", "--sync", others[0], "key", "alt+F4")
            elif main:
                self._x("windowactivate", main[0], "key", "ctrl+n")
            time.sleep(0.4)
            if any(window not in shown for window in self.windows()):  # changes are not saved
                self._x("key", "Tab", "space")  # from Save, which has the focus, to Discard
                time.sleep(0.4)
            if not others and self.program.title.startswith("Untitled"):
                return True
        return False

    def windows(self) -> dict[str, str]:
        """The windows of the program that can be seen, and their titles."""
        shown = self._search("--onlyvisible", "--name", ".")
        return {window: self.program.x("getwindowname", window) for window in shown}

    def _search(self, *how: str) -> list[str]:
        """The windows of the program, as the window manager knows them."""
        return self.program.x("search", "--all", "--pid", self.program.process.pid, *how).split()

    def _x(self, *arguments: object) -> None:
        self.did.append(" ".join(map(str, arguments)))
        self.program.x(*arguments)

    def _point(self) -> tuple[int, int]:
        if self.draw.random() < 0.6:  # where the tree is
            return self.draw.randrange(80, 880), self.draw.randrange(90, 700)
        return self.draw.randrange(WIDTH), self.draw.randrange(HEIGHT)

    def key(self) -> None:
        self._x("key", self.draw.choice(KEYS.split()))

    def type(self) -> None:
        self._x("type", "--delay", 2, self.draw.choice(TEXTS))
        if self.draw.random() < 0.5:
            self._x("key", self.draw.choice(("Return", "Tab")))

    def click(self) -> None:
        button = self.draw.choice((1, 1, 1, 1, 1, 3))
        self._x("mousemove", *self._point(), "click", button)

    def double_click(self) -> None:
        self._x("mousemove", *self._point(), "click", "--repeat", 2, "--delay", 40, 1)

    def drag(self) -> None:
        start, end = self._point(), self._point()
        if self.draw.random() < 0.4:  # from the palette
            start = 44, self.draw.choice((122, 190, 258))
        between = [(a + b) // 2 for a, b in zip(start, end, strict=True)]
        self._x("mousemove", *start, "mousedown", 1, "mousemove", *between, "sleep", 0.03,
                "mousemove", *end, "sleep", 0.03, "mouseup", 1)  # fmt: skip

    def wheel(self) -> None:
        turn = "ctrl" if self.draw.random() < 0.5 else ""
        keys = (("keydown", turn), ("keyup", turn)) if turn else ((), ())
        self._x(*keys[0], "mousemove", *self._point(), "click", self.draw.choice((4, 5)), *keys[1])

    def menu(self) -> None:
        self._x("key", self.draw.choice(("alt+e", "alt+a", "alt+l", "alt+v", "alt+s", "alt+h")))
        for _ in range(self.draw.randrange(12)):
            self._x("key", "Down")
        self._x("key", "Return")

    def palette(self) -> None:
        self._x("key", "ctrl+shift+p")
        self._x("type", "--delay", 2, self.draw.choice(("al", "co", "gr", "ze", "an", "li", "ed")))
        self._x("key", "Return")

    def resize(self) -> None:
        wide, high = self.draw.randrange(500, WIDTH), self.draw.randrange(400, HEIGHT)
        if self.draw.random() < 0.6:
            wide, high = WIDTH, HEIGHT - 30
        active = self.program.x("getactivewindow")
        if active:
            self._x("windowsize", active, wide, high, "windowmove", active, 0, 20)


class Display:
    """An X server with a window manager, as long as the block runs."""

    def __enter__(self) -> str:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
             "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as number:
            name = f":{number.readline().strip()}"
        self._settings = tempfile.NamedTemporaryFile("w", suffix=".xml")
        self._settings.write(MANAGER)
        self._settings.flush()
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable", "--config-file", self._settings.name],
            env=os.environ | {"DISPLAY": name},
            stderr=subprocess.DEVNULL,
        )
        return name

    def __exit__(self, *_: object) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)
        self._settings.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", type=argparse.FileType("a"), default=sys.stdout)
    wanted = parser.parse_args()
    missing = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"{', '.join(missing)} must be installed first.")
    with tempfile.TemporaryDirectory(prefix="monkey") as name, Display() as display:
        faults = _run(wanted, Path(name), display)
    raise SystemExit(1 if faults else 0)


def _run(wanted: argparse.Namespace, home: Path, display: str) -> int:
    def say(text: str) -> None:
        print(f"{(time.monotonic() - started) / 60:6.1f} min  {text}", file=wanted.log, flush=True)

    started = time.monotonic()
    draw = random.Random(wanted.seed)
    counts: Counter[str] = Counter()
    runs = crashes = hangs = warnings = quits = 0
    program: Program | None = None
    while time.monotonic() - started < 60 * wanted.minutes:
        runs += 1
        folder = home / str(runs)
        folder.mkdir()
        program = Program(folder, display)
        monkey = Monkey(program, draw)
        time.sleep(4)
        resting, heard = time.monotonic(), ""
        while time.monotonic() - started < 60 * wanted.minutes:
            monkey.step()
            said = program.said()
            if program.process.poll() is not None or "Traceback" in said:
                break
            if said != heard:
                warnings += 1
                say(f"WARNING\n{said[len(heard) :]}\nlast: {'; '.join(list(monkey.did)[-12:])}")
                heard = said
            if time.monotonic() - resting > REST:
                if not monkey.rest():
                    if program.process.poll() is None:
                        hangs += 1
                        windows = ", ".join(monkey.windows().values())
                        say(f"HANG; active: “{program.title}”, to be seen: {windows or 'none'}")
                        say(f"last: {'; '.join(monkey.did)}")
                    break
                resting = time.monotonic()
                say(f"{sum((counts + monkey.counts).values()):>7,} actions  {program.memory} MB")
        counts += monkey.counts
        code, said = program.process.poll(), program.said()
        if "Traceback" in said or code not in (None, 0):
            crashes += 1
            say(f"CRASH, exit code {code}\n{said}\nlast: " + "\n      ".join(monkey.did))
        elif code == 0:
            quits += 1
        program.stop()
    say(
        f"{sum(counts.values()):,} actions ({dict(counts)}), {runs} runs ({quits} ended by Quit): "
        f"{crashes} crashes, {hangs} hangs, {warnings} warnings"
    )
    return crashes + hangs + warnings


if __name__ == "__main__":
    main()
