"""The inspector's page where nothing is selected: what there is, where to begin, and keys."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton

from solver.document.elements import Kind
from solver.document.model import Document
from solver.translation import mark, tr, trn
from widgets.basics.fields import caption, heading, sentence, title
from widgets.inspector.field_page import Page

KEYS: Final = (
    (mark("arrows"), mark("move along the tree")),
    (mark("Return"), mark("type the label")),
    (mark("Insert"), mark("add a branch below")),
    ("1 2 3", mark("choice, chance, outcome")),
    (mark("Ctrl+F"), mark("find a node or branch")),
    (mark("F6"), mark("to the next part of the window")),
)


class NothingPage(Page):
    """Says what the tree consists of."""

    root_wanted = Signal()
    document_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add(sentence(tr("Nothing is selected"), muted=True))
        name = title()
        self.add(name)
        counts = sentence()
        self.add(counts)
        row = QHBoxLayout()
        root = QPushButton(tr("Select the root"))
        root.clicked.connect(self.root_wanted)
        about = QPushButton(tr("Title and notes"))
        about.clicked.connect(self.document_wanted)
        row.addWidget(root)
        row.addWidget(about)
        row.addStretch(1)
        self.add(row)
        self._column.addSpacing(8)
        self.add(heading(tr("Keys")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for line, (key, does) in enumerate(KEYS):
            grid.addWidget(sentence(tr(key), muted=True), line, 0)
            grid.addWidget(caption(tr(does)), line, 1, Qt.AlignmentFlag.AlignLeft)
        self.add(grid)
        self._column.addStretch(1)
        self._showing.append(lambda d: name.setText(d.title or tr("Untitled tree")))
        self._showing.append(lambda d: counts.setText(_counts(d)))
        self._showing.append(lambda d: root.setEnabled(d.root_id is not None))


def _counts(document: Document) -> str:
    """What a tree consists of."""
    if not document.nodes:
        return tr("An empty tree. Drag a node from the tool bar, or press 1, 2 or 3.")
    nodes, branches = len(document.nodes), len(document.branches)
    ends = sum(node.kind is Kind.OUTCOME for node in document.nodes.values())
    outcomes = len(document.outcomes)
    parts = (
        trn("{count} node", "{count} nodes", nodes).format(count=nodes),
        trn("{count} branch", "{count} branches", branches).format(count=branches),
        trn("{count} end", "{count} ends", ends).format(count=ends),
        trn("{number} outcome", "{number} outcomes", outcomes).format(number=outcomes),
    )
    said = f"{', '.join(parts)}."
    return tr(
        "{said} Click a node or branch to edit it here; double-click to type on the tree."
    ).format(said=said)
