"""What scripts and notebooks do: read and write files, build a tree in a few lines, and see what comes out."""

from importlib import import_module
from typing import cast

from solver.notebook import Renderer, show_with


def _notebook() -> Renderer:
    return cast(Renderer, import_module(f"{__name__}.notebook"))


show_with(_notebook)
