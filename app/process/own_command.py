"""How this program starts itself again, whatever lies in the current folder."""

import sys
from pathlib import Path

import app


def own_command() -> list[str]:
    """What makes Python run this program, and never a file of the same name in the current folder."""
    if getattr(sys, "frozen", False):
        return []
    name = app.__name__  # within a package, once installed
    place = str(Path(app.__file__).resolve().parents[1 + name.count(".")])
    begin = (
        f"import sys; sys.path.insert(0, {place!r}); from {name}.main import main; sys.exit(main())"
    )
    return ["-P", "-c", begin]
