"""The recipe "to add a verb", tried: one file, and the help, the entry point and the verb itself know it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import assets
from app.cli import verbs
from app.cli.verb import Verb
from app.main import main

Capture = pytest.CaptureFixture[str]

TOY = '''
"""``quandary nodes``: how many nodes of each kind a tree has."""

import argparse
from collections import Counter

from app.cli.output import as_json
from app.cli.reading import add_document, add_json, guarded
from app.cli.verb import Verb


def _arguments(part):
    add_document(part)
    add_json(part)


def _nodes(options):
    def show(document):
        kinds = Counter(str(document.nodes[id_].kind) for id_ in document.tree)
        print(as_json(kinds) if options.json else ", ".join(f"{n} {k}" for k, n in kinds.items()))

    return guarded(options.file, options, show)


VERB = Verb(_nodes, "how many nodes of each kind there are", _arguments)
'''


@pytest.fixture
def shutdown(tmp_path: Path) -> str:
    path = tmp_path / "shutdown.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    return str(path)


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "verbs"
    folder.mkdir()
    (folder / "nodes.py").write_text(TOY, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(verbs, "__path__", [*verbs.__path__, str(folder)])
        yield
        sys.modules.pop("app.cli.verbs.nodes", None)
        vars(verbs).pop("nodes", None)


def test_it_is_listed_and_used(toy: None, shutdown: str, capsys: Capture) -> None:
    assert main(["--help"]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    assert "Model Context Protocol nodes how many nodes of each kind there are" in listed
    assert main(["nodes", shutdown]) == 0  # no window is opened
    assert capsys.readouterr().out == "1 chance, 2 choice, 4 outcome\n"
    assert main(["nodes", shutdown, "--json"]) == 0
    assert capsys.readouterr().out == '{"chance": 1, "choice": 2, "outcome": 4}\n'
    assert main(["nodes", f"{shutdown}.not"]) == 1
    assert capsys.readouterr().err == f"quandary: {shutdown}.not: There is no such file.\n"
    assert main(["nodes"]) == 2
    assert "required: file" in capsys.readouterr().err


def test_it_is_gone_with_its_file(shutdown: str, capsys: Capture) -> None:
    assert "nodes" not in verbs.names()
    assert main(["nodes", shutdown]) == 2  # two files: neither a verb nor a window
    assert capsys.readouterr().err.startswith("quandary: usage: ")


def test_every_file_in_the_folder_is_a_verb() -> None:
    files = {path.stem for path in Path(verbs.__file__).parent.glob("*.py")} - {"__init__"}
    assert set(verbs.names()) == files
    assert set(verbs.ORDER) <= files
    assert all(isinstance(verbs.verb(name), Verb) for name in files)


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["solver.rules", "solver.checks", "numpy", "PySide6"]),
        (["schema"], ["solver.rules", "solver.document", "msgspec", "app.cli.verbs.solve"]),
        (["solve", "--help"], ["app.cli.verbs.export", "app.export", "PySide6"]),
        (["export", "--help"], ["app.cli.verbs.solve", "PySide6", "PIL"]),
    ],
    ids=["help", "schema", "solve", "export"],
)
def test_only_what_is_asked_for_is_loaded(arguments: list[str], absent: list[str]) -> None:
    code = (
        f"import sys; from app.main import main; code = main({arguments}); "
        f"print(*(name for name in {absent} if name in sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "\n")
