"""``python3 dev.py manual [FOLDER]``: the manual as a site of plain files."""

import sys
from pathlib import Path

from app.site.build import build


def main() -> int:
    """Write the site into the folder that is named; build/manual by default."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/manual")
    count = build(folder)
    print(f"Wrote {count} pages. Begin with {folder / 'index.html'}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
