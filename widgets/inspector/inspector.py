"""The inspector: everything of what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from solver.analysis_words.verdict.statement import Statement
from solver.document.model import Document
from solver.edits import CreateParameter
from solver.findings import Finding
from solver.translation import tr
from widgets.basics.fields import sentence
from widgets.basics.layouts import empty, nest
from widgets.basics.statement_row import RowCard, StatementRow
from widgets.inspector.element_pages import BranchPage, ManyPage, NodePage
from widgets.inspector.field_page import Page
from widgets.inspector.nothing_page import NothingPage


class Inspector(QScrollArea):
    """Shows the page for the selection; the pages emit edits."""

    intended = Signal(object)  # an Edit
    proof_wanted = Signal(object)  # a Statement
    root_wanted = Signal()  # the root is to be selected
    document_wanted = Signal()  # title and notes are to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document = Document()
        self._findings: tuple[Finding, ...] = ()
        self._nodes: tuple[str, ...] = ()
        self._branches: tuple[str, ...] = ()
        self._key: object = None
        self._offered: tuple[str, ...] = ()
        self._page: Page | None = None
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(8)
        self._problems = sentence()
        self._column.addWidget(self._problems)
        self._problems.hide()
        self._offers = QVBoxLayout()
        nest(self._column, self._offers)
        self.statements = RowCard(tr("What the rule says about it"))
        self._column.addWidget(self.statements)
        self.statements.hide()
        self._column.addStretch(1)
        self.setWidget(inside)
        self._show_page()

    def show_document(self, document: Document, findings: tuple[Finding, ...] = ()) -> None:
        self._document, self._findings = document, findings
        self._nodes = tuple(id_ for id_ in self._nodes if id_ in document.nodes)
        self._branches = tuple(id_ for id_ in self._branches if id_ in document.branches)
        self._show_page()

    def show_selection(self, nodes: tuple[str, ...], branches: tuple[str, ...]) -> None:
        self._nodes, self._branches = nodes, branches
        self._show_page()

    def _show_page(self) -> None:
        key = self._page_key()
        if key != self._key or self._page is None:
            self._key = key
            if self._page is not None:
                self._column.removeWidget(self._page)
                self._page.hide()
                self._page.deleteLater()
            self._page = self._new_page()
            self._page.intended.connect(self.intended)
            self._column.insertWidget(2, self._page)
        self._page.show_document(self._document)
        self._show_problems()

    def _page_key(self) -> object:
        if len(self._nodes) + len(self._branches) > 1:
            return ("many", self._nodes, self._branches)
        if self._nodes:
            node = self._document.nodes[self._nodes[0]]
            branches = self._document.children(node.id)
            entering = self._document.incoming(node.id)
            shape = tuple(branch.id for branch in (*branches, *entering[:1]))
            above = self._document.nodes[entering[0].source].kind if entering else None
            criteria = self._document.criterion_ids
            named = node.outcome in self._document.outcomes
            return ("node", node.id, node.kind, node.copy_of, shape, above, criteria, named)
        if self._branches:
            branch = self._document.branches[self._branches[0]]
            kind = self._document.nodes[branch.source].kind
            end = self._document.nodes[branch.target]
            named = end.outcome in self._document.outcomes
            return ("branch", branch.id, kind, end.kind, named, self._document.criterion_ids)
        return ("nothing",)

    def _new_page(self) -> Page:
        if len(self._nodes) + len(self._branches) > 1:
            return ManyPage(self._nodes, self._branches)
        if self._nodes:
            return NodePage(self._document, self._nodes[0])
        if self._branches:
            return BranchPage(self._document, self._branches[0])
        page = NothingPage()
        page.root_wanted.connect(self.root_wanted)
        page.document_wanted.connect(self.document_wanted)
        return page

    def show_statements(self, statements: Sequence[Statement]) -> None:
        """What the rule says of what is selected."""
        rows = []
        for each in statements:
            row = StatementRow(each.sign, each.title, each.detail)
            row.clicked.connect(lambda _=False, said=each: self.proof_wanted.emit(said))
            rows.append(row)
        self.statements.show_rows(rows)

    def _show_problems(self) -> None:
        """What is wrong with what is selected, and what would help."""
        document, nodes, branches = self._document, set(self._nodes), set(self._branches)
        ends = nodes | {document.branches[id_].target for id_ in branches}
        outcomes = {document.nodes[id_].outcome for id_ in ends if id_ in document.nodes}
        found = [
            finding
            for finding in self._findings
            if nodes & set(finding.nodes)
            or branches & set(finding.branches)
            or outcomes & set(finding.outcomes)
        ]
        self._problems.setText("\n".join(f"⚠ {finding.message}" for finding in found))
        self._problems.setVisible(bool(found))
        self._offer(tuple(dict.fromkeys(name for finding in found for name in finding.unknown)))

    def _offer(self, names: tuple[str, ...]) -> None:
        """Buttons that create parameters of these names."""
        if names == self._offered:
            return
        self._offered = names
        empty(self._offers)
        for edit in map(CreateParameter, names):
            button = QPushButton(edit.offer)
            button.clicked.connect(lambda _=False, edit=edit: self.intended.emit(edit))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
