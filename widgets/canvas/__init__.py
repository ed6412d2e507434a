"""The canvas: the tree as it is seen and touched."""

from widgets.canvas.view import MIME, Canvas

__all__ = ["MIME", "Canvas"]
