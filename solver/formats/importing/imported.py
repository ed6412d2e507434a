"""Trees of other programs: what could be read, and a list of what could not be carried over."""

from collections.abc import Mapping
from dataclasses import dataclass

from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.model import Document


@dataclass(frozen=True)
class Imported:
    """A document, and in plain sentences what of its source it lacks.

    ``is_own`` where the source was a document of Quandary's, so that it can be saved there.
    """

    document: Document
    lost: tuple[str, ...] = ()
    is_own: bool = False


class Builder:
    """Collects the elements of a tree that is being read."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.branches: dict[str, Branch] = {}
        self.outcomes: dict[str, Outcome] = {}
        self._lost: dict[str, None] = {}

    def lose(self, sentence: str) -> None:
        """Say once that something is not carried over."""
        self._lost[sentence] = None

    def add_node(self, kind: Kind, **fields: object) -> str:
        """A new node; its id."""
        id_ = f"n{len(self.nodes) + 1}"
        self.nodes[id_] = Node(id=id_, kind=kind, **fields)  # type: ignore[arg-type]
        return id_

    def add_branch(self, source: str, target: str, **fields: object) -> str:
        """A new branch; its id."""
        id_ = f"b{len(self.branches) + 1}"
        self.branches[id_] = Branch(id=id_, source=source, target=target, **fields)  # type: ignore[arg-type]
        return id_

    def finished(self, title: str, notes: str = "", **more: Mapping[str, object]) -> Imported:
        """All of it as a document."""
        document = Document(
            title=title,
            notes=notes,
            nodes=self.nodes,
            branches=self.branches,
            outcomes=self.outcomes,
            root="n1" if self.nodes else None,
            **more,  # type: ignore[arg-type]
        )
        return Imported(document, tuple(self._lost))
