"""Install everything as the one package ``quandary``, safe beside anybody’s ``app.py`` or ``solver``.

In a clone the rooms are ``app``, ``solver``, ``widgets`` and ``assets``, names that others use, too.  As a wheel is
built they are put into ``quandary``, and what they import of one another is imported from there.  Used by setuptools
(``tool.setuptools.cmdclass`` in pyproject.toml); an editable installation leaves everything where it is.
"""

import ast
import shutil
from pathlib import Path
from typing import Final

from setuptools.command.build_py import build_py
from setuptools.command.egg_info import egg_info

PACKAGE: Final = "quandary"
ROOMS: Final = ("app", "assets", "solver", "widgets")


class BuildOnePackage(build_py):
    """Builds as usual, then moves the rooms into the package."""

    def finalize_options(self) -> None:
        self.distribution.packages = with_package(self.distribution.packages)
        super().finalize_options()

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        built = Path(self.build_lib)
        for room in ROOMS:
            target = built / PACKAGE / room
            if target.exists():
                shutil.rmtree(target)
            shutil.move(built / room, target)
        for file in (built / PACKAGE).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            file.write_text(within_package(text), encoding="utf-8")


class OneTopLevel(egg_info):
    """Says of the distribution that it has this one package; asked first, whatever is built."""

    def finalize_options(self) -> None:
        self.distribution.packages = with_package(self.distribution.packages)
        super().finalize_options()

    def run(self) -> None:
        super().run()
        Path(self.egg_info, "top_level.txt").write_text(f"{PACKAGE}\n", encoding="utf-8")


def with_package(found: list[str] | None) -> list[str]:
    """The packages that were found, and the one that nobody finds by its folder."""
    return sorted({*(found or ()), PACKAGE})


def within_package(text: str) -> str:
    """A module of a room with what it imports of the rooms taken from the package."""
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and not node.level and _is_ours(node.module or ""):
            at = node.lineno - 1
            lines[at] = lines[at].replace(f"from {node.module}", f"from {PACKAGE}.{node.module}", 1)
        elif isinstance(node, ast.Import) and any(_is_ours(name.name) for name in node.names):
            at = node.lineno - 1
            (name,) = node.names  # one module a line, without dots: the linter sees to the first
            if "." in name.name:
                raise SystemExit(
                    f"“import {name.name}”: write “from … import …”, which can be moved."
                )
            lines[at] = lines[at].replace(
                f"import {name.name}", f"from {PACKAGE} import {name.name}", 1
            )
    return "".join(lines)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in ROOMS
