"""What a screen reader says of the window, asked over the real bus of assistive technology."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import assets
from tests import at_spi
from tests.at_spi import CHECKED, FOCUSABLE, SELECTED, SHOWING, Accessible, Bus
from tests.display import NEEDED, PATIENCE, wait_for, x_display

MISSING = [name for name in (*NEEDED, *at_spi.NEEDED) if not shutil.which(name)]
MISSING += [] if at_spi.SERVICE.exists() else ["at-spi2-core"]

pytestmark = [
    pytest.mark.x11,
    pytest.mark.timeout(300),  # each question waits for the program, on a busy machine for seconds
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

#: Parts of widgets that Qt itself makes and nobody goes to; and cells, which may be empty.
SILENT = {"cell", "filler", "grip", "layered pane", "scroll bar", "splitter"}


#: The keys that open dialogs, and what is there then.
DIALOGS = (
    ("ctrl+l", "dialog", "Look of the tree"),
    ("ctrl+e", "dialog", "Export the picture"),
    ("ctrl+shift+p", "text", "Find a command"),
    ("ctrl+f", "text", "Find a label, an outcome or a note"),
    ("F1", "dialog", "Manual"),
)


#: What is said of the document as it is opened.
VERDICT = (
    "DSM: 4 of 4 plans are permitted · 1 beaten by a mixture · Stated policy dominated by a policy"
)


class Program:
    """The program in a window of its own, with a reader at its bus."""

    def __init__(self, bus: Bus, env: dict[str, str]) -> None:
        self.bus, self._env = bus, env
        self.root = bus.applications()[0]

    def keys(self, *names: str) -> None:
        subprocess.run(["xdotool", "key", *names], env=self._env, check=True)

    def said_after(self, key: str) -> str:
        """What is announced once a key was pressed."""
        self.bus.said()
        self.keys(key)
        heard: list[str] = []
        wait_for(lambda: bool(heard.extend(self.bus.said()) or heard))
        return heard[-1]

    def windows(self) -> dict[str, Accessible]:
        """The windows of the program, by their titles."""
        found = ((each.name, each) for each in self.root.children())
        return {name: each for name, each in found if name.endswith("Quandary")}

    def find(self, role: str, name: str, inside: Accessible | None = None) -> Accessible | None:
        """What is shown with this role and name, if it is."""
        found = (inside or self.root).walk()
        return next((each for each in found if each.role == role and each.name == name), None)

    def there(self, role: str, name: str, inside: Accessible | None = None) -> Accessible:
        """The same, as soon as it is shown."""
        found: list[Accessible | None] = []

        def look() -> bool:
            found.append(self.find(role, name, inside))
            return found[-1] is not None

        wait_for(look)
        assert found[-1] is not None
        return found[-1]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    path = tmp_path / "shutdown.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    with x_display() as display, at_spi.session(os.environ | {"DISPLAY": display}, tmp_path) as env:
        bus = Bus(env["DBUS_SESSION_BUS_ADDRESS"])
        command = [sys.executable, "-m", "app", str(path)]
        with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as process:
            try:
                wait_for(lambda: bool(bus.applications()))
                started = Program(bus, env)
                started.there("label", "4 of 4 plans are permitted")
                heard: list[str] = []  # the verdict is said once all of it is known
                wait_for(lambda: VERDICT in (heard.extend(bus.said()) or heard))
                yield started
                started.keys("ctrl+q")
                _, errors = process.communicate(timeout=PATIENCE)
            finally:
                process.kill()  # where it did not end: else it is waited for without end
        bus.close()
    assert errors == ""
    assert process.returncode == 0


def nameless(top: Accessible) -> list[str]:
    """What takes the focus and has no name, with what it lies in."""
    found = []

    def look(here: Accessible, inside: str) -> None:
        role, name = here.role, here.name
        if not name and role not in SILENT and here.has_state(FOCUSABLE):
            found.append(f"{role} in {inside}")
        for child in here.shown():
            look(child, name or inside)

    look(top, "")
    return found


def the_canvas_says_where_one_is(program: Program) -> None:
    said = {key: program.said_after(key) for key in ("Home", "Right", "Up")}
    assert said["Home"] == "Lucky?, chance node. The root."
    assert said["Right"] == (
        "Shut down? if lucky, choice node. After “lucky”, probability 90%. Permitted: “shut down” "
        "and “continue”. A gap between “shut down” and “continue”. Reached with probability 0.9."
    )
    assert said["Up"] == (
        "Shut down early if lucky, outcome. After “shut down”, policy 1/2, permitted. "
        "Value 0 · one step. Reached with probability 0.9, if the choices lead here."
    )
    assert program.said_after("shift+Left") == (
        "shut down if lucky, branch to Shut down early. Policy 1/2. Permitted. "
        "Value 0 · one step. Reached with probability 0.9, if the choices lead here."
    )
    assert program.said_after("shift+Down").startswith("continue if lucky, branch to Lucky task")
    assert program.said_after("shift+Left").startswith("lucky, branch to Shut down?. Prob")
    tree = program.there("tree", "Decision tree")
    items = [each for each in tree.children() if each.role == "tree item"]
    assert len(items) == 13
    assert [each.name for each in items][:4] == [
        "Lucky?, chance node",
        "lucky, branch to Shut down?",
        "Shut down? if lucky, choice node",
        "shut down if lucky, branch to Shut down early",
    ]
    program.said_after("Home")
    selected = [each.name for each in items if each.has_state(SELECTED)]
    assert selected == ["Lucky?, chance node"]
    assert tree.description == "Lucky?, chance node. The root."


def every_control_has_a_name(program: Program) -> None:
    drawer = program.there("filler", "Answers")
    assert nameless(program.root) == []
    pages = [each for each in drawer.walk() if each.name.startswith("Page ")]
    assert len(pages) >= 5
    for page in pages:
        page.press()
        wait_for(lambda page=page: page.has_state(CHECKED))
        assert nameless(drawer) == [], page.name
        if page.name == "Page Policy":
            sliders = [each for each in drawer.walk() if each.role == "slider"]
            assert [each.description for each in sliders] == ["1/2", "1/2"]
    pages[-1].press()
    panel = program.there("filler", "Panel")
    for name in ("Selected", "Document", "Verdict"):
        program.there("page tab", name, panel).press()
        assert nameless(panel) == [], name
    for name in ("Preferences", "Talk", "Tree"):
        program.there("radio button", name).press()
        assert nameless(program.root) == [], name
    for key, role, named in DIALOGS:
        program.keys(key)
        dialog = program.there(role, named)
        assert nameless(dialog) == [], named
        program.keys("Escape")
        wait_for(lambda dialog=dialog: not dialog.has_state(SHOWING))


def windows_come_and_go(program: Program) -> None:
    """What a screen reader has looked at is freed, and so is all at the end: see the fixture."""
    for _ in range(3):
        program.keys("ctrl+shift+n")
        wait_for(lambda: "Quandary" in program.windows())
        program.keys("ctrl+n")
        wait_for(lambda: "Untitled — Quandary" in program.windows())
        other = program.windows()["Untitled — Quandary"]
        program.there("tree", "Decision tree", other)
        assert nameless(other) == []
        program.keys("alt+F4")
        wait_for(lambda: list(program.windows()) == ["shutdown — Quandary"])


def test_what_a_screen_reader_says(program: Program) -> None:
    the_canvas_says_where_one_is(program)
    every_control_has_a_name(program)
    windows_come_and_go(program)
