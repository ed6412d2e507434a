"""What a tree is drawn onto: a painter of Qt's (screen, PNG, PDF) or our own writer of SVG."""

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from widgets.canvas.svg import SvgSurface

Surface: TypeAlias = "QPainter | SvgSurface"
