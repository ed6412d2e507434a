"""``python -m quandary``: the same as the command ``quandary``."""

from app.main import main

if __name__ == "__main__":
    raise SystemExit(main())
