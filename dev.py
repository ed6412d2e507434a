#!/usr/bin/env python3
"""Set up Quandary and run it, or set it up and test it: the README's two commands.

    python3 dev.py run [FILE]   open the window (where there is no display: solve and export instead)
    python3 dev.py test [ARG…]  the whole gate: ruff, mypy, import contracts, pytest
    python3 dev.py manual [FOLDER]  the manual as a site of plain files, in build/manual by default
    python3 dev.py translate [LANGUAGE]  the catalogues of texts in line with the code; one for a new language begun
    python3 dev.py bundle [FOLDER]  the program with all that it needs, Python included, in build/bundle by default

Needs only Python's standard library.  Everything is installed into `.venv` beside this file;
missing system libraries are installed where that is allowed (root on Debian or Ubuntu), else the
one line that installs them is printed.  The second time nothing is installed and it starts at once.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "quandary-setup.txt"

# Debian package → the shared library that shows whether it is there.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TEST_PROGRAMS = {
    "xvfb": "Xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus": "dbus-daemon",
    "librsvg2-bin": "rsvg-convert",
    "poppler-utils": "pdftotext",
    "graphviz": "dot",
    "chromium": "chromium",
    "chromium-driver": "chromedriver",
    "texlive-latex-base": "pdflatex",
    "appstream": "appstreamcli",
    "desktop-file-utils": "desktop-file-validate",
    "fish": "fish",
    "groff": "groff",
    "libglib2.0-bin": "gio",
    "libxml2-utils": "xmllint",
    "make": "make",
    "shared-mime-info": "update-mime-database",
    "zsh": "zsh",
    "texlive-xetex": "xelatex",
    "texlive-luatex": "lualatex",
}
# What has no program of its own, with a file of it.
TEST_FILES = {
    "at-spi2-core": "/usr/share/dbus-1/services/org.a11y.Bus.service",
    "texlive-pictures": "/usr/share/texlive/texmf-dist/tex/latex/pgf/basiclayer/pgf.sty",
    "texlive-latex-recommended": "/usr/share/texlive/texmf-dist/tex/latex/beamer/beamer.cls",
    "lmodern": "/usr/share/texmf/tex/latex/lm/lmodern.sty",
    "texlive-latex-extra": "/usr/share/texlive/texmf-dist/tex/latex/standalone/standalone.cls",
}


def say(text: str) -> None:
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> None:
    say(text)
    raise SystemExit(1)


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages(*, testing: bool) -> list[str]:
    """The Debian packages that Quandary needs on this machine and does not find."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = dict(LIBRARIES)
    if testing or has_display():
        libraries |= SCREEN_LIBRARIES
    missing = [package for package, library in libraries.items() if not has_library(library)]
    if not any(Path("/usr/share/fonts").rglob("*.[to]tf")):
        missing.append("fonts-dejavu-core")
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if testing:
        missing += [
            package for package, program in TEST_PROGRAMS.items() if not shutil.which(program)
        ]
        missing += [package for package, file in TEST_FILES.items() if not Path(file).exists()]
    return missing


def install_system_packages(packages: list[str]) -> None:
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        stop(f"Please install what Debian calls {' '.join(packages)}, then call this again.")
    if os.geteuid() != 0:
        allowed = f"sudo {line}" if shutil.which("sudo") else f"su --login --command '{line}'"
        stop(
            f"Some system packages are missing. Please run this line, then call this again:\n"
            f"    {allowed}"
        )
    say(f"Installing system packages: {' '.join(packages)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "env": environment}
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
    if subprocess.run(line.split(), check=False, **quiet).returncode != 0:
        stop(f"The system packages could not be installed. The line was:\n    {line}")


def set_up(*, testing: bool) -> None:
    """Make `.venv` hold what `pyproject.toml` asks for; do nothing if it does already."""
    facts = [str(ROOT), sys.version, (ROOT / "pyproject.toml").read_text(encoding="utf-8")]
    digest = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() and PYTHON.exists() else []
    if done[:1] == [digest] and (done[1:] == ["test"] or not testing):
        return
    if done[:1] != [digest]:
        say(f"Setting up {VENV.name} (once; this takes a minute) …")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    target = f"{ROOT}[{'dev' if testing else 'gui'}]"
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Most of what is installed for tests is never imported: what is, is compiled then.
    compiling = ["--no-compile"] if testing else []
    command = [*pip, *compiling, "--editable", target]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        stop("The Python packages could not be installed; pip says why above.")
    for package in ("app", "assets", "solver", "widgets"):  # the first start is as quick as others
        subprocess.run([str(PYTHON), "-m", "compileall", "-q", package], cwd=ROOT, check=False)
    STAMP.write_text(f"{digest} {'test' if testing else 'run'}\n", encoding="utf-8")


def start(*arguments: str, quiet: bool = False, **environment: str) -> subprocess.Popen:
    """Start a module of the environment with the project's root as the working folder."""
    command = [str(PYTHON), "-m", *arguments]
    heard = subprocess.DEVNULL if quiet else None
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=heard)


def call(*arguments: str, **environment: str) -> int:
    return start(*arguments, **environment).wait()


def run(arguments: list[str]) -> int:
    files = [str(Path(argument).resolve()) for argument in arguments]
    if has_display():
        return call("app", *(files or ["--example", "shutdown"]))
    say("There is no display, so the window cannot open. Solving the shutdown example instead:")
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    document, picture = folder / "shutdown.quandary.json", folder / "shutdown.png"
    code = call("app", "examples", "shutdown", "-o", str(document))
    code = code or call("app", "solve", str(document), "--rule", "dsm")
    code = code or call("app", "export", str(document), "-o", str(picture), "--rule", "dsm")
    if code == 0:
        say(f"The picture is {picture}")
    return code


def manual(arguments: list[str]) -> int:
    folders = [str(Path(argument).resolve()) for argument in arguments[:1]]
    return call("app.site", *folders, QT_QPA_PLATFORM="offscreen")


def translate(arguments: list[str]) -> int:
    return call("app.packaging.catalogues", *arguments)


def bundle(arguments: list[str]) -> int:
    """A folder that runs where there is no Python; for the system on which it is made."""
    folder = Path(arguments[0] if arguments else ROOT / "build" / "bundle").resolve()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        say("Making an environment for the bundle (this takes some minutes) …")
        subprocess.run([sys.executable, "-m", "venv", str(work / "env")], check=True)
        python = work / "env" / PYTHON.relative_to(VENV)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        wanted = [f"{ROOT}[gui,xlsx]", "pyinstaller>=6.11"]
        if subprocess.run([*pip, *wanted], check=False).returncode != 0:
            stop("The Python packages could not be installed; pip says why above.")
        entry = work / "entry.py"
        entry.write_text("import sys\nfrom quandary.app.main import main\nsys.exit(main())\n")
        # flint’s compiled modules import others that nobody sees from outside
        collected = (
            "--collect-all=quandary",
            "--copy-metadata=quandary",
            "--collect-submodules=flint",
        )
        data = [f"--collect-data={name}" for name in ("latex2mathml", "ziafont", "ziamath")]
        call_of = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--onedir",
                   "--name=quandary", *collected, *data, "--exclude-module=tkinter",
                   f"--distpath={folder}", f"--workpath={work}", f"--specpath={work}", str(entry)]  # fmt: skip
        code = subprocess.run(call_of, cwd=work, check=False).returncode
    if code == 0:
        say(f"The program is {folder / 'quandary' / 'quandary'}")
    return code


def test(arguments: list[str]) -> int:
    if arguments:  # a part of the tests, for work in progress
        return call("pytest", *arguments)
    # One process more than there are cores: tests of windows wait a third of their time.
    at_once = min((os.cpu_count() or 1) + 1, 4)
    kept = {"PYTHONDONTWRITEBYTECODE": ""}  # what is compiled, is compiled once
    fresh = not (ROOT / "tests" / "__pycache__").exists()
    for step in [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("tests.imports",),
        ("mypy",),
        ("pytest", "-n", str(at_once), "--dist", "worksteal"),
    ]:
        say(" ".join(step))
        reading = None
        if fresh and step == ("mypy",):  # which has one core: another compiles the tests meanwhile
            reading = start("pytest", "--collect-only", quiet=True, **kept)
        code = call(*step, **kept)
        if reading is not None:
            reading.wait()  # what it did not like, the tests themselves will say
        if code:
            say(f"{step[0]} found something, see above.")
            return code
    return 0


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells users of older ones
        stop(f"Quandary needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    commands = {
        "run": run, "test": test, "manual": manual, "translate": translate, "bundle": bundle,
    }  # fmt: skip
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print(__doc__)
        return 2
    testing = sys.argv[1] == "test"
    developing = testing or sys.argv[1] == "translate"
    if missing := missing_packages(testing=testing):
        install_system_packages(missing)
    if commands[sys.argv[1]] is not bundle:  # which makes an environment of its own
        set_up(testing=developing)
    return commands[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
