"""The solver as a library: what its docstrings show is what happens, and no Qt comes along."""

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import solver
from app import library


def test_the_examples_in_docstrings_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quandary", library)  # as users know it
    # It would ask, for each docstring, whether any file has changed that was ever imported.
    monkeypatch.setattr("linecache.checkcache", lambda filename=None: None)
    tried = 0
    every = (solver, *_modules())
    shown = [each for each in every if ">>>" in Path(str(each.__file__)).read_text("utf-8")]
    for module in shown:  # to look for examples in the others takes seconds
        found = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
        assert not found.failed, module.__name__
        tried += found.attempted
    assert tried >= 25


def _modules() -> list[ModuleType]:
    names = [entry.name for entry in pkgutil.walk_packages(solver.__path__, "solver.")]
    return [importlib.import_module(name) for name in names]


def test_what_is_offered_is_there() -> None:
    for name in solver.__all__:
        assert getattr(solver, name) is getattr(
            importlib.import_module(solver._HOME[name], "solver"), name
        )
    assert sorted(solver._HOME) == sorted(solver.__all__)


def test_solving_needs_no_qt() -> None:
    script = (
        "import sys; from assets import example_text; from solver import loads, solve;"
        "solve(loads(example_text('shutdown')), 'dsm');"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
