"""What is installed is what is there: every package is named in pyproject.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_package_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("app", "assets", "solver", "widgets")
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert set(project["tool"]["setuptools"]["packages"]) == found


def test_every_asset_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["assets"]
    assets = ROOT / "assets"
    installed = {path for pattern in patterns for path in assets.glob(pattern)}
    needed = {*assets.glob("icons/*"), *assets.glob("examples/*"), *assets.glob("schema/*")}
    assert installed == needed
