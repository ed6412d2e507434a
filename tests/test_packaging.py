"""What is installed is one package, whole, and nobody else's files are taken for its own."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from app.packaging.one_package import ROOMS, within_package

ROOT = Path(__file__).resolve().parent.parent


def test_every_asset_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["assets"]
    assets = ROOT / "assets"
    installed = {path for pattern in patterns for path in assets.glob(pattern)}
    needed = {
        *assets.glob("icons/*"),
        *assets.glob("examples/*"),
        *assets.glob("schema/*"),
        *assets.glob("web/*"),
        *assets.glob("notebooks/*"),
        *assets.glob("desktop/*"),
        *assets.glob("manual/**/*.md"),
        *(file for file in assets.glob("locale/**/*") if file.is_file()),
    }
    assert installed == needed


def test_imports_of_the_rooms_are_taken_from_the_package() -> None:
    text = (
        "import assets\nimport solver as s\nfrom solver.rules import (\n    solve,\n)\nfrom json import dumps\n"
        "if True:\n    from app.main import main\nfrom .near import x\nimport solverless\n# from solver.rules\n"
    )
    assert within_package(text) == (
        "from quandary import assets\nfrom quandary import solver as s\nfrom quandary.solver.rules import (\n    solve,\n)\n"
        "from json import dumps\nif True:\n    from quandary.app.main import main\nfrom .near import x\nimport solverless\n"
        "# from solver.rules\n"
    )
    with pytest.raises(SystemExit, match="which can be moved"):
        within_package("import app.main\n")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel is unpacked, as installing it does."""
    work = tmp_path_factory.mktemp("wheel")
    tree = work / "clone"
    tree.mkdir()
    for name in (
        *ROOMS,
        "pyproject.toml",
        "README.md",
        "LICENSE",
    ):  # nothing is built in the clone itself
        (tree / name).symlink_to(ROOT / name)
    build = (
        "from setuptools import build_meta; import sys;"
        "print(build_meta.build_wheel(sys.argv[1], {'--global-option': []}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", build, str(work)], cwd=tree, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    (wheel,) = work.glob("*.whl")
    place = work / "installed"
    with zipfile.ZipFile(wheel) as packed:
        tops = {name.partition("/")[0] for name in packed.namelist()}
        packed.extractall(place)
    assert {top.partition("-")[0] for top in tops} == {"quandary"}  # and its dist-info
    for room in ROOMS:
        for module in (ROOT / room).rglob("*.py"):
            assert (place / "quandary" / module.relative_to(ROOT)).exists(), module
    return place


def strangers(folder: Path) -> Path:
    for name in ROOMS:
        (folder / f"{name}.py").write_text("raise SystemExit('a stranger ran')")
    return folder


def run(folder: Path, path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(path)},
    )  # fmt: skip


LIBRARY = """
import json, sys
import quandary
from quandary import branch, chance, choice, solve, tree
document = tree(
    choice("Drill?", branch("drill", chance("Oil?", branch("wet", "gusher", probability="1/5"),
        branch("dry", "nothing")), payoff=-70), branch("do not", "nothing")),
    outcomes={"gusher": 400, "nothing": 0},
)
shutdown = quandary.example("shutdown")
print(json.dumps([
    str(solve(document, "eu").value), solve(shutdown, "dsm").plans_total, quandary.improve(shutdown).dominated,
    sorted(quandary.__all__) == dir(quandary), any(name.startswith("PySide6") for name in sys.modules),
]))
"""


def test_the_installed_package_is_safe_beside_strangers(installed: Path, tmp_path: Path) -> None:
    folder = strangers(tmp_path)
    done = run(folder, installed, "-c", LIBRARY)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["10", 4, True, True, False]
    (folder / "tree.json").write_bytes((ROOT / "assets/examples/shutdown.json").read_bytes())
    solved = run(
        folder, installed, "-m", "quandary", "solve", "tree.json", "--rule", "dsm", "--json"
    )
    assert json.loads(solved.stdout)["plans_total"] == 4, solved.stderr
    assert (
        run(folder, installed, "-m", "quandary", "export", "tree.json", "-o", "tree.svg").stderr
        == ""
    )
    assert (folder / "tree.svg").exists()


AHEAD = """
import importlib.util, sys
from quandary.app.window.start.loading import AHEAD, called
print([name for name in AHEAD if importlib.util.find_spec(called(name)) is None])
print([name for name in sys.modules if name.partition(".")[0] in ("app", "solver", "widgets", "assets")])
"""


def test_what_is_loaded_behind_the_first_picture_is_found_there(
    installed: Path, tmp_path: Path
) -> None:
    done = run(strangers(tmp_path), installed, "-c", AHEAD)
    assert done.stdout.splitlines() == ["[]", "[]"], done.stderr


def test_in_a_clone_it_is_the_same_and_says_where_a_stranger_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "quandary").symlink_to(
        ROOT / "app" / "library"
    )  # as an editable installation maps it
    folder = tmp_path / "strangers"
    folder.mkdir()
    strangers(folder)
    done = run(folder, tmp_path / "path", "-c", LIBRARY)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["10", 4, True, True, False]
    taken = "import sys, types; sys.modules['solver'] = types.ModuleType('solver'); import quandary"
    refused = run(folder, tmp_path / "path", "-c", taken)
    assert "ImportError: Another “solver” has been imported" in refused.stderr
