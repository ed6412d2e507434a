"""What the nodes and the branches of a tree are called, wherever people read of them.

By their labels, and without one by where they stand; never by an id.  `solver.words.names` adds
what outcomes, plans and prospects are called.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from solver.document.elements import Branch, Kind
from solver.document.model import Document
from solver.translation import mark, tr

MOST_TOLD: Final = 2000  # nodes of one label; of more only the last branch is told
_KINDS: Final = {
    Kind.CHOICE: mark("choice"), Kind.CHANCE: mark("chance node"), Kind.OUTCOME: mark("outcome"),
}  # fmt: skip
#: With what they are called where nothing else tells them.
_FIRST: Final = {
    Kind.CHOICE: mark("the first choice"),
    Kind.CHANCE: mark("the first chance node"),
    Kind.OUTCOME: mark("the first outcome"),
}
_LOOSE: Final = {
    Kind.CHOICE: mark("a loose choice"),
    Kind.CHANCE: mark("a loose chance node"),
    Kind.OUTCOME: mark("a loose outcome"),
}
_SOME: Final = {
    Kind.CHOICE: mark("a choice"), Kind.CHANCE: mark("a chance node"), Kind.OUTCOME: mark("an outcome"),
}  # fmt: skip


def by_kind(kind: Kind, choice: str, chance: str, outcome: str) -> str:
    """The text for a kind of node; each kind has one of its own."""
    return tr({Kind.CHOICE: choice, Kind.CHANCE: chance, Kind.OUTCOME: outcome}[kind])


class TreeNames:
    """The names of the nodes and branches of one document, its live copies written out.

    Made once for a document and asked often: what tells things apart is found once.  That may take
    seconds in a large tree; without ``apart`` several things may have one name.
    """

    def __init__(self, document: Document, *, apart: bool = True) -> None:
        self.document = document.expanded
        self._apart = apart
        self._nodes: dict[str, str] = {}
        self._branches: dict[str, str] = {}
        self._told: dict[str, Mapping[str, str]] = {}  # of each label, its nodes told apart
        self._told_branches: dict[str, Mapping[str, str]] = {}

    def node(self, id_: str) -> str:
        """A node by its label, with the nearest branches that tell it from others of that label.

        Without a label: by the branch that leads to it, “the choice after …”, or by the node above
        if that branch has none; “a loose choice” is one that nothing leads to beside the root.
        """
        if id_ not in self._nodes:
            self._nodes[id_] = self._node(id_)
        return self._nodes[id_]

    def node_in_sentence(self, id_: str) -> str:
        """The same inside a sentence: “Shut down?” if lucky, with only the label in quotation marks."""
        label = self._title(id_)
        return (
            self.node(id_).replace(label, tr("“{name}”").format(name=label), 1)
            if label
            else self.node(id_)
        )

    def _node(self, id_: str) -> str:
        node = self.document.nodes[id_]
        label = self._title(id_)
        if label:
            if not self._apart:
                return label
            if label not in self._told:
                self._told[label] = self.told_apart(self._alike[label])
            return f"{label} {self._told[label][id_]}".rstrip()
        kind = tr(_KINDS[node.kind])
        entering = self.document.incoming(id_)
        if not entering:
            return tr((_FIRST if id_ == self.document.root_id else _LOOSE)[node.kind])
        if not entering[0].label and (above := self._title(entering[0].source)):
            alike = self._below_alike(entering[0].source, node.kind)
            which = (
                tr("the {kind}").format(kind=kind)
                if len(alike) == 1
                else f"{kind} {alike.index(id_) + 1}"
            )
            if self._alike[above] == [entering[0].source]:
                return tr("{which} below “{above}”").format(which=which, above=above)
        if node.kind is Kind.OUTCOME and self._is_found(entering[0]):
            siblings = [branch.id for branch in self.document.children(entering[0].source)]
            return tr("outcome {number} below {above}").format(
                number=siblings.index(entering[0].id) + 1,
                above=self.node_in_sentence(entering[0].source),
            )
        name = self.branch_at(entering[0].id)
        if not entering[
            0
        ].label:  # then it says no more than the kind; and what tells it from others
            told = name.removeprefix(f"→ {self._target(entering[0])}")
            return tr("the {kind} after the unnamed branch{told}").format(kind=kind, told=told)
        return tr("the {kind} after “{id}”").format(kind=kind, id=name)

    def _is_found(self, branch: Branch) -> bool:
        """Whether a branch without a name leaves a node that is told without going further up."""
        up = self.document.incoming(branch.source)
        return not branch.label and bool(self._title(branch.source) or not up or up[0].label)

    def _below_alike(self, id_: str, kind: Kind) -> list[str]:
        """The nodes of a kind right below a node that have no name, nor the branches to them."""
        return [
            branch.target
            for branch in self.document.children(id_)
            if not branch.label
            and not self._title(branch.target)
            and self.document.nodes[branch.target].kind is kind
        ]

    def _title(self, id_: str) -> str:
        node = self.document.nodes[id_]
        if node.label or node.kind is not Kind.OUTCOME or node.outcome is None:
            return node.label
        return self.outcome(node.outcome)

    @cached_property
    def _alike(self) -> Mapping[str, list[str]]:
        """The nodes of each label."""
        result: dict[str, list[str]] = {}
        for id_ in self.document.tree:
            result.setdefault(self._title(id_), []).append(id_)
        known = set(self.document.tree)
        for id_ in self.document.nodes:  # drafts beside the tree
            if id_ not in known:
                result.setdefault(self._title(id_), []).append(id_)
        return result

    def branch(self, id_: str) -> str:
        """A branch by its label; without one by where it leads: “→ Lucky task done”.

        No two branches of a node have one name: where label and end do not tell, they are counted.
        """
        if id_ not in self._branches:
            siblings = self.document.children(self.document.branches[id_].source)
            labels = Counter(branch.label for branch in siblings)
            named = {
                branch.id: branch.label
                if branch.label and labels[branch.label] == 1
                else f"{branch.label} → {self._target(branch)}".lstrip()
                for branch in siblings
            }
            self._branches |= _counted(named)
        return self._branches[id_]

    def _target(self, branch: Branch) -> str:
        if branch.target not in self.document.nodes:
            return branch.target
        kind = self.document.nodes[branch.target].kind
        return self._title(branch.target) or tr(_SOME[kind])

    def branch_at(self, id_: str) -> str:
        """A branch, with what tells it from branches of that name elsewhere in the tree."""
        name = self.branch(id_)
        if not self._apart:
            return name
        if name not in self._told_branches:
            sources = [self.document.branches[b].source for b in self._branches_alike[name]]
            self._told_branches[name] = self.told_apart(sources)
        told = self._told_branches[name][self.document.branches[id_].source]
        return f"{name} {told}".rstrip()

    @cached_property
    def _branches_alike(self) -> Mapping[str, list[str]]:
        result: dict[str, list[str]] = {}
        for id_ in self.document.branches:
            result.setdefault(self.branch(id_), []).append(id_)
        return result

    def told_apart(self, nodes: Iterable[str], *, by: Kind | None = None) -> Mapping[str, str]:
        """By which branches on the way to it each of some nodes is told from the others.

        “if lucky” where chance fell so, “after go on” where the agent chose so; ``by`` restricts
        this to one of them.  Where two ways bear the same names all along, the nodes are counted.
        """
        kinds = self.document.nodes
        ways = {
            id_: [b for b in self.way(id_) if by is None or kinds[b.source].kind is by]
            for id_ in dict.fromkeys(nodes)
        }
        if len(ways) > MOST_TOLD:
            return _counted({id_: self._condition(way[-1:]) for id_, way in ways.items()})
        through, named, ending = Counter[str](), Counter[str](), Counter[str]()  # sets of nodes
        for place, way in enumerate(ways.values()):
            own = 1 << place
            for branch in way:
                through[branch.id] |= own
                named[self.branch(branch.id)] |= own
            ending[way[-1].id if way else ""] |= own
        everything = (1 << len(ways)) - 1
        told = {}
        for id_, way in ways.items():
            parting, before, last = [], everything, ""  # who goes another way at each branch
            for branch in way:
                parting.append(before & ~through[branch.id] & ~ending[last])
                before, last = through[branch.id], branch.id
            told[id_] = self._condition(self._telling(way, parting, named))
        return _counted(told)

    def _telling(
        self, way: Sequence[Branch], parting: Sequence[int], named: Mapping[str, int]
    ) -> list[Branch]:
        """The branches on a node's way, the nearest ones, that tell it from the others.

        Sets of nodes are the bits of whole numbers: those that part at each branch of the way, and
        those whose way has a branch of some name.
        """
        left = 0
        for some in parting:
            left |= some
        chosen: list[Branch] = []
        for branch, some in zip(reversed(way), reversed(parting), strict=True):
            told = some | ~named[self.branch(branch.id)]
            if some and told & left:
                chosen.append(branch)
                left &= ~told
        return chosen[::-1]

    def way(self, id_: str) -> tuple[Branch, ...]:
        """The branches from the root to a node."""
        way: list[Branch] = []
        seen = {id_}
        while entering := self.document.incoming(id_):
            way.append(entering[0])
            id_ = entering[0].source
            if id_ in seen:  # a tree that is not valid yet
                break
            seen.add(id_)
        return tuple(reversed(way))

    def _condition(self, branches: Sequence[Branch]) -> str:
        """Some branches of a way, from the root on, as a condition: “after test, if positive”."""
        text = before = ""
        for branch in branches:
            chance = self.document.nodes[branch.source].kind is Kind.CHANCE
            word = tr("if") if chance else tr("after")
            name = self.branch(branch.id)
            if word == before:
                text += tr(" and {name}").format(name=name)
            else:
                text += f"{', ' if text else ''}{word} {name}"
            before = word
        return text

    def outcome(self, id_: str) -> str:
        """An outcome by its label."""
        outcome = self.document.outcomes.get(id_)
        return id_ if outcome is None else (outcome.label or outcome.id)


def _counted(texts: Mapping[str, str]) -> dict[str, str]:
    """The same, with those that are alike counted."""
    counts, met = Counter(texts.values()), Counter[str]()
    result = {}
    for id_, text in texts.items():
        met[text] += 1
        result[id_] = f"{text} ({met[text]})".strip() if counts[text] > 1 else text
    return result
