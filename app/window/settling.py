"""Settled choices by menu: what holds from a node on, and offers to commit to it."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.analysis_words.completion_words import held_words
from solver.document.elements import BY_POLICY, ByCompletion, Completion, Conduct, Kind
from solver.document.model import Document
from solver.edits import AddCompletion, Edit, OfferCommitment, SetConduct, Together, free_id
from solver.preferences.stated_completion import fitting_completion
from solver.translation import tr


class Settling(WindowPart):
    """Says what holds from the selected node on, and offers the agent to commit before it."""

    rows = (
        ActionRow("edit.settle_policy", "settling", "The policy &holds from here", needs="one",
            tip="The choices at the node and below are made as the stated policy says; they are not the agent’s."),
        ActionRow("edit.settle_completion", "settling", "A completion holds &from here…", needs="one",
            tip="At the node and below expected utility is maximised under a completion of the preferences."),
        ActionRow("edit.free", "settling", "The agent chooses from here on", needs="one",
            tip="The node no longer says how its choices are settled."),
        ActionRow("edit.offer_commit", "settling", "&Offer to commit", needs="one",
            tip="Before the node the agent may commit to the stated policy: a branch to a live copy of it."),
        ActionRow("edit.offer_complete", "settling", "Offer to co&mplete…", needs="one",
            tip="Before the node the agent may complete its preferences: a branch to a live copy of it."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.menu = QMenu(window)  # of completions to choose from

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "edit.settle_policy": lambda: self._at_node(lambda n: SetConduct(n, BY_POLICY)),
            "edit.settle_completion": lambda: self._with_completion(_settled_by),
            "edit.free": lambda: self._at_node(lambda n: SetConduct(n, None)),
            "edit.offer_commit": lambda: self._at_node(OfferCommitment),
            "edit.offer_complete": lambda: self._with_completion(_offered),
        }

    def _node(self) -> str | None:
        """The one node that is selected, or the one to which the selected branch leads."""
        nodes, branches = self._canvas.selection()
        if len(nodes) == 1:
            return nodes[0]
        if not nodes and len(branches) == 1:
            return self._session.document.branches[branches[0]].target
        return None

    def _at_node(self, edit: Callable[[str], Edit]) -> None:
        node, nodes = self._node(), self._session.document.nodes
        if node is None or node not in nodes:
            self.told.emit(
                tr("Select one node of the tree; within a live copy nothing can be changed.")
            )
        elif nodes[node].kind is Kind.OUTCOME:
            self.told.emit(tr("An outcome node ends the tree: there is nothing to choose there."))
        else:
            self.intended.emit(edit(node))

    def _with_completion(self, edit: "Callable[[Document, str, Chosen], Edit]") -> None:
        """Choose a completion from a list; where there is only one at once."""
        document = self._session.document
        options = completions_to_choose(document)

        def choose(chosen: Chosen) -> None:
            before = self._session.document
            self._at_node(lambda node: edit(self._session.document, node, chosen))
            self._tell_what_holds(before, self._session.document)

        if len(options) == 1:
            choose(next(iter(options.values())))
            return
        self.menu.clear()
        for text, chosen in options.items():
            self.menu.addAction(text).triggered.connect(lambda _=False, c=chosen: choose(c))
        self.menu.popup(QCursor.pos())

    def _tell_what_holds(self, before: Document, now: Document) -> None:
        """Which completion was taken where there was none to choose between, and where another is chosen."""
        for id_, node in now.nodes.items():
            if isinstance(node.conduct, ByCompletion) and before.nodes.get(id_) is not node:
                held = held_words(self._session.names, id_)
                name = now.completions[node.conduct.completion].name
                words = tr(
                    "Completion {name} holds there: {held}. Another is chosen under Selected."
                )
                self.told.emit(words.format(name=name, held=held))


#: A named completion that holds, or one that gets a name first.
Chosen = Conduct | Completion


def completions_to_choose(document: Document) -> dict[str, Chosen]:
    """The completions that a menu offers, by what they are called there."""
    result: dict[str, Chosen] = {
        tr("Completion {name}").format(name=named.name): ByCompletion(completion=id_)
        for id_, named in document.completions.items()
    }
    if document.completion is not None:
        result[tr("The one that expected utility goes by, named")] = document.completion
    if not result and (found := fitting_completion(document)) is not None:
        result[tr("A new one that fits the preferences")] = found
    return result or {tr("A new one"): Completion()}


def _settled_by(document: Document, node: str, chosen: Chosen) -> Edit:
    if not isinstance(chosen, Completion):
        return SetConduct(node, chosen)
    conduct = ByCompletion(completion=free_id(document))
    return Together((AddCompletion(chosen), SetConduct(node, conduct)), tr("settle choices"))


def _offered(document: Document, node: str, chosen: Chosen) -> Edit:
    if isinstance(chosen, Completion):
        return OfferCommitment(node, completion=chosen)
    return OfferCommitment(node, chosen)
