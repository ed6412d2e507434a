"""What the package’s docstrings show is what happens; outlines carry numbers; pictures are written from Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.scripting.building import outline
from app.scripting.exporting import export
from app.scripting.files import example
from solver.errors import QuandaryError
from solver.rules import solve

ROOT = Path(__file__).resolve().parents[3]

DOCTESTS = """
import doctest, quandary, sys
from app.scripting import building, exporting, files
found = [doctest.testmod(each, optionflags=doctest.NORMALIZE_WHITESPACE) for each in (quandary, building, files)]
assert not any(name.startswith("PySide6") for name in sys.modules)
found.append(doctest.testmod(exporting))  # which measures texts as Qt does, where it is installed
assert sum(each.attempted for each in found) >= 20
sys.exit(any(each.failed for each in found))
"""


def test_the_examples_in_docstrings_run_without_qt(tmp_path: Path) -> None:
    (tmp_path / "quandary").symlink_to(ROOT / "app" / "library")
    path = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", DOCTESTS], env=path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_outline_carries_values_scales_payoffs_and_probabilities() -> None:
    document = outline(
        """
        Lucky?
            lucky (9/10): Shut down?
                shut down [-1]: Stop = 2 {one step}
                continue: Done = 44% {two steps}
            unlucky: Stop = 2 {one step}
        """,
        equal=[("Stop", "Done")],
        title="T",
    )
    assert document.title == "T"
    stop, done = document.outcomes.values()
    assert (stop.label, stop.value.text, stop.scale) == ("Stop", "2", "one step")  # type: ignore[union-attr]
    assert (done.value.text, done.scale) == ("44%", "two steps")  # type: ignore[union-attr]
    assert document.preferences.equal == ((stop.id, done.id),)
    payoffs = [branch.payoff for branch in document.branches.values() if branch.payoff is not None]
    assert [payoff.text for payoff in payoffs] == ["-1"]  # type: ignore[union-attr]
    with pytest.raises(KeyError):
        outline("T\n a: x\n b: y", better=[("x", "z")])


@pytest.mark.parametrize("suffix", ["svg", "tex", "dot", "html"])
def test_pictures_are_written(suffix: str, tmp_path: Path) -> None:
    document = example("shutdown")
    export(document, tmp_path / f"plain.{suffix}")
    export(solve(document, "dsm"), tmp_path / f"solved.{suffix}", centimetres=9)
    assert (tmp_path / f"plain.{suffix}").read_bytes() != (
        tmp_path / f"solved.{suffix}"
    ).read_bytes()
    with pytest.raises(QuandaryError, match="none of them"):
        export(document, tmp_path / "tree.doc")
