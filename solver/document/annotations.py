"""Free texts on the page: ``view.annotations`` of a document, which no rule looks at."""

from dataclasses import dataclass

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError

FAR = 1e6  # pixels; a page has an end, and files are hostile


@dataclass(frozen=True)
class Annotation:
    """A text that stands at a place of the page; ``index`` is its place in the document's list."""

    index: int
    x: float
    y: float
    text: str


def annotations(document: Document) -> tuple[Annotation, ...]:
    """The free texts of a document, in its order; entries that are none are left alone."""
    listed = document.view.get("annotations")
    if not isinstance(listed, list):
        return ()
    found = []
    for index, entry in enumerate(listed):
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            continue
        x, y = _pixels(entry.get("x")), _pixels(entry.get("y"))
        found.append(Annotation(index, x, y, entry["text"]))
    return tuple(found)


def _pixels(value: object) -> float:
    """A coordinate; 0 where it is missing or no number."""
    if isinstance(value, str):
        value = Numeral(value)
    if not isinstance(value, Numeral):
        return 0.0
    try:
        return max(-FAR, min(FAR, float(value.value())))
    except (NumberError, OverflowError):
        return 0.0
