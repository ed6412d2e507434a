"""The README renders as a package page shows it, and its recipes do what they say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from readme_renderer import markdown

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_renders_as_a_package_page() -> None:
    page = markdown.render(README)
    assert page is not None
    assert page.count("<h2 ") == len(re.findall(r"^## ", README, re.MULTILINE))
    assert "<pre>" in page
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert link.startswith("https:") or (ROOT / link).exists(), link


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_makefile_makes_figures(tmp_path: Path) -> None:
    block = next(part for part in README.split("\n\n    trees :=")[1:]).partition("\n\n```")[0]
    lines = ("trees :=" + block).partition("\nAnswers are exact")[0].splitlines()
    makefile = "\n".join(line.removeprefix("    ") for line in lines)
    (tmp_path / "Makefile").write_text(makefile, encoding="utf-8")
    (tmp_path / "trees").mkdir()
    (tmp_path / "figures").mkdir()
    shutil.copy(ROOT / "assets" / "examples" / "shutdown.json", tmp_path / "trees")
    program = tmp_path / "quandary"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m app "$@"\n')
    program.chmod(0o755)
    path = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["make", "-j2"], cwd=tmp_path, env=path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert r"\begin{tikzpicture}" in (tmp_path / "figures" / "shutdown.tex").read_text()
    assert "Dynamic Strong Maximality" in (tmp_path / "figures" / "shutdown.md").read_text()
