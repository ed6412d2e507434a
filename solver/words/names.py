"""What nodes, branches, outcomes, plans and prospects are called, wherever people read them.

A thing is called by its label, never by its id where it has one; the same thing has the same name
on the tree, in lists, in sentences, in papers and on the command line.  Quotation marks are put
around a label only inside a sentence (`quoted`).
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from solver.document.changes import called_alike, only_policies
from solver.document.model import Document
from solver.prospect import End, Prospect
from solver.translation import mark, tr
from solver.tree_names import TreeNames
from solver.words.numbers import Format, stretch

#: The least and the greatest chance in the opinions.
Range = tuple[Fraction, Fraction]
SURE: Final = mark(" for sure")
DOT: Final = " · "  # between the entries of a prospect


def quoted(name: str) -> str:
    """A name inside a sentence."""
    return tr("“{name}”").format(name=name)


class Names(TreeNames):
    """The names of everything in one document, its live copies written out.

    Made once for a document and asked often: what tells things apart is found once.
    """

    def __init__(self, document: Document, form: Format | None = None) -> None:
        super().__init__(document)
        self.format = Format.of(document) if form is None else form

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

    # ------------------------------------------------------------------ what is at the ends

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
        return tr("{name}, net {values}").format(name=name, values=self.values(end.values))

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
        return stretch(self.format.number(low), self.format.number(high))

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
    sure = tr(SURE)
    return end if end.endswith(sure) else end + sure
