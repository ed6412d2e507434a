"""Pictures are as they were when somebody looked at them: SVG by structure, PNG by what one sees.

Where a change is meant: ``python -m tests.golden``, and look at the files.
"""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.golden import FOLDER, pictures

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NEAR = 1.5  # pixels: libraries of fonts measure a little differently
SAME = 0.02  # of charts, whose letters come along
LIKE = 4.0  # grey levels of 255, on average: how smooth edges are


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(pictures())


def test_svg_has_the_same_structure(qtbot: QtBot, made: dict[str, bytes]) -> None:
    for name in made:
        if name.endswith(".svg"):
            old = list(ElementTree.fromstring((FOLDER / name).read_bytes()).iter())
            new = list(ElementTree.fromstring(made[name]).iter())
            assert [(e.tag, e.get("id"), e.text) for e in new] == [
                (e.tag, e.get("id"), e.text) for e in old
            ], name
            for one, other in zip(new, old, strict=True):
                alike(one, other, name)


def alike(one: ElementTree.Element, other: ElementTree.Element, name: str) -> None:
    """The same attributes, numbers nearly so."""
    assert one.attrib.keys() == other.attrib.keys(), name
    for key, text in one.attrib.items():
        was = other.attrib[key]
        if key in ("id", "class", "aria-label", "fill", "stroke"):
            assert text == was, (name, one.attrib)
            continue
        assert NUMBER.sub("0", text) == NUMBER.sub("0", was), (name, one.attrib)
        for now, before in zip(NUMBER.findall(text), NUMBER.findall(was), strict=True):
            near = SAME if name.startswith("chart-") else NEAR
            assert float(now) == pytest.approx(float(before), abs=near), (name, one.attrib)


def test_none_is_missing_and_none_is_left_over(qtbot: QtBot, made: dict[str, bytes]) -> None:
    assert set(made) == {path.name for path in FOLDER.iterdir()}


def test_png_looks_the_same(qtbot: QtBot, made: dict[str, bytes]) -> None:
    for name in made:
        if name.endswith(".png"):
            old = QImage(str(FOLDER / name))
            new = QImage.fromData(made[name])
            assert abs(old.width() - new.width()) <= NEAR
            assert abs(old.height() - new.height()) <= NEAR
            assert difference(old, new) < LIKE, name
    light = QImage(str(FOLDER / "shutdown-colour.png"))
    assert difference(light, QImage(str(FOLDER / "shutdown-slides.png"))) > 10 * LIKE


def difference(one: QImage, other: QImage) -> float:
    """By how many grey levels two pictures differ, on average, each looked at from a little away."""
    width, height = one.width() // 2, one.height() // 2
    rows = []
    for image in (one, other):
        small = image.convertToFormat(QImage.Format.Format_RGB32).smoothScaled(width, height)
        rows.append(bytes(small.constBits()))
    return sum(abs(a - b) for a, b in zip(*rows, strict=True)) / len(rows[0])
