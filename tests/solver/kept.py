"""Texts that are kept: what many examples give, line by line, in a file that a change shows up in.

Where a change is meant, ``QUANDARY_KEEP=1 python -m pytest tests/solver`` writes the files anew;
look at the difference before it is committed.
"""

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_kept(name: str, lines: Iterable[str]) -> None:
    """The lines are those of the file of this name, one by one."""
    file, text = FOLDER / f"{name}.txt", "".join(f"{line}\n" for line in lines)
    if os.environ.get("QUANDARY_KEEP"):
        file.write_text(text, encoding="utf-8")
    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()
