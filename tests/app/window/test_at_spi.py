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
from tests.at_spi import FOCUSABLE, Accessible, Bus
from tests.display import NEEDED, wait_for, x_display

MISSING = [name for name in (*NEEDED, *at_spi.NEEDED) if not shutil.which(name)]
MISSING += [] if at_spi.SERVICE.exists() else ["at-spi2-core"]

pytestmark = [
    pytest.mark.x11,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

#: Parts of widgets that Qt itself makes, which nobody goes to.
SILENT = {
    "filler",
    "scroll bar",
    "grip",
    "layered pane",
    "panel",
    "viewport",
    "splitter",
    "separator",
}


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
        wait_for(lambda: bool(heard.extend(self.bus.said()) or heard), 10)
        return heard[-1]

    def all(self) -> list[Accessible]:
        """All that is shown."""
        return list(self.root.walk())

    def find(self, role: str, name: str) -> Accessible:
        return next(each for each in self.all() if each.role == role and each.name == name)

    def windows(self) -> list[str]:
        return [f"{each.role} {each.name}" for each in self.root.children()]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    home: Path = tmp_path_factory.mktemp("home")
    path = home / "shutdown.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    with x_display() as display, at_spi.session(os.environ | {"DISPLAY": display}, home) as env:
        bus = Bus(env["DBUS_SESSION_BUS_ADDRESS"])
        command = [sys.executable, "-m", "app", str(path)]
        with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as process:
            wait_for(lambda: bool(bus.applications()))
            started = Program(bus, env)
            wait_for(lambda: "label 4 of 4 plans are permitted" in spoken(started))
            yield started
            started.keys("ctrl+q")
            _, errors = process.communicate(timeout=20)
        bus.close()
    assert errors == ""
    assert process.returncode == 0


def spoken(program: Program) -> list[str]:
    return [f"{each.role} {each.name}" for each in program.all()]


def nameless(program: Program) -> list[str]:
    """What takes the focus and has no name, with what it lies in."""
    found = []

    def look(here: Accessible, inside: str) -> None:
        role, name = here.role, here.name
        if not name and role not in SILENT and here.has_state(FOCUSABLE):
            found.append(f"{role} in {inside}")
        for child in here.children():
            if child.has_state(at_spi.SHOWING):
                look(child, name or inside)

    look(program.root, "")
    return found


def test_the_canvas_says_where_one_is(program: Program) -> None:
    said = {key: program.said_after(key) for key in ("Home", "Right", "Up")}
    assert said["Home"] == "Lucky?, chance node. The root."
    assert said["Right"] == (
        "Shut down? if lucky, choice node. After “lucky”, probability 90%. Permitted: “shut down” "
        "and “continue”. A gap between “shut down” and “continue”. Reached with probability 0.9."
    )
    assert said["Up"] == (
        "Shut down early if lucky, outcome. After “shut down”, policy 1/2, permitted. "
        "Value 0 · one step. Reached with probability 0.9, if so chosen."
    )
    assert program.said_after("shift+Left") == (
        "shut down if lucky, branch to Shut down early. Policy 1/2. Permitted. "
        "Value 0 · one step. Reached with probability 0.9, if so chosen."
    )
    assert program.said_after("shift+Down").startswith("continue if lucky, branch to Lucky task")
    assert program.said_after("shift+Left").startswith("lucky, branch to Shut down?. Prob")


def test_every_node_and_branch_is_an_object(program: Program) -> None:
    tree = program.find("tree", "Decision tree")
    items = [each for each in tree.children() if each.role == "tree item"]
    assert len(items) == 13
    assert [each.name for each in items][:4] == [
        "Lucky?, chance node",
        "lucky, branch to Shut down?",
        "Shut down? if lucky, choice node",
        "shut down if lucky, branch to Shut down early",
    ]
    program.said_after("Home")
    assert [each.name for each in items if each.has_state(at_spi.SELECTED)] == [
        "Lucky?, chance node"
    ]
    assert tree.description == "Lucky?, chance node. The root."


def test_every_control_of_every_page_has_a_name(program: Program) -> None:
    pages = [each for each in program.all() if each.name.startswith("Page ")]
    assert len(pages) >= 5
    for page in pages:
        page.press()
        assert nameless(program) == [], page.name
    pages[-1].press()
    for name in ("Selected", "Document", "Verdict"):
        program.find("page tab", name).press()
        assert nameless(program) == [], name
    for name in ("Preferences", "Talk", "Tree"):
        program.find("radio button", name).press()
        assert nameless(program) == [], name


def test_sliders_say_their_fraction(program: Program) -> None:
    page = next(each for each in program.all() if each.name == "Page Policy")
    page.press()
    sliders = [each for each in program.all() if each.role == "slider"]
    assert [each.description for each in sliders] == ["1/2", "1/2"]
    page.press()


@pytest.mark.parametrize(
    ("key", "window"),
    [
        ("ctrl+l", "Look of the tree"),
        ("ctrl+e", "Export"),
        ("ctrl+shift+p", "Find a command"),
        ("ctrl+f", "Find"),
        ("F1", "What the rule says"),
    ],
)
def test_every_control_of_every_dialog_has_a_name(program: Program, key: str, window: str) -> None:
    before = len(program.windows())
    program.keys(key)
    wait_for(lambda: len(program.windows()) > before or "text" in window, 10)
    assert nameless(program) == []
    program.keys("Escape")
    wait_for(lambda: len(program.windows()) == before, 10)
