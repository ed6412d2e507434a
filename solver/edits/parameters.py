"""Edits of parameters: the names that expressions use."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec

from solver.document.elements import (
    Branch,
    Distribution,
    Kind,
    Opinion,
    OpinionShare,
    Parameter,
    ScaleEntry,
    Scenario,
    StoredRelation,
)
from solver.document.formulas import ONE, LiveFormula, complement
from solver.document.model import Document
from solver.document.numerals import Numeral, is_name, names_in
from solver.document.shares import share_of, shares
from solver.edits.base import changed, fresh_id, put, renamed, without
from solver.edits.opinions import told_anew
from solver.edits.steps import parameter_renamed_in_steps
from solver.errors import EditError
from solver.preferences.named_relations import stored_changed, with_values
from solver.translation import mark, tr
from solver.words.numbers import Format


class AddParameter(msgspec.Struct, frozen=True):
    """A new parameter, a half between 0 and 1 to begin with."""

    name = mark("add parameter")

    def apply(self, document: Document) -> Document:
        parameter = Parameter(
            id=fresh_id(document.parameters, "p"),
            value=Format.of(document).typed(Fraction(1, 2)),
            min=Numeral("0", quoted=False),
            max=Numeral("1", quoted=False),
        )
        return replace(document, parameters=put(document.parameters, parameter))


class CreateParameter(msgspec.Struct, frozen=True):
    """A parameter of a name that expressions use already.

    Between 0 and 1 where a probability or a policy uses it: what the other branches leave where it
    stands alone among them, else 1/2.  Everywhere else 1, without bounds.
    """

    parameter: str
    name = mark("create parameter")

    @property
    def offer(self) -> str:
        """What a control that does it says."""
        return tr("Create parameter “{parameter}”").format(parameter=self.parameter)

    def apply(self, document: Document) -> Document:
        if self.parameter in document.parameters:
            return document
        if not is_name(self.parameter):
            raise EditError(_no_name(self.parameter))
        shares = (
            numeral
            for branch in document.branches.values()
            for numeral in (branch.probability, branch.policy)
            if numeral is not None
        )
        if any(self.parameter in names_in(numeral.text) for numeral in shares):
            share = _left_over(document, self.parameter) or Fraction(1, 2)
            ends = Numeral.of(0), Numeral.of(1)
            value = Format.of(document).typed(share)
            parameter = Parameter(id=self.parameter, value=value, min=ends[0], max=ends[1])
        else:
            parameter = Parameter(id=self.parameter, value=Numeral.of(1))
        return replace(document, parameters=put(document.parameters, parameter))


class MakeParameter(msgspec.Struct, frozen=True):
    """A parameter of a typed probability; the other branches share the rest as they did, if none of them has it."""

    branch: str
    name = mark("make a probability a parameter")

    def apply(self, document: Document) -> Document:
        if self.branch not in document.branches:
            raise EditError(
                tr("There is no branch “{branch}” any more.").format(branch=self.branch)
            )
        if (typed := typed_chance(document, self.branch)) is None:
            raise EditError(
                tr(
                    "Only a typed number can become a parameter, and only where other branches can share the rest."
                )
            )
        branch = document.branches[self.branch]
        name = fresh_id(document.parameters, "p")
        parameter = Parameter(
            id=name,
            value=typed,
            min=Numeral.of(0),
            max=Numeral.of(1),
            label=branch.label,
        )
        branches = dict(document.branches)
        branches[branch.id] = msgspec.structs.replace(branch, probability=Numeral(name))
        others = [b for b in document.children(branch.source) if b.id != branch.id]
        if not any(map(_is_rest, others)):
            known = document.parameter_values
            shared = [b.probability.value(known) for b in others if b.probability is not None]
            rest = complement(LiveFormula(typed.value(known), name))
            for other, share in zip(others, shared, strict=True):
                part = LiveFormula(share / sum(shared)) if len(others) > 1 else ONE
                own = (part * rest).numeral
                branches[other.id] = msgspec.structs.replace(other, probability=own)
        parameters = put(document.parameters, parameter)
        return replace(document, parameters=parameters, branches=branches)


def may_vary(document: Document, most: int) -> Mapping[str, Numeral]:
    """Branches of the tree whose probability can be made a parameter; of two branches the first."""
    found: dict[str, Numeral] = {}
    for node in document.tree:
        siblings = document.children(node)
        able = {b.id: own for b in siblings if (own := typed_chance(document, b.id)) is not None}
        found |= dict(islice(able.items(), 1)) if len(siblings) == 2 else able
        if len(found) >= most:
            break
    return dict(islice(found.items(), most))


def _is_rest(branch: Branch) -> bool:
    return branch.probability is None or branch.probability.is_remainder


def typed_chance(document: Document, id_: str) -> Numeral | None:
    """A probability that is a number without names, if other branches can make room for other ones."""
    branch = document.branches[id_]
    node = document.nodes[branch.source]
    if node.kind is not Kind.CHANCE or branch.probability is None or _is_rest(branch):
        return None
    if names_in(branch.probability.text):
        return None
    siblings = document.children(node.id)
    known = document.parameter_values
    if not shares(node, siblings, known).is_valid:
        return None
    if any(map(_is_rest, siblings)):
        return branch.probability
    # What the others share is to be more than nothing, and typed, for else it would be lost.
    others = [b.probability for b in siblings if b.id != id_ and b.probability is not None]
    is_plain = not any(names_in(other.text) for other in others)
    shared = is_plain and sum(other.value(known) for other in others) > 0
    return branch.probability if shared or len(others) == 1 else None


def _left_over(document: Document, name: str) -> Fraction | None:
    """What is left for a branch whose share is this name alone, where its siblings say theirs."""
    known = document.parameter_values
    for branch in document.branches.values():
        node = document.nodes[branch.source]
        own = share_of(branch, node.kind)
        if own is None or own.text.strip() != name:
            continue
        found = shares(node, document.children(node.id), known)
        left = 1 - found.stated
        if not found.shared and found.problems.keys() == {branch.id} and 0 < left < 1:
            return left
    return None


def _no_name(text: str) -> str:
    return tr(
        "“{text}” cannot be used in expressions: a name is letters, digits and _, and does not begin with a digit."
    ).format(text=text)


class SetParameter(msgspec.Struct, frozen=True):
    """Change fields of a parameter: value, min, max, label, distribution.

    Edits of one ``gesture`` (a slider held down) are undone as one.
    """

    parameter: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    gesture: str = ""
    name = mark("change parameter")

    def apply(self, document: Document) -> Document:
        parameters = changed(document.parameters, self.parameter, self.changes)
        if parameters is document.parameters:
            return document
        return told_anew(document, replace(document, parameters=parameters))


class RenameParameter(msgspec.Struct, frozen=True):
    """Give a parameter another name, in every expression that uses it too."""

    old: str
    new: str
    name = mark("rename parameter")

    def apply(self, document: Document) -> Document:
        if self.old == self.new:
            return document
        if not is_name(self.new):
            raise EditError(_no_name(self.new))
        parameters = renamed(document.parameters, self.old, self.new, "parameter")
        after = _rewritten(replace(document, parameters=parameters), self.old, self.new)
        return told_anew(document, after, called={self.old: self.new})


#: What holds numbers, of a distribution.
_OF_DISTRIBUTIONS: Final = ("min", "mode", "max", "mean", "sd", "alpha", "beta", "shape", "scale")

ParameterSet = TypeVar("ParameterSet", Opinion, Scenario)


def _rewritten(document: Document, old: str, new: str) -> Document:
    """The document with a name replaced in all expressions."""
    word = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")

    def now(values: Any) -> Any:
        if isinstance(values, Numeral):
            return Numeral(word.sub(new, values.text)) if values.quoted else values
        if isinstance(values, Mapping):
            return {key: now(value) for key, value in values.items()}
        return values

    def all_of(elements: Mapping[str, Any], *fields: str) -> dict[str, Any]:
        return {
            id_: msgspec.structs.replace(
                element, **{field: now(getattr(element, field)) for field in fields}
            )
            for id_, element in elements.items()
        }

    def completion_now(completion: Any) -> Any:
        """The same for a completion, named or not, or None."""
        if completion is None:
            return None
        scales = all_of(completion.scales, "weight", "offset")
        shares = {id_: share_now(own) for id_, own in completion.opinions.items()}
        return msgspec.structs.replace(
            completion, scales=scales, alone=now(completion.alone), opinions=shares
        )

    def share_now(own: Numeral | OpinionShare) -> Numeral | OpinionShare:
        if isinstance(own, Numeral):
            renumbered: Numeral = now(own)
            return renumbered
        return msgspec.structs.replace(
            own,
            share=now(own.share),
            scales=all_of(own.scales, "weight", "offset"),
            alone=now(own.alone),
        )

    def set_now(own: ParameterSet) -> ParameterSet:
        stated = {new if id_ == old else id_: now(n) for id_, n in own.parameters.items()}
        return msgspec.structs.replace(own, parameters=stated)

    def distribution_now(own: Distribution | None) -> Distribution | None:
        if own is None:
            return None
        texts = {field: now(getattr(own, field)) for field in _OF_DISTRIBUTIONS}
        points = tuple((now(x), now(p)) for x, p in own.points)
        return msgspec.structs.replace(own, points=points, **texts)

    def stored_now(own: StoredRelation) -> StoredRelation:
        completion = completion_now(own.completion)
        return msgspec.structs.replace(with_values(own, now), completion=completion)

    def scale_now(entry: ScaleEntry) -> ScaleEntry:
        if (curve := entry.utility) is None:
            return entry
        utility = msgspec.structs.replace(
            curve,
            risk_tolerance=now(curve.risk_tolerance),
            exponent=now(curve.exponent),
            points=tuple((now(x), now(u)) for x, u in curve.points),
        )
        return msgspec.structs.replace(entry, utility=utility)

    return replace(
        document,
        view=parameter_renamed_in_steps(document.view, old, new),
        scales={id_: scale_now(entry) for id_, entry in document.scales.items()},
        parameters={
            id_: msgspec.structs.replace(entry, distribution=distribution_now(entry.distribution))
            for id_, entry in all_of(document.parameters, "value", "min", "max").items()
        },
        scenarios={id_: set_now(scenario) for id_, scenario in document.scenarios.items()},
        outcomes=all_of(document.outcomes, "value"),
        branches=all_of(document.branches, "probability", "payoff", "policy"),
        completion=completion_now(document.completion),
        completions={id_: completion_now(own) for id_, own in document.completions.items()},
        opinions={id_: set_now(opinion) for id_, opinion in document.opinions.items()},
        relations=stored_changed(document, stored_now),
    )


class RemoveParameter(msgspec.Struct, frozen=True):
    """Remove a parameter."""

    parameter: str
    name = mark("remove parameter")

    def apply(self, document: Document) -> Document:
        if self.parameter not in document.parameters:
            return document

        def sets(own: Mapping[str, ParameterSet]) -> dict[str, ParameterSet]:
            return {
                id_: msgspec.structs.replace(
                    each, parameters=without(each.parameters, [self.parameter])
                )
                for id_, each in own.items()
            }

        after = replace(
            document,
            parameters=without(document.parameters, [self.parameter]),
            opinions=sets(document.opinions),
            scenarios=sets(document.scenarios),
        )
        return told_anew(document, after)
