"""The notebooks run, each within a kernel of its own, and show what their text says."""

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "notebooks"

#: What must be among what a notebook shows.
SAID = {
    "shutdown-argument": (
        "4 of 4 plans are permitted", "1 beaten by a mixture", "Fraction(4, 9)", "('dsm', 4)",
    ),
    "expected-value-and-information": (
        "Fraction(10, 1)", "7/40", "Fraction(56, 1)", "<svg", "nothing, value −70",
    ),
    "sweep-and-figure": (
        "('naive', 3)", "('dsm', 2)", "'p': '0'", "souring.tex", "documentclass", "threshold.tex", "a permitted",
    ),
}  # fmt: skip


def test_every_notebook_is_tried() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(SAID)


@pytest.mark.parametrize("name", SAID)
@pytest.mark.filterwarnings("ignore")  # of the kernel's own libraries
def test_it_runs_and_shows_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "quandary").symlink_to(ROOT / "app" / "library")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)  # which would go stale
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "solver.py").write_text("raise SystemExit('a stranger ran')")
    NotebookClient(
        notebook, timeout=100, resources={"metadata": {"path": os.fspath(folder)}}
    ).execute()
    shown = "\n".join(_texts(notebook))
    for said in SAID[name]:
        assert said in shown, said


def _texts(notebook: Any) -> list[str]:
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            found += [str(output.get("text", "")), *map(str, output.get("data", {}).values())]
    return found
