"""The wheel and the sdist in empty environments: with and without Qt, on every Python that is there.

    python -m tests.bench.installs [FOLDER]      a table; exit 1 where something does not hold

Pythons are looked for on the path and among those of pyenv and uv, from 3.11 on.  Each environment also holds a
distribution that ships ``app/``, and everything runs in a folder with a ``solver.py`` of somebody else's.  FOLDER (a
temporary one by default) keeps the environments.  Needs a package index.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
OLDEST: Final = 11
OFFSCREEN: Final = "This plugin does not support propagateSizeHints()"  # Qt speaking of itself
LIBRARY: Final = """
import sys, quandary
document = quandary.example("shutdown")
solution = quandary.solve(document, "dsm")
assert solution.plans_total == 4 and quandary.improve(document).dominated
assert "<svg" in solution._repr_html_()
assert not any(name.startswith("PySide6") for name in sys.modules)
import app
assert app.MINE
print(quandary.__version__)
"""


def pythons() -> Iterator[tuple[str, str]]:
    """The version and the path of each, one of each minor version."""
    homes = [Path.home() / ".pyenv/versions", Path.home() / ".local/share/uv/python"]
    found = [str(path) for home in homes if home.is_dir() for path in home.glob("*/bin/python3")]
    found += [path for minor in range(OLDEST, 20) if (path := shutil.which(f"python3.{minor}"))]
    known: dict[str, str] = {}
    for path in found:
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"Python (3\.(\d+))", asked.stdout)
        if version is not None and int(version[2]) >= OLDEST:
            known.setdefault(version[1], path)
    return iter(sorted(known.items(), key=lambda entry: int(entry[0].partition(".")[2])))


def built(folder: Path) -> list[Path]:
    """A wheel and an sdist, made of a copy of this checkout."""
    copy = folder / "source"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".*", "tests", "__pycache__", "*.egg-info")
    )
    build = (
        "import sys; from setuptools import build_meta as b; getattr(b, sys.argv[2])(sys.argv[1])"
    )
    for kind in ("build_wheel", "build_sdist"):
        command = [sys.executable, "-c", build, str(folder), kind]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]


def stranger(folder: Path) -> Path:
    """A distribution that ships ``app/``."""
    package = folder / "stranger" / "app"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("MINE = True\n")
    (package.parent / "pyproject.toml").write_text(
        '[project]\nname = "stranger"\nversion = "1"\n[tool.setuptools]\npackages = ["app"]\n'
    )
    return package.parent


def tried(python: str, package: Path, other: Path, place: Path, *, window: bool) -> str:
    """What went wrong with it in an environment of its own; empty if nothing did."""
    subprocess.run([python, "-m", "venv", str(place)], check=True)
    run, wanted = place / "bin", f"{package}[gui]" if window else str(package)
    pip = [str(run / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*pip, wanted, str(other)], capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    work = place / "work"
    work.mkdir()
    (work / "solver.py").write_text("raise SystemExit('a stranger ran')\n")
    (work / "tree.json").write_bytes((ROOT / "assets/examples/shutdown.json").read_bytes())
    said: list[str] = []
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    clean["QT_QPA_PLATFORM"] = "offscreen"

    def call(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(run / command[0]), *command[1:]], cwd=work, env=clean, capture_output=True, text=True, check=False
        )  # fmt: skip

    library = call("python", "-c", LIBRARY)
    if library.returncode:
        said.append(library.stderr.strip().splitlines()[-1])
    solved = call("quandary", "solve", "tree.json", "--rule", "dsm")
    if "4 plans are permitted" not in solved.stdout:
        said.append(f"solve: {solved.stderr.strip()}")
    same = call("python", "-m", "quandary", "solve", "tree.json", "--rule", "dsm")
    if same.stdout != solved.stdout:
        said.append("python -m quandary says something else")
    for suffix in ("svg", "tex", "dot", "html"):
        call("quandary", "export", "tree.json", "-o", f"tree.{suffix}")
        if not (work / f"tree.{suffix}").exists():
            said.append(f"no .{suffix}")
    pixels = call("quandary", "export", "tree.json", "-o", "tree.png")
    if window is not (work / "tree.png").exists():
        said.append(f"png: {pixels.stderr.strip()}")
    if window:
        said += _opened(run, work, clean)
    else:
        for opened in (call("quandary-gui"), call("quandary", "tree.json")):
            if (
                opened.returncode != 1
                or "quandary[gui]" not in opened.stderr
                or opened.stderr.count("\n") != 1
            ):
                said.append(f"the window: {opened.stderr.strip()}")
    return "; ".join(said)


def _opened(run: Path, work: Path, environment: dict[str, str]) -> list[str]:
    """The window opens, stays, and ends when it is told to."""
    opened = subprocess.Popen(
        [str(run / "quandary-gui"), "tree.json"], cwd=work, env={**environment, "XDG_CONFIG_HOME": str(work)},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(8)
    if opened.poll() is not None:
        return [f"the window closed: {opened.communicate()[1].strip()}"]
    opened.send_signal(signal.SIGTERM)
    try:
        _, errors = opened.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        opened.kill()
        return ["the window does not end"]
    errors = errors.replace(OFFSCREEN, "").strip()
    return [f"the window: {errors}"] if errors else []


def main() -> int:
    kept = sys.argv[1:]
    folder = Path(kept[0] if kept else tempfile.mkdtemp(prefix="quandary-installs-"))
    folder.mkdir(exist_ok=True)
    packages, other, failed = built(folder), stranger(folder), False
    for version, python in pythons():
        for package in packages:
            for window in (False, True):
                kind = "wheel" if package.suffix == ".whl" else "sdist"
                place = folder / f"{version}-{kind}-{'gui' if window else 'bare'}"
                problem = tried(python, package, other, place, window=window)
                failed = failed or bool(problem)
                print(
                    f"{version:5} {kind} {'with Qt' if window else 'bare   '}  {problem or 'all holds'}",
                    flush=True,
                )
                shutil.rmtree(place, ignore_errors=True)
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
