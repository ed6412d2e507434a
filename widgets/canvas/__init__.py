"""The canvas: the tree as it is seen and touched."""

from widgets.canvas.view.canvas import Canvas
from widgets.canvas.view.dropping import MIME
from widgets.canvas.view.guides import Snapping

__all__ = ["MIME", "Canvas", "Snapping"]
