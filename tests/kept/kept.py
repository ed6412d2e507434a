"""Texts that were read and found good, and how today's are compared with them.

    KEEP_TEXTS=1 python -m pytest tests/solver    writes them anew (then read them: git diff)

They stand in ``tests/kept/texts/``.
"""

import os
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "texts"


def compare(name: str, text: str) -> None:
    """Fail where a text is not the one that is kept, with the lines that differ."""
    file = FOLDER / name
    if os.environ.get("KEEP_TEXTS"):
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()
