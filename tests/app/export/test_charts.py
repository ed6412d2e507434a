"""Charts in the files that trees are written to."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.export.chart_subject import ChartSubject
from app.export.encode import encoded, write_picture
from app.export.formats import CHARTS as FORMATS
from app.export.options import ExportOptions
from solver.document.model import Document
from solver.document.style import Style
from tests.documents.charts import CHARTS


@pytest.mark.parametrize("kind", CHARTS)
def test_every_kind_is_written_in_every_format(kind: str, tmp_path: Path) -> None:
    subject = ChartSubject(Document(), chart=CHARTS[kind])
    options = ExportOptions(carry=False)
    for row in FORMATS:
        path = tmp_path / f"chart{row.suffix}"
        write_picture(subject, str(path), options)
        assert path.stat().st_size > 500
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() == 2 * (640 + 32)
    root = ET.fromstring((tmp_path / "chart.svg").read_text())
    words = "".join(root.itertext())
    assert CHARTS[kind].title in words
    assert CHARTS[kind].title in (tmp_path / "chart.tex").read_text()
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")


def test_the_tables_of_values_are_on_the_axes() -> None:
    text = encoded(
        ChartSubject(Document(), chart=CHARTS["lines"]), ".svg", ExportOptions()
    ).decode()
    assert ">0.2</text>" in text
    assert "stop and drill" not in text  # a tip
    assert 'aria-label="Value of each plan against p. Drilling overtakes stopping at 1/10."' in text
    assert text.count("stroke-dasharray") >= 2  # lines are told apart without colour


def test_in_print_there_is_no_colour() -> None:
    subject = ChartSubject(Document(), style=Style(theme="print"), chart=CHARTS["map"])
    image = QImage.fromData(encoded(subject, ".png", ExportOptions(carry=False)))
    seen = {image.pixelColor(x, y).saturation() for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}  # fmt: skip
    assert max(seen) < 60  # axes are of a bluish grey; hues have 150 and more
