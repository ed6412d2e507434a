"""The canvas: the tree as it is seen and touched."""

from widgets.canvas.dropping import MIME
from widgets.canvas.guides import Snapping
from widgets.canvas.view import Canvas

__all__ = ["MIME", "Canvas", "Snapping"]
