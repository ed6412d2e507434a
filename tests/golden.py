"""Pictures that were looked at and found good, and how today's are made to be compared with them.

    python -m tests.golden        write them anew into tests/pictures/ (then look at them: git diff)

The font is the DejaVu Sans that comes with ziafont, whatever the machine has.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import ziafont
from PySide6.QtGui import QFontDatabase

import assets
from app.export.encode import encoded
from app.export.options import ExportOptions
from app.export.subject import Subject, ensure_application
from solver.document.style import THEMES, Style
from solver.edits import SetView
from solver.formats.quandary import loads
from solver.rules import solve
from tests.documents.charts import CHARTS
from widgets.charts.chart_picture import ChartPicture
from widgets.drawing.surfaces.svg_surface import SvgSurface

FOLDER: Final = Path(__file__).parent / "pictures"


def known_font() -> str:
    """Make the font known to Qt; its family."""
    (file,) = (Path(ziafont.__file__).parent / "fonts").glob("DejaVuSans.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


def pictures() -> Iterator[tuple[str, bytes]]:
    """The name of each and what it holds now."""
    ensure_application()
    family = known_font()
    for theme in THEMES:
        style = Style(theme=theme, family=family, title=True, legend=True, rolled_back=True)
        for suffix in (".svg", ".png"):
            yield f"shutdown-{theme}{suffix}", _made("shutdown", "dsm", style, suffix)
    style = Style(family=family, rolled_back=True, legend=True, dominated="faded")
    yield "oil.svg", _made("oil", "eu", style, ".svg")
    yield "oil-down.svg", _made("oil", "eu", style, ".svg", direction="down")
    yield "souring-straight.svg", _made("single-souring", "dsm", style, ".svg", branches="straight")
    dots = Style(family=family, shapes="dots", lotteries=True)
    yield "pizza-curved.svg", _made("pizza", "dsm", dots, ".svg", branches="curved")

    for (
        kind,
        chart,
    ) in CHARTS.items():  # measured by the letters that come along: the same everywhere
        picture, surface = ChartPicture(chart), SvgSurface()
        picture.paint(surface, picture.theme.canvas)
        size = picture.size
        yield f"chart-{kind}.svg", surface.document(size.width, size.height, chart.title).encode()


def _made(name: str, rule: str, style: Style, suffix: str, **view: str) -> bytes:
    document = loads(assets.example_text(name))
    for key, value in view.items():
        document = SetView(key, value).apply(document)
    subject = Subject(document, solve(document, rule))
    return encoded(subject, suffix, ExportOptions(size=1.0, carry=False, style=style))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, data in pictures():
        (FOLDER / name).write_bytes(data)
