"""Whatever a file holds: it runs no code, reads no other file, reaches no network, writes only its target.

A process of its own does all that the command line offers with a document whose every text tries
one of these, while Python tells (by audit events) what it opens, starts and connects to.  What Qt
opens by itself Python does not see: so no picture may hold anything of the file that the labels
point at.
"""

import json
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

SECRET = "the-canary-sings-at-night"

WATCHED = """
import json, os, sys
told = open(os.environ["AUDIT"], "w")
NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "urllib.",
    "ftplib.", "smtplib.", "http.", "webbrowser.", "os.fork", "ctypes.dlopen", "shutil.", "os.remove",
    "os.rename", "os.symlink", "os.link", "os.mkdir", "os.rmdir", "os.chmod")
def listen(event, args):
    if event == "open" and isinstance(args[0], str | bytes) and told is not None:
        writes = bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if args[2] else False
        print(json.dumps(["write" if writes else "read", os.fsdecode(args[0])]), file=told, flush=True)
    elif event.startswith(NEVER):
        print(json.dumps([event, repr(args)[:300]]), file=told, flush=True)
from app.cli.command_line import run
import app.export.encode, app.cli.verbs.export, app.export.frame_files, solver.formats.importing.gambit
sys.addaudithook(listen)
codes = []
for arguments in json.loads(os.environ["RUNS"]):
    codes.append(run(arguments))
print(json.dumps(codes))
sys.stdout.flush()
os._exit(0)
"""


def hostile(secret: Path) -> str:
    """A document that can be solved and says something bad wherever there is a text."""
    bad = [
        f"file://{secret}", f"<img src='file://{secret}'>", f"<image href='{secret}'/>",
        rf"\\input{{{secret}}}", r"\\immediate\\write18{touch owned}", rf"$\\input{{{secret}}}$",
        "http://127.0.0.1:9/", "<img src='http://127.0.0.1:9/x.png'>", f"url({secret})",
        "__import__('os').system('touch owned')", "{0.__class__.__mro__}", "%(x)s", "../../owned",
        f"<!ENTITY x SYSTEM 'file://{secret}'>&x;", f"@import '{secret}'", f'shapefile="{secret}"',
        f'" image="{secret}', "`touch owned`", "$(touch owned)", "| touch owned",
    ]  # fmt: skip
    bad = [text.replace("\\\\", "\\") for text in bad]
    outcomes = [
        {"id": text, "label": text, "scale": text, "value": i, "notes": text}
        for i, text in enumerate(bad)
    ]
    nodes: list[dict[str, Any]] = [
        {"id": "root", "kind": "choice", "label": bad[0], "notes": bad[1]}
    ]
    nodes += [
        {"id": f"n {text}", "kind": "outcome", "outcome": text, "label": text, "notes": text}
        for text in bad
    ]
    branches = [
        {"id": f"b {text}", "from": "root", "to": f"n {text}", "label": text} for text in bad
    ]
    return json.dumps(
        {
            "format": "quandary",
            "version": 1,
            "title": "../../owned",
            "notes": bad[3],
            "outcomes": outcomes,
            "nodes": nodes,
            "branches": branches,
            "view": {
                "texts": [{"text": text, "x": 0, "y": 40 * i} for i, text in enumerate(bad)],
                "style": {"theme": f"file://{secret}", "font": str(secret)},
                "steps": [{"show": "structure", "name": text, "notes": text} for text in bad],
            },
            "extensions": {text: {"run": text, "include": text} for text in bad},
        }
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    text = hostile(tmp_path / "secret.txt")
    (tmp_path / "work" / "bad.quandary.json").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_reaches_nothing(place: Path) -> None:
    work, file = place / "work", "bad.quandary.json"
    pictures = [f"out.{suffix}" for suffix in ("svg", "pdf", "png", "tex", "dot")]
    frames = ["steps.pdf", "steps.tex", "steps.gif", "steps.svg"]
    runs = [
        ["check", file],
        ["solve", file, "--rule", "dsm", "--json"],
        ["rationalise", file, "--rule", "dsm"],
        ["paper", file, "--rule", "dsm"],
        *(["export", file, "-o", name, "--rule", "dsm"] for name in pictures),
        *(["export", file, "-o", name, "--frames", "--width", "400px"] for name in frames),
        *(["check", name] for name in ("out.svg", "out.pdf", "out.png")),  # they carry the tree
    ]
    before = set(place.rglob("*"))
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        cwd=work,
        env={
            "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen", "HOME": str(place / "home"),
            "AUDIT": str(place / "audit"), "RUNS": json.dumps(runs), "PATH": "/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    codes = json.loads(done.stdout.splitlines()[-1])
    assert codes == [0] * len(runs), done.stderr
    made = {
        str(path.relative_to(place)) for path in set(place.rglob("*")) - before if path.is_file()
    }
    targets = {f"work/{name}" for name in (*pictures, *frames[:3])}
    # fontconfig keeps what it finds in the home where that of the system is not up to date
    others = ("work/steps", "home/.cache/fontconfig/")
    assert {name for name in made if not name.startswith(others)} <= targets | {"audit"}
    assert targets <= made
    events = [json.loads(line) for line in (place / "audit").read_text("utf-8").splitlines()]
    assert ["read", file] in events  # the listener hears: the document, and what is written
    assert sum(kind == "write" for kind, _ in events) >= len(targets)
    others = {kind for kind, _ in events} - {"read", "write", "os.rename", "os.remove"}
    assert not others, [event for event in events if event[0] in others]
    for kind, what in events:
        assert "secret.txt" not in what, (kind, what)
        if kind == "write":
            written = (work / what).resolve()
            assert written.is_relative_to(work), what
    for name in made:
        data = (place / name).read_bytes()
        assert SECRET.encode() not in data
        assert all(SECRET.encode() not in stream for stream in _streams(data))


def _streams(data: bytes) -> list[bytes]:
    """What is packed within a PDF."""
    found = []
    for part in data.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return found
