"""Cut, copy and paste of subtrees: the clipboard holds the text of a document."""

from PySide6.QtWidgets import QApplication

from solver.document.model import Document
from solver.edits import Paste, PasteLinked, fragment
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_pasted
from solver.formats.importing.own_documents import OWN
from solver.formats.quandary import dumps, loads
from solver.translation import tr


def copy(document: Document, nodes: tuple[str, ...]) -> None:
    """Put the subtrees below some nodes on the clipboard, as a document's text."""
    QApplication.clipboard().setText(dumps(fragment(document, nodes)))


def paste_edit(
    parent: str | None, position: tuple[float, float] | None
) -> tuple[Paste, tuple[str, ...]]:
    """What pasting the clipboard intends, and in plain sentences what of it is lost.

    It may hold the text of a document, of a file of another program, the cells of a table, or an
    indented outline.  Raises `DocumentError` where it holds none of them.
    """
    text = QApplication.clipboard().text()
    if not text.strip():
        raise DocumentError(tr("The clipboard holds no text, so there is nothing to paste."))
    found = read_pasted(text)
    return Paste(found.document, parent=parent, position=position), found.lost


def linked_edit(
    document: Document, parent: str | None, position: tuple[float, float] | None
) -> PasteLinked:
    """What pasting as a live copy intends: what was copied must be in this document still.

    Raises `DocumentError` where it is not, or was more than one subtree.
    """
    text = QApplication.clipboard().text()
    source = loads(text) if OWN.begins_paste(text) else Document()
    top = source.root_id
    if top is None:
        raise DocumentError(tr("Copy one subtree of this tree first."))
    if top not in document.nodes:
        raise DocumentError(
            tr("What was copied is not in this tree, so nothing can follow it here.")
        )
    return PasteLinked(top, parent=parent, position=position)


def duplicate_edit(document: Document, node: str) -> Paste:
    """A copy of a subtree beside it."""
    entering = document.incoming(node)
    source = fragment(document, (node,))
    if not entering:
        x, y = document.nodes[node].x, document.nodes[node].y
        place = (float(x.value()) + 40, float(y.value()) + 40) if x and y else (0.0, 0.0)
        return Paste(source, position=place, name="duplicate")
    parent = entering[0].source
    index = document.children(parent).index(entering[0]) + 1
    return Paste(source, parent=parent, index=index, name="duplicate")
