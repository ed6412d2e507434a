"""What nodes, branches, outcomes, plans and prospects are called, wherever people read them.

A thing is called by its label, never by its id where it has one; the same thing has the same name
on the tree, in lists, in sentences, in papers and on the command line.  Quotation marks are put
around a label only inside a sentence (`quoted`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from solver.document.changes import called_alike, only_policies
from solver.document.elements import Branch, Kind
from solver.document.model import Document
from solver.prospect import End, Prospect
from solver.words.numbers import Format

#: The least and the greatest chance in the opinions.
Range = tuple[Fraction, Fraction]
MOST_TOLD: Final = 2000  # nodes of one label; of more only the last branch is told
SURE: Final = " for sure"
DOT: Final = " · "  # between the entries of a prospect
_KINDS: Final = {Kind.CHOICE: "choice", Kind.CHANCE: "chance node", Kind.OUTCOME: "outcome"}


def quoted(name: str) -> str:
    """A name inside a sentence."""
    return f"“{name}”"


class Names:
    """The names of everything in one document, its live copies written out.

    Made once for a document and asked often: what tells things apart is found once.
    """

    def __init__(self, document: Document, form: Format | None = None) -> None:
        self.document = document.expanded
        self.format = Format.of(document) if form is None else form
        self._nodes: dict[str, str] = {}
        self._branches: dict[str, str] = {}
        self._told: dict[str, Mapping[str, str]] = {}  # of each label, its nodes told apart
        self._told_branches: dict[str, Mapping[str, str]] = {}

    def following(self, document: Document) -> "Names":
        """The names in a document that came of this one: these, if it differs in policies alone.

        Where other numbers differ, too, what has been found out about names serves on.
        """
        expanded = document.expanded
        if Format.of(document) != self.format or not called_alike(self.document, expanded):
            return Names(document)
        if only_policies(self.document, expanded):
            return self
        result = copy(self)
        result.document = expanded
        result.__dict__.pop("exact", None)  # it tells of the document before
        return result

    @cached_property
    def exact(self) -> "Names":
        """The same names, with every number in both forms, so that one of them is exact: for tips."""
        result = copy(self)
        result.format = replace(self.format, both=True)
        return result

    # -------------------------------------------------------------------- parts of the tree

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
        return self.node(id_).replace(label, quoted(label), 1) if label else self.node(id_)

    def _node(self, id_: str) -> str:
        node = self.document.nodes[id_]
        label = self._title(id_)
        if label:
            if label not in self._told:
                self._told[label] = self.told_apart(self._alike[label])
            return f"{label} {self._told[label][id_]}".rstrip()
        kind = _KINDS[node.kind]
        entering = self.document.incoming(id_)
        if not entering:
            return f"{'the first' if id_ == self.document.root_id else 'a loose'} {kind}"
        if not entering[0].label and (above := self._title(entering[0].source)):
            alike = self._below_alike(entering[0].source, node.kind)
            which = f"the {kind}" if len(alike) == 1 else f"{kind} {alike.index(id_) + 1}"
            if self._alike[above] == [entering[0].source]:
                return f"{which} below {quoted(above)}"
        return f"the {kind} after {quoted(self.branch_at(entering[0].id))}"

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
        kind = _KINDS[self.document.nodes[branch.target].kind]
        return self._title(branch.target) or f"{'an' if kind == 'outcome' else 'a'} {kind}"

    def branch_at(self, id_: str) -> str:
        """A branch, with what tells it from branches of that name elsewhere in the tree."""
        name = self.branch(id_)
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
            word = "if" if chance else "after"
            name = self.branch(branch.id)
            if word == before:
                text += f" and {name}"
            else:
                text += f"{', ' if text else ''}{word} {name}"
            before = word
        return text

    # ------------------------------------------------------------------ what is at the ends

    def outcome(self, id_: str) -> str:
        """An outcome by its label."""
        outcome = self.document.outcomes.get(id_)
        return id_ if outcome is None else (outcome.label or outcome.id)

    def opinion(self, id_: str) -> str:
        """An opinion by its label."""
        opinion = self.document.opinions.get(id_)
        return id_ if opinion is None else (opinion.label or id_)

    def criterion(self, id_: str) -> str:
        """A criterion by its label."""
        criterion = self.document.criterion(id_)
        return (criterion.label or id_) if criterion else id_

    def end(self, end: End) -> str:
        """An outcome, with its net values where payoffs reach it: “Wet, net 40 000”."""
        name = self.outcome(end.outcome)
        if end.outcome not in self._paid_for or not end.values:
            return name
        return f"{name}, net {self.values(end.values)}"

    @property
    def has_payoffs(self) -> bool:
        """Whether payoffs reach any outcome."""
        return bool(self._paid_for)

    @cached_property
    def has_several_scales(self) -> bool:
        """Whether the outcomes stand on more than one scale; one that stands alone is on none."""
        scales = {outcome.scale_name for outcome in self.document.outcomes.values()}
        return len(scales - {None}) > 1

    def values(self, values: Iterable[tuple[str, Fraction]]) -> str:
        """Numbers on criteria; the criteria are named where the document has several."""
        pairs = [(c, v) for c, v in values]
        several = len(self.document.criterion_ids) > 1
        parts = []
        for criterion, value in pairs:
            text = self.format.value(self.document.criterion(criterion), value)
            parts.append(f"{self.criterion(criterion)} {text}" if several else text)
        return ", ".join(parts)

    @cached_property
    def _paid_for(self) -> frozenset[str]:
        """The outcomes that payoffs of branches reach."""
        reached: set[str] = set()
        document = self.document
        paid: set[str] = set()
        for id_ in document.tree:  # parents come before their children
            node = document.nodes[id_]
            if node.outcome is not None and id_ in paid:
                reached.add(node.outcome)
            for branch in document.children(id_):
                if branch.payoff is not None or id_ in paid:
                    paid.add(branch.target)
        return frozenset(reached)

    def prospect(self, prospect: Prospect, *, between: str = DOT) -> str:
        """What something leads to, “Wet, net −90: 1/2 · Dry, net 40: 1/2”; “for sure” of one end.

        The colon keeps a chance apart from the number before it.  Behind the name of a plan a
        prospect stands in parentheses, so that no two colons meet.
        """
        if prospect.opinions:
            return self._ranged(prospect, between)
        if prospect.is_sure:
            return surely(self.end(next(iter(prospect))))
        return between.join(
            f"{self.end(end)}: {self.format.number(chance)}" for end, chance in prospect.items()
        )

    def _ranged(self, prospect: Prospect, between: str) -> str:
        """The same where there are several opinions: each end with the range of its chances."""
        if prospect.is_sure:
            return surely(self.end(next(iter(prospect.ranges))))
        ends = self.in_order(prospect.ranges)
        return between.join(f"{self.end(end)}: {self.range(*ends[end])}" for end in ends)

    def in_order(self, ranges: "Mapping[End, Range]") -> "Mapping[End, Range]":
        """Ends with the ranges of their chances, in the document’s order and by net values."""
        if len(ranges) < 2:
            return ranges
        places = {id_: place for place, id_ in enumerate(self.document.outcomes)}
        ends = sorted(ranges, key=lambda end: (places[end.outcome], end.values))
        return {end: ranges[end] for end in ends}

    def range(self, low: Fraction, high: Fraction) -> str:
        """Two numbers as “0.1 – 0.8”; one if they are the same."""
        number = self.format.number
        return number(low) if low == high else f"{number(low)} – {number(high)}"

    def whole_prospect(self, prospect: Prospect) -> str:
        """The same in full, for tips: a line an end, its numbers exact."""
        exact = self.exact
        if prospect.opinions:
            return "\n".join(
                f"{self.opinion(id_)}: {exact.prospect(own)}"
                for id_, own in prospect.opinions.items()
            )
        return "\n".join(
            f"{exact.end(end)}: {exact.format.number(chance)}" for end, chance in prospect.items()
        )


def surely(end: str) -> str:
    """What leads to one end only; its label may say so itself."""
    return end if end.endswith(SURE) else end + SURE


def _counted(texts: Mapping[str, str]) -> dict[str, str]:
    """The same, with those that are alike counted."""
    counts, met = Counter(texts.values()), Counter[str]()
    result = {}
    for id_, text in texts.items():
        met[text] += 1
        result[id_] = f"{text} ({met[text]})".strip() if counts[text] > 1 else text
    return result
