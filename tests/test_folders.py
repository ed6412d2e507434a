"""Folders that one can survey."""

from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MOST_MODULES: Final = 16
#: Where every module is one thing of a kind that is added by one file.
ONE_OF_A_KIND: Final = {"app/cli/verbs"}


def test_no_folder_holds_more_than_one_can_survey() -> None:
    counted = Counter(
        str(path.parent.relative_to(ROOT))
        for room in ("app", "assets", "solver", "tests", "widgets")
        for path in (ROOT / room).rglob("*.py")
        if path.stem != "__init__"
    )
    assert counted["solver/rules"] > 5  # it counts
    assert {folder for folder, n in counted.items() if n > MOST_MODULES} == ONE_OF_A_KIND
